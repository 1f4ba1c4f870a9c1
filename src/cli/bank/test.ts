/** `refcount bank test`: grades every example, and prints those that are not graded as their author says. */
import type { Finding } from '../../core/bank/finding.ts';
import type { Question } from '../../core/bank/question.ts';
import { type CliIo, EXIT } from '../io.ts';
import { findingLine, loadFolder } from '../open-bank.ts';
import { type Miss, testExamples } from './examples.ts';
import { count, isNamed, nothingCalled, pathOf, pathsIn } from './named.ts';

/** Exit code 1 when an example is not graded so or a file has errors, 2 when there is no such folder or no question is named. */
export async function test(folder: string, names: readonly string[], io: CliIo): Promise<number> {
  const result = await loadFolder(folder, io);
  if (!result) return EXIT.usage;
  const unknown = nothingCalled(names, await pathsIn(folder));
  if (unknown !== undefined) {
    io.stderr.write(`refcount: ${unknown}\n`);
    return EXIT.usage;
  }
  const bank = result.ok ? result.bank : result.gradable;
  const errors = result.ok ? [] : result.findings.filter((finding) => isErrorOf(finding, names));
  for (const finding of errors) io.stdout.write(`${findingLine(finding, folder)}\n`);
  const questions = [...(bank?.questions.values() ?? [])].filter((question) => isNamed(pathOf(question), names));
  if (bank === undefined || questions.length === 0) {
    const reason = errors.length > 0 ? 'the bank has errors' : `${names.join(' or ') || 'the bank'} has none`;
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
