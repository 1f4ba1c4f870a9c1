/** Takes answers until it is killed, and prints each request's id once it is acknowledged. Usage: answer-forever.ts FILE */
import { openSqliteStore } from '../../../src/store/sqlite.ts';
import { entry, furnish, member, submission } from '../../contract/store/samples.ts';

const file = process.argv[2];
if (!file) throw new Error('which file?');
const store = await openSqliteStore({ file, log: { info() {}, warn() {}, error() {} } });
await store.write(furnish);
for (let n = 0; ; n += 1) {
  const memberId = `local:home:m${n}`;
  await store.write(async (tx) => {
    await tx.saveMember(member(`m${n}`));
    await tx.insertSubmission(submission(`s${n}`, { memberId }));
    await tx.addToLedger(entry(`e${n}`, { memberId, submissionId: `s${n}` }));
  });
  process.stdout.write(`request-s${n}\n`);
}
