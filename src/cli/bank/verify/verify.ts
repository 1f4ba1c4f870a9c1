/** `refcount bank verify`: runs every claim of a bank about code on the real thing. */
import { byAge } from '../../../core/bank/proof.ts';
import { type CliIo, EXIT } from '../../io.ts';
import { openBank } from '../../open-bank.ts';
import { isNamed, nothingCalled, pathsIn } from '../named.ts';
import { Cache } from './cache.ts';
import { type Claim, claimsOf, samePrint } from './claims.ts';
import { cpythons } from './cpython.ts';
import { type Interpreter, InterpreterError, type Printed } from './interpreter.ts';
import { sqlite } from './sqlite.ts';

/** What can run the code of a bank, by the runtime that its bank.yaml names. `paths`: interpreters the caller names. */
const RUNTIMES: Readonly<Record<string, (paths: readonly string[]) => Promise<Interpreter[]>>> = {
  CPython: cpythons,
  SQLite: async () => [sqlite()],
};

export interface VerifyOptions {
  /** Names or paths of further interpreters. */
  readonly pythons: readonly string[];
  /** Topics, ids or files; none: all. */
  readonly names: readonly string[];
  readonly json: boolean;
  /** A line for each question and concept, version by version. */
  readonly list: boolean;
  /** The file where results are kept; undefined: nowhere. */
  readonly cache: string | undefined;
}

/** What became of one claim, on one interpreter. */
export interface Verdict {
  readonly claim: Claim;
  /** `same`, `different`, or `not-run`: there is no interpreter of that version here. */
  readonly result: 'same' | 'different' | 'not-run';
  /** What it was run on. */
  readonly interpreter?: string | undefined;
  readonly printed?: Printed | undefined;
}

/** Runs the claims; exit code 1 when one does not print what it says, 2 when an interpreter does not run or nothing has a name. */
export async function verify(folder: string, options: VerifyOptions, io: CliIo): Promise<number> {
  const bank = await openBank(folder, io);
  if (typeof bank === 'number') return bank;
  const unknown = nothingCalled(options.names, await pathsIn(folder));
  if (unknown !== undefined) {
    io.stderr.write(`refcount: ${unknown}\n`);
    return EXIT.usage;
  }
  const { runtime } = bank.about;
  const find = runtime !== undefined && Object.hasOwn(RUNTIMES, runtime) ? RUNTIMES[runtime] : undefined;
  if (!find) {
    const known = `"runtime: ${Object.keys(RUNTIMES).join('" or "runtime: ')}"`;
    io.stderr.write(`refcount: there is nothing to run ${runtime ?? 'the code'} on; bank.yaml can say ${known}\n`);
    return EXIT.usage;
  }
  let interpreters: Interpreter[];
  try {
    interpreters = await find(options.pythons);
  } catch (error) {
    if (!(error instanceof InterpreterError)) throw error;
    io.stderr.write(`refcount: ${error.message}\n`);
    return EXIT.usage;
  }
  if (interpreters.length === 0) {
    io.stderr.write(
      'refcount: there is nothing to run code on; install with development dependencies, or name --python PATH\n',
    );
    return EXIT.usage;
  }
  const claims = claimsOf(bank).filter(({ name }) => isNamed(`${fileOf(name)}.yaml`, options.names));
  const cache = await Cache.open(options.cache);
  const verdicts = await verdictsOf(claims, interpreters, cache);
  try {
    await cache.save(options.names.length === 0 ? 'all' : 'some');
  } catch (error) {
    io.stderr.write(
      `results are not kept for the next time: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
  if (options.json) io.stdout.write(`${JSON.stringify(verdicts, null, 2)}\n`);
  else {
    if (options.list) io.stdout.write(listText(verdicts));
    for (const verdict of verdicts) if (verdict.result === 'different') io.stdout.write(differenceText(verdict));
  }
  io.stderr.write(summary(verdicts, interpreters));
  return verdicts.some(({ result }) => result === 'different') ? EXIT.found : EXIT.fine;
}

/** `gil/counter-race` of `gil/counter-race verify[0]`. */
const fileOf = (claim: string) => claim.split(' ')[0] ?? '';

/** Runs every claim on each interpreter of its version, as far as the cache does not know; one interpreter after another, since each may use the whole machine. */
export async function verdictsOf(
  claims: readonly Claim[],
  interpreters: readonly Interpreter[],
  cache: Cache,
): Promise<Verdict[]> {
  const verdicts = new Map<Claim, Verdict[]>(claims.map((claim) => [claim, []]));
  for (const interpreter of interpreters) {
    const own = claims.filter((claim) => canRun(interpreter, claim));
    const unknown = [...new Set(own.map(({ code }) => code))].filter((code) => !cache.get(interpreter.title, code));
    const printed = unknown.length === 0 ? [] : await interpreter.run(unknown);
    for (const [i, code] of unknown.entries()) {
      const result = printed[i];
      if (result) cache.set(interpreter.title, code, result);
    }
    for (const claim of own) {
      const result = cache.get(interpreter.title, claim.code);
      if (!result) throw new Error(`${interpreter.title} gave no result for ${claim.name}`);
      const shown = result.error === undefined ? result.out : `${result.out.trimEnd()}\n${result.error}`;
      verdicts.get(claim)?.push({
        claim,
        result: samePrint(shown, claim.prints) ? 'same' : 'different',
        interpreter: interpreter.title,
        printed: result,
      });
    }
  }
  return [...verdicts].flatMap(([claim, own]): Verdict[] => (own.length > 0 ? own : [{ claim, result: 'not-run' }]));
}

const canRun = (interpreter: Interpreter, { version, native }: Claim) =>
  version === interpreter.version && (native === undefined || interpreter.native);

const MARKS = { same: '✓', different: '✗', 'not-run': '–' } as const;

/** `gil/counter-race  3.12 ✓  3.13 –`: different beats not run beats same. */
function listText(verdicts: readonly Verdict[]): string {
  const files = Map.groupBy(verdicts, ({ claim }) => fileOf(claim.name));
  const width = Math.max(...[...files.keys()].map(({ length }) => length));
  const lines = [...files].map(([name, own]) => {
    const versions = Map.groupBy(own, ({ claim }) => claim.version);
    const marks = [...versions]
      .toSorted(([a], [b]) => byAge(a, b))
      .map(([version, those]) => {
        const worst = (['different', 'not-run', 'same'] as const).find((r) => those.some(({ result }) => result === r));
        return `${version} ${MARKS[worst ?? 'not-run']}`;
      });
    return `${name.padEnd(width)}  ${marks.join('  ')}`;
  });
  return lines.map((line) => `${line}\n`).join('');
}

function differenceText({ claim, interpreter, printed }: Verdict): string {
  const { name, prints } = claim;
  const lines = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n');
  const error = printed?.error === undefined ? '' : `  stopped by\n    ${printed.error}\n`;
  return `${name} on ${interpreter}\n  says\n${lines(prints)}\n  prints\n${lines(printed?.out ?? '')}\n${error}`;
}

function summary(verdicts: readonly Verdict[], interpreters: readonly Interpreter[]): string {
  const lines = interpreters.map(({ title }) => {
    const own = verdicts.filter(({ interpreter }) => interpreter === title);
    if (own.length === 0) return `${title}: nothing to run`;
    const different = own.filter(({ result }) => result === 'different').length;
    return `${title}: ${own.length} claims${different > 0 ? `, ${different} differ` : ', all as they say'}`;
  });
  const missing = verdicts.filter(({ result }) => result === 'not-run');
  const versions = [...new Set(missing.map(({ claim }) => claim.version))].sort(byAge);
  if (missing.length > 0)
    lines.push(`not run: ${missing.length} claims, for want of ${versions.join(', ')} (--python PATH)`);
  return `${lines.join('\n')}\n`;
}
