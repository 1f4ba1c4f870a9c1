/** What both foreign formats are read into: a question as the other system has it, before it is one of ours. */

/** What is told about one line of the imported file. An `error` means that something of it was not imported. */
export interface Notice {
  /** From 1. */
  readonly line: number;
  readonly severity: 'error' | 'note';
  readonly message: string;
}

/** Texts are plain text with the bank's small markup. */
export interface Item {
  /** Where it begins in the file, from 1. */
  readonly line: number;
  /** A name the file gives it, as an id or as a title. */
  readonly title: string | undefined;
  readonly tags: readonly string[];
  /** The last part of its category or deck. */
  readonly category: string | undefined;
  readonly prompt: string;
  readonly code: string | undefined;
  readonly asks: Asks;
  /** What is shown after answering: general feedback, the back of a card. */
  readonly explanation: string;
}

export type Asks =
  | { readonly kind: 'choice'; readonly options: readonly Option[] }
  /** A word or a number to type. */
  | { readonly kind: 'words'; readonly answers: readonly Accepted[] }
  /** Marked by a person. */
  | { readonly kind: 'open' };

export interface Option {
  readonly text: string;
  readonly right: boolean;
  readonly feedback: string;
}

export interface Accepted {
  /** As a person would type it; empty for a catch-all. */
  readonly text: string;
  /** All that is accepted, for reading: `7 to 9`. */
  readonly shown: string;
  /** In our pattern language; undefined when it has no words for this, and the file was told so. */
  readonly pattern: string | undefined;
  /** Share of the marks, 0..1. */
  readonly credit: number;
  readonly feedback: string;
}

/** A whole file, read. */
export interface Reading {
  readonly items: readonly Item[];
  readonly notices: readonly Notice[];
}
