import { afterEach, describe, expect, it } from 'vitest';
import { message, says } from '../fakes/slack/rig.ts';
import { BOT, CHANNELS } from '../fakes/slack/workspace.ts';
import { KEYS, type Office, type OfficeOptions, openOffice, tenant } from './slack-office.ts';

let office: Office;
const open = async (options?: OfficeOptions): Promise<Office> => {
  office = await openOffice(options);
  return office;
};
afterEach(() => office.close());

const acme = tenant({ teamId: 'T1' });
const beta = tenant({ teamId: 'T2', name: 'Beta' });
const grid = tenant({ enterpriseId: 'E1', name: 'Grid Inc', teams: { T3: 'North', T4: 'South' } });
const at = (workspaceId: string) => ({ workspaceId, channelId: CHANNELS.quiz });
const workspace = (externalId: string) => ({ platform: 'slack', externalId });
/** The tokens that calls of a method came with. */
const tokensOf = (method: string) =>
  office.server.behalves.filter((each) => each.method === method).map((each) => each.token);
/** Stopping waits for what was begun; then it goes on. */
const settled = () => office.restart();

describe('installing', () => {
  it('leads from a page to Slack and back, and the app works there with the token it was given', async () => {
    const { server, bot, store, desk } = await open();
    const { page, link } = await office.visit();
    expect(page.status).toBe(200);
    expect(`${link.origin}${link.pathname}`).toBe(`${new URL(server.apiUrl).origin}/oauth/v2/authorize`);
    expect(Object.fromEntries(link.searchParams)).toMatchObject({
      client_id: '12.34',
      scope: 'channels:history,channels:read,chat:write,commands,groups:history,groups:read,users:read',
      redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/slack\/oauth_redirect$/),
      state: expect.any(String),
    });

    const end = await office.install(acme);
    expect(end.status).toBe(200);
    expect(end.html).toContain('It now works in Acme.');
    expect(end.html).toContain('/invite @Refcount');
    const token = server.tenants.tokenOf('T1');
    expect(await store.slackInstallations.all()).toMatchObject([{ id: 'T1', teamId: 'T1', enterpriseId: undefined }]);
    expect(desk.happenings).toEqual([{ kind: 'back', workspace: workspace('T1') }]);

    desk.reply = () => says('Hello.');
    expect(await office.command('today', { teamId: 'T1' })).toBe(200);
    await expect.poll(() => desk.seen.length).toBe(1);
    expect(desk.seen[0]?.caller.workspace).toMatchObject(workspace('T1'));
    await bot.platform.post(at('T1'), message('Question'), 'q-1');
    expect(tokensOf('chat.postMessage')).toEqual([token]);
    expect(new Set(tokensOf('users.info'))).toEqual(new Set([token]));
  });

  it('keeps nothing readable in the database', async () => {
    await open();
    await office.install(acme);
    expect((await office.store.slackInstallations.all())[0]?.sealed.length).toBeGreaterThan(100);
    const bytes = await office.bytes();
    expect(bytes).toContain('slack_installation');
    for (const secret of ['xoxb-', 'a-client-secret', KEYS.first]) expect(bytes).not.toContain(secret);
    expect(JSON.stringify(office.lines)).not.toMatch(/xoxb-|a-client-secret/);
  });

  it('works in two workspaces at once, each with its own token', async () => {
    const { server, bot, desk } = await open();
    await office.install(acme);
    await office.install(beta);
    await bot.platform.post(at('T2'), message('Question'), 'q-1');
    await bot.platform.post(at('T1'), message('Question'), 'q-1');
    expect(tokensOf('chat.postMessage')).toEqual([server.tenants.tokenOf('T2'), server.tenants.tokenOf('T1')]);
    await office.command('today', { teamId: 'T2' });
    await expect.poll(() => desk.seen.map(({ caller }) => caller.workspace.externalId)).toEqual(['T2']);
  });

  it('in Socket Mode has pages too, and no address for events', async () => {
    await open({ mode: 'socket' });
    expect(office.bot.http?.paths).toEqual(['/slack/install', '/slack/oauth_redirect']);
    expect((await office.install(acme)).status).toBe(200);
    expect(await office.post({ type: 'url_verification', challenge: 'x' })).toBe(404);
    expect(office.bot.platform.connected()).toBe(true);
  });

  it('has no pages while the bot is not started', async () => {
    await open();
    await office.bot.stop();
    expect((await office.get('/slack/install')).status).toBe(503);
  });

  it('warns of scopes that an admin’s installation lacks', async () => {
    await open();
    await office.install(tenant({ teamId: 'T1', scopes: ['commands', 'chat:write'] }));
    expect(office.lines).toContainEqual(
      expect.objectContaining({ line: expect.stringContaining('lacks channels:history') }),
    );
  });
});

describe('a page', () => {
  it('runs nothing, loads nothing, is in no frame, and is in the browser’s language', async () => {
    await open();
    const { page } = await office.visit({ 'accept-language': 'fr;q=1, de-AT;q=0.9' });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; .*frame-ancestors 'none'/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('set-cookie')).toMatch(/; Secure; HttpOnly; SameSite=Lax; Path=\/; Max-Age=600$/);
    expect(page.html).toContain('<html lang="de">');
    expect(page.html).toContain('Zu Slack hinzufügen');
    expect(page.html.match(/<a /g)).toHaveLength(1);
  });

  it('shows names as text', async () => {
    await open();
    const { html } = await office.install(tenant({ teamId: 'T1', name: '<script>alert("x")</script>&' }));
    expect(html).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;');
    expect(html).not.toContain('<script');
  });
});

describe('an installation that', () => {
  const back = (state: string | null, cookie: string, code = office.server.tenants.allow(acme)) =>
    office.get(`/slack/oauth_redirect?code=${code}&state=${state}`, cookie ? { cookie } : {});
  const nothingHappened = async () => {
    expect(await office.store.slackInstallations.all()).toEqual([]);
    expect(office.server.behalves.filter(({ method }) => method === 'oauth.v2.access')).toEqual([]);
  };

  it('began in another browser is refused', async () => {
    await open();
    const mine = await office.visit();
    const theirs = await office.visit();
    const state = mine.link.searchParams.get('state');
    for (const cookie of ['', theirs.cookie]) {
      const { status, html } = await back(state, cookie);
      expect(status).toBe(400);
      expect(html).toContain('opened in another browser');
      expect(html).toContain('href="/slack/install"');
    }
    await nothingHappened();
  });

  it('has a state that somebody made up is refused', async () => {
    await open();
    const state = `${Date.now() + 60_000}.AAAA.BBBB`;
    expect((await back(state, `refcount-slack-install=${state}`)).status).toBe(400);
    expect((await office.get('/slack/oauth_redirect')).status).toBe(400);
    await nothingHappened();
  });

  it('took longer than ten minutes is refused', async () => {
    await open({ clock: { now: () => new Date(Date.now() - 601_000) } });
    const { link, cookie } = await office.visit();
    expect((await back(link.searchParams.get('state'), cookie)).status).toBe(400);
    await nothingHappened();
  });

  it('is sent a second time is refused', async () => {
    await open();
    const { link, cookie } = await office.visit();
    const state = link.searchParams.get('state');
    expect((await back(state, cookie)).status).toBe(200);
    expect((await back(state, cookie)).status).toBe(400);
    expect(office.server.behalves.filter(({ method }) => method === 'oauth.v2.access')).toHaveLength(1);
  });

  it('was cancelled in Slack changes nothing', async () => {
    await open();
    const { cookie, link } = await office.visit();
    const state = link.searchParams.get('state');
    const { status, html } = await office.get(`/slack/oauth_redirect?error=access_denied&state=${state}`, { cookie });
    expect([status, html]).toEqual([400, expect.stringContaining('cancelled in Slack')]);
    await nothingHappened();
  });

  it('was refused by Slack itself says so, with Slack’s word for the operator', async () => {
    await open();
    const { status, html } = await office.get('/slack/oauth_redirect?error=invalid_scope&state=x');
    expect([status, html]).toEqual([502, expect.stringContaining('did not confirm')]);
    expect(office.lines.at(-1)).toMatchObject({ level: 'warn', fields: { said: 'invalid_scope' } });
    await nothingHappened();
  });

  it('nobody began makes one line a minute, and none that calls the operator', async () => {
    let now = Date.now();
    await open({ clock: { now: () => new Date(now) } });
    for (const query of ['', '?code=1&state=2', '?error=<script>', '?error=whatever']) {
      expect((await office.get(`/slack/oauth_redirect${query}`)).status).toBeGreaterThanOrEqual(400);
    }
    expect(office.lines.map(({ level }) => level)).toEqual(['warn']);
    now += 60_000;
    await office.get('/slack/oauth_redirect');
    expect(office.lines).toHaveLength(2);
  });

  it('gives a token that ends in twelve hours is refused, with the reason for the operator', async () => {
    await open();
    expect((await office.install({ ...acme, rotates: true })).status).toBe(502);
    const line = office.lines.find((each) => each.level === 'error' && each.fields.reason);
    expect(String(line?.fields.reason)).toContain('token rotation');
    expect(JSON.stringify(office.lines)).not.toContain('xoxe-1-refresh');
    expect(await office.store.slackInstallations.all()).toEqual([]);
  });

  it('Slack does not confirm tells the admin little and the operator why', async () => {
    await open({ clientSecret: 'a-wrong-secret' });
    const { status, html } = await office.install(acme);
    expect(status).toBe(502);
    expect(html).not.toContain('bad_client_secret');
    const line = office.lines.find((each) => each.level === 'error' && each.fields.reason);
    expect(String(line?.fields.reason)).toContain('bad_client_secret');
    expect(JSON.stringify(office.lines)).not.toContain('a-wrong-secret');
    expect(await office.store.slackInstallations.all()).toEqual([]);
  });
});

describe('the key', () => {
  it('opens the installations at the next start', async () => {
    await open();
    await office.install(acme);
    await office.restart();
    await office.bot.platform.post(at('T1'), message('Question'), 'q-1');
    expect(tokensOf('chat.postMessage')).toEqual([office.server.tenants.tokenOf('T1')]);
  });

  it('can be changed: the new one first, then, after a start, without the old one', async () => {
    await open();
    await office.install(acme);
    const [before] = await office.store.slackInstallations.all();
    await office.restart({ keys: [KEYS.second, KEYS.first] });
    const [after] = await office.store.slackInstallations.all();
    expect(after?.sealed).not.toBe(before?.sealed);
    expect(after?.at).toEqual(before?.at);
    await office.restart({ keys: [KEYS.second] });
    expect(await office.store.slackInstallations.all()).toEqual([after]);
    await office.bot.platform.post(at('T1'), message('Question'), 'q-1');
    expect(office.server.messages).toHaveLength(1);
  });

  it('that is wrong stops the start with what to do, and changes nothing', async () => {
    await open();
    await office.install(acme);
    const rows = await office.store.slackInstallations.all();
    await expect(office.restart({ keys: [KEYS.second] })).rejects.toThrow(
      /do not open with REFCOUNT_SECRET_KEY \(T1: .*Add the key they were sealed with/,
    );
    expect(office.bot.platform.connected()).toBe(false);
    expect(await office.store.slackInstallations.all()).toEqual(rows);
    await office.restart();
    expect(office.bot.platform.connected()).toBe(true);
  });

  it('that is missing for one installation leaves the others as they are', async () => {
    await open();
    await office.install(acme);
    await office.restart({ keys: [KEYS.second, KEYS.first] });
    await office.install(beta);
    const [sealedBySecond] = await office.store.slackInstallations.all();
    await office.restart({ keys: [KEYS.first, KEYS.second] });
    if (sealedBySecond) await office.store.slackInstallations.save(sealedBySecond);
    const rows = await office.store.slackInstallations.all();
    const third = Buffer.alloc(32, 3).toString('base64');
    await expect(office.restart({ keys: [third, KEYS.second] })).rejects.toThrow(/\(T2: /);
    expect(await office.store.slackInstallations.all()).toEqual(rows);
  });

  it('does not open a row that was moved to another workspace', async () => {
    await open();
    await office.install(acme);
    const [row] = await office.store.slackInstallations.all();
    if (row) await office.store.slackInstallations.save({ ...row, id: 'T2', teamId: 'T2' });
    await expect(office.restart()).rejects.toThrow(/REFCOUNT_SECRET_KEY \(T2: it was changed or belongs elsewhere\)/);
  });
});

describe('from where the app is not installed', () => {
  it('a request is answered, not handled, and the log says what to do', async () => {
    const { desk, lines } = await open();
    expect(await office.command('today', { teamId: 'T9' })).toBe(200);
    expect(await office.event({ type: 'channel_archive', channel: 'C1' }, { teamId: 'T9' })).toBe(200);
    await settled();
    expect([desk.seen, desk.happenings]).toEqual([[], []]);
    const told = lines.filter(({ fields }) => fields.workspace === 'T9');
    expect(told).toHaveLength(2);
    expect(told[0]?.line).toMatch(/not installed.*install it there: http.*\/slack\/install/);
  });

  it('nothing is posted, without asking Slack', async () => {
    await open();
    const posting = office.bot.platform.post(at('T9'), message('Question'), 'q-1');
    await expect(posting).rejects.toMatchObject({
      permanent: true,
      unusable: true,
      message: expect.stringMatching(/\(not installed\).*Install it: http.*\/slack\/install/),
    });
    expect(await office.bot.platform.check(at('T9'), { discussion: false })).toHaveLength(1);
    expect(office.server.behalves).toEqual([]);
  });
});

describe('removed from a workspace', () => {
  const gone = { kind: 'gone', why: 'removed', workspace: workspace('T1') };

  it.each([
    ['app_uninstalled', { type: 'app_uninstalled' }],
    ['tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT.userId] } }],
  ])('by %s: forgotten there, and nowhere else', async (_, event) => {
    const { desk } = await open();
    await office.install(acme);
    await office.install(beta);
    await office.event(event, { teamId: 'T1' });
    await expect.poll(() => desk.happenings.at(-1)).toEqual(gone);
    expect((await office.store.slackInstallations.all()).map(({ id }) => id)).toEqual(['T2']);
    const before = office.server.behalves.length;
    await expect(office.bot.platform.post(at('T1'), message('x'), 'q-1')).rejects.toMatchObject({ unusable: true });
    expect(office.server.behalves).toHaveLength(before);
    await office.bot.platform.post(at('T2'), message('x'), 'q-1');
  });

  it('and installed again: back, and a late word of the removal changes nothing', async () => {
    const { desk, server } = await open();
    await office.install(acme);
    const removedAt = new Date(Date.now() - 5000);
    await office.event({ type: 'app_uninstalled' }, { teamId: 'T1' });
    await expect.poll(() => desk.happenings.length).toBe(2);
    await office.install(acme);
    expect(desk.happenings.at(-1)).toEqual({ kind: 'back', workspace: workspace('T1') });
    await office.event({ type: 'tokens_revoked', tokens: { bot: [BOT.userId] } }, { teamId: 'T1', at: removedAt });
    await settled();
    expect(desk.happenings).toHaveLength(3);
    await office.bot.platform.post(at('T1'), message('x'), 'q-1');
    expect(tokensOf('chat.postMessage')).toEqual([server.tenants.tokenOf('T1')]);
  });

  it.each(['account_inactive', 'token_revoked'] as const)(
    'found out by a call (%s): the same, after one call',
    async (code) => {
      const { desk, server } = await open();
      await office.install(acme);
      server.tenants.refuse(server.tenants.tokenOf('T1'), code);
      const post = () => office.bot.platform.post(at('T1'), message('x'), 'q-1');
      await expect(post()).rejects.toMatchObject({
        unusable: true,
        message: expect.stringContaining('/slack/install'),
      });
      await expect.poll(() => desk.happenings.at(-1)).toEqual(gone);
      await expect.poll(() => office.store.slackInstallations.all()).toEqual([]);
      await expect(post()).rejects.toMatchObject({ permanent: true });
      expect(tokensOf('chat.postMessage')).toHaveLength(1);
    },
  );

  it('by many calls at once: told once', async () => {
    const { desk, server } = await open();
    await office.install(acme);
    server.tenants.refuse(server.tenants.tokenOf('T1'), 'account_inactive');
    const channels = ['C1', 'C2', 'C3', 'C4'];
    await Promise.allSettled(
      channels.map((channelId) => office.bot.platform.post({ workspaceId: 'T1', channelId }, message('x'), 'q-1')),
    );
    await expect.poll(() => desk.happenings.at(-1)).toEqual(gone);
    await settled();
    expect(desk.happenings.filter(({ kind }) => kind === 'gone')).toEqual([gone]);
  });

  it('as it seems (invalid_auth, which a wrong SLACK_API_URL gives too): left alone until the next start', async () => {
    const { desk, server } = await open();
    await office.install(acme);
    server.fail('chat.postMessage', { body: { ok: false, error: 'invalid_auth' } });
    const post = () => office.bot.platform.post(at('T1'), message('x'), 'q-1');
    await expect(post()).rejects.toMatchObject({ unusable: true });
    await expect.poll(() => desk.happenings.at(-1)).toEqual(gone);
    await expect(post()).rejects.toMatchObject({ permanent: true });
    expect(await office.store.slackInstallations.all()).toHaveLength(1);
    await office.restart();
    await post();
    expect(server.messages).toHaveLength(1);
  });
});

describe('in a whole organisation', () => {
  const from = (teamId: string) => ({ teamId, enterpriseId: 'E1', wholeOrganisation: true });

  it('one installation serves each workspace as its own', async () => {
    const { desk, server } = await open();
    const { html } = await office.install(grid);
    expect(html).toContain('installed for the organisation');
    expect(await office.store.slackInstallations.all()).toMatchObject([{ id: 'E1', teamId: undefined }]);
    expect(desk.happenings.map((each) => each.workspace.externalId)).toEqual(['T3', 'T4']);
    await office.command('today', from('T4'));
    await expect.poll(() => desk.seen.length).toBe(1);
    expect(desk.seen[0]?.caller.workspace).toMatchObject(workspace('T4'));
    const asked = server.behalves.find(({ method }) => method === 'users.info');
    expect(asked).toMatchObject({ token: server.tenants.tokenOf('E1'), teamId: 'T4' });
  });

  it('is known by the workspace alone, also after a restart', async () => {
    const { server } = await open();
    await office.install(grid);
    await office.restart();
    await office.bot.platform.post(at('T3'), message('Question'), 'q-1');
    const post = server.behalves.find(({ method }) => method === 'chat.postMessage');
    expect(post).toMatchObject({ token: server.tenants.tokenOf('E1'), teamId: 'T3' });
    await expect(office.bot.platform.post(at('T9'), message('x'), 'q-1')).rejects.toMatchObject({ permanent: true });
  });

  it('a workspace that leaves is gone, and the others stay', async () => {
    const { desk } = await open();
    await office.install(grid);
    const organisation = { teamId: null, enterpriseId: 'E1', wholeOrganisation: true };
    await office.event({ type: 'team_access_revoked', team_ids: ['T4'] }, organisation);
    await expect
      .poll(() => desk.happenings.at(-1))
      .toEqual({ kind: 'gone', why: 'removed', workspace: workspace('T4') });
    await office.event({ type: 'team_access_granted', team_ids: ['T4'] }, organisation);
    await expect.poll(() => desk.happenings.at(-1)).toEqual({ kind: 'back', workspace: workspace('T4') });
    expect(await office.store.slackInstallations.all()).toHaveLength(1);
  });

  it('removed as a whole is gone everywhere; removed in one workspace it is not', async () => {
    const { desk } = await open();
    await office.install(grid);
    await office.event({ type: 'app_uninstalled' }, { teamId: 'T3', enterpriseId: 'E1' });
    await settled();
    expect(await office.store.slackInstallations.all()).toHaveLength(1);
    await office.command('today', from('T3'));
    await office.command('today', from('T4'));
    await expect.poll(() => desk.seen.length).toBe(2);
    await office.event({ type: 'app_uninstalled' }, { teamId: 'E1', enterpriseId: 'E1', wholeOrganisation: true });
    await expect.poll(() => office.store.slackInstallations.all()).toEqual([]);
    const gone = desk.happenings.filter(({ kind }) => kind === 'gone').map((each) => each.workspace.externalId);
    expect(gone.sort()).toEqual(['T3', 'T4']);
  });
});
