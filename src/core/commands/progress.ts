/** How a member does, topic by topic. */
import type { Visit } from './visit.ts';

/** Submissions looked at. */
const RECENT = 500;

export interface Progress {
  /** Rounds answered. */
  readonly rounds: number;
  /** Mean of the best score of each, 0..1. */
  readonly mean: number;
}

/** By topic id; topics without answers are not there. */
export async function progressByTopic(visit: Visit): Promise<ReadonlyMap<string, Progress>> {
  const best = new Map<string, { topic: string; score: number }>();
  for (const submission of await visit.ports.store.read.submissionsOfMember(visit.member.id, RECENT)) {
    const before = best.get(submission.roundId);
    if (!before || submission.grade.score > before.score) {
      best.set(submission.roundId, { topic: submission.topic, score: submission.grade.score });
    }
  }
  const byTopic = Map.groupBy(best.values(), (entry) => entry.topic);
  return new Map(
    [...byTopic].map(([topic, entries]) => [
      topic,
      { rounds: entries.length, mean: entries.reduce((sum, entry) => sum + entry.score, 0) / entries.length },
    ]),
  );
}
