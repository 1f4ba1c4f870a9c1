import { expect, it } from 'vitest';
import { mistake, swap } from './mistakes.ts';
import { changed, findingsOf } from './shell-bank.ts';

const ZERO = 'processes/exit-zero.yaml';
const SPLIT = 'quoting/word-splitting.yaml';
const STATUS = 'concepts/exit-status.yaml';
const LEXICON = 'lexicon.yaml';
const PAGE = 'topics/quoting.yaml';
const PIPELINE = 'concepts/pipeline.yaml';

mistake('an id unlike the file name', ZERO, swap('id: exit-zero', 'id: exit-nought'), {
  is: 'id-file-name id',
  points: 'exit-nought',
  says: /called "exit-zero.yaml"/,
  fix: /id: exit-zero/,
});

mistake('a concept id unlike the file name', STATUS, swap('id: exit-status', 'id: exit-state'), {
  is: 'id-file-name id',
  points: 'exit-state',
  says: /called "exit-status.yaml"/,
  fix: /exit-status/,
});

mistake('a topic unlike the folder', ZERO, swap('topic: processes', 'topic: quoting'), {
  is: 'topic-folder topic',
  points: 'quoting',
  says: /lies in "processes\/"/,
  fix: /topic: processes/,
});

mistake('a topic without questions', LEXICON, swap('quoting: Quoting', 'quoting: Quoting\n  jobs: Jobs'), {
  is: 'empty-topic topics.jobs',
  points: 'jobs: Jobs',
  says: /no question has the topic "jobs"/,
  fix: /add one/,
  severity: 'warning',
});

mistake('a question about a concept that is not there', ZERO, swap('[exit-status]', '[exit-stats]'), {
  is: 'unknown-concept concepts[0]',
  points: 'exit-stats]',
  says: /no concept "exit-stats"/,
  fix: /did you mean "exit-status"/,
});

mistake('a concept related to one that is not there', STATUS, swap('[pipeline]', '[shebang-line]'), {
  is: 'unknown-concept related[0]',
  points: 'shebang-line]',
  says: /no concept "shebang-line"/,
  fix: /concepts\/shebang-line.yaml/,
});

mistake('a concept related to itself', STATUS, swap('[pipeline]', '[exit-status]'), {
  is: 'self-reference related',
  points: '[exit-status]',
  says: /itself/,
  fix: /remove/,
});

mistake('one alias for two concepts', PIPELINE, swap('[pipe]', '[Return Code]'), {
  is: 'shared-name aliases[0]',
  points: 'Return Code',
  says: /also a name of the concept "exit-status"/,
  fix: /expect/,
  severity: 'warning',
});

mistake('a reference to a lexicon entry that is not there', ZERO, swap("'@exit-status'", "'grep & @exit-stat'"), {
  is: 'pattern rubric[0].match[0]',
  points: '@exit-stat',
  says: /exit-stat/,
  fix: /exit-status/,
});

mistake(
  'a synonym that cannot be read, told at the lexicon and not at each pattern that uses it',
  LEXICON,
  swap('exit code', 'exit (code'),
  {
    is: 'pattern concepts.exit-status[1]',
    points: 'exit (code',
    says: /exit \(code/,
    fix: /./,
  },
);

mistake('no lexicon', LEXICON, () => undefined, {
  is: 'layout',
  points: '',
  says: /no lexicon/,
  fix: /add lexicon/,
});

mistake('no bank.yaml', 'bank.yaml', () => undefined, {
  is: 'layout',
  points: '',
  says: /nothing says what it is about/,
  fix: /at least "name:"/,
  severity: 'warning',
});

mistake('a file too deep', 'processes/more/x.yaml', () => 'id: x', {
  is: 'layout',
  points: 'id: x',
  says: /nothing of a bank/,
  fix: /<topic>/,
});

mistake('a .yml file', 'processes/x.yml', () => 'id: x', {
  is: 'layout',
  points: 'id: x',
  says: /nothing of a bank/,
  fix: /end in .yaml/,
});

it('unknown-topic: a topic that the lexicon lacks, with the nearest one', () => {
  const [empty, unknown, page, ...rest] = findingsOf(changed(LEXICON, swap('quoting: Quoting', 'quotin: Quotin')));
  expect(empty).toMatchObject({ rule: 'empty-topic', field: 'topics.quotin' });
  expect(unknown).toMatchObject({ rule: 'unknown-topic', path: SPLIT, line: 3, column: 8, field: 'topic' });
  expect(unknown?.fix).toContain('did you mean "quotin"?');
  expect(page).toMatchObject({ rule: 'unknown-topic', path: PAGE, line: 1, field: 'id' });
  expect(rest).toEqual([]);
});

const ABOUT = { path: 'bank.yaml', text: 'name: The shell\nruntime: sh\nversions: ["5.2"]\nlanguage: sh\n' };

mistake('a topic page about a concept that is not there', PAGE, swap('[exit-status]', '[exit-statu]'), {
  is: 'unknown-concept know[0].concepts[0]',
  points: 'exit-statu',
  says: /no concept "exit-statu"/,
  fix: /did you mean "exit-status"/,
});

mistake('a topic after one that is not there', PAGE, swap('[processes]', '[proceses]'), {
  is: 'unknown-topic after[0]',
  points: 'proceses',
  says: /no topic "proceses"/,
  fix: /did you mean "processes"/,
});

mistake('topics after each other', 'topics/processes.yaml', swap('know:', 'after: [quoting]\nknow:'), {
  is: 'topic-loop after',
  points: '[quoting]',
  says: /"processes" comes after a topic that comes after it/,
  fix: /out of "after"/,
});

mistake('an outline of what is not there, and of the same twice', 'outline.yaml', () => OUTLINE, {
  is: 'unknown-question myths[0].questions[0]',
  points: 'exit-zer',
  says: /no question "exit-zer"/,
  fix: /did you mean "exit-zero"/,
  severity: 'warning',
});

const OUTLINE = `sections:
  - { id: "1.1", title: Status, questions: [exit-zero], concepts: [exit-status] }
myths:
  - id: one-is-true
    claim: One is success.
    questions: [
      exit-zer]
`;

it('duplicate-id: a section of the outline that stands there twice', () => {
  const twice = `${OUTLINE.replace('exit-zer]', 'exit-zero]')}  - { id: one-is-true, claim: Again., concepts: [pipeline] }\n`;
  const [finding, ...rest] = findingsOf(changed('outline.yaml', () => twice));
  expect(finding).toMatchObject({ rule: 'duplicate-id', field: 'myths[1].id', line: 8 });
  expect(rest).toEqual([]);
});

it('unproven: a question of a bank with a runtime that nothing proves, and that does not say why', () => {
  const findings = findingsOf(changed('bank.yaml', () => ABOUT.text));
  expect(findings.map(({ rule, severity, path }) => `${rule} ${severity} ${path}`)).toEqual([
    `unproven warning ${ZERO}`,
    'unproven warning processes/pipe-status.yaml',
  ]);
  const explained = changed(ZERO, (text) => `${text}\nunverified: POSIX says so.\n`).filter(
    ({ path }) => path !== 'bank.yaml',
  );
  expect(findingsOf([...explained, ABOUT]).map(({ path }) => path)).toEqual(['processes/pipe-status.yaml']);
});

it('bank.yaml is checked like every file', () => {
  const [finding] = findingsOf(changed('bank.yaml', () => ABOUT.text.replace('runtime', 'runtim')));
  expect(finding).toMatchObject({ path: 'bank.yaml', rule: 'unknown-key', line: 2, fix: 'did you mean "runtime"?' });
});

it('shared-name: names are compared as a lookup compares them, ids included', () => {
  const files = changed(PIPELINE, (text) => text.replace(/^aliases: .*$/m, 'aliases: ["`exit_status`"]'));
  const [finding, ...rest] = findingsOf(files);
  expect(finding).toMatchObject({ rule: 'shared-name', severity: 'warning', path: PIPELINE, field: 'aliases[0]' });
  expect(rest).toEqual([]);
});
