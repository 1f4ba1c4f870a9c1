/** A member's own numbers, the leaderboard, and help. */
import { titleOf } from '../bank/topics.ts';
import { type Block, type Button, type Inline, note, paragraph, type Reply } from '../message.ts';
import { myGradeButton } from '../rounds/question-message.ts';
import { boardMessage, statsMessage } from '../standings/board-message.ts';
import { leaderboard, type PeriodKind, periodKey, rankOf, streakOf } from '../standings/standings.ts';
import { COMMANDS } from './catalog.ts';
import { type CommandDeclaration, commandSummary } from './declaration.ts';
import { usage } from './parse.ts';
import { progressByTopic } from './progress.ts';
import { currentRound, say, type Visit, zoneOf } from './visit.ts';

export async function board(visit: Visit, kind: PeriodKind): Promise<Reply> {
  const { store, clock } = visit.ports;
  const zone = await zoneOf(visit);
  const ask = { workspaceId: visit.workspace.id, memberId: visit.member.id, kind, now: clock.now(), zone };
  const message = boardMessage(visit.t, await leaderboard(store.read, ask));
  return say({ ...message, buttons: [...message.buttons, ...(await wayBack(visit))] });
}

/** To the own grade of the question that is open: a private board may have taken its place on the screen. */
async function wayBack(visit: Visit): Promise<Button[]> {
  const current = await currentRound(visit);
  if (!current || 'several' in current) return [];
  const own = await visit.ports.store.read.submissionsOf(current.round.id, visit.member.id);
  return own.length > 0 ? [myGradeButton(visit.t, current.round.id)] : [];
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
    statsMessage(visit.t, {
      name: visit.member.name,
      week: await inPeriod('week'),
      season: await inPeriod('season'),
      all: await inPeriod('all'),
      streak: await streakOf(store.read, visit.workspace.id, visit.member.id),
      topics,
    }),
  );
}

export async function help(visit: Visit): Promise<Reply> {
  const { t } = visit;
  const isAdmin = await visit.caller.isAdmin();
  const line = (command: CommandDeclaration): Inline[] => {
    const words = usage(command);
    const name: Inline = { kind: 'command', text: `/${command.name}${words ? ` ${words}` : ''}` };
    return t.rich('help.command', { command: name, summary: commandSummary(t, command) });
  };
  const listOf = (admin: boolean): Block => ({
    kind: 'list',
    items: COMMANDS.filter((command) => command.admin === admin).map(line),
  });
  return say({
    tone: 'neutral',
    summary: t.plain('help.summary'),
    blocks: [
      { kind: 'heading', text: t.plain('help.heading') },
      paragraph(...t.rich('help.intro')),
      listOf(false),
      ...(isAdmin ? [paragraph(...t.rich('help.for-admins')), listOf(true)] : []),
      note(...t.rich('help.points')),
    ],
    buttons: [],
  });
}
