import { describe, expect, test } from 'vitest';
import { englishTexts, textsIn } from '../../../src/core/language/texts.ts';
import { boardMessage, statsMessage } from '../../../src/core/standings/board-message.ts';
import { type Leaderboard, type PeriodKind, type Ranked, rankRows } from '../../../src/core/standings/standings.ts';
import { messageWords } from '../../fakes/platform/people.ts';

const en = englishTexts();
const de = textsIn('de');

const row = (name: string, points: number, rounds: number) => ({ memberId: name, name, points, rounds });

function board(kind: PeriodKind, period: string, over: Partial<Leaderboard> = {}): Leaderboard {
  const rows = rankRows([row('Ada', 1234.5, 200), row('Bob', 7, 1), row('Cyd', 7, 2)]);
  return { kind, period, rows, members: 3, own: rows[0], ...over };
}

describe('the leaderboard', () => {
  test.each([
    ['week', '2026-W07', 'This week · 2026, week 07', 'Diese Woche · 2026, Woche 07'],
    ['season', '2026-03', 'This season · March 2026', 'Diese Saison · März 2026'],
    ['all', 'all', 'All time', 'Gesamt'],
  ] as const)('of %s %s has its title', (kind, period, english, german) => {
    expect(boardMessage(en, board(kind, period)).summary).toBe(`Leaderboard: ${english}`);
    expect(boardMessage(de, board(kind, period)).summary).toBe(`Rangliste: ${german}`);
  });

  test('writes numbers as the language does, and marks shared ranks', () => {
    const table = (t: typeof en) => boardMessage(t, board('all', 'all')).blocks.find(({ kind }) => kind === 'table');
    expect(table(en)).toMatchObject({
      columns: [{ title: '#' }, { title: 'Name' }, { title: 'Points' }, { title: 'Rounds' }],
      rows: [
        ['1', 'Ada', '1,234.5', '200'],
        ['=2', 'Bob', '7', '1'],
        ['=2', 'Cyd', '7', '2'],
      ],
    });
    expect(table(de)).toMatchObject({
      columns: [{ title: 'Nr.' }, { title: 'Name' }, { title: 'Punkte' }, { title: 'Runden' }],
      rows: [['1', 'Ada', '1.234,5', '200'], expect.anything(), expect.anything()],
    });
  });

  test('says whole sentences below it', () => {
    const own = { ...row('Dan', 1, 1), rank: 22 };
    const crowd = board('all', 'all', { members: 24, own });
    expect(messageWords(boardMessage(en, crowd))).toContain(
      'Equal points share a rank; among them the higher average per round comes first. 24 members take part. You are 22nd.',
    );
    expect(messageWords(boardMessage(de, crowd))).toContain('24 Mitglieder machen mit. Du bist auf Platz 22.');
    const absent = board('all', 'all', { own: undefined });
    expect(messageWords(boardMessage(de, absent))).toContain('Du hast in diesem Zeitraum noch nicht geantwortet.');
  });

  test('tells members of two platforms with one name apart', () => {
    const [ada, other] = rankRows([
      { ...row('Ada', 9, 1), memberId: 'discord:1:1' },
      { ...row('Ada', 8, 1), memberId: 'slack:2:2' },
    ]);
    if (!ada || !other) throw new Error('two rows were ranked');
    const names = (rows: readonly Ranked[], own?: Ranked) => {
      const table = boardMessage(de, board('all', 'all', { rows, own })).blocks.find(({ kind }) => kind === 'table');
      return table?.kind === 'table' ? table.rows.map(([, name]) => name) : [];
    };
    expect(names([ada, other])).toEqual(['Ada (Discord)', 'Ada (Slack)']);
    // One's own row stands below the top when it is not among it.
    expect(names([ada], other)).toEqual(['Ada (Discord)', 'Ada (Slack)']);
    expect(names([ada], ada)).toEqual(['Ada']);
  });

  test('of nobody', () => {
    expect(messageWords(boardMessage(de, board('all', 'all', { rows: [] })))).toContain(
      'Noch hat niemand geantwortet.',
    );
  });
});

describe("a member's results", () => {
  const all = { ...row('Ada', 0.5, 1), rank: 1 };
  const stats = {
    name: 'Ada *Lovelace*',
    all,
    season: { ...row('Ada', 1, 2), rank: 12 },
    week: undefined,
    streak: { current: 1, best: 2 },
    topics: [
      { title: 'Processes', mean: 0.666, rounds: 1 },
      { title: 'Threads', mean: 1, rounds: 2 },
    ],
  };

  test('count one and many, in both languages', () => {
    const english = messageWords(statsMessage(en, stats));
    expect(english).toContain("Ada *Lovelace*'s results");
    expect(english).toContain('This week: no answers yet');
    expect(english).toContain('This season: 1 point from 2 rounds, rank 12');
    expect(english).toContain('All time: 0.5 points from 1 round, rank 1');
    expect(english).toContain('Streak: 1 round running, best 2.');
    expect(english).toContain('Processes: 67% over 1 question');
    const german = messageWords(statsMessage(de, stats));
    expect(german).toContain('Ergebnisse von Ada *Lovelace*');
    expect(german).toContain('Diese Woche: noch keine Antworten');
    expect(german).toContain('Diese Saison: 1 Punkt aus 2 Runden, Platz 12');
    expect(german).toContain('Gesamt: 0,5 Punkte aus 1 Runde, Platz 1');
    expect(german).toContain('Serie: 1 Runde in Folge, am längsten 2.');
    expect(german).toMatch(/Threads: 100\s% bei 2 Fragen/);
  });

  test('of someone who never answered say how to begin', () => {
    const none = { ...stats, all: undefined };
    expect(messageWords(statsMessage(de, none))).toContain('Noch keine Antworten. Beantworte eine Frage');
    expect(statsMessage(en, none).buttons.map(({ label }) => label)).toEqual(['Leaderboard']);
  });
});
