import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caller } from '../../fakes/platform/people.ts';
import { createQuiz, type Quiz } from '../../fakes/platform/quiz.ts';

let quiz: Quiz;
beforeAll(async () => {
  quiz = await createQuiz();
});
afterAll(async () => {
  expect(quiz.complaints).toEqual([]);
  await quiz.close();
});

const values = async (command: string, option: string, typed: string) =>
  (await quiz.desk.complete(command, option, typed, caller('Ada'))).map(({ value }) => value);
const lines = async (line: string) => (await quiz.desk.completeLine(line, caller('Ada'))).map(({ value }) => value);

describe('an option', () => {
  test.each([
    ['quiz setup', 'zone', 'berl', ['Europe/Berlin']],
    ['quiz setup', 'zone', 'UTC', ['UTC']],
    ['quiz setup', 'days', 'we', ['weekdays', 'weekends', 'mon,wed,fri']],
    ['quiz setup', 'days', 'fri', ['mon,wed,fri']],
    ['quiz setup', 'topics', '', ['processes', 'quoting', 'pipes', 'all']],
    ['quiz setup', 'topics', 'pro', ['processes']],
    ['quiz setup', 'topics', 'processes, qu', ['processes,quoting']],
    ['quiz setup', 'topics', 'processes,', ['processes,quoting', 'processes,pipes']],
    ['quiz topics', 'topic', 'quo', ['quoting']],
    ['quiz topics', 'topic', 'Proc', ['processes']],
    ['lookup', 'concept', 'pip', ['pipeline']],
    ['lookup', 'concept', 'exit', ['exit-status']],
    ['leaderboard', 'period', 'se', ['season']],
    ['leaderboard', 'period', 'month', ['season']],
    ['quiz language', 'language', '', ['auto', 'en', 'de']],
    ['quiz language', 'language', 'deut', ['de']],
    ['quiz setup', 'discussion', 'o', ['on', 'off']],
    ['quiz practice', 'topic', 'quo', ['quoting']],
    ['quiz account', 'code', 'A', []],
    ['quiz setup', 'time', '0', []],
    ['quiz setup', 'attempts', '1', []],
    ['quiz setup', 'nothing', 'x', []],
    ['nothing', 'zone', 'x', []],
  ])('/%s %s: “%s”', async (command, option, typed, expected) => {
    expect(await values(command, option, typed)).toEqual(expected);
  });

  test('has at most 25 completions, best first', async () => {
    const all = await values('quiz setup', 'zone', 'a');
    expect(all).toHaveLength(25);
    expect(all[0]).toMatch(/^A/);
    expect(await values('quiz setup', 'zone', '')).toHaveLength(25);
  });
});

describe('in German', () => {
  const inGerman = (command: string, option: string, typed: string) =>
    quiz.desk.complete(command, option, typed, caller('Ada', { locale: 'de-AT' }));

  test('labels are, values are not', async () => {
    expect(await inGerman('leaderboard', 'period', 'diese w')).toEqual([{ label: 'Diese Woche', value: 'week' }]);
    expect(await inGerman('quiz setup', 'days', 'werk')).toEqual([{ label: 'werktags', value: 'weekdays' }]);
    expect((await inGerman('quiz setup', 'days', 'weekd')).map(({ value }) => value)).toEqual(['weekdays']);
  });

  test('a line’s commands and options say what they do', async () => {
    const found = await quiz.desk.completeLine('/look', caller('Ada', { locale: 'de' }));
    expect(found).toEqual([{ label: '/lookup — Einen Begriff nachschlagen', value: '/lookup ' }]);
    const [option] = await quiz.desk.completeLine('/quiz setup tim', caller('Ada', { locale: 'de' }));
    expect(option).toEqual({ label: 'time: Uhrzeit wie 09:00 (sonst 09:00)', value: '/quiz setup time:' });
  });
});

describe('a line', () => {
  test.each([
    ['/lo', ['/lookup ']],
    [
      '/qu',
      [
        'today',
        'answer',
        'stats',
        'topics ',
        'practice ',
        'review',
        'account ',
        'help',
        'setup ',
        'post ',
        'close ',
        'pause ',
        'resume ',
        'skip ',
        'appeals',
        'language ',
        'link ',
        'unlink',
      ].map((word) => `/quiz ${word}`),
    ],
    ['/quiz se', ['/quiz setup ']],
    ['/set', ['/quiz setup ']],
    ['/quiz language d', ['/quiz language de']],
    ['/lookup exi', ['/lookup exit-status']],
    ['/quiz setup zone:Europe/Berl', ['/quiz setup zone:Europe/Berlin']],
    ['/quiz setup time:9:00 zo', ['/quiz setup time:9:00 zone:']],
    ['/quiz setup time:9:00 days:weekd', ['/quiz setup time:9:00 days:weekdays']],
    ['/QUIZ setup  topics=processes,pi', ['/quiz setup topics:processes,pipes']],
    ['/quiz setup zone:UTC t', ['/quiz setup zone:UTC time:', '/quiz setup zone:UTC topics:']],
    ['/leaderboard w', ['/leaderboard week']],
    ['/quiz close ', ['/quiz close channel:']],
    ['/nothing', []],
    ['hello', []],
    ['', []],
  ])('“%s”', async (line, expected) => {
    expect(await lines(line)).toEqual(expected);
  });

  test('has at most 25 completions, none longer than 100 characters, whatever is typed', async () => {
    const part = fc.oneof(
      fc.constantFrom('/', '/quiz ', 'setup ', 'zone:', 'topics:', '/lookup ', 'a', ',', ' ', 'days:', 'processes,'),
      fc.string({ maxLength: 30 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), async (parts) => {
        const found = await quiz.desk.completeLine(parts.join(''), caller('Ada'));
        expect(found.length).toBeLessThanOrEqual(25);
        for (const { label, value } of found) {
          expect(label.length).toBeLessThanOrEqual(100);
          expect(value.length).toBeLessThanOrEqual(100);
        }
      }),
      { numRuns: 500, examples: [[['/quiz setup zone:UTC ', `time:${'9'.repeat(90)} `, 'to']]] },
    );
  });
});
