/** The bot as an operator runs it: a process of its own, configured by environment. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

export interface BotProcess {
  readonly address: string;
  /** Everything it printed, for when a test fails. */
  readonly output: () => string;
  /** Ends it at once, as a crash does. */
  kill(): Promise<void>;
  /** Asks it to stop; gives the exit code. */
  terminate(): Promise<number | null>;
}

/** Starts `refcount start` and resolves once it says that it runs and /healthz that everything is connected. */
export async function startBot(env: Readonly<Record<string, string>>): Promise<BotProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ['bin/refcount.mjs', 'start'], {
    env: { PATH: process.env.PATH ?? '', PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    output += data;
  });
  const address = `http://127.0.0.1:${port}`;
  await healthy(child, address, () => output);
  return {
    address,
    output: () => output,
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
    async terminate() {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

async function healthy(child: ChildProcess, address: string, output: () => string): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (child.exitCode === null && performance.now() < deadline) {
    if (output().includes('Refcount is running')) {
      const answer = await fetch(`${address}/healthz`);
      if (answer.status === 200) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  child.kill('SIGKILL');
  throw new Error(`the bot did not become healthy:\n${output()}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  server.close();
  await once(server, 'close');
  if (typeof bound !== 'object' || bound === null) throw new Error('no port');
  return bound.port;
}
