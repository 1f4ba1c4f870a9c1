/** How names of concepts are compared: `LOAD_FAST`, "load fast" and "Load-Fast" are one name, and so are `__eq__` and "dunder eq". */

/** Lower-case words, without quotes and calls' parentheses; `__eq__` reads "dunder eq". */
export function nameWords(name: string): string[] {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<![\p{L}\p{N}_])__(?=[\p{L}\p{N}])/gu, 'dunder ')
    .replace(/[`'"’‘“”?!,;:()[\]{}]/g, ' ')
    .split(/[\s_\-‐-―./]+/)
    .filter((word) => word !== '');
}

/** The name as one word, for comparing: "free-threading" is "freethreading". Operators stay as they are. */
export function nameKey(name: string): string {
  return nameWords(name).join('');
}

const ASKING = new Set(
  'a about an and are between can define describe did difference do does explain give how i in is it me mean means of on or please s show tell the to us versus vs was what whats when why work works you'.split(
    ' ',
  ),
);

/**
 * Without the words of a question, and without `noise`: "What is the GIL in Python?" is about "gil". Unchanged when
 * nothing would be left.
 */
export function subjectOf(query: string, noise: ReadonlySet<string> = new Set()): string {
  const words = nameWords(query);
  const rest = words.filter((word) => !ASKING.has(word) && !noise.has(word));
  return (rest.length > 0 ? rest : words).join(' ');
}
