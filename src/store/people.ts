/** Workspaces, members, and the lexicons that past grades depend on. */
import type { Lexicon } from '../core/bank/question.ts';
import type { StoreTransaction } from '../core/ports.ts';
import { decode, encode } from './json.ts';
import type { Db } from './tables.ts';

type Queries = Pick<
  StoreTransaction,
  'saveWorkspace' | 'workspace' | 'saveMember' | 'member' | 'saveBankVersion' | 'bankLexicon'
>;

export function peopleQueries(db: Db): Queries {
  return {
    async saveWorkspace({ id, platform, externalId, name }) {
      await db
        .insertInto('workspace')
        .values({ id, platform, external_id: externalId, name })
        .onConflict((oc) => oc.column('id').doUpdateSet({ name }).where('workspace.name', '!=', name))
        .execute();
    },

    async workspace(id) {
      const row = await db.selectFrom('workspace').selectAll().where('id', '=', id).executeTakeFirst();
      return row && { id: row.id, platform: row.platform, externalId: row.external_id, name: row.name };
    },

    async saveMember({ id, workspaceId, externalId, name }) {
      await db
        .insertInto('member')
        .values({ id, workspace_id: workspaceId, external_id: externalId, name })
        .onConflict((oc) => oc.column('id').doUpdateSet({ name }).where('member.name', '!=', name))
        .execute();
    },

    async member(id) {
      const row = await db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirst();
      return row && { id: row.id, workspaceId: row.workspace_id, externalId: row.external_id, name: row.name };
    },

    async saveBankVersion({ version, lexicon }) {
      await db
        .insertInto('bank_version')
        .values({ version, lexicon: encode(lexicon) })
        .onConflict((oc) => oc.column('version').doNothing())
        .execute();
    },

    async bankLexicon(version) {
      const row = await db
        .selectFrom('bank_version')
        .select('lexicon')
        .where('version', '=', version)
        .executeTakeFirst();
      return row && decode<Lexicon>(row.lexicon);
    },
  };
}
