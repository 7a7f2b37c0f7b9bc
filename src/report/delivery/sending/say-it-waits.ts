import { Fault } from '../../../kernel/calls/fault.ts';
import { withTimeout } from '../../../kernel/calls/with-timeout.ts';
import type { Permit } from '../../../kernel/messages.ts';
import { DAY_MS, isWithin } from '../../../kernel/time.ts';
import type { School } from '../../../school/school.ts';
import { type Concern, isNoticed } from '../../concern.ts';
import type { ConcernDeps } from '../../deps.ts';
import type { Said } from '../../notice.ts';
import { keyOfPlace } from '../../routing/safe-place.ts';
import { answerable } from '../../triage/hand-on.ts';

/** A place found safe this long ago may have been opened to others since: for a word of a report too long, for none it is not. */
const SAFE_FOR_MS = DAY_MS;

/** It is beside the cards in people's own chats, and holds up none of them for longer. */
const SAID_MS = 5_000;

/**
 * While the directory does not answer, who is in the DSL's place cannot be checked, and the report goes to each of the team in their own chat;
 * where a chat is not known yet, that takes the directory as well. So a place that was found safe within a day is told that one waits, without a
 * word, a reference or a button. It says so once: then the report is no longer there.
 */
export async function sayItWaits(deps: ConcernDeps, school: School, concern: Concern, permit: Permit): Promise<void> {
  const place = school.dslDestination;
  const key = keyOfPlace(place);
  if (place.kind === 'people' || key === undefined || isNoticed(concern) || concern.deliveredAt !== undefined) return;
  const now = deps.clock();
  try {
    const safeAt = await deps.watch.safeSince(school.id, key);
    if (safeAt === undefined || !isWithin(safeAt, SAFE_FOR_MS, now)) return;
    const said: Said = {
      kind: 'one-waits',
      isUrgent: concern.isUrgent,
      at: now.toISOString(),
      phones: [
        ...answerable(school, concern, concern.holder).flatMap(({ name, phone }) =>
          phone === undefined ? [] : [{ name, number: phone }],
        ),
        { name: 'School office, when it is open', number: school.contacts.office },
      ],
      ...(concern.drillBegunAt !== undefined && { isDrill: true }),
    };
    await withTimeout(
      SAID_MS,
      () => deps.notifier.toPlace(place, deps.trust.tenantId, { ...said, isRepeat: false }, permit),
      () => new Fault('unavailable', 'the place did not answer in time'),
    );
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.waiting-unsaid', { concern: concern.id, fault: error.code });
  }
}
