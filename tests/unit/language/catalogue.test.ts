/** What the types cannot say of the catalogues of texts. */
import { glob, readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { COMMANDS, SHORTCUTS } from '../../../src/core/commands/catalog.ts';
import type { Language } from '../../../src/core/language/language.ts';
import { type TextKey, textsIn } from '../../../src/core/language/texts.ts';
import type { Inline } from '../../../src/core/message.ts';
import { CATALOGUES, parse, samples, usesIn, wordsIn } from './messages.ts';

const LANGUAGES = Object.keys(CATALOGUES) as Language[];
const TRANSLATED = LANGUAGES.filter((language) => language !== 'en');
const KEYS = Object.keys(CATALOGUES.en) as TextKey[];

/** May be the same words as in English, on purpose. */
const ALIKE = [
  /** Languages are called by their own names. */
  ...LANGUAGES.map((language) => `command.quiz-language.language.${language}`),
  'board.column-name',
  'help.heading',
  'link.code-discord',
  'link.code-typed',
  'page.shown-as-refcount',
  'page.workspace',
];

/** The sign that opens a quotation, the one that closes it, and one that belongs to another language. */
const QUOTES: Readonly<Record<Language, readonly [string, string, string]>> = {
  en: ['“', '”', '„'],
  de: ['„', '“', '”'],
};

const source = (key: TextKey, language: Language) => CATALOGUES[language][key] ?? '';

/** Every way the text can come out, in the order of the samples. */
function spoken(key: TextKey, language: Language, word?: string): Inline[][] {
  const uses = usesIn(parse(source(key, language), language));
  return samples(uses, word).map((values) => textsIn(language).rich(key, values));
}

const textOf = (inline: Inline): string => ('text' in inline ? inline.text : '');

/** Keys with what is wrong with them. */
const faulty = (fault: (key: TextKey, language: Language) => unknown) =>
  LANGUAGES.flatMap((language) =>
    KEYS.flatMap((key) => {
      const found = fault(key, language);
      return found ? [`${language} ${key}: ${String(found)}`] : [];
    }),
  );

describe('the catalogues', () => {
  test('have the same keys, in order, named alike', () => {
    expect(KEYS.length).toBeGreaterThan(200);
    for (const language of LANGUAGES) expect(Object.keys(CATALOGUES[language])).toEqual(KEYS.toSorted());
    expect(KEYS.filter((key) => !/^[a-z]+(-[a-z]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/.test(key))).toEqual([]);
  });

  test('are ICU messages', () => {
    expect(
      faulty((key, language) => {
        try {
          parse(source(key, language), language);
          return undefined;
        } catch (error) {
          return error;
        }
      }),
    ).toEqual([]);
  });

  test('want the same values, a number as a number and a choice among the same', () => {
    const wants = (key: TextKey, language: Language) =>
      Object.fromEntries(
        [...usesIn(parse(source(key, language), language))].map(([name, uses]) => [
          name,
          new Set(uses.map(({ kind, forms }) => (kind === 'choice' ? forms.toSorted().join('|') : kind))),
        ]),
      );
    for (const language of TRANSLATED) {
      for (const key of KEYS) expect({ [key]: wants(key, language) }).toEqual({ [key]: wants(key, 'en') });
    }
    expect(
      faulty((key, language) => {
        const mixed = Object.entries(wants(key, language)).find(([, kinds]) => kinds.has('number') && kinds.size > 1);
        return mixed?.[0];
      }),
    ).toEqual([]);
  });

  test('tell one from many wherever they count', () => {
    expect(
      faulty((key, language) =>
        [...usesIn(parse(source(key, language), language)).values()]
          .flat()
          .find(
            ({ kind, forms }) =>
              kind === 'number' && forms.length > 0 && !forms.includes('one') && !forms.includes('=1'),
          )
          ?.forms.join(', '),
      ),
    ).toEqual([]);
  });

  test.each(TRANSLATED)('are not left untranslated: %s', (language) => {
    const same = KEYS.filter((key) => source(key, 'en') === source(key, language));
    const worded = same.filter((key) => /\p{L}/u.test(wordsIn(parse(source(key, 'en'), 'en'))));
    expect(worded.filter((key) => !ALIKE.includes(key))).toEqual([]);
  });

  test('that may be alike are so in some language', () => {
    const alike = (key: string) => TRANSLATED.some((language) => CATALOGUES[language][key] === CATALOGUES.en[key]);
    expect(ALIKE.filter((key) => !alike(key))).toEqual([]);
  });

  test('have no stray spaces, and each language its own quotes', () => {
    const count = (text: string, sign: string) => text.split(sign).length - 1;
    expect(
      faulty((key, language) => {
        const text = source(key, language);
        if (text !== text.trim() || /\s\s/.test(text) || /[\t\n]/.test(text)) return 'spaces';
        const straight = text.replace(/`[^`]*`/g, '').includes('"');
        if (straight) return 'straight quotes';
        const [open, close, foreign] = QUOTES[language];
        if (count(text, open) !== count(text, close) || text.includes(foreign)) return 'quotes';
        return undefined;
      }),
    ).toEqual([]);
  });
});

describe('the markup', () => {
  test('is read whole, however a text comes out', () => {
    expect(
      faulty((key, language) =>
        spoken(key, language).find((inlines) =>
          inlines.some((inline) => inline.kind !== 'code' && /[`*{}]/.test(textOf(inline))),
        ),
      ),
    ).toEqual([]);
  });

  test('marks the same in every language, and code is the same code', () => {
    const marks = (key: TextKey, language: Language) =>
      (spoken(key, language).at(-1) ?? [])
        .filter(({ kind }) => kind !== 'text')
        .map((inline) =>
          inline.kind === 'bold' || inline.kind === 'italic' ? inline.kind : `${inline.kind} ${textOf(inline)}`,
        )
        .filter((mark, index, all) => all.indexOf(mark) === index)
        .toSorted();
    for (const language of TRANSLATED) {
      for (const key of KEYS) expect({ [key]: marks(key, language) }).toEqual({ [key]: marks(key, 'en') });
    }
  });

  test('names commands that there are', () => {
    const names = COMMANDS.map(({ name }) => `/${name}`);
    expect(
      faulty((key, language) =>
        spoken(key, language)
          .flat()
          .filter(({ kind }) => kind === 'command')
          .map(textOf)
          .find((said) => !/^\/x\b/.test(said) && !names.some((name) => said === name || said.startsWith(`${name} `))),
      ),
    ).toEqual([]);
  });
});

describe('every text is used', () => {
  /** Keys put together of the declarations of commands. */
  const declared: string[] = [
    ...COMMANDS.flatMap(({ name, options }) => {
      const command = `command.${name.replaceAll(' ', '-')}`;
      return [
        command,
        ...options.flatMap((option) => [
          `${command}.${option.name}`,
          ...('choices' in option ? (option.choices ?? []) : []).map((choice) => `${command}.${option.name}.${choice}`),
        ]),
      ];
    }),
    ...SHORTCUTS.map(({ id }) => `shortcut.${id}`),
  ];

  test('commands, options, choices and shortcuts have theirs, and there are no others', () => {
    const menus = new Set(declared);
    expect(declared.filter((key) => !(key in CATALOGUES.en))).toEqual([]);
    const spare = KEYS.filter((key) => key.startsWith('command.') && !menus.has(key));
    expect(spare).toEqual([]);
  });

  test('somewhere in the program', async () => {
    const files: string[] = [];
    for await (const path of glob('src/**/*.{ts,js,html}')) files.push(await readFile(path, 'utf8'));
    expect(files.length).toBeGreaterThan(100);
    const program = files.join('\n');
    const quoted = new Set(program.match(/(?<=(['"`]))[a-z0-9-]+(\.[a-z0-9-]+)+(?=\1)/g));
    // `practice.facts-${why}`: what stands in the braces is not known here, so any text of that name counts.
    const made = [...program.matchAll(/`([a-z-]+\.[a-z0-9.-]*(?:\$\{[^}`]*\}[a-z0-9.-]*)+)`/g)].map(
      ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]*\}/g, '[a-z0-9-]+')}$`),
    );
    const used = (key: string) =>
      quoted.has(key) || declared.includes(key) || made.some((pattern) => pattern.test(key));
    expect(KEYS.filter((key) => !used(key))).toEqual([]);
  });
});

describe('texts fit where they are shown', () => {
  /** By the end of the key: the length every platform shows whole. */
  const LIMITS: readonly (readonly [RegExp, number])[] = [
    [/-button$/, 34],
    [/^(?!page\.).*-(title|submit)$/, 24],
    [/-label$/, 45],
    [/-hint$/, 100],
    [/^command\./, 100],
    [/^shortcut\.(?:quiz-me|quiz-stats|answer-today)$/, 24],
  ];

  test.each(LIMITS)('%s in %d characters', (named, most) => {
    const those = KEYS.filter((key) => named.test(key));
    expect(those.length).toBeGreaterThan(0);
    expect(
      faulty((key, language) => {
        if (!those.includes(key)) return undefined;
        const longest = Math.max(...spoken(key, language, '').map((inlines) => inlines.map(textOf).join('').length));
        return longest > most ? longest : undefined;
      }),
    ).toEqual([]);
  });
});
