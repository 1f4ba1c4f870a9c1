/** Small complete rows for the store's contract; override what a case is about. */
import type { Bank, Question } from '../../../src/core/bank/question.ts';
import type { Grade } from '../../../src/core/grading/grade.ts';
import type { Message } from '../../../src/core/message.ts';
import type {
  LedgerEntry,
  Member,
  OutboxItem,
  Round,
  Schedule,
  StoreTransaction,
  Submission,
  Workspace,
} from '../../../src/core/ports.ts';
import type { Appeal, Decision } from '../../../src/core/rounds/appeal.ts';

/** A moment, `hours` after an arbitrary Monday. */
export const at = (hours: number): Date => new Date(Date.UTC(2026, 10, 16, 9) + hours * 3_600_000);

export const workspace = (over: Partial<Workspace> = {}): Workspace => ({
  id: 'local:home',
  platform: 'local',
  externalId: 'home',
  name: 'Home',
  ...over,
});

export const member = (name: string, over: Partial<Member> = {}): Member => ({
  id: `local:home:${name}`,
  workspaceId: 'local:home',
  externalId: name,
  name,
  ...over,
});

export const schedule = (over: Partial<Schedule> = {}): Schedule => ({
  id: 'schedule-1',
  workspaceId: 'local:home',
  channelId: 'general',
  cron: '0 9 * * 1-5',
  zone: 'Europe/Berlin',
  topics: ['memory', 'identity'],
  attempts: 2,
  discussion: false,
  setUpBy: undefined,
  state: 'active',
  pausedBy: undefined,
  pauseReason: undefined,
  nextDue: at(0),
  seed: 'seed',
  ...over,
});

export const question = (id = 'is-vs-eq-257', topic = 'identity'): Question => ({
  id,
  kind: 'explain',
  topic,
  difficulty: 2,
  prompt: 'Why?',
  rubric: [
    {
      id: 'same',
      points: 10,
      criterion: 'One object.',
      match: ['one'],
      partial: [],
      forbid: [],
      essential: true,
      output: false,
    },
  ],
  curve: 'linear',
  lists: false,
  misconceptions: [],
  answer: 'Because.',
  verify: [],
  examples: [
    { answer: 'one', score: [1, 1] },
    { answer: '', score: [0, 0] },
  ],
  sources: ['https://docs.python.org/3/'],
  concepts: [],
});

/** `slot` in hours; the round closes a day later. */
export const round = (id: string, slot: number, over: Partial<Round> = {}): Round => ({
  id,
  scheduleId: 'schedule-1',
  workspaceId: 'local:home',
  channelId: 'general',
  slot: at(slot),
  scheduled: true,
  sequence: 1,
  week: '2026-W47',
  season: '2026-11',
  state: 'planned',
  skipReason: undefined,
  snapshot: { question: question(), bankVersion: 'v1' },
  openedAt: undefined,
  closesAt: at(slot + 24),
  closedAt: undefined,
  message: undefined,
  ...over,
});

export const grade = (score: number): Grade => ({
  score,
  criteria: [{ id: 'same', met: 1, points: 10, evidence: ['one object'], unclear: false }],
  misconceptions: [],
  confidence: 0.9,
  readings: [{ typed: 'objcet', read: 'object' }],
});

export const submission = (id: string, over: Partial<Submission> & { readonly score?: number } = {}): Submission => {
  const { score = 0.5, ...rest } = over;
  return {
    id,
    roundId: 'round-1',
    memberId: 'local:home:ada',
    attempt: 1,
    requestId: `request-${id}`,
    answer: { text: "It's one object — `a is b`\n\u{1F40D}" },
    grade: grade(score),
    at: at(1),
    ...rest,
  };
};

export const appeal = (id: string, over: Partial<Appeal> = {}): Appeal => ({
  id,
  workspaceId: 'local:home',
  submissionId: 's1',
  reason: "It's “one object”, in other words \u{1F40D}",
  at: at(2),
  decision: undefined,
  ...over,
});

export const decision = (over: Partial<Decision> = {}): Decision => ({
  ruling: 'adjusted',
  score: 0.75,
  reason: 'Said with other words.',
  by: 'local:home:bob',
  at: at(3),
  ...over,
});

export const entry = (id: string, over: Partial<LedgerEntry> = {}): LedgerEntry => ({
  id,
  workspaceId: 'local:home',
  memberId: 'local:home:ada',
  roundId: 'round-1',
  submissionId: 's1',
  points: 5,
  reason: 'answer',
  week: '2026-W47',
  season: '2026-11',
  at: at(1),
  ...over,
});

export const message: Message = {
  tone: 'question',
  summary: 'Question of the day',
  blocks: [
    { kind: 'heading', text: 'Identity' },
    {
      kind: 'note',
      inlines: [
        { kind: 'text', text: 'Closes ' },
        { kind: 'time', at: at(24), style: 'relative', zone: 'Europe/Berlin' },
      ],
    },
  ],
  buttons: [{ action: { verb: 'answer', args: ['round-1'] }, label: 'Answer', style: 'primary', opens: 'form' }],
};

export const outboxItem = (key: string, over: Partial<OutboxItem> = {}): OutboxItem => ({
  key,
  kind: 'question',
  roundId: 'round-1',
  workspaceId: 'local:home',
  channelId: 'general',
  message,
  state: 'pending',
  tries: 0,
  dueAt: at(0),
  createdAt: at(0),
  error: undefined,
  ref: undefined,
  ...over,
});

export const bank = (version = 'v1'): Bank => ({
  version,
  about: { name: 'Samples', versions: [] },
  topics: new Map(),
  outline: undefined,
  questions: new Map(),
  concepts: new Map(),
  lexicon: {
    concepts: { gil: ['GIL', 'global interpreter lock'] },
    opposites: [],
    words: [],
    topics: { identity: 'Identity' },
  },
});

/** A workspace with a schedule, an open round, and the members ada and bob. */
export async function furnish(tx: StoreTransaction): Promise<void> {
  await tx.saveWorkspace(workspace());
  await tx.saveMember(member('ada'));
  await tx.saveMember(member('bob'));
  await tx.saveSchedule(schedule());
  await tx.insertRound(round('round-1', 0, { state: 'open', openedAt: at(0) }));
}
