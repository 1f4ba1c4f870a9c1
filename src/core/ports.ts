/** What core needs from outside. Adapters and the store implement these; core imports none of them. */
import type { Bank, Lexicon, Question } from './bank/question.ts';
import type { Answer, Grade } from './grading/grade.ts';
import type { Message, PlatformName } from './message.ts';
import type { AppealQueries } from './rounds/appeal.ts';

export interface Clock {
  now(): Date;
}

/** Chance, injected: ids are 12 characters of [a-z0-9], unique for all practical purposes. */
export interface Ids {
  next(): string;
}

/** Structured log lines. Never pass answer text or tokens. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, line: string): void;
  warn(fields: Readonly<Record<string, unknown>>, line: string): void;
  error(fields: Readonly<Record<string, unknown>>, line: string): void;
}

// ── Chat platforms ────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a posted message is, in the platform's own ids. */
export interface MessageRef {
  readonly channelId: string;
  readonly messageId: string;
}

export interface PostTarget {
  /** The platform's workspace (guild, team) id. */
  readonly workspaceId: string;
  readonly channelId: string;
}

/** A chat platform, as core uses it to speak in channels. All calls are safe to repeat. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /** The right an admin needs, in the platform's own words: "Manage Server". */
  readonly adminRight: string;
  /** Posts for everyone in the channel. `key` (at most 25 characters) marks the message so that `find` knows it again. */
  post(target: PostTarget, message: Message, key: string): Promise<MessageRef>;
  /** The message posted with `key` at or after `since`, if the platform has it: how a crash between sending and committing is mended. */
  find(target: PostTarget, message: Message, key: string, since: Date): Promise<MessageRef | undefined>;
  /** Replaces a posted message. */
  edit(target: PostTarget, ref: MessageRef, message: Message): Promise<void>;
  /** Whether events arrive and calls can be made. */
  connected(): boolean;
}

/**
 * A platform call that failed. `permanent`: trying again cannot help (channel gone, no permission), and `message`
 * tells an admin what to do. Otherwise it is tried again, not before `retryAfterMs` when the platform named a time.
 */
export class PlatformError extends Error {
  readonly permanent: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(message: string, options: { permanent: boolean; retryAfterMs?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'PlatformError';
    this.permanent = options.permanent;
    this.retryAfterMs = options.retryAfterMs;
  }
}

// ── What is stored ────────────────────────────────────────────────────────────────────────────────────────────────
// Ids of rows are strings; moments are Date; the store turns them into what its engine keeps.

export interface Workspace {
  /** `discord:123…`, `slack:T…`, `local:home`. */
  readonly id: string;
  readonly platform: PlatformName;
  readonly externalId: string;
  readonly name: string;
}

export interface Member {
  readonly id: string;
  readonly workspaceId: string;
  readonly externalId: string;
  readonly name: string;
}

export interface Schedule {
  readonly id: string;
  readonly workspaceId: string;
  readonly channelId: string;
  /** Five-field cron expression, in `zone`. */
  readonly cron: string;
  /** IANA zone. */
  readonly zone: string;
  /** Topic ids; empty means all. */
  readonly topics: readonly string[];
  /** Graded attempts a member has per round; the best counts. */
  readonly attempts: number;
  readonly state: 'active' | 'paused';
  readonly pauseReason: string | undefined;
  /** The next due moment; undefined while paused. */
  readonly nextDue: Date | undefined;
  /** Chooses the order of questions; fixed when the schedule is made. */
  readonly seed: string;
}

export type RoundState = 'planned' | 'open' | 'closed' | 'skipped';

export interface Round {
  readonly id: string;
  readonly scheduleId: string;
  readonly workspaceId: string;
  readonly channelId: string;
  /** The due moment this round is for; unique per schedule. */
  readonly slot: Date;
  /** False for a question posted by hand: missing it never breaks a streak. */
  readonly scheduled: boolean;
  /** 1, 2, 3 … over the scheduled, not skipped rounds of a schedule; a manual round repeats the last number. */
  readonly sequence: number;
  /** Period keys in the schedule's zone on the day of the slot: `2026-W47`, `2026-11`. */
  readonly week: string;
  readonly season: string;
  readonly state: RoundState;
  readonly skipReason: string | undefined;
  /** Absent only when skipped. */
  readonly snapshot: RoundSnapshot | undefined;
  readonly openedAt: Date | undefined;
  readonly closesAt: Date;
  readonly closedAt: Date | undefined;
  readonly message: MessageRef | undefined;
}

/** The question as it was asked; later edits of the bank change nothing about this round. */
export interface RoundSnapshot {
  readonly question: Question;
  readonly bankVersion: string;
}

export interface Submission {
  readonly id: string;
  readonly roundId: string;
  readonly memberId: string;
  readonly attempt: number;
  readonly requestId: string;
  readonly answer: Answer;
  readonly grade: Grade;
  readonly at: Date;
}

/**
 * `update`: an open question with a new closing time; `edit`: a question that is over; `notice`: a plain word to the
 * channel, such as why a question was skipped.
 */
export type OutboxKind = 'question' | 'update' | 'edit' | 'reveal' | 'notice';

export interface OutboxItem {
  /** The platform key, at most 25 characters: kind initial, hyphen, round id. Items are sent in order of `createdAt`. */
  readonly key: string;
  readonly kind: OutboxKind;
  readonly roundId: string;
  readonly workspaceId: string;
  readonly channelId: string;
  readonly message: Message;
  /** pending: never tried. sending: a call was begun, so look before sending again. */
  readonly state: 'pending' | 'sending' | 'sent' | 'failed';
  readonly tries: number;
  readonly dueAt: Date;
  readonly createdAt: Date;
  readonly error: string | undefined;
}

export interface LedgerEntry {
  readonly id: string;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly roundId: string;
  readonly submissionId: string;
  /** A difference: a better second attempt, or an appeal, adds only what it gained. */
  readonly points: number;
  readonly reason: 'answer' | 'better-attempt' | 'appeal';
  readonly week: string;
  readonly season: string;
  readonly at: Date;
}

/** A member's totals over a period; `period` is a week key, a season key or `all`. */
export interface StandingRow {
  readonly memberId: string;
  readonly name: string;
  readonly points: number;
  /** Rounds answered. */
  readonly rounds: number;
}

export interface StreakRow {
  readonly memberId: string;
  readonly scheduleId: string;
  readonly current: number;
  readonly best: number;
  /** Sequence of the last round counted. */
  readonly lastSequence: number;
}

export interface RoundAnswers {
  readonly submissions: number;
  readonly members: number;
  /** One grade per member: the best. */
  readonly best: readonly { readonly memberId: string; readonly name: string; readonly submission: Submission }[];
}

// ── Store ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Reads and writes; every method is one statement or a few, and all within one `Store.write` commit together. */
export interface StoreTransaction extends AppealQueries {
  saveWorkspace(workspace: Workspace): Promise<void>;
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

  /** Inserts; does nothing when the key is there. */
  enqueue(item: OutboxItem): Promise<void>;
  /** Items not sent or failed with `dueAt <= now`, oldest first. */
  outboxDue(now: Date, limit: number): Promise<OutboxItem[]>;
  outboxItem(key: string): Promise<OutboxItem | undefined>;
  updateOutbox(
    key: string,
    change: Partial<Pick<OutboxItem, 'state' | 'tries' | 'dueAt' | 'error' | 'message'>>,
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

/** Everything core is given; made by the composition root. */
export interface Ports {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** The bank in force. Another may take its place at any await, so a piece of work takes it once and keeps it. */
  readonly bank: Bank;
  readonly platforms: ReadonlyMap<PlatformName, ChatPlatform>;
}
