/** What the local chat needs kept: its messages. The store implements this; the chat knows nothing of tables. */
import type { Message } from '../../core/message.ts';

export interface ChatEntry {
  readonly id: string;
  readonly channelId: string;
  /** A person's id, or `refcount` for the bot. */
  readonly author: string;
  /** The only person who may read it; null when everyone may. */
  readonly audience: string | null;
  /** Unique when present: how a message is recognised when the same thing is said again. */
  readonly key: string | null;
  readonly message: Message;
  readonly at: Date;
}

export interface LocalChatLog {
  append(entry: ChatEntry): Promise<void>;
  replace(id: string, message: Message): Promise<void>;
  byKey(key: string): Promise<{ readonly id: string; readonly channelId: string } | undefined>;
  /** The newest `limit` entries this member may read, oldest first. */
  list(channelId: string, memberId: string, limit: number): Promise<readonly ChatEntry[]>;
}
