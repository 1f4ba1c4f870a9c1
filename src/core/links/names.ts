/** How workspaces and people from several of them are called, so that nobody is taken for another. */
import { type Phrase, phrase, type Texts } from '../language/texts.ts';
import type { Member, Workspace } from '../ports.ts';

/** A name without the signs that turn the direction of everything after it, such as the rest of its row on the board. */
export const withoutTurns = (name: string): string => name.replace(/[\u202a-\u202e\u2066-\u2069]/g, '');

/** `Python Berlin (Slack)`. */
export const workspaceNamed = ({ name, platform }: Pick<Workspace, 'name' | 'platform'>): Phrase =>
  phrase('link.workspace', { name, platform });

/** `Ada, Python Berlin (Slack)`. */
export const accountNamed = (account: Pick<Member, 'name'>, workspace: Pick<Workspace, 'name' | 'platform'>): Phrase =>
  phrase('account.label', { name: account.name, workspace: workspaceNamed(workspace) });

/** The names of members who stand together, by id: of two with the same name on different platforms, each with its platform. */
export function toldApart(
  t: Texts,
  members: readonly { readonly memberId: string; readonly name: string }[],
): ReadonlyMap<string, string> {
  const platforms = new Map<string, Set<string>>();
  for (const { memberId, name } of members) {
    platforms.set(name, (platforms.get(name) ?? new Set()).add(platformOf(memberId)));
  }
  return new Map(
    members.map(({ memberId, name }) => {
      const alike = (platforms.get(name)?.size ?? 0) > 1;
      return [memberId, alike ? t.plain('link.name-told-apart', { name, platform: platformOf(memberId) }) : name];
    }),
  );
}

/** A member's id begins with its platform: `slack:T1:U1`. */
const platformOf = (memberId: string): string => memberId.split(':', 1)[0] ?? '';
