/**
 * Every command and shortcut, declared once. Platform registration, the Slack manifest, help and docs/commands.md are made
 * from these lists; what they say of themselves is in the catalogue of texts (`command.…`, `shortcut.…`).
 */
import { LANGUAGES } from '../language/language.ts';
import type { CommandDeclaration, OptionDeclaration, ShortcutDeclaration } from './declaration.ts';

const TIME = /^([01]?\d|2[0-3])[:.h][0-5]\d$/;
const DAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i;

/** A channel to act on from elsewhere; every command that acts on a schedule takes it. */
const channel: OptionDeclaration = {
  name: 'channel',
  kind: 'channel',
  required: false,
  example: '#general',
};

const topic: OptionDeclaration = {
  name: 'topic',
  kind: 'string',
  required: false,
  completes: true,
  rest: true,
  example: 'gil',
};

/** A one-time code, as `quiz link` and `quiz account` give it. */
const code: OptionDeclaration = {
  name: 'code',
  kind: 'string',
  required: false,
  rest: true,
  example: 'ABCD-EFGH-JKMN',
};

export const COMMANDS: readonly CommandDeclaration[] = [
  {
    name: 'quiz today',
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz answer',
    options: [],
    admin: false,
    opens: 'form',
  },
  {
    name: 'quiz stats',
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz topics',
    options: [topic],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz practice',
    options: [topic],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz review',
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz account',
    options: [code],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz help',
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz setup',
    options: [
      channel,
      {
        name: 'time',
        kind: 'string',
        required: false,
        recognises: (word) => TIME.test(word),
        example: '09:00',
      },
      {
        name: 'zone',
        kind: 'string',
        required: false,
        completes: true,
        recognises: (word) => /^(utc|gmt)$/i.test(word) || /^[A-Za-z_]+\/[\w+/-]+$/.test(word),
        example: 'Europe/Berlin',
      },
      {
        name: 'days',
        kind: 'string',
        required: false,
        completes: true,
        recognises: (word) =>
          /^(weekdays|daily|weekends)$/i.test(word) || word.split(',').every((part) => DAY.test(part)),
        example: 'weekdays',
      },
      {
        name: 'topics',
        kind: 'string',
        required: false,
        completes: true,
        recognises: (word) => /^[a-z]+(-[a-z]+)*(,[a-z]+(-[a-z]+)*)*$/i.test(word),
        example: 'gil,async',
      },
      {
        name: 'attempts',
        kind: 'integer',
        required: false,
        min: 1,
        max: 5,
        example: '1',
      },
      {
        name: 'discussion',
        kind: 'string',
        required: false,
        choices: ['on', 'off'],
        example: 'on',
      },
    ],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz post',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz close',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz pause',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz resume',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz skip',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz appeals',
    options: [],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz language',
    options: [
      {
        name: 'language',
        kind: 'string',
        required: false,
        choices: ['auto', ...Object.keys(LANGUAGES)],
        recognises: () => true,
        example: 'auto',
      },
    ],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz link',
    options: [code],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz unlink',
    options: [],
    admin: true,
    opens: 'message',
  },
  {
    name: 'lookup',
    options: [
      {
        name: 'concept',
        kind: 'string',
        required: true,
        completes: true,
        rest: true,
        example: 'gil',
      },
    ],
    admin: false,
    opens: 'message',
  },
  {
    name: 'leaderboard',
    options: [
      {
        name: 'period',
        kind: 'string',
        required: false,
        choices: ['week', 'season', 'all'],
        recognises: () => true,
        example: 'week',
      },
    ],
    admin: false,
    opens: 'message',
  },
];

export const SHORTCUTS: readonly ShortcutDeclaration[] = [
  { id: 'quiz-me', on: 'message', opens: 'message' },
  { id: 'quiz-stats', on: 'person', opens: 'message' },
  { id: 'answer-today', on: 'anywhere', opens: 'form' },
];
