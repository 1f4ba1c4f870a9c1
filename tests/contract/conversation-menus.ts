/** Steps of the conversation about menu entries: on a message, on a person, and anywhere. */
import { expect, test } from 'vitest';
import type { ShortcutDeclaration } from '../../src/core/commands/declaration.ts';
import type { Scene } from './scene.ts';
import type { Person, Seen, ShortcutTarget } from './stage.ts';

/** What the entry shows; undefined where this platform has none of its kind, which is checked. */
async function choose(
  { stage, differences }: Scene,
  who: Person,
  id: string,
  target: ShortcutTarget = {},
): Promise<Seen | undefined> {
  const kind: ShortcutDeclaration['on'] = target.person ? 'person' : target.text === undefined ? 'anywhere' : 'message';
  const seen = await stage.shortcut(who, id, target);
  expect(seen === undefined).toBe(differences.menus !== undefined && !differences.menus.on.includes(kind));
  return seen;
}

/** While a question about the exit status is open, and nobody has answered. */
export function menusBefore(scene: Scene): void {
  test('on a message: what the open question is about waits, and where nothing is near it says so', async () => {
    const held = await choose(scene, 'ada', 'quiz-me', { text: 'How does the *exit status* of `grep` work?' });
    expect(held?.private).toBe(true);
    expect(held?.text).toContain('Exit status');
    expect(held?.text).toContain('That is what the open question is about, so it waits for the reveal');
    const nothing = await choose(scene, 'ada', 'quiz-me', { text: 'Who is coming along for lunch at noon?' });
    if (!nothing) throw new Error('there is no entry on messages');
    expect(nothing.text).toContain('Nothing in the bank is close to that message');
    expect((await scene.stage.press('ada', nothing, 'All topics')).text).toContain('Processes');
  });

  test('on a person who never answered: it says so', async () => {
    const seen = await choose(scene, 'bob', 'quiz-stats', { person: 'ada' });
    if (!seen) return;
    expect(seen.private).toBe(true);
    expect(seen.text).toContain('Ada has not answered a question here yet');
  });

  test('anywhere: the form for today', async () => {
    const form = await choose(scene, 'ada', 'answer-today');
    if (!form) return;
    expect(form.kind).toBe('form');
    expect(form.text).toContain('grep -q root /etc/passwd');
  });
}

/** When Ada has 10 points and Bob none. */
export function menusOnPeople(scene: Scene): void {
  test('on a person: oneself in full, of others only what the leaderboard shows', async () => {
    const other = await choose(scene, 'ada', 'quiz-stats', { person: 'bob' });
    const own = await choose(scene, 'ada', 'quiz-stats', { person: 'ada' });
    if (!other || !own) return;
    expect(other.private).toBe(true);
    expect(other.text).toContain('Bob on the leaderboard');
    expect(other.text).toMatch(/This week:.*0 points from 1 round, rank [23]/);
    expect(other.text).not.toContain('By topic');
    expect(own.text).toContain("Ada's results");
    expect(own.text).toContain('10 points from 1 round, rank 1');
    expect(own.text).toContain('By topic');
  });

  test('anywhere, once answered: the grade', async () => {
    const seen = await choose(scene, 'ada', 'answer-today');
    if (!seen) return;
    expect(seen.kind).toBe('message');
    expect(seen.text).toContain('answered this one already');
  });
}

/** While nothing is open. */
export function menusAfter(scene: Scene): void {
  test('on a message: the nearest concept, and a question about it', async () => {
    const { stage } = scene;
    const asked = await choose(scene, 'bob', 'quiz-me', { text: 'So what is the status of a whole pipeline then?' });
    if (!asked) throw new Error('there is no entry on messages');
    expect(asked.private).toBe(true);
    expect(asked.text).toContain('Nearest: Pipeline');
    expect(asked.text).toContain('false | true');
    const form = await stage.press('bob', asked, 'Answer');
    const graded = await stage.submit('bob', form, { choices: ['A', 'C'] });
    expect(graded.text).toContain('10 of 10');
    expect(graded.text).toContain('Practice: no points');
    expect((await stage.press('bob', asked, 'Look it up')).text).toContain('standard output to standard input');
    expect((await stage.command('bob', 'quiz stats')).text).toContain('from 1 round');
  });
}
