import { describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/core/bank/coverage.ts';
import { changed, shellFiles, sound } from './shell-bank.ts';

const OUTLINE = `sections:
  - { id: "1.1", title: Status, questions: [exit-zero, pipe-status], concepts: [exit-status] }
  - { id: "1.2", title: Quoting, questions: [word-splitting], concepts: [] }
  - { id: "1.3", title: Signals, questions: [], concepts: [pipeline] }
myths:
  - { id: one-is-true, claim: One is success., questions: [exit-zero] }
  - { id: pipes-are-files, claim: A pipe is a file on disk. }
`;

const holes = (files = shellFiles()) =>
  coverageOf(sound(files)).holes.map(({ kind, id, lacks }) => `${kind} ${id} ${lacks}`);

describe('holes', () => {
  it('without an outline: questions and concepts that stand alone, topics without a page', () => {
    expect(holes()).toEqual(['question word-splitting teaches no concept']);
    const withoutPage = shellFiles().filter(({ path }) => path !== 'topics/quoting.yaml');
    expect(holes(withoutPage)).toEqual(['question word-splitting teaches no concept', 'topic quoting has no page']);
    const unpaged = changed('topics/processes.yaml', (text) =>
      text.replaceAll('pipeline, ', '').replace('[pipeline]', '[exit-status]'),
    );
    expect(holes(unpaged)).toContain('concept pipeline stands on no topic page');
  });

  it('with an outline: sections and myths that nothing covers, and questions in no section', () => {
    expect(holes([...shellFiles(), { path: 'outline.yaml', text: OUTLINE }])).toEqual([
      'section 1.2 has no concept',
      'section 1.3 has no question',
      'myth pipes-are-files is answered nowhere',
      'question word-splitting teaches no concept',
    ]);
    const fewer = OUTLINE.replace('[word-splitting]', '[exit-zero]');
    expect(holes([...shellFiles(), { path: 'outline.yaml', text: fewer }])).toContain(
      'question word-splitting belongs to no section of the outline',
    );
  });

  it('what the outline names and the bank does not have', () => {
    const text = OUTLINE.replace(
      'claim: One is success., questions: [exit-zero]',
      'claim: One is success., questions: [exit-zero], concepts: [gone]',
    );
    expect(holes([...shellFiles(), { path: 'outline.yaml', text }])).toContain(
      'myth one-is-true names a concept that is not there: gone',
    );
  });

  it('a concept that no question teaches', () => {
    const untaught = changed('processes/pipe-status.yaml', (text) =>
      text.replace(/^concepts: .*$/m, 'concepts: [exit-status]'),
    );
    expect(holes(untaught)).toContain('concept pipeline is taught by no question');
  });
});
