import { nameOf } from '../../kernel/calls/fault.ts';
import type { School } from '../../school/school.ts';
import type { ConcernDeps } from '../deps.ts';
import { outstanding } from './rehearsal.ts';

/** Whether forms say that nobody relies on reports alone yet. Where that cannot be read, they say so: no report waits for it. */
export async function isPilot(
  { rehearsals, log }: Pick<ConcernDeps, 'rehearsals' | 'log'>,
  school: School,
): Promise<boolean> {
  try {
    return (await outstanding({ rehearsals }, school)).length > 0;
  } catch (error) {
    log.warn('rehearsal.unread', { school: school.id, reason: nameOf(error) });
    return true;
  }
}
