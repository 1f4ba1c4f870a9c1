/** What our commands are called on Discord. Everything else of Refcount, its texts included, knows them as they are declared. */
import type { CommandDeclaration } from '../../core/commands/declaration.ts';
import { inlineCode, type ShowCommand } from './markdown.ts';

/** `quiz today` → `/quiz today`; for admins `quiz setup` → `/quiz-admin setup`, because Discord hides whole commands only. */
export function discordName(command: Pick<CommandDeclaration, 'name' | 'admin'>): string {
  const [first = '', ...rest] = command.name.split(' ');
  return command.admin && rest.length > 0 ? [`${first}-admin`, ...rest].join(' ') : command.name;
}

/** The declared name of a command as Discord calls it; one that is not declared (any more) keeps its name. */
export function declaredName(commands: readonly CommandDeclaration[], name: string): string {
  return commands.find((command) => discordName(command) === name)?.name ?? name;
}

/** The ids Discord gave our commands, by their first word. */
export type CommandIds = ReadonlyMap<string, string>;

/** Commands as people of Discord see them. What is not known yet is shown as it is declared. */
export interface CommandNames {
  readonly show: ShowCommand;
  learn(commands: readonly CommandDeclaration[], ids: CommandIds): void;
}

export function createCommandNames(): CommandNames {
  let known: readonly CommandDeclaration[] = [];
  let idOf: CommandIds = new Map();
  return {
    /** A mention that opens the command when it is clicked; with options after it, which no mention can carry, code. */
    show(text) {
      const words = text.replace(/^\//, '');
      const command = known.find(({ name }) => words === name || words.startsWith(`${name} `));
      if (!command) return inlineCode(text);
      const name = discordName(command);
      const options = words.slice(command.name.length);
      const id = idOf.get(name.split(' ')[0] ?? '');
      return id === undefined || options !== '' ? inlineCode(`/${name}${options}`) : `</${name}:${id}>`;
    },
    learn(commands, ids) {
      known = commands;
      idOf = ids;
    },
  };
}

/** Markdown in which a mention of a command reads as it did before its id was known. */
export const withoutCommandIds = (markdown: string): string => markdown.replace(/<(\/[^:<>]+):\d+>/g, '`$1`');
