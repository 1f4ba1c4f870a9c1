import { mistake, swap } from './mistakes.ts';

const ZERO = 'processes/exit-zero.yaml';
const PIPE = 'processes/pipe-status.yaml';
const SPLIT = 'quoting/word-splitting.yaml';

mistake('predict without its code', SPLIT, swap(/code: [\s\S]*?output:/, 'output:'), {
  is: 'kind-fields code',
  points: 'id: word-split',
  says: /predict question needs "code"/,
  fix: /add "code:"/,
});

mistake('predict without its output', SPLIT, swap(/^output: .*\n/m, ''), {
  is: 'kind-fields output',
  points: 'id: word-split',
  says: /needs "output"/,
  fix: /add "output:"/,
});

mistake('choice without its choices', PIPE, swap(/choices:\n[\s\S]*?correct/, 'correct'), {
  is: 'kind-fields choices',
  points: 'id: pipe-statu',
  says: /needs "choices"/,
  fix: /add "choices:"/,
});

mistake('explain with a choice field', ZERO, swap('answer: The', 'correct: [A]\nanswer: The'), {
  is: 'kind-fields correct',
  points: '[A]',
  says: /"correct" belongs to choice/,
  fix: /remove it/,
});

mistake('predict without an output criterion', SPLIT, swap('output: true', 'match: [printed]'), {
  is: 'output-criterion rubric',
  points: '- id: right-ou',
  says: /no criterion stands for the output/,
  fix: /output: true/,
});

mistake('two output criteria', SPLIT, swap('    match:\n', '    output: true\n    match:\n'), {
  is: 'output-criterion rubric[1].output',
  points: 'true',
  says: /more than one/,
  fix: /remove/,
});

mistake('an output worth as much as knowing why', SPLIT, swap('points: 4', 'points: 6'), {
  is: 'output-weight rubric[0].points',
  points: '6',
  says: /the output is worth 6 points, the reasons together 6/,
  fix: /more than the output/,
  severity: 'warning',
});

mistake('an output criterion in explain', ZERO, swap('    nudge:', '    output: true\n    nudge:'), {
  is: 'output-criterion rubric[0].output',
  points: 'true',
  says: /an explain question has no output/,
  fix: /remove/,
});

mistake('a criterion that nothing can meet', ZERO, swap("    match:\n      - '@exit-status'\n", ''), {
  is: 'no-patterns rubric[0].match',
  points: 'id: tests-stat',
  says: /nothing can meet the criterion "tests-status"/,
  fix: /at least one pattern/,
});

mistake('nothing but extras', ZERO, (text) => text.replaceAll(/^ {4}points: .*$/gm, '$&\n    essential: false'), {
  is: 'no-essential rubric[0].essential',
  points: 'false',
  says: /every criterion is an extra/,
  fix: /remove/,
});

mistake('two criteria of one id', ZERO, swap('- id: zero-is-true', '- id: tests-status'), {
  is: 'duplicate-id rubric[1].id',
  points: 'tests-status',
  says: /already used by rubric\[0\]/,
  fix: /own id/,
});

mistake(
  'two choices of one id',
  PIPE,
  (text) => text.replace('id: B, text', 'id: A, text').replace('choices: [B]', 'choices: [A]'),
  {
    is: 'duplicate-id choices[1].id',
    points: 'A, text: Its e',
    says: /already used by choices\[0\]/,
    fix: /own id/,
  },
);

mistake('two options that say the same', PIPE, swap('text: Its exit status is 1.', 'text: its  exit status is 0.'), {
  is: 'duplicate-choice choices[1].text',
  points: 'its  exit',
  says: /option B says the same as option A/,
  fix: /something else/,
});

mistake('a correct id that is no choice', PIPE, swap('correct: [A, C]', 'correct: [A, D]'), {
  is: 'unknown-choice correct[1]',
  points: 'D]',
  says: /no choice "D"/,
  fix: /A, B, C/,
});

mistake('an example that chooses nothing real', PIPE, swap('choices: [B]', 'choices: [E]'), {
  is: 'unknown-choice examples[1].choices[0]',
  points: 'E]',
  says: /no choice "E"/,
  fix: /A, B, C/,
});

mistake('a band upside down', ZERO, swap('[0.9, 1]', '[1, 0.9]'), {
  is: 'example-band examples[0].score',
  points: '[1, 0.9]',
  says: /goes down/,
  fix: /\[0.9, 1\]/,
});

mistake('an example with a misconception from nowhere', ZERO, swap('[tests-output]', '[test-output]'), {
  is: 'unknown-misconception examples[1].misconceptions[0]',
  points: 'test-output]',
  says: /no misconception "test-output"/,
  fix: /did you mean "tests-output"/,
});

mistake('a predict example without output', SPLIT, swap(/ {4}output: "3"\n/, ''), {
  is: 'example-fields examples[0].output',
  points: 'answer: The un',
  says: /needs "output"/,
  fix: /typed/,
});

mistake('an explain example with choices', ZERO, swap('    score: [0.9, 1]', '    choices: [A]\n    score: [0.9, 1]'), {
  is: 'example-fields examples[0].choices',
  points: '[A]',
  says: /only choice examples/,
  fix: /remove/,
});

mistake('output per something else than a version', SPLIT, swap('output: "3"\nrubric', 'output: {bash: x y}\nrubric'), {
  is: 'output-version output.bash',
  points: 'x y}',
  says: /"bash" is not a version/,
  fix: /quoted keys/,
});

mistake('until before since', ZERO, swap('difficulty: 1', 'difficulty: 1\nsince: "3.12"\nuntil: "3.9"'), {
  is: 'version-range until',
  points: '"3.9"',
  says: /before "since" 3.12/,
  fix: /swap/,
});
