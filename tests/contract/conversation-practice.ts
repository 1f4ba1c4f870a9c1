/** Steps of the conversation about practising by oneself, and what comes back when. */
import { expect, test } from 'vitest';
import type { Scene } from './scene.ts';

/** While the only question about quoting is open. */
export function practiceWaits(scene: Scene): void {
  test('an open question is not practised, though nothing else is like it', async () => {
    const refused = await scene.stage.command('lead', 'quiz practice', { topic: 'quoting' });
    expect(refused.text).toContain('waits for the reveal');
    expect(refused.text).not.toContain('set -- $a');
  });
}

/** While a question about processes is open, and Ada has answered it. */
export function practice(scene: Scene): void {
  test('practice is private, keeps off the open question, and earns nothing', async () => {
    const { stage } = scene;
    const asked = await stage.command('ada', 'quiz practice');
    expect(asked.private).toBe(true);
    expect(asked.text).toContain('Practice · Quoting');
    expect(asked.text).toContain('new to you');
    const form = await stage.press('ada', asked, 'Answer');
    expect(form.fields.map((field) => field.name)).toEqual(['output', 'text']);
    const wrong = await stage.submit('ada', form, { output: '1', text: 'The variable stays one word.' });
    expect(wrong.private).toBe(true);
    expect(wrong.text).toContain('0 of 10');
    expect(wrong.text).toContain('Only a quoted variable stays one word');
    expect(wrong.text).toContain('Practice: no points. This question comes back');
    const again = await stage.press('ada', wrong, 'Answer again');
    const right = await stage.submit('ada', again, {
      output: '3',
      text: 'The unquoted value is split into words, and each of them becomes one argument.',
    });
    expect(right.text).toContain('10 of 10');
    expect((await stage.press('ada', right, 'Read the answer')).text).toContain('so there are three arguments');
    expect((await stage.command('ada', 'quiz stats')).text).toContain('10 points from 1 round');
    expect(await stage.channel()).toHaveLength(1);
  });

  test('the open question is never practised, nor what its answer would give away', async () => {
    const { stage } = scene;
    for (const options of [{ topic: 'pipes' }, {}]) {
      const refused = await stage.command('ada', 'quiz practice', options);
      expect(refused.text).toContain('close to the open question, so it waits for the reveal');
      expect(refused.buttons).toEqual([]);
    }
    const answered = await stage.command('ada', 'quiz practice', { topic: 'processes' });
    expect(answered.text).toContain('you have answered everything here');
    const asked = await stage.command('bob', 'quiz practice');
    expect(asked.text).toContain('Practice · Quoting');
    const next = await stage.press('bob', asked, 'Next question');
    expect(next.text).toContain('This is the only question for now');
  });

  test('review says when what was practised comes back, and practice begins with it then', async () => {
    const { stage, world } = scene;
    const now = world.clock.now();
    const before = await stage.command('ada', 'quiz review');
    expect(before.private).toBe(true);
    expect(before.text).toContain('Nothing is due');
    expect(before.text).toMatch(/Coming up[\s\S]*Quoting/);
    world.clock.set('2026-11-24T08:00:00Z');
    const due = await stage.command('ada', 'quiz review');
    expect(due.text).toContain('1 question is due for review');
    const asked = await stage.press('ada', due, 'Practise');
    expect(asked.text).toContain('Practice · Quoting');
    expect(asked.text).toContain('due for review');
    world.clock.set(now.toISOString());
  });
}
