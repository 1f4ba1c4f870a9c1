/** A member's accounts: joining two by a code, seeing them, separating them. */
import { phrase } from '../language/texts.ts';
import { type Account, examineJoin, joinAccounts, offerAccount, separate } from '../links/accounts.ts';
import { hashOf } from '../links/code.ts';
import { accountNamed, workspaceNamed } from '../links/names.ts';
import { type Action, type Button, type Inline, note, paragraph, type Reply } from '../message.ts';
import type { Member, Workspace } from '../ports.ts';
import { isUsedUp, tryCode } from './code.ts';
import type { Options } from './declaration.ts';
import { say, tell, type Visit, zoneOf } from './visit.ts';

/** Platforms cut longer labels, or refuse them. */
const LABEL_LENGTH = 34;

export async function account(visit: Visit, options: Options): Promise<Reply> {
  if (options.code !== undefined) return await offerJoin(visit, String(options.code));
  const known = await accountsOf(visit);
  if (known.length > 1) return await joinedReply(visit, known);
  return await giveCode(visit);
}

/** A code for one more account. */
export async function giveCode(visit: Visit): Promise<Reply> {
  if ((await family(visit)).length < 2) return tell(visit, 'account.alone');
  const { t } = visit;
  const { code, expiresAt } = await offerAccount(visit.ports, visit);
  const until: Inline = { kind: 'time', at: expiresAt, style: 'datetime', zone: await zoneOf(visit) };
  return say({
    tone: 'neutral',
    summary: t.plain('account.code-summary'),
    blocks: [
      { kind: 'heading', text: t.plain('account.code-heading') },
      paragraph(...t.rich('account.code-use')),
      { kind: 'code', language: '', text: code },
      paragraph(...t.rich('account.code-effect')),
      note(...t.rich('account.code-valid', { until })),
    ],
    buttons: [],
  });
}

/** What joining would mean, and a button that does it: a code may have come from somebody else. */
async function offerJoin(visit: Visit, typed: string): Promise<Reply> {
  const { t, ports } = visit;
  const { read } = ports.store;
  const tried = await tryCode(visit, typedCode(visit, typed), (code) =>
    examineJoin(read, code, visit, ports.clock.now()),
  );
  if ('reply' in tried) return tried.reply;
  const { issuer, kept } = tried.found;
  const workspace = await read.workspace(issuer.workspaceId);
  if (!workspace) throw new Error(`workspace ${issuer.workspaceId} of ${issuer.id} is gone`);
  const names = { account: accountNamed(issuer, workspace), name: kept.name };
  return say({
    tone: 'neutral',
    summary: t.plain('account.confirm-summary'),
    blocks: [
      paragraph(...t.rich('account.confirm', names)),
      paragraph(...t.rich('account.code-effect')),
      note(...t.rich('account.confirm-warning')),
    ],
    buttons: [
      {
        action: { verb: 'account-join', args: [tried.code] },
        label: t.plain('account.confirm-button'),
        style: 'primary',
        opens: 'message',
      },
    ],
  });
}

export async function pressJoin(visit: Visit, action: Action): Promise<Reply> {
  const [typed = ''] = action.args;
  if ((await accountsOf(visit)).length > 1 && (await isUsedUp(visit, typed))) {
    return tell(visit, 'account.joined-already');
  }
  const tried = await tryCode(visit, typedCode(visit, typed), (code) => joinAccounts(visit.ports, code, visit));
  if ('reply' in tried) return tried.reply;
  const { kept, shared } = tried.found;
  return tell(visit, phrase('account.done', { name: kept.name, shared }), { tone: 'good' });
}

const typedCode = ({ account: { id } }: Account, typed: string) =>
  ({ by: id, typed, wrong: 'account.code-wrong' }) as const;

export async function pressSeparate(visit: Visit, action: Action): Promise<Reply> {
  const [mark] = action.args;
  const known = await accountsOf(visit);
  const chosen = separable(visit, known).find(({ member }) => markOf(member.id) === mark);
  if (!chosen || !(await separate(visit.ports, chosen.member.id, visit.member.id))) {
    return tell(visit, 'account.separated-already');
  }
  const named = accountNamed(chosen.member, chosen.workspace);
  return tell(visit, phrase('account.separated', { account: named }), { tone: 'good' });
}

interface Known {
  readonly member: Member;
  readonly workspace: Workspace;
}

/** The member and the accounts that play as this member; the member first. */
async function accountsOf(visit: Visit): Promise<readonly Known[]> {
  const { read } = visit.ports.store;
  const known: Known[] = [];
  for (const id of [visit.member.id, ...(await read.accountsOf(visit.member.id))]) {
    const member = id === visit.account.id ? visit.account : await read.member(id);
    const workspace = member && (await read.workspace(member.workspaceId));
    if (workspace) known.push({ member, workspace });
  }
  return known;
}

/** Somebody on an account that was joined lets that one go; on the account that was kept, any of the others. */
function separable(visit: Visit, known: readonly Known[]): readonly Known[] {
  const others = known.filter(({ member }) => member.id !== visit.member.id);
  return visit.account.id === visit.member.id ? others : others.filter(({ member }) => member.id === visit.account.id);
}

async function joinedReply(visit: Visit, known: readonly Known[]): Promise<Reply> {
  const { t } = visit;
  const { name } = visit.member;
  const line = ({ member, workspace }: Known) => {
    const named = accountNamed(member, workspace);
    return member.id === visit.account.id ? t.rich('account.this-one', { account: named }) : t.speak(named);
  };
  const separating = separable(visit, known).map(
    ({ member, workspace }): Button => ({
      action: { verb: 'account-separate', args: [markOf(member.id)] },
      label: fitting(t.plain('account.separate-button', { account: workspaceNamed(workspace) })),
      style: 'secondary',
      opens: 'message',
    }),
  );
  const another: Button = {
    action: { verb: 'account-code', args: [] },
    label: t.plain('account.another-button'),
    style: 'secondary',
    opens: 'message',
  };
  const isMore = (await family(visit)).some((id) => known.every(({ workspace }) => workspace.id !== id));
  return say({
    tone: 'neutral',
    summary: t.plain('account.joined-summary'),
    blocks: [
      paragraph(...t.rich('account.joined', { name })),
      { kind: 'list', items: known.map(line) },
      note(...t.rich('account.separate-note', { name })),
    ],
    buttons: [...separating.slice(0, 4), ...(isMore ? [another] : [])],
  });
}

/** The workspaces that play together: the home first. */
async function family(visit: Visit): Promise<readonly string[]> {
  return [visit.workspace.id, ...(await visit.ports.store.read.guestsOf(visit.workspace.id))];
}

/** Stands for an id in a button: an id may hold characters that a button cannot. */
export const markOf = (id: string): string => hashOf(id).slice(0, 16);

export const fitting = (label: string): string => {
  const characters = [...label];
  return characters.length <= LABEL_LENGTH ? label : `${characters.slice(0, LABEL_LENGTH - 1).join('')}…`;
};
