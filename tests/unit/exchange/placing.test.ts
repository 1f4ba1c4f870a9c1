import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numbered, slugFault, slugOf, topicFault } from '../../../src/cli/authoring/slug.ts';
import { askedBy } from '../../../src/cli/exchange/asked.ts';
import { draftOf } from '../../../src/cli/exchange/draft.ts';
import type { Item } from '../../../src/cli/exchange/item.ts';
import { place } from '../../../src/cli/exchange/placing.ts';
import { questionSchema } from '../../../src/core/bank/question.ts';

const NEW = { topic: 'quoting', present: new Map<string, string>(), taken: new Set<string>() };

function item(fields: Partial<Item>): Item {
  const open = { kind: 'open' } as const;
  const nothing = { title: undefined, tags: [], category: undefined, code: undefined, explanation: '' };
  return { line: 1, prompt: 'Why?', asks: open, ...nothing, ...fields };
}

describe('an id from a title', () => {
  it.each([
    ['Status of a Pipeline!', 'status-of-a-pipeline'],
    ["Don't `exec` it", 'dont-exec-it'],
    ['Élan – naïve', 'elan-naive'],
    ['東京', ''],
    ['one two three four five six seven eight nine ten', 'one-two-three-four-five-six-seven-eight-nine-ten'],
    ['one two three four five six seven eight nine tenth', 'one-two-three-four-five-six-seven-eight-nine'],
    ['x'.repeat(60), 'x'.repeat(48)],
  ])('of %j is %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  it('is numbered within its length', () => {
    expect(numbered('a', 1)).toBe('a');
    expect(numbered(`${'x'.repeat(45)}-yz`, 12)).toBe(`${'x'.repeat(45)}-12`);
  });
});

describe('what is wrong with an id', () => {
  it('is nothing exactly when a bank takes it, and what is proposed instead is taken', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', ' ', '.', '/'), maxLength: 60 }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
    );
    fc.assert(
      fc.property(text, (text) => {
        const fault = slugFault(text);
        expect(fault === undefined).toBe(questionSchema.shape.id.safeParse(text).success);
        const proposed = / such as (.*)$/.exec(fault ?? '')?.[1];
        if (proposed !== undefined) expect(questionSchema.shape.id.safeParse(proposed).success).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('is said', () => {
    expect(slugFault('x-'.repeat(30).slice(0, 59))).toMatch(/^an id has at most 48 characters, such as x-x-/);
    expect(slugFault('../evil')).toBe('an id has lower-case letters, digits and single hyphens, such as evil');
    expect(topicFault('topics')).toBe('the folder topics/ holds other files of a bank, so no topic can have this id');
  });
});

const asked = (one: Item) => askedBy(draftOf(one, { id: 'x', topic: 'x', source: undefined }));

describe('the place of a question', () => {
  it('comes from its title, its prompt or all that it asks, each id once', () => {
    const items = [item({ title: 'Q' }), item({}), item({ title: 'q' }), item({ prompt: '東京', line: 7 })];
    expect(place(items, NEW).placed.map(({ path }) => path)).toEqual([
      'quoting/q.yaml',
      'quoting/why.yaml',
      'quoting/q-2.yaml',
      expect.stringMatching(/^quoting\/imported-[0-9a-f]{8}\.yaml$/),
    ]);
  });

  it('avoids ids of other questions, and skips what an earlier import wrote', () => {
    const items = [item({ title: 'Q', line: 1 }), item({ title: 'Q', line: 5 })];
    const grounds = { ...NEW, taken: new Set(['q']) };
    const first = place(items, grounds);
    expect(first.placed.map(({ id }) => id)).toEqual(['q-2', 'q-3']);
    const present = new Map(first.placed.map(({ path, item }) => [path, asked(item)]));
    const second = place(items, { ...grounds, present, taken: new Set(['q', 'q-2', 'q-3']) });
    expect(second.placed).toEqual([]);
    expect(second.skipped).toEqual([
      { line: 1, severity: 'note', message: 'skipped: quoting/q-2.yaml is there, and is left as it is' },
      { line: 5, severity: 'note', message: 'skipped: quoting/q-3.yaml is there, and is left as it is' },
    ]);
  });

  it('is another one where the file that is there asks something else', () => {
    const there = item({ prompt: 'What does this print?', code: 'print(1)' });
    const present = new Map([['quoting/what-does-this-print.yaml', asked(there)]]);
    const grounds = { ...NEW, present, taken: new Set(['what-does-this-print']) };
    expect(place([there], grounds).placed).toEqual([]);
    const other = place([item({ prompt: 'What does this print?', code: 'print(2)' })], grounds);
    expect(other).toMatchObject({ placed: [{ path: 'quoting/what-does-this-print-2.yaml' }], skipped: [] });
  });

  it('does not depend on its line where no word gives an id', () => {
    const [here, there] = [item({ prompt: '東京', line: 7 }), item({ prompt: '大阪', line: 7 })];
    const ids = [here, there, { ...here, line: 9 }].map((one) => place([one], NEW).placed[0]?.id);
    expect(ids[0]).toBe(ids[2]);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('is in the topic named, or else in its category', () => {
    const items = [
      item({ category: 'Exit codes' }),
      item({ category: '東京', line: 2 }),
      item({ line: 3 }),
      item({ category: 'Concepts', line: 4 }),
      item({ category: 'Topics', line: 5 }),
    ];
    const { placed, notices } = place(items, { ...NEW, topic: undefined });
    expect(placed.map(({ path, title }) => [path, title])).toEqual([['exit-codes/why.yaml', 'Exit codes']]);
    expect(notices.map(({ line, message }) => [line, message])).toEqual([
      [2, 'no topic can be named after the category "東京"; name one with --topic'],
      [3, 'the question has no category; name its topic with --topic'],
      [4, 'no topic can be named after the category "Concepts"; name one with --topic'],
      [5, 'no topic can be named after the category "Topics"; name one with --topic'],
    ]);
    expect(place(items, NEW).placed.map(({ topic, title }) => [topic, title])).toContainEqual(['quoting', 'Quoting']);
  });
});
