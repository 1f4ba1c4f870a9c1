/** `refcount bank …`: the tools of an author. */
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Finding } from '../core/bank/finding.ts';
import type { Question } from '../core/bank/question.ts';
import { readArguments } from './arguments.ts';
import { type Miss, testExamples } from './examples.ts';
import { type CliIo, EXIT } from './io.ts';
import { findingLine, loadFolder } from './open-bank.ts';
import { report } from './report.ts';
import { verify } from './verify/verify.ts';
import { why } from './why.ts';

const USAGE = `usage: refcount bank lint [--bank DIR] [--json] [NAME…]
       refcount bank test [--bank DIR] [NAME…]
       refcount bank verify [--python PATH]… [--no-cache] [--json] [--bank DIR] [NAME…]
       refcount bank report --answers FILE.jsonl [--worst N] [--json] [--bank DIR]
       refcount bank why --question ID --answer TEXT [--output TEXT] [--choices A,B] [--bank DIR]
  NAME is a topic, a question's id or a file; without one, everything is checked`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  lint: { bank: text, json: flag },
  test: { bank: text },
  report: { bank: text, answers: text, worst: text, json: flag },
  verify: { bank: text, python: { type: 'string', multiple: true }, 'no-cache': flag, json: flag },
  why: { bank: text, question: text, answer: text, output: text, choices: text },
} as const;

/** Beside what npm installs, since it is as easily made again. */
const VERIFY_CACHE = fileURLToPath(new URL('../../node_modules/.cache/refcount/verify.json', import.meta.url));

/** Runs `bank …`; gives the exit code. */
export async function bankCommand(argv: string[], io: CliIo): Promise<number> {
  const [verb = '', ...rest] = argv;
  if (!isVerb(verb)) return misused(verb === '' ? 'bank needs a verb' : `bank has no "${verb}"`, io);
  const parsed = readArguments(rest, OPTIONS[verb]);
  if (!parsed.ok) return misused(parsed.message, io);
  const { values, names } = parsed;
  const folder = stringOf(values.bank) ?? io.defaultBankDir;
  const json = values.json === true;
  if (verb === 'lint') return lint(folder, names, json, io);
  if (verb === 'test') return test(folder, names, io);
  if (verb === 'verify') {
    const pythons = Array.isArray(values.python) ? values.python.filter((path) => typeof path === 'string') : [];
    const cache = values['no-cache'] === true ? undefined : VERIFY_CACHE;
    return verify(folder, { pythons, names, json, cache }, io);
  }
  if (names.length > 0) return misused(`unexpected "${names[0]}"`, io);
  if (verb === 'report') {
    const answers = stringOf(values.answers);
    if (answers === undefined) return misused('report needs --answers FILE.jsonl', io);
    const worst = stringOf(values.worst);
    if (worst !== undefined && !/^\d{1,4}$/.test(worst)) return misused(`--worst ${worst}: give a number`, io);
    return report(folder, { answers, json, worst: worst === undefined ? undefined : Number(worst) }, io);
  }
  const question = stringOf(values.question);
  const answer = stringOf(values.answer);
  if (question === undefined || answer === undefined) return misused('why needs --question and --answer', io);
  const choices = stringOf(values.choices)?.split(/[\s,]+/);
  return why(folder, { question, answer, output: stringOf(values.output), choices }, io);
}

const isVerb = (verb: string): verb is keyof typeof OPTIONS => Object.hasOwn(OPTIONS, verb);
const stringOf = (value: unknown) => (typeof value === 'string' ? value : undefined);

function misused(message: string, io: CliIo): number {
  io.stderr.write(`refcount: ${message}\n${USAGE}\n`);
  return EXIT.usage;
}

async function lint(folder: string, names: readonly string[], json: boolean, io: CliIo): Promise<number> {
  const result = await loadFolder(folder, io);
  if (!result) return EXIT.usage;
  const findings = result.findings.filter(({ path }) => isNamed(path, names));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (json) {
    io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  } else {
    for (const finding of findings) io.stdout.write(`${findingLine(finding, folder)}\n`);
    const size = result.ok
      ? `: ${count(result.bank.questions.size, 'question')}, ${count(result.bank.concepts.size, 'concept')}, version ${result.bank.version}`
      : '';
    const counts = `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
    io.stderr.write(`${relative('.', folder) || '.'}${size}; ${counts}\n`);
  }
  return errors === 0 ? EXIT.fine : EXIT.found;
}

async function test(folder: string, names: readonly string[], io: CliIo): Promise<number> {
  const result = await loadFolder(folder, io);
  if (!result) return EXIT.usage;
  const bank = result.ok ? result.bank : result.gradable;
  const errors = result.ok ? [] : result.findings.filter((finding) => isErrorOf(finding, names));
  for (const finding of errors) io.stdout.write(`${findingLine(finding, folder)}\n`);
  const questions = [...(bank?.questions.values() ?? [])].filter((question) => isNamed(pathOf(question), names));
  if (bank === undefined || questions.length === 0) {
    const reason = errors.length > 0 ? 'the bank has errors' : `nothing is called ${names.join(' or ')}`;
    io.stderr.write(`refcount: no question can be tested: ${reason}\n`);
    return errors.length > 0 ? EXIT.found : EXIT.usage;
  }
  let misses = 0;
  for (const question of questions) {
    for (const miss of testExamples(question, bank)) {
      misses += 1;
      io.stdout.write(missText(question, miss));
    }
  }
  const examples = questions.reduce((sum, question) => sum + question.examples.length, 0);
  const verdict = misses === 0 ? 'all in their bands' : `${misses} not as expected`;
  const untested = errors.length > 0 ? `; ${count(errors.length, 'error')} in the files` : '';
  io.stderr.write(`${count(examples, 'example')} of ${count(questions.length, 'question')}: ${verdict}${untested}\n`);
  return misses === 0 && errors.length === 0 ? EXIT.fine : EXIT.found;
}

const isErrorOf = ({ severity, path }: Finding, names: readonly string[]) =>
  severity === 'error' && (isNamed(path, names) || path === 'lexicon.yaml');

/** Whether a file of the bank is meant by one of the names: a topic, an id, or a path that ends like it. */
function isNamed(path: string, names: readonly string[]): boolean {
  const [folder, file] = path.split('/');
  return (
    names.length === 0 ||
    names.some((name) => name === folder || `${name}.yaml` === file || name === path || name.endsWith(`/${path}`))
  );
}

const pathOf = ({ topic, id }: Question) => `${topic}/${id}.yaml`;

/** One miss for a reader: what was expected, what came out, and which words decided it. */
function missText(question: Question, { index, problems, grade }: Miss): string {
  const lines = [`${pathOf(question)} examples[${index}]: ${problems.join('; ')}`];
  for (const { id, met, points, evidence, unclear, contradicted } of grade.criteria) {
    const how = contradicted ? ' (the opposite)' : unclear ? ' (asserted and denied)' : '';
    lines.push(`    ${met} of ${points}  ${id}${how}${quoted(contradicted ?? evidence)}`);
  }
  for (const { id, penalty, evidence } of grade.misconceptions) {
    lines.push(`    -${penalty}  misconception ${id}${quoted(evidence)}`);
  }
  if (grade.guard) lines.push(`    earned nothing: taken for ${grade.guard}`);
  for (const { typed, read } of grade.readings) lines.push(`    read "${typed}" as "${read}"`);
  return `${lines.join('\n')}\n`;
}

const quoted = (evidence: readonly string[]) =>
  evidence.length === 0 ? '' : `: ${evidence.map((words) => `"${words}"`).join(', ')}`;

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
