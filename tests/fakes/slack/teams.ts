/** Other workspaces and organisations than the first: what OAuth gives for them, and what becomes of their tokens. */
import { type Json, string } from './json.ts';
import { APP_ID, BOT } from './workspace.ts';

export const CLIENT = { id: '12.34', secret: 'a-client-secret' } as const;

export interface Tenant {
  /** Undefined for a whole organisation. */
  readonly teamId?: string;
  readonly name: string;
  readonly enterpriseId?: string;
  /** The workspaces of an organisation, by id. */
  readonly teams?: Readonly<Record<string, string>>;
  readonly scopes: readonly string[];
  /** Whether the app has token rotation on, so that tokens end after twelve hours. */
  readonly rotates?: boolean;
}

export interface Tenants {
  /** What an admin's “Allow” gives: a code for the redirect, good for one exchange. */
  allow(tenant: Tenant): string;
  /** The newest token of a workspace or an organisation. */
  tokenOf(id: string): string;
  /** From now on calls with this token are refused so. */
  refuse(token: string, error: 'account_inactive' | 'token_revoked' | 'invalid_auth'): void;
  /** They are let in again. */
  accept(token: string): void;
}

interface Inside extends Tenants {
  /** Why a token is refused, or undefined when it is good or not of a tenant. */
  refusalOf(token: string): string | undefined;
  has(token: string): boolean;
  /** The answer to a method that depends on whose token it is; undefined for every other. */
  answer(method: string, token: string, args: Json): Json | undefined;
}

export function createTenants(): Inside {
  const codes = new Map<string, Tenant>();
  const tokens = new Map<string, Tenant>();
  const refused = new Map<string, string>();
  let counter = 0;

  function exchange(args: Json): Json {
    if (args.client_id !== CLIENT.id) return { ok: false, error: 'invalid_client_id' };
    if (args.client_secret !== CLIENT.secret) return { ok: false, error: 'bad_client_secret' };
    const tenant = codes.get(string(args.code));
    if (!tenant) return { ok: false, error: 'invalid_code' };
    codes.delete(string(args.code));
    const token = `xoxb-tenant-${++counter}`;
    tokens.set(token, tenant);
    const { teamId, name, enterpriseId } = tenant;
    return {
      ok: true,
      access_token: token,
      token_type: 'bot',
      scope: tenant.scopes.join(','),
      bot_user_id: BOT.userId,
      app_id: APP_ID,
      team: teamId ? { id: teamId, name } : null,
      enterprise: enterpriseId ? { id: enterpriseId, name } : null,
      is_enterprise_install: teamId === undefined,
      authed_user: { id: 'U0INSTALLER' },
      ...(tenant.rotates ? { refresh_token: 'xoxe-1-refresh', expires_in: 43_200 } : {}),
    };
  }

  function identity({ teamId, name, enterpriseId }: Tenant): Json {
    return {
      ok: true,
      url: 'https://example.slack.com/',
      team: name,
      team_id: teamId ?? enterpriseId,
      ...(enterpriseId ? { enterprise_id: enterpriseId } : {}),
      user_id: BOT.userId,
      bot_id: BOT.botId,
      is_enterprise_install: teamId === undefined,
    };
  }

  return {
    allow(tenant) {
      const code = `code-${++counter}`;
      codes.set(code, tenant);
      return code;
    },
    tokenOf(id) {
      const found = [...tokens].reverse().find(([, tenant]) => (tenant.teamId ?? tenant.enterpriseId) === id);
      if (!found) throw new Error(`fake Slack: nobody installed the app in ${id}`);
      return found[0];
    },
    refuse: (token, error) => void refused.set(token, error),
    accept: (token) => void refused.delete(token),
    refusalOf: (token) => refused.get(token),
    has: (token) => tokens.has(token),
    answer(method, token, args) {
      if (method === 'oauth.v2.access') return exchange(args);
      const tenant = tokens.get(token);
      if (!tenant) return undefined;
      if (method === 'auth.test') return identity(tenant);
      if (method !== 'auth.teams.list') return undefined;
      const teams = Object.entries(tenant.teams ?? {}).map(([id, name]) => ({ id, name }));
      return { ok: true, teams, response_metadata: { next_cursor: '' } };
    },
  };
}
