import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { DAY_MS, HOUR_MS, isWithin, MINUTE_MS } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import type { Concern, Entry, EntryKind, Written } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import { isAdultHeard } from '../naming/adult.ts';
import { answeredPlan, answerTo, askedOf } from '../naming/answer-own.ts';
import { namedInAddition, onwardFrom } from '../naming/in-addition.ts';
import type { AnswerSent, Question } from '../naming/question.ts';
import { namesOfAccounts } from '../naming/second-account.ts';
import type { Phone, Receipt } from '../notice.ts';
import { change } from '../record/change.ts';
import { type Found, findEvenSealed, phonesUnnamed } from '../record/lost-key.ts';
import { noteRefusal } from '../record/refusal.ts';
import type { NewTask } from '../task.ts';
import { checkRead, inCharge, tellable } from '../triage/hand-on.ts';
import { receiptOf } from './receipt.ts';

/** What the reporter gets of their own report. Someone else's looks as if it did not exist. */
export type OwnReport =
  | {
      readonly kind: 'receipt';
      readonly receipt: Receipt;
      readonly question: string | undefined;
      /** Who its words may mean, as far as they have not said. */
      readonly whom: Question | undefined;
      readonly school: School;
    }
  | NotShown;

/** Why someone does not get at a report of their own. */
export type NotShown =
  | { readonly kind: 'not-available' }
  /** It is there, and its key is not: how it stands cannot be told, nor can anything be added. */
  | { readonly kind: 'key-lost'; readonly reference: string; readonly phones: readonly Phone[] };

/** Where the report stands, and the question that was asked of the reporter if one waits. */
export async function ownReport(deps: ConcernDeps, id: ConcernId, actor: Actor): Promise<OwnReport> {
  const own = await ownConcern(deps, id, actor, 'own-report');
  if (own.kind !== 'opens') return own;
  const { concern } = own;
  const asked =
    concern.status === 'need-info'
      ? (await deps.store.entries(concern)).findLast(({ kind }) => kind === 'asked')?.words?.text
      : undefined;
  const school = schoolOf(deps, concern.school);
  return {
    kind: 'receipt',
    receipt: receiptOf(school, concern),
    question: asked,
    school,
    whom: askedOf(school, concern),
  };
}

/** All reports of one person, newest first, and how many more there are whose key is lost. */
export async function ownReports(
  deps: ConcernDeps,
  actor: Actor,
): Promise<{ readonly receipts: readonly Receipt[]; readonly unreadable: number }> {
  if (actor.tenant !== deps.trust.tenantId) return { receipts: [], unreadable: 0 };
  const { concerns: all, unreadable } = await deps.store.list({ reporter: actor.user });
  const concerns = all.filter(({ drillBegunAt }) => drillBegunAt === undefined);
  return { receipts: concerns.map((concern) => receiptOf(schoolOf(deps, concern.school), concern)), unreadable };
}

export type Added =
  | {
      readonly kind: 'added';
      readonly receipt: Receipt;
      /** Who it may mean; those who are asked about do not get it before it is answered, others from `waitsUntil` at the latest. */
      readonly whom: Question | undefined;
      readonly waitsUntil: Date | undefined;
    }
  /** So much was added lately that it would bury the report. Nothing was written; `again` is when it would be. */
  | { readonly kind: 'too-much'; readonly receipt: Receipt; readonly again: Date }
  | NotShown;

/** More than anyone writes by hand about one child; only a stuck client, or someone who wants to bury it, writes more. */
const MOST: readonly { readonly within: number; readonly additions: number }[] = [
  { within: HOUR_MS, additions: 20 },
  { within: DAY_MS, additions: 60 },
];
/** The same words again after so short a time are a button that was pressed twice, or a client that repeats itself. */
const SAME_WITHIN_MS = 10 * MINUTE_MS;
/** Until someone has looked, a second card within this says nothing that the first does not say. */
const NEWS_EVERY_MS = 15 * MINUTE_MS;

const BY_REPORTER: readonly EntryKind[] = ['added', 'answered'];

export type SaidWhom =
  /** `not-said`: none of it was an answer to what is asked now. */
  | {
      readonly kind: 'said' | 'not-said';
      readonly receipt: Receipt;
      readonly school: School;
      readonly whom: Question | undefined;
    }
  | NotShown;

/** The reporter says who the names in their report mean, which may send it to others. */
export async function sayWhomInOwn(
  deps: ConcernDeps,
  id: ConcernId,
  actor: Actor,
  sent: AnswerSent,
): Promise<SaidWhom> {
  const own = await ownConcern(deps, id, actor, 'say-whom');
  if (own.kind !== 'opens') return own;
  const school = schoolOf(deps, own.concern.school);
  const pickedAs = await namesOfAccounts(deps, school, sent.adultPeople ?? []);
  const changed = await change(deps.store, id, (concern) => {
    const said = answerTo(school, concern, sent);
    const plan = said && answeredPlan(school, concern, said, pickedAs, deps.clock());
    if (!plan || concern.unreadSince === undefined) return plan;
    // Of what was added while they could be meant they have not heard.
    const { excluded = concern.excluded, tasks = [] } = plan;
    const news = newsFor(deps, { ...concern, excluded }, 'added', deps.clock());
    const untold = news.filter(({ person }) => person !== undefined && concern.excluded.includes(person));
    return { ...plan, tasks: [...tasks, ...untold] };
  });
  if (changed.kind === 'unknown') throw new Error(`concern ${id} took no answer`);
  if (changed.kind === 'changed') await deps.wake();
  const { concern } = changed;
  return {
    kind: changed.kind === 'changed' ? 'said' : 'not-said',
    receipt: receiptOf(school, concern),
    school,
    whom: askedOf(school, concern),
  };
}

/** Adds to one's own report, or answers what was asked. What was there stays as it is. */
export async function addToOwn(
  deps: ConcernDeps,
  id: ConcernId,
  actor: Actor,
  kind: 'added' | 'answered',
  words: Written,
  isUrgent = false,
): Promise<Added> {
  const own = await ownConcern(deps, id, actor, kind);
  if (own.kind !== 'opens') return own;
  const school = schoolOf(deps, own.concern.school);
  const now = deps.clock();
  const isHeard = own.concern.kind === 'child' && (await isAdultHeard(deps, school, words));
  let again: Date | undefined;
  let waits: Date | undefined;
  const changed = await change(deps.store, id, async (concern) => {
    const entries = await deps.store.entries(concern);
    const added = entries.filter((entry) => BY_REPORTER.includes(entry.kind) && entry.actor === actor.user);
    const latest = added.at(-1);
    if (latest && isTheSameAgain(entries, latest, { words, isUrgent }, now)) return undefined;
    waits = undefined;
    again = fullUntil(added, now);
    if (again) return undefined;
    // A question answered in the meantime takes no second answer, but nothing that is said is lost.
    const as = kind === 'answered' && concern.status !== 'need-info' ? 'added' : kind;
    const isTold = latest !== undefined && isUnseen(entries, latest, concern.reporter, now);
    // Closed or not: nobody may rely on a card alone being seen.
    const isFirst = concern.unreadSince === undefined;
    const isFirstUrgent = isUrgent && !waitsUrgently(concern, entries);
    const report = entries.find((entry) => entry.kind === 'raised')?.words;
    const named = namedInAddition(school, concern, report, words, isHeard);
    const { excluded, naming } = named;
    const onward = onwardFrom(school, concern, named, isUrgent, now);
    waits = onward.waitsUntil;
    return {
      entries: [
        { at: now, actor: actor.user, kind: as, words, ...(isUrgent && { facts: { isUrgent } }) },
        ...onward.entries,
      ],
      tasks: [
        ...(isTold && !isFirstUrgent
          ? []
          : newsFor(deps, { ...concern, excluded }, isUrgent ? 'added-urgent' : as, onward.newsAt)),
        ...(isFirst || isFirstUrgent ? [checkRead(school, concern.holder, isUrgent, now)] : []),
        ...onward.tasks,
      ],
      excluded,
      naming,
    };
  });
  if (changed.kind === 'unknown') throw new Error(`concern ${id} took no addition`);
  const receipt = receiptOf(school, changed.concern);
  if (again) return { kind: 'too-much', receipt, again };
  await deps.wake();
  return { kind: 'added', receipt, whom: askedOf(school, changed.concern), waitsUntil: waits };
}

/** Not where a question came in between: "yes" may answer two. Nor where the same words are urgent now: that is what is new. */
const isTheSameAgain = (
  entries: readonly Entry[],
  latest: Entry,
  { words, isUrgent }: { readonly words: Written; readonly isUrgent: boolean },
  now: Date,
): boolean =>
  latest.words?.text === words.text &&
  (!isUrgent || latest.facts?.isUrgent === true) &&
  isWithin(latest.at, SAME_WITHIN_MS, now) &&
  !entries.some(({ seq, kind }) => seq > latest.seq && kind === 'asked');

/** When there is room again; `undefined` while there is. */
function fullUntil(added: readonly Entry[], now: Date): Date | undefined {
  const free = MOST.flatMap(({ within, additions }) => {
    const first = added.at(-additions);
    return first && isWithin(first.at, within, now) ? [first.at.getTime() + within] : [];
  });
  return free.length === 0 ? undefined : new Date(Math.max(...free));
}

/** Whether those who look after it were told a moment ago that there is something new, and have not looked since. */
const isUnseen = (entries: readonly Entry[], latest: Entry, reporter: UserId, now: Date): boolean =>
  isWithin(latest.at, NEWS_EVERY_MS, now) &&
  !entries.some(
    ({ seq, kind, actor, facts }) =>
      seq > latest.seq && kind === 'opened' && actor !== reporter && facts?.role !== 'trust-lead',
  );

/** Something that the reporter called urgent waits already to be opened: its clock runs. */
const waitsUrgently = ({ unreadSince }: Concern, entries: readonly Entry[]): boolean =>
  unreadSince !== undefined &&
  entries.some(({ at, kind, facts }) => BY_REPORTER.includes(kind) && at >= unreadSince && facts?.isUrgent === true);

/** The person dealing with it hears about it in person, without a word of what was written; of urgent things, all who could. */
export function newsFor(
  deps: ConcernDeps,
  concern: Concern,
  why: 'added' | 'added-urgent' | 'answered',
  now: Date,
): readonly NewTask[] {
  const { holder } = concern;
  const school = schoolOf(deps, concern.school);
  const first = inCharge(school, concern);
  const all = why === 'added-urgent' ? tellable(school, concern, holder).map(({ id }) => id) : [];
  const people = [...new Set([...first, ...all])];
  return people.map((person) => ({ kind: 'news', dueAt: now, person, holder, why }));
}

/** A reporter's own report. Someone else's looks like none at all, and the try is noted. */
export async function ownConcern(
  deps: ConcernDeps,
  id: ConcernId,
  actor: Actor,
  action: string,
): Promise<Extract<Found, { kind: 'opens' }> | NotShown> {
  const found = await findEvenSealed(deps, id);
  if (!found || found.concern.reporter !== actor.user || actor.tenant !== deps.trust.tenantId) {
    await noteRefusal(deps, actor, action, found?.concern.id);
    return { kind: 'not-available' };
  }
  if (found.kind === 'opens') return found;
  const { concern } = found;
  return { kind: 'key-lost', reference: concern.reference, phones: phonesUnnamed(deps, concern) };
}
