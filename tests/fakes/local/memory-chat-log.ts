import type { ChatEntry, LocalChatLog } from '../../../src/bots/local/index.ts';

/** A chat log that forgets everything at the end of the process. */
export function memoryChatLog(): LocalChatLog & { readonly entries: readonly ChatEntry[] } {
  const entries: ChatEntry[] = [];
  return {
    entries,
    async append(entry) {
      if (entry.key !== null && entries.some(({ key }) => key === entry.key))
        throw new Error(`key taken: ${entry.key}`);
      entries.push(entry);
    },
    async replace(id, message) {
      const index = entries.findIndex((entry) => entry.id === id);
      const entry = entries[index];
      if (entry) entries[index] = { ...entry, message };
    },
    async byKey(key) {
      const found = entries.find((entry) => entry.key === key);
      return found && { id: found.id, channelId: found.channelId };
    },
    async list(channelId, memberId, limit) {
      return entries
        .filter((entry) => entry.channelId === channelId && (entry.audience === null || entry.audience === memberId))
        .slice(-limit);
    },
  };
}
