/**
 * The first shape of the database; docs/database.md describes it table by table.
 * Released migrations are never edited: a later change is a new file with the next number.
 */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await people(db);
  await schedules(db);
  await submissions(db);
  await standings(db);
  await outbox(db);
  await localChat(db);
}

async function people(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workspace')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('external_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addUniqueConstraint('workspace_external', ['platform', 'external_id'])
    .execute();

  await db.schema
    .createTable('member')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('external_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addUniqueConstraint('member_external', ['workspace_id', 'external_id'])
    .execute();

  await db.schema
    .createTable('bank_version')
    .addColumn('version', 'text', (c) => c.primaryKey())
    .addColumn('lexicon', 'text', (c) => c.notNull())
    .execute();
}

async function schedules(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('schedule')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('cron', 'text', (c) => c.notNull())
    .addColumn('zone', 'text', (c) => c.notNull())
    .addColumn('topics', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('pause_reason', 'text')
    .addColumn('next_due', 'bigint')
    .addColumn('seed', 'text', (c) => c.notNull())
    .addUniqueConstraint('schedule_channel', ['workspace_id', 'channel_id'])
    .execute();
  await db.schema.createIndex('schedule_due').on('schedule').columns(['state', 'next_due']).execute();

  await db.schema
    .createTable('round')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('schedule_id', 'text', (c) => c.notNull().references('schedule.id'))
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('slot', 'bigint', (c) => c.notNull())
    .addColumn('scheduled', 'integer', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('week', 'text', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('skip_reason', 'text')
    .addColumn('question_id', 'text')
    .addColumn('topic', 'text')
    .addColumn('snapshot', 'text')
    .addColumn('opened_at', 'bigint')
    .addColumn('closes_at', 'bigint', (c) => c.notNull())
    .addColumn('closed_at', 'bigint')
    .addColumn('message_channel_id', 'text')
    .addColumn('message_id', 'text')
    .addUniqueConstraint('round_slot', ['schedule_id', 'slot'])
    .execute();
  const round = (name: string, columns: string[]) => db.schema.createIndex(name).on('round').columns(columns).execute();
  await round('round_of_channel', ['workspace_id', 'channel_id', 'state', 'slot']);
  await round('round_of_workspace', ['workspace_id', 'state', 'slot']);
  await round('round_of_schedule', ['schedule_id', 'state', 'scheduled', 'sequence']);
  await round('round_to_close', ['state', 'closes_at']);
}

async function submissions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('submission')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('round_id', 'text', (c) => c.notNull().references('round.id'))
    .addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
    .addColumn('attempt', 'integer', (c) => c.notNull())
    .addColumn('request_id', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('score', 'double precision', (c) => c.notNull())
    .addColumn('grade', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('submission_request', ['request_id'])
    .addUniqueConstraint('submission_attempt', ['round_id', 'member_id', 'attempt'])
    .execute();
  await db.schema.createIndex('submission_of_member').on('submission').columns(['member_id', 'at']).execute();
}

async function standings(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('ledger')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
    .addColumn('round_id', 'text', (c) => c.notNull().references('round.id'))
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submission.id'))
    .addColumn('micropoints', 'bigint', (c) => c.notNull())
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('week', 'text', (c) => c.notNull())
    .addColumn('season', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();

  await db.schema
    .createTable('standing')
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('period', 'text', (c) => c.notNull())
    .addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
    .addColumn('micropoints', 'bigint', (c) => c.notNull())
    .addColumn('rounds', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('standing_key', ['workspace_id', 'period', 'member_id'])
    .execute();
  await db.schema
    .createIndex('standing_by_points')
    .on('standing')
    .columns(['workspace_id', 'period', 'micropoints desc'])
    .execute();

  await db.schema
    .createTable('streak')
    .addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
    .addColumn('schedule_id', 'text', (c) => c.notNull().references('schedule.id'))
    .addColumn('current', 'integer', (c) => c.notNull())
    .addColumn('best', 'integer', (c) => c.notNull())
    .addColumn('last_sequence', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('streak_key', ['member_id', 'schedule_id'])
    .execute();
}

async function outbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('outbox')
    .addColumn('key', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('round_id', 'text', (c) => c.notNull().references('round.id'))
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('error', 'text')
    .execute();
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'due_at']).execute();
  await db.schema
    .createIndex('outbox_of_workspace')
    .on('outbox')
    .columns(['workspace_id', 'state', 'created_at'])
    .execute();
}

async function localChat(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('local_message')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('audience', 'text')
    .addColumn('key', 'text')
    .addColumn('message', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('local_message_key', ['key'])
    .addUniqueConstraint('local_message_position', ['position'])
    .execute();
  await db.schema
    .createIndex('local_message_of_channel')
    .on('local_message')
    .columns(['channel_id', 'position'])
    .execute();

  await db.schema
    .createTable('local_setting')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('value', 'bigint', (c) => c.notNull())
    .execute();
}
