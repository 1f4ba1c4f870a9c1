/**
 * One conversation, three platforms: a stage is a started platform server, our real adapter connected to it,
 * and a few people who can act. The conversation suite knows only this.
 */
import type { Bot } from '../../src/core/desk.ts';
import type { PlatformName } from '../../src/core/message.ts';

/** Gerda's client speaks German. */
export type Person = 'ada' | 'bob' | 'lead' | 'gerda';

/** What keeps the bot from asking: it may not post in the channel any more, or was taken out of where the channel is. */
export type Trouble = 'closed' | 'removed';

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
  /** It stands where the private message stood that was acted on. */
  readonly replaced: boolean;
  /** Everything readable, as one text. */
  readonly text: string;
  readonly buttons: readonly SeenButton[];
  readonly fields: readonly SeenField[];
  /** For `invalid`: the sentence per field. Platforms that cannot refuse a form in place answer with a private message instead. */
  readonly errors: Readonly<Record<string, string>>;
  /** Whatever the stage needs to press or submit (message id, view, custom id). Opaque to the suite. */
  readonly handle: unknown;
}

/** What a menu entry is chosen on. */
export interface ShortcutTarget {
  readonly text?: string;
  readonly person?: Person;
}

export interface Stage {
  readonly name: PlatformName;
  /** The one that is connected, or is to be started. */
  readonly bot: Bot;
  /** The platform's id of the channel everything happens in, and of the workspace. */
  readonly channelId: string;
  /** A channel that the bot cannot post in. */
  readonly lostChannelId: string;
  readonly workspaceId: string;
  /** `lead` is an admin; `ada` and `bob` are not. `options` by name; the stage writes them as the platform would (typed text on Slack). */
  command(who: Person, command: string, options?: Readonly<Record<string, string | number>>): Promise<Seen>;
  /** Presses the button with this label on a message seen before. */
  press(who: Person, on: Seen, label: string | RegExp): Promise<Seen>;
  /** Fills a form seen before. */
  submit(who: Person, form: Seen, values: Readonly<Record<string, string | readonly string[]>>): Promise<Seen>;
  /**
   * Chooses the menu entry with this id: on a message with that text, on that person, or anywhere. Undefined where the
   * platform has no such entry.
   */
  shortcut(who: Person, id: string, on?: ShortcutTarget): Promise<Seen | undefined>;
  /** Completion labels for an option being typed; undefined where the platform has none (Slack slash commands). */
  complete(who: Person, command: string, option: string, typed: string): Promise<readonly string[] | undefined>;
  /** The bot's messages in the channel as they now read, oldest first. */
  channel(): Promise<readonly Seen[]>;
  /** What was said in the thread under a message of the channel; undefined where there are no threads. */
  thread(under: Seen): Promise<readonly Seen[] | undefined>;
  /** What the bot said to this person alone without being asked, oldest first. */
  whispers(who: Person): Promise<readonly Seen[]>;
  /** Opens the app's home, where the platform has one. */
  home?(who: Person): Promise<Seen>;
  /** Their home, once it says this. */
  newestHome?(who: Person, words: string): Promise<Seen>;
  /** Makes it happen and tells the bot as the platform does; done when the desk has taken note of it. */
  trouble(kind: Trouble): Promise<void>;
  mend(kind: Trouble): Promise<void>;
  /** Stops the bot and makes another for the same platform, as a new process would; the suite starts it. */
  restart(): Promise<void>;
  /** Delivers the last interaction once more, as platforms do; true when the platform redelivers at all. */
  redeliverLast(): Promise<boolean>;
  /** Every broken rule of the platform the server noticed (late or double acknowledgements, limits, schemas). Must be empty. */
  violations(): readonly string[];
  /** Every line the adapter logged as a warning or an error. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}
