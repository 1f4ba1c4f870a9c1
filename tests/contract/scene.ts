/** What the steps of the conversation share: the platform, core behind it, and the channel. */
import type { Seen, Stage } from './stage.ts';
import type { World } from './world.ts';

export const WRONG = 'It checks whether grep printed a line.';

export interface Differences {
  /** Why a form cannot be refused in place, where it cannot. */
  readonly noErrorsInForm?: string;
  /** Why options have no completions, where they have none. */
  readonly noCompletion?: string;
  /** Why the same interaction never comes twice, where it does not. */
  readonly noRedelivery?: string;
}

export interface Scene {
  /** There once the first step has begun. */
  readonly stage: Stage;
  readonly world: World;
  readonly differences: Differences;
  /** The newest message of the channel. */
  newest(): Promise<Seen>;
}
