/** The leaderboard and a member's own statistics as messages. */
import { sentences } from '../language/sentences.ts';
import type { TextKey, Texts } from '../language/texts.ts';
import { toldApart } from '../links/names.ts';
import { type Block, type Button, bold, type Inline, type Message, note, paragraph } from '../message.ts';
import { boardButton } from '../rounds/question-message.ts';
import type { Leaderboard, PeriodKind, Ranked } from './standings.ts';

const TITLES: Readonly<Record<PeriodKind, TextKey>> = {
  week: 'board.this-week',
  season: 'board.this-season',
  all: 'board.all-time',
};

export function boardMessage(t: Texts, board: Leaderboard): Message {
  const title = [t.plain(TITLES[board.kind]), periodName(t, board)].filter(Boolean).join(' · ');
  const blocks: Block[] =
    board.rows.length === 0
      ? [paragraph(...t.rich('board.empty'))]
      : [tableOf(t, board), note(...explanation(t, board))];
  return {
    tone: 'neutral',
    summary: t.plain('board.summary', { title }),
    blocks: [{ kind: 'heading', text: t.plain('board.heading', { title }) }, ...blocks],
    buttons: otherBoards(t, board.kind),
  };
}

export function tableOf(t: Texts, board: Leaderboard): Block {
  const rows = rowsShown(board);
  const names = toldApart(t, rows);
  return {
    kind: 'table',
    columns: [
      { title: t.plain('board.column-rank'), align: 'right' },
      { title: t.plain('board.column-name'), align: 'left' },
      { title: t.plain('board.column-points'), align: 'right' },
      { title: t.plain('board.column-rounds'), align: 'right' },
    ],
    rows: rows.map((row) => [
      rankLabel(row, board),
      names.get(row.memberId) ?? row.name,
      t.number(row.points),
      t.number(row.rounds),
    ]),
  };
}

/** The top rows, and the asking member's own row below them when it is not among them. */
function rowsShown(board: Leaderboard): readonly Ranked[] {
  const { own } = board;
  if (!own || board.rows.some((row) => row.memberId === own.memberId)) return board.rows;
  return [...board.rows, own];
}

function rankLabel(row: Ranked, board: Leaderboard): string {
  const shared = rowsShown(board).some(
    (other) => other !== row && other.rank === row.rank && other.memberId !== row.memberId,
  );
  return `${shared ? '=' : ''}${row.rank}`;
}

function explanation(t: Texts, board: Leaderboard): Inline[] {
  const ties = board.rows.some((row, index) => index > 0 && row.rank === board.rows[index - 1]?.rank);
  return sentences(
    ties ? t.rich('board.ties') : [],
    board.members > board.rows.length ? t.rich('board.members', { members: board.members }) : [],
    board.own ? t.rich('board.own', { rank: board.own.rank }) : t.rich('board.own-none'),
  );
}

function otherBoards(t: Texts, kind: PeriodKind): Button[] {
  return (['week', 'season', 'all'] as const)
    .filter((other) => other !== kind)
    .map((other) => ({
      action: { verb: 'board', args: [other] },
      label: t.plain(TITLES[other]),
      style: 'secondary',
      opens: 'message',
    }));
}

/** Which week or month it is; empty for all time. */
function periodName(t: Texts, board: Leaderboard): string {
  if (board.kind === 'all') return '';
  if (board.kind === 'week') {
    const [year = '', week = ''] = board.period.split('-W');
    return t.plain('board.week', { year, week });
  }
  const [year, month] = board.period.split('-').map(Number);
  const first = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, 1));
  return new Intl.DateTimeFormat(t.language, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}

export interface Stats {
  readonly name: string;
  readonly season: Ranked | undefined;
  readonly week: Ranked | undefined;
  readonly all: Ranked | undefined;
  readonly streak: { readonly current: number; readonly best: number };
  /** Mean best score 0..1 per topic, best first. */
  readonly topics: readonly { readonly title: string; readonly mean: number; readonly rounds: number }[];
}

export function statsMessage(t: Texts, stats: Stats): Message {
  return {
    tone: 'neutral',
    summary: t.plain('stats.summary'),
    blocks: [{ kind: 'heading', text: t.plain('stats.heading', { name: stats.name }) }, ...statsBlocks(t, stats)],
    buttons: [boardButton(t)],
  };
}

function statsBlocks(t: Texts, stats: Stats): Block[] {
  if (!stats.all) return [paragraph(...t.rich('stats.none'))];
  const { current, best } = stats.streak;
  const blocks: Block[] = [
    {
      kind: 'list',
      items: [
        periodLine(t, 'week', stats.week),
        periodLine(t, 'season', stats.season),
        periodLine(t, 'all', stats.all),
      ],
    },
    paragraph(...t.rich('stats.streak', { current, best })),
  ];
  if (stats.topics.length === 0) return blocks;
  const items = stats.topics
    .slice(0, 8)
    .map(({ title, mean, rounds }) =>
      t.rich('stats.topic', { topic: title, share: t.percent(mean), questions: rounds }),
    );
  return [...blocks, paragraph(bold(t.plain('stats.by-topic'))), { kind: 'list', items }];
}

/** Points, rounds and rank over a period. */
export function periodLine(t: Texts, kind: PeriodKind, row: Ranked | undefined): Inline[] {
  const period = t.plain(TITLES[kind]);
  if (!row) return t.rich('stats.period-none', { period });
  const { points, rounds, rank } = row;
  return t.rich('stats.period', { period, points, rounds, rank });
}
