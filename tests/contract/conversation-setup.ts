/** Steps of the conversation about setup as a form: what opens when no option is typed. */
import { expect, test } from 'vitest';
import type { Scene } from './scene.ts';

const AS_IT_IS = { days: 'weekdays', time: '09:00', zone: 'Europe/Berlin', topics: 'processes', attempts: ['1'] };

/** After the schedule was set with these options. */
export function setupForm(scene: Scene): void {
  const schedules = () => scene.world.store.read.schedulesOfWorkspace(`${scene.stage.name}:${scene.stage.workspaceId}`);

  test('setup without options opens a form where options are typed, and every mistake in it stands at its field', async () => {
    const before = await schedules();
    const form = await scene.stage.command('lead', 'quiz setup');
    if (scene.differences.noSetupForm) {
      expect(form.text).toContain('Schedule changed');
      expect(await schedules()).toEqual(before);
      return;
    }
    expect(form.fields.map(({ name }) => name)).toEqual(['days', 'time', 'zone', 'topics', 'attempts']);
    const mistakes = { time: '25:99', zone: 'Europe/Berlim', topics: 'proceses' };
    const refused = await scene.stage.submit('lead', form, { ...AS_IT_IS, ...mistakes });
    expect(refused.kind).toBe('invalid');
    expect(refused.errors.time).toContain('“25:99” is not a time of day');
    expect(refused.errors.zone).toContain('Europe/Berlin');
    expect(refused.errors.topics).toContain('processes');
    expect(await schedules()).toEqual(before);
    // The form is still there, with all that was typed.
    const changed = await scene.stage.submit('lead', form, AS_IT_IS);
    expect(changed.private).toBe(true);
    expect(changed.text).toContain('Schedule changed');
    expect(changed.text).toContain('weekdays at 09:00, Europe/Berlin');
    expect(await schedules()).toEqual(before);
  });
}
