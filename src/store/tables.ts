/**
 * The rows of the database, as the engine keeps them: moments as milliseconds since 1970, booleans as 0 or 1,
 * lists and objects as JSON text (see json.ts), points as whole millionths. docs/database.md says what each is for.
 */
import type { Kysely } from 'kysely';
import type { LinkCode } from '../core/links/link.ts';
import type { PlatformName } from '../core/message.ts';
import type { LedgerEntry, OutboxItem, OutboxKind, RoundState, Schedule } from '../core/ports.ts';
import type { Ruling } from '../core/rounds/appeal.ts';

export interface Tables {
  workspace: WorkspaceTable;
  member: MemberTable;
  bank_version: BankVersionTable;
  schedule: ScheduleTable;
  round: RoundTable;
  submission: SubmissionTable;
  appeal: AppealTable;
  ledger: LedgerTable;
  standing: StandingTable;
  streak: StreakTable;
  outbox: OutboxTable;
  link_code: LinkCodeTable;
  workspace_link: WorkspaceLinkTable;
  place: PlaceTable;
  account_link: AccountLinkTable;
  review: ReviewTable;
  slack_installation: SlackInstallationTable;
  local_message: LocalMessageTable;
  local_setting: LocalSettingTable;
}

/** A connection or a transaction: queries do not care which. */
export type Db = Kysely<Tables>;

export interface WorkspaceTable {
  id: string;
  platform: PlatformName;
  external_id: string;
  name: string;
  language: string | null;
  locale: string | null;
}

export interface MemberTable {
  id: string;
  workspace_id: string;
  external_id: string;
  name: string;
}

export interface BankVersionTable {
  version: string;
  lexicon: string;
}

export interface ScheduleTable {
  id: string;
  workspace_id: string;
  channel_id: string;
  cron: string;
  zone: string;
  topics: string;
  attempts: number;
  discussion: number;
  set_up_by: string | null;
  state: Schedule['state'];
  paused_by: Schedule['pausedBy'] | null;
  /** A phrase (see phrases.ts), as skip_reason is. */
  pause_reason: string | null;
  next_due: number | null;
  seed: string;
}

export interface RoundTable {
  id: string;
  schedule_id: string;
  workspace_id: string;
  channel_id: string;
  slot: number;
  scheduled: number;
  sequence: number;
  week: string;
  season: string;
  state: RoundState;
  skip_reason: string | null;
  /** Copied out of the snapshot, so that history is read without opening it. */
  question_id: string | null;
  topic: string | null;
  snapshot: string | null;
  opened_at: number | null;
  closes_at: number;
  closed_at: number | null;
  message_channel_id: string | null;
  message_id: string | null;
}

export interface SubmissionTable {
  id: string;
  round_id: string;
  member_id: string;
  attempt: number;
  request_id: string;
  answer: string;
  /** The grade's score again, to choose the best attempt by. */
  score: number;
  grade: string;
  at: number;
}

export interface AppealTable {
  id: string;
  workspace_id: string;
  submission_id: string;
  reason: string;
  at: number;
  state: 'open' | Ruling;
  /** These four are null while it is open. */
  score: number | null;
  decision_reason: string | null;
  decided_by: string | null;
  decided_at: number | null;
}

export interface LedgerTable {
  id: string;
  workspace_id: string;
  member_id: string;
  round_id: string;
  submission_id: string;
  micropoints: number;
  reason: LedgerEntry['reason'];
  week: string;
  season: string;
  at: number;
}

export interface StandingTable {
  workspace_id: string;
  period: string;
  member_id: string;
  micropoints: number;
  rounds: number;
}

export interface StreakTable {
  member_id: string;
  schedule_id: string;
  current: number;
  best: number;
  last_sequence: number;
}

export interface OutboxTable {
  key: string;
  kind: OutboxKind;
  round_id: string;
  workspace_id: string;
  channel_id: string;
  message: string;
  state: OutboxItem['state'];
  tries: number;
  due_at: number;
  created_at: number;
  error: string | null;
  message_channel_id: string | null;
  message_id: string | null;
}

export interface LinkCodeTable {
  hash: string;
  kind: LinkCode['for']['kind'];
  workspace_id: string;
  schedule_id: string | null;
  member_id: string | null;
  expires_at: number;
}

export interface WorkspaceLinkTable {
  guest_id: string;
  home_id: string;
  at: number;
}

export interface PlaceTable {
  id: string;
  schedule_id: string;
  workspace_id: string;
  channel_id: string;
  unusable: number;
  linked_by: string | null;
}

export interface AccountLinkTable {
  account_id: string;
  member_id: string;
  at: number;
}

export interface ReviewTable {
  member_id: string;
  question_id: string;
  topic: string;
  due: number;
  card: string;
  last_score: number;
}

export interface SlackInstallationTable {
  id: string;
  team_id: string | null;
  enterprise_id: string | null;
  /** The installation as encrypted JSON. */
  sealed: string;
  at: number;
}

export interface LocalMessageTable {
  id: string;
  /** 1, 2, 3 … in the order of appending: two messages of one millisecond keep their order. */
  position: number;
  channel_id: string;
  author: string;
  audience: string | null;
  key: string | null;
  message: string;
  at: number;
}

export interface LocalSettingTable {
  name: string;
  value: number;
}
