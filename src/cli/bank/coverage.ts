/** `refcount bank coverage`: what the outline names → the questions and concepts that cover it, and every hole. */
import { type Coverage, type Covered, coverageOf } from '../../core/bank/coverage.ts';
import { type CliIo, EXIT } from '../io.ts';
import { openBank } from '../open-bank.ts';
import { count } from './named.ts';

/** Exit code 1 when there are holes. */
export async function coverage(folder: string, json: boolean, io: CliIo): Promise<number> {
  const bank = await openBank(folder, io);
  if (typeof bank === 'number') return bank;
  const covered = coverageOf(bank);
  if (json) io.stdout.write(`${JSON.stringify(covered, null, 2)}\n`);
  else io.stdout.write(textOf(covered));
  const { sections, myths, holes } = covered;
  const outline = bank.outline
    ? `${count(sections.length, 'section')}, ${count(myths.length, 'myth')}`
    : 'no outline.yaml, so no sections and no myths';
  io.stderr.write(`${outline}: ${holes.length === 0 ? 'no hole' : count(holes.length, 'hole')}\n`);
  return holes.length === 0 ? EXIT.fine : EXIT.found;
}

function textOf({ sections, myths, holes }: Coverage): string {
  const list = (title: string, items: readonly Covered[]) =>
    items.length === 0 ? [] : [title, ...items.flatMap(linesOf), ''];
  const lines = [
    ...list('Sections', sections),
    ...list('Myths', myths),
    ...(holes.length === 0 ? [] : ['Holes', ...holes.map(({ kind, id, lacks }) => `  ${kind} ${id} ${lacks}`), '']),
  ];
  return lines.length === 0 ? '' : `${lines.join('\n').trimEnd()}\n`;
}

function linesOf({ id, title, questions, concepts }: Covered): string[] {
  const or = (ids: readonly string[]) => (ids.length === 0 ? '—' : ids.join(', '));
  return [`  ${id}: ${title}`, `    questions  ${or(questions)}`, `    concepts   ${or(concepts)}`];
}
