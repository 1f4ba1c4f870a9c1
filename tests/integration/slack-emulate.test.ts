/**
 * An independent peer: vercel-labs/emulate answers the Web API, so that what we send is not judged by our own server
 * alone. It knows no Socket Mode, no interactivity and no Block Kit limits; those parts we play ourselves, with
 * payloads in the shape of Slack's own samples (tests/fixtures/slack/payloads).
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from 'emulate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientOptions, WatchedClient } from '../../src/bots/slack/client.ts';
import { createSlackBot, type SlackBot } from '../../src/bots/slack/index.ts';
import { fixedSystemClock } from '../../src/clock.ts';
import type { Form } from '../../src/core/message.ts';
import { signedHeaders } from '../fakes/slack/deliveries.ts';
import { type Json, list, record, string } from '../fakes/slack/json.ts';
import { collectingLog, type LogLine, message, says, scriptedDesk } from '../fakes/slack/rig.ts';

const TOKEN = 'xoxb-emulated';
const SECRET = 'emulated-secret';
const BOT_USER = 'U0REFBOT';

let emulator: Emulator;
let base = '';
let bot: SlackBot;
let front: http.Server;
let eventsUrl = '';
let channel = '';
let team = '';
const people: Record<string, string> = {};
const desk = scriptedDesk();
const lines: LogLine[] = [];

async function freePort(): Promise<number> {
  const probe = net.createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function api(method: string, args: Record<string, string> = {}): Promise<Json> {
  const response = await fetch(`${base}/api/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: new URLSearchParams(args),
  });
  return record(await response.json());
}
const history = async () =>
  list((await api('conversations.history', { channel, include_all_metadata: 'true' })).messages).map(record);

beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  emulator = await createEmulator({
    service: 'slack',
    port,
    baseUrl: base,
    seed: {
      slack: {
        team: { name: 'Prep Room', domain: 'prep-room' },
        users: [{ name: 'ada' }, { name: 'lead', is_admin: true }],
        channels: [{ name: 'quiz' }],
        oauth_apps: [
          {
            client_id: '1.2',
            client_secret: 'unused',
            name: 'Refcount',
            redirect_uris: [],
            bot_id: 'B0REFBOT',
            bot_user_id: BOT_USER,
            bot_name: 'refcount',
          },
        ],
        tokens: [{ token: TOKEN, type: 'bot', user_id: BOT_USER, bot_id: 'B0REFBOT' }],
        signing_secret: SECRET,
      },
    },
  });
  const named = (rows: unknown) => list(rows).map((row) => [string(record(row).name), string(record(row).id)] as const);
  for (const [name, id] of named((await api('users.list')).members)) people[name] = id;
  channel = named((await api('conversations.list')).channels).find(([name]) => name === 'quiz')?.[1] ?? '';
  team = string((await api('auth.test')).team_id);

  bot = createSlackBot({
    botToken: TOKEN,
    signingSecret: SECRET,
    apiUrl: `${base}/api/`,
    clock: fixedSystemClock,
    log: collectingLog(lines),
  });
  if (!bot.http) throw new Error('HTTP mode has no listener');
  front = http.createServer(bot.http.listener);
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');
  eventsUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}${bot.http.path}`;
  await bot.start(desk);
});
afterAll(async () => {
  await bot.stop();
  front.closeAllConnections();
  front.close();
  await emulator.close();
});

/** A payload of Slack's own shape with these values; a key that Slack does not send is a mistake of ours. */
function sample(name: string, values: Json): Json {
  const shape: Json = JSON.parse(
    readFileSync(new URL(`../fixtures/slack/payloads/${name}.json`, import.meta.url), 'utf8'),
  );
  for (const key of Object.keys(values)) if (!(key in shape)) throw new Error(`Slack's ${name} has no ${key}`);
  return { ...shape, ...values };
}

async function deliver(fields: Json): Promise<{ status: number; body: string }> {
  const body = new URLSearchParams(
    Object.entries(fields).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  const headers = signedHeaders(SECRET, body, Math.floor(Date.now() / 1000));
  const response = await fetch(eventsUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
  return { status: response.status, body: await response.text() };
}
const newTrigger = async (user: string) => string((await api('views.generateTriggerId', { user_id: user })).trigger_id);

const form: Form = {
  action: { verb: 'answer', args: ['r1'] },
  title: 'Your answer',
  intro: [{ kind: 'quote', text: 'Why?' }],
  fields: [{ kind: 'text', name: 'text', label: 'Explain', hint: '', long: true, required: true, maxLength: 3000 }],
  submitLabel: 'Send',
};

it('posts with its key, finds the post again, and edits it', async () => {
  const target = { workspaceId: team, channelId: channel };
  const since = new Date();
  const ref = await bot.platform.post(target, message('What is <this> & that?'), 'q-1');
  const [posted] = await history();
  expect(posted).toMatchObject({
    ts: ref.messageId,
    text: 'What is &lt;this&gt; &amp; that?',
    metadata: { event_type: 'refcount_post', event_payload: { key: 'q-1' } },
  });
  expect(await bot.platform.find(target, message('x'), 'q-1', since)).toEqual(ref);
  expect(await bot.platform.find(target, message('x'), 'q-2', since)).toBeUndefined();
  await bot.platform.edit(target, ref, message('Closed.'));
  expect((await history()).map((each) => each.text)).toEqual(['Closed.']);
});

it('says what to do about a channel that does not exist', async () => {
  const posting = bot.platform.post({ workspaceId: team, channelId: 'C0NOWHERE' }, message('x'), 'q-9');
  await expect(posting).rejects.toMatchObject({
    name: 'PlatformError',
    permanent: true,
    message: expect.stringContaining('/invite'),
  });
});

it('opens a form with a real trigger, and answers the submission for one person only', async () => {
  const ada = people.ada ?? '';
  desk.reply = () => ({ kind: 'form', form });
  const trigger = await newTrigger(ada);
  const before = (await history()).length;
  const command = sample('slash-command', {
    team_id: team,
    team_domain: 'prep-room',
    channel_id: channel,
    user_id: ada,
    user_name: 'ada',
    command: '/quiz',
    text: 'answer',
    trigger_id: trigger,
    response_url: `${base}/services/T000000001/B000000001/X000000001`,
  });
  expect(await deliver(command)).toEqual({ status: 200, body: '' });
  // The trigger is spent once the form is open.
  const view = JSON.stringify({ type: 'modal', title: { type: 'plain_text', text: 'x' }, blocks: [] });
  await expect
    .poll(async () => (await api('views.open', { trigger_id: trigger, view })).error)
    .toBe('exchanged_trigger_id');

  desk.reply = async (_, caller) => says(`admin: ${await caller.isAdmin()}`);
  const submission = sample('view-submission', {
    team: { id: team, domain: 'prep-room' },
    user: { id: ada, username: 'ada', name: 'ada', team_id: team },
    view: {
      ...record(sample('view-submission', {}).view),
      id: 'V1',
      hash: 'h1',
      callback_id: 'rc1f:answer:r1',
      private_metadata: JSON.stringify({ channel }),
      blocks: [],
      state: { values: { text: { value: { type: 'plain_text_input', value: 'because' } } } },
    },
  });
  expect(await deliver({ payload: JSON.stringify(submission) })).toEqual({ status: 200, body: '' });
  // Stopping waits for the delivery; had it failed, there would be a warning.
  await bot.stop();
  await bot.start(desk);
  expect(desk.seen.at(-1)).toMatchObject({
    request: { kind: 'submit', action: { verb: 'answer', args: ['r1'] }, values: { text: 'because' } },
    caller: { requestId: 'V1:h1', channelId: channel, workspace: { externalId: team } },
  });
  expect(await history()).toHaveLength(before);
  expect(lines).toEqual([]);
});

it('knows an admin by users.info', async () => {
  const answers: boolean[] = [];
  desk.reply = async (_, caller) => {
    answers.push(await caller.isAdmin());
    return says('ok');
  };
  for (const name of ['lead', 'ada']) {
    const user = people[name] ?? '';
    const press = sample('block-actions', {
      team: { id: team, domain: 'prep-room' },
      user: { id: user, username: name, name, team_id: team },
      channel: { id: channel, name: 'quiz' },
      trigger_id: await newTrigger(user),
      container: { type: 'message', channel_id: channel, is_ephemeral: false },
      actions: [
        { type: 'button', action_id: 'rc1:hint:r1', block_id: 'b', text: { type: 'plain_text', text: 'Hint' } },
      ],
      response_url: '',
    });
    expect((await deliver({ payload: JSON.stringify(press) })).status).toBe(200);
  }
  await expect.poll(() => answers).toEqual([true, false]);
});

it('can upload a file with the client as the bot configures it, and gets the same bytes back', async () => {
  const client = new WatchedClient(TOKEN, clientOptions(`${base}/api/`), (error) => expect.fail(String(error)));
  const bytes = Buffer.from([0x89, 0x50, 0x4e, 0x47, ...Array.from({ length: 2000 }, (_, index) => index % 256)]);
  const uploaded = await client.filesUploadV2({
    channel_id: channel,
    file: bytes,
    filename: 'board.png',
    alt_text: 'x',
  });
  const [file] = list(uploaded.files).flatMap((each) => list(record(each).files).map(record));
  const info = record((await api('files.info', { file: string(file?.id) })).file);
  expect(info.name).toBe('board.png');
  const download = await fetch(string(info.url_private), { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(Buffer.from(await download.arrayBuffer()).equals(bytes)).toBe(true);
});
