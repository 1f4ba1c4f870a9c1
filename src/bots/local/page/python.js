/** A light colouring of Python: enough to read by, not a parser. */

const KEYWORDS = new Set(
  'and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield'.split(
    ' ',
  ),
);
const CONSTANTS = new Set(['None', 'True', 'False', 'NotImplemented', 'Ellipsis', '__debug__']);
const BUILTINS = new Set(
  'abs all any bool bytes callable classmethod compile delattr dict dir enumerate eval exec filter float format frozenset getattr globals hasattr hash id input int isinstance issubclass iter len list locals map max min next object open ord print property range repr reversed set setattr slice sorted staticmethod str sum super tuple type vars zip'.split(
    ' ',
  ),
);

// Alternatives in order: comment, string (with prefix; triple first), number, word, decorator, one other character.
const TOKEN =
  /(#[^\n]*)|([rbfu]{0,2}(?:"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?))|(\b\d[\d_]*(?:\.\d*)?(?:e[+-]?\d+)?j?\b|0[xob][\da-f_]+)|([A-Za-z_]\w*)|(@[A-Za-z_][\w.]*)|[\s\S]/giy;

/**
 * @param {string} source
 * @returns {{ kind: 'comment' | 'string' | 'number' | 'keyword' | 'constant' | 'builtin' | 'name' | 'decorator' | 'plain', text: string }[]}
 *   in order; their texts joined are the source.
 */
export function pythonTokens(source) {
  /** @type {ReturnType<typeof pythonTokens>} */
  const tokens = [];
  let wordBefore = '';
  for (const [text, comment, string, number, word, decorator] of source.matchAll(TOKEN)) {
    if (comment) tokens.push({ kind: 'comment', text });
    else if (string) tokens.push({ kind: 'string', text });
    else if (number) tokens.push({ kind: 'number', text });
    else if (word) tokens.push({ kind: kindOfWord(word, wordBefore), text });
    else if (decorator) tokens.push({ kind: 'decorator', text });
    else {
      const last = tokens.at(-1);
      if (last?.kind === 'plain') last.text += text;
      else tokens.push({ kind: 'plain', text });
    }
    if (text.trim()) wordBefore = word ?? '';
  }
  return tokens;
}

/**
 * @param {string} word
 * @param {string} before the word before it, when only spaces are between
 * @returns {'keyword' | 'constant' | 'builtin' | 'name' | 'plain'}
 */
function kindOfWord(word, before) {
  if (before === 'def' || before === 'class') return 'name';
  if (KEYWORDS.has(word)) return 'keyword';
  if (CONSTANTS.has(word)) return 'constant';
  if (BUILTINS.has(word)) return 'builtin';
  return 'plain';
}
