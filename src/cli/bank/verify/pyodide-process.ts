/**
 * A process that runs snippets on one Pyodide build: `node pyodide-process.ts PACKAGE`. Reads a JSON list of snippets
 * from standard input; writes the version as its first line, then a line `{ out, error }` for each.
 *
 * One build a process: two do not share one. Snippets run one after another in one interpreter, each in a fresh
 * module with the collector as it is at the start, so that none depends on those before it.
 */
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** As much of Pyodide's interface as is used here. */
interface Pyodide {
  runPython(code: string): unknown;
  setStdout(options: { write(bytes: Uint8Array): number }): void;
  setStderr(options: { write(bytes: Uint8Array): number }): void;
  readonly globals: { set(name: string, value: unknown): void };
}

const RUN = `
import gc, sys
gc.collect(); gc.enable(); gc.set_threshold(*_threshold); sys.setrecursionlimit(_limit)
exec(compile(_source, "snippet.py", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
sys.stdout.flush()
`;

/**
 * Here `asyncio.run` would need the browser's loop. CPython's own base loop runs as well without sockets, and every
 * snippet that uses asyncio here only waits for time and for itself.
 */
const PREPARE = `
import asyncio, gc, sys, time, warnings
warnings.simplefilter("ignore")
_threshold = gc.get_threshold()
_limit = sys.getrecursionlimit()

class _NoSockets:
    def select(self, timeout):
        time.sleep(max(0, timeout or 0))
        return []
    def close(self):
        pass

class _Loop(asyncio.BaseEventLoop):
    def __init__(self):
        super().__init__()
        self._selector = _NoSockets()
    def _process_events(self, events):
        pass

def _run(main, *, debug=None):
    asyncio._set_running_loop(None)
    with asyncio.Runner(debug=debug, loop_factory=_Loop) as runner:
        return runner.run(main)

asyncio.run = _run
`;

const [name = ''] = process.argv.slice(2);
const { loadPyodide } = (await import(name)) as { loadPyodide(): Promise<Pyodide> };
const python = await loadPyodide();
const printed: Buffer[] = [];
python.setStdout({ write: (bytes) => printed.push(Buffer.from(bytes)) && bytes.length });
python.setStderr({ write: (bytes) => bytes.length });
python.runPython(PREPARE);
const tell = (value: unknown) => process.stdout.write(`${JSON.stringify(value)}\n`);
tell(python.runPython('sys.version.split()[0]'));
for (const snippet of z.array(z.string()).parse(JSON.parse(await text(process.stdin)))) {
  printed.length = 0;
  python.globals.set('_source', snippet);
  let error: string | undefined;
  try {
    python.runPython(RUN);
  } catch (thrown) {
    error = thrown instanceof Error ? thrown.message.trim().split('\n').at(-1) : String(thrown);
  }
  tell({ out: Buffer.concat(printed).toString('utf8'), error });
}
