import type { ConcernId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import type { Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type Exported, type ExportFormat, exportConcern } from './export.ts';
import { type DueListing, dueFor } from './retention.ts';
import { type Confirmable, confirmable, type Reducible, reducible } from './stub.ts';

/** How a record leaves, and when it is time to decide whether it is kept. */
export interface RecordKeeping {
  /** The whole record to take away, for someone who may open it now; recorded in its trail. */
  exportRecord(id: ConcernId, actor: Actor, format: ExportFormat): Promise<Exported>;
  /** Whether this record may be reduced to a stub as it stands. */
  reducible(id: ConcernId, actor: Actor): Promise<Reducible>;
  /** The same with what was written for it: whether confirmation may be asked for. */
  confirmable(id: ConcernId, actor: Actor, words: Written): Promise<Confirmable>;
  /** Closed records whose time has come, for a decision whether they are kept. */
  due(actor: Actor): Promise<DueListing>;
}

export const createRecordKeeping = (deps: ConcernDeps): RecordKeeping => ({
  exportRecord: (id, actor, format) => exportConcern(deps, id, actor, format),
  reducible: (id, actor) => reducible(deps, id, actor),
  confirmable: (id, actor, words) => confirmable(deps, id, actor, words),
  due: (actor) => dueFor(deps, actor),
});
