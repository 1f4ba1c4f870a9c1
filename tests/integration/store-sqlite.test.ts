import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { storeContract } from '../contract/store.ts';

const log = { info() {}, warn() {}, error() {} };

storeContract('SQLite', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'refcount-store-'));
  return {
    open: () => openSqliteStore({ file: join(folder, 'deep', 'refcount.db'), log }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
});
