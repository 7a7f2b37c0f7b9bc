import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import type { Entry, Recipient } from '../../report/concern.ts';
import { namesOfAccounts } from '../../report/naming/second-account.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { schoolReadBy } from '../../report/rota/cover.ts';
import { takesReports } from '../../report/routing/routing.ts';
import { everyHolder, type RoleHolder, type School } from '../../school/school.ts';
import type { Rolls } from '../roll/rolls.ts';
import {
  type AccessRequest,
  endOf,
  holdersCalled,
  isDoneBy,
  isHolder,
  isOver,
  mayEnter,
  mayExtend,
  partsFor,
  startOf,
} from './request.ts';
import type { RequestDeps } from './request-ports.ts';

export interface AccessDeps extends RequestDeps {
  readonly rolls: Pick<Rolls, 'pupil' | 'pupils'>;
}

/** A request as someone sees it who looks through their reports for it. */
export interface TheirRequest {
  readonly request: AccessRequest;
  readonly school: School;
  /** The roles in which they do. */
  readonly parts: readonly Recipient[];
  /** Those of them in which they have not said that all of theirs is decided on. */
  readonly open: readonly Recipient[];
  /** They entered it, or could have: what becomes of it is theirs to say. */
  readonly mayEnd: boolean;
}

export interface TheirRequests {
  readonly kind: 'requests';
  readonly requests: readonly TheirRequest[];
  /** Where they may enter one. */
  readonly schools: readonly School[];
}

export type RequestsAnswer = TheirRequests | { readonly kind: 'not-available' };

/** What is typed and picked of a new one. */
export interface WantedRequest {
  readonly id: string;
  readonly school: SchoolId | undefined;
  readonly name: string;
  readonly alsoCalled: readonly string[];
  readonly pupil: string | undefined;
  readonly person: UserId | undefined;
  /** The person who enters it says that it is nobody who holds a role here. */
  readonly isNobodyHere: boolean;
  readonly asker: string;
  /** Who of those that hold a role here asks, where the words for it may mean one; `nobody` where they say that it is someone else. */
  readonly asksHere: UserId | 'nobody' | undefined;
  readonly received: IsoDay | undefined;
  readonly awaitsProof: boolean;
}

export type NotEntered =
  | 'no-subject'
  | 'two-subjects'
  | 'no-asker'
  | 'asker-holds-a-role'
  | 'no-day'
  | 'holds-a-role'
  | 'about-you'
  | 'not-on-the-list';

/** For anyone who takes reports; nobody learns of one that is about themselves. */
export async function requestsFor(deps: AccessDeps, actor: Actor): Promise<RequestsAnswer> {
  if (!(await schoolReadBy(deps, actor))) {
    await noteRefusal(deps, actor, 'access-requests');
    return { kind: 'not-available' };
  }
  const all = await deps.requests.all();
  return {
    kind: 'requests',
    requests: all.flatMap((request) => {
      const school = deps.trust.schools.find(({ id }) => id === request.school);
      const parts = school ? partsFor(school, request.subject, actor.user) : [];
      if (!school || parts.length === 0) return [];
      const open = parts.filter((part) => !isDoneBy(request, part, actor.user));
      return [{ request, school, parts, open, mayEnd: mayEnter(school, actor.user) }];
    }),
    schools: deps.trust.schools.filter((school) => mayEnter(school, actor.user)),
  };
}

/** Whose second step is asked for: where they take reports. */
export const schoolsOf = ({ trust }: Pick<AccessDeps, 'trust'>, { user }: Actor): readonly School[] =>
  trust.schools.filter((school) => takesReports(school, user));

/** One of theirs. */
export async function requestFor(deps: AccessDeps, id: string, actor: Actor): Promise<TheirRequest | undefined> {
  const found = await requestsFor(deps, actor);
  return found.kind === 'requests' ? found.requests.find(({ request }) => request.id === id) : undefined;
}

export type Entered =
  | { readonly kind: 'entered' }
  | { readonly kind: 'not-available' }
  | { readonly kind: 'not-entered'; readonly why: Exclude<NotEntered, 'asker-holds-a-role'> }
  /** Only the person who enters it can tell whether one of these asks: they must not decide what they are given. */
  | { readonly kind: 'not-entered'; readonly why: 'asker-holds-a-role'; readonly mayAsk: readonly RoleHolder[] };

/** Enters one; everyone who looks through their reports for it is told soon. */
export async function enterRequest(deps: AccessDeps, actor: Actor, wanted: WantedRequest): Promise<Entered> {
  const found = await requestsFor(deps, actor);
  const school =
    found.kind === 'requests'
      ? found.schools.find(({ id }, at) => (wanted.school === undefined ? at === 0 : id === wanted.school))
      : undefined;
  if (!school) return { kind: 'not-available' };
  const no = (why: Exclude<NotEntered, 'asker-holds-a-role'>) => ({ kind: 'not-entered', why }) as const;
  const { asker, received, person, alsoCalled, awaitsProof } = wanted;
  // Which of the two is meant decides who sees nothing of it.
  if (wanted.pupil !== undefined && person !== undefined) return no('two-subjects');
  const pupil = wanted.pupil === undefined ? undefined : await deps.rolls.pupil(school, { id: wanted.pupil });
  if (wanted.pupil !== undefined && !pupil) return no('not-on-the-list');
  const called = await calledIn(deps, school, person);
  if (person !== undefined && called === undefined) return no('not-on-the-list');
  const name = pupil?.name ?? called ?? wanted.name;
  if (name === '') return no('no-subject');
  if (asker === '') return no('no-asker');
  const now = deps.clock();
  if (!received || received > dayOf(now)) return no('no-day');
  const meant = holdersCalled(school, { name, alsoCalled, pupil: pupil?.id }).filter((id) => id !== person);
  const isKnown = isHolder(school, person);
  // Only the person who enters it can tell whether that is who asks.
  if (!isKnown && !wanted.isNobodyHere && meant.length > 0) return no('holds-a-role');
  // And nobody of themself.
  if (!isKnown && meant.includes(actor.user)) return no('about-you');
  const isOfThem = person === undefined ? [] : [person];
  const mayAsk = holdersCalled(school, { name: asker, alsoCalled: [], pupil: undefined }).filter(
    (id) => !isOfThem.includes(id),
  );
  const { asksHere } = wanted;
  const asking = mayAsk.filter((id) => id === asksHere);
  if (mayAsk.length > 0 && asking.length === 0 && asksHere !== 'nobody') {
    const named = new Map(everyHolder(school).map((one) => [one.id, one]));
    return { kind: 'not-entered', why: 'asker-holds-a-role', mayAsk: mayAsk.flatMap((id) => named.get(id) ?? []) };
  }
  const shutOut = [...new Set([...isOfThem, ...asking])];
  if (shutOut.includes(actor.user)) return no('about-you');
  await deps.requests.add({
    id: wanted.id,
    school: school.id,
    by: actor.user,
    at: now,
    received,
    awaitsProof,
    asker,
    subject: { name, alsoCalled, pupil: pupil?.id, person, shutOut, cleared: meant },
    events: [],
  });
  deps.log.info('concern.access-requested', { school: school.id });
  await deps.wake();
  return { kind: 'entered' };
}

async function calledIn(deps: AccessDeps, school: School, person: UserId | undefined): Promise<string | undefined> {
  if (person === undefined) return undefined;
  const holder = everyHolder(school).find(({ id }) => id === person);
  return holder?.name ?? (await namesOfAccounts(deps, school, [person]))[0];
}

/** What someone says of a request. */
export type RequestAct =
  | { readonly kind: 'confirmed' | 'answered'; readonly day: IsoDay | undefined }
  | { readonly kind: 'extended' | 'withdrawn' };

/**
 * `no-day`: there is none, or it is still to come. `not-now`: it has ended, or is past what it would change.
 * @param isTry only says what would come of it
 */
export async function noteOnRequest(
  deps: AccessDeps,
  id: string,
  actor: Actor,
  act: RequestAct,
  isTry = false,
): Promise<'done' | 'not-available' | 'no-day' | 'not-now'> {
  const theirs = await requestFor(deps, id, actor);
  if (!theirs?.mayEnd) return 'not-available';
  const { request } = theirs;
  const at = deps.clock();
  const today = dayOf(at);
  const day = 'day' in act ? act.day : undefined;
  // Pressed again because the first answer never came.
  if (request.events.some((one) => one.kind === act.kind && one.by === actor.user && one.day === day)) return 'done';
  if (endOf(request)) return 'not-now';
  if (act.kind === 'extended' && !mayExtend(request, today)) return 'not-now';
  if (act.kind === 'confirmed' && startOf(request) !== undefined) return 'not-now';
  if ('day' in act && (day === undefined || day > today || day < request.received)) return 'no-day';
  if (isTry) return 'done';
  await deps.requests.note(id, { at, by: actor.user, kind: act.kind, day });
  await deps.wake();
  return 'done';
}

export const isDecisionFor =
  (request: string) =>
  ({ kind, facts }: Entry): boolean =>
    kind === 'access-decided' && facts?.request === request;

/** Whether a report has to do with a request by what was last decided on it, and not with someone else of that name. */
export function isOfRequest(request: string, trail: readonly Entry[]): boolean {
  const last = trail.findLast(isDecisionFor(request));
  return last !== undefined && last.facts?.decision !== 'other';
}

/** Whether a request is open for which it was decided what of a report is given. Needs no key. */
export async function isNeededForRequest(
  { requests }: Pick<RequestDeps, 'requests'>,
  trail: readonly Entry[],
): Promise<boolean> {
  if (!trail.some(({ kind }) => kind === 'access-decided')) return false;
  return (await requests.ends()).some((one) => isOfRequest(one.id, trail) && !endOf(one));
}

/** Removes what ended so long ago that nobody may ask about it any more. */
export async function removeOldRequests(deps: Pick<RequestDeps, 'requests' | 'clock' | 'log'>): Promise<void> {
  for (const request of await deps.requests.ends())
    if (isOver(request, deps.clock())) {
      await deps.requests.remove(request.id);
      deps.log.info('concern.access-request-removed', { school: request.school });
    }
}
