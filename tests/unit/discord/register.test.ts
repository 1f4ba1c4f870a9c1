import { describe, expect, it } from 'vitest';
import { commandBodies, sameCommands } from '../../../src/bots/discord/register.ts';
import { COMMANDS } from '../../../src/core/commands/catalog.ts';
import type { CommandDeclaration } from '../../../src/core/commands/declaration.ts';
import { commandFaults } from '../../fakes/discord/command-rules.ts';

const declare = (name: string, more: Partial<CommandDeclaration> = {}): CommandDeclaration => ({
  name,
  summary: `What ${name} does`,
  options: [],
  admin: false,
  opens: 'message',
  ...more,
});

describe('commandBodies', () => {
  it('gives Discord what it accepts, for every command there is', () => {
    expect(commandFaults(commandBodies(COMMANDS))).toEqual([]);
  });

  it('makes two words a subcommand and one word a command, in servers only', () => {
    const [quiz, lookup] = commandBodies([declare('quiz setup'), declare('quiz today'), declare('lookup')]);
    expect(quiz).toMatchObject({ name: 'quiz', contexts: [0], integration_types: [0] });
    expect(quiz?.options?.map((option) => [option.type, option.name])).toEqual([
      [1, 'setup'],
      [1, 'today'],
    ]);
    expect(lookup).toMatchObject({ name: 'lookup', description: 'What lookup does', options: [] });
  });

  it('keeps a lone subcommand a subcommand', () => {
    expect(commandBodies([declare('quiz setup')])[0]?.options).toMatchObject([{ type: 1, name: 'setup' }]);
  });

  it('refuses names Discord has no place for', () => {
    expect(() => commandBodies([declare('quiz'), declare('quiz setup')])).toThrow('/quiz cannot stand beside');
    expect(() => commandBodies([declare('quiz setup now')])).toThrow('/quiz setup now');
  });
});

describe('sameCommands', () => {
  const wanted = commandBodies(COMMANDS);
  const stored = wanted
    .map((command) => ({ ...command, id: '1', version: '2', nsfw: false, dm_permission: true }))
    .reverse();

  it('sees through what Discord adds, and any order of commands', () => {
    expect(sameCommands(wanted, stored)).toBe(true);
  });

  it.each([
    ['a missing command', stored.slice(1)],
    ['another description', stored.map((command) => ({ ...command, description: 'other' }))],
    ['fewer options', stored.map((command) => ({ ...command, options: command.options?.slice(1) ?? [] }))],
    ['other choices', JSON.parse(JSON.stringify(stored).replace('This week', 'The week'))],
    ['no list', { message: 'oops' }],
  ])('notices %s', (_, existing) => {
    expect(sameCommands(wanted, existing)).toBe(false);
  });
});
