/**
 * The platform-neutral words of a conversation: what core says (Message, Form, Reply) and what a
 * person did (Request). Adapters translate these to and from a platform's payloads; they decide nothing.
 */

/** A piece of running text. Every `text` is literal: renderers escape it, so nothing a member typed can format or ping. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'italic'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  /** A person, shown by name and never notified. `id` is the platform's own member id. */
  | { readonly kind: 'member'; readonly id: string; readonly name: string }
  /** A channel, by the platform's own id. */
  | { readonly kind: 'channel'; readonly id: string }
  /** A command as it is declared, with or without options: `/quiz setup time:09:00`. Platforms show it by the name it has there. */
  | { readonly kind: 'command'; readonly text: string }
  /** A moment; platforms that can show it in each reader's own zone do. */
  | {
      readonly kind: 'time';
      readonly at: Date;
      readonly style: 'datetime' | 'date' | 'relative';
      readonly zone: string;
    };

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly inlines: readonly Inline[] }
  /** Someone's own words, set apart. */
  | { readonly kind: 'quote'; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly (readonly Inline[])[] }
  /** Aligned columns; platforms without tables show it preformatted. Cells are literal text. */
  | { readonly kind: 'table'; readonly columns: readonly Column[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'divider' }
  /** Small print. */
  | { readonly kind: 'note'; readonly inlines: readonly Inline[] };

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
}

/** How a message feels; platforms show it as an accent colour or not at all. */
export type Tone = 'neutral' | 'question' | 'good' | 'mixed' | 'bad';

export interface Message {
  readonly tone: Tone;
  readonly blocks: readonly Block[];
  /** At most 5. */
  readonly buttons: readonly Button[];
  /** One plain line for notifications and screen readers; no member's answer in it. */
  readonly summary: string;
}

/** What a button or a form stands for: a verb and its arguments, carried by the platform (see `encodeAction`). */
export interface Action {
  readonly verb: string;
  readonly args: readonly string[];
}

export interface Button {
  readonly action: Action;
  /** At most 34 characters: the length every platform shows whole. */
  readonly label: string;
  readonly style: 'primary' | 'secondary' | 'danger';
  /** Whether pressing it opens a form; platforms must know before they acknowledge. */
  readonly opens: 'form' | 'message';
}

export interface Form {
  readonly action: Action;
  /** At most 24 characters (Slack's limit for a modal's title). */
  readonly title: string;
  /** Shown above the fields: the question again, so that nobody has to remember it. */
  readonly intro: readonly Block[];
  /** 1 to 4 fields, or 5 without an intro (Discord allows 5 parts in a modal and `intro` takes one). */
  readonly fields: readonly Field[];
  /** At most 24 characters. */
  readonly submitLabel: string;
}

export type Field =
  | {
      readonly kind: 'text';
      readonly name: string;
      /** At most 45 characters (Discord). */
      readonly label: string;
      /** At most 100 characters. */
      readonly hint: string;
      readonly long: boolean;
      readonly required: boolean;
      readonly maxLength: number;
      /** What stands in the field when the form opens. */
      readonly initial?: string;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly hint: string;
      readonly multiple: boolean;
      readonly required: boolean;
      /** 2 to 10 options. `label` at most 75 characters (Slack's limit). */
      readonly options: readonly { readonly value: string; readonly label: string }[];
      /** Values chosen when the form opens. */
      readonly initial?: readonly string[];
    };

/** What the person who asked gets back. Every reply is private; public posts go through the outbox. */
export type Reply =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'form'; readonly form: Form }
  /** The form was not accepted: a sentence per field name. Nothing typed is lost. */
  | { readonly kind: 'invalid'; readonly errors: Readonly<Record<string, string>> };

/** Who asked, where, and by which interaction. */
export interface Caller {
  readonly workspace: {
    readonly platform: PlatformName;
    readonly externalId: string;
    readonly name: string;
    /** The workspace's own language, where the platform has one. */
    readonly locale?: string | undefined;
  };
  readonly member: { readonly externalId: string; readonly name: string };
  /** The platform's channel id the request came from. */
  readonly channelId: string;
  /** The platform's id of this very interaction; the same id counts once. */
  readonly requestId: string;
  /** The language the member uses the platform in, as it gives it: `de`, `en-GB`. */
  readonly locale?: string | undefined;
  /** Whether the member may run admin commands; asked only when it matters (on Slack it costs a call). */
  isAdmin(): Promise<boolean>;
}

export type PlatformName = 'discord' | 'slack' | 'local';

export type OptionValue = string | number | boolean;

export type Request =
  | { readonly kind: 'command'; readonly command: string; readonly options: Readonly<Record<string, OptionValue>> }
  /** A command typed as text (Slack, local): `/quiz setup #general 9:00`. `command` is without the slash. */
  | { readonly kind: 'typed'; readonly command: string; readonly text: string }
  | { readonly kind: 'press'; readonly action: Action }
  /** A menu entry away from any message of ours; `text` of the message, or the `person`, that it was chosen on. */
  | {
      readonly kind: 'shortcut';
      readonly shortcut: string;
      readonly text?: string;
      readonly person?: { readonly externalId: string; readonly name: string };
    }
  | { readonly kind: 'submit'; readonly action: Action; readonly values: FormValues };

/** Text fields give a string, choice fields the chosen values. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** A completion for an option being typed; `value` is what is sent when chosen. Both at most 100 characters. */
export interface Completion {
  readonly label: string;
  readonly value: string;
}

/** What an action opens is part of its id, because a platform must know it before it asks core anything. */
const PREFIX = { message: 'rc1', form: 'rc1f' } as const;

/** Encodes an action as a platform's custom id: `rc1:verb:arg…`. Throws when it would exceed 100 characters (Discord's limit). */
export function encodeAction(action: Action, opens: 'form' | 'message' = 'message'): string {
  const parts = [action.verb, ...action.args];
  if (parts.some((part) => !/^[\w.@-]+$/.test(part))) throw new Error(`action part not encodable: ${parts.join(' ')}`);
  const id = [PREFIX[opens], ...parts].join(':');
  if (id.length > 100) throw new Error(`action id too long (${id.length}): ${id}`);
  return id;
}

/**
 * Decodes a custom id. An id that is not ours, or from a version this one does not know, gives the verb `outdated`,
 * which the desk answers politely.
 */
export function decodeAction(id: string): { readonly action: Action; readonly opens: 'form' | 'message' } {
  const [prefix, verb, ...args] = id.split(':');
  if (verb && prefix === PREFIX.form) return { action: { verb, args }, opens: 'form' };
  if (verb && prefix === PREFIX.message) return { action: { verb, args }, opens: 'message' };
  return { action: { verb: 'outdated', args: [] }, opens: 'message' };
}

/**
 * Reads the bank's small markup (`code`, **bold**, *italic*) into inlines. Only for text from the bank or from core:
 * a member's own words go in as `text`, `quote` or `code`.
 */
export function rich(markup: string): Inline[] {
  const inlines: Inline[] = [];
  const pattern = /(`+)(.+?)\1|\*\*(.+?)\*\*|(?<![\w*])\*(?!\s)([^*\n]+?)(?<!\s)\*(?![\w*])/g;
  let from = 0;
  for (const found of markup.matchAll(pattern)) {
    if (found.index > from) inlines.push({ kind: 'text', text: markup.slice(from, found.index) });
    if (found[2] !== undefined) inlines.push({ kind: 'code', text: found[2].trim() });
    else if (found[3] !== undefined) inlines.push({ kind: 'bold', text: found[3] });
    else if (found[4] !== undefined) inlines.push({ kind: 'italic', text: found[4] });
    from = found.index + found[0].length;
  }
  if (from < markup.length) inlines.push({ kind: 'text', text: markup.slice(from) });
  return inlines;
}

export const text = (value: string): Inline => ({ kind: 'text', text: value });
export const bold = (value: string): Inline => ({ kind: 'bold', text: value });
export const paragraph = (...inlines: Inline[]): Block => ({ kind: 'paragraph', inlines });
export const note = (...inlines: Inline[]): Block => ({ kind: 'note', inlines });
