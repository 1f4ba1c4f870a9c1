/** What the steps of the conversation share: the platform, core behind it, and the channel. */
import { expect } from 'vitest';
import type { ShortcutDeclaration } from '../../src/core/commands/declaration.ts';
import type { Seen, Stage } from './stage.ts';
import { createWorld, type World } from './world.ts';

export const RIGHT =
  'It looks at the exit status of grep, not at its output. A status of zero means success, so the then branch runs.';
export const WRONG = 'It checks whether grep printed a line.';

export interface Differences {
  /** Why a form cannot be refused in place, where it cannot. */
  readonly noErrorsInForm?: string;
  /** Why setup without options opens no form, where it does not. */
  readonly noSetupForm?: string;
  /** Why options have no completions, where they have none. */
  readonly noCompletion?: string;
  /** Why the same interaction never comes twice, where it does not. */
  readonly noRedelivery?: string;
  /** Why private replies stand one below the other, where none takes another's place. */
  readonly noReplacing?: string;
  /** Why nothing can keep the bot from its channel, where nothing can. */
  readonly noTrouble?: string;
  /** Where menu entries stand, and why not everywhere. */
  readonly menus?: { readonly on: readonly ShortcutDeclaration['on'][]; readonly because: string };
}

export interface Scene {
  /** There once the first step has begun. */
  readonly stage: Stage;
  readonly world: World;
  readonly differences: Differences;
  /** The newest message of the channel. */
  newest(): Promise<Seen>;
}

/** A platform started, and core behind it. */
export async function startScene(
  createStage: () => Promise<Stage>,
  startAt: string,
  differences: Differences,
): Promise<Scene> {
  const stage = await createStage();
  const world = await createWorld([stage.bot.platform], startAt);
  await stage.bot.start(world.desk);
  return { stage, world, differences, newest: () => newestOf(stage) };
}

export async function newestOf(stage: Stage): Promise<Seen> {
  const last = (await stage.channel()).at(-1);
  if (!last) throw new Error(`the channel on ${stage.name} is empty`);
  return last;
}

/** Stops the bot and core, and starts them anew on what is stored. */
export async function restart({ stage, world }: Scene): Promise<void> {
  await stage.restart();
  world.restart([stage.bot.platform]);
  await stage.bot.start(world.desk);
}

/** What was complained of apart from what had to be: each of these patterns must be met by one line or more. */
export function unexpected(complaints: readonly string[], ...expected: readonly RegExp[]): readonly string[] {
  for (const pattern of expected) expect(complaints.join('\n')).toMatch(pattern);
  return complaints.filter((line) => !expected.some((pattern) => pattern.test(line)));
}
