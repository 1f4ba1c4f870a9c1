/** States of workspaces that play together, and of accounts that were joined; and every code that is refused. */
import { phrase } from '../../../src/core/language/texts.ts';
import type { Reply } from '../../../src/core/message.ts';
import { PlatformError } from '../../../src/core/ports.ts';
import { codeIn } from '../../unit/links/linked.ts';
import { messageWords } from '../platform/people.ts';
import { ADA, BOB, GIL, LEAD, LEAD_AWAY, MALLORY, OLGA, type Person, UNA } from './people.ts';
import { answer, command, open, press, type State, setUp } from './steps.ts';
import { ELSEWHERE, type PayloadWorld, SECOND_CHANNEL } from './world.ts';

const WRONG_CODE = { code: 'ABCD-EFGH-JKMN' };
const OTHER_CHANNEL = 'C0GUESTS2';

const within = (who: Person, channelId: string): Person => ({ ...who, id: `${who.id} in ${channelId}`, channelId });

const linkCode = async (world: PayloadWorld, who: Person = LEAD) => codeIn(await command(world, who, 'quiz link'));
const accountCode = async (world: PayloadWorld, who: Person) => {
  const shown = await command(world, who, 'quiz account');
  const joined = shown.kind === 'message' && shown.message.buttons.some(({ action }) => action.verb === 'account-code');
  return codeIn(joined ? await press(world, who, 'account-code') : shown);
};

/** The guest asks what the code would mean, and links. */
async function link(world: PayloadWorld, who: Person, code: string): Promise<Reply> {
  await command(world, who, 'quiz link', { code });
  return await press(world, who, 'link', code);
}

async function linked(world: PayloadWorld): Promise<void> {
  await setUp(world, { topics: 'explaining' });
  await link(world, GIL, await linkCode(world));
}

async function joined(world: PayloadWorld): Promise<void> {
  await linked(world);
  await world.at('2026-11-16T09:00:00Z');
  await answer(world, ADA, { text: 'It glimmers.' });
  await answer(world, UNA, { text: 'It dapples, and it glimmers.' });
  const code = await accountCode(world, ADA);
  // What both have answered and is open still keeps them apart.
  await command(world, UNA, 'quiz account', { code });
  await command(world, LEAD, 'quiz close');
  await command(world, UNA, 'quiz account', { code });
  await press(world, UNA, 'account-join', code);
}

/** Every reason why a code does not link a channel. */
async function refusedLinks(world: PayloadWorld): Promise<void> {
  await command(world, GIL, 'quiz link');
  await command(world, GIL, 'quiz setup', { time: '10:00' });
  await setUp(world);
  await setUp(world, { channel: SECOND_CHANNEL });
  await command(world, LEAD, 'quiz link', { code: await linkCode(world) });
  await command(world, OLGA, 'quiz link', { code: await accountCodeOfLinked(world) });
  await command(world, GIL, 'quiz link', { code: await linkCode(world) });
  // A guest of Olga's cannot be a home, a home no guest, and a guest has one home.
  const olgas = await olgasCode(world);
  const olgasNext = await olgasCode(world);
  const ours = await linkCode(world);
  const oursNext = await linkCode(world);
  const guestsOwn = await linkCode(world, GIL);
  await link(world, GIL, ours);
  await command(world, LEAD, 'quiz link', { code: olgas });
  await command(world, GIL, 'quiz link', { code: olgasNext });
  await command(world, OLGA, 'quiz link', { code: guestsOwn });
  await link(world, GIL, oursNext);
  const second = await linkCode(world, within(LEAD, SECOND_CHANNEL));
  await command(world, GIL, 'quiz link', { code: second });
  await press(world, GIL, 'link', ours);
  await command(world, within(GIL, OTHER_CHANNEL), 'quiz setup');
  await command(world, GIL, 'quiz link');
}

async function olgasCode(world: PayloadWorld): Promise<string> {
  await command(world, OLGA, 'quiz setup');
  return await linkCode(world, OLGA);
}

async function accountCodeOfLinked(world: PayloadWorld): Promise<string> {
  await link(world, GIL, await linkCode(world));
  const code = await accountCode(world, UNA);
  await press(world, GIL, 'unlink', 'leave');
  return code;
}

/** Every reason why a code does not join two accounts. */
async function refusedAccounts(world: PayloadWorld): Promise<void> {
  await command(world, ADA, 'quiz account');
  await linked(world);
  const adas = await accountCode(world, ADA);
  const adasNext = await accountCode(world, ADA);
  await command(world, ADA, 'quiz account', { code: adas });
  await command(world, BOB, 'quiz account', { code: adas });
  await command(world, OLGA, 'quiz account', { code: adas });
  await command(world, UNA, 'quiz account', { code: await linkCode(world) });
  await press(world, UNA, 'account-join', adas);
  await press(world, UNA, 'account-join', adas);
  await command(world, UNA, 'quiz account', { code: adasNext });
  for (let tries = 0; tries < 6; tries++) await command(world, MALLORY, 'quiz account', WRONG_CODE);
  for (let tries = 0; tries < 6; tries++) await command(world, OLGA, 'quiz link', WRONG_CODE);
}

const unusable = () => new PlatformError(phrase('slack-platform.archived'), { permanent: true, unusable: true });

export const LINKED_STATES: readonly State[] = [
  {
    name: 'a code for another workspace',
    dry: true,
    people: [],
    async make(world) {
      await setUp(world);
      await command(world, GIL, 'quiz setup', { channel: OTHER_CHANNEL });
      await command(world, GIL, 'quiz link', { code: await linkCode(world) });
    },
  },
  { name: 'links that are refused', dry: true, people: [], make: refusedLinks },
  { name: 'accounts that are not joined', dry: true, people: [], make: refusedAccounts },
  {
    name: 'a guest, open',
    people: [UNA, GIL, within(GIL, OTHER_CHANNEL), LEAD],
    async make(world) {
      await linked(world);
      await world.at('2026-11-16T09:00:00Z');
      await answer(world, ADA, { text: 'It glimmers.' });
    },
  },
  {
    name: 'a guest in two channels, nothing open',
    people: [GIL, within(UNA, ELSEWHERE)],
    async make(world) {
      await linked(world);
      await setUp(world, { channel: SECOND_CHANNEL });
      await link(world, within(GIL, OTHER_CHANNEL), await linkCode(world, within(LEAD, SECOND_CHANNEL)));
    },
  },
  {
    name: 'a home of two guests',
    dry: true,
    people: [LEAD],
    async make(world) {
      await linked(world);
      await link(world, OLGA, await linkCode(world));
      await command(world, LEAD, 'quiz link', { code: await linkCode(world) });
    },
  },
  {
    name: 'linked with a channel that cannot be posted in, while paused',
    dry: true,
    people: [GIL],
    async make(world) {
      await setUp(world);
      await command(world, LEAD, 'quiz pause');
      world.slack.faults = [phrase('slack-platform.archived')];
      await link(world, GIL, await linkCode(world));
    },
  },
  {
    name: 'a guest whose channel is archived',
    dry: true,
    people: [GIL, LEAD],
    async make(world) {
      await linked(world);
      world.slack.refusals.push(unusable());
      world.slack.faults = [phrase('slack-platform.archived')];
      await world.at('2026-11-16T09:00:00Z');
      await command(world, GIL, 'quiz post');
    },
  },
  {
    name: 'a post that reaches the guest only',
    dry: true,
    people: [],
    async make(world) {
      await linked(world);
      world.discord.refusals.push(new PlatformError(phrase('discord.malformed'), { permanent: true }));
      await command(world, LEAD, 'quiz post');
      world.discord.refusals.push(new PlatformError(phrase('discord.no-write'), { permanent: true, unusable: true }));
      await command(world, LEAD, 'quiz post');
    },
  },
  { name: 'accounts joined', people: [ADA, UNA], make: joined },
  {
    name: 'accounts separated',
    dry: true,
    people: [],
    async make(world) {
      await joined(world);
      const shown = await command(world, UNA, 'quiz account');
      const separate =
        shown.kind === 'message'
          ? shown.message.buttons.find(({ action }) => action.verb === 'account-separate')
          : undefined;
      if (!separate)
        throw new Error(`nothing to separate: ${shown.kind === 'message' ? messageWords(shown.message) : ''}`);
      await press(world, UNA, 'account-separate', ...separate.action.args);
      await press(world, UNA, 'account-separate', ...separate.action.args);
    },
  },
  {
    name: 'a link that has ended',
    people: [GIL, LEAD],
    async make(world) {
      await command(world, GIL, 'quiz setup', { channel: OTHER_CHANNEL });
      await linked(world);
      await world.at('2026-11-16T09:00:00Z');
      await press(world, GIL, 'unlink', 'leave');
      await command(world, LEAD, 'quiz close');
    },
  },
  {
    name: 'gone and back',
    dry: true,
    people: [],
    async make(world) {
      await setUp(world);
      await goAndComeBack(world, LEAD);
      await link(world, LEAD_AWAY, await linkCode(world));
      await command(world, LEAD_AWAY, 'quiz setup', { time: '10:00' });
      await goAndComeBack(world, LEAD_AWAY);
      await command(world, LEAD, 'quiz pause');
      await goAndComeBack(world, LEAD_AWAY);
    },
  },
  { name: 'a member with the same name on both sides', people: [ADA], make: namesakes },
];

async function namesakes(world: PayloadWorld): Promise<void> {
  await open(world, 'plain');
  await link(world, GIL, await linkCode(world));
  await command(world, LEAD, 'quiz post');
  await answer(world, ADA, { text: 'It glimmers.' });
  await answer(world, { ...UNA, name: ADA.name }, { text: 'It glimmers.' });
  await command(world, LEAD, 'quiz close');
}

/** For every reason there is, the channel or the whole workspace; the admin is told each time. */
async function goAndComeBack(world: PayloadWorld, { workspace, channelId }: Person): Promise<void> {
  const reasons = ['removed', 'deleted', 'archived', 'locked', 'forbidden'] as const;
  const happenings = [
    { workspace, why: 'removed' },
    { workspace },
    ...reasons.map((why) => ({ workspace, channelId, why })),
  ] as const;
  for (const happening of happenings) {
    world.discord.faults = [phrase('discord.no-access'), phrase('discord.no-write')];
    await world.desk.happened({ kind: 'gone', ...happening });
    world.discord.faults = [];
    await world.desk.happened({ kind: 'back', workspace });
  }
}
