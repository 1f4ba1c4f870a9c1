/** What a bank holds already, read as far as it can be: one with faults is as good for adding to. */
import { readBankFolder } from '../../bank-folder.ts';
import { type Room, roomOf } from '../../core/bank/room.ts';
import { valueAt } from '../../core/bank/schema-findings.ts';
import { readSource } from '../../core/bank/source.ts';

export interface BankNow {
  /** Topic ids with their titles, in the lexicon's order. */
  readonly topics: ReadonlyMap<string, string>;
  /** The lexicon's text; undefined when there is none. */
  readonly lexicon: string | undefined;
  /** Whether code of the bank can be run, so that it is expected to prove what is said. */
  readonly hasRuntime: boolean;
  readonly concepts: readonly { readonly id: string; readonly title: string; readonly topic: string }[];
  /** The path of the file that has this id, if there is one. */
  pathOf(room: Room, id: string): string | undefined;
}

/** @throws {BankFolderError} when the folder cannot be read. */
export async function readBankNow(folder: string): Promise<BankNow> {
  const files = (await readBankFolder(folder)).map((file) => {
    const { data } = readSource(file);
    const textAt = (key: string) => {
      const value = valueAt(data, [key]);
      return typeof value === 'string' ? value : '';
    };
    return {
      ...file,
      room: roomOf(file.path),
      data,
      textAt,
      name: (file.path.split('/').at(-1) ?? '').replace(/\.yaml$/, ''),
    };
  });
  const lexicon = files.find(({ room }) => room === 'lexicon');
  const listed = valueAt(lexicon?.data, ['topics']);
  const topics = typeof listed === 'object' && listed !== null ? Object.entries(listed) : [];
  return {
    topics: new Map(topics.map(([id, title]) => [id, String(title)])),
    lexicon: lexicon?.text,
    hasRuntime: files.some(({ room, textAt }) => room === 'about' && textAt('runtime') !== ''),
    concepts: files
      .filter(({ room }) => room === 'concept')
      .map(({ textAt }) => ({ id: textAt('id'), title: textAt('title'), topic: textAt('topic') })),
    pathOf: (room, id) =>
      files.find((file) => file.room === room && (file.name === id || file.textAt('id') === id))?.path,
  };
}
