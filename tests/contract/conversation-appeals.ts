/** Steps of the conversation about appeals: from the button under a grade to a lead's decision. */
import { expect, test } from 'vitest';
import { englishTexts } from '../../src/core/language/texts.ts';
import { type Scene, WRONG } from './scene.ts';

/** After the reveal: one appeal, decided by setting points. */
export function appealOnce(scene: Scene): void {
  test('an appeal goes to the leads, once', async () => {
    const mine = await scene.stage.press('bob', await scene.newest(), 'My grade');
    const form = await scene.stage.press('bob', mine, 'Appeal');
    expect(form.fields.map((field) => field.name)).toEqual(['reason']);
    expect(form.text).toContain(WRONG);
    const sent = await scene.stage.submit('bob', form, { reason: 'grep reports a match by its *exit status*.' });
    expect(sent.private).toBe(true);
    expect(sent.text).toContain('Your appeal is with the leads.');
    expect(await scene.stage.redeliverLast()).toBe(scene.differences.noRedelivery === undefined);
    expect((await scene.stage.press('bob', mine, 'Appeal')).text).toContain('already with the leads');
    expect(await scene.world.store.read.countOpenAppeals(`${scene.stage.name}:${scene.stage.workspaceId}`)).toBe(1);
    const grade = await scene.stage.press('bob', sent, 'My grade');
    expect(grade.text).toContain('a lead has not decided yet');
    expect(grade.buttons.map((button) => button.label)).not.toContain('Appeal');
  });

  test('a lead sees the appeal beside its answer, and sets points that are more', async () => {
    const right = englishTexts().speakPlain(scene.stage.bot.platform.adminRight);
    expect((await scene.stage.command('bob', 'quiz appeals')).text).toContain(right);
    const appeal = await scene.stage.command('lead', 'quiz appeals');
    expect(appeal.private).toBe(true);
    for (const said of ['Bob answered', WRONG, 'its *exit status*.', '✗ 0/6', 'printed', '0 of 10'])
      expect(appeal.text).toContain(said);
    const form = await scene.stage.press('lead', appeal, 'Set points…');
    expect(form.fields.map((field) => field.name)).toEqual(['points', 'reason']);
    const refused = await scene.stage.submit('lead', form, { points: '0', reason: '' });
    const problem = 'an appeal never lowers it';
    if (scene.differences.noErrorsInForm) expect(refused.text).toContain(problem);
    else expect(refused.errors.points).toContain(problem);
    const again = await scene.stage.press('lead', appeal, 'Set points…');
    const set = await scene.stage.submit('lead', again, { points: '7.5', reason: 'Half of it.' });
    expect(set.text).toContain("Bob's answer now has 7.5 of 10");
    expect((await scene.stage.press('lead', appeal, 'Full marks')).text).toContain(
      'decided this appeal already: 7.5 of 10',
    );
    expect((await scene.stage.command('lead', 'quiz appeals')).text).toContain('No appeal is open');
    expect((await scene.stage.command('bob', 'leaderboard')).text).toMatch(/Bob\s[\s\S]*?7\.5/);
    const grade = await scene.stage.press('bob', await scene.newest(), 'My grade');
    expect(grade.text).toContain('7.5 of 10');
    expect(grade.text).toContain('Half of it.');
  });
}

/** While a question is open: several appeals, one after the other. */
export function appealsInTurn(scene: Scene): void {
  test('appeals are decided one after the other, and declining takes a reason', async () => {
    const bobs = await scene.stage.press('bob', await scene.newest(), 'Answer');
    await scene.stage.submit('bob', await scene.stage.press('bob', bobs, 'Appeal'), {
      reason: 'It is split, I wrote 3.',
    });
    const leads = await scene.stage.submit('lead', await scene.stage.press('lead', await scene.newest(), 'Answer'), {
      output: '3',
    });
    await scene.stage.submit('lead', await scene.stage.press('lead', leads, 'Appeal'), { reason: 'Mine as well.' });
    const first = await scene.stage.command('lead', 'quiz appeals');
    expect(first.text).toContain('1 more is open');
    const declined = await scene.stage.submit('lead', await scene.stage.press('lead', first, 'Decline…'), {
      reason: 'The reasons are missing.',
    });
    expect(declined.text).toContain("Declined: Bob's answer stays at 4 of 10");
    const second = await scene.stage.press('lead', declined, 'Next appeal');
    expect(second.text).toContain('Mine as well.');
    const full = await scene.stage.press('lead', second, 'Full marks');
    expect(full.text).toContain('now has 10 of 10');
    expect(full.buttons.map((button) => button.label)).not.toContain('Next appeal');
    const grade = await scene.stage.press('bob', await scene.newest(), 'Answer');
    expect(grade.text).toContain('The reasons are missing.');
    expect(grade.text).toContain('4 of 10');
    expect(await scene.world.store.checkStandings(false)).toEqual([]);
  });
}
