/** Where Slack's bot is installed. What it needs for it is encrypted before it comes here, and cannot be read by the store. */
import { toDate, toMillis } from './moments.ts';
import type { Engine } from './store.ts';

export interface SlackInstallationRow {
  /** `T…` for a workspace, `E…` for a whole organisation. */
  readonly id: string;
  readonly teamId: string | undefined;
  readonly enterpriseId: string | undefined;
  readonly sealed: string;
  readonly at: Date;
}

export interface SlackInstallationRows {
  /** In the order of their ids. */
  all(): Promise<SlackInstallationRow[]>;
  /** Inserts or replaces by id. */
  save(row: SlackInstallationRow): Promise<void>;
  /** Does nothing when there is none. */
  remove(id: string): Promise<void>;
}

export function createSlackInstallations(engine: Pick<Engine, 'reader' | 'transaction'>): SlackInstallationRows {
  return {
    async all() {
      const rows = await engine.reader.selectFrom('slack_installation').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        id: row.id,
        teamId: row.team_id ?? undefined,
        enterpriseId: row.enterprise_id ?? undefined,
        sealed: row.sealed,
        at: toDate(row.at),
      }));
    },

    save: (row) =>
      engine.transaction(async (tx) => {
        const kept = {
          team_id: row.teamId ?? null,
          enterprise_id: row.enterpriseId ?? null,
          sealed: row.sealed,
          at: toMillis(row.at),
        };
        await tx
          .insertInto('slack_installation')
          .values({ id: row.id, ...kept })
          .onConflict((oc) => oc.column('id').doUpdateSet(kept))
          .execute();
      }),

    remove: (id) =>
      engine.transaction(async (tx) => {
        await tx.deleteFrom('slack_installation').where('id', '=', id).execute();
      }),
  };
}
