/** The command line as a shell sees it: a process, its output and its exit code. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder, where commands are run. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Surroundings {
  /** Standard input. */
  readonly input?: string;
  /** The whole environment; default: that of the tests. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `refcount …` to its end. */
export function refcount(args: readonly string[], { input = '', env }: Surroundings = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['src/cli.ts', ...args], { cwd: ROOT, ...(env ? { env } : {}) });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    // A command that refuses its arguments ends without reading.
    child.stdin.on('error', () => undefined).end(input);
  });
}
