/**
 * A chat platform in memory that remembers what was asked of it and fails as told. Unlike the real ones it never
 * recognises a repeated post by its key, so that whatever is sent twice stands there twice.
 */
import { literal, type Phrase } from '../../../src/core/language/texts.ts';
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

/** The first word of a thread. */
export interface Discussed {
  /** The message the thread is under. */
  readonly under: string;
  readonly key: string;
  readonly message: Message;
}

export interface Whispered {
  readonly workspaceId: string;
  readonly memberId: string;
  readonly message: Message;
}

export interface RecordingPlatform extends ChatPlatform {
  /** Every message of every channel, oldest first. */
  readonly posted: readonly Posted[];
  readonly discussed: readonly Discussed[];
  readonly whispered: readonly Whispered[];
  /** `post q-…`, `find q-…`, `edit <message id>`, `discuss d-…`, `whisper <member>`, `check <channel>`, in order, failed ones too. */
  readonly calls: readonly string[];
  /** The next calls that speak or look in a channel fail like this, one each; `channelId` limits it to one channel. */
  fail(...mishaps: (Mishap & { readonly channelId?: string })[]): void;
  /** Until it is set to true again nothing can be sent. */
  setConnected(value: boolean): void;
  /** What `check` finds wrong in every channel. */
  faults: readonly Phrase[];
  /** What every whisper fails with. */
  whisperFault: Error | undefined;
  /** Called inside each `post` before anything is kept. */
  onPost: (key: string) => Promise<void>;
  /** What a channel holds, as `kind initial: summary`. */
  channel(channelId: string): string[];
}

export function recordingPlatform(now: () => Date, name: PlatformName = 'local'): RecordingPlatform {
  const posted: Posted[] = [];
  const discussed: Discussed[] = [];
  const whispered: Whispered[] = [];
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
    adminRight: literal('the keys to the building'),
    posted,
    discussed,
    whispered,
    calls,
    faults: [],
    whisperFault: undefined,
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

    async discuss(target, ref, message, key) {
      calls.push(`discuss ${key}`);
      await perform(target.channelId, () => {
        if (!posted.some((one) => one.id === ref.messageId)) throw new Error(`there is no message ${ref.messageId}`);
        if (!discussed.some((one) => one.key === key)) discussed.push({ under: ref.messageId, key, message });
      });
    },

    async whisper(target, message) {
      calls.push(`whisper ${target.memberId}`);
      if (this.whisperFault) throw this.whisperFault;
      whispered.push({ ...target, message });
    },

    async check(target) {
      calls.push(`check ${target.channelId}`);
      return await perform(target.channelId, () => this.faults);
    },

    channel: (channelId) =>
      posted
        .filter((one) => one.channelId === channelId)
        .map((one) => `${one.key.slice(0, 1)}: ${one.message.summary}`),
  };
}
