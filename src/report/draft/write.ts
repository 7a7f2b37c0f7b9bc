import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId, TenantId, UserId } from '../../kernel/ids.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import { type Concern, isOfConduct, type Kind, type Recipient, type Urgency, type Written } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { isAskedOf } from '../fields/boxes.ts';
import { isContact, lacksContact } from '../form/contact.ts';
import type { ChildFinder } from '../host.ts';
import { withAdultHeard } from '../naming/adult.ts';
import { happenedIn } from '../naming/reading/mentions.ts';
import type { Receipt } from '../notice.ts';
import { receiptOf } from '../own-report/receipt.ts';
import { noteRefusal } from '../record/refusal.ts';
import { routeNow } from '../routing/route-now.ts';
import type { Subject } from '../routing/routing.ts';
import { DRAFT_LIFETIME_MS, type Draft, isSettled, subjectOf } from './draft.ts';
import { type Raised, raise } from './raise.ts';
import { addWhatIsNew } from './sent-again.ts';
import { childMeant } from './which-child.ts';

/**
 * Begins a report for a person; its id makes sending it idempotent.
 * @param carried what it begins with: kept in the same step, so that no empty one is ever newer than what was written
 */
export async function begin(
  deps: ConcernDeps,
  user: UserId,
  school: School,
  carried: Partial<Pick<Draft, 'subject' | 'toldInPerson' | 'words' | 'chat' | 'beside' | 'isDrill'>> = {},
): Promise<Draft> {
  const now = deps.clock();
  const draft: Draft = {
    id: deps.ids.uuid(),
    user,
    school: school.id,
    startedAt: now,
    expiresAt: new Date(now.getTime() + DRAFT_LIFETIME_MS),
    subject: undefined,
    toldInPerson: undefined,
    words: {},
    ...carried,
  };
  await deps.drafts.save(draft, now);
  return draft;
}

/**
 * Begins a report about another child in the same matter: who must not see it is carried over, what was written is not.
 * `undefined` when the first is not theirs, or not about a child.
 */
export async function beginBeside(
  deps: ConcernDeps,
  id: ConcernId,
  user: UserId,
  tenant: TenantId,
): Promise<Draft | undefined> {
  const first = await deps.store.find(id);
  if (first?.reporter !== user || tenant !== deps.trust.tenantId) {
    await noteRefusal(deps, { user, tenant }, 'beside', first?.id);
    return undefined;
  }
  if (first.kind !== 'child') return undefined;
  const raised = (await deps.store.entries(first)).find(({ kind }) => kind === 'raised');
  return begin(deps, user, schoolOf(deps, first.school), {
    subject: { kind: 'child', people: first.excluded },
    toldInPerson: raised?.words?.toldInPerson === 'yes' ? 'yes' : 'no',
    words: { named: raised?.words?.named ?? '' },
    beside: first.id,
  });
}

/** The last unsent report of a person. One whose key is lost cannot be gone on with, and must not keep them from a new one. */
export async function unsent(deps: ConcernDeps, user: UserId): Promise<Draft | undefined> {
  try {
    const latest = await deps.drafts.latest(user, deps.clock());
    if (latest === undefined || !(await deps.store.findByDraft(latest.id, user))) return latest;
    await deps.drafts.remove(latest.id, user);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'forbidden') throw error;
    deps.log.error('concern.draft-unreadable', { fault: error.code });
    return undefined;
  }
}

/** What a step of the form adds. */
export interface Step {
  /** Who it is about; or what becomes of whom it is about, by what stands there at that moment: nobody whom another press named is let in again. */
  readonly subject?: Subject | ((before: Subject | undefined) => Subject | undefined);
  readonly toldInPerson?: 'yes' | 'no';
  readonly words?: Written;
}

/** More presses at once on one form there are not: what is still overtaken then is no race. */
const OVERTAKEN_AT_MOST = 10;

/**
 * Keeps a step on disk before the next one is shown. `undefined` when the draft is not theirs, has expired or was sent. One that hung, or
 * was pressed twice, is laid over what other presses have written meanwhile, and takes nothing of it away.
 * @throws Fault('unavailable') nothing was kept
 */
export async function keep(deps: ConcernDeps, id: string, user: UserId, step: Step): Promise<Draft | undefined> {
  for (let times = 0; times < OVERTAKEN_AT_MOST; times += 1) {
    const draft = await deps.drafts.find(id, user, deps.clock());
    if (!draft) return undefined;
    const subject = typeof step.subject === 'function' ? step.subject(draft.subject) : step.subject;
    const kept: Draft = {
      ...draft,
      ...(subject && { subject }),
      ...(step.toldInPerson && { toldInPerson: step.toldInPerson }),
      words: { ...draft.words, ...pickAnew(draft.words, step.words), ...step.words },
    };
    if (await deps.drafts.save(kept, deps.clock())) return kept;
  }
  throw new Fault('unavailable', 'a draft was written by other presses each time');
}

/** The child picked from the roll is no longer meant once another name is typed, and what was said of the risk was said of that child. */
const pickAnew = ({ who, pupil, atRisk }: Written, step: Written = {}): Written =>
  step.who === undefined || step.who === who ? {} : { ...(pupil && { pupil: '' }), ...(atRisk && { atRisk: '' }) };

/** The third question: what happened. Kept as it is before anything that is missing is asked for. */
export type Account =
  | { readonly kind: 'kept' | 'needs-account' | 'needs-contact' | 'needs-child'; readonly draft: Draft }
  /** Nothing was kept: who must not see it comes before anything about it. */
  | { readonly kind: 'not-settled'; readonly draft: Draft }
  | { readonly kind: 'no-draft' };

/** Keeps what was seen and heard, and says what a report cannot do without. */
export async function writeAccount(deps: ConcernDeps, id: string, user: UserId, words: Written): Promise<Account> {
  const draft = await deps.drafts.find(id, user, deps.clock());
  if (!draft?.subject) return { kind: 'no-draft' };
  if (!isSettled(draft)) return { kind: 'not-settled', draft };
  const saved = await keep(deps, id, user, { words: asAsked(draft, words) });
  if (!saved?.subject) return { kind: 'no-draft' };
  const { adult } = await withAdultHeard(deps, schoolOf(deps, saved.school), saved.subject, saved.words);
  const kept = adult === saved.subject.adult ? saved : await keep(deps, id, user, { subject: withAdult(adult) });
  if (!kept) return { kind: 'no-draft' };
  const { seen, said, who } = kept.words;
  if (isContact(kept) && lacksContact(kept.words)) return { kind: 'needs-contact', draft: kept };
  if (!isContact(kept) && !holdsVisible(seen) && !holdsVisible(said)) return { kind: 'needs-account', draft: kept };
  return { kind: draft.subject.kind === 'child' && !holdsVisible(who) ? 'needs-child' : 'kept', draft: kept };
}

const withAdult =
  (adult: Subject['adult']) =>
  (before: Subject | undefined): Subject | undefined => {
    if (before === undefined) return undefined;
    const { adult: _before, ...rest } = before;
    return { ...rest, ...(adult && { adult }) };
  };

/** A box that such a report has not got comes empty: what stands in it already was said on another page. */
function asAsked(draft: Draft, words: Written): Written {
  const kind = draft.subject?.kind ?? 'child';
  const about = { isChild: kind === 'child', isConduct: isOfConduct(kind), isContact: isContact(draft) };
  return Object.fromEntries(Object.entries(words).filter(([id, text]) => text !== '' || isAskedOf(id, about)));
}

/** Of a matter that is no child’s the child stands beside it: whom it is about is someone else, or nobody. */
function besideMatter(kind: Kind, { who, ...words }: Written): Written {
  if (who === undefined || kind === 'child') return { ...words, ...(who !== undefined && { who }) };
  return { ...words, children: [who, words.children].filter(holdsVisible).join('; ') };
}

/** Who gets it, as it stood beside the button. */
export interface RouteShown {
  readonly to: Recipient;
  readonly shutOut: number | undefined;
}

export interface LastStep {
  readonly urgent: Urgency;
  readonly words: Written;
  /** Absent where the button was made before buttons carried it. */
  readonly shown?: RouteShown | undefined;
}

export type Sent =
  | Raised
  /** Sent before. What is new in it is not kept: so much was added recently that it would bury the report. */
  | { readonly kind: 'too-much'; readonly receipt: Receipt; readonly again: Date }
  | { readonly kind: 'no-draft' }
  | { readonly kind: 'no-subject' }
  /** Nothing was sent: who must not see it is not settled, or who gets it has changed since the button was shown. */
  | { readonly kind: 'not-settled' | 'route-changed'; readonly draft: Draft };

/** Sends a draft with its last step. Sent before: the receipt of the first time, and what is new in it is added. */
export async function send(
  deps: ConcernDeps,
  finder: ChildFinder | undefined,
  id: string,
  user: UserId,
  last: LastStep,
): Promise<Sent> {
  const before = await deps.store.findByDraft(id, user);
  const draft = await deps.drafts.find(id, user, deps.clock());
  // Between the two looks another press may have sent it: then its draft is gone, and what is new in this one belongs to the report.
  const earlier = before ?? (draft ? undefined : await deps.store.findByDraft(id, user));
  if (earlier) return sentAgain(deps, earlier, user, last, draft);
  if (!draft) return { kind: 'no-draft' };
  if (!draft.subject) return { kind: 'no-subject' };
  if (!isSettled(draft)) return { kind: 'not-settled', draft };
  // A step that arrives late may have changed who gets it since the button was shown: then the button says so first.
  if (last.shown) {
    const { to, shutOut } = routeNow(schoolOf(deps, draft.school), subjectOf(draft.subject, draft.words), user);
    if (to?.recipient !== last.shown.to || shutOut !== last.shown.shutOut) return { kind: 'route-changed', draft };
  }
  const words = { ...draft.words, ...last.words };
  // What is typed beside the button may be about an adult, too.
  const isMore = happenedIn(words) !== happenedIn(draft.words);
  const heard = isMore ? await withAdultHeard(deps, schoolOf(deps, draft.school), draft.subject, words) : draft.subject;
  // No report waits, or fails, because of a roll.
  const child = await childMeant(deps, finder, { ...draft, words });
  const sent = await raise(deps, {
    draft: draft.id,
    reporter: user,
    school: schoolOf(deps, draft.school),
    subject: subjectOf(heard, words),
    urgency: last.urgent,
    ...(draft.beside !== undefined && { beside: draft.beside }),
    ...(draft.isDrill && { drillBegunAt: draft.startedAt, drillOf: draft.drillOf }),
    words: {
      ...besideMatter(heard.kind, words),
      safeTonight: last.urgent,
      ...(child && { pupil: child.id, ...(words.pupil === child.id && { pupilPicked: 'yes' }) }),
      ...(draft.toldInPerson && { toldInPerson: draft.toldInPerson }),
    },
  });
  // Kept until the report is on disk, and only then thrown away; one that stays is known by the report that it became.
  await deps.drafts
    .remove(draft.id, user)
    .catch((error: unknown) => deps.log.error('concern.draft-not-removed', {}, error));
  // Of two presses at once the other was first: this one may say more.
  const first = sent.kind === 'already-raised' ? await deps.store.findByDraft(id, user) : undefined;
  return first ? sentAgain(deps, first, user, last, draft) : sent;
}

/** The first answer may have been lost, or have called it not saved: what was written on since is not to be lost with it. */
async function sentAgain(
  deps: ConcernDeps,
  first: Concern,
  user: UserId,
  last: LastStep,
  draft: Draft | undefined,
): Promise<Sent> {
  const actor = { user, tenant: deps.trust.tenantId };
  const words = besideMatter(draft?.subject?.kind ?? 'child', { ...draft?.words, ...last.words });
  const added = await addWhatIsNew(deps, first, actor, { words, urgency: last.urgent });
  switch (added?.kind) {
    case undefined:
    case 'not-available':
      return { kind: 'already-raised', receipt: receiptOf(schoolOf(deps, first.school), first) };
    case 'added': {
      const { receipt, whom, waitsUntil } = added;
      return { kind: 'already-raised', receipt, whom, ...(waitsUntil && { waitsUntil }), isMore: true };
    }
    case 'too-much':
      return { kind: added.kind, receipt: added.receipt, again: added.again };
    case 'key-lost':
      throw new Fault('forbidden', 'a report that was just read cannot be opened');
    default:
      return added satisfies never;
  }
}
