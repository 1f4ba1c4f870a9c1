/** Commands typed as text: `/quiz setup #general 9:00 Europe/Berlin weekdays gil,async`, or by name: `time:9:00 zone:UTC`. */
import { type Phrase, phrase } from '../language/texts.ts';
import type { OptionValue } from '../message.ts';
import { NONE, nearest } from '../nearest.ts';
import type { CommandDeclaration, OptionDeclaration } from './declaration.ts';

export type Parsed =
  | { readonly ok: true; readonly command: CommandDeclaration; readonly options: Record<string, OptionValue> }
  | { readonly ok: false; readonly problem: Phrase };

/** Splits at spaces; "double quotes" (also curly ones, which phones type) keep words together. */
function splitWords(line: string): string[] {
  const words: string[] = [];
  const pattern = /(?:[^\s"“”]|["“”][^"“”]*["“”]?)+/g;
  for (const [word] of line.matchAll(pattern)) words.push(word.replace(/["“”]/g, ''));
  return words;
}

/** Reads the words after the slash word. Problems are sentences for the person who typed. */
export function parseTyped(commands: readonly CommandDeclaration[], first: string, rest: string): Parsed {
  const words = splitWords(rest);
  const start = first.toLowerCase();
  const single = commands.find((command) => command.name === start);
  if (single) return readOptions(single, words, rest.trim());

  const group = commands.filter((command) => command.name.startsWith(`${start} `));
  if (group.length === 0) {
    const tops = new Set(commands.map((command) => command.name.split(' ')[0] ?? ''));
    const near = nearest(start, tops);
    return { ok: false, problem: phrase('problem.no-command', { typed: first, near: near ?? NONE }) };
  }
  const [subword = 'help', ...others] = words;
  const found = group.find((command) => command.name === `${start} ${subword.toLowerCase()}`);
  if (found) return readOptions(found, others, others.join(' '));
  const near = nearest(
    subword,
    group.map((command) => command.name.slice(start.length + 1)),
  );
  const all = group.map((command) => command.name.slice(start.length + 1)).join(', ');
  const values = { command: start, typed: subword, near: near ?? NONE, all };
  return { ok: false, problem: phrase('problem.no-subcommand', values) };
}

function readOptions(command: CommandDeclaration, words: readonly string[], line: string): Parsed {
  const options: Record<string, OptionValue> = {};
  const rest = command.options.find((option) => option.kind === 'string' && option.rest);
  if (rest) {
    const value = line
      .replace(new RegExp(`^${rest.name}\\s*[:=]\\s*`, 'i'), '')
      .replace(/["“”]/g, '')
      .trim();
    if (value) options[rest.name] = value;
    return { ok: true, command, options };
  }
  for (const word of words) {
    const named = /^([a-z]+)[:=](.+)$/i.exec(word);
    const name = named?.[1]?.toLowerCase();
    const option =
      (name && command.options.find((candidate) => candidate.name === name)) ||
      command.options.find((candidate) => !(candidate.name in options) && recognises(candidate, word));
    if (!option) return { ok: false, problem: unknownWord(command, name ?? word) };
    const value = option.name === name ? (named?.[2] ?? '') : word;
    options[option.name] = option.kind === 'channel' ? channelId(value) : value;
  }
  return { ok: true, command, options };
}

function recognises(option: OptionDeclaration, word: string): boolean {
  switch (option.kind) {
    case 'channel':
      return /^<#\w+(\|[^>]*)?>$/.test(word) || /^#[\w-]+$/.test(word);
    case 'integer':
      return /^\d+$/.test(word);
    case 'string':
      return option.recognises?.(word) ?? false;
    default:
      return option satisfies never;
  }
}

/** Slack sends `<#C123|general>`; the local chat's channel ids are their names. */
function channelId(value: string): string {
  return /^<#(\w+)/.exec(value)?.[1] ?? value.replace(/^#/, '');
}

function unknownWord(command: CommandDeclaration, typed: string): Phrase {
  const names = command.options.map((option) => option.name);
  if (names.length === 0) return phrase('problem.takes-no-options', { command: command.name, typed });
  const near = nearest(typed, names) ?? NONE;
  return phrase('problem.unknown-word', { command: command.name, typed, near, usage: usage(command) });
}

/** `[#general] [09:00] …` for help and hints. */
export function usage(command: CommandDeclaration): string {
  return command.options
    .map((option) => (option.required ? `${option.example}` : `[${option.name}:${option.example}]`))
    .join(' ');
}
