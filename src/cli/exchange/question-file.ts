/** A question as the text of its YAML file. */
import { fileText } from '../authoring/skeleton.ts';
import type { Draft } from './draft.ts';

/** In the form that `bank fmt` gives it. `comment` becomes the first line. */
export function questionFile(draft: Draft, comment?: string): string {
  return fileText('', draft, 'question', comment);
}
