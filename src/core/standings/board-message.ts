/** The leaderboard and a member's own statistics as messages. */
import { type Button, bold, type Message, note, paragraph, text } from '../message.ts';
import type { Leaderboard, PeriodKind, Ranked } from './standings.ts';

const TITLES: Readonly<Record<PeriodKind, string>> = { week: 'This week', season: 'This season', all: 'All time' };

export function boardMessage(board: Leaderboard): Message {
  const title = board.kind === 'all' ? 'All time' : `${TITLES[board.kind]} · ${periodName(board)}`;
  const blocks: Message['blocks'] =
    board.rows.length === 0
      ? [
          { kind: 'heading', text: `Leaderboard · ${title}` },
          paragraph(text('Nobody has answered yet. The first answer takes the lead.')),
        ]
      : [
          { kind: 'heading', text: `Leaderboard · ${title}` },
          {
            kind: 'table',
            columns: [
              { title: '#', align: 'right' },
              { title: 'Name', align: 'left' },
              { title: 'Points', align: 'right' },
              { title: 'Rounds', align: 'right' },
            ],
            rows: rowsShown(board).map((row) => [
              rankLabel(row, board),
              row.name,
              String(row.points),
              String(row.rounds),
            ]),
          },
          note(text(explanation(board))),
        ];
  return { tone: 'neutral', summary: `Leaderboard: ${title}`, blocks, buttons: otherBoards(board.kind) };
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

function explanation(board: Leaderboard): string {
  const ties = board.rows.some((row, index) => index > 0 && row.rank === board.rows[index - 1]?.rank);
  const parts: string[] = [];
  if (ties) parts.push('Equal points share a rank; among them the higher average per round comes first.');
  if (board.members > board.rows.length) parts.push(`${board.members} members take part.`);
  parts.push(
    board.own ? `You are ${board.own.rank}${ordinal(board.own.rank)}.` : 'You have not answered in this period yet.',
  );
  return parts.join(' ');
}

function otherBoards(kind: PeriodKind): Button[] {
  return (['week', 'season', 'all'] as const)
    .filter((other) => other !== kind)
    .map((other) => ({
      action: { verb: 'board', args: [other] },
      label: TITLES[other],
      style: 'secondary',
      opens: 'message',
    }));
}

function periodName(board: Leaderboard): string {
  if (board.kind === 'week') return board.period.replace('-W', ', week ');
  const [year, month] = board.period.split('-').map(Number);
  const first = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, 1));
  return new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(first);
}

export function ordinal(rank: number): string {
  const tens = rank % 100;
  if (tens >= 11 && tens <= 13) return 'th';
  return { 1: 'st', 2: 'nd', 3: 'rd' }[rank % 10] ?? 'th';
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

export function statsMessage(stats: Stats): Message {
  const buttons: Button[] = [
    { action: { verb: 'board', args: ['season'] }, label: 'Leaderboard', style: 'secondary', opens: 'message' },
  ];
  const heading = { kind: 'heading' as const, text: `${stats.name}'s results` };
  if (!stats.all) {
    const none = paragraph(text('No answers yet. Answer a question and your points, streak and topics appear here.'));
    return { tone: 'neutral', summary: 'Your results', blocks: [heading, none], buttons };
  }
  const line = (title: string, row: Ranked | undefined) => [
    bold(`${title}: `),
    text(row ? `${row.points} points from ${plural(row.rounds, 'round')}, rank ${row.rank}` : 'no answers yet'),
  ];
  const topics = stats.topics.map((topic) => [
    text(`${topic.title}: `),
    bold(`${Math.round(topic.mean * 100)} %`),
    text(` over ${plural(topic.rounds, 'question')}`),
  ]);
  return {
    tone: 'neutral',
    summary: 'Your results',
    blocks: [
      heading,
      {
        kind: 'list',
        items: [line('This week', stats.week), line('This season', stats.season), line('All time', stats.all)],
      },
      paragraph(bold('Streak: '), text(`${plural(stats.streak.current, 'round')} running, best ${stats.streak.best}.`)),
      ...(topics.length > 0 ? [paragraph(bold('By topic')), { kind: 'list' as const, items: topics.slice(0, 8) }] : []),
    ],
    buttons,
  };
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
