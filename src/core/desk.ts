/**
 * The front desk: the one door into core. An adapter turns what a person did into a Request and a Caller,
 * asks the desk, and renders the Reply. Nothing else of core is called by a bot.
 */
import type { CommandDeclaration } from './commands/declaration.ts';
import type { Caller, Completion, Reply, Request } from './message.ts';
import type { ChatPlatform } from './ports.ts';

export interface Desk {
  readonly commands: readonly CommandDeclaration[];
  /** Never rejects: a fault of ours is logged and answered with an apology that carries a reference. */
  handle(request: Request, caller: Caller): Promise<Reply>;
  /** At most 25, best first; quick and without side effects. Never rejects. */
  complete(command: string, option: string, typed: string, caller: Caller): Promise<Completion[]>;
  /** Completions for a half-typed line, for platforms without a native menu: `/qu`, `/quiz se`, `/lookup gi`. `value` is the whole line. */
  completeLine(line: string, caller: Caller): Promise<Completion[]>;
}

/** A platform adapter: speaks through `platform`, listens once started, and knows core only as a desk. */
export interface Bot {
  readonly platform: ChatPlatform;
  /** Connects and begins to listen; rejects with what to do when the credentials are wrong. */
  start(desk: Desk): Promise<void>;
  /** Stops listening, waits for what was begun (at most 5 s), disconnects. */
  stop(): Promise<void>;
}
