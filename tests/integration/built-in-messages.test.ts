/** What the built-in bank has the bot say fits every platform whole: notes, pages, questions, answers, reveals and grades. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { renderMessage as onDiscord } from '../../src/bots/discord/render.ts';
import { renderMessage as onSlack } from '../../src/bots/slack/render.ts';
import type { Bank } from '../../src/core/bank/question.ts';
import type { Desk } from '../../src/core/desk.ts';
import { compileQuestion, grade } from '../../src/core/grading/index.ts';
import { LANGUAGES } from '../../src/core/language/language.ts';
import { type Texts, textsIn } from '../../src/core/language/texts.ts';
import type { Message } from '../../src/core/message.ts';
import type { Round, Submission } from '../../src/core/ports.ts';
import { gradeMessage } from '../../src/core/rounds/grade-message.ts';
import { promptBlocks, questionMessage } from '../../src/core/rounds/question-message.ts';
import { answerBlocks, revealMessage } from '../../src/core/rounds/reveal-message.ts';
import { messageFaults } from '../fakes/discord/rules.ts';
import { person } from '../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../fakes/platform/quiz.ts';
import { messageProblems } from '../fakes/slack/block-kit.ts';
import { readable } from '../fakes/slack/json.ts';
import { sound } from '../unit/bank/shell-bank.ts';

const V2 = 1 << 15;
const SPOKEN = (['en', 'de'] as const).map((language): [string, Texts] => [LANGUAGES[language], textsIn(language)]);

let bank: Bank;
let quiz: Quiz;
let desk: Desk;
beforeAll(async () => {
  bank = sound(await readBankFolder('questions'));
  quiz = await createQuiz();
  desk = quiz.second({ bank }).desk;
});
afterAll(async () => {
  await quiz.close();
});

/** What is wrong with the message on either platform; the bank's texts hold no ellipsis, so one means a cut; labels of buttons are short on purpose. */
function faultsOf(name: string, message: Message): string[] {
  const discord = { flags: V2, components: [onDiscord(message)] };
  const slack = onSlack(message);
  const cut = (text: string) => /\w…|… *$|^…$/m.test(text);
  return [
    ...messageFaults(discord, { schema: 'MessageCreateRequest' }).map((fault) => `${name} on Discord: ${fault}`),
    ...messageProblems({ ...slack }).map((fault) => `${name} on Slack: ${fault}`),
    ...(cut(textsOf(discord).join('\n')) ? [`${name} is cut on Discord`] : []),
    ...(cut(readable(onSlack({ ...message, buttons: [] }).blocks)) ? [`${name} is cut on Slack`] : []),
  ];
}

/** Contents of Discord's text displays. */
function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'content' && typeof inner === 'string' ? [inner] : textsOf(inner),
  );
}

async function said(command: string, options: Record<string, string>, locale = 'en'): Promise<Message> {
  const reply = await person(desk, 'Ada', { locale }).command(command, options);
  if (reply.kind !== 'message') throw new Error(`/${command} gave no message`);
  return reply.message;
}

describe('the built-in bank', () => {
  test('every concept', async () => {
    const faults: string[] = [];
    for (const { id, title } of bank.concepts.values()) {
      const message = await said('lookup', { concept: id });
      expect(message.summary).toBe(`Concept: ${title.replaceAll('`', '')}`);
      faults.push(
        ...faultsOf(id, message),
        ...faultsOf(`${id} auf Deutsch`, await said('lookup', { concept: id }, 'de')),
      );
    }
    expect(faults).toEqual([]);
  });

  test('every topic, and all of them', async () => {
    const faults = faultsOf('all', await said('quiz topics', {}));
    for (const [topic, title] of Object.entries(bank.lexicon.topics)) {
      const message = await said('quiz topics', { topic });
      expect(message.summary).toBe(`Topic: ${title}`);
      faults.push(
        ...faultsOf(topic, message),
        ...faultsOf(`${topic} auf Deutsch`, await said('quiz topics', { topic }, 'de')),
      );
    }
    expect(faults).toEqual([]);
  });

  test.each(SPOKEN)('every question and its answer, in %s', (_, t) => {
    const round = { id: 'id0000000001', closesAt: new Date(0) } as Round;
    const faults = [...bank.questions.values()].flatMap((question) => {
      const view = { round, question, topicTitle: question.topic, attempts: 1, zone: 'UTC', answered: 12 };
      const key = {
        tone: 'neutral' as const,
        summary: 'x',
        blocks: [...promptBlocks(question), ...answerBlocks(t, question)],
        buttons: [],
      };
      return [...faultsOf(question.id, questionMessage(t, view)), ...faultsOf(`${question.id} answer`, key)];
    });
    expect(faults).toEqual([]);
  });

  test.each(SPOKEN)('every reveal, and the grade of every sample answer, in %s', (_, t) => {
    const round = { id: 'id0000000001', closesAt: new Date(0) } as Round;
    const faults: string[] = [];
    for (const question of bank.questions.values()) {
      const compiled = compileQuestion(question, bank.lexicon);
      const graded = question.examples.map(({ answer: words, output, choices }, index): Submission => {
        const answer = { text: words, output, choices };
        const id = `id000000001${index}`;
        return {
          id,
          roundId: round.id,
          memberId: id,
          attempt: 1,
          requestId: id,
          answer,
          grade: grade(compiled, answer),
          at: new Date(0),
        };
      });
      for (const submission of graded) {
        const view = { question, submission, appeals: [], buttons: [] };
        // Words of the answer are quoted in part, with an ellipsis of their own: only the platforms' rules count here.
        for (const revealed of [false, true])
          faults.push(
            ...faultsOf(question.id, gradeMessage(t, { ...view, revealed })).filter(
              (fault) => !/ is cut on /.test(fault),
            ),
          );
      }
      const best = graded.map((submission) => ({ memberId: submission.memberId, name: 'Ada Lovelace', submission }));
      const answers = { submissions: best.length, members: best.length, best };
      const view = {
        round,
        question,
        topicTitle: question.topic,
        zone: 'UTC',
        answers,
        streaks: [],
        next: new Date(0),
      };
      faults.push(...faultsOf(`${question.id} reveal`, revealMessage(t, view)));
    }
    expect(faults).toEqual([]);
  });
});
