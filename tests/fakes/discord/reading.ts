/** What a person reads and can press in what the bot answered. */
import { type Json, objects } from './ids.ts';
import type { Answer, Exchange } from './interactions.ts';
import { readMarkdown } from './markdown.ts';
import { flatten } from './rules.ts';

export const wordsOf = (message: Json): string =>
  flatten(objects(message.components))
    .filter((part) => part.type === 10)
    .map((part) => readMarkdown(String(part.content)).plain)
    .join('\n');

export const buttonsOf = (message: Json): Json[] =>
  flatten(objects(message.components)).filter((part) => part.type === 2);

export async function messageFrom(exchange: Exchange): Promise<Extract<Answer, { kind: 'message' }>> {
  const answer = await exchange.answer;
  if (answer.kind !== 'message') throw new Error(`expected a message, got ${answer.kind}`);
  return answer;
}

export async function modalFrom(exchange: Exchange): Promise<Json> {
  const answer = await exchange.answer;
  if (answer.kind !== 'modal') throw new Error(`expected a form, got ${answer.kind}`);
  return answer.data;
}
