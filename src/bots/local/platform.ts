/** The local chat as core speaks in it: posts go to the log, and from there to whoever listens. */
import { type Phrase, phrase } from '../../core/language/texts.ts';
import type { Message } from '../../core/message.ts';
import {
  type ChatPlatform,
  type Clock,
  type Ids,
  type MessageRef,
  PlatformError,
  type PostTarget,
} from '../../core/ports.ts';
import type { ChatEntry, LocalChatLog } from './chat-log.ts';
import type { LiveFeed } from './live.ts';
import { BOT, CHANNELS, channelById, personById } from './people.ts';
import { type RenderPayloads, renderEntry, renderMessage } from './render.ts';

export interface ChatRoom {
  readonly ids: Ids;
  readonly clock: Clock;
  readonly chat: LocalChatLog;
  readonly live: LiveFeed;
  readonly payloads: RenderPayloads;
}

/**
 * Says something in the room and tells the listeners. What was said before under the same key is replaced:
 * the caller wants it to read like this now.
 */
export async function say(
  room: ChatRoom,
  what: Pick<ChatEntry, 'channelId' | 'author' | 'audience' | 'key' | 'message'>,
): Promise<ChatEntry> {
  const before = what.key === null ? undefined : await room.chat.byKey(what.key);
  const entry = { ...what, id: before?.id ?? room.ids.next(), at: room.clock.now() };
  if (before) await room.chat.replace(before.id, what.message);
  else await room.chat.append(entry);
  room.live.tell({ event: 'entry', data: renderEntry(entry, room.payloads) }, what.audience);
  return entry;
}

export function createLocalPlatform(room: ChatRoom, connected: () => boolean): ChatPlatform {
  // Looking a key up and taking it are two steps; one post at a time keeps them together.
  let last: Promise<unknown> = Promise.resolve();
  const oneAtATime = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };

  const platform: ChatPlatform = {
    name: 'local',
    adminRight: phrase('local.admin-right'),
    connected,

    post: (target: PostTarget, message: Message, key: string): Promise<MessageRef> =>
      oneAtATime(async () => {
        if (!channelById(target.channelId)) {
          throw new PlatformError(noSuchChannel(target.channelId), { permanent: true, unusable: true });
        }
        const before = await room.chat.byKey(key);
        if (before) return { channelId: before.channelId, messageId: before.id };
        const { channelId } = target;
        const entry = await say(room, { channelId, author: BOT.id, audience: null, key, message });
        return { channelId, messageId: entry.id };
      }),

    async find(_target, _message, key) {
      const found = await room.chat.byKey(key);
      return found && { channelId: found.channelId, messageId: found.id };
    },

    async edit(_target, ref, message) {
      await room.chat.replace(ref.messageId, message);
      room.live.tell(
        { event: 'change', data: { id: ref.messageId, message: renderMessage(message, room.payloads) } },
        null,
      );
    },

    /** There are no threads here: what would open one stands in the channel, once. */
    async discuss(target, _ref, message, key) {
      await platform.post(target, message, key);
    },

    async whisper({ memberId }, message) {
      const [first] = CHANNELS;
      if (!first || !personById(memberId)) return;
      await say(room, { channelId: first.id, author: BOT.id, audience: memberId, key: null, message });
    },

    check: async ({ channelId }) => (channelById(channelId) ? [] : [noSuchChannel(channelId)]),
  };
  return platform;
}

function noSuchChannel(id: string): Phrase {
  return phrase('local.no-channel', { id, known: CHANNELS.map(({ name }) => `#${name}`).join(', ') });
}
