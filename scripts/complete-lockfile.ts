/**
 * Names in package-lock.json the optional packages of platforms that the registry in use does not carry. npm leaves
 * those out when it writes the file, and `npm ci` then refuses it as incomplete, on every platform. Run it after every
 * change of dependencies. `--check` writes nothing and fails when something is missing.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const FILE = new URL('../package-lock.json', import.meta.url);

const packageSchema = z.looseObject({
  dev: z.boolean().optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
});
const lockSchema = z.looseObject({ packages: z.record(z.string(), packageSchema) });

/** `@biomejs/cli-linux-x64-musl` → os linux, cpu x64, libc musl; undefined for a name that is not a platform's. */
function platformOf(name: string): { os: string[]; cpu: string[]; libc?: string[] } | undefined {
  const found =
    /-(aix|android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|x64|ia32|ppc64|riscv64|s390x)(?:-(\w+))?$/.exec(
      name,
    );
  const [, os, cpu, abi = ''] = found ?? [];
  if (!os || !cpu) return undefined;
  if (os !== 'linux') return { os: [os], cpu: [cpu] };
  return { os: [os], cpu: [cpu], libc: [abi.startsWith('musl') ? 'musl' : 'glibc'] };
}

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const lock = lockSchema.parse(JSON.parse(await readFile(FILE, 'utf8')));
const missing: string[] = [];
for (const [path, owner] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(owner.optionalDependencies ?? {})) {
    if (lock.packages[`node_modules/${name}`] || lock.packages[`${path}/node_modules/${name}`]) continue;
    const platform = platformOf(name);
    if (!platform) continue;
    missing.push(name);
    lock.packages[`node_modules/${name}`] = {
      version,
      ...platform,
      ...(owner.dev ? { dev: true } : {}),
      optional: true,
    };
  }
}
if (missing.length > 0 && values.check) {
  process.stderr.write(`package-lock.json misses ${missing.join(', ')}; run: node scripts/complete-lockfile.ts\n`);
  process.exitCode = 1;
} else if (missing.length > 0) {
  const packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  await writeFile(FILE, `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
}
