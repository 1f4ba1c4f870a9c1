/** A member's own numbers, the leaderboard, and help. */
import { titleOf } from '../bank/topics.ts';
import { bold, type Inline, note, paragraph, type Reply, text } from '../message.ts';
import { boardMessage, statsMessage } from '../standings/board-message.ts';
import { leaderboard, type PeriodKind, periodKey, rankOf, streakOf } from '../standings/standings.ts';
import { COMMANDS } from './catalog.ts';
import { usage } from './parse.ts';
import { progressByTopic } from './progress.ts';
import { say, type Visit, zoneOf } from './visit.ts';

export async function board(visit: Visit, kind: PeriodKind): Promise<Reply> {
  const { store, clock } = visit.ports;
  const zone = await zoneOf(visit);
  const ask = { workspaceId: visit.workspace.id, memberId: visit.member.id, kind, now: clock.now(), zone };
  return say(boardMessage(await leaderboard(store.read, ask)));
}

export async function stats(visit: Visit): Promise<Reply> {
  const { store, clock, bank } = visit.ports;
  const zone = await zoneOf(visit);
  const now = clock.now();
  const inPeriod = (kind: PeriodKind) =>
    rankOf(store.read, visit.workspace.id, periodKey(kind, now, zone), visit.member.id);
  const topics = [...(await progressByTopic(visit))].map(([topic, progress]) => ({
    title: titleOf(bank, topic),
    ...progress,
  }));
  topics.sort((a, b) => b.mean - a.mean || a.title.localeCompare(b.title));
  return say(
    statsMessage({
      name: visit.member.name,
      week: await inPeriod('week'),
      season: await inPeriod('season'),
      all: await inPeriod('all'),
      streak: await streakOf(store.read, visit.member.id),
      topics,
    }),
  );
}

export async function help(visit: Visit): Promise<Reply> {
  const isAdmin = await visit.caller.isAdmin();
  const line = (command: (typeof COMMANDS)[number]): Inline[] => {
    const words = usage(command);
    return [{ kind: 'code', text: `/${command.name}${words ? ` ${words}` : ''}` }, text(` — ${command.summary}`)];
  };
  return say({
    tone: 'neutral',
    summary: 'How Refcount works',
    blocks: [
      { kind: 'heading', text: 'Refcount' },
      paragraph(
        text(
          'One interview question a day. Answer it from the button under it: only you see your answer and its grade.',
        ),
      ),
      { kind: 'list', items: COMMANDS.filter((command) => !command.admin).map(line) },
      ...(isAdmin
        ? [
            paragraph(bold('For admins')),
            { kind: 'list' as const, items: COMMANDS.filter((command) => command.admin).map(line) },
          ]
        : []),
      note(
        text(
          'Points are the grade, 0 to 10. Streaks count questions asked here; weekends and skipped days never break one.',
        ),
      ),
    ],
    buttons: [],
  });
}
