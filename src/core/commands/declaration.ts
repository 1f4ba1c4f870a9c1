/** How a command is declared: once, as data. Discord's JSON, Slack's text parser and manifest, the local menu, help and the docs come from it. */
import type { Completion, OptionValue } from '../message.ts';

interface OptionBase {
  /** Lower-case, at most 32 characters. */
  readonly name: string;
  /** At most 100 characters (Discord). */
  readonly summary: string;
  readonly required: boolean;
}

export type OptionDeclaration = OptionBase &
  (
    | {
        readonly kind: 'string';
        /** At most 25 fixed values; anything else is refused with the nearest one. */
        readonly choices?: readonly Completion[];
        /** Whether completions are asked for while typing (see `Desk.complete`). */
        readonly completes?: true;
        /** In typed commands, whether a bare word is meant for this option. The last option that takes `rest` gets all words left. */
        readonly recognises?: (word: string) => boolean;
        readonly rest?: true;
        readonly example: string;
      }
    | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly example: string }
    | { readonly kind: 'channel'; readonly example: string }
  );

export interface CommandDeclaration {
  /** Words after the slash: `quiz setup`, `lookup`. */
  readonly name: string;
  /** At most 100 characters (Discord). */
  readonly summary: string;
  readonly options: readonly OptionDeclaration[];
  readonly admin: boolean;
  /** `form`: the platform must not acknowledge first, because a form can only be the first answer. */
  readonly opens: 'form' | 'message';
}

export type Options = Readonly<Record<string, OptionValue>>;
