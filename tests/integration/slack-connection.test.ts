import { afterEach, describe, expect, it } from 'vitest';
import { createSlackBot } from '../../src/bots/slack/index.ts';
import { fixedSystemClock } from '../../src/clock.ts';
import { signedHeaders } from '../fakes/slack/deliveries.ts';
import { readable } from '../fakes/slack/json.ts';
import { buildRig, collectingLog, type Mode, type Rig, scriptedDesk } from '../fakes/slack/rig.ts';

let rig: Rig | undefined;
async function build(mode: Mode, tokens?: Parameters<typeof buildRig>[1]): Promise<Rig> {
  rig = await buildRig(mode, tokens);
  return rig;
}
afterEach(async () => {
  await rig?.close();
  rig = undefined;
});

describe('starting', () => {
  it.each(['socket', 'http'] as const)('names the bot token when Slack refuses it (%s)', async (mode) => {
    const { bot } = await build(mode, { botToken: 'xoxb-wrong' });
    await expect(bot.start(scriptedDesk())).rejects.toThrow(/SLACK_BOT_TOKEN \(invalid_auth\)/);
    expect(bot.platform.connected()).toBe(false);
  });

  it('names the app token when Slack refuses it', async () => {
    const { bot } = await build('socket', { appToken: 'xapp-wrong' });
    await expect(bot.start(scriptedDesk())).rejects.toThrow(/SLACK_APP_TOKEN \(invalid_auth\).*connections:write/);
    expect(bot.platform.connected()).toBe(false);
  });

  it('says so when the two tokens are swapped', async () => {
    const { bot } = await build('socket', { botToken: 'xapp-1-test-app', appToken: 'xoxb-1-test-bot' });
    await expect(bot.start(scriptedDesk())).rejects.toThrow(/SLACK_BOT_TOKEN \(not_allowed_token_type\)/);
  });

  it('says that Slack cannot be reached', async () => {
    const { bot, server } = await build('socket');
    server.fail('auth.test', { drop: true });
    await expect(bot.start(scriptedDesk())).rejects.toThrow(/did not answer at http.*SLACK_API_URL/);
  });

  it('needs an app token or a signing secret', () => {
    expect(() => createSlackBot({ botToken: 'xoxb-1', clock: fixedSystemClock, log: collectingLog([]) })).toThrow(
      /SLACK_APP_TOKEN.*SLACK_SIGNING_SECRET/,
    );
  });

  it('warns of scopes the token lacks', async () => {
    const { bot, server, lines } = await build('http');
    const body = { ok: true, team_id: 'T0REFCOUNT', team: 'Prep', user_id: 'U0BOT', bot_id: 'B0BOT' };
    server.fail('auth.test', { headers: { 'x-oauth-scopes': 'commands,chat:write,users:read' }, body });
    await bot.start(scriptedDesk());
    expect(lines).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        line: expect.stringContaining('lacks channels:history, channels:read, groups:history'),
      }),
    );
  });
});

describe('Socket Mode', () => {
  it('renews the connection when Slack asks, and hears what comes next', async () => {
    const { bot, server } = await build('socket');
    await bot.start(scriptedDesk());
    server.renewConnections();
    await server.until(
      () => (opened(server) === 2 && server.connections() === 1 ? true : undefined),
      'a new connection',
    );
    server.command('ada', '/quiz', 'today');
    const reply = await server.until(() => server.ephemerals[0], 'a reply');
    expect(readable(reply.blocks)).toBe('Hello.');
    expect(server.violations).toEqual([]);
  });

  it('keeps trying when the first attempts fail', async () => {
    const { bot, server, lines } = await build('socket');
    await bot.start(scriptedDesk());
    server.fail('apps.connections.open', { status: 503 });
    server.fail('apps.connections.open', { drop: true });
    server.renewConnections();
    await server.until(
      () => (opened(server) === 2 && server.connections() === 1 ? true : undefined),
      'a new connection',
    );
    expect(lines.filter((each) => each.line.startsWith('could not reconnect'))).toHaveLength(2);
    expect(server.violations).toEqual([]);
  });

  it('stops while it is trying to reconnect', async () => {
    const { bot, server } = await build('socket');
    await bot.start(scriptedDesk());
    server.fail('apps.connections.open', { status: 503 }, 50);
    server.renewConnections();
    await server.until(() => (server.connections() === 0 ? true : undefined), 'the old connection to end');
    await bot.stop();
    expect(bot.platform.connected()).toBe(false);
  });

  it('can be started again after a stop', async () => {
    const { bot, server } = await build('socket');
    await bot.start(scriptedDesk());
    await bot.stop();
    await bot.start(scriptedDesk());
    server.command('ada', '/quiz', 'today');
    await server.until(() => server.ephemerals[0], 'a reply');
    expect(server.violations).toEqual([]);
  });
});

describe('HTTP', () => {
  const body = new URLSearchParams({
    command: '/quiz',
    text: 'today',
    team_id: 'T0REFCOUNT',
    user_id: 'U0ADA',
  }).toString();
  const now = () => Math.floor(Date.now() / 1000);
  const post = (url: string, headers: Record<string, string>, what = body) =>
    fetch(url, {
      method: 'POST',
      body: what,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    });

  it('takes only requests signed by Slack within the last five minutes', async () => {
    const { bot, server, eventsUrl } = await build('http');
    const desk = scriptedDesk();
    await bot.start(desk);
    const secret = server.signingSecret;
    const statuses = [
      await post(eventsUrl, signedHeaders('another-secret', body, now())),
      await post(eventsUrl, signedHeaders(secret, body, now() - 301)),
      await post(eventsUrl, signedHeaders(secret, `${body}x`, now())),
      await post(eventsUrl, {}),
    ].map((response) => response.status);
    expect(statuses).toEqual([401, 401, 401, 401]);
    expect(desk.seen).toEqual([]);
    expect((await post(eventsUrl, signedHeaders(secret, body, now()))).status).toBe(200);
    await expect.poll(() => desk.seen.length).toBe(1);
  });

  it('takes each request once, and tells of one that comes again', async () => {
    const { bot, server, eventsUrl, lines } = await build('http');
    const desk = scriptedDesk();
    await bot.start(desk);
    const headers = signedHeaders(server.signingSecret, body, now());
    expect((await post(eventsUrl, headers)).status).toBe(200);
    expect((await post(eventsUrl, headers)).status).toBe(401);
    await expect.poll(() => desk.seen.length).toBe(1);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ reason: 'replay' }) }),
    );
  });

  it('answers 503 while not started, and 404 to what Slack does not ask', async () => {
    const { bot, server, eventsUrl } = await build('http');
    const signed = () => signedHeaders(server.signingSecret, body, now());
    expect((await post(eventsUrl, signed())).status).toBe(503);
    await bot.start(scriptedDesk());
    expect((await fetch(eventsUrl)).status).toBe(404);
    await bot.stop();
    expect((await post(eventsUrl, signed())).status).toBe(503);
  });

  it('answers Slack’s check of the address', async () => {
    const { bot, server, eventsUrl } = await build('http');
    await bot.start(scriptedDesk());
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'abc' });
    const headers = { ...signedHeaders(server.signingSecret, challenge, now()), 'content-type': 'application/json' };
    expect(await (await post(eventsUrl, headers, challenge)).json()).toEqual({ challenge: 'abc' });
  });
});

const opened = (server: Rig['server']) => server.calls.filter((call) => call.method === 'apps.connections.open').length;
