/** What core needs from outside. Adapters and the store implement these; core imports none of them. */
import type { Bank, Question } from './bank/question.ts';
import type { Answer, Grade } from './grading/grade.ts';
import type { Language } from './language/language.ts';
import { englishTexts, type Phrase } from './language/texts.ts';
import type { Message, PlatformName } from './message.ts';
import type { Store } from './store.ts';

export type * from './store.ts';

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

/** Counts what an operator watches. What is counted by is one of a few words, never anything that someone typed. */
export interface Meter {
  /** A request that claimed to be Slack's was not let in: `signature`, `stale`, `replay` and so on. */
  slackRequestRefused(reason: string): void;
  /** A call of a platform failed. */
  platformError(platform: PlatformName, kind: 'rate-limited' | 'permanent' | 'temporary'): void;
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
  readonly adminRight: Phrase;
  /** Posts for everyone in the channel. `key` (at most 25 characters) marks the message so that `find` knows it again. */
  post(target: PostTarget, message: Message, key: string): Promise<MessageRef>;
  /** The message posted with `key` at or after `since`, if the platform has it: how a crash between sending and committing is mended. */
  find(target: PostTarget, message: Message, key: string, since: Date): Promise<MessageRef | undefined>;
  /** Replaces a posted message. */
  edit(target: PostTarget, ref: MessageRef, message: Message): Promise<void>;
  /** Opens a thread under a posted message, named by the summary, and says the message in it, marked by `key`; does nothing when it is there already. */
  discuss(target: PostTarget, ref: MessageRef, message: Message, key: string): Promise<void>;
  /** Says something to one member alone, away from any channel. */
  whisper(target: { readonly workspaceId: string; readonly memberId: string }, message: Message): Promise<void>;
  /** What keeps Refcount from working in the channel, each with what an admin can do; empty when nothing does. `discussion`: threads are wanted too. */
  check(target: PostTarget, wants: { readonly discussion: boolean }): Promise<readonly Phrase[]>;
  /** Whether events arrive and calls can be made. */
  connected(): boolean;
}

/**
 * A platform call that failed. `permanent`: trying again cannot help (channel gone, no permission), and `advice` tells an
 * admin what to do (`message` is the same in English, for the log). `unusable`: nothing can be posted in this channel
 * until someone changes something there. Otherwise it is tried again, not before `retryAfterMs` when the platform named a time.
 */
export class PlatformError extends Error {
  readonly advice: Phrase;
  readonly permanent: boolean;
  readonly unusable: boolean;
  readonly retryAfterMs: number | undefined;
  constructor(
    advice: Phrase,
    options: { permanent: boolean; unusable?: boolean; retryAfterMs?: number; cause?: unknown },
  ) {
    super(englishTexts().speakPlain(advice), { cause: options.cause });
    this.name = 'PlatformError';
    this.advice = advice;
    this.permanent = options.permanent;
    this.unusable = options.unusable ?? false;
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
  /** What its admins chose to be spoken to in; undefined: each member's own. */
  readonly language?: Language | undefined;
  /** The language of the workspace as the platform gives it, for what is said to everyone. */
  readonly locale?: string | undefined;
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
  /** Whether a thread to talk about the question opens under its reveal. */
  readonly discussion: boolean;
  /** The member who set it up last, as the platform knows them: who is told when it cannot be posted. */
  readonly setUpBy: string | undefined;
  readonly state: 'active' | 'paused';
  /** By whom: what the platform paused (the channel was gone), it resumes. Undefined while active. */
  readonly pausedBy: 'admin' | 'platform' | undefined;
  readonly pauseReason: Phrase | undefined;
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
  readonly skipReason: Phrase | undefined;
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
 * `update`: an open question with a new closing time; `edit`: a question that is over; `discussion`: the thread under a
 * reveal; `notice`: a plain word to the channel, such as why a question was skipped.
 */
export type OutboxKind = 'question' | 'update' | 'edit' | 'reveal' | 'discussion' | 'notice';

export interface OutboxItem {
  /** The platform key, at most 25 characters: kind initial, hyphen, round id, and for a linked place a hyphen and its id. Items are sent in order of `createdAt`. */
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
  /** Where the message is, once posted. */
  readonly ref: MessageRef | undefined;
}

export interface LedgerEntry {
  readonly id: string;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly roundId: string;
  readonly submissionId: string;
  /** A difference: a better second attempt, or an appeal, adds only what it gained. */
  readonly points: number;
  readonly reason: 'answer' | 'better-attempt' | 'appeal' | 'account-link';
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
