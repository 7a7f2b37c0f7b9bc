import { Fault } from '../../kernel/calls/fault.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { Notice } from '../notice.ts';
import { mayReadAlong } from '../opening/access.ts';
import { receiptOf } from '../own-report/receipt.ts';
import { alertOf, looksAlike } from '../record/outline.ts';
import { isTooClose, peopleOf } from '../routing/lies-with.ts';
import { isLockedAway, openers } from '../routing/openers.ts';
import { leftOut } from '../routing/routing.ts';
import type { StaleCard } from '../task.ts';
import { AT_ONCE, byHands } from './hands.ts';

/** An update that failed is tried again after this. */
const CARD_LEASE_MS = 5_000;
const MOST_CARDS = 100;

/** Brings cards that stand somewhere up to what their concern is now. */
export async function updateStaleCards(deps: ConcernDeps): Promise<void> {
  const now = deps.clock();
  const stale = [...(await deps.store.staleCards(now, new Date(now.getTime() + CARD_LEASE_MS), MOST_CARDS))];
  await byHands(
    AT_ONCE,
    async () => stale.shift(),
    (card) => bringUpToDate(deps, card),
  );
}

async function bringUpToDate(deps: ConcernDeps, stale: StaleCard): Promise<void> {
  try {
    const concern = await deps.store.find(stale.concern);
    if (!concern) return;
    const notice = noticeNow(deps, concern, stale);
    if (looksAlike(notice, stale.shown)) return await deps.store.noteShown(stale.task, concern.version, notice);
    const delivery = await deps.notifier.update(stale.ref, notice);
    await deps.store.noteShown(stale.task, concern.version, delivery.kind === 'sent' ? notice : undefined);
  } catch (error) {
    // It stays stale and is tried in the next sweep; an old card is a nuisance, not a loss.
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.card-not-updated', { concern: stale.concern, fault: error.code });
  }
}

/**
 * What a card shows now: its report as it stands, or nothing once its reader may not open it. All that may not be opened
 * look alike, whatever the reason, and from the moment it is so: a button that only answers that it is not for them would tell.
 */
function noticeNow(deps: ConcernDeps, concern: Concern, stale: StaleCard): Notice {
  const school = schoolOf(deps, concern.school);
  const isRepeat = stale.shown.isRepeat || stale.mayRepeat;
  if (stale.kind === 'receipt') return { kind: 'receipt', receipt: receiptOf(school, concern), isRepeat };
  const isDrill = concern.drillBegunAt !== undefined;
  const moved: Notice = { kind: 'moved', reference: concern.reference, isRepeat, ...(isDrill && { isDrill }) };
  if (stale.kind === 'chase' || stale.kind === 'news')
    return isStillForReader(school, concern, stale) ? stale.shown : moved;
  const isTheirs =
    stale.holder === undefined
      ? false
      : concern.alsoOpenTo.includes(stale.holder) ||
        (concern.holder === stale.holder && (stale.kind === 'tell-person' || concern.via === 'place'));
  const isLocked =
    concern.lockedTo !== undefined && (stale.person === undefined || isLockedAway(concern, stale.person));
  return isTheirs && isReader(school, concern, stale) && !isLocked
    ? { ...alertOf(school, concern, stale.holder), isRepeat }
    : moved;
}

/** Only with whom it lies keeps a card of it, and nobody of whom it has turned out to be about; nor does a place where one of them reads along. */
function isReader(school: School, concern: Concern, { person, holder }: StaleCard): boolean {
  if (holder === undefined) return true;
  if (person === undefined) return !isTooClose(school, { ...concern, holder }) && leftOut(school, concern).length === 0;
  const isOfThem = peopleOf(school, concern, holder).some(({ id }) => id === person);
  return isOfThem && !concern.excluded.includes(person);
}

/** A reminder says what was so when it came, and stays as long as its reader may open what it speaks of. Some speak of no report. */
function isStillForReader(school: School, concern: Concern, { person, shown }: StaleCard): boolean {
  const opensIt = shown.kind === 'chase' || (shown.kind === 'news' && shown.why !== 'drill-done');
  if (person === undefined || !opensIt) return true;
  const isOpener = openers(school, concern).some(({ id }) => id === person);
  return isOpener || (!concern.excluded.includes(person) && mayReadAlong(school, concern, person));
}
