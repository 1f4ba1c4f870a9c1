/** App Home: shown when opened, shown anew when it changed, never by something older, and its buttons work. */
import { LogLevel, webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHomes, type Homes } from '../../src/bots/slack/home.ts';
import { REAL_PACE } from '../../src/bots/slack/pace.ts';
import type { Installation } from '../../src/bots/slack/receive.ts';
import type { Button, Form } from '../../src/core/message.ts';
import { readable } from '../fakes/slack/json.ts';
import { spokenBy } from '../fakes/slack/quiet.ts';
import {
  buildRig,
  collectingLog,
  type LogLine,
  message,
  type Rig,
  type ScriptedDesk,
  says,
  scriptedDesk,
} from '../fakes/slack/rig.ts';
import { type SlackServer, startSlackServer } from '../fakes/slack/server.ts';
import { CHANNELS, type Home, TEAM, USERS } from '../fakes/slack/workspace.ts';

const answer: Button = { action: { verb: 'answer', args: ['r1'] }, label: 'Answer', style: 'primary', opens: 'form' };
const board: Button = { action: { verb: 'board', args: [] }, label: 'Board', style: 'secondary', opens: 'message' };
const form: Form = {
  action: { verb: 'answer', args: ['r1'] },
  title: 'Your answer',
  intro: [],
  fields: [{ kind: 'text', name: 'text', label: 'Explain', hint: '', long: true, required: true, maxLength: 400 }],
  submitLabel: 'Send',
};

describe.each(['socket', 'http'] as const)('a home by %s', (mode) => {
  let rig: Rig;
  let desk: ScriptedDesk;

  beforeEach(async () => {
    rig = await buildRig(mode);
    desk = scriptedDesk();
    desk.changed = () => rig.server.changed();
    desk.page = () => message('Streak 4.', [answer, board]);
    await rig.bot.start(desk);
  });
  afterEach(async () => {
    await rig.bot.stop();
    expect(spokenBy(rig.server).problems).toEqual([]);
    expect(rig.server.violations).toEqual([]);
    await rig.close();
  });

  const home = (at = 0) => rig.server.until(() => rig.server.homes[at], `home ${at + 1}`);
  const view = (at = 0) => rig.server.until(() => rig.server.views[at], `modal ${at + 1}`);
  const publications = () => rig.server.calls.filter((call) => call.method === 'views.publish');

  it('is shown when it is opened, for the person as they are', async () => {
    desk.page = (caller) => message(`${caller.member.name} ${caller.locale} ${caller.channelId}.`);
    const opened = rig.server.openHome('gerda');
    const shown = await home();
    expect(await opened.acked).toEqual({});
    expect(readable(shown.view.blocks)).toBe('Gerda de-DE .');
    expect(shown.view.private_metadata).toBe('{"v":1}');
  });

  it('is shown once for an event that comes twice, and for the messages tab not at all', async () => {
    const opened = rig.server.openHome('ada');
    await home();
    await rig.server.redeliver(opened).acked;
    await rig.server.openHome('ada').acked;
    await rig.server.openHome('bob', 'messages').acked;
    await rig.bot.stop();
    expect(publications()).toHaveLength(1);
  });

  it('follows what its person does, when that changed it', async () => {
    let looks = 0;
    const looked = (times: number) => rig.server.until(() => (looks === times ? true : undefined), `look ${times}`);
    const paged = (line: string) => () => {
      looks += 1;
      return message(line);
    };
    desk.page = paged('Streak 4.');
    rig.server.openHome('ada');
    const first = await home();
    rig.server.command('ada', '/lookup', 'gil');
    await looked(2);
    desk.page = paged('Streak 5.');
    rig.server.command('ada', '/quiz', 'answer');
    const second = await home(1);
    expect(readable(second.view.blocks)).toBe('Streak 5.');
    expect(publications().map((call) => call.args.hash)).toEqual([undefined, first.hash]);
    desk.page = paged('Not for those who never opened it.');
    rig.server.command('bob', '/quiz', 'answer');
    await rig.server.until(() => rig.server.ephemerals[2], 'the third reply');
    await rig.bot.stop();
    expect(rig.server.homes).toHaveLength(2);
  });

  it('follows a post in its workspace', async () => {
    rig.server.openHome('ada');
    await home();
    desk.page = () => message('A new question is open.');
    await rig.bot.platform.post({ workspaceId: TEAM.id, channelId: CHANNELS.quiz }, message('A question.'), 'q-1');
    expect(readable((await home(1)).view.blocks)).toBe('A new question is open.');
  });

  it('opens forms and shows messages in modals', async () => {
    rig.server.openHome('ada');
    const shown = await home();
    desk.reply = () => ({ kind: 'form', form });
    rig.server.press('ada', shown, 'rc1f:answer:r1');
    const opened = await view();
    expect(desk.seen[0]?.caller.channelId).toBe('');
    desk.reply = () => says('Full marks.');
    desk.page = () => message('Streak 5.', [board]);
    const submission = rig.server.submit('ada', opened, { text: 'an answer' });
    if ('refused' in submission) throw new Error('refused');
    await submission.acked;
    expect(readable(opened.view.blocks)).toBe('Full marks.');
    const changed = await home(1);

    desk.reply = () => says('The board.');
    rig.server.press('ada', changed, 'rc1:board');
    expect(readable((await view(1)).view.blocks)).toBe('The board.');
    expect(rig.server.messages).toEqual([]);
  });

  it('is never overwritten by something older', async () => {
    rig.server.openHome('ada');
    await home();
    // Another process has shown something newer.
    rig.server.publishHome(USERS.ada.id, { type: 'home', blocks: [{ type: 'divider' }] });
    desk.page = () => message('Older.');
    rig.server.command('ada', '/quiz', 'today');
    await rig.server.until(() => publications()[1], 'the attempt');
    await rig.bot.stop();
    expect(rig.server.homeOf(USERS.ada.id)?.view.blocks).toEqual([{ type: 'divider' }]);
  });
});

describe('homes of a workspace', () => {
  const people = Object.values(USERS).map((user) => user.id);
  let server: SlackServer;
  let desk: ScriptedDesk;
  let homes: Homes;
  let at: Installation;
  let lines: LogLine[];
  let now: number;
  let waits: number[];
  /** What happens while it waits. */
  let meanwhile: () => void;

  beforeEach(async () => {
    server = await startSlackServer();
    desk = scriptedDesk();
    desk.page = () => message('First.');
    lines = [];
    now = 0;
    waits = [];
    meanwhile = () => undefined;
    const wait = async (ms: number, signal: AbortSignal) => {
      waits.push(ms);
      now += ms;
      meanwhile();
      signal.throwIfAborted();
    };
    homes = createHomes({ desk, log: collectingLog(lines), pace: { ...REAL_PACE, monotonic: () => now, wait } });
    const client = new webApi.WebClient(server.botToken, {
      slackApiUrl: server.apiUrl,
      rejectRateLimitedCalls: true,
      retryConfig: { retries: 0 },
      logLevel: LogLevel.ERROR,
    });
    const members = { isAdmin: async () => false, nameOf: async (id: string) => id, localeOf: async () => undefined };
    at = { teamId: TEAM.id, teamName: TEAM.name, client, members };
    for (const id of people) await homes.opened(id, at, undefined);
  });
  afterEach(async () => {
    expect(server.violations).toEqual([]);
    await server.close();
  });

  const shownSince = (count: number): Home[] => server.homes.slice(count);
  const newestFirst = [...people].reverse();

  it('are shown anew newest first, one a second, and only where something changed', async () => {
    await homes.opened(USERS.ada.id, at, server.homeOf(USERS.ada.id)?.hash);
    await homes.refresh(at, 'posted');
    expect(server.homes).toHaveLength(people.length);
    desk.page = () => message('Second.');
    waits = [];
    await homes.refresh(at, 'posted');
    const others = newestFirst.filter((user) => user !== USERS.ada.id);
    expect(shownSince(people.length).map((home) => home.user)).toEqual([USERS.ada.id, ...others]);
    expect(waits).toEqual(people.map(() => 1000));
  });

  it('are forgotten a day after they were opened, and when the app is removed', async () => {
    now = 23 * 3_600_000;
    await homes.opened(USERS.ada.id, at, server.homeOf(USERS.ada.id)?.hash);
    now = 25 * 3_600_000;
    desk.page = () => message('Second.');
    await homes.refresh(at, 'posted');
    await homes.acted(USERS.bob.id, at);
    expect(shownSince(people.length).map((home) => home.user)).toEqual([USERS.ada.id]);
    homes.forget(TEAM.id);
    desk.page = () => message('Third.');
    await homes.refresh(at, 'posted');
    await homes.acted(USERS.ada.id, at);
    expect(server.homes).toHaveLength(people.length + 1);
  });

  it('wait as long as Slack asks, then go on with the same one', async () => {
    desk.page = () => message('Second.');
    server.fail('views.publish', { status: 429, headers: { 'retry-after': '7' } });
    await homes.refresh(at, 'posted');
    expect(shownSince(people.length).map((home) => home.user)).toEqual(newestFirst);
    expect(waits).toEqual([1000, 7000, ...people.slice(1).map(() => 1000)]);
    expect(lines).toEqual([]);
  });

  it('are not tried one after the other when Slack cannot be reached', async () => {
    desk.page = () => message('Second.');
    server.fail('views.publish', { drop: true });
    await homes.refresh(at, 'posted');
    expect(shownSince(people.length)).toEqual([]);
    expect(lines).toHaveLength(1);
    await homes.refresh(at, 'posted');
    expect(shownSince(people.length)).toHaveLength(people.length);
  });

  it('say what to do when the tab is not enabled, and leave out whoever is gone', async () => {
    desk.page = () => message('Second.');
    server.fail('views.publish', { body: { ok: false, error: 'user_not_found' } });
    await homes.refresh(at, 'posted');
    expect(shownSince(people.length).map((home) => home.user)).toEqual(newestFirst.slice(1));
    desk.page = () => message('Third.');
    server.fail('views.publish', { body: { ok: false, error: 'not_enabled' } });
    await homes.refresh(at, 'posted');
    expect(lines.at(-1)?.line).toMatch(/enable the Home tab/);
    expect(server.homes).toHaveLength(2 * people.length - 1);
  });

  it('begin again from the newest when something else is posted, and stop with the bot', async () => {
    desk.page = () => message('Second.');
    let second: Promise<void> | undefined;
    meanwhile = () => {
      if (waits.length !== 2) return;
      desk.page = () => message('Third.');
      second = homes.refresh(at, 'posted');
    };
    await homes.refresh(at, 'posted');
    await second;
    // The first began one more, and waited no further.
    expect(waits).toHaveLength(2 + people.length);
    const [first, ...rest] = shownSince(people.length).map((home) => `${home.user} ${readable(home.view.blocks)}`);
    expect(first).toBe(`${newestFirst[0]} Second.`);
    expect(rest).toEqual(newestFirst.map((user) => `${user} Third.`));
    desk.page = () => message('Fourth.');
    const before = server.homes.length;
    waits = [];
    meanwhile = () => {
      if (waits.length === 2) homes.close();
    };
    await homes.refresh(at, 'posted');
    expect(shownSince(before)).toHaveLength(1);
    expect(lines).toEqual([]);
  });

  it('are all shown although something is edited again and again, and once more at the end', async () => {
    desk.page = () => message('Second.');
    meanwhile = () => {
      if (waits.length === 2) void homes.refresh(at, 'edited');
      if (waits.length === 3) void homes.refresh(at, 'edited');
    };
    await homes.refresh(at, 'edited');
    expect(shownSince(people.length).map((home) => home.user)).toEqual(newestFirst);
    expect(waits).toHaveLength(2 * people.length);
  });

  it('are left alone as long as Slack asks, also by what their people do', async () => {
    desk.page = () => message('Second.');
    server.fail('views.publish', { status: 429, headers: { 'retry-after': '7' } });
    await homes.acted(USERS.ada.id, at);
    await homes.acted(USERS.bob.id, at);
    now += 6999;
    await homes.opened(USERS.bob.id, at, undefined);
    expect(shownSince(people.length)).toEqual([]);
    now += 1;
    await homes.acted(USERS.bob.id, at);
    expect(shownSince(people.length).map((home) => home.user)).toEqual([USERS.bob.id]);
    expect(lines).toEqual([]);
  });

  it('show the newest when a person acts faster than Slack answers', async () => {
    let asked = 0;
    desk.page = () => message(`Page ${++asked}.`);
    await Promise.all([1, 2, 3].map(() => homes.acted(USERS.ada.id, at)));
    const shown = shownSince(people.length).map((home) => readable(home.view.blocks));
    expect(shown).toEqual(['Page 1.']);
    await homes.acted(USERS.ada.id, at);
    expect(readable(server.homeOf(USERS.ada.id)?.view.blocks)).toBe('Page 2.');
  });
});
