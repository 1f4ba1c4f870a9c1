/** What an author means by a name on the command line. */
import type { Question } from '../../core/bank/question.ts';

/** Whether a file of the bank is meant by one of the names: a topic, an id, or a path that ends like it. No names mean all. */
export function isNamed(path: string, names: readonly string[]): boolean {
  const [folder, file] = path.split('/');
  return (
    names.length === 0 ||
    names.some((name) => name === folder || `${name}.yaml` === file || name === path || name.endsWith(`/${path}`))
  );
}

export const pathOf = ({ topic, id }: Pick<Question, 'topic' | 'id'>) => `${topic}/${id}.yaml`;

/** "1 word", "2 words". */
export const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;
