/** The CPythons that claims are run on: Pyodide builds from npm, and whatever interpreters the caller names. */
import { execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Interpreter, InterpreterError, type Printed, printedSchema } from './interpreter.ts';

/** Pyodide builds that are development dependencies, by the CPython they are. */
const PYODIDE: Readonly<Record<string, { readonly name: string; readonly release: string; readonly exact: string }>> = {
  '3.12': { name: 'pyodide-312', release: '0.27.8', exact: '3.12.7' },
  '3.13': { name: 'pyodide-313', release: '0.29.5', exact: '3.13.2' },
  '3.14': { name: 'pyodide-314', release: '314.0.7', exact: '3.14.2' },
};

const WORKER = fileURLToPath(new URL('pyodide-process.ts', import.meta.url));
/** How long an interpreter may take to start, or one snippet of a native one: it takes milliseconds. */
const PATIENCE_MS = 60_000;
/** What each snippet adds to that, where one process runs them all. */
const PER_SNIPPET_MS = 2000;

/** Those at `paths` first, then every Pyodide build that is installed. Throws InterpreterError when a named one does not run. */
export async function cpythons(paths: readonly string[]): Promise<Interpreter[]> {
  const named: Interpreter[] = [];
  for (const path of paths) {
    try {
      named.push(await local(path));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new InterpreterError(`${path} does not run: ${reason}`, { cause: error });
    }
  }
  return [...named, ...Object.keys(PYODIDE).flatMap((version) => pyodide(version) ?? [])];
}

/** A Pyodide build; undefined where its package is not installed (it is a development dependency). */
export function pyodide(version: string): Interpreter | undefined {
  const build = PYODIDE[version];
  if (!build) return undefined;
  try {
    import.meta.resolve(build.name);
  } catch {
    return undefined;
  }
  const { name, release, exact } = build;
  return {
    version,
    title: `CPython ${exact} (Pyodide ${release})`,
    native: false,
    run: (snippets) => converse(name, exact, snippets),
  };
}

async function converse(name: string, exact: string, snippets: readonly string[]): Promise<Printed[]> {
  const child = spawn(process.execPath, [WORKER, name], { stdio: ['pipe', 'pipe', 'pipe'] });
  const patience = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS + PER_SNIPPET_MS * snippets.length);
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const ended = new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  // A worker that fails at the start reads nothing; its exit code tells.
  child.stdin.on('error', () => undefined).end(JSON.stringify(snippets));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  const code = await ended;
  clearTimeout(patience);
  const [version = '""', ...results] = lines;
  if (code !== 0 || results.length !== snippets.length) {
    const stuck = snippets[results.length]?.split('\n')[0] ?? '';
    throw new Error(`${name} stopped with code ${code} at the snippet that begins "${stuck}": ${complaint.trim()}`);
  }
  if (JSON.parse(version) !== exact) throw new Error(`${name} is CPython ${version}, and not ${exact}`);
  return results.map((line) => printedSchema.parse(JSON.parse(line)));
}

const exec = promisify(execFile);

/** An interpreter on this machine, by its path or name. Throws when it does not run. */
async function local(path: string): Promise<Interpreter> {
  const { stdout } = await exec(path, [
    '-c',
    'import platform; print(platform.python_implementation(), platform.python_version())',
  ]);
  const [implementation = '', exact = ''] = stdout.trim().split(' ');
  return {
    version: exact.split('.').slice(0, 2).join('.'),
    title: `${implementation} ${exact}`,
    native: true,
    run: async (snippets) => {
      const results: Printed[] = [];
      for (const snippet of snippets) results.push(await runOnce(path, snippet));
      return results;
    },
  };
}

async function runOnce(path: string, snippet: string): Promise<Printed> {
  // From standard input a snippet would be read line by line; as an argument it is one module, as in a file.
  const program = 'import sys; exec(compile(sys.argv[1], "snippet.py", "exec"), {"__name__": "__main__"})';
  try {
    const { stdout } = await exec(path, ['-W', 'ignore', '-c', program, snippet], { timeout: PATIENCE_MS });
    return { out: stdout };
  } catch (error) {
    if (!(error instanceof Error) || !('stdout' in error) || !('stderr' in error)) throw error;
    return { out: String(error.stdout), error: String(error.stderr).trim().split('\n').at(-1) ?? 'failed' };
  }
}
