/** Parsing of a command's own arguments, with one sentence for every mistake. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { nearest } from '../core/nearest.ts';

export type Parsed =
  | {
      readonly ok: true;
      readonly values: Readonly<Record<string, unknown>>;
      /** Words that are no options. */
      readonly names: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

/** Reads `--name value` options and words; an unknown option is refused, with the nearest one named. */
export function readArguments(argv: readonly string[], options: ParseArgsOptionsConfig): Parsed {
  const { values, positionals, tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const known = options[token.name];
    if (!known) {
      const near = nearest(token.name, Object.keys(options));
      return { ok: false, message: `unknown option ${token.rawName}${near ? `; did you mean --${near}?` : ''}` };
    }
    if (known.type === 'string' && !token.value) return { ok: false, message: `${token.rawName} needs a value` };
    if (known.type === 'boolean' && token.value !== undefined)
      return { ok: false, message: `${token.rawName} takes no value` };
  }
  return { ok: true, values, names: positionals };
}
