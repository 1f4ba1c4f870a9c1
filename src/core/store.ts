/** The store as core needs it; src/store implements it. */
import type { Bank, Lexicon } from './bank/question.ts';
import type { Grade } from './grading/grade.ts';
import type { Language } from './language/language.ts';
import type { LinkQueries } from './links/link.ts';
import type {
  LedgerEntry,
  Member,
  OutboxItem,
  Round,
  RoundAnswers,
  Schedule,
  StandingRow,
  StreakRow,
  Submission,
  Workspace,
} from './ports.ts';
import type { ReviewQueries } from './practice/review.ts';
import type { AppealQueries } from './rounds/appeal.ts';

/** Reads and writes; every method is one statement or a few, and all within one `Store.write` commit together. */
export interface StoreTransaction extends AppealQueries, LinkQueries, ReviewQueries {
  /** Inserts, or changes the name and the locale; the language only `setLanguage` changes. */
  saveWorkspace(workspace: Workspace): Promise<void>;
  setLanguage(workspaceId: string, language: Language | undefined): Promise<void>;
  workspace(id: string): Promise<Workspace | undefined>;

  /** Inserts, or renames when the name changed. */
  saveMember(member: Member): Promise<void>;
  member(id: string): Promise<Member | undefined>;

  /** Keeps the lexicon that grades of this bank version depend on; does nothing when already kept. */
  saveBankVersion(bank: Bank): Promise<void>;
  bankLexicon(version: string): Promise<Lexicon | undefined>;

  /** Inserts or replaces by id. */
  saveSchedule(schedule: Schedule): Promise<void>;
  schedule(id: string): Promise<Schedule | undefined>;
  scheduleOfChannel(workspaceId: string, channelId: string): Promise<Schedule | undefined>;
  schedulesOfWorkspace(workspaceId: string): Promise<Schedule[]>;
  /** Active schedules with `nextDue <= now`, soonest first, at most `limit`. */
  dueSchedules(now: Date, limit: number): Promise<Schedule[]>;
  /** Schedules that a platform paused, at most `limit`, in no order that anything may rely on. */
  schedulesPausedByPlatform(limit: number): Promise<Schedule[]>;
  /** Moves `nextDue` on, only if it still is `from`: false means another process claimed the slot. */
  claimSlot(scheduleId: string, from: Date, next: Date): Promise<boolean>;

  /** Inserts; false when the schedule already has a round for this slot. */
  insertRound(round: Round): Promise<boolean>;
  updateRound(
    id: string,
    change: Partial<Pick<Round, 'state' | 'skipReason' | 'openedAt' | 'closesAt' | 'closedAt' | 'message'>>,
  ): Promise<void>;
  round(id: string): Promise<Round | undefined>;
  /** The newest planned or open round of the channel. */
  liveRoundOfChannel(workspaceId: string, channelId: string): Promise<Round | undefined>;
  /** Planned or open rounds of the workspace, newest first. */
  liveRounds(workspaceId: string): Promise<Round[]>;
  /** Planned or open rounds of a schedule, oldest first. */
  liveRoundsOfSchedule(scheduleId: string): Promise<Round[]>;
  /** The newest closed round of the channel. */
  lastClosedRound(workspaceId: string, channelId: string): Promise<Round | undefined>;
  /** Rounds past `closesAt` that are not closed, at most `limit`. */
  roundsToClose(now: Date, limit: number): Promise<Round[]>;
  /** Question ids the schedule has asked, oldest first. */
  askedQuestions(scheduleId: string): Promise<string[]>;
  /** Highest sequence of the schedule's not skipped rounds; 0 when none. */
  lastSequence(scheduleId: string): Promise<number>;
  /** The highest sequence among the schedule's closed scheduled rounds; 0 when none. */
  lastClosedSequence(scheduleId: string): Promise<number>;

  /** Inserts; false when this request id or attempt is already there. */
  insertSubmission(submission: Submission): Promise<boolean>;
  submission(id: string): Promise<Submission | undefined>;
  submissionByRequest(requestId: string): Promise<Submission | undefined>;
  /** A member's submissions to a round, by attempt. */
  submissionsOf(roundId: string, memberId: string): Promise<Submission[]>;
  /** Replaces the grade of a submission. */
  regrade(submissionId: string, grade: Grade): Promise<void>;
  answersOf(roundId: string): Promise<RoundAnswers>;
  /** How many members have answered a round. */
  membersAnswered(roundId: string): Promise<number>;
  /** Rounds answered, mean best score, best and worst topics are derived from these. */
  submissionsOfMember(
    memberId: string,
    limit: number,
  ): Promise<(Submission & { readonly topic: string; readonly questionId: string })[]>;

  /** Inserts the entry and adds it to the member's totals of its week, its season and all time. */
  addToLedger(entry: LedgerEntry): Promise<void>;
  /** Highest points first, then the higher mean, then name. `offset` from 0. */
  standings(workspaceId: string, period: string, limit: number, offset: number): Promise<StandingRow[]>;
  standingOf(workspaceId: string, period: string, memberId: string): Promise<StandingRow | undefined>;
  /** Members with more points than `points` in the period. */
  countAbove(workspaceId: string, period: string, points: number): Promise<number>;
  countStandings(workspaceId: string, period: string): Promise<number>;
  streak(memberId: string, scheduleId: string): Promise<StreakRow | undefined>;
  streaksOfMember(memberId: string): Promise<StreakRow[]>;
  saveStreak(streak: StreakRow): Promise<void>;
  /** Lets the schedule's streaks that stand at `sequence - 1` stand at `sequence`, no longer for it: of members of these workspaces. */
  excuseStreaks(scheduleId: string, sequence: number, workspaceIds: readonly string[]): Promise<void>;

  /** Inserts; does nothing when the key is there. */
  enqueue(item: OutboxItem): Promise<void>;
  /** Items not sent or failed with `dueAt <= now`, oldest first. */
  outboxDue(now: Date, limit: number): Promise<OutboxItem[]>;
  outboxItem(key: string): Promise<OutboxItem | undefined>;
  updateOutbox(
    key: string,
    change: Partial<Pick<OutboxItem, 'state' | 'tries' | 'dueAt' | 'error' | 'message' | 'ref'>>,
  ): Promise<void>;
  outboxFailures(workspaceId: string, limit: number): Promise<OutboxItem[]>;
}

/** The difference between the totals kept and the totals the ledger gives; empty when they agree. */
export interface StandingDrift {
  readonly memberId: string;
  readonly period: string;
  readonly kept: number;
  readonly ledger: number;
}

export interface Store {
  /** Runs `work` in one transaction: all of it is durable when the promise resolves, none of it when it rejects. */
  write<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>;
  /** Reads without holding the write lock. */
  readonly read: StoreTransaction;
  /** Whether the store answers; for health checks. */
  ping(): Promise<boolean>;
  /** Compares the kept totals with the ledger; `repair` rebuilds them from it. */
  checkStandings(repair: boolean): Promise<StandingDrift[]>;
  /** Engine's own integrity check; empty when sound. */
  integrity(): Promise<string[]>;
  close(): Promise<void>;
}
