/** What an author means by a name on the command line. */
import { readBankFolder } from '../../bank-folder.ts';
import type { Question } from '../../core/bank/question.ts';

/**
 * Whether a file of the bank is meant by one of the names: a topic or another folder, an id, or a path that ends like
 * it, with or without `.yaml`. No names mean all. `path` is relative to the bank.
 */
export function isNamed(path: string, names: readonly string[]): boolean {
  const [folder] = path.split('/');
  const bare = path.replace(ENDING, '');
  const id = bare.split('/').at(-1);
  return (
    names.length === 0 ||
    names.some((name) => {
      const asked = name.replace(/^\.\//, '').replace(/\/$/, '').replace(ENDING, '');
      return asked === folder || asked === id || asked === bare || asked.endsWith(`/${bare}`);
    })
  );
}

const ENDING = /\.ya?ml$/;

/** What to say when nothing at `paths` is meant by one of the names, or by several; undefined when each is something. */
export function nothingCalled(names: readonly string[], paths: readonly string[]): string | undefined {
  const unknown = names.filter((name) => !paths.some((path) => isNamed(path, [name])));
  return unknown.length === 0 ? undefined : `nothing is called ${unknown.join(' or ')}`;
}

/** The paths of a bank's files, relative to it. @throws {BankFolderError} when the folder cannot be read. */
export async function pathsIn(folder: string): Promise<string[]> {
  return (await readBankFolder(folder)).map(({ path }) => path);
}

/** Where a question's file lies, relative to its bank. */
export const pathOf = ({ topic, id }: Pick<Question, 'topic' | 'id'>) => `${topic}/${id}.yaml`;

/** "1 word", "2 words". */
export const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
