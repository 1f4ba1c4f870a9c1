/** When the bot cannot speak: what is said about it, to whom, and how it goes on; and the thread under a reveal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Differences, RIGHT, restart, type Scene, startScene, unexpected } from './scene.ts';
import type { Stage } from './stage.ts';

/** What has to be logged when a channel is lost. */
const PAUSED = /questions paused until the platform lets them go on/;
const NOT_SENT = /message not sent, given up/;

export function troubles(title: string, createStage: () => Promise<Stage>, differences: Differences): void {
  describe(`trouble: ${title}`, () => {
    let scene: Scene;

    beforeAll(async () => {
      scene = await startScene(createStage, '2026-11-20T12:00:00Z', differences);
    });
    afterAll(async () => {
      await scene.stage.close();
      await scene.world.close();
    });

    const at = async (moment: string) => {
      scene.world.clock.set(moment);
      await scene.world.rounds.tick();
    };
    const scheduleOf = async (channelId: string) => {
      const { stage, world } = scene;
      const schedule = await world.store.read.scheduleOfChannel(`${stage.name}:${stage.workspaceId}`, channelId);
      if (!schedule) throw new Error(`nothing is set up in ${channelId}`);
      return schedule;
    };
    const schedule = () => scheduleOf(scene.stage.channelId);
    const answerIt = async () => {
      const form = await scene.stage.press('ada', await scene.newest(), 'Answer');
      return await scene.stage.submit('ada', form, { text: RIGHT });
    };
    let heard = 0;
    /** What the lead was told since the last time this was asked. */
    const toldToLead = async () => {
      const news = (await scene.stage.whispers('lead')).slice(heard);
      heard += news.length;
      return news.map(({ text }) => text);
    };

    test('setup in a channel that cannot be posted in says so at once, with what to do', async () => {
      const { stage } = scene;
      const options = { channel: stage.lostChannelId, time: '07:00', zone: 'UTC', days: 'daily', topics: 'processes' };
      const seen = await stage.command('lead', 'quiz setup', options);
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('Refcount cannot post there yet');
      expect(seen.text).toMatch(/Send Messages|Invite the bot to the channel|it has #general/);
      expect(seen.text).toContain('The schedule is saved all the same');
    });

    test('what cannot be posted at its slot pauses, and the admin hears of it alone and once', async () => {
      await at('2026-11-21T07:00:00Z');
      expect(await scheduleOf(scene.stage.lostChannelId)).toMatchObject({ state: 'paused', pausedBy: 'platform' });
      const [told = '', ...more] = await toldToLead();
      expect(told).toContain('so its questions are paused. Streaks are safe.');
      expect(told).toMatch(/Send Messages|Invite the bot to the channel|it has #general/);
      expect(more).toEqual([]);
      await at('2026-11-22T07:00:00Z');
      expect(await toldToLead()).toEqual([]);
      expect(await scene.stage.channel()).toEqual([]);
    });

    test('a schedule with a discussion asks', async () => {
      const options = { time: '09:00', zone: 'UTC', days: 'daily', topics: 'processes', discussion: 'on' };
      const seen = await scene.stage.command('lead', 'quiz setup', options);
      expect(seen.text).toContain('a thread opens under each reveal');
      expect(seen.text).not.toContain('cannot post');
      await at('2026-11-23T09:00:00Z');
      expect((await answerIt()).text).toContain('10 of 10');
    });

    test('the discussion opens under the reveal, once, also after a crash between', async () => {
      const { stage, world } = scene;
      await stage.command('lead', 'quiz close');
      const opened = async () => {
        const messages = await stage.channel();
        const reveal = messages.find(({ text }) => text.includes('The answer · Processes'));
        if (!reveal) throw new Error('nothing was revealed');
        // Without threads, it stands under the reveal in the channel.
        return (await stage.thread(reveal)) ?? messages.slice(messages.indexOf(reveal) + 1);
      };
      const [word, ...more] = await opened();
      expect(word?.text).toContain('Talk about it here');
      expect(more).toEqual([]);
      // The process ends after the platform has done it and before that is written down.
      const { id } = await schedule();
      const round = await world.store.read.lastClosedRound((await schedule()).workspaceId, stage.channelId);
      expect(round?.scheduleId).toBe(id);
      await world.store.write((tx) =>
        tx.updateOutbox(`d-${round?.id}`, { state: 'sending', dueAt: world.clock.now() }),
      );
      await restart(scene);
      await world.rounds.tick();
      expect(await world.store.read.outboxItem(`d-${round?.id}`)).toMatchObject({ state: 'sent', tries: 2 });
      expect(await opened()).toHaveLength(1);
    });

    const kinds = ['closed', 'removed'] as const;
    describe.skipIf(differences.noTrouble).each(kinds)('%s', (kind) => {
      const day = kind === 'closed' ? 24 : 27;

      test('pauses before the slot, says so to the admin alone, and asks nothing', async () => {
        const { stage } = scene;
        await at(`2026-11-${day}T09:00:00Z`);
        await answerIt();
        const before = (await stage.channel()).length;
        await toldToLead();
        await stage.trouble(kind);
        expect(await schedule()).toMatchObject({ state: 'paused', pausedBy: 'platform', nextDue: undefined });
        const told = await toldToLead();
        expect(told).toHaveLength(1);
        expect(told[0]).toContain('so its questions are paused');
        await at(`2026-11-${day + 1}T09:00:00Z`);
        expect(await stage.channel()).toHaveLength(before);
        expect(await toldToLead()).toEqual([]);
      });

      test('goes on by itself once it is mended, and the streak is safe', async () => {
        const { stage, world } = scene;
        world.clock.set(`2026-11-${day + 1}T10:00:00Z`);
        await stage.mend(kind);
        expect(await schedule()).toMatchObject({ state: 'active', nextDue: new Date(`2026-11-${day + 2}T09:00:00Z`) });
        const told = await toldToLead();
        expect(told).toHaveLength(1);
        expect(told[0]).toContain('again. The next question comes');
        // What was open ended at its time all the same, and can be read.
        const ended = await stage.press('ada', await scene.newest(), /Answer|My grade/);
        expect((await stage.press('ada', ended, 'Read the answer')).text).toContain('Zero means success');
        await at(`2026-11-${day + 2}T09:00:00Z`);
        expect((await scene.newest()).text).toContain('Question of the day');
        const streak = kind === 'closed' ? 3 : 5;
        expect((await answerIt()).text).toContain(`Streak: ${streak}`);
      });
    });

    test('the platform saw no rule broken, and nothing failed that had not to', () => {
      const { stage, world } = scene;
      expect(stage.violations()).toEqual([]);
      expect(unexpected(world.complaints, PAUSED, NOT_SENT)).toEqual([]);
      expect(stage.complaints).toEqual([]);
    });
  });
}
