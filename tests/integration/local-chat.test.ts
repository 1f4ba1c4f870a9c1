import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChatClient } from '../fakes/local/chat-client.ts';
import { localBotInMemory, type ScriptedChat, serveChat, startScriptedChat } from '../fakes/local/scripted-chat.ts';
import { says } from '../fakes/local/scripted-messages.ts';

const target = { workspaceId: 'home', channelId: 'general' };

let chat: ScriptedChat;
let client: ChatClient;
beforeEach(async () => {
  chat = await startScriptedChat();
  client = new ChatClient(chat.url);
});
afterEach(async () => {
  await chat.close();
  expect(chat.complaints).toEqual([]);
});

/** A GET with any Host header, which fetch does not allow. */
function statusWithHost(path: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${chat.url}${path}`, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('who may talk to it', () => {
  it.each(['/', '/page/chat.js', '/api/hello', '/api/messages?channel=general&person=ada'])(
    'answers %s only under a loopback name',
    async (path) => {
      expect(await statusWithHost(path, 'rebound.example:80')).toBe(403);
      expect(await statusWithHost(path, 'localhost.example')).toBe(403);
      expect(await statusWithHost(path, '127.0.0.1.example:8080')).toBe(403);
      expect(await statusWithHost(path, 'localhost:8080')).toBe(200);
      expect(await statusWithHost(path, '[::1]')).toBe(200);
    },
  );

  it.each(['http://evil.example', 'null', 'http://localhost:1', ''])(
    'takes no POST from a page of %j',
    async (Origin) => {
      for (const path of ['/api/act', '/api/complete', '/api/clock']) {
        expect((await client.post(path, {}, { Origin })).status).toBe(403);
      }
    },
  );

  it('takes JSON only, so that no plain form of another page fits', async () => {
    expect((await client.post('/api/act', '{}', { 'Content-Type': 'text/plain' })).status).toBe(415);
  });

  it('takes at most 32 KB', async () => {
    expect((await client.post('/api/act', { filler: 'x'.repeat(33 * 1024) })).status).toBe(413);
  });

  it('says what is wrong with a body', async () => {
    const broken = await client.post('/api/act', '{"person":');
    expect([broken.status, await broken.json()]).toEqual([400, { error: 'That is not JSON.' }]);
    const wrong = await client.post('/api/act', { person: 'eve' });
    expect([wrong.status, await wrong.json()]).toEqual([400, { error: expect.stringContaining('person') }]);
  });

  it('lets nothing but its own files run or load', async () => {
    const { headers } = await fetch(chat.url);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${chat.url}/api/hello`)).headers.get('cache-control')).toBe('no-store');
  });

  it.each(['tsconfig.json', '..%2findex.ts', '%2e%2e/index.ts', '../index.ts'])('serves no %s', async (name) => {
    expect((await fetch(`${chat.url}/page/${name}`)).status).toBe(404);
  });
});

describe('a conversation', () => {
  it('keeps what one typed and the answer, for this person only', async () => {
    const reply = await client.act('ada', { kind: 'say', line: '/leaderboard' });
    expect(reply).toMatchObject({ kind: 'message', entry: { private: true, author: { bot: true } } });
    const mine = await client.messages('ada');
    expect(mine.map(({ message }) => message.summary)).toEqual(['/leaderboard', 'Leaderboard of November: Bob leads.']);
    expect(await client.messages('bob')).toEqual([]);
    expect(await client.messages('ada', 'random')).toEqual([]);
  });

  it('counts a request sent again once, also while the first is on its way', async () => {
    const requestId = randomUUID();
    const send = () => client.act('ada', { kind: 'say', line: '/leaderboard' }, requestId);
    const [first, second] = await Promise.all([send(), send()]);
    expect(second).toEqual(first);
    expect(await send()).toEqual(first);
    expect(chat.desk.asked).toHaveLength(1);
    expect(await client.messages('ada')).toHaveLength(2);
  });

  it('takes the same request id of another person as another act', async () => {
    const requestId = randomUUID();
    await client.act('ada', { kind: 'say', line: '/leaderboard' }, requestId);
    await client.act('bob', { kind: 'say', line: '/leaderboard' }, requestId);
    expect(chat.desk.asked.map(({ caller }) => caller.requestId)).toEqual([`ada:${requestId}`, `bob:${requestId}`]);
  });

  it('gives a gentle hint for words that are no command, without asking the desk', async () => {
    const reply = await client.act('ada', { kind: 'say', line: 'hello there' });
    expect(reply).toMatchObject({ kind: 'message', entry: { private: true } });
    expect(JSON.stringify(reply)).toContain('start with');
    expect(chat.desk.asked).toEqual([]);
  });

  it('goes from button to form to correction to grade', async () => {
    const form = await client.act('ada', { kind: 'press', id: 'rc1f:answer:r12' });
    if (form.kind !== 'form') throw new Error(`a ${form.kind}, not a form`);
    expect(form.form.fields.map(({ name }) => name)).toEqual(['output', 'text', 'sure']);
    const submit = (text: string) =>
      client.act('ada', { kind: 'submit', id: form.form.id, values: { output: '[2, 2, 2]', text, sure: [] } });
    expect(await submit('short')).toEqual({ kind: 'invalid', errors: { text: expect.stringContaining('ten') } });
    expect(await submit('the name is looked up when called')).toMatchObject({ kind: 'message' });
    expect(await client.messages('ada')).toHaveLength(1);
  });

  it('completes lines through the desk', async () => {
    const response = await client.post('/api/complete', { person: 'ada', channel: 'general', line: '/lookup gi' });
    expect(await response.json()).toEqual({ completions: [{ label: 'GIL', value: '/lookup GIL' }] });
  });

  it('offers only shortcuts whose command exists', async () => {
    const hello = (await (await fetch(`${chat.url}/api/hello`)).json()) as { shortcuts: { line: string }[] };
    const known = chat.desk.commands.map(({ name }) => `/${name}`);
    expect(hello.shortcuts.length).toBeGreaterThan(3);
    for (const { line } of hello.shortcuts) expect(known).toContain(line.trim());
  });

  it('answers 503 until the bot has started', async () => {
    const early = await serveChat(localBotInMemory().bot);
    try {
      expect((await fetch(`${early.url}/api/hello`)).status).toBe(503);
      expect((await fetch(early.url)).status).toBe(200);
    } finally {
      await early.close();
    }
  });
});

describe('the clock', () => {
  it('moves, lets the bot do what became due, and tells everyone', async () => {
    const live = await listen('bob');
    expect(await live.next('clock')).toEqual({ now: '2026-11-18T09:00:00.000Z', movable: true });
    const response = await client.post('/api/clock', { advanceMs: 3_600_000 });
    expect(await response.json()).toEqual({ now: '2026-11-18T10:00:00.000Z', movable: true });
    expect(await live.next('clock')).toMatchObject({ now: '2026-11-18T10:00:00.000Z' });
    await live.leave();
  });

  it('goes a long way in steps, so that nothing due meanwhile is missed', async () => {
    const stops: string[] = [];
    const parts = localBotInMemory({
      onClockMoved: async () => {
        stops.push(parts.clock.now().toISOString().slice(11, 16));
      },
    });
    const served = await serveChat(parts.bot);
    try {
      await new ChatClient(served.url).post('/api/clock', { advanceMs: 2.5 * 3_600_000 });
      expect(stops).toEqual(['10:00', '11:00', '11:30']);
    } finally {
      await served.close();
    }
  });

  it('stays where it is when it is the real one', async () => {
    const real = await startScriptedChat({ movable: false });
    try {
      const response = await new ChatClient(real.url).post('/api/clock', { advanceMs: 1 });
      expect(response.status).toBe(403);
      expect(real.clock.now().toISOString()).toBe('2026-11-18T09:00:00.000Z');
    } finally {
      await real.close();
    }
  });
});

describe('the live feed', () => {
  it('tells everyone of posts and edits, and private answers only to their person', async () => {
    const ada = await listen('ada');
    const bob = await listen('bob');
    await client.act('ada', { kind: 'say', line: '/leaderboard' });
    const ref = await chat.bot.platform.post(target, says('A question'), 'q-r1');
    await chat.bot.platform.edit(target, ref, says('Closed'));
    expect(await ada.next('entry')).toMatchObject({ message: { summary: '/leaderboard' } });
    expect(await ada.next('entry')).toMatchObject({ private: true, author: { bot: true } });
    expect(await ada.next('entry')).toMatchObject({ id: ref.messageId, private: false });
    expect(await bob.next('entry')).toMatchObject({ id: ref.messageId });
    expect(await bob.next('change')).toMatchObject({ id: ref.messageId, message: { summary: 'Closed' } });
    await ada.leave();
    await bob.leave();
  });

  it('ends when the bot stops', async () => {
    const live = await listen('ada');
    await live.next('clock');
    await chat.bot.stop();
    expect(await live.next('entry')).toBeUndefined();
  });
});

/** Reads the events of one person, one after another. */
async function listen(person: string) {
  const abort = new AbortController();
  const response = await fetch(`${chat.url}/api/events?person=${person}`, { signal: abort.signal });
  if (!response.body) throw new Error('no event stream');
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    /** The data of the next event of this name, skipping others; undefined at the end of the stream. */
    async next(name: string): Promise<unknown> {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const [event, data] = text.slice(0, end).split('\n');
          text = text.slice(end + 2);
          if (event === `event: ${name}`) return JSON.parse(data?.slice('data: '.length) ?? '');
          continue;
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    async leave() {
      abort.abort();
      await reader.closed.catch((error: unknown) => {
        if (!(error instanceof DOMException)) throw error;
      });
    },
  };
}
