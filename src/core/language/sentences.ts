/** Whole sentences, one after another. */
import { type Inline, text } from '../message.ts';

/** What was said, each apart from the one before by a space; what is empty is left out. */
export function sentences(...said: readonly (readonly Inline[])[]): Inline[] {
  return said.filter((one) => one.length > 0).flatMap((one, index) => (index === 0 ? one : [text(' '), ...one]));
}

/** Inlines in a row, such as links or channels: `a, b`. */
export function inARow(items: readonly Inline[]): Inline[] {
  return items.flatMap((item, index) => (index === 0 ? [item] : [text(', '), item]));
}
