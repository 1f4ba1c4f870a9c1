/**
 * What no state of the quiz brings about, because it takes a platform's refusal or the operator's bank: said here with
 * the functions that say it.
 */

import { webApi } from '@slack/bolt';
import { DiscordAPIError, type GuildBasedChannel, HTTPError, RateLimitError } from 'discord.js';
import { toPlatformError as fromDiscord, historyHidden } from '../../../src/bots/discord/faults.ts';
import { ALL_RIGHTS, lacking } from '../../../src/bots/discord/rights.ts';
import { messagesOf, outside, unshown } from '../../../src/bots/discord/words.ts';
import {
  type Doing,
  toPlatformError as fromSlack,
  notInstalled,
  stillLimited,
} from '../../../src/bots/slack/errors.ts';
import { faultsMessage } from '../../../src/core/bank/faults-message.ts';
import type { Finding } from '../../../src/core/bank/finding.ts';
import type { Language } from '../../../src/core/language/language.ts';
import { literal, type Phrase, phrase, type TextKey, type Texts, textsIn } from '../../../src/core/language/texts.ts';
import { type Message, paragraph, type Request } from '../../../src/core/message.ts';
import type { Round } from '../../../src/core/ports.ts';
import { pausedMessage, resumedMessage } from '../../../src/core/rounds/health-message.ts';
import { skipMessage } from '../../../src/core/rounds/skip-message.ts';
import { CATALOGUES, parse, samples, usesIn } from '../../unit/language/messages.ts';
import { LONG_ANSWER } from './acts.ts';
import type { Content, Hearing } from './said.ts';
import { CHANNEL } from './world.ts';

const DISCORD_CODES = [
  10003, 10004, 10008, 30046, 50001, 50005, 50007, 50008, 50013, 50024, 50035, 50083, 50278, 160005, 160006, 200000,
];

const SLACK_CODES = [
  'channel_not_found not_in_channel is_archived restricted_action restricted_action_read_only_channel thread_not_found',
  'restricted_action_non_threadable_channel invalid_auth account_inactive missing_scope message_not_found',
  'cant_update_message edit_window_closed invalid_blocks msg_too_long metadata_too_large messages_tab_disabled other',
]
  .join(' ')
  .split(' ');

const DOINGS: readonly Doing[] = [
  'posting',
  'reading',
  'editing',
  'asking',
  'whispering',
  'discussing',
  'checking',
  'connecting',
];

/** Says what platforms refuse, as an admin is told it, and what the adapters say by themselves. */
export function sayOwnWords(language: Language, hearing: Hearing): void {
  const t = textsIn(language);
  const hear = (where: string, content: Content) => hearing.hear({ where: `own words: ${where}`, language, content });
  for (const advice of [...discordAdvice(), ...slackAdvice()]) {
    hear(advice.key, { kind: 'whisper', message: pausedMessage(t, CHANNEL, advice) });
    hear(advice.key, { kind: 'reply', message: notPosted(t, advice) });
  }
  for (const reason of REASONS)
    hear(reason.key, { kind: 'post', message: skipMessage(t, roundOf(reason), 'UTC', undefined) });
  hear('no reason', { kind: 'post', message: skipMessage(t, roundOf(undefined), 'UTC', new Date(0)) });
  hear('resumed', { kind: 'whisper', message: resumedMessage(t, CHANNEL, undefined, 'UTC') });
  for (const faults of [0, 1, 5, 9]) {
    hear('faults of the bank', { kind: 'post', message: faultsMessage(t, Array.from({ length: faults }, finding)) });
  }
  for (const message of adapterMessages(t)) hear('adapter', { kind: 'reply', message });
}

function notPosted(t: Texts, reason: Phrase): Message {
  const channel = { kind: 'channel', id: CHANNEL } as const;
  const blocks = [paragraph(...t.rich('admin.not-posted', { channel, reason }))];
  return { tone: 'bad', blocks, buttons: [], summary: t.plain('reply.private') };
}

function discordAdvice(): Phrase[] {
  const refused = (code: number, status = 403) =>
    fromDiscord(new DiscordAPIError({ code, message: 'No' }, code, status, 'POST', 'https://discord.example/x', {}))
      .advice;
  const limit = { timeToReset: 1, limit: 1, method: 'POST', hash: 'x', url: 'x', route: 'x', majorParameter: 'x' };
  const limited = new RateLimitError({ ...limit, global: false, retryAfter: 1, sublimitTimeout: 0, scope: 'user' });
  const channel = { id: CHANNEL, isThread: () => false } as unknown as GuildBasedChannel;
  return [
    ...DISCORD_CODES.map((code) => refused(code)),
    refused(0, 401),
    refused(99, 400),
    fromDiscord(limited).advice,
    fromDiscord(new HTTPError(502, 'Bad Gateway', 'POST', 'https://discord.example/x', {})).advice,
    fromDiscord(new Error('socket hang up')).advice,
    historyHidden().advice,
    lacking(channel, ['Connect', ...ALL_RIGHTS]),
    phrase('discord.outage'),
  ];
}

function slackAdvice(): Phrase[] {
  const refused = (code: string, doing: Doing, url?: string) =>
    fromSlack(new webApi.WebAPIPlatformError({ ok: false, error: code }), doing, url).advice;
  return [
    ...SLACK_CODES.map((code) => refused(code, 'posting')),
    ...DOINGS.map((doing) => refused('other', doing)),
    refused('account_inactive', 'posting', 'https://quiz.example.org/slack/install'),
    fromSlack(new webApi.WebAPIRateLimitedError(30), 'posting').advice,
    fromSlack(new Error('socket hang up'), 'posting').advice,
    notInstalled('posting', undefined).advice,
    stillLimited('posting', 1000).advice,
    phrase('slack-platform.lacks-scopes', { count: 2, scopes: 'commands, chat:write' }),
  ];
}

/** Why a question was not asked, or stopped being asked, as it is kept. */
const REASONS: readonly Phrase[] = [
  ...(Object.keys(CATALOGUES.en) as TextKey[])
    .filter((key) => key.startsWith('reason.'))
    .map((key) => phrase(key, samples(usesIn(parse(CATALOGUES.en[key] ?? '', 'en')), '**Lead** <@1> …')[0])),
  phrase('link.paused-own', { home: phrase('link.workspace', { name: 'Home', platform: 'local' }) }),
  literal('the socket said `no` to *everyone*'),
  { key: 'reason.of-an-older-version' as TextKey },
];

const roundOf = (skipReason: Phrase | undefined) => ({ id: 'id0000000001', slot: new Date(0), skipReason }) as Round;

const finding = (_: unknown, index: number): Finding => ({
  path: `topic/${'long-name-'.repeat(8)}${index}.yaml`,
  line: index,
  column: 1,
  field: 'rubric[0].match[0]',
  severity: 'error',
  rule: 'pattern',
  message: `the pattern \`**x** <@1>\` ${'cannot be read '.repeat(20)}`,
  fix: 'close the bracket',
});

function adapterMessages(t: Texts): Message[] {
  const typed: Request = { kind: 'submit', action: { verb: 'answer', args: ['x'] }, values: { text: LONG_ANSWER } };
  const pressed: Request = { kind: 'press', action: { verb: 'answer', args: ['x'] } };
  const form = { action: pressed.action, title: 'x', intro: [], fields: [], submitLabel: 'x' };
  const word = (said: Phrase): Message => {
    const sentence = t.speakPlain(said);
    return { tone: 'neutral', blocks: [paragraph({ kind: 'text', text: sentence })], buttons: [], summary: sentence };
  };
  return [
    ...messagesOf(t, 'failed', typed),
    ...messagesOf(t, { kind: 'form', form }, pressed),
    ...messagesOf(t, { kind: 'form', form }, { kind: 'command', command: 'quiz answer', options: {} }),
    outside(t),
    unshown(t),
    ...['button', 'command', 'other'].map((from) => word(phrase('slack.form-too-late', { from }))),
    word(phrase('slack.went-wrong')),
  ];
}
