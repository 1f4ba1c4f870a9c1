/**
 * A chat platform in memory that remembers what was asked of it and fails as told. Unlike the real ones it never
 * recognises a repeated post by its key, so that whatever is sent twice stands there twice.
 */
import type { Message, PlatformName } from '../../../src/core/message.ts';
import type { ChatPlatform, MessageRef, PostTarget } from '../../../src/core/ports.ts';

/** One failure: `lost` does what was asked and then fails, as when the answer never arrives. */
export interface Mishap {
  readonly at: 'before' | 'lost';
  readonly error: Error;
}

export interface Posted {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly id: string;
  readonly key: string;
  readonly at: Date;
  /** As it reads now. */
  message: Message;
}

export interface RecordingPlatform extends ChatPlatform {
  /** Every message of every channel, oldest first. */
  readonly posted: readonly Posted[];
  /** `post q-…`, `find q-…`, `edit <message id>`, in order, failed ones too. */
  readonly calls: readonly string[];
  /** The next calls of `post` and `edit` fail like this, one each; `channelId` limits it to one channel. */
  fail(...mishaps: (Mishap & { readonly channelId?: string })[]): void;
  /** Until it is set to true again nothing can be sent. */
  setConnected(value: boolean): void;
  /** Called inside each `post` before anything is kept. */
  onPost: (key: string) => Promise<void>;
  /** What a channel holds, as `kind initial: summary`. */
  channel(channelId: string): string[];
}

export function recordingPlatform(now: () => Date, name: PlatformName = 'local'): RecordingPlatform {
  const posted: Posted[] = [];
  const calls: string[] = [];
  const mishaps: (Mishap & { readonly channelId?: string })[] = [];
  let connected = true;

  /** Does what was asked, before, after or instead of the next failure meant for this channel. */
  async function perform<T>(channelId: string, work: () => T): Promise<T> {
    const at = mishaps.findIndex((mishap) => mishap.channelId === undefined || mishap.channelId === channelId);
    const [mishap] = at < 0 ? [] : mishaps.splice(at, 1);
    if (mishap?.at === 'before') throw mishap.error;
    const result = work();
    if (mishap) throw mishap.error;
    return result;
  }

  return {
    name,
    adminRight: 'the keys to the building',
    posted,
    calls,
    connected: () => connected,
    setConnected(value) {
      connected = value;
    },
    fail: (...more) => void mishaps.push(...more),
    onPost: async () => undefined,

    async post(target: PostTarget, message: Message, key: string): Promise<MessageRef> {
      calls.push(`post ${key}`);
      await this.onPost(key);
      return await perform(target.channelId, () => {
        const id = `m${posted.length + 1}`;
        posted.push({ ...target, id, key, at: now(), message });
        return { channelId: target.channelId, messageId: id };
      });
    },

    async find(target, _message, key, since) {
      calls.push(`find ${key}`);
      const found = posted.find((one) => one.channelId === target.channelId && one.key === key && one.at >= since);
      return found && { channelId: found.channelId, messageId: found.id };
    },

    async edit(target, ref, message) {
      calls.push(`edit ${ref.messageId}`);
      await perform(target.channelId, () => {
        const found = posted.find((one) => one.id === ref.messageId);
        if (!found) throw new Error(`there is no message ${ref.messageId} to edit`);
        found.message = message;
      });
    },

    channel: (channelId) =>
      posted
        .filter((one) => one.channelId === channelId)
        .map((one) => `${one.key.slice(0, 1)}: ${one.message.summary}`),
  };
}
