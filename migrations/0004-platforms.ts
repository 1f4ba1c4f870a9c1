/** Languages, links between workspaces, where messages are, reviews, and Slack installations. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('workspace').addColumn('language', 'text').execute();
  await db.schema.alterTable('workspace').addColumn('locale', 'text').execute();

  await db.schema
    .alterTable('schedule')
    .addColumn('discussion', 'integer', (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('schedule').addColumn('set_up_by', 'text').execute();
  await db.schema.alterTable('schedule').addColumn('paused_by', 'text').execute();
  // Until now only an admin could pause.
  await sql`update schedule set paused_by = 'admin' where state = 'paused'`.execute(db);
  await db.schema.createIndex('schedule_paused').on('schedule').columns(['paused_by']).execute();

  await db.schema.alterTable('outbox').addColumn('message_channel_id', 'text').execute();
  await db.schema.alterTable('outbox').addColumn('message_id', 'text').execute();
  // The question of a round was kept with the round only.
  await sql`
    update outbox set
      message_channel_id = (select message_channel_id from round where round.id = outbox.round_id),
      message_id = (select message_id from round where round.id = outbox.round_id)
    where kind = 'question' and state = 'sent'`.execute(db);

  await links(db);
  await reviews(db);
  await installations(db);
}

async function links(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('link_code')
    .addColumn('hash', 'text', (c) => c.primaryKey())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('schedule_id', 'text', (c) => c.references('schedule.id'))
    .addColumn('member_id', 'text', (c) => c.references('member.id'))
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('workspace_link')
    .addColumn('guest_id', 'text', (c) => c.primaryKey().references('workspace.id'))
    .addColumn('home_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('workspace_link_home').on('workspace_link').columns(['home_id']).execute();
  await db.schema
    .createTable('place')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('schedule_id', 'text', (c) => c.notNull().references('schedule.id'))
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('channel_id', 'text', (c) => c.notNull())
    .addColumn('unusable', 'integer', (c) => c.notNull())
    .addColumn('linked_by', 'text')
    .addUniqueConstraint('place_channel', ['workspace_id', 'channel_id'])
    .execute();
  await db.schema.createIndex('place_of_schedule').on('place').columns(['schedule_id', 'id']).execute();
  await db.schema
    .createTable('account_link')
    .addColumn('account_id', 'text', (c) => c.primaryKey().references('member.id'))
    .addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await db.schema.createIndex('account_link_member').on('account_link').columns(['member_id']).execute();
  // Joining two accounts reads what a member has.
  await db.schema.createIndex('ledger_of_member').on('ledger').columns(['member_id', 'round_id']).execute();
  await db.schema.createIndex('standing_of_member').on('standing').columns(['member_id']).execute();
}

async function reviews(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('review')
    .addColumn('member_id', 'text', (c) => c.notNull().references('member.id'))
    .addColumn('question_id', 'text', (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('due', 'bigint', (c) => c.notNull())
    .addColumn('card', 'text', (c) => c.notNull())
    .addColumn('last_score', 'double precision', (c) => c.notNull())
    .addPrimaryKeyConstraint('review_key', ['member_id', 'question_id'])
    .execute();
  await db.schema.createIndex('review_due').on('review').columns(['member_id', 'due']).execute();
}

async function installations(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('slack_installation')
    // `T…` for a workspace, `E…` for a whole organisation.
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('team_id', 'text')
    .addColumn('enterprise_id', 'text')
    // Encrypted: see docs/operating.md.
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
