/** Text to tokens: words, code, numbers and operators, each with its place in what was typed. */
import { joinCompounds } from './compounds.ts';
import { Scanner } from './scanner.ts';
import { plainText } from './text.ts';
import type { Token } from './token.ts';

export { GAP, type Token } from './token.ts';

/** Tokenises at most 4,000 characters. `code` treats all of it as if between backticks. */
export function tokenise(source: string, code = false): Token[] {
  return joinCompounds(new Scanner(plainText(source), code).scan());
}
