/** What export writes, import reads back, and an independent parser understands: for any text. */
import fc from 'fast-check';
import { parse as parseGift } from 'gift-pegjs';
import { describe, expect, it } from 'vitest';
import { readAnki } from '../../../src/cli/exchange/anki-read.ts';
import { writeAnki } from '../../../src/cli/exchange/anki-write.ts';
import { whatIsLeft } from '../../../src/cli/exchange/checking.ts';
import { draftOf } from '../../../src/cli/exchange/draft.ts';
import { readGift } from '../../../src/cli/exchange/gift-read.ts';
import { writeGift } from '../../../src/cli/exchange/gift-write.ts';
import { proseHtml } from '../../../src/cli/exchange/html-write.ts';
import { questionFile } from '../../../src/cli/exchange/question-file.ts';
import { loadBank } from '../../../src/core/bank/load.ts';
import type { Question } from '../../../src/core/bank/question.ts';
import { rich } from '../../../src/core/message.ts';
import { choiceOf } from './questions.ts';

const ABOUT = { name: 'Unix: a/b', versions: [] };
const LEXICON = { path: 'lexicon.yaml', text: 'concepts: {}\ntopics: {processes: Processes}\n' };

/** What GIFT, HTML, YAML and our markup could stumble over. */
const SIGNS = [
  ...'~=#{}:\\[]%<>&"\'`*_$/|!?-+;,.@ \n\u00e9\u4e2d\u200b',
  '//',
  '::',
  '->',
  '####',
  '\\n',
  '[html]',
  '%50%',
  '&lt;',
  '&nbsp;',
  '<b>',
  '</code>',
  '<!--',
  '`is`',
  '**bold**',
  '*slanted*',
  '```',
  ': ',
  ' #',
  '{{c1::x}}',
  '$CATEGORY:',
];

/** Control characters have no place in any of the formats, a tab reads as a space. */
const textOf = (maxLength: number) =>
  fc
    .array(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...SIGNS) }, fc.string({ unit: 'grapheme', maxLength: 8 })),
      {
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((parts) => parts.join('').replaceAll('\u00a0', ' '))
    .filter((text) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(seen(text)))
    .filter((text) => text.trim().length <= maxLength && !/[^\P{Cc}\n]|[\ufdd0-\ufdef]/u.test(text));

const choices = fc
  .tuple(
    textOf(1200),
    // Options that read alike are a fault of the file, and found as one.
    fc.uniqueArray(textOf(300), { minLength: 2, maxLength: 8, selector: (text) => seen(text).trim() }),
    fc.array(fc.nat(7), { minLength: 1, maxLength: 8 }),
  )
  .map(([prompt, texts, picks]) =>
    choiceOf(prompt, texts, [...new Set(picks.map((pick) => pick % texts.length))].sort()),
  );

/** A text as a member sees it: marks on nothing but spaces do not show, nor where one of two equal marks ends. */
function seen(markup: string): string {
  let last = '';
  return rich(markup.trim())
    .filter((inline) => 'text' in inline && inline.text !== '')
    .map((inline) => {
      const text = 'text' in inline ? inline.text : '';
      const kind = text.trim() === '' ? 'text' : inline.kind;
      const shown = kind === last ? text : `\u0001${kind}\u0002${text}`;
      last = kind;
      return shown;
    })
    .join('');
}

const asSeen = ({ prompt, choices: options = [], correct = [] }: Question) => ({
  prompt: seen(prompt),
  options: options.map(({ text }) => seen(text)),
  right: [...correct].sort(),
});

describe('a choice question', () => {
  it('comes back from GIFT with the same prompt, options and right ones, as a sound file', () => {
    fc.assert(
      fc.property(choices, (question) => {
        const { items, notices } = readGift(writeGift([question], ABOUT));
        expect(notices).toEqual([]);
        expect(items).toHaveLength(1);
        for (const item of items) {
          const draft = draftOf(item, { id: 'sample', topic: 'processes', source: 'https://example.org/x' });
          const file = { path: 'processes/sample.yaml', text: questionFile(draft) };
          expect(whatIsLeft([file], LEXICON.text).get(file.path)).toEqual({ missing: [], wrong: [] });
          const result = loadBank([LEXICON, file]);
          const read = result.ok ? result.bank.questions.get('sample') : undefined;
          expect(read && asSeen(read)).toEqual(asSeen(question));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is read by an independent parser as it was written', () => {
    fc.assert(
      fc.property(choices, (question) => {
        const [category, read, ...more] = parseGift(writeGift([question], ABOUT));
        expect(more).toEqual([]);
        expect(category).toEqual({ type: 'Category', title: 'Unix: a//b/processes' });
        expect(read).toMatchObject({
          type: 'MC',
          title: 'sample',
          id: 'sample',
          tags: ['processes', 'difficulty 2'],
          stem: { format: 'html', text: proseHtml(question.prompt).trim() },
          choices: question.choices?.map(({ text }) => ({ text: { format: 'html', text: proseHtml(text).trim() } })),
        });
      }),
      { numRuns: 200 },
    );
  });

  it('comes back from Anki with the same prompt and options on its front', () => {
    fc.assert(
      fc.property(choices, (question) => {
        fc.pre(!/\{\{c|\[sound:/.test(question.prompt + question.choices?.map(({ text }) => text).join('')));
        const { items, notices } = readAnki(writeAnki([question], [], { about: ABOUT, topics: {} }));
        expect(notices).toEqual([]);
        const options = question.choices?.map(({ id, text }) => `${id}. ${text.trim()}`) ?? [];
        const front = [question.prompt.trim(), '', ...options].join('\n');
        expect(items.map(({ prompt }) => seen(prompt))).toEqual([seen(front)]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('any file at all', () => {
  const files = fc
    .array(
      fc.oneof(fc.constantFrom(...SIGNS, '\n\n', '\t', '"', '#html:true\n', '=a ~b'), fc.string({ unit: 'binary' })),
      {
        maxLength: 60,
      },
    )
    .map((parts) => parts.join(''));

  it.each([
    { name: 'GIFT', read: readGift },
    { name: 'Anki', read: readAnki },
  ])('is read as $name without an exception, and what is told stands on one of its lines', ({ read }) => {
    fc.assert(
      fc.property(files, (file) => {
        const last = file.split(/\r\n?|\n/).length;
        for (const { line } of [...read(file).notices, ...read(file).items]) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(last);
        }
      }),
      { numRuns: 200 },
    );
  });
});
