import { describe, expect, it } from 'vitest';
import { createCommandNames, withoutCommandIds } from '../../../src/bots/discord/names.ts';
import type { CommandDeclaration } from '../../../src/core/commands/declaration.ts';
import { readMarkdown } from '../../fakes/discord/markdown.ts';

const declare = (name: string, admin = false): CommandDeclaration => ({ name, options: [], admin, opens: 'message' });
const COMMANDS = [declare('quiz today'), declare('quiz setup', true), declare('lookup')];
const IDS = new Map([
  ['quiz', '11'],
  ['quiz-admin', '22'],
]);

describe('a command in a text', () => {
  const names = createCommandNames();
  names.learn(COMMANDS, IDS);

  it.each([
    ['/quiz today', '</quiz today:11>'],
    ['/quiz setup', '</quiz-admin setup:22>'],
    ['/quiz setup time:09:00', '`/quiz-admin setup time:09:00`'],
    ['/lookup', '`/lookup`'],
    ['/lookup gil', '`/lookup gil`'],
    ['/quiz', '`/quiz`'],
    ['/quiz settings', '`/quiz settings`'],
    ['/dance', '`/dance`'],
  ])('%s shows as %s', (text, shown) => {
    expect(names.show(text)).toBe(shown);
  });

  it('is one click where its id is known', () => {
    expect(readMarkdown(names.show('/quiz setup'))).toEqual({ plain: '/quiz-admin setup', marks: ['command 22'] });
  });

  it('is code before anything was registered', () => {
    const early = createCommandNames();
    expect(early.show('/quiz setup')).toBe('`/quiz setup`');
    early.learn(COMMANDS, new Map());
    expect(early.show('/quiz setup')).toBe('`/quiz-admin setup`');
  });

  it('reads the same before and after its id was known', () => {
    const early = createCommandNames();
    early.learn(COMMANDS, new Map());
    for (const text of ['/quiz today', '/quiz setup', '/lookup gil']) {
      expect(withoutCommandIds(names.show(text))).toBe(early.show(text));
    }
    expect(withoutCommandIds('see <#123> at <t:1:R> and </a b:1>')).toBe('see <#123> at <t:1:R> and `/a b`');
  });
});
