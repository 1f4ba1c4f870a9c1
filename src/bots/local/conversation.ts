/** One act of a person → the desk's answer, kept in the log where only that person reads it. */
import type { Desk } from '../../core/desk.ts';
import { type Texts, textsIn } from '../../core/language/texts.ts';
import { type Message, paragraph, text } from '../../core/message.ts';
import { BOT } from './people.ts';
import { type ChatRoom, say } from './platform.ts';
import { type Acted, callerOf, requestOf } from './receive.ts';
import { type ReplyView, renderEntry, renderForm } from './render.ts';

/** How many answers are remembered for a page that asks again because the first answer was lost on the way. */
const REMEMBERED = 200;

export class Conversation {
  readonly #room: ChatRoom;
  readonly #workspaceName: string;
  readonly #answers = new Map<string, Promise<ReplyView>>();
  readonly #begun = new Set<Promise<ReplyView>>();

  constructor(room: ChatRoom, workspaceName: string) {
    this.#room = room;
    this.#workspaceName = workspaceName;
  }

  /** The same person with the same request id gets the same answer, and the desk is asked once. */
  act(desk: Desk, acted: Acted): Promise<ReplyView> {
    const id = `${acted.person}:${acted.requestId}`;
    const before = this.#answers.get(id);
    if (before) return before;
    const answer = this.#answer(desk, acted, id);
    this.#answers.set(id, answer);
    this.#begun.add(answer);
    answer.then(
      () => this.#begun.delete(answer),
      () => {
        this.#begun.delete(answer);
        this.#answers.delete(id);
      },
    );
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= REMEMBERED) break;
      this.#answers.delete(oldest);
    }
    return answer;
  }

  /** Resolves when nothing begun is unfinished. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#begun);
  }

  async #answer(desk: Desk, acted: Acted, id: string): Promise<ReplyView> {
    const { person, channel, act } = acted;
    const privately = { channelId: channel, audience: person };
    if (act.kind === 'say') {
      const said = { tone: 'neutral', blocks: [paragraph(text(act.line))], buttons: [], summary: act.line } as const;
      await say(this.#room, { ...privately, author: person, key: `said:${id}`, message: said });
    }
    const request = requestOf(act);
    const caller = callerOf(acted, this.#workspaceName);
    const reply = request
      ? await desk.handle(request, caller)
      : ({ kind: 'message', message: commandsOnly(textsIn(await desk.languageFor(caller))) } as const);
    if (reply.kind === 'form') return { kind: 'form', form: renderForm(reply.form) };
    if (reply.kind === 'invalid') return reply;
    const entry = await say(this.#room, { ...privately, author: BOT.id, key: `reply:${id}`, message: reply.message });
    return { kind: 'message', entry: renderEntry(entry, this.#room.payloads) };
  }
}

const commandsOnly = (t: Texts): Message => ({
  tone: 'neutral',
  blocks: [paragraph(...t.rich('local.commands-only', { slash: { kind: 'code', text: '/' } }))],
  buttons: [],
  summary: t.plain('local.commands-only-summary'),
});
