import type { CommandDeclaration } from '../../../src/core/commands/declaration.ts';
import type { Desk } from '../../../src/core/desk.ts';
import { DEFAULT_LANGUAGE, languageOf } from '../../../src/core/language/language.ts';
import type { Caller, Completion, Reply, Request } from '../../../src/core/message.ts';
import { answerForm, gradeCard, leaderboard, lookup, questionCard, says } from './scripted-messages.ts';

const SUMMARIES = {
  'quiz today': "Show today's question again",
  'quiz answer': "Answer today's question, privately",
  'quiz stats': 'Your points, streak, rank and topics',
  'quiz help': 'What Refcount can do, and how',
  'quiz post': 'Post the next question now',
  'quiz close': 'Close the open question and reveal the answer now',
  lookup: 'Look a concept up',
  leaderboard: 'Who is ahead, and where you stand',
};

const COMMANDS = Object.keys(SUMMARIES).map(
  (name): CommandDeclaration => ({
    name,
    options: [],
    admin: name === 'quiz post' || name === 'quiz close',
    opens: 'message',
  }),
);
const CONCEPTS = [
  'GIL',
  'Garbage collection',
  'Generator',
  'Global interpreter state',
  'Reference counting',
  'Cell object',
];

/** A desk that answers from a script and remembers what it was asked. */
export interface ScriptedDesk extends Desk {
  readonly asked: readonly { readonly request: Request; readonly caller: Caller }[];
}

export function scriptedDesk(now: () => Date): ScriptedDesk {
  const asked: { request: Request; caller: Caller }[] = [];
  const closesAt = () => new Date(now().getTime() + 20 * 3600_000);

  async function answer(request: Request, caller: Caller): Promise<Reply> {
    if (request.kind === 'press' && request.action.verb === 'answer') return { kind: 'form', form: answerForm };
    if (request.kind === 'press' && request.action.verb === 'stats') return message(says('**167 points**, streak 4.'));
    if (request.kind === 'press') return message(says(`You pressed \`${request.action.verb}\`.`));
    if (request.kind === 'submit') {
      const words = String(request.values.text ?? '');
      if (words.length < 10)
        return { kind: 'invalid', errors: { text: 'Say a little more: at least ten characters.' } };
      return message(gradeCard);
    }
    if (request.kind === 'shortcut') {
      return message(says(`You chose \`${request.shortcut}\` on ${request.person?.name ?? request.text}.`));
    }
    if (request.kind === 'command') return message(says('Only typed commands here.', 'bad'));
    const line = `${request.command} ${request.text}`.trim();
    if (line === 'quiz today') return message(questionCard(closesAt()));
    if (line === 'quiz answer') return { kind: 'form', form: answerForm };
    if (line === 'leaderboard') return message(leaderboard);
    if (request.command === 'lookup') return message(lookup(request.text));
    if (line === 'quiz post' || line === 'quiz close') {
      if (await caller.isAdmin()) return message(says('Done.', 'good'));
      return message(says('You need to be the Lead (switch at the bottom left) to do that.', 'bad'));
    }
    return message(says(`There is no \`/${line}\`. Try \`/quiz help\`.`, 'bad'));
  }

  return {
    commands: COMMANDS,
    shortcuts: [
      { id: 'quiz-me', on: 'message', opens: 'message' },
      { id: 'quiz-stats', on: 'person', opens: 'message' },
      { id: 'answer-today', on: 'anywhere', opens: 'form' },
    ],
    asked,
    languageFor: async ({ locale }) => languageOf(locale) ?? DEFAULT_LANGUAGE,
    home: async () => says('Home.'),
    happened: async () => undefined,
    async handle(request, caller) {
      asked.push({ request, caller });
      return answer(request, caller);
    },
    async complete(_command, _option, typed) {
      return concepts(typed);
    },
    async completeLine(line) {
      const looked = /^\/lookup\s+(.*)$/i.exec(line);
      if (looked) return concepts(looked[1] ?? '').map(({ label }) => ({ label, value: `/lookup ${label}` }));
      const found = Object.entries(SUMMARIES).filter(([name]) => `/${name}`.startsWith(line.toLowerCase()));
      return found.map(([name, summary]) => ({
        label: `/${name} — ${summary}`,
        value: `/${name}${['lookup', 'leaderboard'].includes(name) ? ' ' : ''}`,
      }));
    },
  };
}

const concepts = (typed: string): Completion[] =>
  CONCEPTS.filter((title) => title.toLowerCase().startsWith(typed.toLowerCase())).map((title) => ({
    label: title,
    value: title,
  }));

const message = (said: ReturnType<typeof says>): Reply => ({ kind: 'message', message: said });
