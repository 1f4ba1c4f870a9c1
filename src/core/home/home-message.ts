/** A member's own page: today's question, the streak, what to review, and the standings. */
import { titleOf } from '../bank/topics.ts';
import { channelsSeen, currentRound, playedIn, schedulesHere, type Visit, zoneOf } from '../commands/visit.ts';
import { type Block, type Button, type Inline, type Message, paragraph } from '../message.ts';
import type { Round, Schedule } from '../ports.ts';
import { practiceQueue } from '../practice/queue.ts';
import { bestOf, FULL_POINTS, pointsOf } from '../rounds/points.ts';
import { answerButton, boardButton, myGradeButton, promptBlocks, questionFacts } from '../rounds/question-message.ts';
import { snapshotOf } from '../rounds/rubrics.ts';
import { tableOf } from '../standings/board-message.ts';
import { leaderboard, streakOf } from '../standings/standings.ts';

/** Rows of the board, and questions named when several are open. */
const ROWS = 5;

/** A part of the page, and the button that goes with it. */
interface Part {
  readonly blocks: readonly Block[];
  readonly buttons: readonly Button[];
}

/** The page of the member who visits. */
export async function homeMessage(visit: Visit): Promise<Message> {
  const { t } = visit;
  const zone = await zoneOf(visit);
  const today = await todayPart(visit);
  const reviews = await reviewPart(visit, zone);
  return {
    tone: 'neutral',
    summary: t.plain('home.summary'),
    blocks: [
      { kind: 'heading', text: t.plain('home.heading') },
      ...today.blocks,
      { kind: 'divider' },
      await streakBlock(visit),
      ...reviews.blocks,
      { kind: 'divider' },
      ...(await standingBlocks(visit, zone)),
    ],
    buttons: [
      ...today.buttons,
      ...reviews.buttons,
      boardButton(t),
      plainButton('topic', t.plain('home.topics-button')),
      plainButton('help', t.plain('home.help-button')),
    ],
  };
}

const plainButton = (verb: string, label: string): Button => ({
  action: { verb, args: [] },
  label,
  style: 'secondary',
  opens: 'message',
});

async function todayPart(visit: Visit): Promise<Part> {
  const current = await currentRound(visit);
  if (!current) return { blocks: [await nothingOpen(visit)], buttons: [] };
  if (!('several' in current)) return await questionPart(visit, current.round, current.schedule);
  const items = await Promise.all(current.several.slice(0, ROWS).map((round) => roundLine(visit, round)));
  return { blocks: [{ kind: 'list', items }], buttons: [] };
}

/** The question itself while it waits for an answer; what the answer earned afterwards. */
async function questionPart(visit: Visit, round: Round, schedule: Schedule): Promise<Part> {
  const { t } = visit;
  const { question } = snapshotOf(round);
  const best = bestOf(await visit.ports.store.read.submissionsOf(round.id, visit.member.id));
  const values = {
    topic: titleOf(visit.ports.bank, question.topic),
    facts: questionFacts(t, question),
    closes: { kind: 'time', at: round.closesAt, style: 'datetime', zone: schedule.zone },
  } as const;
  if (!best) {
    return {
      blocks: [paragraph(...t.rich('home.today', values)), ...promptBlocks(question)],
      buttons: [answerButton(t, round.id)],
    };
  }
  const points = pointsOf(best.grade);
  return {
    blocks: [paragraph(...t.rich('home.today-answered', { ...values, points, full: FULL_POINTS }))],
    buttons: [myGradeButton(t, round.id)],
  };
}

/** One of several open questions; it is answered in its channel. */
async function roundLine(visit: Visit, round: Round): Promise<Inline[]> {
  const { question } = snapshotOf(round);
  const best = bestOf(await visit.ports.store.read.submissionsOf(round.id, visit.member.id));
  const topic = titleOf(visit.ports.bank, question.topic);
  const channel = (await channelsSeen(visit, round)).slice(0, 1);
  if (!best) return visit.t.rich('home.open', { channel, topic });
  return visit.t.rich('home.open-answered', { channel, topic, points: pointsOf(best.grade), full: FULL_POINTS });
}

async function nothingOpen(visit: Visit): Promise<Block> {
  const { t } = visit;
  const schedules = await schedulesHere(visit);
  if (schedules.length === 0) {
    return paragraph(...t.rich((await visit.caller.isAdmin()) ? 'home.set-up' : 'question.not-set-up'));
  }
  const dates = schedules.flatMap(({ nextDue, zone }) => (nextDue ? [{ nextDue, zone }] : []));
  const [next] = dates.toSorted((a, b) => a.nextDue.getTime() - b.nextDue.getTime());
  if (!next) return paragraph(...t.rich('question.none-open-paused'));
  const at: Inline = { kind: 'time', at: next.nextDue, style: 'datetime', zone: next.zone };
  return paragraph(...t.rich('question.none-open-next', { at }));
}

async function streakBlock({ t, ports, workspace, member }: Visit): Promise<Block> {
  const { current, best } = await streakOf(ports.store.read, workspace.id, member.id);
  return paragraph(...(best > 0 ? t.rich('stats.streak', { current, best }) : t.rich('home.streak-none')));
}

async function reviewPart(visit: Visit, zone: string): Promise<Part> {
  const { t } = visit;
  const { store, bank, clock } = visit.ports;
  const ask = { workspaceIds: playedIn(visit), memberId: visit.member.id, now: clock.now() };
  const { due, later } = await practiceQueue(store.read, bank, ask);
  if (due.length > 0) {
    return {
      blocks: [paragraph(...t.rich('home.reviews-due', { due: due.length }))],
      buttons: [plainButton('practice', t.plain('home.review-button'))],
    };
  }
  const [next] = later;
  if (!next) return { blocks: [paragraph(...t.rich('home.reviews-none'))], buttons: [] };
  const at: Inline = { kind: 'time', at: next.due, style: 'datetime', zone };
  return { blocks: [paragraph(...t.rich('home.reviews-next', { at }))], buttons: [] };
}

async function standingBlocks(visit: Visit, zone: string): Promise<Block[]> {
  const { t } = visit;
  const { store, clock } = visit.ports;
  const ask = { workspaceId: visit.workspace.id, memberId: visit.member.id, now: clock.now(), zone };
  const board = await leaderboard(store.read, { ...ask, kind: 'season' });
  const { own, members } = board;
  if (board.rows.length === 0) return [paragraph(...t.rich('board.empty'))];
  const line = own
    ? t.rich('home.own-rank', { rank: own.rank, points: own.points, members })
    : t.rich('home.own-rank-none');
  return [paragraph(...line), tableOf(t, { ...board, rows: board.rows.slice(0, ROWS) })];
}
