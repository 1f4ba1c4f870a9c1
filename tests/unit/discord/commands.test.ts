import { describe, expect, it } from 'vitest';
import { commandBodies, shortcutOf } from '../../../src/bots/discord/commands.ts';
import { declaredName, discordName } from '../../../src/bots/discord/names.ts';
import { sameCommands } from '../../../src/bots/discord/register.ts';
import { COMMANDS, SHORTCUTS } from '../../../src/core/commands/catalog.ts';
import { type CommandDeclaration, choiceLabel, commandSummary } from '../../../src/core/commands/declaration.ts';
import { englishTexts, textsIn } from '../../../src/core/language/texts.ts';
import { commandFaults } from '../../fakes/discord/command-rules.ts';
import { isObject, type Json, objects, RIGHT } from '../../fakes/discord/ids.ts';

const declare = (name: string, more: Partial<CommandDeclaration> = {}): CommandDeclaration => ({
  name,
  options: [],
  admin: false,
  opens: 'message',
  ...more,
});
const bodies = (commands = COMMANDS, shortcuts = SHORTCUTS) =>
  commandBodies(commands, shortcuts) as unknown as readonly Json[];
const named = (name: string, list = bodies()) => list.find((body) => body.name === name);
/** Every part of a list of commands that says something to people. */
const parts = (list: readonly Json[]): Json[] =>
  list.flatMap((part) => [part, ...parts(objects(part.options)), ...parts(objects(part.choices))]);

describe('commandBodies', () => {
  it('gives Discord what it accepts, for every command and shortcut there is', () => {
    expect(commandFaults(bodies())).toEqual([]);
  });

  it('makes two words a subcommand and one word a command, in servers only', () => {
    const list = bodies([declare('quiz today'), declare('quiz answer'), declare('lookup')], []);
    expect(list).toMatchObject([
      { name: 'quiz', contexts: [0], integration_types: [0] },
      { name: 'lookup', options: [] },
    ]);
    expect(objects(list[0]?.options).map((option) => [option.type, option.name])).toEqual([
      [1, 'today'],
      [1, 'answer'],
    ]);
    expect(list[1]?.description).toBe(commandSummary(englishTexts(), { name: 'lookup' }));
  });

  it('puts what only admins may do into a command of its own, hidden from who cannot manage the server', () => {
    const list = bodies(
      [declare('quiz today'), declare('quiz setup', { admin: true }), declare('lookup', { admin: true })],
      [],
    );
    expect(list.map(({ name, default_member_permissions: needed }) => [name, needed])).toEqual([
      ['quiz', undefined],
      ['quiz-admin', String(RIGHT.manageGuild)],
      ['lookup', String(RIGHT.manageGuild)],
    ]);
    expect(objects(named('quiz-admin', list)?.options)).toMatchObject([{ type: 1, name: 'setup' }]);
    for (const command of COMMANDS.filter(({ admin }) => admin)) {
      const [group] = discordName(command).split(' ');
      expect(named(String(group))?.default_member_permissions, command.name).toBe('32');
    }
  });

  it('says everything in German as well', () => {
    const de = textsIn('de');
    expect(named('lookup')?.description_localizations).toEqual({ de: commandSummary(de, { name: 'lookup' }) });
    for (const part of parts(bodies())) {
      const isChoice = 'value' in part;
      const isMenuEntry = part.type === 2 || part.type === 3 ? !('description' in part) : false;
      const words = isChoice || isMenuEntry ? part.name_localizations : part.description_localizations;
      expect(isObject(words) && String(words.de), String(part.name)).toMatch(/\S/);
    }
  });

  it('names the fixed values of an option as the catalogue does, and keeps the values', () => {
    const command = COMMANDS.find(({ options }) => options.some((each) => each.kind === 'string' && each.choices));
    const option = command?.options.find((each) => each.kind === 'string' && each.choices);
    if (!command || option?.kind !== 'string' || !option.choices) throw new Error('no command has fixed values');
    const body = parts(bodies()).find((part) => part.name === option.name && 'choices' in part);
    expect(body?.choices).toEqual(
      option.choices.map((value) => ({
        name: choiceLabel(englishTexts(), command, option, value),
        name_localizations: { de: choiceLabel(textsIn('de'), command, option, value) },
        value,
      })),
    );
  });

  it('makes entries of the menus on messages and on people, and of no other place', () => {
    const entries = bodies(
      [],
      [
        { id: 'quiz-me', on: 'message', opens: 'message' },
        { id: 'quiz-stats', on: 'person', opens: 'message' },
        { id: 'answer-today', on: 'anywhere', opens: 'form' },
      ],
    );
    expect(entries).toMatchObject([
      { type: 3, name: 'Quiz me on this', contexts: [0] },
      { type: 2, name: 'Quiz stats', contexts: [0] },
    ]);
    expect(shortcutOf(SHORTCUTS, 3, 'Quiz me on this')?.id).toBe('quiz-me');
    expect(shortcutOf(SHORTCUTS, 2, 'Quiz stats')?.id).toBe('quiz-stats');
    expect(shortcutOf(SHORTCUTS, 2, 'Quiz me on this')).toBeUndefined();
  });

  it('keeps a lone subcommand a subcommand', () => {
    expect(named('quiz', bodies([declare('quiz today')], []))?.options).toMatchObject([{ type: 1, name: 'today' }]);
  });

  it('refuses names Discord has no place for', () => {
    expect(() => bodies([declare('quiz'), declare('quiz today')])).toThrow('/quiz cannot stand beside');
    expect(() => bodies([declare('quiz setup now')])).toThrow('/quiz setup now');
  });
});

describe('names', () => {
  it('go to Discord and come back, for every command there is', () => {
    for (const command of COMMANDS) expect(declaredName(COMMANDS, discordName(command))).toBe(command.name);
    expect(new Set(COMMANDS.map(discordName)).size).toBe(COMMANDS.length);
  });

  it('that are not declared any more stay as they are', () => {
    expect(declaredName(COMMANDS, 'quiz-admin dance')).toBe('quiz-admin dance');
    // A command that was for everyone once is not taken for the one for admins.
    expect(declaredName(COMMANDS, 'quiz setup')).toBe('quiz setup');
  });
});

describe('sameCommands', () => {
  const wanted = bodies();
  const stored: readonly Json[] = wanted
    .map((command) => ({
      ...command,
      id: '1',
      version: '2',
      nsfw: false,
      dm_permission: false,
      description: command.description ?? '',
    }))
    .reverse();
  const replaced = (from: string, to: string): Json[] => {
    const text = JSON.stringify(stored);
    if (!text.includes(from)) throw new Error(`${from} is nowhere in the commands`);
    return JSON.parse(text.replace(from, to));
  };

  it('sees through what Discord adds, and any order of commands and locales', () => {
    expect(sameCommands(wanted, stored)).toBe(true);
    const two = (order: readonly string[]) => [
      { type: 2, name: 'x', name_localizations: Object.fromEntries(order.map((locale) => [locale, locale])) },
    ];
    expect(sameCommands(two(['de', 'fr']), two(['fr', 'de']))).toBe(true);
  });

  it.each([
    ['a missing command', stored.slice(1)],
    ['another description', stored.map((command) => ({ ...command, description: 'other' }))],
    ['fewer options', stored.map((command) => ({ ...command, options: objects(command.options).slice(1) }))],
    ['other choices', replaced('This week', 'The week')],
    [
      'another translation of a description',
      replaced('"description_localizations":{"de":"', '"description_localizations":{"de":"!'),
    ],
    ['another translation of a name', replaced('"name_localizations":{"de":"', '"name_localizations":{"de":"!')],
    [
      'no translations',
      stored.map((command) => ({ ...command, description_localizations: null, name_localizations: null })),
    ],
    ['other permissions', stored.map((command) => ({ ...command, default_member_permissions: null }))],
    ['a menu entry of another type', stored.map((command) => (command.type === 3 ? { ...command, type: 2 } : command))],
    ['nothing', []],
  ])('notices %s', (_, existing) => {
    expect(sameCommands(wanted, existing)).toBe(false);
  });
});
