/**
 * How a command is declared: once, as data. Discord's JSON, Slack's text parser and manifest, the local menu, help and the
 * docs come from it. What a command says of itself stands in the catalogue of texts, under its name.
 */
import type { TextKey, Texts } from '../language/texts.ts';
import type { OptionValue } from '../message.ts';

interface OptionBase {
  /** Lower-case, at most 32 characters. */
  readonly name: string;
  readonly required: boolean;
}

export type OptionDeclaration = OptionBase &
  (
    | {
        readonly kind: 'string';
        /** At most 25 fixed values; anything else is refused with the nearest one. What each is called is in the catalogue of texts. */
        readonly choices?: readonly string[];
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
  readonly options: readonly OptionDeclaration[];
  readonly admin: boolean;
  /** `form`: the platform must not acknowledge first, because a form can only be the first answer. */
  readonly opens: 'form' | 'message';
}

/** A menu entry of a platform: on a message (Discord, Slack), on a person (Discord), or anywhere (Slack). Its label is the text `shortcut.<id>`. */
export interface ShortcutDeclaration {
  readonly id: string;
  readonly on: 'message' | 'person' | 'anywhere';
  readonly opens: 'form' | 'message';
}

export type Options = Readonly<Record<string, OptionValue>>;

/** `quiz setup` → `command.quiz-setup`. That every declaration has its texts, of at most 100 characters, is tested. */
const keyOf = (command: Pick<CommandDeclaration, 'name'>, ...rest: readonly string[]) =>
  `command.${[command.name.replaceAll(' ', '-'), ...rest].join('.')}` as TextKey;

/** What the command does, in at most 100 characters (Discord). */
export const commandSummary = (t: Texts, command: Pick<CommandDeclaration, 'name'>): string => t.plain(keyOf(command));

/** What the option is, in at most 100 characters (Discord). */
export const optionSummary = (
  t: Texts,
  command: Pick<CommandDeclaration, 'name'>,
  option: Pick<OptionDeclaration, 'name'>,
): string => t.plain(keyOf(command, option.name));

/** What a fixed value of an option is called. */
export const choiceLabel = (
  t: Texts,
  command: Pick<CommandDeclaration, 'name'>,
  option: Pick<OptionDeclaration, 'name'>,
  choice: string,
): string => t.plain(keyOf(command, option.name, choice));

/** What a shortcut is called in the platform's menu, in at most 24 characters (Slack). */
export const shortcutLabel = (t: Texts, shortcut: Pick<ShortcutDeclaration, 'id'>): string =>
  t.plain(`shortcut.${shortcut.id}` as TextKey);
