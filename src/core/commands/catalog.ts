/** Every command, declared once. Platform registration, the Slack manifest, help and docs/commands.md are made from this list. */
import type { CommandDeclaration, OptionDeclaration } from './declaration.ts';

const TIME = /^([01]?\d|2[0-3])[:.h][0-5]\d$/;
const DAY = /^(mon|tue|wed|thu|fri|sat|sun)[a-z]*$/i;

/** A channel to act on from elsewhere; every admin command takes it. */
const channel: OptionDeclaration = {
  name: 'channel',
  kind: 'channel',
  summary: 'The quiz channel (default: this one)',
  required: false,
  example: '#general',
};

export const COMMANDS: readonly CommandDeclaration[] = [
  {
    name: 'quiz today',
    summary: "Show today's question again",
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz answer',
    summary: "Answer today's question, privately",
    options: [],
    admin: false,
    opens: 'form',
  },
  {
    name: 'quiz stats',
    summary: 'Your points, streak, rank and topics',
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz topics',
    summary: 'What to know, topic by topic, and how far you are',
    options: [
      {
        name: 'topic',
        kind: 'string',
        summary: 'A topic, such as gil (default: all)',
        required: false,
        completes: true,
        rest: true,
        example: 'gil',
      },
    ],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz help',
    summary: 'What Refcount can do, and how',
    options: [],
    admin: false,
    opens: 'message',
  },
  {
    name: 'quiz setup',
    summary: 'Set when and where a question is asked',
    options: [
      channel,
      {
        name: 'time',
        kind: 'string',
        summary: 'Time of day, such as 09:00 (default 09:00)',
        required: false,
        recognises: (word) => TIME.test(word),
        example: '09:00',
      },
      {
        name: 'zone',
        kind: 'string',
        summary: 'Time zone, such as Europe/Berlin (default UTC)',
        required: false,
        completes: true,
        recognises: (word) => /^(utc|gmt)$/i.test(word) || /^[A-Za-z_]+\/[\w+/-]+$/.test(word),
        example: 'Europe/Berlin',
      },
      {
        name: 'days',
        kind: 'string',
        summary: 'weekdays, daily, mon,wed,fri or a cron expression (default weekdays)',
        required: false,
        completes: true,
        recognises: (word) =>
          /^(weekdays|daily|weekends)$/i.test(word) || word.split(',').every((part) => DAY.test(part)),
        example: 'weekdays',
      },
      {
        name: 'topics',
        kind: 'string',
        summary: 'Topics, separated by commas (default: all)',
        required: false,
        completes: true,
        recognises: (word) => /^[a-z]+(-[a-z]+)*(,[a-z]+(-[a-z]+)*)*$/i.test(word),
        example: 'gil,async',
      },
      {
        name: 'attempts',
        kind: 'integer',
        summary: 'Graded attempts per question; the best counts (default 1)',
        required: false,
        min: 1,
        max: 5,
        example: '1',
      },
    ],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz post',
    summary: 'Post the next question now',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz close',
    summary: 'Close the open question and reveal the answer now',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz pause',
    summary: 'Stop posting until resumed',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz resume',
    summary: 'Start posting again',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz skip',
    summary: 'Skip the next scheduled question',
    options: [channel],
    admin: true,
    opens: 'message',
  },
  {
    name: 'quiz appeals',
    summary: 'Decide appeals against grades, oldest first',
    options: [],
    admin: true,
    opens: 'message',
  },
  {
    name: 'lookup',
    summary: 'Look a concept up',
    options: [
      {
        name: 'concept',
        kind: 'string',
        summary: 'A concept, such as gil or late binding',
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
    summary: 'Who is ahead, and where you stand',
    options: [
      {
        name: 'period',
        kind: 'string',
        summary: 'week, season (this month) or all (default season)',
        required: false,
        choices: [
          { label: 'This week', value: 'week' },
          { label: 'This season (month)', value: 'season' },
          { label: 'All time', value: 'all' },
        ],
        recognises: () => true,
        example: 'week',
      },
    ],
    admin: false,
    opens: 'message',
  },
];
