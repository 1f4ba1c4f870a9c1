/** What a pattern's tree may look like. */
import type { Fault, PatternNode } from './pattern-parse.ts';

/** Whether any node of the tree passes the test. */
export function some(node: PatternNode, test: (node: PatternNode) => boolean): boolean {
  if (test(node)) return true;
  switch (node.kind) {
    case 'phrase':
    case 'all':
    case 'chain':
      return node.parts.some((part) => some(part, test));
    case 'either':
      return node.options.some((option) => some(option, test));
    case 'polar':
    case 'absent':
    case 'clause':
      return some(node.part, test);
    default:
      return false;
  }
}

export const onlyAbsent = (at: number): Fault => ({
  message: 'the pattern only says what must be missing',
  offset: at,
  fix: 'add what must be there, as in: faster & no:slower',
});

/** Which joins may stand where: `&` within words side by side has no meaning a reader could guess. */
export function checkShape(node: PatternNode, room: 'sentence' | 'phrase', faults: Fault[]): void {
  const sign = signOf(node);
  if (sign && room === 'phrase') {
    faults.push({
      message: `"${sign}" cannot stand inside words side by side, or beside ~ and ..`,
      offset: node.at,
      fix: 'join the parts with & on the outside',
    });
    return;
  }
  if (node.kind === 'all') {
    if (node.parts.every((part) => part.kind === 'absent')) faults.push(onlyAbsent(node.at));
    for (const part of node.parts) checkShape(part, 'sentence', faults);
  } else if (node.kind === 'either') {
    for (const option of node.options) {
      if (option.kind === 'absent') faults.push(onlyAbsent(option.at));
      else checkShape(option, room, faults);
    }
  } else if (node.kind === 'clause') {
    if (node.part.kind === 'absent') faults.push(onlyAbsent(node.part.at));
    else checkShape(node.part, 'sentence', faults);
  } else if (node.kind === 'polar') checkShape(node.part, 'phrase', faults);
  else if (node.kind === 'absent') checkShape(node.part, 'phrase', faults);
  else if (node.kind === 'phrase' || node.kind === 'chain')
    for (const part of node.parts) checkShape(part, 'phrase', faults);
}

/** The sign of a join that needs a whole sentence, or a clause, to itself. */
function signOf(node: PatternNode): string | undefined {
  if (node.kind === 'all') return '&';
  if (node.kind === 'absent') return 'no:';
  if (node.kind === 'clause') return '[ ]';
  if (node.kind === 'chain') return node.links.includes('near') ? '~' : '..';
  return undefined;
}
