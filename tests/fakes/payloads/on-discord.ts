/** What was said as Discord gets it, in each way the adapter sends it, against Discord's own document and its other rules. */
import { MessageFlags } from 'discord.js';
import { createCommandNames } from '../../../src/bots/discord/names.ts';
import { renderForm, renderMessage } from '../../../src/bots/discord/render.ts';
import { messagesOf } from '../../../src/bots/discord/words.ts';
import { COMMANDS } from '../../../src/core/commands/catalog.ts';
import { textsIn } from '../../../src/core/language/texts.ts';
import type { Message } from '../../../src/core/message.ts';
import { objects } from '../discord/ids.ts';
import { flatten, type MessageContext, messageFaults, modalFaults } from '../discord/rules.ts';
import { schemaFaults } from '../discord/schemas.ts';
import { count, ellipses, lettersOf, stringsIn, wordsIn } from './neutral.ts';
import type { Content, Said } from './said.ts';

const V2 = MessageFlags.IsComponentsV2;
const EPHEMERAL = MessageFlags.Ephemeral;
const BUTTON = 2;

const names = createCommandNames();
names.learn(
  COMMANDS,
  new Map(['quiz', 'quiz-admin', 'lookup', 'leaderboard'].map((word) => [word, '900000000000000900'])),
);

/** The ways a message of this kind reaches Discord: what is sent, and the rules for it. */
const WAYS: Readonly<
  Record<'reply' | 'post' | 'thread' | 'whisper' | 'home', readonly (readonly [MessageContext, number])[]>
> = {
  reply: [
    [{ schema: 'IncomingWebhookUpdateRequestPartial', flags: V2 | EPHEMERAL }, V2],
    [{ schema: 'IncomingWebhookInteractionRequest', mayHide: true }, V2 | EPHEMERAL],
  ],
  post: [
    [{ schema: 'MessageCreateRequest' }, V2],
    [{ schema: 'MessageEditRequestPartial', flags: V2 }, V2],
  ],
  thread: [[{ schema: 'MessageCreateRequest' }, V2]],
  whisper: [[{ schema: 'MessageCreateRequest' }, V2]],
  // Discord has no home; core's page must still be one that it could show.
  home: [[{ schema: 'MessageCreateRequest' }, V2]],
};

export function discordFaults({ content, language }: Said): string[] {
  switch (content.kind) {
    case 'form':
      return modalProblems(renderForm(content.form, names.show));
    case 'invalid': {
      const reply = { kind: 'invalid', errors: content.errors } as const;
      const request = { kind: 'submit', action: { verb: 'x', args: [] }, values: content.typed } as const;
      return messagesOf(textsIn(language), reply, request).flatMap((message) => problems('reply', message));
    }
    case 'completions': {
      const choices = content.completions.map(({ label, value }) => ({ name: label, value }));
      return schemaFaults('ApplicationCommandAutocompleteCallbackRequest', { type: 8, data: { choices } });
    }
    case 'thread':
      return [
        ...schemaFaults('CreateTextThreadWithMessageRequest', { name: content.message.summary }),
        ...problems('thread', content.message),
      ];
    default:
      return problems(content.kind, content.message);
  }
}

function modalProblems(modal: ReturnType<typeof renderForm>): string[] {
  const body = { type: 9, data: modal };
  return [
    ...schemaFaults('ModalInteractionCallbackRequest', body),
    ...modalFaults(modal as never),
    ...textFaults(stringsIn(modal)),
  ];
}

function problems(kind: keyof typeof WAYS & Content['kind'], message: Message): string[] {
  const component = renderMessage(message, names.show);
  const faults = WAYS[kind].flatMap(([context, flags]) =>
    messageFaults({ components: [component], flags, allowed_mentions: { parse: [] } }, context),
  );
  const parts = flatten(objects([component]));
  const ids = parts.flatMap(({ type, custom_id: id }) => (type === BUTTON ? [String(id)] : []));
  if (ids.length !== message.buttons.length) faults.push(`${ids.length} of ${message.buttons.length} buttons`);
  const texts = parts.flatMap(({ content }) => (typeof content === 'string' ? [content] : []));
  return [...faults, ...textFaults(texts), ...cutFaults(message, texts.join('\n'))];
}

/** Every block of code is closed, and no character is cut in two. */
function textFaults(texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const fences = text.split('\n').filter((line) => /^(?: {2})?```/.test(line)).length;
    return [
      ...(fences % 2 === 1 ? [`a block of code stays open: ${text.slice(-80)}`] : []),
      ...(text.isWellFormed() ? [] : ['half a character']),
    ];
  });
}

/** What is left out is marked. */
function cutFaults({ blocks }: Message, shown: string): string[] {
  // What the renderer writes itself is no word of core's.
  const words = shown
    .replace(/^```python$/gm, '')
    .replace(/<t:\d+:\w>|<#\d+>|(?<!\\)\]\(https?:[^)\s]*\)/g, ' ')
    .replace(/<(\/[^:>]+):\d+>/g, '$1');
  const missing = lettersOf(blocks) - count(words) > 0;
  return missing && ellipses(shown) <= ellipses(wordsIn(blocks)) ? [`cut without a mark: ${shown.slice(-80)}`] : [];
}
