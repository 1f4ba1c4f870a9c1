/** A day on a member's home, where a platform has one. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RIGHT, type Scene, startScene } from './scene.ts';
import type { Seen, Stage } from './stage.ts';

type Homely = Stage & Required<Pick<Stage, 'home' | 'newestHome'>>;

const labels = (seen: Seen) => seen.buttons.map((button) => button.label);

export function home(title: string, createStage: () => Promise<Homely>): void {
  describe(`home: ${title}`, () => {
    let scene: Scene;
    let stage: Homely;

    beforeAll(async () => {
      stage = await createStage();
      scene = await startScene(async () => stage, '2026-11-20T12:00:00Z', {});
      const options = { time: '09:00', zone: 'UTC', days: 'daily', topics: 'processes' };
      await stage.command('lead', 'quiz setup', options);
    });
    afterAll(async () => {
      await stage.close();
      await scene.world.close();
    });
    const at = async (moment: string) => {
      scene.world.clock.set(moment);
      await scene.world.rounds.tick();
    };

    test('says when the next question comes, and to everyone in their language', async () => {
      const ada = await stage.home('ada');
      expect(ada.text).toContain('No question is open right now. The next one comes');
      expect(labels(ada)).not.toContain('Answer');
      expect((await stage.home('gerda')).text).toContain('Dein Quiz');
    });

    test('brings the question, and is where it is answered', async () => {
      await at('2026-11-21T09:00:00Z');
      const shown = await stage.newestHome('ada', 'grep -q root /etc/passwd');
      const form = await stage.press('ada', shown, 'Answer');
      const refused = await stage.submit('ada', form, { text: '🙂' });
      expect(refused.errors.text).toContain('at least a few words');
      expect((await stage.submit('ada', form, { text: RIGHT })).text).toContain('10 of 10');
    });

    test('changes with the answer: points, streak, what comes back, standings', async () => {
      const shown = await stage.newestHome('ada', 'You have answered it: 10 of 10 points');
      expect(labels(shown)).not.toContain('Answer');
      expect(shown.text).toContain('1 round running');
      expect(shown.text).toContain('The next question comes back');
      expect(shown.text).toContain('you are 1st of 1 with 10 points');
      expect((await stage.press('ada', shown, 'My grade')).text).toContain('10 of 10');
    });

    test('changes with the reveal', async () => {
      await stage.command('lead', 'quiz close');
      const shown = await stage.newestHome('ada', 'No question is open right now');
      expect(labels(shown)).not.toContain('My grade');
      await stage.newestHome('gerda', 'Gerade ist keine Frage offen');
      expect(await stage.channel()).toHaveLength(2);
    });

    test('the platform saw no rule broken, and nothing of ours failed', () => {
      expect(stage.violations()).toEqual([]);
      expect(stage.complaints).toEqual([]);
      expect(scene.world.complaints).toEqual([]);
    });
  });
}
