/**
 * Everything a person can do, as tables by the names core has for it: a command, button, form or menu entry that is not
 * here makes tests/integration/payloads*.test.ts fail.
 */
import type { FormValues, OptionValue } from '../../../src/core/message.ts';
import { IDEAS, KINDS } from './bank.ts';
import { BOB, longName } from './people.ts';
import { CHANNEL, ELSEWHERE, SECOND_CHANNEL } from './world.ts';

type Options = Readonly<Record<string, OptionValue>>;

interface CommandActs {
  /** What changes nothing but what the member is asked next. */
  readonly looks: readonly Options[];
  /** What is tried on a copy of the world, when an admin does it. */
  readonly changes?: readonly Options[];
}

const ODD = '*x* `y` <@1> "z"';
const WRONG_CODE: Options = { code: 'ABCD-EFGH-JKMN' };
const channels: readonly Options[] = [{}, { channel: CHANNEL }, { channel: ELSEWHERE }];

/** By the command's name. */
export const COMMAND_ACTS: Readonly<Record<string, CommandActs>> = {
  'quiz today': { looks: [{}, { channel: 'x' }] },
  'quiz answer': { looks: [{}] },
  'quiz stats': { looks: [{}] },
  'quiz topics': { looks: [{}, ...[...KINDS, 'mornings', 'explainin', ODD].map((topic) => ({ topic }))] },
  'quiz practice': { looks: [{}, ...[...KINDS, 'plane', ODD].map((topic) => ({ topic }))] },
  'quiz review': { looks: [{}] },
  'quiz account': { looks: [{}, WRONG_CODE] },
  'quiz help': { looks: [{}] },
  'quiz setup': {
    looks: [
      { zone: 'Berlim' },
      { zone: ODD },
      { time: '25:00' },
      { time: '08:00' },
      { days: 'weekday' },
      { days: 'xyzzy' },
      { days: ODD },
      { days: '0 9 * *' },
      { days: '*/5 * * * *' },
      { days: '0 9 31 2 *' },
      { days: '61 9 * * *' },
      { days: '0 9 * * *', time: '09:00' },
      { topics: 'explainin' },
      { topics: ODD },
      { channel: 'no channel' },
      { attempts: 9 },
      { attempts: ODD },
      { discussion: 'onn' },
      { discussion: ODD },
      { colour: 'red' },
      { channels: CHANNEL },
    ],
    changes: [
      {},
      {
        channel: SECOND_CHANNEL,
        time: '17:30',
        zone: 'Europe/Berlin',
        topics: KINDS.join(),
        attempts: 5,
        discussion: 'on',
      },
      { days: '0 9 1-7 * 1' },
    ],
  },
  'quiz post': { looks: [], changes: channels },
  'quiz close': { looks: [], changes: channels.slice(0, 2) },
  'quiz pause': { looks: [], changes: channels.slice(0, 2) },
  'quiz resume': { looks: [], changes: channels.slice(0, 2) },
  'quiz skip': { looks: [], changes: channels.slice(0, 2) },
  'quiz appeals': { looks: [{}] },
  'quiz language': {
    looks: [{}, { language: 'englisch' }, { language: ODD }],
    changes: [{ language: 'en' }, { language: 'de' }, { language: 'auto' }],
  },
  'quiz link': { looks: [{}, WRONG_CODE] },
  'quiz unlink': { looks: [{}] },
  lookup: {
    looks: [
      { concept: 'glimmer' },
      { concept: 'twilight' },
      { concept: 'silence' },
      { concept: ODD },
      { concept: 'things' },
      {},
    ],
  },
  leaderboard: { looks: [{}, { period: 'week' }, { period: 'all' }, { period: 'weak' }, { period: ODD }] },
};

/** What may be typed where commands are text. */
export const LINES: readonly (readonly [command: string, text: string])[] = [
  ['quiz', ''],
  ['quiz', 'todya'],
  ['quiz', ODD],
  ['quizz', ''],
  [ODD, ODD],
  ['quiz', 'stats now'],
  ['quiz', 'setup tiem:09:00'],
  ['quiz', `setup ${ODD}`],
  ['quiz', 'setup attempts:many'],
  ['quiz', 'setup'],
  ['quiz', 'topics explaining'],
  ['lookup', ''],
  ['lookup', ODD.repeat(30)],
  ['leaderboard', 'wek'],
];

/** Half-typed lines of platforms that complete them. */
export const HALF_TYPED = [
  '/',
  '/q',
  '/quiz ',
  '/quiz se',
  '/quiz setup ',
  '/quiz setup zone:eu',
  '/quiz topics ',
  '/lookup gl',
  '/leaderboard ',
];

/** Words people have written, for the menu on a message. */
const MESSAGES = [
  'Does anyone know what the glimmer of things is, and how it differs from the shimmer of things?',
  'I lie awake at twilight, and the twilight of mornings keeps me thinking about twilight.',
  'The silence of things: what makes a silence?',
  'The noons-glow of things: noons, glow, and how noons glow?',
  'Who prints? I mean the printing of things, what does printing do?',
  'Lunch at twelve?',
  '',
];

export interface ShortcutAct {
  readonly text?: string;
  readonly person?: { readonly externalId: string; readonly name: string };
}

/** By the menu entry's id; the last tells most about the state. */
export const SHORTCUT_ACTS: Readonly<Record<string, readonly ShortcutAct[]>> = {
  'quiz-me': MESSAGES.map((text) => ({ text })),
  'quiz-stats': [{}, { person: { externalId: '1', name: longName(0) } }, { person: BOB }],
  'answer-today': [{}],
};

const GONE: readonly (readonly string[])[] = [[], ['gone00000000']];

/** Buttons by their verb: arguments that name nothing (any more). What a button in a message names is pressed as it stands there. */
export const STALE_PRESSES: Readonly<Record<string, readonly (readonly string[])[]>> = {
  ...Object.fromEntries(
    [
      'answer hint grade key today board lookup topic help post appeal appeals appeal-answer appeal-full appeal-points',
      'appeal-decline practice practice-next practice-hint practice-key practise quiz-concept link unlink account-join',
      'account-separate account-code',
    ]
      .join(' ')
      .split(' ')
      .map((verb) => [verb, GONE]),
  ),
  unlink: [...GONE, ['guest', 'gone'], ['channel', 'gone'], ['leave']],
};

/** Buttons that change more than what is shown. */
export const CHANGING_PRESSES: ReadonlySet<string> = new Set([
  'post',
  'link',
  'unlink',
  'account-join',
  'account-separate',
  'appeal-full',
]);

interface FormActs {
  readonly refused: readonly FormValues[];
  readonly accepted: readonly FormValues[];
}

const TROUBLE = '`quor` **das** @everyone <@123> ```x``` ||y|| 👩‍👩‍👧 z̴̛͎a̷l̵g̷o ‮tfel‬ https://x.example It glimmers. ';
export const LONG_ANSWER = TROUBLE.repeat(40)
  .slice(0, 4000)
  .replace(/[\uD800-\uDBFF]$/, 'x');
const LONG_REASON = TROUBLE.repeat(5)
  .slice(0, 490)
  .replace(/[\uD800-\uDBFF]$/, 'x');

export const RIGHT = `It ${IDEAS.join(', and it ')}.`;
/** The question once more; see bank.ts. */
export const COPY =
  'What glimmers in the dark of long winter nights, and why does nobody notice the slow dance above the frozen lakes?';
export const SOUP = 'table, mountain, river, window, garden, paper, bottle, pencil, carpet, mirror, candle, basket';
/** By half, the opposite, taken back, mistyped, and what is not so. */
export const MIXED =
  'I say half1. It dapples, with decoy2. Sparkles. Not sparkles. Then it flikcers. And fumble1 decides it all.';

const ANSWERS: FormActs = {
  refused: [
    {},
    { text: '?!', output: ' ', choices: [] },
    { text: 'y'.repeat(4001), output: 'o'.repeat(401), choices: ['Z'] },
  ],
  accepted: [
    { text: RIGHT, output: '3', choices: ['A'] },
    { text: 'It glimmers.', output: " '3' ", choices: ['A', 'B'] },
    { text: MIXED, output: 'nothing', choices: ['B'] },
    { text: SOUP, output: '3', choices: ['A', 'C'] },
    { text: COPY, output: 'nothing', choices: ['C'] },
    { text: '…1', output: 'nothing', choices: ['B', 'C'] },
    { text: '', output: 'nothing', choices: ['A', 'B', 'C'] },
    { text: LONG_ANSWER, output: '`'.repeat(400), choices: ['A'] },
  ],
};

const RULED: FormActs['refused'] = [{ reason: '' }, { reason: 'r'.repeat(501) }];

/** By the form's verb. */
export const FORM_ACTS: Readonly<Record<string, FormActs>> = {
  answer: ANSWERS,
  practise: ANSWERS,
  appeal: { refused: RULED, accepted: [{ reason: 'I did say it.' }, { reason: LONG_REASON }] },
  'appeal-points': {
    refused: [
      { points: 'many', reason: '' },
      { points: '0', reason: '' },
      { points: '9', reason: 'r'.repeat(501) },
    ],
    accepted: [
      { points: '10', reason: '' },
      { points: '9,5', reason: LONG_REASON },
    ],
  },
  'appeal-decline': { refused: RULED, accepted: [{ reason: 'It is not there.' }, { reason: LONG_REASON }] },
  setup: {
    refused: [
      { days: 'weekday', time: '25:00', zone: 'Berlim', topics: 'explainin', attempts: [] },
      { days: '0 9 * *', time: '', zone: ODD, topics: ODD, attempts: ['9'] },
      { days: '0 9 * * *', time: '09:00', zone: 'UTC', topics: 'all', attempts: ['1'] },
      { days: ODD, time: ODD, zone: '', topics: 'all', attempts: ['1'] },
    ],
    accepted: [{ days: 'mon,wed', time: '9:00', zone: 'utc', topics: 'explaining', attempts: ['2'] }],
  },
};
