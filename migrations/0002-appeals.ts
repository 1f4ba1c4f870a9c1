/** Appeals: a member's dispute of a grade, and what a lead decided. */
import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('appeal')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workspace_id', 'text', (c) => c.notNull().references('workspace.id'))
    .addColumn('submission_id', 'text', (c) => c.notNull().references('submission.id'))
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('score', 'double precision')
    .addColumn('decision_reason', 'text')
    .addColumn('decided_by', 'text', (c) => c.references('member.id'))
    .addColumn('decided_at', 'bigint')
    .addUniqueConstraint('appeal_submission', ['submission_id'])
    .execute();
  await db.schema
    .createIndex('appeal_of_workspace')
    .on('appeal')
    .columns(['workspace_id', 'state', 'at', 'id'])
    .execute();
  await db.schema.createIndex('appeal_decided').on('appeal').columns(['decided_at', 'id']).execute();
}
