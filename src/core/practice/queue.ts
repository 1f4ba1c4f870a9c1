/** What a member practises, and in which order. */
import { compareText } from '../bank/finding.ts';
import type { Bank, Question } from '../bank/question.ts';
import { topicsOf } from '../bank/topics.ts';
import type { StoreTransaction } from '../ports.ts';

/** Reviews looked at: more than a bank has questions. */
const REVIEWS = 5000;

export interface Queue {
  /** Longest due first. */
  readonly due: readonly Question[];
  /** Without a card yet: those asked here before lead, because they give nothing away; then the easiest. */
  readonly fresh: readonly Question[];
  /** With a card that is not due yet, soonest first. */
  readonly later: readonly Card[];
  /** Not to be asked now: an open round asks them, or what they teach. */
  readonly held: readonly Question[];
  /** How many of those held would be due. */
  readonly heldDue: number;
}

interface Card {
  readonly question: Question;
  readonly due: Date;
  readonly held: boolean;
}

/** Decides whether a question has to wait for a reveal. */
export type IsHeld = (question: Pick<Question, 'id' | 'concepts'>) => boolean;

/** A question waits while an open round of the workspaces asks it, or teaches a concept that it teaches: its answer would tell. */
export async function heldIn(read: StoreTransaction, workspaceIds: readonly string[]): Promise<IsHeld> {
  const live = await Promise.all(workspaceIds.map((id) => read.liveRounds(id)));
  const open = live.flat().flatMap((round) => round.snapshot?.question ?? []);
  const ids = new Set(open.map(({ id }) => id));
  const concepts = new Set(open.flatMap((question) => question.concepts));
  return (question) => ids.has(question.id) || question.concepts.some((concept) => concepts.has(concept));
}

/** Everything of the bank that the member can practise at `now`, in its order; of one topic only, when it is named. */
export async function practiceQueue(
  read: StoreTransaction,
  bank: Bank,
  ask: {
    /** Where the member plays: see `playedIn` of a visit. */
    readonly workspaceIds: readonly string[];
    readonly memberId: string;
    readonly now: Date;
    readonly topic?: string | undefined;
  },
): Promise<Queue> {
  const isHeld = await heldIn(read, ask.workspaceIds);
  const reviews = await read.reviewsOf(ask.memberId, REVIEWS);
  const wanted = [...bank.questions.values()].filter(({ topic }) => ask.topic === undefined || topic === ask.topic);
  const byId = new Map(wanted.map((question) => [question.id, question]));
  const held = new Set(wanted.filter(isHeld));
  const cards = reviews.flatMap(({ questionId, due }): Card[] => {
    const question = byId.get(questionId);
    return question ? [{ question, due, held: held.has(question) }] : [];
  });
  const due = cards.filter((card) => card.due <= ask.now);
  const carded = new Set(cards.map(({ question }) => question));
  const fresh = wanted.filter((question) => !carded.has(question) && !held.has(question));
  return {
    due: due.filter((card) => !card.held).map(({ question }) => question),
    fresh: inOrder(bank, fresh, await askedIn(read, ask.workspaceIds)),
    later: cards.filter((card) => card.due > ask.now),
    held: [...held],
    heldDue: due.filter((card) => card.held).length,
  };
}

async function askedIn(read: StoreTransaction, workspaceIds: readonly string[]): Promise<ReadonlySet<string>> {
  const schedules = (await Promise.all(workspaceIds.map((id) => read.schedulesOfWorkspace(id)))).flat();
  const asked = await Promise.all(schedules.map(({ id }) => read.askedQuestions(id)));
  return new Set(asked.flat());
}

/** Those asked before, then from easy to hard, then in the order to learn the topics. */
function inOrder(bank: Bank, questions: readonly Question[], asked: ReadonlySet<string>): Question[] {
  const topics = topicsOf(bank);
  const key = ({ id, difficulty, topic }: Question) => [asked.has(id) ? 0 : 1, difficulty, topics.indexOf(topic)];
  return questions.toSorted((a, b) => {
    const [left, right] = [key(a), key(b)];
    const different = left.findIndex((value, index) => value !== right[index]);
    return different < 0 ? compareText(a.id, b.id) : (left[different] ?? 0) - (right[different] ?? 0);
  });
}
