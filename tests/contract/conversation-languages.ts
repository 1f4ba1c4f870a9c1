/** Steps of the conversation about languages: one for the workspace, or each member's own. */
import { expect, test } from 'vitest';
import type { Scene } from './scene.ts';

/** With a schedule that asks at 09:00 in Berlin on weekdays; 30 November 2026 is a Monday. */
export function languages(scene: Scene): void {
  const at = async (moment: string) => {
    scene.world.clock.set(moment);
    await scene.world.rounds.tick();
  };

  test('an admin chooses the language: replies, questions and forms come in it', async () => {
    const { stage } = scene;
    const refused = await stage.command('ada', 'quiz language', { language: 'de' });
    expect(refused.text).toContain('You need');
    const chosen = await stage.command('lead', 'quiz language', { language: 'de' });
    expect(chosen.private).toBe(true);
    expect(chosen.text).toContain('Ab jetzt spricht Refcount hier Deutsch');
    expect((await stage.command('ada', 'quiz help')).text).toContain('Jeden Tag eine Interviewfrage');
    await at('2026-11-30T08:00:00Z');
    const question = await scene.newest();
    expect(question.text).toContain('Frage des Tages');
    expect(question.text).toContain('false | true');
    const form = await stage.press('ada', question, 'Antworten');
    expect(form.text).toContain('Deine Antwort');
    const graded = await stage.submit('ada', form, { choices: ['A', 'C'] });
    expect(graded.text).toContain('10 von 10 Punkten');
  });

  test('each member in their own language, and the channel in that of the workspace', async () => {
    const { stage } = scene;
    const auto = await stage.command('lead', 'quiz language', { language: 'auto' });
    expect(auto.text).toContain('to each member in their own language');
    expect((await stage.command('ada', 'quiz help')).text).toContain('One interview question a day');
    expect((await stage.command('gerda', 'quiz help')).text).toContain('Jeden Tag eine Interviewfrage');
    await at('2026-12-01T08:00:00Z');
    const question = await scene.newest();
    expect(question.text).toContain('Question of the day');
    expect((await stage.press('ada', question, 'Answer')).text).toContain('Your answer');
    expect((await stage.press('gerda', question, 'Answer')).text).toContain('Deine Antwort');
  });
}
