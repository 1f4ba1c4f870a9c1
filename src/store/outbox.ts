/** The outbox: what is to be posted, committed before the platform is called. */
import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Message } from '../core/message.ts';
import type { OutboxItem, StoreTransaction } from '../core/ports.ts';
import { decode, encode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import type { Db, OutboxTable } from './tables.ts';

type Queries = Pick<StoreTransaction, 'enqueue' | 'outboxDue' | 'outboxItem' | 'updateOutbox' | 'outboxFailures'>;

export function outboxQueries(db: Db): Queries {
  return {
    async enqueue(item) {
      await db
        .insertInto('outbox')
        .values(toRow(item))
        .onConflict((oc) => oc.column('key').doNothing())
        .execute();
    },

    async outboxDue(now, limit) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('state', 'in', ['pending', 'sending'])
        .where('due_at', '<=', toMillis(now))
        .orderBy('created_at')
        .orderBy('key')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async outboxItem(key) {
      const row = await db.selectFrom('outbox').selectAll().where('key', '=', key).executeTakeFirst();
      return row && fromRow(row);
    },

    async updateOutbox(key, change) {
      const set: Updateable<OutboxTable> = {};
      if (change.state !== undefined) set.state = change.state;
      if (change.tries !== undefined) set.tries = change.tries;
      if (change.dueAt !== undefined) set.due_at = toMillis(change.dueAt);
      if (change.message !== undefined) set.message = encode(change.message);
      if ('ref' in change) {
        set.message_channel_id = change.ref?.channelId ?? null;
        set.message_id = change.ref?.messageId ?? null;
      }
      if ('error' in change) set.error = change.error ?? null;
      if (Object.keys(set).length > 0) await db.updateTable('outbox').set(set).where('key', '=', key).execute();
    },

    async outboxFailures(workspaceId, limit) {
      const rows = await db
        .selectFrom('outbox')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .where('state', '=', 'failed')
        .orderBy('created_at', 'desc')
        .orderBy('key', 'desc')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
  };
}

function toRow(item: OutboxItem): Insertable<OutboxTable> {
  return {
    key: item.key,
    kind: item.kind,
    round_id: item.roundId,
    workspace_id: item.workspaceId,
    channel_id: item.channelId,
    message: encode(item.message),
    state: item.state,
    tries: item.tries,
    due_at: toMillis(item.dueAt),
    created_at: toMillis(item.createdAt),
    error: item.error ?? null,
    message_channel_id: item.ref?.channelId ?? null,
    message_id: item.ref?.messageId ?? null,
  };
}

function fromRow(row: Selectable<OutboxTable>): OutboxItem {
  return {
    key: row.key,
    kind: row.kind,
    roundId: row.round_id,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    message: decode<Message>(row.message),
    state: row.state,
    tries: row.tries,
    dueAt: toDate(row.due_at),
    createdAt: toDate(row.created_at),
    error: row.error ?? undefined,
    ref:
      row.message_channel_id === null || row.message_id === null
        ? undefined
        : { channelId: row.message_channel_id, messageId: row.message_id },
  };
}
