/** One member, several accounts: joining what two have, in one transaction, and letting them go apart again. */
import { type Phrase, phrase } from '../language/texts.ts';
import type { LedgerEntry, Member, Ports, Round, StoreTransaction, Submission, Workspace } from '../ports.ts';
import { bestOf, pointsOf } from '../rounds/points.ts';
import { extendStreak } from '../standings/streaks.ts';
import { hashOf, keepCode, type OfferedCode } from './code.ts';
import { workspaceNamed } from './names.ts';

/** The account a person uses, and where. */
export interface Account {
  readonly here: Workspace;
  /** The workspace whose rounds count here. */
  readonly workspace: Workspace;
  readonly account: Member;
}

/** Makes a code that another account of the same person can be joined with. */
export async function offerAccount(ports: Ports, { here, account }: Account): Promise<OfferedCode> {
  return await ports.store.write(async (tx) => {
    await tx.saveWorkspace(here);
    await tx.saveMember(account);
    return await keepCode(ports, tx, { kind: 'account', workspaceId: here.id, memberId: account.id });
  });
}

export type Joinable =
  | {
      readonly kind: 'possible';
      /** The account the code is from. */
      readonly issuer: Member;
      /** Who both play as from then on: the one in the home, else the one the code is from. */
      readonly kept: Member;
      /** Who plays no more. */
      readonly joined: Member;
    }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly why: Phrase };

const refused = (why: Phrase): Joinable => ({ kind: 'refused', why });

/** Whether the account can be joined with the one the code is from. */
export async function examineJoin(tx: StoreTransaction, code: string, who: Account, now: Date): Promise<Joinable> {
  const found = await tx.linkCode(hashOf(code), now);
  if (!found) return { kind: 'unknown' };
  if (found.for.kind !== 'account') return refused(phrase('account.for-workspace'));
  const issuer = await tx.member(found.for.memberId);
  if (!issuer) return { kind: 'unknown' };
  if (issuer.id === who.account.id) return refused(phrase('account.itself'));
  const playedIn = (await tx.homeOf(issuer.workspaceId)) ?? issuer.workspaceId;
  if (playedIn !== who.workspace.id) return refused(phrase('account.elsewhere'));

  const first = await playerOf(tx, issuer);
  const second = await playerOf(tx, who.account);
  if (first.id === second.id) return refused(phrase('account.joined-already'));
  const shared = await workspaceOfBoth(tx, first, second);
  if (shared) return refused(phrase('account.same-workspace', { workspace: workspaceNamed(shared) }));
  if (await bothAnswered(tx, await tx.liveRounds(who.workspace.id), first, second)) {
    return refused(phrase('account.both-open'));
  }
  const [kept, joined] = second.workspaceId === who.workspace.id ? [second, first] : [first, second];
  return { kind: 'possible', issuer, kept, joined };
}

async function playerOf(tx: StoreTransaction, account: Member): Promise<Member> {
  const memberId = await tx.playsAs(account.id);
  return (memberId === undefined ? undefined : await tx.member(memberId)) ?? account;
}

/** A workspace in which both have an account: they would be two people there. */
async function workspaceOfBoth(tx: StoreTransaction, one: Member, other: Member): Promise<Workspace | undefined> {
  const workspacesOf = async (member: Member) => {
    const accounts = await Promise.all((await tx.accountsOf(member.id)).map((id) => tx.member(id)));
    return new Set([member, ...accounts].flatMap((account) => account?.workspaceId ?? []));
  };
  const others = await workspacesOf(other);
  const shared = [...(await workspacesOf(one))].find((workspaceId) => others.has(workspaceId));
  return shared === undefined ? undefined : await tx.workspace(shared);
}

/** Joined while a question is open, and separated again, one account would be without its answer: free to try again. */
async function bothAnswered(
  tx: StoreTransaction,
  rounds: readonly Round[],
  one: Member,
  other: Member,
): Promise<boolean> {
  for (const { id } of rounds) {
    const answers = await Promise.all([tx.submissionsOf(id, one.id), tx.submissionsOf(id, other.id)]);
    if (answers.every((given) => given.length > 0)) return true;
  }
  return false;
}

export type Joined =
  | Exclude<Joinable, { readonly kind: 'possible' }>
  /** `shared`: how many rounds both had answered. */
  | { readonly kind: 'joined'; readonly kept: Member; readonly shared: number };

/** Uses the code up and makes one member of two: what both have is put together, and both accounts play as one. */
export async function joinAccounts(ports: Ports, code: string, who: Account): Promise<Joined> {
  const { store, clock } = ports;
  return await store.write(async (tx): Promise<Joined> => {
    const now = clock.now();
    const found = await examineJoin(tx, code, who, now);
    if (found.kind !== 'possible') return found;
    const { kept, joined } = found;
    await tx.takeLinkCode(hashOf(code), now);
    await tx.saveWorkspace(who.here);
    await tx.saveMember(who.account);
    const shared = await joinHistories(ports, tx, kept, joined, now);
    for (const account of [joined.id, ...(await tx.accountsOf(joined.id))]) await tx.linkAccount(account, kept.id, now);
    return { kind: 'joined', kept, shared };
  });
}

/** Gives `kept` all that `joined` has, and gives the number of rounds both had answered. */
async function joinHistories(
  ports: Ports,
  tx: StoreTransaction,
  kept: Member,
  joined: Member,
  at: Date,
): Promise<number> {
  const corrections: LedgerEntry[] = [];
  for (const roundId of await tx.roundsOfBoth(kept.id, joined.id)) {
    const round = await tx.round(roundId);
    if (round) corrections.push(await joinRound(ports, tx, { round, kept, joined, at }));
  }
  await tx.giveHistory(joined.id, kept.id);
  for (const entry of corrections) await tx.addToLedger(entry);
  await tx.recountStandings([kept.id, joined.id]);
  await tx.removeStreaks(joined.id);
  await recountStreaks(tx, kept.id);
  return corrections.length;
}

/**
 * Of a round both have answered the joined member's attempts come after the kept one's. Gives the entry that makes two
 * entries of the round one, with the points of the better.
 */
async function joinRound(
  ports: Ports,
  tx: StoreTransaction,
  { round, kept, joined, at }: { round: Round; kept: Member; joined: Member; at: Date },
): Promise<LedgerEntry> {
  const own = await tx.submissionsOf(round.id, kept.id);
  const added = await tx.submissionsOf(round.id, joined.id);
  const best = bestOf([...own, ...added]);
  if (!best) throw new Error(`round ${round.id} was answered by neither ${kept.id} nor ${joined.id}`);
  let attempt = own.at(-1)?.attempt ?? 0;
  for (const submission of added) await tx.giveSubmission(submission.id, kept.id, ++attempt);
  return {
    id: ports.ids.next(),
    workspaceId: round.workspaceId,
    memberId: kept.id,
    roundId: round.id,
    submissionId: best.id,
    points: 0 - Math.min(worth(own), worth(added)),
    reason: 'account-link',
    week: round.week,
    season: round.season,
    at,
  };
}

function worth(submissions: readonly Submission[]): number {
  const best = bestOf(submissions);
  return best ? pointsOf(best.grade) : 0;
}

/** What the streaks would be if the member had given every answer with one account. */
async function recountStreaks(tx: StoreTransaction, memberId: string): Promise<void> {
  await tx.removeStreaks(memberId);
  const answered = Map.groupBy(await tx.sequencesAnswered(memberId), ({ scheduleId }) => scheduleId);
  for (const [scheduleId, rounds] of answered) {
    const streak = rounds.reduce(
      (before: ReturnType<typeof extendStreak> | undefined, { sequence }) =>
        extendStreak(before, memberId, scheduleId, sequence),
      undefined,
    );
    if (streak) await tx.saveStreak(streak);
  }
}

/** Lets an account play for itself again; false when it does already. */
export async function separate(ports: Ports, accountId: string, memberId: string): Promise<boolean> {
  return await ports.store.write(async (tx) => {
    if ((await tx.playsAs(accountId)) !== memberId) return false;
    await letGo(tx, accountId, memberId);
    return true;
  });
}

/** Lets every account go that was joined to, or with, one of the workspace. */
export async function letAllGo(tx: StoreTransaction, workspaceId: string): Promise<void> {
  for (const { accountId, memberId } of await tx.accountLinksOf(workspaceId)) await letGo(tx, accountId, memberId);
}

/**
 * What was put together on the shared board stays with the member. What the account's own workspace asked, before it was
 * linked, is on no board but that workspace's, and goes back with the account.
 */
async function letGo(tx: StoreTransaction, accountId: string, memberId: string): Promise<void> {
  await tx.unlinkAccount(accountId);
  const account = await tx.member(accountId);
  if (!account || (await tx.giveRounds(memberId, accountId, account.workspaceId)) === 0) return;
  await tx.recountStandings([memberId, accountId]);
  for (const id of [memberId, accountId]) await recountStreaks(tx, id);
}
