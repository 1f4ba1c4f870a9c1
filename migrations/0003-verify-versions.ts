/** Stored questions name the versions of their proofs `versions`; they were called `python`. */
import { type Kysely, sql } from 'kysely';

interface Proof {
  python?: unknown;
  versions?: unknown;
}

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; snapshot: string }>`
    select id, snapshot from round where snapshot like '%"python":%'
  `.execute(db);
  for (const { id, snapshot } of rows) {
    const stored: { question?: { verify?: Proof[] } } = JSON.parse(snapshot);
    for (const proof of stored.question?.verify ?? []) {
      if (proof.python === undefined) continue;
      proof.versions = proof.python;
      delete proof.python;
    }
    await sql`update round set snapshot = ${JSON.stringify(stored)} where id = ${id}`.execute(db);
  }
}
