/** What each file of a bank is, by where it lies. */

export type Room = 'question' | 'concept' | 'topic' | 'lexicon' | 'about' | 'outline';

const FILES: Readonly<Record<string, Room>> = {
  'lexicon.yaml': 'lexicon',
  'bank.yaml': 'about',
  'outline.yaml': 'outline',
};
const FOLDERS: Readonly<Record<string, Room>> = { concepts: 'concept', topics: 'topic' };

/** `path` is relative to the bank's folder, with forward slashes; undefined when nothing of a bank lies there. */
export function roomOf(path: string): Room | undefined {
  if (Object.hasOwn(FILES, path)) return FILES[path];
  const [folder = '', name, ...deeper] = path.split('/');
  if (!name?.endsWith('.yaml') || deeper.length > 0) return undefined;
  return Object.hasOwn(FOLDERS, folder) ? FOLDERS[folder] : 'question';
}
