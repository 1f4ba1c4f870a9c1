import { mistake, swap } from './mistakes.ts';

const ZERO = 'processes/exit-zero.yaml';
const STATUS = 'concepts/exit-status.yaml';

mistake('a pattern that begins with @ without quotes', ZERO, swap("'@exit-status'", '@exit-status'), {
  is: 'yaml',
  points: '@exit-status',
  says: /reserved character @/,
  fix: /single quotes/,
});

mistake('the same key twice', ZERO, swap('difficulty: 1', 'difficulty: 1\ndifficulty: 2'), {
  is: 'yaml',
  points: 'difficulty: 2',
  says: /unique/,
  fix: /keep one/,
});

mistake('an open bracket', ZERO, swap('concepts: [exit-status]', 'concepts: [exit-status'), {
  is: 'yaml',
  points: 'sources: [http',
  says: /./,
  fix: /close the bracket/,
});

mistake('no model answer', ZERO, swap(/^answer: .*\n/m, ''), {
  is: 'missing-field answer',
  points: 'id: exit-zero',
  says: /"answer" is missing/,
  fix: /model answer/,
});

mistake('no claim in a misconception', ZERO, swap(/ {4}claim: .*\n/, ''), {
  is: 'missing-field misconceptions[0].claim',
  points: 'id: tests-outp',
  says: /"claim" is missing/,
  fix: /as people state it/,
});

mistake('a number as a pattern', ZERO, swap("'@exit-status'", '257'), {
  is: 'wrong-type rubric[0].match[0]',
  points: '257',
  says: /must be text, not 257/,
  fix: /"257"/,
});

mistake('a version without quotes', ZERO, swap('difficulty: 1', 'difficulty: 1\nsince: 3.8'), {
  is: 'wrong-type since',
  points: '3.8',
  says: /must be text, not 3.8/,
  fix: /"3.8"/,
});

mistake('text where a list belongs', ZERO, swap('[exit-status]', 'exit-status'), {
  is: 'wrong-type concepts',
  points: 'exit-status',
  says: /must be a list, not text/,
  fix: /own line after "- "/,
});

mistake('a key without a value', ZERO, swap('difficulty: 1', 'difficulty:'), {
  is: 'wrong-type difficulty',
  points: 'difficulty:',
  says: /has no value; it must be a number/,
  fix: /after the colon/,
});

mistake('a kind that does not exist', ZERO, swap('kind: explain', 'kind: explian'), {
  is: 'wrong-value kind',
  points: 'explian',
  says: /"explian" is not one of explain, predict, choice/,
  fix: /did you mean "explain"/,
});

mistake('an id with capitals', ZERO, swap('- id: tests-status', '- id: TestsStatus'), {
  is: 'wrong-value rubric[0].id',
  points: 'TestsStatus',
  says: /"TestsStatus"/,
  fix: /lower-case/,
});

mistake('a source that is no address', ZERO, swap(/sources: .*/, 'sources: [man bash]'), {
  is: 'wrong-value sources[0]',
  points: 'man bash]',
  says: /not a web address/,
  fix: /https/,
});

mistake('a difficulty beyond five', ZERO, swap('difficulty: 1', 'difficulty: 9'), {
  is: 'wrong-size difficulty',
  points: '9',
  says: /at most 5/,
  fix: /at most 5/,
});

mistake('a nudge too long', ZERO, swap(/nudge: .*/, `nudge: ${'long '.repeat(50)}`), {
  is: 'wrong-size rubric[0].nudge',
  points: 'long long long',
  says: /249 characters, at most 200/,
  fix: /by 49/,
});

mistake('one example only', ZERO, swap(/ {2}- answer: It checks[\s\S]*?(?=concepts)/, ''), {
  is: 'wrong-size examples',
  points: '- answer: It l',
  says: /1 item, at least 2/,
  fix: /add/,
});

mistake('a misspelt key', ZERO, swap('    nudge:', '    nuge:'), {
  is: 'unknown-key rubric[0].nuge',
  points: 'nuge: What doe',
  says: /unknown key "nuge"/,
  fix: /did you mean "nudge"/,
});

mistake('a key from nowhere', STATUS, swap('topic:', 'zzzzzzzzzzzzzz: 1\ntopic:'), {
  is: 'unknown-key zzzzzzzzzzzzzz',
  points: 'zzzzzzzzzzzzzz',
  says: /unknown key/,
  fix: /known keys: id, title/,
});

mistake('a prefix that YAML read as a key', ZERO, swap("'@exit-status'", 'not: copied'), {
  is: 'unknown-key rubric[0].match[0].not',
  points: 'not: copied',
  says: /unknown key "not"/,
  fix: /whole pattern in quotes/,
});
