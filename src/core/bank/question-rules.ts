/** What the schema cannot say about one question: what each kind needs, and that its parts fit together. */
import { nearest } from '../nearest.ts';
import type { FieldPath, Finding } from './finding.ts';
import type { Question } from './question.ts';

/** A finding before it has a place: where in the question, and what. */
export interface Remark {
  readonly at: FieldPath;
  readonly rule: string;
  readonly message: string;
  readonly fix: string;
  readonly severity?: Finding['severity'];
}

/** Every rule on a single question. Pure; in no particular order. */
export function questionRemarks(question: Question): Remark[] {
  return [
    ...kindRemarks(question),
    ...criteriaRemarks(question),
    ...duplicateIds('rubric', question.rubric),
    ...duplicateIds('misconceptions', question.misconceptions),
    ...duplicateIds('choices', question.choices ?? []),
    ...choiceRemarks(question),
    ...exampleRemarks(question),
    ...versionRemarks(question),
  ];
}

const NEEDED = { explain: [], predict: ['code', 'output'], choice: ['choices', 'correct'] } as const;
/** Fields that belong to one kind only. `code` may illustrate any question. */
const OWNER = { output: 'predict', choices: 'choice', correct: 'choice' } as const;

const article = (kind: Question['kind']) => `${kind === 'explain' ? 'an' : 'a'} ${kind}`;

function kindRemarks(question: Question): Remark[] {
  const { kind } = question;
  const remarks: Remark[] = NEEDED[kind]
    .filter((field) => question[field] === undefined)
    .map((field) => ({
      at: [field],
      rule: 'kind-fields',
      message: `${article(kind)} question needs "${field}"`,
      fix: `add "${field}:", or choose another kind`,
    }));
  for (const field of ['output', 'choices', 'correct'] as const) {
    if (question[field] === undefined || OWNER[field] === kind) continue;
    const message = `"${field}" belongs to ${OWNER[field]} questions, and this one is ${kind}`;
    remarks.push({ at: [field], rule: 'kind-fields', message, fix: `remove it, or use "kind: ${OWNER[field]}"` });
  }
  return remarks;
}

function criteriaRemarks(question: Question): Remark[] {
  const remarks: Remark[] = [];
  const outputs = question.rubric.flatMap((criterion, index) => (criterion.output ? [index] : []));
  if (question.kind === 'predict' && outputs.length === 0) {
    const fix = 'add "output: true" to the criterion that is met by the right output';
    remarks.push({ at: ['rubric'], rule: 'output-criterion', message: 'no criterion stands for the output', fix });
  }
  const surplus = question.kind === 'predict' ? outputs.slice(1) : outputs;
  for (const index of surplus) {
    const message =
      question.kind === 'predict'
        ? 'more than one criterion stands for the output'
        : `${article(question.kind)} question has no output`;
    const at = ['rubric', index, 'output'];
    remarks.push({ at, rule: 'output-criterion', message, fix: 'remove "output: true" here' });
  }
  if (question.kind === 'predict') remarks.push(...outputWeight(question.rubric));
  if (question.rubric.every(({ essential }) => !essential)) {
    const message = 'every criterion is an extra, so there is nothing full marks could be given for';
    const fix = 'remove "essential: false" from what an answer must contain';
    remarks.push({ at: ['rubric', 0, 'essential'], rule: 'no-essential', message, fix });
  }
  remarks.push(...equalChoices(question));
  if (question.kind === 'choice') return remarks;
  question.rubric.forEach((criterion, index) => {
    if (criterion.output || criterion.match.length > 0) return;
    const message = `nothing can meet the criterion "${criterion.id}": it has no "match" patterns`;
    const fix = 'add "match:" with at least one pattern (see "The pattern language")';
    remarks.push({ at: ['rubric', index, 'match'], rule: 'no-patterns', message, fix });
  });
  return remarks;
}

/** Two options of one text: nobody could tell the right one. */
function equalChoices({ choices = [] }: Question): Remark[] {
  const plain = choices.map(({ text }) => text.trim().toLowerCase().replace(/\s+/g, ' '));
  return choices.flatMap(({ id }, index): Remark[] => {
    const first = plain.indexOf(plain[index] ?? '');
    if (first === index) return [];
    const message = `option ${id} says the same as option ${choices[first]?.id}`;
    return [
      { at: ['choices', index, 'text'], rule: 'duplicate-choice', message, fix: 'say something else, or remove it' },
    ];
  });
}

/** A lucky guess at the output must not be worth as much as knowing why. */
function outputWeight(rubric: Question['rubric']): Remark[] {
  const at = rubric.findIndex(({ output }) => output);
  const points = rubric[at]?.points ?? 0;
  const reasons = rubric.reduce((sum, criterion) => sum + (criterion.output ? 0 : criterion.points), 0);
  if (at < 0 || reasons === 0 || points < reasons) return [];
  const message = `the output is worth ${points} points, the reasons together ${reasons}`;
  const fix = 'give the reasons more than the output, since a lucky guess is not an explanation';
  return [{ at: ['rubric', at, 'points'], rule: 'output-weight', message, fix, severity: 'warning' }];
}

function duplicateIds(field: string, items: readonly { readonly id: string }[]): Remark[] {
  return items.flatMap(({ id }, index) => {
    const first = items.findIndex((item) => item.id === id);
    if (first === index) return [];
    const message = `the id "${id}" is already used by ${field}[${first}]`;
    return [{ at: [field, index, 'id'], rule: 'duplicate-id', message, fix: 'give each its own id' }];
  });
}

function choiceRemarks(question: Question): Remark[] {
  if (question.kind !== 'choice' || !question.choices) return [];
  const ids = question.choices.map(({ id }) => id);
  const lists = [
    { at: ['correct'], chosen: question.correct ?? [] },
    ...question.examples.map(({ choices }, index) => ({ at: ['examples', index, 'choices'], chosen: choices ?? [] })),
  ];
  return lists.flatMap(({ at, chosen }) =>
    chosen.flatMap((id, index) => {
      if (!ids.includes(id)) {
        const message = `there is no choice "${id}"`;
        return [{ at: [...at, index], rule: 'unknown-choice', message, fix: `use ${ids.join(', ')}` }];
      }
      if (chosen.indexOf(id) === index) return [];
      return [{ at: [...at, index], rule: 'duplicate-id', message: `"${id}" is listed twice`, fix: 'remove one' }];
    }),
  );
}

function exampleRemarks(question: Question): Remark[] {
  const held = question.misconceptions.map(({ id }) => id);
  return question.examples.flatMap((example, index) => {
    const remarks: Remark[] = [];
    const at = (...path: FieldPath) => ['examples', index, ...path];
    const [low, high] = example.score;
    if (low > high) {
      const message = `the band goes down: ${low} is above ${high}`;
      remarks.push({ at: at('score'), rule: 'example-band', message, fix: `write [${high}, ${low}]` });
    }
    for (const [position, id] of (example.misconceptions ?? []).entries()) {
      if (held.includes(id)) continue;
      const near = nearest(id, held);
      const fix = near ? `did you mean "${near}"?` : `use one of ${held.join(', ') || 'those under "misconceptions"'}`;
      const message = `this question has no misconception "${id}"`;
      remarks.push({ at: at('misconceptions', position), rule: 'unknown-misconception', message, fix });
    }
    for (const [field, owner] of [
      ['output', 'predict'],
      ['choices', 'choice'],
    ] as const) {
      const given = example[field] !== undefined;
      if (given === (question.kind === owner)) continue;
      remarks.push({
        at: at(field),
        rule: 'example-fields',
        message: given ? `only ${owner} examples have "${field}"` : `a ${owner} example needs "${field}"`,
        fix: given
          ? 'remove it'
          : `add "${field}:" with what the sample member ${owner === 'choice' ? 'chose' : 'typed'}`,
      });
    }
    return remarks;
  });
}

function versionRemarks(question: Question): Remark[] {
  const remarks: Remark[] = [];
  if (typeof question.output === 'object') {
    for (const version of Object.keys(question.output)) {
      if (/^\d+\.\d+$/.test(version)) continue;
      const fix = 'write versions as quoted keys, such as "3.12"; put output that looks like YAML under "|"';
      const message = `"${version}" is not a version`;
      remarks.push({ at: ['output', version], rule: 'output-version', message, fix });
    }
  }
  const { since, until } = question;
  if (since !== undefined && until !== undefined && compareVersions(since, until) > 0) {
    const message = `"until" ${until} is before "since" ${since}`;
    remarks.push({ at: ['until'], rule: 'version-range', message, fix: 'swap them, or remove one' });
  }
  return remarks;
}

/** `3.9` before `3.12`. */
function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB;
}
