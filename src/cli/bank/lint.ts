/** `refcount bank lint`: checks every file and prints all findings at once. */
import { relative } from 'node:path';
import { type CliIo, EXIT } from '../io.ts';
import { findingLine, loadFolder } from '../open-bank.ts';
import { count, isNamed, nothingCalled, pathsIn } from './named.ts';

/** Exit code 1 when there is an error, 2 when there is no such folder or nothing has one of the names. `json`: the findings as a list. */
export async function lint(folder: string, names: readonly string[], json: boolean, io: CliIo): Promise<number> {
  const result = await loadFolder(folder, io);
  if (!result) return EXIT.usage;
  // A file that is missing has a finding and may be named as well.
  const paths = [...(await pathsIn(folder)), ...result.findings.map(({ path }) => path)];
  const unknown = nothingCalled(names, paths);
  if (unknown !== undefined) {
    io.stderr.write(`refcount: ${unknown}\n`);
    return EXIT.usage;
  }
  const findings = result.findings.filter(({ path }) => isNamed(path, names));
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (json) {
    io.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  } else {
    for (const finding of findings) io.stdout.write(`${findingLine(finding, folder)}\n`);
    const size = result.ok
      ? `: ${count(result.bank.questions.size, 'question')}, ${count(result.bank.concepts.size, 'concept')}, version ${result.bank.version}`
      : '';
    const counts = `${count(errors, 'error')}, ${count(findings.length - errors, 'warning')}`;
    io.stderr.write(`${relative('.', folder) || '.'}${size}; ${counts}\n`);
  }
  return errors === 0 ? EXIT.fine : EXIT.found;
}
