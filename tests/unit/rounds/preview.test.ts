import { expect, test } from 'vitest';
import { textsIn } from '../../../src/core/language/texts.ts';
import { previewsOf } from '../../../src/core/rounds/preview.ts';
import { messageWords } from '../../fakes/platform/people.ts';
import { shellFiles, sound } from '../bank/shell-bank.ts';

const bank = sound(shellFiles());
const now = new Date('2026-11-23T09:00:00Z');
const question = bank.questions.get('exit-zero') ?? expect.fail('the shell bank has exit-zero');

test('an author sees the question, a grade for each sample answer, and the reveal', () => {
  const previews = previewsOf(textsIn('en'), bank, question, now);
  const grades = previews.filter(({ answer }) => answer !== undefined);
  expect(grades.map(({ answer }) => answer)).toEqual(question.examples.map((example) => example.answer));
  expect(previews.map(({ label }) => label)).toEqual([
    'The question, as it is posted',
    ...question.examples.map((_, index) => `The grade of sample answer ${index + 1}`),
    'The question, once it is closed',
    'The reveal, if these were all the answers',
  ]);
  const [first] = grades;
  expect(first && messageWords(first.message)).toMatch(/\d+(\.\d+)? of 10 points/);
  const reveal = previews.at(-1);
  expect(reveal && messageWords(reveal.message)).toContain(`${question.examples.length} members answered`);
});

test('every question of the bank has its previews, in German too', () => {
  for (const one of bank.questions.values()) {
    const previews = previewsOf(textsIn('de'), bank, one, now);
    expect(previews).toHaveLength(one.examples.length + 3);
    expect(previews[0] && messageWords(previews[0].message)).toContain('Frage des Tages');
  }
});
