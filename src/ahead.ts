import { type Opening, openUnderstanding } from './platform/encoder/open.ts';
import type { Config } from './platform/environment/config.ts';
import { type LocalServer, startLocalServer } from './platform/postgres/embedded/embedded.ts';

/** What takes its time on other threads and in other processes, and needs nothing of what is loaded meanwhile. */
export interface Ahead {
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
  const server = database.kind === 'embedded' ? startLocalServer(database.folder) : undefined;
  // Told to the one who waits for it, who may not do so yet.
  server?.catch(() => undefined);
  return {
    understanding: understanding === undefined ? openUnderstanding() : Promise.resolve(understanding),
    server,
    async letGo() {
      await server?.then(
        (started) => started.close(),
        () => undefined,
      );
    },
  };
}
