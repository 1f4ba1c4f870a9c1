/** Completions while typing: for one option, and for a whole line on platforms without a menu of their own. */
import type { Lookup } from '../bank/lookup.ts';
import type { Bank } from '../bank/question.ts';
import { titleOf, topicsOf } from '../bank/topics.ts';
import type { Texts } from '../language/texts.ts';
import type { Completion } from '../message.ts';
import { daysInWords, zones } from '../rounds/calendar.ts';
import {
  type CommandDeclaration,
  choiceLabel,
  commandSummary,
  type OptionDeclaration,
  optionSummary,
} from './declaration.ts';

/** Discord shows at most 25. */
const MOST = 25;
/** Longest label and value, in characters. */
const LONGEST = 100;

export interface CompletionSources {
  /** In the language of whoever types. */
  readonly t: Texts;
  readonly bank: Bank;
  readonly lookup: Lookup;
}

/** At most 25, best first. */
export function completeOption(
  sources: CompletionSources,
  command: CommandDeclaration,
  option: OptionDeclaration,
  typed: string,
): Completion[] {
  const { t } = sources;
  if (option.kind !== 'string') return [];
  if (option.choices) {
    const choices = option.choices.map((value) => ({ label: choiceLabel(t, command, option, value), value }));
    return matching(choices, typed);
  }
  switch (option.name) {
    case 'concept':
      return sources.lookup
        .complete(typed, MOST)
        .map((concept) => ({ label: cut(plain(concept.title)), value: concept.id }));
    case 'zone':
      return matching(zones().map(same), typed);
    case 'days':
      return matching(daysIn(t), typed);
    case 'topic':
      return matching(topicsIn(sources.bank), typed);
    case 'topics':
      return completeTopics(sources.bank, typed);
    default:
      return [];
  }
}

const DAYS = ['weekdays', 'daily', 'mon,wed,fri', 'tue,thu', 'weekends'];

const daysIn = (t: Texts): Completion[] => DAYS.map((value) => ({ label: daysInWords(t, value), value }));

/** Completes the last of several topics and keeps those before it. */
function completeTopics(bank: Bank, typed: string): Completion[] {
  const parts = typed.split(',').map((part) => part.trim());
  const last = parts.pop() ?? '';
  const before = parts.filter(Boolean);
  const open = topicsIn(bank).filter(({ value }) => !before.includes(value));
  const lead = before.length > 0 ? `${before.join(',')},` : '';
  return matching(before.length > 0 ? open : [...open, same('all')], last)
    .map((topic) => ({ label: cut(lead + topic.label), value: lead + topic.value }))
    .filter((topic) => topic.value.length <= LONGEST);
}

const topicsIn = (bank: Bank): Completion[] => topicsOf(bank).map((value) => ({ label: titleOf(bank, value), value }));

/** Those that begin with what was typed, then those with a word that does, then those that contain it. */
function matching(all: readonly Completion[], typed: string): Completion[] {
  const wanted = typed.trim().toLowerCase();
  const place = (completion: Completion) => {
    const words = `${completion.value} ${completion.label}`.toLowerCase();
    if (words.startsWith(wanted)) return 0;
    if (words.split(/[\s/,_]+/).some((word) => word.startsWith(wanted))) return 1;
    return words.includes(wanted) ? 2 : 3;
  };
  const ranked = all.map((completion) => ({ completion, at: place(completion) })).filter((entry) => entry.at < 3);
  return ranked
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST)
    .map((entry) => entry.completion);
}

const same = (value: string): Completion => ({ label: value, value });
const plain = (title: string) => title.replace(/[`*]/g, '');
const cut = (label: string) => (label.length > LONGEST ? `${label.slice(0, LONGEST - 1)}…` : label);

/** Completes a half-typed line; each value is the whole line to put in its place, ready to go on typing. */
export function completeLine(
  sources: CompletionSources,
  commands: readonly CommandDeclaration[],
  line: string,
): Completion[] {
  return completeWholeLine(sources, commands, line).filter(({ value }) => value.length <= LONGEST);
}

function completeWholeLine(
  sources: CompletionSources,
  commands: readonly CommandDeclaration[],
  line: string,
): Completion[] {
  if (!line.startsWith('/')) return [];
  const typed = line.slice(1).replace(/\s+/g, ' ');
  const command = commands.find((candidate) => typed.toLowerCase().startsWith(`${candidate.name} `));
  if (!command) {
    return commands
      .filter(
        (candidate) =>
          candidate.name.startsWith(typed.toLowerCase().trimEnd()) ||
          candidate.name.split(' ').some((word) => typed !== '' && word.startsWith(typed.toLowerCase().trim())),
      )
      .map((candidate) => ({
        label: `/${candidate.name} — ${commandSummary(sources.t, candidate)}`,
        value: `/${candidate.name}${candidate.options.length > 0 ? ' ' : ''}`,
      }));
  }
  return completeArguments(sources, command, typed.slice(command.name.length + 1));
}

function completeArguments(sources: CompletionSources, command: CommandDeclaration, typed: string): Completion[] {
  const rest = command.options.find((option) => option.kind === 'string' && option.rest);
  if (rest)
    return completeOption(sources, command, rest, typed).map((found) => ({
      label: found.label,
      value: `/${command.name} ${found.value}`,
    }));
  const words = typed.split(' ');
  const last = words.pop() ?? '';
  const lead = `/${command.name} ${words.map((word) => `${word} `).join('')}`;
  const [name = '', value] = last.split(/[:=](.*)/s);
  const named = value === undefined ? undefined : command.options.find((option) => option.name === name.toLowerCase());
  if (named && value !== undefined) {
    return completeOption(sources, command, named, value).map((found) => ({
      label: found.label,
      value: `${lead}${named.name}:${found.value}`,
    }));
  }
  const only = command.options.length === 1 ? command.options[0] : undefined;
  if (only && only.kind === 'string') {
    return completeOption(sources, command, only, last).map((found) => ({
      label: found.label,
      value: `${lead}${found.value}`,
    }));
  }
  const used = new Set(words.map((word) => word.split(/[:=]/)[0]?.toLowerCase()));
  return command.options
    .filter((option) => !used.has(option.name) && option.name.startsWith(last.toLowerCase()))
    .map((option) => ({
      label: cut(`${option.name}: ${optionSummary(sources.t, command, option)}`),
      value: `${lead}${option.name}:`,
    }));
}
