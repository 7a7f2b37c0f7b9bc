import { Fault } from '../core/fault.ts';
import type { UserId } from '../core/ids.ts';
import type { Said } from './notice.ts';
import type { ConcernParts } from './parts.ts';

/**
 * Says something that belongs to no report, and so to no task: a reminder of a draft, the morning's figures, a warning.
 * False when Teams did not take it: whoever keeps what is due gives it back, and the next time is named a repeat where the
 * first may have arrived.
 * @param key what is said to whom, the same for each try
 */
export type Aside = (key: string, person: UserId, said: Said) => Promise<boolean>;

/** What may have arrived is known to this process only: after a restart a second reminder goes out unnamed. */
export function createAside(parts: Pick<ConcernParts, 'notifier' | 'trust' | 'log'>): Aside {
  const uncertain = new Set<string>();
  return async (key, person, said) => {
    try {
      await parts.notifier.toPerson(person, parts.trust.tenantId, { ...said, isRepeat: uncertain.has(key) });
      uncertain.delete(key);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.mayBeDone) uncertain.add(key);
      parts.log.warn('concern.aside-failed', { notice: said.kind, fault: error.code });
      return false;
    }
  };
}
