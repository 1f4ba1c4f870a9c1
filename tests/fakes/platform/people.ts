/** People who use core without a chat platform: callers, what they ask, and what they read. */
import type { Desk } from '../../../src/core/desk.ts';
import type {
  Action,
  Block,
  Caller,
  FormValues,
  Inline,
  Message,
  OptionValue,
  PlatformName,
  Reply,
} from '../../../src/core/message.ts';

let requests = 0;

export interface Whereabouts {
  readonly platform?: PlatformName;
  readonly workspace?: string;
  readonly workspaceName?: string;
  readonly channelId?: string;
  readonly requestId?: string;
  readonly admin?: boolean;
  /** The language of the person's client. */
  readonly locale?: string;
  /** The language of the workspace. */
  readonly workspaceLocale?: string;
}

export function caller(name: string, where: Whereabouts = {}): Caller {
  return {
    workspace: {
      platform: where.platform ?? 'local',
      externalId: where.workspace ?? 'home',
      name: where.workspaceName ?? 'Home',
      locale: where.workspaceLocale,
    },
    member: { externalId: name.toLowerCase(), name },
    channelId: where.channelId ?? 'general',
    requestId: where.requestId ?? `request-${++requests}`,
    locale: where.locale,
    isAdmin: async () => where.admin ?? false,
  };
}

/** Someone at the desk; `lead` is an admin. */
export function person(desk: Desk, name: string, where: Whereabouts = {}) {
  const who = { admin: name === 'Lead', ...where };
  return {
    command: (command: string, options: Readonly<Record<string, OptionValue>> = {}): Promise<Reply> =>
      desk.handle({ kind: 'command', command, options }, caller(name, who)),
    type: (command: string, line = ''): Promise<Reply> =>
      desk.handle({ kind: 'typed', command, text: line }, caller(name, who)),
    press: (verb: string, ...args: string[]): Promise<Reply> =>
      desk.handle({ kind: 'press', action: { verb, args } }, caller(name, who)),
    submit: (action: Action, values: FormValues, requestId?: string): Promise<Reply> =>
      desk.handle({ kind: 'submit', action, values }, caller(name, requestId ? { ...who, requestId } : who)),
    shortcut: (
      shortcut: string,
      on: { text?: string; person?: { externalId: string; name: string } } = {},
    ): Promise<Reply> => desk.handle({ kind: 'shortcut', shortcut, ...on }, caller(name, who)),
    answer: (roundId: string, text: string, requestId?: string): Promise<Reply> =>
      desk.handle(
        { kind: 'submit', action: { verb: 'answer', args: [roundId] }, values: { text } },
        caller(name, requestId ? { ...who, requestId } : who),
      ),
  };
}

/** Everything readable in a reply, a line per block. */
export function words(reply: Reply): string {
  switch (reply.kind) {
    case 'message':
      return messageWords(reply.message);
    case 'form':
      return [reply.form.title, ...reply.form.intro.map(blockWords)].join('\n');
    case 'invalid':
      return Object.entries(reply.errors)
        .map(([field, error]) => `${field}: ${error}`)
        .join('\n');
    default:
      return reply satisfies never;
  }
}

export function messageWords(message: Message): string {
  return [...message.blocks.map(blockWords), ...message.buttons.map(({ label }) => `[${label}]`)].join('\n');
}

function blockWords(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'quote':
    case 'code':
      return block.text;
    case 'paragraph':
    case 'note':
      return inlineWords(block.inlines);
    case 'list':
      return block.items.map(inlineWords).join('\n');
    case 'table':
      return block.rows.map((row) => row.join(' | ')).join('\n');
    case 'divider':
      return '---';
    default:
      return block satisfies never;
  }
}

function inlineWords(inlines: readonly Inline[]): string {
  return inlines
    .map((inline) => {
      if (inline.kind === 'time') return inline.at.toISOString();
      if (inline.kind === 'channel') return `#${inline.id}`;
      return inline.kind === 'member' ? inline.name : inline.text;
    })
    .join('');
}
