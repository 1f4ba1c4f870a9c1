/** The catalogues as they stand in their files, each message taken apart: what values it wants, and values to say it with. */
import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { LANGUAGES, type Language } from '../../../src/core/language/language.ts';
import type { Values } from '../../../src/core/language/texts.ts';

type Catalogue = Readonly<Record<string, string>>;

const read = (language: Language): Catalogue =>
  JSON.parse(readFileSync(new URL(`../../../locales/${language}.json`, import.meta.url), 'utf8'));

const TAGS = Object.keys(LANGUAGES) as Language[];

/** Of every language that is spoken, so that one added is checked like the others. */
export const CATALOGUES = Object.fromEntries(TAGS.map((tag) => [tag, read(tag)])) as Readonly<
  Record<Language, Catalogue>
>;

/** A part of a message, as far as it matters here; `value` is its words, or the name of what it shows. */
interface Part {
  readonly type: number;
  readonly value?: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

/** How a message uses a value. */
export interface Use {
  readonly kind: 'words' | 'number' | 'choice';
  /** The plural forms or choices it has texts for. */
  readonly forms: readonly string[];
}

/** The parser's numbers for the parts of a message. */
const LITERAL = 0;
const KINDS: ReadonlyMap<number, Use['kind']> = new Map([
  [1, 'words'],
  [2, 'number'],
  [5, 'choice'],
  [6, 'number'],
]);

/** Throws where the message is not ICU. */
export function parse(source: string, language: Language): readonly Part[] {
  return new IntlMessageFormat(source, language, undefined, { ignoreTag: true }).getAst();
}

/** The values a message wants by name; one may be used in several ways. */
export function usesIn(parts: readonly Part[], found = new Map<string, Use[]>()): Map<string, Use[]> {
  for (const { type, value: name = '', options = {} } of parts) {
    const kind = KINDS.get(type);
    if (kind) found.set(name, [...(found.get(name) ?? []), { kind, forms: Object.keys(options) }]);
    for (const option of Object.values(options)) usesIn(option.value, found);
  }
  return found;
}

/** The words of a message that stand in it whatever its values are. */
export function wordsIn(parts: readonly Part[]): string {
  return parts
    .map(({ type, value = '', options = {} }) => {
      if (type === LITERAL) return value;
      const forms = Object.values(options).map((option) => wordsIn(option.value));
      return forms.join(' ');
    })
    .join('');
}

/** Values that together bring out every form of the message: `word` for what is literal. */
export function samples(uses: ReadonlyMap<string, readonly Use[]>, word = 'x'): Values[] {
  const choices = [...uses.values()].flat().filter(({ kind }) => kind === 'choice');
  const rounds = Math.max(1, ...choices.map(({ forms }) => forms.length));
  return [0, 1, 2, 0.5, 12].flatMap((number) =>
    Array.from({ length: rounds }, (_, round) =>
      Object.fromEntries([...uses].map(([name, all]) => [name, sample(all, number, round, word)])),
    ),
  );
}

function sample(uses: readonly Use[], number: number, round: number, word: string): string | number {
  if (uses.some(({ kind }) => kind === 'number')) return number;
  const { forms = [] } = uses.find(({ kind }) => kind === 'choice') ?? {};
  const form = forms[round % forms.length] ?? 'other';
  return form === 'other' ? word : form;
}
