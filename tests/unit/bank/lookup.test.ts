import { describe, expect, it } from 'vitest';
import { createLookup, type Lookup } from '../../../src/core/bank/lookup.ts';
import type { Bank, Concept } from '../../../src/core/bank/question.ts';
import { shellFiles, sound } from './shell-bank.ts';

function concept(id: string, title: string, aliases: string[], summary = 'It is what it is.'): Concept {
  const rest = { topic: 'x', interview: 'Say this.', trap: 'Not that.', related: [], sources: ['https://example.org'] };
  return { id, title, aliases, summary, ...rest };
}

const CONCEPTS = [
  concept('gil', 'GIL', ['global interpreter lock'], 'One lock per interpreter; a thread holds it to run bytecode.'),
  concept('free-threading', 'Free-threaded build', ['no-GIL', 'PEP 703'], 'A build of CPython without the big lock.'),
  concept('closure', 'Closure', ['cell variable'], 'A function with the cells of the names it borrows.'),
  concept('dunder-closure', '`__closure__`', [], 'The tuple of cells of a function.'),
  concept('load-fast', 'LOAD_FAST', [], 'Pushes a local variable onto the evaluation stack.'),
  concept('load-global', 'LOAD_GLOBAL', [], 'Looks a name up in globals, then in builtins.'),
  concept('reference-count', 'Reference count', ['refcount', 'ob_refcnt'], 'How many strong pointers an object has.'),
  concept('reference-cycle', 'Reference cycle', ['cyclic garbage'], 'Objects that keep each other alive.'),
  concept('is-operator', '`is`', ['identity operator'], 'Compares identity, not value.'),
  concept('equality', '`==`', ['__eq__'], 'Compares by value, as a type defines it.'),
];

const lookupOf = (concepts: readonly Concept[]): Lookup => {
  const bank: Bank = { ...sound(shellFiles()), concepts: new Map(concepts.map((one) => [one.id, one])) };
  return createLookup(bank);
};
const lookup = lookupOf(CONCEPTS);

describe('find', () => {
  it.each([
    ['gil', 'gil'],
    ['GIL', 'gil'],
    ['  the GIL ', 'gil'],
    ['What is the GIL?', 'gil'],
    ['Global Interpreter Lock', 'gil'],
    ['global_interpreter-lock', 'gil'],
    ['no-GIL', 'free-threading'],
    ['nogil', 'free-threading'],
    ['no gil', 'free-threading'],
    ['free threading', 'free-threading'],
    ['pep703', 'free-threading'],
    ['LOAD_FAST', 'load-fast'],
    ['load fast', 'load-fast'],
    ['`LOAD_FAST`', 'load-fast'],
    ['closure', 'closure'],
    ['closures', 'closure'],
    ['dunder closure', 'dunder-closure'],
    ['__closure__', 'dunder-closure'],
    ['`__closure__`', 'dunder-closure'],
    ['refcnt', 'reference-count'],
    ['refcounts', 'reference-count'],
    ['is', 'is-operator'],
    ['==', 'equality'],
    ['dunder eq', 'equality'],
    ['how does __eq__() work?', 'equality'],
    ['refernce count', 'reference-count'],
    ['global interp', 'gil'],
    ['cyclic', 'reference-cycle'],
  ])('%j is %s', (query, id) => {
    const found = lookup.find(query);
    expect(found.kind === 'found' ? found.concept.id : found.suggestions.map((one) => one.id)).toBe(id);
  });

  it.each([
    ['load', ['load-fast', 'load-global']],
    ['reference', ['reference-count', 'reference-cycle']],
    ['evaluation stack', ['load-fast']],
    ['borrows cells', ['closure', 'dunder-closure']],
    ['zzzzzz', []],
    ['', []],
    ['???', []],
  ])('%j is not sure, and suggests', (query, ids) => {
    const found = lookup.find(query);
    expect(found.kind).toBe('unsure');
    expect(found.kind === 'unsure' ? found.suggestions.map(({ id }) => id).slice(0, ids.length) : undefined).toEqual(
      ids,
    );
  });
});

describe('search', () => {
  it('puts exact names before beginnings, those before typos, and text last', () => {
    expect(lookup.search('closure', 10).map(({ id, how }) => `${id} ${how}`)).toEqual([
      'closure exact',
      'dunder-closure prefix',
    ]);
    const hits = lookup.search('reference', 10).map(({ how }) => how);
    expect(hits).toEqual(
      hits.toSorted(
        (a, b) => ['exact', 'prefix', 'typo', 'text'].indexOf(a) - ['exact', 'prefix', 'typo', 'text'].indexOf(b),
      ),
    );
  });

  it('gives each concept once, and no more than asked for', () => {
    const ids = lookup.search('lock', 10).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain('gil');
    expect(lookup.search('lock', 1)).toHaveLength(1);
    expect(lookup.search('lock', 0)).toEqual([]);
  });
});

describe('complete', () => {
  it.each([
    ['lo', ['load-fast', 'load-global']],
    ['load_g', ['load-global']],
    ['__c', ['dunder-closure']],
    ['ref', ['reference-count', 'reference-cycle']],
    ['count', ['reference-count']],
  ])('%j offers', (typed, ids) => {
    expect(
      lookup
        .complete(typed, 25)
        .map(({ id }) => id)
        .slice(0, ids.length),
    ).toEqual(ids);
  });

  it('offers titles in the order of the alphabet when nothing is typed', () => {
    expect(lookup.complete('', 3).map(({ title }) => title)).toEqual(['`==`', 'Closure', '`__closure__`']);
  });
});

describe("the bank's own subject", () => {
  it('tells nothing apart in a query, and is no word of the program', () => {
    const bank: Bank = { ...sound(shellFiles()), about: { name: 'The shell', runtime: 'Bash', versions: [] } };
    const lookup = createLookup(bank);
    expect(lookup.find('exit status in bash')).toMatchObject({ kind: 'found', concept: { id: 'exit-status' } });
    expect(lookup.find('the exit status of the shell')).toMatchObject({
      kind: 'found',
      concept: { id: 'exit-status' },
    });
    expect(lookup.find('exit status in python')).toMatchObject({ kind: 'unsure' });
  });
});
