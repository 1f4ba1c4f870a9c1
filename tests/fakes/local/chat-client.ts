/** Talks to the local chat over HTTP as the page does. */
import { randomUUID } from 'node:crypto';
import type { Acted } from '../../../src/bots/local/receive.ts';
import type { EntryView, ReplyView } from '../../../src/bots/local/render.ts';

export type PersonId = Acted['person'];

export class ChatClient {
  readonly url: string;
  constructor(url: string) {
    this.url = url;
  }

  post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: this.url, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  async act(
    person: PersonId,
    act: Acted['act'],
    requestId: string = randomUUID(),
    channel = 'general',
  ): Promise<ReplyView> {
    const response = await this.post('/api/act', { person, channel, requestId, act });
    if (!response.ok) throw new Error(`/api/act answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as ReplyView;
  }

  async messages(person: PersonId, channel = 'general'): Promise<readonly EntryView[]> {
    const response = await fetch(`${this.url}/api/messages?channel=${channel}&person=${person}`);
    if (!response.ok) throw new Error(`/api/messages answered ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { entries: EntryView[] }).entries;
  }
}
