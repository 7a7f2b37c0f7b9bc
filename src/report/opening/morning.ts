import type { ConcernId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { lastClose } from '../../school/hours.ts';
import type { Actor } from '../actor.ts';
import type { Concern, Entry, Recipient } from '../concern.ts';
import { type ConcernDeps, schoolOf } from '../deps.ts';
import type { ChildFinder } from '../host.ts';
import { isToldNobody } from '../keeping/handled.ts';
import type { Outline } from '../notice.ts';
import { outlineOf } from '../record/outline.ts';
import { isOfItsPeople } from '../routing/lies-with.ts';
import { roleOf } from '../routing/routing.ts';
import { joinedIn } from '../same-child/joined.ts';
import { classIn, readChild } from '../same-child/likeness.ts';
import { samePersonIn } from '../same-child/others.ts';
import { toldOfRoll, whoIn } from '../same-child/telling.ts';
import { categoriesIn } from '../triage/chosen-categories.ts';
import { isOverdue } from './figures.ts';
import { type Found, inOrder, searchFor, within } from './lists.ts';
import { firstWords, ownActions, showsFirstWords } from './open.ts';
import type { Locked } from './read-guard.ts';
import { searchClosedTo } from './second-step.ts';

export const SHOWN = ['all', 'mine', 'overdue', 'since'] as const;

/** Which reports are wanted of the list. */
export interface WantedLines {
  readonly show: (typeof SHOWN)[number];
  /** Empty: any. */
  readonly category: string;
  readonly year: string;
}

/** What someone who asks for their reports says of which they want; nothing where they want them all. */
export function wantedIn(asked: string): (WantedLines & { readonly actions?: true }) | undefined {
  const all = { show: 'all', category: '', year: '' } as const;
  const year = /\b(?:year|yr|y) ?(\d{1,2})\b/i.exec(asked)?.[1];
  if (year !== undefined) return { ...all, year };
  if (/\bmy (?:open )?actions?\b/i.test(asked)) return { ...all, actions: true };
  if (/\b(?:overdue|late)\b/i.test(asked)) return { ...all, show: 'overdue' };
  if (/\b(?:weekend|overnight|came in|come in)\b/i.test(asked)) return { ...all, show: 'since' };
  return /\bmine\b|\bmy (?:reports|concerns|cases|caseload)\b/i.test(asked) ? { ...all, show: 'mine' } : undefined;
}

/** A page of the list, as it was narrowed. */
export type ListPlace = WantedLines & { readonly page: number };

/** An open report, for someone who may open it: who it is about as far as one tells it from the next, and who has it. */
export interface MorningLine {
  readonly outline: Outline;
  /** `KT, 7B`; the whole name where two would be alike. Empty where it is no child’s, or words are closed. */
  readonly child: string;
  /** Other open reports of the list about the same child, the newest first. */
  readonly beside: readonly Outline['reference'][];
  readonly categories: readonly string[];
  readonly year: string;
  readonly isOverdue: boolean;
  /** A referral was decided, and nothing says that it was made: as urgent as can be, whatever its reporter answered. */
  readonly isUnmade: boolean;
  /** How it begins is shown beside it, once it was read for that. */
  readonly showsWords: boolean;
}

/** Something that the person who asks is to do: an action by its number, or what they have in hand and is to be looked at or made. */
export interface MyAction {
  readonly outline: Outline;
  readonly what: number | 'review' | 'referral';
  readonly child: string;
  readonly due: IsoDay;
}

export interface Morning {
  readonly lines: readonly MorningLine[];
  /** How many there are without a filter. */
  readonly all: number;
  readonly categories: readonly string[];
  readonly years: readonly string[];
  /** When the school last closed, at the school of the first of them. */
  readonly since: Date | undefined;
  readonly actions: readonly MyAction[];
  /** Of which matters they take reports, as far as there is a log of them. */
  readonly logs: readonly ('adult' | 'data' | 'child')[];
  /** Words are closed until the second step: nobody is named. */
  readonly isClosed: boolean;
  readonly isPartial: boolean;
  readonly unreadable: number;
}

/**
 * The open reports of someone who takes them, the most urgent first: by what its reporter answered, then those without a person, the longest
 * first. No word of a report is weighed for it.
 */
export async function morningFor(
  deps: ConcernDeps,
  children: ChildFinder | undefined,
  actor: Actor,
  wanted: WantedLines,
): Promise<Morning> {
  const { concerns: all, isPartial, unreadable } = await within(deps, actor, { isOpen: true });
  const theirs = all.filter((one) => isOfItsPeople(schoolOf(deps, one.school), one, actor.user));
  const schools = [...new Set(theirs.map(({ school }) => school))].map((id) => schoolOf(deps, id));
  const isClosed = schools.length > 0 && (await searchClosedTo(deps, schools, actor.user)) !== undefined;
  const told = isClosed ? new Map<Concern['id'], readonly Entry[]>() : await deps.store.tellingOfPerson(theirs);
  const names = await namesOf(deps, children, theirs, told);
  const labels = labelled(names);
  const now = deps.clock();
  const since = schools[0] && lastClose(schools[0].hours, now);
  const openOnes = theirs.filter(({ status, unreadSince }) => status !== 'closed' || unreadSince !== undefined);
  const ofChildren = openOnes.filter(({ kind }) => kind === 'child');
  const between = await joinedBetween(deps, actor, ofChildren, told);
  const [ofAll, toldOfAll] = [[...ofChildren, ...between.concerns], new Map([...told, ...between.told])];
  const besideIn = (concern: Concern): readonly Concern[] =>
    concern.kind === 'child'
      ? samePersonIn(schoolOf(deps, concern.school), concern, ofAll, toldOfAll).filter((one) =>
          ofChildren.includes(one),
        )
      : [];
  const referred = isClosed ? [] : ofChildren.filter(({ decidedAt }) => decidedAt !== undefined);
  const trails = await deps.store.entriesOf(referred);
  const lines = openOnes
    .map((concern) => ({
      concern,
      outline: outlineOf(schoolOf(deps, concern.school), concern),
      child: labels.get(concern.id) ?? '',
      beside: besideIn(concern).map(({ reference }) => reference),
      categories: categoriesIn(told.get(concern.id) ?? []),
      year: yearOf(names.get(concern.id) ?? ''),
      isOverdue: isOverdue(concern, now),
      isUnmade: isToldNobody(trails.get(concern.id) ?? []),
      showsWords: showsFirstWords(schoolOf(deps, concern.school), concern),
    }))
    .toSorted((left, right) => inOrder(ranked(left), ranked(right)));
  const isWanted = ({ concern, categories, year, isOverdue: isLate }: (typeof lines)[number]): boolean =>
    (wanted.category === '' || categories.includes(wanted.category)) &&
    (wanted.year === '' || year === wanted.year) &&
    {
      all: true,
      mine: concern.owner === actor.user,
      overdue: isLate,
      since: since !== undefined && concern.raisedAt >= since,
    }[wanted.show];
  return {
    lines: lines.filter(isWanted),
    all: lines.length,
    categories: [...new Set(lines.flatMap(({ categories }) => categories))].toSorted(),
    years: [...new Set(lines.flatMap(({ year }) => (year === '' ? [] : [year])))].toSorted((left, right) =>
      left.localeCompare(right, 'en', { numeric: true }),
    ),
    since,
    actions: theirs
      .flatMap((concern) => {
        const outline = outlineOf(schoolOf(deps, concern.school), concern);
        const isUnmade = isToldNobody(trails.get(concern.id) ?? []);
        return dueFrom(concern, actor.user, isUnmade && dayOf(now)).map(
          (one): MyAction => ({ outline, child: labels.get(concern.id) ?? '', ...one }),
        );
      })
      .toSorted((left, right) => left.due.localeCompare(right.due)),
    logs: [
      ...(hasRole(deps, actor, ['headteacher', 'chair-of-governors', 'governance-officer'])
        ? (['adult'] as const)
        : []),
      ...(hasRole(deps, actor, ['dpo']) ? (['data'] as const) : []),
      ...(hasRole(deps, actor, ['dsl']) ? (['child'] as const) : []),
    ],
    isClosed,
    isPartial,
    unreadable,
  };
}

/** Reports that are in no list any more and were said to be about the same child as one that is: through them two that are may be of one. */
async function joinedBetween(
  deps: ConcernDeps,
  actor: Actor,
  listed: readonly Concern[],
  told: ReadonlyMap<Concern['id'], readonly Entry[]>,
): Promise<{ readonly concerns: readonly Concern[]; readonly told: ReadonlyMap<Concern['id'], readonly Entry[]> }> {
  const here = new Set(listed.map(({ id }) => id));
  const joined = listed.flatMap(({ id }) => [...joinedIn(told.get(id) ?? [])]);
  const ids = joined.flatMap(([id, isSame]) => (isSame && !here.has(id) ? [id] : []));
  if (ids.length === 0) return { concerns: [], told: new Map() };
  const { concerns } = await within(deps, actor, { ids });
  return { concerns, told: await deps.store.tellingOfPerson(concerns) };
}

/**
 * What one person is to do about a report: their actions, and, where they have it, its review and a referral that is still to be made.
 * @param unmadeOn the day on which that referral is to be made; false where there is none
 */
function dueFrom(
  { actions, owner, reviewOn, status }: Concern,
  user: UserId,
  unmadeOn: IsoDay | false,
): readonly Pick<MyAction, 'what' | 'due'>[] {
  const isTheirs = owner === user && status !== 'closed';
  return [
    ...actions.filter((one) => one.owner === user).map(({ number, due }) => ({ what: number, due })),
    ...(isTheirs && unmadeOn ? [{ what: 'referral', due: unmadeOn } as const] : []),
    ...(isTheirs && reviewOn !== undefined ? [{ what: 'review', due: reviewOn } as const] : []),
  ];
}

const ranked = ({ outline, isUnmade }: Pick<MorningLine, 'outline' | 'isUnmade'>): Outline =>
  isUnmade ? { ...outline, isDecided: false, isUrgent: true, urgency: 'yes' } : outline;

/** So many fit without a second page on a desk; Teams shows no card above 28 KB. */
export const PAGE = 15;
/** The page that was wanted, or the last: reports were closed since. */
export const pageIn = (lines: readonly unknown[], wanted: number): number =>
  Math.min(wanted, Math.max(0, Math.ceil(lines.length / PAGE) - 1));
/** What is on one page of it, from 0; of one that is no more, on the last. */
export const onPage = <L>(lines: readonly L[], wanted: number): readonly L[] => {
  const page = pageIn(lines, wanted);
  return lines.slice(page * PAGE, (page + 1) * PAGE);
};

/** How each report of these lines begins, where the school shows that: read, and so recorded as an opening of each. */
export async function wordsOfLines(
  deps: ConcernDeps,
  actor: Actor,
  lines: readonly MorningLine[],
): Promise<ReadonlyMap<ConcernId, string>> {
  const shown = lines.filter(({ showsWords }) => showsWords).map(({ outline }) => outline.id);
  const words = await Promise.all(shown.map(async (id) => [id, await firstWords(deps, actor, id)] as const));
  if (shown.length > 0) await deps.wake();
  return new Map(words);
}

/** What each of these actions is, in the words of who set it: read, and so recorded as an opening of each report. */
export async function wordsOfActions(
  deps: ConcernDeps,
  actor: Actor,
  actions: readonly MyAction[],
): Promise<ReadonlyMap<MyAction, string>> {
  const ids = new Set(actions.flatMap(({ outline, what }) => (typeof what === 'number' ? [outline.id] : [])));
  const words = new Map(
    await Promise.all([...ids].map(async (id) => [id, await ownActions(deps, actor, id)] as const)),
  );
  if (ids.size > 0) await deps.wake();
  return new Map(
    actions.map((one) => [one, (typeof one.what === 'number' && words.get(one.outline.id)?.get(one.what)) || '']),
  );
}

/** What a search found, each child called as in the list. */
export async function searchNaming(
  deps: ConcernDeps,
  children: ChildFinder | undefined,
  actor: Actor,
  sought: string,
  from?: number,
): Promise<(Found & { readonly labels: ReadonlyMap<string, string> }) | Locked> {
  const found = await searchFor(deps, actor, sought, from);
  if ('kind' in found) return found;
  const { concerns } = await within(deps, actor, { ids: found.outlines.map(({ id }) => id) });
  const told = await deps.store.tellingOfPerson(concerns);
  return { ...found, labels: labelled(await namesOf(deps, children, concerns, told)) };
}

/** The child of each that is about one. */
async function namesOf(
  deps: ConcernDeps,
  children: ChildFinder | undefined,
  concerns: readonly Concern[],
  told: ReadonlyMap<Concern['id'], readonly Entry[]>,
): Promise<ReadonlyMap<Concern['id'], string>> {
  const names = new Map<Concern['id'], string>();
  for (const one of concerns)
    if (one.kind === 'child') names.set(one.id, await nameOf(deps, children, one, told.get(one.id) ?? []));
  return names;
}

const hasRole = ({ trust }: ConcernDeps, { user }: Actor, recipients: readonly Recipient[]): boolean =>
  trust.schools.some((school) => roleOf(school, user, recipients) !== undefined);

/** As the roll has them, else as they were typed. */
async function nameOf(
  deps: ConcernDeps,
  children: ChildFinder | undefined,
  { school }: Concern,
  entries: readonly Entry[],
): Promise<string> {
  const onRoll = await children?.details(schoolOf(deps, school), toldOfRoll(entries));
  return onRoll?.title ?? whoIn(entries);
}

const yearOf = (name: string): string => {
  const { year } = readChild(name);
  return year === undefined ? '' : String(year);
};

/** Initials with the class; the whole name where two children would be told by the same. */
function labelled(names: ReadonlyMap<Concern['id'], string>): ReadonlyMap<Concern['id'], string> {
  const short = (name: string): string => {
    const initials = readChild(name)
      .names.map((one) => one.charAt(0).toUpperCase())
      .join('');
    return [initials, classIn(name)].filter((part) => part !== '').join(', ');
  };
  const childrenOf = Map.groupBy(new Set(names.values()), (name) => short(name));
  const isAlike = (name: string): boolean =>
    new Set((childrenOf.get(short(name)) ?? []).map((one) => readChild(one).names.join(' '))).size > 1;
  return new Map(
    [...names].map(([id, name]) => [id, name === '' ? '' : isAlike(name) ? name : short(name) || name] as const),
  );
}
