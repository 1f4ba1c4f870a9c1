/** What is left to do with an imported question: what `bank lint` and `bank test` would say of it. */
import { parse } from 'yaml';
import { loadBank } from '../../core/bank/load.ts';
import { lexiconSchema } from '../../core/bank/question.ts';
import type { BankFile } from '../../core/bank/source.ts';
import { fileText } from '../authoring/skeleton.ts';
import { testExamples } from '../bank/examples.ts';

/** Names of fields; both empty: the question is complete. */
export interface Left {
  readonly missing: readonly string[];
  /** There, but not as a bank accepts them. */
  readonly wrong: readonly string[];
}

/** `lexicon`: one that knows the topics. By path of the file. */
export function whatIsLeft(files: readonly BankFile[], lexicon: string): ReadonlyMap<string, Left> {
  const result = loadBank([...files, { path: 'lexicon.yaml', text: lexicon }]);
  const bank = result.ok ? result.bank : result.gradable;
  return new Map(
    files.map(({ path }) => {
      const errors = result.findings.filter((finding) => finding.path === path && finding.severity === 'error');
      const isMissing = ({ rule }: { rule: string }) => rule === 'missing-field' || rule === 'kind-fields';
      const fields = (wanted: boolean) => [
        ...new Set(errors.filter((error) => isMissing(error) === wanted).map(({ field }) => topField(field))),
      ];
      const question = errors.length === 0 ? bank?.questions.get(idOf(path)) : undefined;
      const misses = question && bank ? testExamples(question, bank) : [];
      return [path, { missing: fields(true), wrong: misses.length > 0 ? ['rubric'] : fields(false) }];
    }),
  );
}

const topField = (field: string) => /^[a-z]+/.exec(field)?.[0] ?? 'the file';
const idOf = (path: string) => path.replace(/^.*\//, '').replace(/\.yaml$/, '');

export interface Topics {
  /** Text of a lexicon that knows all topics. */
  readonly lexicon: string;
  /** Those that the given lexicon does not have, with their titles. */
  readonly unknown: ReadonlyMap<string, string>;
}

/** A lexicon for the topics: the one given with what it lacks, or one with nothing else. */
export function lexiconFor(topics: ReadonlyMap<string, string>, given: string | undefined): Topics {
  const read = lexiconSchema.safeParse(given === undefined ? { concepts: {}, topics: {} } : dataOf(given));
  const known = read.success ? read.data : { concepts: {}, opposites: [], words: [], topics: {} };
  const unknown = new Map([...topics].filter(([topic]) => !Object.hasOwn(known.topics, topic)));
  const all = { ...known.topics, ...Object.fromEntries(unknown) };
  const lexicon = given === undefined ? { concepts: {}, topics: all } : { ...known, topics: all };
  return { lexicon: fileText('lexicon.yaml', lexicon, 'lexicon', undefined), unknown };
}

/** Undefined for YAML that cannot be read, which `bank lint` tells of. */
function dataOf(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
