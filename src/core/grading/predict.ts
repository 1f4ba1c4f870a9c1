/** Comparing a predicted output with the real one. */

export interface OutputVerdict {
  readonly right: boolean;
  /** Right but for quotes, spaces, case of True/False/None, a prompt or a fence. */
  readonly forgiven: boolean;
}

/** `expected`: what the code prints, or several where versions differ; any of them is right. */
export function compareOutput(typed: string, expected: string | Readonly<Record<string, string>>): OutputVerdict {
  const outputs = typeof expected === 'string' ? [expected] : Object.values(expected);
  const plain = endings(typed);
  if (outputs.some((output) => endings(output) === plain)) return { right: true, forgiven: false };
  const loose = normalised(typed);
  const right = outputs.some((output) => normalised(output) === loose);
  return { right, forgiven: right };
}

/** Line ends and trailing blanks are no part of what one can see. */
function endings(output: string): string {
  return output
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .replace(/^\n+|\n+$/g, '');
}

/** At most 4,000 characters are compared. */
function normalised(output: string): string {
  const lines = endings(
    output
      .slice(0, 4000)
      .normalize('NFKC')
      .replace(/[\u200b-\u200f\ufeff]/g, '')
      .replace(/[‘’]/g, "'")
      .replace(/[“”]/g, '"'),
  ).split('\n');
  if (lines[0]?.trim().startsWith('```')) lines.shift();
  if (lines.at(-1)?.trim() === '```') lines.pop();
  const text = lines
    .map((line) =>
      line
        .trim()
        .split(/[ \t]+/)
        .join(' '),
    )
    .filter((line) => line !== '')
    .join('\n');
  return unquoted(text).split('\n').map(value).join('\n');
}

function unquoted(text: string): string {
  let inner = text.replace(/^(>>> ?|[a-z]{2,10}> |it prints:? |prints:? |output:? )/i, '').trim();
  for (;;) {
    const mark = inner[0];
    if (
      inner.length < 2 ||
      (mark !== '`' && mark !== '"' && mark !== "'") ||
      inner.at(-1) !== mark ||
      inner.slice(1, -1).includes(mark)
    )
      return inner.replace(/(?<=\w)\.$/, '');
    inner = inner.slice(1, -1).trim();
  }
}

/** Spaces around commas, brackets and bars, quotes of either kind, and the case of true, false and none do not matter. */
function value(line: string): string {
  return line
    .replace(/ ?([,()[\]{}:|]) ?/g, '$1')
    .replaceAll('"', "'")
    .replace(/\b(true|false|none)\b/gi, (word) => word.toLowerCase());
}

/** Whether the first line of an explanation states the output, for a member who wrote it all in one field. */
export function statedOutput(text: string, expected: string | Readonly<Record<string, string>>): OutputVerdict {
  const first = text.trimStart().split('\n', 1)[0] ?? '';
  const whole = compareOutput(first, expected);
  if (whole.right) return whole;
  const lead = /^[^.,;:—]*/.exec(first)?.[0].replace(/ (because|since|as|-) .*/, '') ?? '';
  const verdict = lead === '' ? whole : compareOutput(lead, expected);
  return verdict.right ? { right: true, forgiven: true } : verdict;
}
