/** A day on Slack with the real core: home, menu entries and modals, from before the set-up to the grade. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSlackStage } from '../contract/slack-stage.ts';
import type { Seen } from '../contract/stage.ts';
import { createWorld, type World } from '../contract/world.ts';

const RIGHT =
  'It looks at the exit status of grep, not at its output. A status of zero means success, so the then branch runs.';

let stage: Awaited<ReturnType<typeof createSlackStage>>;
let world: World;

beforeAll(async () => {
  stage = await createSlackStage('socket');
  world = await createWorld([stage.bot.platform], '2026-11-20T12:00:00Z');
  await stage.bot.start(world.desk);
});
afterAll(async () => {
  await stage.close();
  await world.close();
  expect(stage.violations()).toEqual([]);
  expect(world.complaints).toEqual([]);
});

const labels = (seen: Seen) => seen.buttons.map((button) => button.label);

test('before anything is set up, home has nothing to answer, and the menu says why', async () => {
  const home = await stage.home('ada');
  expect(labels(home)).not.toContain('Answer');
  const chosen = await stage.shortcut('ada', 'answer-today');
  expect(chosen?.kind).toBe('message');
  expect(chosen?.private).toBe(true);
});

test('a post brings the question to a home that was opened before', async () => {
  await stage.command('lead', 'quiz setup', { time: '09:00', zone: 'Europe/Berlin', topics: 'processes' });
  world.clock.set('2026-11-23T08:00:00Z');
  await world.rounds.tick();
  const shown = await stage.newestHome('ada', 'grep -q root /etc/passwd');
  expect(labels(shown)).toContain('Answer');
});

test('the question is answered from home, and graded where it was answered', async () => {
  const home = await stage.home('ada');
  const form = await stage.press('ada', home, 'Answer');
  expect(form.kind).toBe('form');
  const graded = await stage.submit('ada', form, { text: RIGHT });
  expect(graded.kind).toBe('message');
  expect(graded.text).toContain('10 of 10');
  const after = await stage.newestHome('ada', '10');
  expect(labels(after)).not.toContain('Answer');
});

test('the question is answered from the menu, and a second time gives the first grade', async () => {
  const form = await stage.shortcut('bob', 'answer-today');
  if (form?.kind !== 'form') throw new Error(`no form: ${form?.text}`);
  const refused = await stage.submit('bob', form, { text: '   ' });
  expect(refused.kind).toBe('invalid');
  const graded = await stage.submit('bob', form, { text: 'It checks whether grep printed a line.' });
  expect(graded.text).toContain('0 of 10');
  const again = await stage.shortcut('bob', 'answer-today');
  expect(again?.kind).toBe('message');
  expect(again?.text).toContain('answered this one already');
});

test('what someone wrote leads to the concept it is about', async () => {
  const seen = await stage.shortcut('ada', 'quiz-me', { text: 'how does the *exit status* of a `pipe` work?' });
  expect(seen?.private).toBe(true);
  expect(seen?.text).toMatch(/exit status/i);
});

test('every button of a home leads somewhere', async () => {
  const home = await stage.home('ada');
  for (const label of labels(home)) {
    const seen = await stage.press('ada', home, label);
    expect(seen.text).not.toMatch(/went wrong|no longer/);
  }
});

test('a command that Slack delivers again skips one question, not two', async () => {
  const due = async () =>
    (await world.store.read.scheduleOfChannel(`slack:${stage.workspaceId}`, stage.channelId))?.nextDue?.toISOString();
  await stage.command('lead', 'quiz skip');
  expect(await due()).toBe('2026-11-25T08:00:00.000Z');
  await stage.redeliverLast();
  await stage.command('lead', 'quiz today');
  expect(await due()).toBe('2026-11-25T08:00:00.000Z');
});
