/** The one conversation every platform must carry: set up, ask, answer, look up, rank, close, reveal. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { englishTexts } from '../../src/core/language/texts.ts';
import { appealOnce, appealsInTurn } from './conversation-appeals.ts';
import { OUTDATED, oldButtons, privateReplies } from './conversation-buttons.ts';
import { languages } from './conversation-languages.ts';
import { lookups } from './conversation-lookups.ts';
import { menusAfter, menusBefore, menusOnPeople } from './conversation-menus.ts';
import { practice, practiceWaits } from './conversation-practice.ts';
import { setupForm } from './conversation-setup.ts';
import { troubles } from './conversation-troubles.ts';
import { type Differences, newestOf, RIGHT, type Scene, unexpected, WRONG } from './scene.ts';
import type { Seen, Stage } from './stage.ts';
import { createWorld, type World } from './world.ts';

/** The command by the name it has on each platform. */
const SETUP = /\/quiz(-admin)? setup/;

export function conversation(title: string, createStage: () => Promise<Stage>, differences: Differences = {}): void {
  describe(`conversation: ${title}`, () => {
    let stage: Stage;
    let world: World;
    let question: Seen;
    let bobsForm: Seen;

    beforeAll(async () => {
      stage = await createStage();
      world = await createWorld([stage.bot.platform], '2026-11-20T12:00:00Z');
      await stage.bot.start(world.desk);
    });

    afterAll(async () => {
      await stage.close();
      await world.close();
    });

    const newest = () => newestOf(stage);
    const submissions = async () => {
      const closed = await world.store.read.lastClosedRound(`${stage.name}:${stage.workspaceId}`, stage.channelId);
      const live = await world.store.read.liveRoundOfChannel(`${stage.name}:${stage.workspaceId}`, stage.channelId);
      const round = live ?? closed;
      return round ? (await world.store.read.answersOf(round.id)).submissions : 0;
    };

    const scene: Scene = {
      get stage() {
        return stage;
      },
      get world() {
        return world;
      },
      differences,
      newest,
    };

    test('before anything is set up, today says what to do', async () => {
      const seen = await stage.command('ada', 'quiz today');
      expect(seen.private).toBe(true);
      expect(seen.text).toMatch(SETUP);
    });

    test('a member without rights is refused privately, with the right named', async () => {
      const seen = await stage.command('ada', 'quiz setup', { time: '09:00' });
      expect(seen.private).toBe(true);
      expect(seen.text).toContain(englishTexts().speakPlain(stage.bot.platform.adminRight));
      expect(await world.store.read.schedulesOfWorkspace(`${stage.name}:${stage.workspaceId}`)).toEqual([]);
    });

    test('bad options get the nearest right one', async () => {
      const zone = await stage.command('lead', 'quiz setup', { zone: 'Europe/Berlim' });
      expect(zone.text).toContain('Europe/Berlin');
      const topic = await stage.command('lead', 'quiz setup', { topics: 'proceses' });
      expect(topic.text).toContain('processes');
    });

    test('an admin sets the schedule', async () => {
      const seen = await stage.command('lead', 'quiz setup', {
        time: '09:00',
        zone: 'Europe/Berlin',
        days: 'weekdays',
        topics: 'processes',
      });
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('Schedule set');
      expect(seen.text).toContain('weekdays at 09:00, Europe/Berlin');
    });

    setupForm(scene);

    test('nothing is asked before the slot, and one question at it', async () => {
      world.clock.set('2026-11-23T07:59:00Z');
      await world.rounds.tick();
      expect(await stage.channel()).toHaveLength(0);
      world.clock.set('2026-11-23T08:00:00Z');
      await world.rounds.tick();
      await world.rounds.tick();
      expect(await stage.channel()).toHaveLength(1);
      question = await newest();
      expect(question.private).toBe(false);
      expect(question.text).toContain('grep -q root /etc/passwd');
      expect(question.buttons.map((button) => button.label)).toContain('Answer');
    });

    test('today shows it again, privately', async () => {
      const seen = await stage.command('ada', 'quiz today');
      expect(seen.private).toBe(true);
      expect(seen.text).toContain('grep -q root /etc/passwd');
    });

    menusBefore(scene);

    test('a right answer from the button is graded privately', async () => {
      const form = await stage.press('ada', question, 'Answer');
      expect(form.kind).toBe('form');
      expect(form.text).toContain('grep -q root /etc/passwd');
      const graded = await stage.submit('ada', form, { text: RIGHT });
      expect(graded.private).toBe(true);
      expect(graded.text).toContain('10 of 10');
      expect(graded.text).toContain('1st this season');
      expect(await submissions()).toBe(1);
    });

    test('the same submission delivered again counts once', async () => {
      const again = await stage.redeliverLast();
      expect(again).toBe(differences.noRedelivery === undefined);
      expect(await submissions()).toBe(1);
    });

    test('a wrong answer gets its misconception, its correction and a nudge, but not the answer', async () => {
      bobsForm = await stage.command('bob', 'quiz answer');
      expect(bobsForm.kind).toBe('form');
      const graded = await stage.submit('bob', bobsForm, { text: WRONG });
      expect(graded.text).toContain('0 of 10');
      expect(graded.text).toContain('Nothing is printed with');
      expect(graded.text).toContain('What does a process leave behind');
      expect(graded.text).not.toContain('A status of zero takes the branch');
    });

    test('answering twice shows the first grade', async () => {
      const pressed = await stage.press('ada', question, 'Answer');
      expect(pressed.kind).toBe('message');
      expect(pressed.text).toContain('answered this one already');
      expect(pressed.text).toContain('10 of 10');
      const late = await stage.submit('bob', bobsForm, { text: RIGHT });
      expect(late.text).toContain('answered this one already');
      expect(late.text).toContain('0 of 10');
      expect(await submissions()).toBe(2);
    });

    test('an answer without words is refused, and a very long one graded', async () => {
      const form = await stage.command('lead', 'quiz answer');
      const refused = await stage.submit('lead', form, { text: '🙂🙂' });
      if (differences.noErrorsInForm) {
        expect(refused.text).toContain('at least a few words');
        expect(refused.text).toContain('🙂🙂');
      } else {
        expect(refused.kind).toBe('invalid');
        expect(refused.errors.text).toContain('at least a few words');
      }
      expect(await submissions()).toBe(2);
      const long = `${RIGHT} ${'And so on. '.repeat(400)}`.slice(0, 4000);
      const graded = await stage.submit('lead', await stage.command('lead', 'quiz answer'), { text: long });
      expect(graded.text).toMatch(/\d+ of 10/);
      expect(await submissions()).toBe(3);
    });

    menusOnPeople(scene);
    practice(scene);
    privateReplies(scene);

    test('what a member typed cannot ping or format', async () => {
      const seen = await stage.command('ada', 'lookup', { concept: '@everyone <!channel> **x**' });
      expect(seen.private).toBe(true);
      // Read as the platform shows it: were it markup or a mention, these characters would not be there.
      expect(seen.text).toContain('Nothing sure for “@everyone <!channel> **x**”');
    });

    lookups(scene);

    test('the leaderboard ranks, and a wrong period is corrected', async () => {
      const season = await stage.command('bob', 'leaderboard');
      expect(season.private).toBe(true);
      expect(season.text).toContain('November 2026');
      expect(season.text).toMatch(/Ada[\s\S]*10/);
      expect(season.text.indexOf('Ada')).toBeLessThan(season.text.indexOf('Bob'));
      const week = await stage.press('bob', season, 'This week');
      expect(week.text).toContain('week 48');
    });

    test('a member sees their own numbers', async () => {
      const seen = await stage.command('ada', 'quiz stats');
      expect(seen.text).toContain('10 points from 1 round, rank 1');
      expect(seen.text).toContain('1 round running');
    });

    test('help lists the commands a member has', async () => {
      const seen = await stage.command('ada', 'quiz help');
      expect(seen.text).toContain('/leaderboard');
      expect(seen.text).not.toMatch(SETUP);
    });

    test('a member cannot close', async () => {
      const seen = await stage.command('bob', 'quiz close');
      expect(seen.text).toContain(englishTexts().speakPlain(stage.bot.platform.adminRight));
      expect(await stage.channel()).toHaveLength(1);
    });

    test('closing ends the question and reveals the answer', async () => {
      world.clock.set('2026-11-23T15:00:00Z');
      await stage.command('lead', 'quiz close');
      const [closed, reveal, ...others] = await stage.channel();
      expect(others).toEqual([]);
      expect(closed?.buttons.map((button) => button.label)).not.toContain('Answer');
      expect(closed?.text).toContain('Closed');
      expect(reveal?.private).toBe(false);
      expect(reveal?.text).toContain('Zero means success and takes the branch');
      expect(reveal?.text).toContain('3 members answered');
      expect(reveal?.text).toContain('Most common misconception');
    });

    test('a closed round takes no answer and offers the reveal', async () => {
      const late = await stage.press('ada', question, 'Answer');
      expect(late.text).toContain('closed');
      const key = await stage.press('ada', late, 'Read the answer');
      expect(key.private).toBe(true);
      expect(key.text).toContain('Zero means success');
    });

    test('after the reveal the own grade says everything', async () => {
      const grade = await stage.press('bob', await newest(), 'My grade');
      expect(grade.text).toContain('A status of zero takes the branch');
    });

    menusAfter(scene);
    appealOnce(scene);

    test('a predict question asks for the output and why', async () => {
      await stage.command('lead', 'quiz setup', { topics: 'quoting' });
      await stage.command('lead', 'quiz post');
      const form = await stage.press('ada', await newest(), 'Answer');
      expect(form.fields.map((field) => field.name)).toEqual(['output', 'text']);
      const graded = await stage.submit('ada', form, {
        output: '3',
        text: 'The unquoted value is split into words, and each of them becomes one argument.',
      });
      expect(graded.text).toContain('10 of 10');
      expect(graded.text).toContain('The output is right');
      const bare = await stage.submit('bob', await stage.press('bob', await newest(), 'Answer'), { output: '3' });
      expect(bare.text).toContain('4 of 10');
      expect(bare.text).toContain('0/6');
    });

    practiceWaits(scene);
    appealsInTurn(scene);

    test('a choice question takes several options', async () => {
      world.clock.set('2026-11-23T15:10:00Z');
      await stage.command('lead', 'quiz setup', { topics: 'pipes' });
      await stage.command('lead', 'quiz post');
      const reveal = (await stage.channel()).at(-2) ?? expect.fail('no reveal');
      const mine = await stage.press('ada', reveal, 'My grade');
      const key = await stage.press('ada', mine, 'Read the answer');
      expect(key.text).toMatch(/It prints\s+3/);
      const asked = await newest();
      expect(asked.text).toContain('Both commands may run at the same time');
      const form = await stage.press('ada', asked, 'Answer');
      expect(form.fields[0]?.values).toEqual(['A', 'B', 'C']);
      const half = await stage.submit('ada', form, { choices: ['A'] });
      expect(half.text).toContain('5 of 10');
      const bob = await stage.submit('bob', await stage.press('bob', asked, 'Answer'), { choices: ['A', 'C'] });
      expect(bob.text).toContain('10 of 10');
    });

    oldButtons(scene);

    test('pausing stops the next slot, resuming and skipping say when it comes', async () => {
      await stage.command('lead', 'quiz pause');
      world.clock.set('2026-11-24T15:30:00Z');
      await world.rounds.tick();
      const count = (await stage.channel()).length;
      world.clock.set('2026-11-25T08:00:00Z');
      await world.rounds.tick();
      expect(await stage.channel()).toHaveLength(count);
      const resumed = await stage.command('lead', 'quiz resume');
      expect(resumed.text).toContain('Resumed');
      const skipped = await stage.command('lead', 'quiz skip');
      expect(skipped.text).toContain('Skipped');
      world.clock.set('2026-11-26T08:00:00Z');
      await world.rounds.tick();
      expect(await stage.channel()).toHaveLength(count);
      world.clock.set('2026-11-27T08:00:00Z');
      await world.rounds.tick();
      expect(await stage.channel()).toHaveLength(count + 1);
    });

    languages(scene);

    test('the platform saw no rule broken, and nothing of ours failed', () => {
      expect(stage.violations()).toEqual([]);
      expect(world.complaints).toEqual([]);
      expect(unexpected(stage.complaints, ...(stage.name === 'slack' ? [OUTDATED] : []))).toEqual([]);
    });
  });

  troubles(title, createStage, differences);
}
