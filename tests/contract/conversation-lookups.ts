/** Steps of the conversation about what there is to know: concepts and topics. */
import { expect, test } from 'vitest';
import type { Scene } from './scene.ts';

export function lookups(scene: Scene): void {
  test('a concept is looked up, and the one asked about waits', async () => {
    const found = await scene.stage.command('ada', 'lookup', { concept: 'pipe' });
    expect(found.text).toContain('standard output to standard input');
    const held = await scene.stage.command('ada', 'lookup', { concept: 'exit status' });
    expect(held.text).toContain('waits for the reveal');
    const labels = await scene.stage.complete('ada', 'lookup', 'concept', 'pip');
    if (scene.differences.noCompletion) expect(labels).toBeUndefined();
    else expect(labels).toContain('Pipeline');
  });

  test('topics are listed in their order, and each says what to know', async () => {
    const all = await scene.stage.command('ada', 'quiz topics');
    expect(all.private).toBe(true);
    expect(all.text).toContain('Processes');
    expect(all.text.indexOf('Processes')).toBeLessThan(all.text.indexOf('Quoting'));
    const page = await scene.stage.press('ada', all, 'Quoting');
    expect(page.text).toContain('Know first');
    expect(page.text).toContain('What the shell does with a line');
    // Both points are about what the open question asks.
    expect(page.text).not.toContain('split into words');
    expect(page.text).toContain('2 points wait for the reveal');
    expect((await scene.stage.command('ada', 'quiz topics', { topic: 'quoting' })).text).toBe(page.text);
    expect((await scene.stage.press('ada', page, 'All topics')).text).toBe(all.text);
  });
}
