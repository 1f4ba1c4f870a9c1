/** Our server's payloads against Slack's own samples: no key that Slack does not send, and the ones we read are there. */
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Json, record } from '../../fakes/slack/json.ts';
import { type SlackServer, startSlackServer } from '../../fakes/slack/server.ts';
import { CHANNELS, USERS } from '../../fakes/slack/workspace.ts';

let server: SlackServer;
beforeEach(async () => {
  server = await startSlackServer();
  // Nobody listens there: only the payloads matter here.
  server.deliverTo('http://127.0.0.1:9/');
});
afterEach(() => server.close());

function unknownKeys(payload: Json, sampleName: string): string[] {
  const sample: Json = JSON.parse(
    readFileSync(new URL(`../../fixtures/slack/payloads/${sampleName}.json`, import.meta.url), 'utf8'),
  );
  const missing = (value: Json, shape: Json, path: string): string[] =>
    Object.entries(value).flatMap(([key, inner]) => {
      const at = `${path}${key}`;
      if (!(key in shape)) return [at];
      const deeper = ['user', 'team', 'view', 'container', 'channel'].includes(key);
      return deeper ? missing(record(inner), record(shape[key]), `${at}.`) : [];
    });
  return missing(payload, sample, '');
}

it('a slash command', () => {
  expect(unknownKeys(server.command('ada', '/quiz', 'today').payload, 'slash-command')).toEqual([]);
});

it('a pressed button', () => {
  const button = { type: 'button', action_id: 'rc1:hint:r1', text: { type: 'plain_text', text: 'Hint' } };
  const message = server.addMessage(CHANNELS.quiz, { text: 'x', blocks: [{ type: 'actions', elements: [button] }] });
  expect(unknownKeys(server.press('ada', message, 'rc1:hint:r1').payload, 'block-actions')).toEqual([]);
});

it('a button pressed in a home', () => {
  const button = { type: 'button', action_id: 'rc1:hint:r1', text: { type: 'plain_text', text: 'Hint' } };
  const home = server.publishHome(USERS.ada.id, { type: 'home', blocks: [{ type: 'actions', elements: [button] }] });
  if ('error' in home) throw new Error(home.error);
  const { payload } = server.press('ada', home, 'rc1:hint:r1');
  // The sample has a modal's view, and leaves its blocks out.
  expect(unknownKeys(payload, 'block-actions')).toEqual(['view.blocks']);
  expect(payload.response_url).toBeUndefined();
  expect(payload.channel).toBeUndefined();
});

it('a menu entry chosen on a message, and anywhere', () => {
  const onMessage = server.shortcut('ada', 'quiz-me', { text: 'What is the GIL?' });
  // The sample leaves these two out; Bolt's own types have the first.
  const more = ['user.username', 'api_app_id'];
  expect(unknownKeys(onMessage.payload, 'message-shortcut')).toEqual(more);
  const anywhere = server.shortcut('ada', 'answer-today').payload;
  expect(unknownKeys(anywhere, 'message-shortcut')).toEqual(more);
  for (const absent of ['response_url', 'channel', 'message']) expect(anywhere[absent]).toBeUndefined();
});

it('a submitted form', () => {
  const view = server.openView(USERS.ada.id, {
    type: 'modal',
    title: { type: 'plain_text', text: 'x' },
    blocks: [{ type: 'divider' }],
  });
  const submission = server.submit('ada', view, {});
  if ('refused' in submission) throw new Error('refused');
  // The sample leaves these two out; Bolt's own types have them.
  expect(unknownKeys(submission.payload, 'view-submission')).toEqual(['view.blocks', 'response_urls']);
});
