/**
 * The front desk: the one door into core. An adapter turns what a person did into a Request and a Caller,
 * asks the desk, and renders the Reply. Nothing else of core is called by a bot.
 */
import type { CommandDeclaration, ShortcutDeclaration } from './commands/declaration.ts';
import type { Language } from './language/language.ts';
import type { Caller, Completion, Message, PlatformName, Reply, Request } from './message.ts';
import type { ChatPlatform } from './ports.ts';

/**
 * What befell a place Refcount speaks in. `gone`: it cannot be spoken in any more; `back`: it may be possible again.
 * Without a channel, the whole workspace. Telling the same twice, or of places Refcount has nothing to do with, does nothing.
 */
export interface Happening {
  readonly kind: 'gone' | 'back';
  readonly workspace: { readonly platform: PlatformName; readonly externalId: string };
  readonly channelId?: string;
  /** Why it is gone. */
  readonly why?: 'removed' | 'deleted' | 'archived' | 'locked' | 'forbidden';
}

export interface Desk {
  readonly commands: readonly CommandDeclaration[];
  readonly shortcuts: readonly ShortcutDeclaration[];
  /** Never rejects: a fault of ours is logged and answered with an apology that carries a reference. */
  handle(request: Request, caller: Caller): Promise<Reply>;
  /** At most 25, best first; quick and without side effects. Never rejects. */
  complete(command: string, option: string, typed: string, caller: Caller): Promise<Completion[]>;
  /** Completions for a half-typed line, for platforms without a native menu: `/qu`, `/quiz se`, `/lookup gi`. `value` is the whole line. */
  completeLine(line: string, caller: Caller): Promise<Completion[]>;
  /** A member's own page: today's question, streak, what to review, standings. Never rejects. */
  home(caller: Caller): Promise<Message>;
  /** The language to speak to this person: the workspace's setting, else their own, else the workspace's. Never rejects. */
  languageFor(caller: Caller): Promise<Language>;
  /** Takes note of a place that is gone or back. Never rejects. */
  happened(happening: Happening): Promise<void>;
}

/** A platform adapter: speaks through `platform`, listens once started, and knows core only as a desk. */
export interface Bot {
  readonly platform: ChatPlatform;
  /** Connects and begins to listen; rejects with what to do when the credentials are wrong. */
  start(desk: Desk): Promise<void>;
  /** Stops listening, waits for what was begun (at most 5 s), disconnects. */
  stop(): Promise<void>;
}
