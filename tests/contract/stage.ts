/**
 * One conversation, three platforms: a stage is a started platform server, our real adapter connected to it,
 * and a few people who can act. The conversation suite knows only this.
 */
import type { Bot } from '../../src/core/desk.ts';
import type { PlatformName } from '../../src/core/message.ts';

export type Person = 'ada' | 'bob' | 'lead';

export interface SeenButton {
  readonly label: string;
  /** The platform's custom id / action id, for pressing it. */
  readonly id: string;
  readonly disabled: boolean;
}

export interface SeenField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'choice';
  /** For choice fields, the values that can be chosen. */
  readonly values: readonly string[];
}

export interface Seen {
  readonly kind: 'message' | 'form' | 'invalid';
  /** Only the person who acted sees it. */
  readonly private: boolean;
  /** Everything readable, as one text. */
  readonly text: string;
  readonly buttons: readonly SeenButton[];
  readonly fields: readonly SeenField[];
  /** For `invalid`: the sentence per field. Platforms that cannot refuse a form in place answer with a private message instead. */
  readonly errors: Readonly<Record<string, string>>;
  /** Whatever the stage needs to press or submit (message id, view, custom id). Opaque to the suite. */
  readonly handle: unknown;
}

export interface Stage {
  readonly name: PlatformName;
  readonly bot: Bot;
  /** The platform's id of the channel everything happens in, and of the workspace. */
  readonly channelId: string;
  readonly workspaceId: string;
  /** `lead` is an admin; `ada` and `bob` are not. `options` by name; the stage writes them as the platform would (typed text on Slack). */
  command(who: Person, command: string, options?: Readonly<Record<string, string | number>>): Promise<Seen>;
  /** Presses the button with this label on a message seen before. */
  press(who: Person, on: Seen, label: string | RegExp): Promise<Seen>;
  /** Fills a form seen before. */
  submit(who: Person, form: Seen, values: Readonly<Record<string, string | readonly string[]>>): Promise<Seen>;
  /** Completion labels for an option being typed; undefined where the platform has none (Slack slash commands). */
  complete(who: Person, command: string, option: string, typed: string): Promise<readonly string[] | undefined>;
  /** The bot's messages in the channel as they now read, oldest first. */
  channel(): Promise<readonly Seen[]>;
  /** Delivers the last interaction once more, as platforms do; true when the platform redelivers at all. */
  redeliverLast(): Promise<boolean>;
  /** Every broken rule of the platform the server noticed (late or double acknowledgements, limits, schemas). Must be empty. */
  violations(): readonly string[];
  close(): Promise<void>;
}
