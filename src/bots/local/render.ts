/** Core's words → the plain JSON the page shows. The page builds text nodes from it, never HTML. */
import { type Block, encodeAction, type Form, type Inline, type Message } from '../../core/message.ts';
import type { ChatEntry } from './chat-log.ts';
import { BOT, channelById, personById } from './people.ts';

export type InlineView =
  | Exclude<Inline, { kind: 'time' } | { kind: 'channel' }>
  | { readonly kind: 'channel'; readonly id: string; readonly name: string }
  /** `at` is an ISO string; the page shows it in `zone`. */
  | {
      readonly kind: 'time';
      readonly at: string;
      readonly style: 'datetime' | 'date' | 'relative';
      readonly zone: string;
    };

export type BlockView =
  | Exclude<Block, { kind: 'paragraph' } | { kind: 'note' } | { kind: 'list' }>
  | { readonly kind: 'paragraph' | 'note'; readonly inlines: readonly InlineView[] }
  | { readonly kind: 'list'; readonly items: readonly (readonly InlineView[])[] };

export interface ButtonView {
  readonly id: string;
  readonly label: string;
  readonly style: 'primary' | 'secondary' | 'danger';
  readonly opens: 'form' | 'message';
}

export interface MessageView {
  readonly tone: Message['tone'];
  readonly summary: string;
  readonly blocks: readonly BlockView[];
  readonly buttons: readonly ButtonView[];
  /** What the other platforms' adapters would send for it. */
  readonly payloads: Payloads;
}

/** The real payloads of the other platforms, opaque here; the page draws them. */
export interface Payloads {
  readonly discord?: unknown;
  readonly slack?: unknown;
}

/** Makes them; given by the composition root, because a bot knows no other bot. */
export type RenderPayloads = (message: Message) => Payloads;

const noPayloads: RenderPayloads = () => ({});

export interface EntryView {
  readonly id: string;
  readonly channel: string;
  readonly author: { readonly id: string; readonly name: string; readonly bot: boolean };
  /** Only the person who asked for it sees it. */
  readonly private: boolean;
  readonly at: string;
  readonly message: MessageView;
}

export interface FormView {
  readonly id: string;
  readonly title: string;
  readonly intro: readonly BlockView[];
  readonly fields: Form['fields'];
  readonly submitLabel: string;
}

/** What one act of a person comes back with. */
export type ReplyView =
  | { readonly kind: 'message'; readonly entry: EntryView }
  | { readonly kind: 'form'; readonly form: FormView }
  | { readonly kind: 'invalid'; readonly errors: Readonly<Record<string, string>> };

export function renderMessage(message: Message, payloads: RenderPayloads = noPayloads): MessageView {
  return {
    tone: message.tone,
    summary: message.summary,
    blocks: message.blocks.map(renderBlock),
    buttons: message.buttons.map(({ action, label, style, opens }) => ({
      id: encodeAction(action, opens),
      label,
      style,
      opens,
    })),
    payloads: payloads(message),
  };
}

export function renderForm(form: Form): FormView {
  return {
    id: encodeAction(form.action),
    title: form.title,
    intro: form.intro.map(renderBlock),
    fields: form.fields,
    submitLabel: form.submitLabel,
  };
}

export function renderEntry(entry: ChatEntry, payloads: RenderPayloads = noPayloads): EntryView {
  const author = personById(entry.author);
  return {
    id: entry.id,
    channel: entry.channelId,
    author: {
      id: entry.author,
      name: entry.author === BOT.id ? BOT.name : (author?.name ?? entry.author),
      bot: entry.author === BOT.id,
    },
    private: entry.audience !== null,
    at: entry.at.toISOString(),
    // What a person typed is shown as typed, wherever it is shown.
    message: renderMessage(entry.message, author ? noPayloads : payloads),
  };
}

function renderBlock(block: Block): BlockView {
  switch (block.kind) {
    case 'paragraph':
    case 'note':
      return { kind: block.kind, inlines: block.inlines.map(renderInline) };
    case 'list':
      return { kind: 'list', items: block.items.map((item) => item.map(renderInline)) };
    default:
      return block;
  }
}

function renderInline(inline: Inline): InlineView {
  switch (inline.kind) {
    case 'time':
      return { ...inline, at: inline.at.toISOString() };
    case 'channel':
      return { kind: 'channel', id: inline.id, name: channelById(inline.id)?.name ?? inline.id };
    case 'link':
      // A link that is not plain web (javascript:, data:) is shown, but leads nowhere.
      return /^https?:\/\//i.test(inline.url) ? inline : { kind: 'text', text: inline.text };
    default:
      return inline;
  }
}
