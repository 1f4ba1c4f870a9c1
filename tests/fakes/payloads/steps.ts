/** What people do to bring a state about. */
import { phrase } from '../../../src/core/language/texts.ts';
import type { FormValues, OptionValue, Reply } from '../../../src/core/message.ts';
import { PlatformError } from '../../../src/core/ports.ts';
import { LONG_ANSWER, MIXED, RIGHT } from './acts.ts';
import type { Kind } from './bank.ts';
import { ADA, BOB, CLEO, LEAD, type Person } from './people.ts';
import { CHANNEL, HOME, type PayloadWorld } from './world.ts';

export interface State {
  readonly name: string;
  /** Who looks around. */
  readonly people: readonly Person[];
  /** Whether everything is tried, also what is the same in most states. */
  readonly thorough?: true;
  /** Whether every form is submitted with everything there is to submit. */
  readonly submitsAll?: true;
  /** Whether commands do what they do in another state. */
  readonly alike?: true;
  /** Whether the bank's texts hardly show. */
  readonly dry?: true;
  readonly make: (world: PayloadWorld) => Promise<unknown>;
}

const NINE = '2026-11-16T09:00:00Z';
/** Who looks around where nothing else is said: a member who takes part, and an admin who does not. */
export const BOTH = [ADA, LEAD] as const;

export const submit = (world: PayloadWorld, who: Person, verb: string, args: readonly string[], values: FormValues) =>
  world.ask(who, { kind: 'submit', action: { verb, args }, values }, `submits ${verb}`);

export const command = (
  world: PayloadWorld,
  who: Person,
  name: string,
  options: Readonly<Record<string, OptionValue>> = {},
): Promise<Reply> => world.ask(who, { kind: 'command', command: name, options }, `/${name}`);

export const press = (world: PayloadWorld, who: Person, verb: string, ...args: string[]): Promise<Reply> =>
  world.ask(who, { kind: 'press', action: { verb, args } }, `presses ${verb}`);

export async function setUp(world: PayloadWorld, options: Readonly<Record<string, OptionValue>> = {}): Promise<void> {
  await command(world, LEAD, 'quiz setup', { time: '09:00', days: 'daily', attempts: 2, discussion: 'on', ...options });
}

/** A question of the kind is open in the channel. */
export async function open(
  world: PayloadWorld,
  kind: Kind | 'mornings',
  over: Readonly<Record<string, OptionValue>> = {},
): Promise<void> {
  await setUp(world, { topics: kind, ...over });
  await world.at(NINE);
  world.now = new Date('2026-11-16T09:30:00Z');
  const { id, state } = (await world.store.read.liveRoundOfChannel(HOME, CHANNEL)) ?? { id: '', state: 'closed' };
  if (state !== 'open') return;
  // What buttons of older messages lead to.
  for (const verb of ['grade', 'key', 'hint']) await press(world, LEAD, verb, id);
  for (const verb of ['practise', 'practice-key']) await press(world, LEAD, verb, 'explain-it');
}

export async function answer(world: PayloadWorld, who: Person, values: FormValues): Promise<void> {
  await submit(world, who, 'answer', [(await world.round()).id], values);
}

export const FULL: FormValues = { text: RIGHT, output: '3', choices: ['A'] };
export const PART: FormValues = { text: MIXED, output: 'nothing', choices: ['B'] };

export async function answered(world: PayloadWorld, kind: Kind): Promise<void> {
  await open(world, kind);
  await answer(world, ADA, PART);
  await answer(world, BOB, FULL);
  await answer(world, CLEO, { text: LONG_ANSWER, output: '3', choices: ['A', 'B'] });
}

export async function closed(world: PayloadWorld, kind: Kind): Promise<void> {
  await answered(world, kind);
  await command(world, LEAD, 'quiz close');
}

/** The answer, and an appeal against its grade. */
export async function appealed(
  world: PayloadWorld,
  kind: Kind,
  values: FormValues,
  reason = 'I did say it.',
): Promise<void> {
  await open(world, kind);
  await answer(world, ADA, values);
  const { id } = await world.round();
  for (let times = 0; times < 2; times++) await submit(world, ADA, 'appeal', [id, '1'], { reason });
}

/** The verdict, the same once more by another admin, and a further answer after it. */
export async function decided(world: PayloadWorld, verdict: (appealId: string) => Promise<unknown>): Promise<void> {
  await appealed(world, 'explaining', { text: 'It glimmers.' });
  await setUp(world, { attempts: 4 });
  await answer(world, ADA, { text: MIXED });
  const { id } = (await world.store.read.oldestOpenAppeal(HOME)) ?? { id: '' };
  await verdict(id);
  await verdict(id);
  await press(world, LEAD, 'appeal-decline', id);
  await press(world, ADA, 'grade', (await world.round()).id);
  await press(world, ADA, 'appeal', (await world.round()).id, '1');
  await answer(world, ADA, { text: 'half1' });
  await answer(world, ADA, { text: RIGHT });
  await press(world, ADA, 'appeal', (await world.round()).id, '4');
}

export const refusal = (over: { permanent: boolean; unusable?: boolean }) =>
  new PlatformError(phrase('discord.no-write'), over);

/** A round a day, answered by everybody, until the day that is named. */
export async function days(world: PayloadWorld, people: readonly Person[], from: number, to: number): Promise<void> {
  for (let day = from; day <= to; day++) {
    await world.at(`2026-11-${day}T09:00:00Z`);
    for (const [index, who] of people.entries()) await answer(world, who, index % 3 === 0 ? FULL : PART);
  }
}
