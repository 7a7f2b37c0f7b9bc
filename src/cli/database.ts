import { readConfig } from '../config/config.ts';
import { createCredential } from '../graph/client.ts';
import { databasePassword } from '../graph/database-token.ts';
import { connect, type Db } from '../store/database.ts';
import { startLocalServer } from '../store/embedded.ts';

/** Runs `work` on the configured database, without bringing its schema up to date. */
export async function withDatabase<T>(env: NodeJS.ProcessEnv, work: (db: Db) => Promise<T>): Promise<T> {
  const { database, bot } = readConfig(env);
  const local = database.kind === 'embedded' ? await startLocalServer(database.folder) : undefined;
  const url = database.kind === 'server' ? database.url : (local?.url ?? '');
  const db = connect(url, 4, databasePassword(database, createCredential(bot)));
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await local?.close();
  }
}
