import { describe, expect, it } from 'vitest';
import { lexiconFor, whatIsLeft } from '../../../src/cli/exchange/checking.ts';
import { draftOf } from '../../../src/cli/exchange/draft.ts';
import { readGift } from '../../../src/cli/exchange/gift-read.ts';
import type { Item } from '../../../src/cli/exchange/item.ts';
import { questionFile } from '../../../src/cli/exchange/question-file.ts';

const PLACE = { id: 'sample', topic: 'shell', source: 'https://example.org/x' };
const LEXICON = 'concepts: {}\ntopics: { shell: Shell }\n';

/** The draft of the only question of a GIFT file, and what is left to do with it. */
function drafted(gift: string, place: typeof PLACE | { id: string; topic: string; source: undefined } = PLACE) {
  const [item] = readGift(gift).items;
  const draft = draftOf(item as Item, place);
  const path = 'shell/sample.yaml';
  return { draft, left: whatIsLeft([{ path, text: questionFile(draft) }], LEXICON).get(path) };
}

const COMPLETE = { missing: [], wrong: [] };

describe('an imported choice', () => {
  it('has a criterion, an answer and examples made of its options', () => {
    const { draft, left } = drafted('Which?{=This one. #Yes. ~That one ####In short.}');
    expect(left).toEqual(COMPLETE);
    expect(Object.keys(draft)).toEqual(
      'id kind topic difficulty prompt choices correct rubric answer examples sources'.split(' '),
    );
    expect(draft).toMatchObject({
      kind: 'choice',
      difficulty: 2,
      choices: [
        { id: 'A', text: 'This one.' },
        { id: 'B', text: 'That one' },
      ],
      correct: ['A'],
      rubric: [{ id: 'right-choices', points: 10, criterion: 'The right choice is A: This one.' }],
      answer: 'In short.\n\n**A** (right): Yes.',
      examples: [
        { answer: '', choices: ['A'], score: [1, 1] },
        { answer: '', choices: ['B'], score: [0, 0] },
      ],
    });
  });

  it.each([
    ['two of three right', 'Which?{~%50%a ~%50%b ~c}'],
    ['all right', 'Which?{~%33.33333%a ~%33.33333%b ~%33.33333%c}'],
    ['right ones longer than a criterion', `Which?{~%50%${'a '.repeat(140)} ~%50%${'b '.repeat(140)} ~c}`],
    ['texts that YAML would read as something else', 'yes: no # - {=null ~1.0 ~@a ~\\: b}'],
    ['a text of several lines', 'Which?{=a\\nb ~c}'],
  ])('with %s is complete', (_what, gift) => {
    expect(drafted(gift).left).toEqual(COMPLETE);
  });

  it('says what a bank does not accept of it', () => {
    expect(drafted(`Which?{=a ${[...'bcdefghij'].map((text) => `~${text}`).join(' ')}}`).left).toEqual({
      missing: [],
      wrong: ['choices'],
    });
    expect(drafted(`${'long '.repeat(300)}{=a ~b}`).left).toEqual({ missing: [], wrong: ['prompt'] });
    expect(drafted('Which?{=a ~b}', { ...PLACE, source: undefined }).left).toEqual({ missing: ['sources'], wrong: [] });
  });
});

describe('an imported short answer', () => {
  it('has a criterion whose patterns are the accepted answers', () => {
    const { draft, left } = drafted('Who?{=%100%the shell =sh#Short. =%50%`bash` =%0%the kernel#No.}');
    expect(left).toEqual(COMPLETE);
    expect(draft).toMatchObject({
      kind: 'explain',
      rubric: [
        {
          id: 'accepted-answer',
          points: 10,
          criterion: 'The answer is: the shell, or sh',
          match: ['the shell', 'sh'],
          partial: ['`bash`'],
        },
      ],
      lists: true,
      answer: 'sh: Short.\n\nthe kernel: No.',
      examples: [
        { answer: 'the shell', score: [0.9, 1] },
        { answer: 'the kernel', score: [0, 0.2] },
      ],
    });
  });

  it('takes difficulty and text as the file has them', () => {
    const { draft } = drafted('// [tag:difficulty 4]\n[html]<b>How many?</b><pre>ls | wc -l</pre>{#3}');
    expect(draft).toMatchObject({ difficulty: 4, prompt: '**How many?**', code: 'ls | wc -l\n' });
  });

  it('is to be mended when nothing finds the answer', () => {
    expect(drafted('Which sign?{=&}').left).toEqual({ missing: [], wrong: ['rubric'] });
    expect(drafted('How much?{#0.5..0.7}').left).toEqual({ missing: [], wrong: ['rubric'] });
  });
});

describe('the lexicon of imported questions', () => {
  const topics = new Map([
    ['shell', 'Shell'],
    ['pipes', 'Pipes'],
  ]);

  it('is made of their topics where there is none', () => {
    expect(lexiconFor(topics, undefined).lexicon).toBe('concepts: {}\ntopics:\n  shell: Shell\n  pipes: Pipes\n');
  });

  it('is the one of the bank, with what it lacks told', () => {
    const { lexicon, unknown } = lexiconFor(topics, 'concepts: { zero: [zero] }\ntopics: { shell: The shell }\n');
    expect([...unknown]).toEqual([['pipes', 'Pipes']]);
    expect(lexicon).toContain('zero');
    expect(lexicon).toContain('shell: The shell\n  pipes: Pipes\n');
  });

  it('is made anew for checking when the bank has none that can be read', () => {
    expect(lexiconFor(topics, '][').unknown.size).toBe(2);
  });
});
