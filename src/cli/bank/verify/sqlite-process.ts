/**
 * A process that runs scripts of SQL: each message is one, the answer what it printed. Says `ready` first. A query
 * that does not end holds up its process for good; so it must not be the one that waits for it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { runScript } from './sqlite.ts';

const home = process.cwd();

process.on('message', (message) => {
  const script = z.string().parse(message);
  const folder = mkdtempSync(join(home, 'script-'));
  process.chdir(folder);
  const printed = runScript(script);
  process.chdir(home);
  rmSync(folder, { recursive: true, force: true });
  process.send?.(printed);
});
process.send?.('ready');
