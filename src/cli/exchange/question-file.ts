/** A question as the text of its YAML file. */
import { Document, isScalar, isSeq, visit } from 'yaml';
import type { Draft } from './draft.ts';

const SHORT = new Set(['correct', 'choices', 'score']);

/** Ids and bands stay on one line, texts of several lines go under `|`. `comment` becomes the first line. */
export function questionFile(draft: Draft, comment?: string): string {
  const document = new Document(draft, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      const isShort = isScalar(key) && SHORT.has(String(key.value)) && isSeq(value) && value.items.every(isScalar);
      if (isShort) value.flow = true;
    },
  });
  const text = document.toString({ lineWidth: 0, singleQuote: true, flowCollectionPadding: false });
  return comment === undefined ? text : `# ${comment}\n${text}`;
}
