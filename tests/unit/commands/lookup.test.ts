import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { shortened } from '../../../src/core/commands/lookup.ts';
import { person, words } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeEach(async () => {
  quiz = await createQuiz();
});
afterEach(async () => {
  await quiz.close();
});

const NOTE = 'By convention 0 means success';
const lookup = async (concept: string, workspace = 'home') =>
  words(await person(quiz.desk, 'Ada', { workspace }).command('lookup', { concept }));

describe('a prompt in a note', () => {
  const rest = 'This goes on. '.repeat(12);
  test.each([
    ['Short? Yes.', 'Short? Yes.'],
    [
      `Saved in \`file.py\` for 3.12. What is printed? ${rest}`,
      /^Saved in `file.py` for 3.12. What is printed\? This goes on\./,
    ],
    [`${'long '.repeat(40)}end.`, /^long .*long …$/],
    [`A scene is set here. ${rest}What do you say?`, 'What do you say?'],
    [`A scene is set here. ${rest}`, /^A scene is set here. This goes on.* …$/],
  ])('%s', (prompt, expected) => {
    expect(shortened(prompt)).toMatch(expected);
    expect(shortened(prompt).length).toBeLessThanOrEqual(162);
  });
});

describe('a concept', () => {
  test('is shown whole, and by its button', async () => {
    expect(await lookup('return code')).toContain(NOTE);
    const pressed = words(await person(quiz.desk, 'Ada').press('lookup', 'exit-status'));
    expect(pressed).toContain(NOTE);
    expect(pressed).toContain('The trap:');
    expect(pressed).toContain('pubs.opengroup.org');
    expect(pressed).toContain('What interviewers ask about it\n');
    expect(pressed).toContain('which value takes the branch? (warm-up)');
    expect(words(await person(quiz.desk, 'Ada').press('lookup', 'gone'))).toContain('no longer in the bank');
  });

  test('of the open question waits for the reveal, here only', async () => {
    await quiz.schedule();
    await quiz.at('2026-11-16T09:00:00Z');
    expect(await lookup('return code')).toContain('waits for the reveal');
    expect(words(await person(quiz.desk, 'Ada').press('lookup', 'exit-status'))).not.toContain(NOTE);
    expect(await lookup('pipeline')).not.toContain('waits');
    expect(await lookup('return code', 'elsewhere')).toContain(NOTE);
    quiz.clock.set('2026-11-16T10:00:00Z');
    await person(quiz.desk, 'Lead').command('quiz close');
    expect(await lookup('return code')).toContain(NOTE);
  });

  test('waits also while its question is planned', async () => {
    await quiz.schedule();
    quiz.platform.setConnected(false);
    await quiz.at('2026-11-16T09:00:00Z');
    expect(await lookup('return code')).toContain('waits for the reveal');
  });

  test('that is not sure is offered, and what was typed stays literal', async () => {
    const reply = await person(quiz.desk, 'Ada').command('lookup', { concept: '**exit** <!channel>' });
    if (reply.kind !== 'message') throw new Error('not a message');
    const [block] = reply.message.blocks;
    expect(block?.kind === 'paragraph' && block.inlines).toContainEqual({
      kind: 'text',
      text: expect.stringContaining('**exit** <!channel>'),
    });
    expect(words(reply)).toContain('Nothing sure for “**exit** <!channel>”');
  });

  test('has its words around the note in German, and the note as it was written', async () => {
    const ada = person(quiz.desk, 'Ada', { locale: 'de' });
    const shown = words(await ada.command('lookup', { concept: 'return code' }));
    expect(shown).toContain(NOTE);
    expect(shown).toContain('Im Interview: ');
    expect(shown).toContain('Die Falle: ');
    expect(shown).toContain('(zum Aufwärmen)');
    expect(words(await ada.command('lookup', { concept: 'xyzzy' }))).toContain('Nichts Sicheres zu „xyzzy“.');
  });
});
