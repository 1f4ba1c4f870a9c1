/** Whose rounds, and whose points: through the links of workspaces and of accounts. */
import type { Member, StoreTransaction, Workspace } from '../ports.ts';

/** The workspace whose rounds count here, and the member who plays when this account is used. */
export async function whoPlays(
  read: StoreTransaction,
  here: Workspace,
  account: Member,
): Promise<{ readonly workspace: Workspace; readonly member: Member }> {
  const homeId = await read.homeOf(here.id);
  const home = homeId === undefined ? undefined : await read.workspace(homeId);
  const memberId = await read.playsAs(account.id);
  const member = memberId === undefined ? undefined : await read.member(memberId);
  return { workspace: home ?? here, member: member ?? account };
}
