/** What the local web chat keeps: its messages, and how far its clock was moved. */
import type { Message } from '../core/message.ts';
import { decode, encode } from './json.ts';
import { toDate, toMillis } from './moments.ts';
import type { Engine } from './store.ts';

export interface LocalChatEntry {
  readonly id: string;
  readonly channelId: string;
  readonly author: string;
  /** The member id a private message is for; null when everyone sees it. */
  readonly audience: string | null;
  /** The key a post is found again by; unique. */
  readonly key: string | null;
  readonly message: Message;
  readonly at: Date;
}

export interface LocalChatLog {
  /** Rejects when the id or the key is there already. */
  append(entry: LocalChatEntry): Promise<void>;
  /** Replaces what a message says; rejects when there is no such message. */
  replace(id: string, message: Message): Promise<void>;
  byKey(key: string): Promise<{ id: string; channelId: string } | undefined>;
  /** The newest `limit` messages the member may see, oldest first: public ones and those private to them. */
  list(channelId: string, memberId: string, limit: number): Promise<LocalChatEntry[]>;
  /** Milliseconds the clock was moved; 0 when never. */
  getClockOffset(): Promise<number>;
  setClockOffset(ms: number): Promise<void>;
}

const CLOCK_OFFSET = 'clock-offset';

export function createLocalChatLog(engine: Pick<Engine, 'reader' | 'transaction'>): LocalChatLog {
  const db = engine.reader;
  return {
    append: (entry) =>
      engine.transaction(async (tx) => {
        const last = await tx
          .selectFrom('local_message')
          .select(({ fn }) => fn.max('position').as('position'))
          .executeTakeFirst();
        await tx
          .insertInto('local_message')
          .values({
            id: entry.id,
            position: Number(last?.position ?? 0) + 1,
            channel_id: entry.channelId,
            author: entry.author,
            audience: entry.audience,
            key: entry.key,
            message: encode(entry.message),
            at: toMillis(entry.at),
          })
          .execute();
      }),

    replace: (id, message) =>
      engine.transaction(async (tx) => {
        const result = await tx
          .updateTable('local_message')
          .set({ message: encode(message) })
          .where('id', '=', id)
          .executeTakeFirst();
        if (result.numUpdatedRows === 0n) throw new Error(`the local chat has no message ${id}`);
      }),

    async byKey(key) {
      return await db
        .selectFrom('local_message')
        .select(['id', 'channel_id as channelId'])
        .where('key', '=', key)
        .executeTakeFirst();
    },

    async list(channelId, memberId, limit) {
      const rows = await db
        .selectFrom('local_message')
        .selectAll()
        .where('channel_id', '=', channelId)
        .where(({ eb, or }) => or([eb('audience', 'is', null), eb('audience', '=', memberId)]))
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.reverse().map((row) => ({
        id: row.id,
        channelId: row.channel_id,
        author: row.author,
        audience: row.audience,
        key: row.key,
        message: decode<Message>(row.message),
        at: toDate(row.at),
      }));
    },

    async getClockOffset() {
      const row = await db
        .selectFrom('local_setting')
        .select('value')
        .where('name', '=', CLOCK_OFFSET)
        .executeTakeFirst();
      return Number(row?.value ?? 0);
    },

    setClockOffset: (ms) =>
      engine.transaction(async (tx) => {
        await tx
          .insertInto('local_setting')
          .values({ name: CLOCK_OFFSET, value: ms })
          .onConflict((oc) => oc.column('name').doUpdateSet({ value: ms }))
          .execute();
      }),
  };
}
