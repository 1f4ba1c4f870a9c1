import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/cli/exchange/item.ts';
import { place } from '../../../src/cli/exchange/placing.ts';
import { numbered, slugOf } from '../../../src/cli/exchange/slug.ts';

const NEW = { topic: 'quoting', present: new Set<string>(), taken: new Set<string>() };

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

describe('the place of a question', () => {
  it('comes from its title, its prompt or its line, each id once', () => {
    const items = [item({ title: 'Q' }), item({}), item({ title: 'q' }), item({ prompt: '東京', line: 7 })];
    expect(place(items, NEW).placed.map(({ path }) => path)).toEqual([
      'quoting/q.yaml',
      'quoting/why.yaml',
      'quoting/q-2.yaml',
      'quoting/imported-7.yaml',
    ]);
  });

  it('avoids ids of other questions, and skips what an earlier import wrote', () => {
    const items = [item({ title: 'Q', line: 1 }), item({ title: 'Q', line: 5 })];
    const grounds = { ...NEW, taken: new Set(['q']) };
    const first = place(items, grounds);
    expect(first.placed.map(({ id }) => id)).toEqual(['q-2', 'q-3']);
    const present = new Set(first.placed.map(({ path }) => path));
    const second = place(items, { ...grounds, present, taken: new Set(['q', 'q-2', 'q-3']) });
    expect(second.placed).toEqual([]);
    expect(second.skipped).toEqual([
      { line: 1, severity: 'note', message: 'skipped: quoting/q-2.yaml is there, and is left as it is' },
      { line: 5, severity: 'note', message: 'skipped: quoting/q-3.yaml is there, and is left as it is' },
    ]);
  });

  it('is in the topic named, or else in its category', () => {
    const items = [
      item({ category: 'Exit codes' }),
      item({ category: '東京', line: 2 }),
      item({ line: 3 }),
      item({ category: 'Concepts', line: 4 }),
    ];
    const { placed, notices } = place(items, { ...NEW, topic: undefined });
    expect(placed.map(({ path, title }) => [path, title])).toEqual([['exit-codes/why.yaml', 'Exit codes']]);
    expect(notices.map(({ line, message }) => [line, message])).toEqual([
      [2, 'no topic can be named after the category "東京"; name one with --topic'],
      [3, 'the question has no category; name its topic with --topic'],
      [4, 'no topic can be named after the category "Concepts"; name one with --topic'],
    ]);
    expect(place(items, NEW).placed.map(({ topic, title }) => [topic, title])).toContainEqual(['quoting', 'Quoting']);
  });
});
