/** Every state of a workspace worth naming, made as people make it. */
import { phrase } from '../../../src/core/language/texts.ts';
import { COPY, LONG_ANSWER, MIXED, SOUP } from './acts.ts';
import { KINDS, type Kind } from './bank.ts';
import { ADA, BOB, CLEO, crowd, LEAD, LEAD_ELSEWHERE, OLGA } from './people.ts';
import {
  answer,
  answered,
  appealed,
  BOTH,
  closed,
  command,
  days,
  decided,
  FULL,
  open,
  PART,
  press,
  refusal,
  type State,
  setUp,
  submit,
} from './steps.ts';
import { HOME, type PayloadWorld, SECOND_CHANNEL } from './world.ts';

const perKind = (name: string, make: (world: PayloadWorld, kind: Kind) => Promise<unknown>): State[] =>
  KINDS.map((kind, index) => ({
    name: `${name}: ${kind}`,
    people: BOTH,
    submitsAll: true,
    ...(index > 0 ? { alike: true } : {}),
    make: (world) => make(world, kind),
  }));

export const STATES: readonly State[] = [
  { name: 'no schedule', people: [ADA, LEAD, OLGA], thorough: true, make: async () => undefined },
  { name: 'set up', dry: true, people: [LEAD, LEAD_ELSEWHERE], make: (world) => setUp(world) },
  {
    name: 'planned',
    people: BOTH,
    async make(world) {
      world.discord.isConnected = false;
      await open(world, 'explaining');
    },
  },
  {
    name: 'open, all that can be tried',
    people: [ADA, LEAD],
    thorough: true,
    make: (world) => open(world, 'explaining'),
  },
  ...perKind('open', open),
  ...perKind('answered', answered),
  ...perKind('closed', closed),
  {
    name: 'no attempts left',
    people: BOTH,
    async make(world) {
      await open(world, 'explaining', { attempts: 1 });
      await answer(world, ADA, PART);
      await answer(world, ADA, FULL);
    },
  },
  {
    name: 'posted by hand',
    people: BOTH,
    async make(world) {
      await setUp(world);
      await command(world, LEAD, 'quiz post');
      await answer(world, ADA, PART);
    },
  },
  {
    name: 'a post that is refused',
    dry: true,
    people: [],
    async make(world) {
      await setUp(world);
      world.discord.refusals.push(refusal({ permanent: true }));
      await command(world, LEAD, 'quiz post');
    },
  },
  { name: 'open, and near to others', people: [ADA], thorough: true, make: (world) => open(world, 'mornings') },
  {
    name: 'on a cron expression',
    people: [LEAD],
    thorough: true,
    make: (world) => command(world, LEAD, 'quiz setup', { days: '0 9 1-7 * 1' }),
  },
  {
    name: 'in one language',
    dry: true,
    people: [LEAD],
    async make(world) {
      await command(world, LEAD, 'quiz language', { language: world.language });
      await setUp(world);
    },
  },
  {
    name: 'closed without answers',
    people: BOTH,
    async make(world) {
      await open(world, 'explaining', { discussion: 'off' });
      await command(world, LEAD, 'quiz close');
    },
  },
  {
    name: 'just over',
    people: BOTH,
    async make(world) {
      await open(world, 'explaining');
      world.now = new Date('2026-11-17T09:00:00Z');
    },
  },
  {
    name: 'followed at once',
    people: [ADA],
    async make(world) {
      await answered(world, 'explaining');
      await world.at('2026-11-16T10:00:00Z');
      await command(world, LEAD, 'quiz post');
    },
  },
  {
    name: 'closed while paused',
    people: BOTH,
    async make(world) {
      await answered(world, 'explaining');
      await command(world, LEAD, 'quiz pause');
      await command(world, LEAD, 'quiz close');
    },
  },
  {
    name: 'a slot skipped for being late',
    dry: true,
    people: BOTH,
    async make(world) {
      await setUp(world);
      await world.at('2026-11-16T16:00:00Z');
    },
  },
  {
    name: 'a question that was never seen',
    people: BOTH,
    async make(world) {
      world.discord.refusals.push(refusal({ permanent: false }));
      await open(world, 'explaining');
      world.discord.finds = true;
      const { id } = await world.round();
      await command(world, LEAD, 'quiz close');
      await press(world, ADA, 'answer', id);
      await world.at('2026-11-16T10:00:00Z');
    },
  },
  {
    name: 'paused by an admin',
    dry: true,
    people: BOTH,
    async make(world) {
      await setUp(world);
      await command(world, LEAD, 'quiz pause');
    },
  },
  {
    name: 'paused by the platform',
    people: BOTH,
    async make(world) {
      world.discord.refusals.push(refusal({ permanent: true, unusable: true }));
      world.discord.faults = [phrase('discord.no-access')];
      await open(world, 'explaining');
    },
  },
  {
    name: 'resumed by the platform',
    dry: true,
    people: [LEAD],
    async make(world) {
      world.discord.refusals.push(refusal({ permanent: true, unusable: true }));
      await open(world, 'explaining');
      await world.at('2026-11-16T10:00:00Z');
    },
  },
  {
    name: 'a channel that cannot be posted in',
    dry: true,
    people: [LEAD],
    async make(world) {
      world.discord.faults = [phrase('discord.no-access'), phrase('discord.no-threads')];
      await setUp(world);
      world.discord.faults = [phrase('discord.no-threads')];
      await setUp(world);
      world.discord.checkFault = refusal({ permanent: false });
      await setUp(world);
    },
  },
  {
    name: 'several open',
    people: [{ ...ADA, channelId: LEAD_ELSEWHERE.channelId }, LEAD_ELSEWHERE, ADA],
    async make(world) {
      await setUp(world, { channel: SECOND_CHANNEL, topics: 'plain' });
      await open(world, 'choosing');
      await answer(world, ADA, PART);
    },
  },
  { name: 'a list of terms, appealed', people: BOTH, make: (world) => appealed(world, 'explaining', { text: SOUP }) },
  { name: 'a copy, appealed', people: BOTH, make: (world) => appealed(world, 'explaining', { text: COPY }) },
  {
    name: 'an empty answer, appealed',
    people: BOTH,
    make: (world) => appealed(world, 'predicting', { text: '', output: 'nothing' }),
  },
  {
    name: 'mixed words, appealed',
    people: BOTH,
    make: (world) => appealed(world, 'explaining', { text: MIXED }, LONG_ANSWER.slice(0, 499)),
  },
  { name: 'a choice, appealed', people: BOTH, make: (world) => appealed(world, 'selecting', { choices: ['A', 'C'] }) },
  {
    name: 'two appealed',
    people: BOTH,
    async make(world) {
      await appealed(world, 'explaining', { text: LONG_ANSWER });
      await answer(world, CLEO, { text: MIXED });
      await submit(world, CLEO, 'appeal', [(await world.round()).id, '1'], { reason: 'Please.' });
    },
  },
  {
    name: 'the worse attempt, appealed',
    people: [],
    async make(world) {
      await appealed(world, 'explaining', { text: SOUP });
      await answer(world, ADA, { text: 'It glimmers, dapples, sparkles and flickers.' });
      const { id } = (await world.store.read.oldestOpenAppeal(HOME)) ?? { id: '' };
      await submit(world, LEAD, 'appeal-points', [id], { points: '0.5', reason: '' });
    },
  },
  {
    name: 'an appeal accepted',
    people: BOTH,
    make: (world) => decided(world, (id) => press(world, LEAD, 'appeal-full', id)),
  },
  {
    name: 'an appeal adjusted',
    people: BOTH,
    make: (world) =>
      decided(world, (id) =>
        submit(world, LEAD, 'appeal-points', [id], { points: '7.5', reason: LONG_ANSWER.slice(0, 499) }),
      ),
  },
  {
    name: 'an appeal declined',
    people: BOTH,
    make: (world) =>
      decided(world, (id) => submit(world, LEAD, 'appeal-decline', [id], { reason: 'It is not there.' })),
  },
  {
    name: 'a crowded board',
    people: [crowd(14)[13] ?? ADA, crowd(1)[0] ?? ADA, LEAD],
    async make(world) {
      await setUp(world, { attempts: 1 });
      await days(world, crowd(14), 16, 18);
      await world.at('2026-11-19T09:00:00Z');
    },
  },
  {
    name: 'reviews to come',
    people: [ADA],
    async make(world) {
      await setUp(world, { attempts: 1 });
      await days(world, [BOB, ADA], 16, 24);
      await command(world, LEAD, 'quiz pause');
      await command(world, LEAD, 'quiz close');
    },
  },
  {
    name: 'reviews due',
    people: [ADA],
    async make(world) {
      await setUp(world, { attempts: 1 });
      await days(world, [BOB, ADA], 16, 18);
      await world.at('2026-12-24T09:00:00Z');
    },
  },
  {
    name: 'everything answered, nothing due',
    people: [ADA],
    thorough: true,
    async make(world) {
      for (const { id } of world.bank.questions.values()) await submit(world, ADA, 'practise', [id], FULL);
    },
  },
];

/** With a bank that has as little as possible. */
export const BARE_STATES: readonly State[] = [
  { name: 'to explain', people: [ADA], make: (world) => open(world, 'plain') },
  {
    name: 'to predict',
    people: [ADA],
    async make(world) {
      await setUp(world);
      await days(world, [BOB, ADA], 16, 17);
      await world.at('2026-11-18T09:00:00Z');
    },
  },
  { name: 'a store that fails', people: [ADA], make: failing },
];

/** A fault of ours, in all that is asked of the desk. */
async function failing(world: PayloadWorld): Promise<void> {
  const { read } = world.store;
  const { schedulesOfWorkspace } = read;
  Object.assign(read, { schedulesOfWorkspace: () => Promise.reject(new Error('the disk is full')) });
  await command(world, ADA, 'quiz today');
  Object.assign(read, { schedulesOfWorkspace });
  world.errors.length = 0;
}
