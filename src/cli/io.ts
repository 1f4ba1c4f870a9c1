/** What a CLI command may touch: handed in, so that commands can be run in a test without a process. */
export interface CliIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: TextSink;
  readonly stderr: TextSink;
  /** The bank used when no `--bank` is given: BANK_DIR, else the built-in one. */
  readonly defaultBankDir: string;
}

export interface TextSink {
  /** As of a writable stream: false when it would rather wait for `drain`. */
  write(text: string): unknown;
}

/** What commands give back to the shell. */
export const EXIT = {
  /** Everything is in order. */
  fine: 0,
  /** The command ran and found something wrong. */
  found: 1,
  /** The command line was wrong, or what it names is not there. */
  usage: 2,
} as const;
