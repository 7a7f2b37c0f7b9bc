import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Said } from '../notice.ts';

/**
 * Says something that belongs to no report, and so to no task: a reminder of a draft, the morning's figures, a warning.
 * False when Teams did not take it: the keeper of what is due gives it back, and the next time is named a repeat where the
 * first may have arrived.
 * @param key what is said to whom, the same for each try
 */
export type SendUntracked = (key: string, person: UserId, said: Said) => Promise<boolean>;

/** What may have arrived is known to this process only: after a restart a second reminder goes out unnamed. */
export function createUntrackedNotice(deps: Pick<ConcernDeps, 'notifier' | 'trust' | 'log'>): SendUntracked {
  const uncertain = new Set<string>();
  return async (key, person, said) => {
    try {
      await deps.notifier.toPerson(person, deps.trust.tenantId, { ...said, isRepeat: uncertain.has(key) });
      uncertain.delete(key);
      return true;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.mayBeDone) uncertain.add(key);
      deps.log.warn('concern.aside-failed', { notice: said.kind, fault: error.code });
      return false;
    }
  };
}
