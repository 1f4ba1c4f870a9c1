/** Getting what a command needs: from its options, or by asking when someone sits at a terminal. */
import { createInterface, type Interface } from 'node:readline';
import type { CliIo } from '../io.ts';

/** One thing to know. */
export interface Wanted<T> {
  /** The option that gives it, such as `--kind`. */
  readonly option: string;
  /** What is asked for: "Kind". */
  readonly label: string;
  /** What may be given: "explain, predict or choice". */
  readonly allowed: string;
  /** Taken when nothing is typed. */
  readonly fallback?: string | undefined;
  /** The value of what was typed, trimmed and not empty; or what is wrong with it. */
  read(text: string): { readonly value: T } | { readonly fault: string };
}

/** The input ended before everything was answered. */
export class Withdrawn extends Error {
  override readonly name = 'Withdrawn';
}

/** Asks at a terminal; elsewhere collects what is missing or wrong. */
export class Form {
  /** What is missing or wrong, a sentence each. Empty at a terminal. */
  readonly faults: string[] = [];
  /** Whether someone can be asked. */
  readonly isTerminal: boolean;
  readonly #io: CliIo;
  #reader: Interface | undefined;
  #lines: AsyncIterator<string> | undefined;

  constructor(io: CliIo) {
    this.#io = io;
    this.isTerminal = 'isTTY' in io.stdin && io.stdin.isTTY === true;
  }

  /** The value of `given`, or of what is typed. Undefined, with a fault, when nobody can be asked. */
  async get<T>(wanted: Wanted<T>, given: string | undefined): Promise<T | undefined> {
    let text = given?.trim() ?? '';
    for (let asked = false; ; asked = true) {
      if (text !== '') {
        const result = wanted.read(text);
        if ('value' in result) return result.value;
        if (!this.isTerminal) {
          this.faults.push(`${wanted.option} ${shortened(text)}: ${result.fault}`);
          return undefined;
        }
        this.say(result.fault);
      } else if (asked) {
        this.say(`Give ${wanted.allowed}.`);
      } else if (!this.isTerminal) {
        this.faults.push(`${wanted.option} is missing: ${wanted.allowed}`);
        return undefined;
      }
      text = (await this.#ask(wanted)).trim() || (wanted.fallback ?? '');
    }
  }

  /** A line to whoever sits there. */
  say(text: string): void {
    this.#io.stderr.write(`  ${text}\n`);
  }

  /** Lets go of the terminal. */
  close(): void {
    this.#reader?.close();
  }

  async #ask({ label, allowed, fallback }: Wanted<unknown>): Promise<string> {
    if (!this.#lines) {
      this.#reader = createInterface({ input: this.#io.stdin });
      this.#lines = this.#reader[Symbol.asyncIterator]();
    }
    this.#io.stderr.write(`${label} (${allowed})${fallback === undefined ? '' : ` [${fallback}]`}: `);
    const { done, value } = await this.#lines.next();
    if (!done) return value;
    this.#io.stderr.write('\n');
    throw new Withdrawn();
  }
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
