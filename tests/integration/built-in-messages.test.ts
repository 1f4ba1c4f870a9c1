/** Everything the built-in bank can make the bot say fits every platform whole: nothing is shortened, nothing refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readBankFolder } from '../../src/bank-folder.ts';
import { renderMessage as onDiscord } from '../../src/bots/discord/render.ts';
import { renderMessage as onSlack } from '../../src/bots/slack/render.ts';
import type { Bank } from '../../src/core/bank/question.ts';
import type { Desk } from '../../src/core/desk.ts';
import type { Message } from '../../src/core/message.ts';
import type { Round } from '../../src/core/ports.ts';
import { promptBlocks, questionMessage } from '../../src/core/rounds/question-message.ts';
import { answerBlocks } from '../../src/core/rounds/reveal-message.ts';
import { messageFaults } from '../fakes/discord/rules.ts';
import { person } from '../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../fakes/platform/quiz.ts';
import { messageProblems } from '../fakes/slack/block-kit.ts';
import { readable } from '../fakes/slack/json.ts';
import { sound } from '../unit/bank/shell-bank.ts';

const V2 = 1 << 15;

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

async function said(command: string, options: Record<string, string>): Promise<Message> {
  const reply = await person(desk, 'Ada').command(command, options);
  if (reply.kind !== 'message') throw new Error(`/${command} gave no message`);
  return reply.message;
}

describe('the built-in bank', () => {
  test('every concept', async () => {
    const faults: string[] = [];
    for (const id of bank.concepts.keys()) faults.push(...faultsOf(id, await said('lookup', { concept: id })));
    expect(faults).toEqual([]);
  });

  test('every topic, and all of them', async () => {
    const faults = faultsOf('all', await said('quiz topics', {}));
    for (const topic of Object.keys(bank.lexicon.topics))
      faults.push(...faultsOf(topic, await said('quiz topics', { topic })));
    expect(faults).toEqual([]);
  });

  test('every question and its answer', () => {
    const round = { id: 'id0000000001', closesAt: new Date(0) } as Round;
    const faults = [...bank.questions.values()].flatMap((question) => {
      const view = { round, question, topicTitle: question.topic, attempts: 1, zone: 'UTC', answered: 12 };
      const key = {
        tone: 'neutral' as const,
        summary: 'x',
        blocks: [...promptBlocks(question), ...answerBlocks(question)],
        buttons: [],
      };
      return [...faultsOf(question.id, questionMessage(view)), ...faultsOf(`${question.id} answer`, key)];
    });
    expect(faults).toEqual([]);
  });
});
