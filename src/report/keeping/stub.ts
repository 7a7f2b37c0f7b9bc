import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, isOfConduct, type Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { type Access, access } from '../opening/access.ts';
import { isForRequest } from '../routing/locked-away.ts';
import { holdsOn, isDue, type Keeping, keepingOf } from './retention.ts';

/** Where a record may have gone, as the school's people call it. */
export const SYSTEM_WORDING = {
  cpoms: 'CPOMS',
  myconcern: 'MyConcern',
  'other-system': 'another safeguarding system',
  'other-school': 'another school',
  paper: 'the paper file',
} as const;
export type System = keyof typeof SYSTEM_WORDING;

/** On what ground a text may be destroyed. */
export type Ground =
  /** Another system has it. What is about an adult's conduct still needs the agreement of a second person. */
  | { readonly kind: 'handed-over'; readonly transfer: Entry; readonly needsAgreement: boolean }
  | { readonly kind: 'retention'; readonly rule: string; readonly needsAgreement: true };

export type Obstacle =
  | 'stub'
  | 'not-your-role'
  | 'status'
  | 'actions-open'
  | 'held'
  | 'still-needed'
  | 'undelivered'
  | 'unread'
  | 'open-question'
  | 'not-handed-over'
  | 'not-due'
  | 'not-left'
  | 'no-rule-for-leaving'
  | 'no-birth'
  | 'changed-since';

type Reader = Pick<Extract<Access, { kind: 'granted' }>, 'school' | 'role'>;

/** Whether the text of a record may be destroyed as things stand. The person who decides it writes a reason and confirms. */
export async function groundToReduce(
  deps: ConcernDeps,
  reader: Reader,
  concern: Concern,
  entries: readonly Entry[],
): Promise<Ground | Obstacle> {
  const ground = await groundOf(deps, reader, concern, entries);
  // Asked last: only who could destroy it at this moment learns that something is open, and not by trying each report.
  return typeof ground !== 'string' && (await deps.isStillNeeded(entries)) ? 'still-needed' : ground;
}

async function groundOf(
  deps: ConcernDeps,
  { school, role }: Reader,
  concern: Concern,
  entries: readonly Entry[],
): Promise<Ground | Obstacle> {
  const reduced = entries.findLast(({ kind }) => kind === 'reduced');
  const written = (since: Entry | undefined): readonly Entry[] =>
    entries.filter(({ seq, words, kind }) => words !== undefined && kind !== 'transferred' && seq > (since?.seq ?? 0));
  if (concern.isStub && written(reduced).length === 0) return 'stub';
  // A deputy acts for the DSL in everything but what cannot be undone.
  if (role === 'deputy-dsl') return 'not-your-role';
  if (concern.status !== 'closed') return 'status';
  if (concern.actions.length > 0) return 'actions-open';
  if (holdsOn(school, concern, deps.clock()).length > 0) return 'held';
  if (concern.deliveredAt === undefined) return 'undelivered';
  if (concern.readAt === undefined || hasUnreadAddition(concern, entries)) return 'unread';
  if (await hasOpenQuestion(deps, concern, entries)) return 'open-question';

  const transfer = entries.findLast(({ kind }) => kind === 'transferred');
  const isOfAdult = isOfConduct(concern.kind);
  const handedOver: Ground | undefined =
    // What was decided for a request is in no export, and a reader may not know of it.
    transfer && transfer.seq > (reduced?.seq ?? 0) && written(transfer).every(isForRequest)
      ? { kind: 'handed-over', transfer, needsAgreement: isOfAdult }
      : undefined;
  // Whatever other system has it, a report about an adult stays until its own day. A stub had that day before.
  if (handedOver && (!isOfAdult || concern.isStub)) return handedOver;
  const keeping = keepingOf(school, concern, entries);
  // What was written on a stub since its time was over has no time of its own.
  if (concern.isStub ? wasDue(entries) : isDue(keeping, deps.clock())) {
    if (keeping.awaitsBirth && !concern.isStub) return 'no-birth';
    return handedOver ?? { kind: 'retention', rule: keeping.rule ?? 'by-decision', needsAgreement: true };
  }
  if (isOfAdult && !concern.isStub) return whyKept(keeping);
  return transfer ? 'changed-since' : 'not-handed-over';
}

const wasDue = (entries: readonly Entry[]): boolean =>
  entries.some(({ kind, facts }) => kind === 'reduced' && facts?.ground === 'retention');

function whyKept({ isLowLevel, rule, awaitsLeaving }: Keeping): Obstacle {
  if (isLowLevel && rule === undefined) return 'no-rule-for-leaving';
  return awaitsLeaving ? 'not-left' : 'not-due';
}

/** The reporter wrote something that nobody but themselves has opened. */
function hasUnreadAddition(concern: Concern, entries: readonly Entry[]): boolean {
  const added = entries.findLast(({ kind }) => kind === 'added' || kind === 'answered' || kind === 'pictured');
  const read = entries.findLast(
    ({ kind, actor, facts }) => kind === 'opened' && actor !== concern.reporter && facts?.role !== 'trust-lead',
  );
  return added !== undefined && added.seq > (read?.seq ?? 0);
}

/** Long enough for an answer; a question that nobody will answer must not block a record for ever. */
const ANSWER_DAYS = 28;

/** Asked, and the reporter has said nothing since, and still could: anyone who has left the school cannot. */
async function hasOpenQuestion(deps: ConcernDeps, concern: Concern, entries: readonly Entry[]): Promise<boolean> {
  const asked = entries.findLast(({ kind }) => kind === 'asked');
  // Once it is decided the form for the answer is gone, and the reporter adds to the report instead.
  const isAnswer = ({ seq, kind }: Entry) => (kind === 'answered' || kind === 'added') && seq > (asked?.seq ?? 0);
  if (!asked || entries.some(isAnswer)) return false;
  if (deps.clock().getTime() - asked.at.getTime() > ANSWER_DAYS * DAY_MS) return false;
  try {
    const reporter = await deps.directory.person(concern.reporter);
    return reporter?.isEnabled === true;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return true;
  }
}

/** What the first of the two steps shows: on what ground it could be done, or what stands in the way. */
export type Reducible =
  | { readonly kind: 'reducible'; readonly concern: Concern; readonly school: School; readonly ground: Ground }
  | { readonly kind: 'not-now'; readonly why: Obstacle }
  | Exclude<Access, { kind: 'granted' }>;

export async function reducible(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<Reducible> {
  const granted = await access(deps, id, actor, 'reduce');
  if (granted.kind !== 'granted') return granted;
  const { concern, school } = granted;
  const ground = await groundToReduce(deps, granted, concern, await deps.store.entries(concern));
  return typeof ground === 'string' ? { kind: 'not-now', why: ground } : { kind: 'reducible', concern, school, ground };
}

export type Confirmable =
  | Reducible
  /** It could be done, but its reason is missing, or who agreed, where that has to be said. */
  | { readonly kind: 'incomplete'; readonly why: Lacking };

/** Whether everything but the typed reference is there, so that the second step may ask for it. */
export async function confirmable(
  deps: ConcernDeps,
  id: ConcernId,
  actor: Actor,
  words: Written,
): Promise<Confirmable> {
  const found = await reducible(deps, id, actor);
  const why = found.kind === 'reducible' ? lackingOf(found.ground, words) : undefined;
  return why ? { kind: 'incomplete', why } : found;
}

type Lacking = 'no-reason' | 'no-agreement';

export const lackingOf = (ground: Ground, words: Written): Lacking | undefined => {
  if (!hasText(words, 'reason')) return 'no-reason';
  return ground.needsAgreement && !hasText(words, 'agreed') ? 'no-agreement' : undefined;
};

export const hasText = (words: Written, field: keyof Written): boolean => holdsVisible(words[field]);
