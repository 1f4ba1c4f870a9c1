/** `refcount bank …`: the tools of an author. */
import { fileURLToPath } from 'node:url';
import type { ParseArgsOptionsConfig } from 'node:util';
import { nearest } from '../../core/nearest.ts';
import { readArguments } from '../arguments.ts';
import { format } from '../authoring/fmt.ts';
import { newFile } from '../authoring/new.ts';
import { exportBank } from '../exchange/export.ts';
import { importBank } from '../exchange/import.ts';
import { type CliIo, EXIT } from '../io.ts';
import { coverage } from './coverage.ts';
import { lint } from './lint.ts';
import { report } from './report.ts';
import { stats } from './stats.ts';
import { test } from './test.ts';
import { cacheFileOf } from './verify/cache.ts';
import { verify } from './verify/verify.ts';
import { why } from './why.ts';

/** A command line that was read. */
interface Given {
  readonly folder: string;
  readonly names: readonly string[];
  /** The text of an option, if it was given. */
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

interface Verb {
  readonly usage: string;
  /** `--bank` is everyone's. */
  readonly options: ParseArgsOptionsConfig;
  /** Whether it takes names of topics, questions or files. */
  readonly names: boolean;
  /** What is done to everything when none is named; undefined: its names are others. */
  readonly done?: string;
  /** The exit code, or what was wrong with the command line. */
  run(given: Given, io: CliIo): Promise<number> | string;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Beside what npm installs, since it is as easily made again. */
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/refcount', import.meta.url));

const VERBS: Readonly<Record<string, Verb>> = {
  lint: {
    usage: '[--json] [NAME…]',
    options: { json: flag },
    names: true,
    done: 'checked',
    run: ({ folder, names, flag }, io) => lint(folder, names, flag('json'), io),
  },
  test: {
    usage: '[NAME…]',
    options: {},
    names: true,
    done: 'checked',
    run: ({ folder, names }, io) => test(folder, names, io),
  },
  verify: {
    usage: '[--python PATH]… [--no-cache] [--list] [--json] [NAME…]',
    options: { python: { type: 'string', multiple: true }, 'no-cache': flag, list: flag, json: flag },
    names: true,
    done: 'checked',
    run: ({ folder, names, texts, flag }, io) => {
      const cache = flag('no-cache') ? undefined : cacheFileOf(CACHE, folder);
      return verify(folder, { pythons: texts('python'), names, json: flag('json'), list: flag('list'), cache }, io);
    },
  },
  report: {
    usage: '--answers FILE.jsonl [--worst N] [--json]',
    options: { answers: text, worst: text, json: flag },
    names: false,
    run: ({ folder, text, flag }, io) => {
      const answers = text('answers');
      if (answers === undefined) return 'report needs --answers FILE.jsonl';
      const worst = text('worst');
      if (worst !== undefined && !/^\d{1,4}$/.test(worst)) return `--worst ${worst}: give a number`;
      const most = worst === undefined ? undefined : Number(worst);
      return report(folder, { answers, json: flag('json'), worst: most }, io);
    },
  },
  why: {
    usage: '--question ID --answer TEXT [--output TEXT] [--choices A,B]',
    options: { question: text, answer: text, output: text, choices: text },
    names: false,
    run: ({ folder, text }, io) => {
      const choices = text('choices')?.split(/[\s,]+/);
      const [question, answer = choices && ''] = [text('question'), text('answer')];
      if (question === undefined || answer === undefined) return 'why needs --question and --answer (or --choices)';
      return why(folder, { question, answer, output: text('output'), choices }, io);
    },
  },
  stats: {
    usage: '[--answers FILE.jsonl] [--unused] [--json]',
    options: { answers: text, unused: flag, json: flag },
    names: false,
    run: ({ folder, text, flag }, io) =>
      stats(folder, { answers: text('answers'), unused: flag('unused'), json: flag('json') }, io),
  },
  coverage: {
    usage: '[--json]',
    options: { json: flag },
    names: false,
    run: ({ folder, flag }, io) => coverage(folder, flag('json'), io),
  },
  new: {
    usage:
      'question|concept|topic [ID] [--kind explain|predict|choice] [--topic TOPIC] [--difficulty 1-5] [--prompt TEXT] [--title TEXT]',
    options: { kind: text, topic: text, difficulty: text, prompt: text, title: text },
    names: true,
    run: ({ folder, names, text }, io) => {
      const [kind, topic, difficulty] = [text('kind'), text('topic'), text('difficulty')];
      return newFile({ folder, names, kind, topic, difficulty, prompt: text('prompt'), title: text('title') }, io);
    },
  },
  fmt: {
    usage: '[--check] [NAME…]',
    options: { check: flag },
    names: true,
    done: 'formatted',
    run: ({ folder, names, flag }, io) => format(folder, { names, check: flag('check') }, io),
  },
  export: {
    usage: '--format gift|anki [--to FILE] [NAME…]',
    options: { format: text, to: text },
    names: true,
    done: 'exported',
    run: ({ folder, names, text }, io) => exportBank(folder, { format: text('format'), to: text('to'), names }, io),
  },
  import: {
    usage: '--format gift|anki --from FILE --to DIR [--topic TOPIC] [--source URL]',
    options: { format: text, from: text, to: text, topic: text, source: text },
    names: false,
    run: ({ text }, io) => {
      const [format, from, to] = [text('format'), text('from'), text('to')];
      return importBank({ format, from, to, topic: text('topic'), source: text('source'), bank: text('bank') }, io);
    },
  },
};

/** Runs `bank …`; gives the exit code. */
export async function bankCommand(argv: string[], io: CliIo): Promise<number> {
  const [name = '', ...rest] = argv;
  if (['help', '--help', '-h'].includes(name)) {
    io.stdout.write(usageOf());
    return EXIT.fine;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (!verb) {
    const near = nearest(name, Object.keys(VERBS));
    const hint = near ? `; did you mean "${near}"?` : '';
    return misused(name === '' ? 'bank needs a verb' : `bank has no "${name}"${hint}`, io);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    io.stdout.write(usageOf(name));
    return EXIT.fine;
  }
  const parsed = readArguments(rest, { bank: text, ...verb.options });
  if (!parsed.ok) return misused(parsed.message, io, name);
  const { values, names } = parsed;
  if (names.length > 0 && !verb.names) return misused(`unexpected "${names[0]}"`, io, name);
  const textOf = (option: string) => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const textsOf = (option: string) => {
    const value = values[option];
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  };
  const folder = textOf('bank') ?? io.defaultBankDir;
  const ran = verb.run({ folder, names, text: textOf, texts: textsOf, flag: (option) => values[option] === true }, io);
  return typeof ran === 'string' ? misused(ran, io, name) : await ran;
}

/** Says what is wrong, and how the verb is used, or all of them. */
function misused(message: string, io: CliIo, only?: string): number {
  io.stderr.write(`refcount: ${message}\n${usageOf(only)}`);
  return EXIT.usage;
}

function usageOf(only?: string): string {
  const lines = Object.entries(VERBS)
    .filter(([name]) => only === undefined || name === only)
    .map(
      ([name, { usage }], index) => `${index === 0 ? 'usage:' : '      '} refcount bank ${name} [--bank DIR] ${usage}`,
    );
  const done = only === undefined ? 'meant' : VERBS[only]?.done;
  const names = `  NAME is a topic, a question's id or a file; without one, everything is ${done}\n`;
  return `${lines.join('\n')}\n${done === undefined ? '' : names}`;
}
