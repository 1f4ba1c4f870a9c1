import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildRig, type Rig, scriptedDesk } from '../fakes/slack/rig.ts';
import { BOT, CHANNELS, TEAM, USERS } from '../fakes/slack/workspace.ts';

let rig: Rig;
let desk: ReturnType<typeof scriptedDesk>;
beforeEach(async () => {
  rig = await buildRig('socket');
  desk = scriptedDesk();
  await rig.bot.start(desk);
});
afterEach(() => rig.close());

const workspace = { platform: 'slack', externalId: TEAM.id };
const channelId = CHANNELS.quiz;
/** What the desk was told, once it was told so often; stopping waits for whatever else was begun. */
const happenings = async (count = 1) => {
  await expect.poll(() => desk.happenings.length).toBeGreaterThanOrEqual(count);
  await rig.bot.stop();
  expect(rig.server.violations).toEqual([]);
  return desk.happenings;
};

describe('a channel', () => {
  it.each([
    ['channel_archive', { kind: 'gone', why: 'archived' }],
    ['group_archive', { kind: 'gone', why: 'archived' }],
    ['channel_deleted', { kind: 'gone', why: 'deleted' }],
    ['group_deleted', { kind: 'gone', why: 'deleted' }],
    ['channel_left', { kind: 'gone', why: 'removed' }],
    ['group_left', { kind: 'gone', why: 'removed' }],
    ['channel_unarchive', { kind: 'back' }],
    ['group_unarchive', { kind: 'back' }],
  ])('%s', async (type, happened) => {
    await rig.server.event({ type, channel: channelId, user: USERS.lead.id, event_ts: '1.2' }).acked;
    expect(await happenings()).toEqual([{ ...happened, workspace, channelId }]);
  });

  it('is back when the bot is invited, not when somebody else is', async () => {
    const joined = { type: 'member_joined_channel', channel: channelId, channel_type: 'C', team: TEAM.id };
    await rig.server.event({ ...joined, user: USERS.ada.id }).acked;
    await rig.server.event({ ...joined, user: BOT.userId }).acked;
    expect(await happenings()).toEqual([{ kind: 'back', workspace, channelId }]);
  });

  it('is told of once, however often Slack delivers the event', async () => {
    const told = rig.server.event({ type: 'channel_archive', channel: channelId, user: USERS.lead.id });
    await told.acked;
    await rig.server.redeliver(told).acked;
    await rig.server.event({ type: 'channel_archive', channel: channelId, user: USERS.lead.id }).acked;
    expect(await happenings(2)).toHaveLength(2);
  });
});

describe('the app', () => {
  it('removed from the workspace is gone, with a line that says what to do', async () => {
    await rig.server.event({ type: 'app_uninstalled' }).acked;
    expect(await happenings()).toEqual([{ kind: 'gone', why: 'removed', workspace }]);
    expect(rig.lines).toContainEqual(
      expect.objectContaining({
        level: 'error',
        line: expect.stringMatching(/install the app again.*SLACK_BOT_TOKEN/),
      }),
    );
  });

  it('is gone when its own token is revoked, not when a member’s is', async () => {
    await rig.server.event({ type: 'tokens_revoked', tokens: { oauth: [USERS.ada.id] } }).acked;
    await rig.server.event({ type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT.userId] } }).acked;
    expect(await happenings()).toHaveLength(1);
  });
});
