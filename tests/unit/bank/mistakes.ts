/** One test per mistake: the rule finds it, points at it, says what is wrong and how to mend it, and says nothing else. */
import { expect, it } from 'vitest';
import { changed, findingsOf } from './shell-bank.ts';

export interface Expected {
  /** The rule and the field. */
  readonly is: string;
  /** What stands in the file where the finding points. */
  readonly points: string;
  readonly says: RegExp;
  readonly fix: RegExp;
  readonly severity?: 'warning';
}

/** Swaps the first occurrence; when there is none, `changed` throws. */
export const swap = (from: string | RegExp, to: string) => (text: string) => text.replace(from, to);

/** Declares a test: after this one edit of the sound bank there is exactly this finding. */
export function mistake(
  title: string,
  path: string,
  edit: (text: string) => string | undefined,
  { is, points, says, fix, severity }: Expected,
): void {
  it(`${is.split(' ')[0]}: ${title}`, () => {
    const files = changed(path, edit);
    const findings = findingsOf(files);
    expect(findings.map(({ rule, field }) => `${rule} ${field}`.trimEnd())).toEqual([is]);
    const [finding] = findings;
    if (!finding) throw new Error('no finding');
    const line = files.find((file) => file.path === finding.path)?.text.split('\n')[finding.line - 1] ?? '';
    expect(line.slice(finding.column - 1, finding.column - 1 + points.length)).toBe(points);
    expect(finding.message).toMatch(says);
    expect(finding.fix).toMatch(fix);
    expect(finding.severity).toBe(severity ?? 'error');
  });
}
