import { type Opening, openUnderstanding } from './platform/encoder/open.ts';
import type { Config } from './platform/environment/config.ts';
import { type LocalServer, startLocalServer } from './platform/postgres/embedded/embedded.ts';

/** What takes its time on other threads and in other processes, and needs nothing of what is loaded meanwhile. */
export interface Ahead {
  /**
   * All of it runs by itself, or is done, or has failed: until then it needs turns of this thread, and the reading of files gives none.
   */
  readonly underWay: Promise<unknown>;
  readonly understanding: Promise<Opening>;
  /** Our own database server; none where the school has one. */
  readonly server: Promise<LocalServer> | undefined;
  /** For a start that came to nothing: no database runs on without us. */
  letGo(): Promise<void>;
}

/**
 * Begins the encoder and our own database server, to be waited for by what needs them.
 * @param understanding an encoder that is open already
 */
export function beginAhead(database: Config['database'], understanding?: Opening): Ahead {
  const [served, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const server =
    database.kind === 'embedded' ? startLocalServer(database.folder, [], undefined, served.resolve) : undefined;
  const opening =
    understanding === undefined ? openUnderstanding(undefined, read.resolve) : Promise.resolve(understanding);
  // What has failed is told to the one who waits for it, who may not do so yet.
  const underWay = Promise.all([
    Promise.race([opening, read.promise]),
    server && Promise.race([server, served.promise]),
  ]);
  server?.catch(() => undefined);
  return {
    underWay: underWay.catch(() => undefined),
    understanding: opening,
    server,
    async letGo() {
      await server?.then(
        (started) => started.close(),
        () => undefined,
      );
    },
  };
}
