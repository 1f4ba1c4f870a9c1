/** The bank's small markup, written: `code`, **bold**, *italic*. It has no escapes, so what would be misread stays plain. */

export interface Piece {
  readonly mark: 'none' | 'bold' | 'italic' | 'code';
  readonly text: string;
}

/** Pieces of text as one text, each line of a piece marked by itself. */
export function marked(pieces: readonly Piece[]): string {
  let text = '';
  for (const [index, piece] of pieces.entries()) {
    const lines = piece.text.split('\n');
    for (const [number, line] of lines.entries()) {
      if (number > 0) text += '\n';
      const next = number < lines.length - 1 ? '\n' : begins(pieces[index + 1]);
      text += markedLine({ mark: piece.mark, text: line }, text.at(-1) ?? '', next);
    }
  }
  return text;
}

/** The first character of a piece as it will be written. */
function begins(piece: Piece | undefined): string {
  if (piece?.mark === 'code') return '`';
  return piece?.mark === 'bold' || piece?.mark === 'italic' ? '*' : (piece?.text[0] ?? '');
}

function markedLine({ mark, text }: Piece, before: string, after: string): string {
  if (text.trim() === '') return text;
  if (mark === 'code') return codeSpan(text);
  if (mark === 'bold') return /^.+?\*\*/.exec(`${text}**`)?.[0].length === text.length + 2 ? `**${text}**` : text;
  if (mark !== 'italic') return text;
  const [, open = '', inner = text, close = ''] = /^(\s*)(.*?)(\s*)$/.exec(text) ?? [];
  const joined = (open === '' && /[\w*]/.test(before)) || (close === '' && /[\w*]/.test(after));
  return joined || inner.includes('*') ? text : `${open}*${inner}*${close}`;
}

/** Between backticks, more of them than the text holds in a row. */
export function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const edge = longest > 0 ? ' ' : '';
  return `${fence}${edge}${text.trim()}${edge}${fence}`;
}
