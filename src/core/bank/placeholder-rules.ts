/** Texts that `refcount bank new` left for the author: a bank that still has one is not served. */
import type { FieldPath, Finding } from './finding.ts';
import type { Source } from './source.ts';

/** How a text begins that is still to be written; after it comes what belongs there. */
export const TO_WRITE = 'TO WRITE:';
/** The host of a web address that is still to be found; such names never lead anywhere (RFC 2606). */
export const TO_FIND = 'to-write.invalid';

/** One finding for every text in the file that is still to be written. */
export function placeholderFindings(source: Source): Finding[] {
  return textsIn(source.data, []).flatMap(([at, text]) => {
    const fix = fixFor(text);
    return fix === undefined ? [] : [source.finding(at, { rule: 'to-write', message: 'still to be written', fix })];
  });
}

function fixFor(text: string): string | undefined {
  if (text.startsWith(TO_WRITE)) return `write ${text.slice(TO_WRITE.length).trim()}`;
  return text.startsWith(`https://${TO_FIND}/`) ? 'give the address of a page that proves it' : undefined;
}

/** `around`: what the value stands in; with YAML's aliases a list can hold itself. */
function textsIn(value: unknown, at: FieldPath, around: readonly unknown[] = []): [FieldPath, string][] {
  if (typeof value === 'string') return [[at, value.trimStart()]];
  if (typeof value !== 'object' || value === null || around.includes(value)) return [];
  const within = [...around, value];
  if (Array.isArray(value)) return value.flatMap((item, place) => textsIn(item, [...at, place], within));
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, [...at, key], within));
}
