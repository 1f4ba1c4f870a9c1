/**
 * Everything that must hold of the banks that come with the project: the built-in one, and the example.
 * Run: `node scripts/check-banks.ts`; stops at the first command that finds something, with its exit code.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

for (const bank of ['questions', 'examples/sqlite-bank']) {
  for (const verb of [['lint'], ['test'], ['verify'], ['coverage', '--json'], ['fmt', '--check']]) {
    const stdout = verb[0] === 'coverage' ? 'ignore' : 'inherit';
    const { status } = spawnSync(process.execPath, ['bin/refcount.mjs', 'bank', ...verb, '--bank', bank], {
      cwd: ROOT,
      stdio: ['ignore', stdout, 'inherit'],
    });
    if (status !== 0) {
      process.stderr.write(`refcount bank ${verb.join(' ')} --bank ${bank}: exit code ${status}\n`);
      process.exit(status ?? 1);
    }
  }
}
