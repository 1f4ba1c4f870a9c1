/** Steps of the conversation about buttons: private replies in place, buttons of other versions, buttons after a restart. */
import { expect, test } from 'vitest';
import { restart, type Scene } from './scene.ts';
import type { Seen } from './stage.ts';

/** What is complained of when a button of another version is pressed, on Slack. */
export const OUTDATED = /something was used that this version does not know/;

/** The same message with another id on the button, as another version of Refcount would have made it. */
function withId(seen: Seen, label: string, change: (id: string) => string): Seen {
  const button = seen.buttons.find((each) => each.label === label);
  if (!button) throw new Error(`there is no button ${label}`);
  const changed = JSON.stringify(seen).replaceAll(JSON.stringify(button.id), JSON.stringify(change(button.id)));
  return JSON.parse(changed) as Seen;
}

/** While a question is open that Ada has answered. */
export function privateReplies(scene: Scene): void {
  test('a private reply takes the place of the one it was asked on; the question stays as it is', async () => {
    const { stage } = scene;
    const inPlace = scene.differences.noReplacing === undefined;
    const asked = await scene.newest();
    const fromPost = await stage.press('ada', asked, 'Answer');
    expect(fromPost.private).toBe(true);
    expect(fromPost.replaced).toBe(false);
    expect((await scene.newest()).text).toBe(asked.text);
    const season = await stage.command('ada', 'leaderboard');
    expect(season.replaced).toBe(false);
    const week = await stage.press('ada', season, 'This week');
    expect(week.replaced).toBe(inPlace);
    expect((await stage.press('ada', week, 'All time')).replaced).toBe(inPlace);
    const practice = await stage.command('bob', 'quiz practice');
    const form = await stage.press('bob', practice, 'Answer');
    const graded = await stage.submit('bob', form, { output: '3', text: 'The value is split into words.' });
    expect(graded.replaced).toBe(inPlace);
  });
}

/** While a question is open that the lead has not answered. */
export function oldButtons(scene: Scene): void {
  test('a button of another version is answered politely', async () => {
    const { stage } = scene;
    const question = await scene.newest();
    const others = [
      (id: string) => id.replace(/^[^:]+/, 'rc9'),
      (id: string) => id.replace('answer', 'bet'),
      () => 'something-else',
    ];
    for (const change of others) {
      const seen = await stage.press('lead', withId(question, 'Answer', change), 'Answer');
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('older version of Refcount');
    }
    expect((await scene.newest()).text).toBe(question.text);
  });

  test('a button from before a restart works', async () => {
    const question = await scene.newest();
    const board = await scene.stage.command('lead', 'leaderboard');
    await restart(scene);
    expect((await scene.stage.press('lead', question, 'Answer')).kind).toBe('form');
    expect((await scene.stage.press('lead', board, 'This week')).text).toContain('week 48');
  });
}
