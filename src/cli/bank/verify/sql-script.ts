/** A script of SQL as text: its statements, and the files that they name. */
import { posix, win32 } from 'node:path';

/** A statement ends with a semicolon at the end of a line; that of a trigger with the line `END;`. */
export function statementsOf(script: string): string[] {
  const statements: string[] = [];
  let lines: string[] = [];
  for (const line of script.split('\n')) {
    if (lines.length === 0 && withoutComment(line) === '') continue;
    lines.push(line);
    const code = withoutComment(line);
    const trigger = /^\s*create\s+(temp(orary)?\s+)?trigger\b/i.test(lines[0] ?? '');
    if (trigger ? /(^|\s)end;$/i.test(code) : code.endsWith(';')) {
      statements.push(lines.join('\n'));
      lines = [];
    }
  }
  return lines.length > 0 ? [...statements, lines.join('\n')] : statements;
}

/** A line without the comment that ends it. One with a quote may be no comment, and stays. */
function withoutComment(line: string): string {
  return line
    .replace(/--[^']*$/, '')
    .replace(/\/\*[^'*]*\*\/\s*$/, '')
    .trim();
}

/** Blanks and comments, as https://www.sqlite.org/lang_comment.html has them; a comment goes no further than its end. */
const GAP = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*(?:[^*]|\*(?!/))*\*/)*`;
const TEXT = `(?<path>'(?:[^']|'')*')`;
const startsWith = (word: string) => String.raw`^(?:${GAP};)*${GAP}${word}\b${GAP}`;

const ATTACH = new RegExp(startsWith('attach'), 'i');
const ATTACH_FILE = new RegExp(String.raw`${ATTACH.source}(?:database\b${GAP})?${TEXT}${GAP}as\b`, 'i');
const VACUUM_INTO = new RegExp(String.raw`${startsWith('vacuum')}[\s\S]*\binto\b`, 'i');
/** Or nothing of the kind: `into` may be a word of a comment. */
const VACUUM_FILE = new RegExp(
  String.raw`${startsWith('vacuum')}(?:\w+\b${GAP})?(?:into\b${GAP}${TEXT}${GAP})?;?${GAP}$`,
  'i',
);

/**
 * Why a statement may not be run: it opens a file by a path that is not plainly below the folder of its script. What
 * names a file other than by one text in single quotes is refused too, since its path is not known before it runs.
 */
export function refusalOf(statement: string): string | undefined {
  const [verb, allowed] = ATTACH.test(statement)
    ? (['ATTACH', ATTACH_FILE] as const)
    : VACUUM_INTO.test(statement)
      ? (['VACUUM INTO', VACUUM_FILE] as const)
      : [];
  if (!allowed) return undefined;
  const match = allowed.exec(statement);
  const path = match?.groups?.path?.slice(1, -1).replaceAll("''", "'");
  if (match && (path === undefined || isBelow(path))) return undefined;
  return `${verb} takes a file of the script's own folder here: a path in single quotes, not absolute and without ".."`;
}

/** Whether a path cannot leave the folder, on any system. `:memory:` is none, `file:…` might be anywhere. */
const isBelow = (path: string) =>
  !posix.isAbsolute(path) && !win32.isAbsolute(path) && !/^\w+:/.test(path) && !path.split(/[\\/]/).includes('..');
