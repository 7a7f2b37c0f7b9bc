import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { Notice, Outline } from '../notice.ts';
import { mayStandBefore } from '../opening/access.ts';
import { receiptOf } from '../own-report/receipt.ts';
import { alertOf, looksAlike, outlineOf } from '../record/outline.ts';
import { isTooClose, peopleOf } from '../routing/lies-with.ts';
import { isLockedAway } from '../routing/openers.ts';
import { leftOut } from '../routing/routing.ts';
import type { StaleCard } from '../task.ts';
import { AT_ONCE, byHands } from './hands.ts';
import { isOfSeveral } from './sending/together.ts';

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
    const several = isOfSeveral(stale.shown) ? stale.shown : undefined;
    let { shown } = stale;
    for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
      const concern = await deps.store.find(stale.concern);
      if (!concern) return;
      const notice = several ? await severalNow(deps, concern, stale, several) : noticeNow(deps, concern, stale);
      if (looksAlike(notice, shown)) return await deps.store.noteShown(stale.task, concern.version, notice);
      const delivery = await deps.notifier.update(stale.ref, notice);
      if (delivery.kind !== 'sent') return await deps.store.noteShown(stale.task, concern.version, undefined);
      // Another of its reports may be drawing the same card at this moment: who comes last has to have seen what holds now.
      if (!several) return await deps.store.noteShown(stale.task, concern.version, notice);
      shown = notice;
    }
  } catch (error) {
    // It stays stale and is tried in the next sweep; an old card is a nuisance, not a loss.
    if (!(error instanceof Fault)) throw error;
    deps.log.warn('concern.card-not-updated', { concern: stale.concern, fault: error.code });
  }
}

type Chase = Extract<Notice, { kind: 'chase' }>;

/** A card of several reports of which one changes each time it is drawn is left for the next sweep. */
const MOST_ROUNDS = 3;

/** The same reminder without the reports that its reader may no longer open, each looked at by itself. */
async function severalNow(deps: ConcernDeps, own: Concern, { person }: StaleCard, shown: Chase): Promise<Notice> {
  const mine = { id: shown.outline.id, why: shown.why };
  const left: { readonly id: ConcernId; readonly why: Chase['why']; readonly outline: () => Outline }[] = [];
  for (const { id, why } of [mine, ...(shown.beside ?? [])]) {
    const concern = id === own.id ? own : await readableOne(deps, id);
    const school = concern && schoolOf(deps, concern.school);
    if (!concern || !school || person === undefined || !mayStandBefore(school, concern, person)) continue;
    left.push({ id, why, outline: () => outlineOf(school, concern) });
  }
  const [first] = left;
  if (first === undefined) return { kind: 'moved', reference: own.reference, isRepeat: shown.isRepeat };
  return {
    ...shown,
    ...(first.id !== mine.id && { outline: first.outline(), why: first.why }),
    beside: (shown.beside ?? []).filter(({ id }) => id !== first.id && left.some((one) => one.id === id)),
  };
}

/** A record whose key is lost is shown to nobody. */
async function readableOne({ store }: ConcernDeps, id: ConcernId): Promise<Concern | undefined> {
  try {
    return await store.find(id);
  } catch (error) {
    if (!(error instanceof Fault) || error.isPassing) throw error;
    return undefined;
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
  return mayStandBefore(school, concern, person);
}
