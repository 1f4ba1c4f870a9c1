/** Menu entries away from any message of ours: a question about what somebody wrote, somebody's standing, today's question. */
import { nearestToOf } from '../bank/nearest-to.ts';
import type { Concept } from '../bank/question.ts';
import { phrase, type TextKey } from '../language/texts.ts';
import { withoutTurns } from '../links/names.ts';
import { type Action, type Button, note, paragraph, type Reply, type Request, rich } from '../message.ts';
import { practiceMessage } from '../practice/practice-message.ts';
import { practiceQueue } from '../practice/queue.ts';
import { boardButton } from '../rounds/question-message.ts';
import { periodLine } from '../standings/board-message.ts';
import { type PeriodKind, periodKey, rankOf, streakOf } from '../standings/standings.ts';
import { conceptButton, heldBack } from './lookup.ts';
import { stats } from './member.ts';
import { answer } from './question.ts';
import { outdated, playedIn, say, tell, type Visit, zoneOf } from './visit.ts';

/** Other concepts offered beside the nearest. */
const OTHERS = 2;

type Shortcut = Extract<Request, { kind: 'shortcut' }>;

export const SHORTCUT_PRESSES = {
  /** A question about the concept, which the message it came from is perhaps about. */
  'quiz-concept': { admin: false, run: (visit: Visit, action: Action) => pressConcept(visit, action) },
} as const;

export async function serveShortcut(visit: Visit, request: Shortcut): Promise<Reply> {
  switch (request.shortcut) {
    case 'quiz-me':
      return await quizMe(visit, request.text ?? '');
    case 'quiz-stats':
      return request.person ? await statsOf(visit, request.person) : await stats(visit);
    case 'answer-today':
      return await answer(visit);
    default:
      return outdated(visit);
  }
}

async function quizMe(visit: Visit, text: string): Promise<Reply> {
  const [nearest, ...others] = nearestToOf(visit.ports.bank)(text);
  if (nearest) return await quizOn(visit, nearest, others.slice(0, OTHERS));
  const topics: Button = {
    action: { verb: 'topic', args: [] },
    label: visit.t.plain('topics.all-button'),
    style: 'secondary',
    opens: 'message',
  };
  return tell(visit, 'shortcut.nothing-near', { buttons: [topics] });
}

async function pressConcept(visit: Visit, action: Action): Promise<Reply> {
  const concept = visit.ports.bank.concepts.get(action.args[0] ?? '');
  return concept ? await quizOn(visit, concept, []) : tell(visit, 'lookup.gone');
}

/** Asks what the member has not answered yet, the easiest first; else what is due, or will be soonest. */
async function quizOn(visit: Visit, concept: Concept, others: readonly Concept[]): Promise<Reply> {
  const { t } = visit;
  const { bank, store, clock } = visit.ports;
  const title = rich(concept.title);
  const lookUp: Button = { ...conceptButton(concept), label: t.plain('shortcut.look-up-button') };
  const instead = others.map((other): Button => ({ ...conceptButton(other), action: quizAction(other) }));
  const told = (key: TextKey, buttons: readonly Button[]) => tell(visit, phrase(key, { title }), { buttons });
  if ((await heldBack(visit)).has(concept.id)) return told('shortcut.held', [...todayButton(visit), ...instead]);

  const ask = { workspaceIds: playedIn(visit), memberId: visit.member.id, now: clock.now() };
  const { fresh, due, later, held } = await practiceQueue(store.read, bank, ask);
  const inTurn = [
    ...fresh.map((question) => ({ question, why: 'fresh' as const })),
    ...due.map((question) => ({ question, why: 'due' as const })),
    ...later.filter((card) => !card.held).map(({ question }) => ({ question, why: 'again' as const })),
  ];
  const chosen = inTurn.find(({ question }) => question.concepts.includes(concept.id));
  if (!chosen) {
    const waits = held.some(({ concepts }) => concepts.includes(concept.id));
    return told(waits ? 'shortcut.questions-wait' : 'shortcut.no-question', [lookUp, ...instead]);
  }
  const opening = t.rich('shortcut.nearest', { title });
  const asked = practiceMessage(t, { bank, ...chosen, within: false, opening, button: lookUp });
  return say({
    ...asked,
    blocks: [...asked.blocks, ...(instead.length > 0 ? [note(...t.rich('shortcut.others'))] : [])],
    buttons: [...asked.buttons, ...instead],
  });
}

const quizAction = ({ id }: Concept): Action => ({ verb: 'quiz-concept', args: [id] });

const todayButton = ({ t }: Visit): readonly Button[] => [
  { action: { verb: 'today', args: [] }, label: t.plain('question.today-button'), style: 'primary', opens: 'message' },
];

/** The caller's own results; of anybody else only what the leaderboard shows. */
async function statsOf(visit: Visit, person: NonNullable<Shortcut['person']>): Promise<Reply> {
  if (person.externalId === visit.account.externalId) return await stats(visit);
  const { t } = visit;
  const { read } = visit.ports.store;
  const accountId = `${visit.here.id}:${person.externalId}`;
  const memberId = (await read.playsAs(accountId)) ?? accountId;
  if (memberId === visit.member.id) return await stats(visit);
  const now = visit.ports.clock.now();
  const zone = await zoneOf(visit);
  const inPeriod = (kind: PeriodKind) => rankOf(read, visit.workspace.id, periodKey(kind, now, zone), memberId);
  const all = await inPeriod('all');
  const name = withoutTurns(person.name);
  if (!all) return tell(visit, phrase('shortcut.stats-none', { name }), { buttons: [boardButton(t)] });
  const { current } = await streakOf(read, visit.workspace.id, memberId);
  const lines = [
    periodLine(t, 'week', await inPeriod('week')),
    periodLine(t, 'season', await inPeriod('season')),
    periodLine(t, 'all', all),
  ];
  return say({
    tone: 'neutral',
    summary: t.plain('shortcut.stats-summary'),
    blocks: [
      { kind: 'heading', text: t.plain('shortcut.stats-heading', { name }) },
      { kind: 'list', items: lines },
      ...(current > 0 ? [paragraph(...t.rich('shortcut.stats-streak', { current }))] : []),
    ],
    buttons: [boardButton(t)],
  });
}
