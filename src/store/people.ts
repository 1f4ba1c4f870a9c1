/** Workspaces, members, and the lexicons that past grades depend on. */
import type { Lexicon } from '../core/bank/question.ts';
import { languageOf } from '../core/language/language.ts';
import type { StoreTransaction } from '../core/ports.ts';
import { decode, encode } from './json.ts';
import type { Db } from './tables.ts';

type Queries = Pick<
  StoreTransaction,
  'saveWorkspace' | 'setLanguage' | 'workspace' | 'saveMember' | 'member' | 'saveBankVersion' | 'bankLexicon'
>;

export function peopleQueries(db: Db): Queries {
  return {
    async saveWorkspace({ id, platform, externalId, name, language, locale }) {
      // A request that does not say the locale is no reason to forget it.
      const known = locale === undefined ? { name } : { name, locale };
      await db
        .insertInto('workspace')
        .values({ id, platform, external_id: externalId, name, language: language ?? null, locale: locale ?? null })
        .onConflict((oc) => oc.column('id').doUpdateSet(known))
        .execute();
    },

    async setLanguage(workspaceId, language) {
      await db
        .updateTable('workspace')
        .set({ language: language ?? null })
        .where('id', '=', workspaceId)
        .execute();
    },

    async workspace(id) {
      const row = await db.selectFrom('workspace').selectAll().where('id', '=', id).executeTakeFirst();
      return (
        row && {
          id: row.id,
          platform: row.platform,
          externalId: row.external_id,
          name: row.name,
          language: languageOf(row.language ?? undefined),
          locale: row.locale ?? undefined,
        }
      );
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
