import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { isOpen, nextOpening, schoolDaysLater } from '../../school/hours.ts';
import { holders, type School } from '../../school/school.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { type CampaignDeps, mayRun } from '../campaign/campaign-commands.ts';
import { type Calendar, calendarOf } from '../delivery/reminder-days.ts';
import type { Person, PersonId } from '../register/person.ts';
import type { ChaseStore, HandReminder, ListStore } from '../store-ports.ts';

/** One by hand goes to nobody on a day of its own who heard from us in so many school days. */
const QUIET_SCHOOL_DAYS = 5;

/** In so many school days after HR wanted it, it goes out or not at all: their words are of their week. */
const LASTS_SCHOOL_DAYS = 10;

/** The last day on which one that was wanted then goes to anyone. */
export const lastDay = ({ hours }: School, wantedAt: Date): IsoDay =>
  schoolDaysLater(hours, dayOf(wantedAt), LASTS_SCHOOL_DAYS);

/** Whether it did not go out until then. */
export const isOver = (school: School, { sentAt, wantedAt }: HandReminder, now: Date): boolean =>
  !sentAt && dayOf(now) > lastDay(school, wantedAt);

/** When someone heard from us last: their card, a reminder, or that they are asked again. */
const lastHeard = ({ askedAt, lastRemindedAt, stateAt }: Person): Date =>
  [askedAt, lastRemindedAt].reduce<Date>((latest, at) => (at && at > latest ? at : latest), stateAt);

/**
 * When the calendar reminds someone next. One by hand that went out on a day of its own stands for the next planned one, where that is
 * within five school days, and for no other: nobody hears less because HR pressed.
 */
export function nextPlanned(
  { hours }: School,
  person: Person,
  hand: Pick<HandReminder, 'aloneAt'> | undefined,
  calendar: Calendar,
): Date | undefined {
  const last = lastHeard(person);
  const next = calendar(person.dueDay, last);
  const isLast = hand?.aloneAt !== undefined && hand.aloneAt >= last;
  const standsForIt = isLast && next && dayOf(next) < schoolDaysLater(hours, dayOf(last), QUIET_SCHOOL_DAYS);
  return standsForIt ? calendar(person.dueDay, next) : next;
}

/** Whom HR wants to remind. */
export const EVERYONE = 'all';
export type Whom = string;

/** One choice of whom to remind, with how many have not answered. */
export interface WhomChoice {
  readonly value: Whom;
  readonly kind: 'everyone' | 'group' | 'manager' | 'person';
  readonly name: string;
  readonly count: number;
}

/** A reminder by hand that was wanted at one moment, as far as it has not gone. */
export interface Waiting {
  readonly wantedAt: Date;
  /** How who wanted it is called; they may not be HR any more. */
  readonly by: string | undefined;
  readonly words: string | undefined;
  readonly people: readonly Person[];
  /** The first and the last day on which it goes to one of these. */
  readonly from: IsoDay;
  readonly until: IsoDay;
}

/** A reminder by hand before it goes out. */
export interface HandPlan {
  readonly campaign: Campaign;
  readonly choices: readonly WhomChoice[];
  readonly goesTo: readonly Person[];
  /** Reminded, or asked, in the last school days: it goes to them with the next planned reminder, or once these are over. */
  readonly goesLater: readonly Person[];
  /** The first and the last day on which it goes to one of these; absent where there are none. */
  readonly later: { readonly from: IsoDay; readonly until: IsoDay } | undefined;
  /** Those of all of these for whom one waits already: this one goes in its place. */
  readonly onItsWay: readonly Person[];
  /** Who cannot get it for now gets it until then. */
  readonly lastDay: IsoDay;
  /** All that are wanted and have not gone, to anyone; the oldest first. */
  readonly waiting: readonly Waiting[];
  /** When the school opens, where it is closed now; absent where it goes out at once. */
  readonly waitsUntil: Date | undefined;
}

interface Deps extends CampaignDeps {
  readonly chases: ChaseStore;
  readonly lists: Pick<ListStore, 'managers'>;
}

/** Who of `whom` would get a reminder now; `undefined` for anyone who may not, or a campaign that does not run. */
export async function planByHand(deps: Deps, by: UserId, id: CampaignId, whom?: Whom): Promise<HandPlan | undefined> {
  const allowed = await mayRun(deps, by, id);
  if (allowed?.campaign.status !== 'running') return undefined;
  const { campaign, school } = allowed;
  // Who is away, has a question or would rather talk is not among them.
  const people = (await deps.chases.unanswered(id)).filter(({ user }) => user !== undefined);
  const managers = await deps.lists.managers(id);
  const choices = await choicesOf(deps, id, people, managers);
  const isWanted = (person: Person): boolean =>
    whom === EVERYONE ||
    whom === `g:${person.staffGroup}` ||
    whom === `m:${managers.get(person.id)}` ||
    whom === `p:${person.id}`;
  const now = deps.clock();
  const wanted = people.filter(isWanted);
  const byHand = await deps.chases.byHand(id);
  const isOnItsWay = (person: Person): boolean => {
    const hand = byHand.get(person.id);
    return hand !== undefined && !hand.sentAt;
  };
  const goesLater = wanted.filter((person) => !isFree(school, person, now));
  const calendar = calendarOf(school);
  const days = goesLater.map((person) => laterDay(school, person, byHand.get(person.id), { calendar, now })).sort();
  const [from, until] = [days.at(0), days.at(-1)];
  return {
    campaign,
    choices,
    goesTo: wanted.filter((person) => isFree(school, person, now)),
    goesLater,
    later: from && until && { from, until },
    onItsWay: wanted.filter(isOnItsWay),
    lastDay: lastDay(school, now),
    waiting: waitingOf(school, people.filter(isOnItsWay), byHand, now),
    waitsUntil: isOpen(school.hours, now) ? undefined : nextOpening(school.hours, now),
  };
}

function waitingOf(
  school: School,
  people: readonly Person[],
  byHand: ReadonlyMap<PersonId, HandReminder>,
  now: Date,
): readonly Waiting[] {
  const opens = dayOf(nextOpening(school.hours, now) ?? now);
  const calendar = calendarOf(school);
  const dayFor = (person: Person): IsoDay =>
    isFree(school, person, now) ? opens : laterDay(school, person, byHand.get(person.id), { calendar, now });
  const byMoment = Map.groupBy(people, ({ id }) => byHand.get(id)?.wantedAt.getTime());
  return [...byMoment]
    .flatMap(([, all]): readonly Waiting[] => {
      const one = all[0] && byHand.get(all[0].id);
      const days = all.map(dayFor).sort();
      const [from, until] = [days[0], days.at(-1)];
      if (!one || !from || !until) return [];
      const by = holders(school, 'hr').find(({ id }) => id === one.by)?.name;
      return [{ wantedAt: one.wantedAt, by, words: one.words, people: all, from, until }];
    })
    .toSorted((a, b) => a.wantedAt.getTime() - b.wantedAt.getTime());
}

/** What was wanted at a moment is taken back, as far as it has not gone. @returns see `ChaseStore.dropByHand`; `undefined` for anyone who may not */
export async function dropByHand(
  deps: Deps,
  by: UserId,
  id: CampaignId,
  wantedAt: Date,
): Promise<Awaited<ReturnType<ChaseStore['dropByHand']>> | undefined> {
  return (await mayRun(deps, by, id)) ? deps.chases.dropByHand(id, wantedAt) : undefined;
}

/** The day on which one by hand goes to someone whom it is too soon for now. */
function laterDay(
  school: School,
  person: Person,
  hand: HandReminder | undefined,
  { calendar, now }: { readonly calendar: Calendar; readonly now: Date },
): IsoDay {
  const planned = nextPlanned(school, person, hand, calendar);
  const [free, today] = [freeDay(school, person), dayOf(now)];
  if (planned === undefined || dayOf(planned) > free) return free;
  // What should have gone out by now goes with the next look.
  return dayOf(planned) < today ? today : dayOf(planned);
}

/** Whether one by hand goes to someone on a day of its own. */
export const isFree = (school: School, person: Person, now: Date): boolean => dayOf(now) >= freeDay(school, person);

/** From when on they may be. */
const freeDay = ({ hours }: School, person: Person): IsoDay =>
  schoolDaysLater(hours, dayOf(lastHeard(person)), QUIET_SCHOOL_DAYS);

/** Everyone, a staff group, a manager's people as the last lists had them, or one person. */
async function choicesOf(
  { campaigns }: Deps,
  id: CampaignId,
  people: readonly Person[],
  managers: ReadonlyMap<Person['id'], UserId>,
): Promise<readonly WhomChoice[]> {
  const names = new Map((await campaigns.people(id)).map(({ user, name }) => [user, name]));
  const byGroup = [...Map.groupBy(people, ({ staffGroup }) => staffGroup)].sort(([a], [b]) => (a < b ? -1 : 1));
  const byManager = [...Map.groupBy(people, (person) => managers.get(person.id))];
  return [
    { value: EVERYONE, kind: 'everyone', name: '', count: people.length },
    ...byGroup.map(([name, all]): WhomChoice => ({ value: `g:${name}`, kind: 'group', name, count: all.length })),
    ...byManager.flatMap(([manager, all]): readonly WhomChoice[] => {
      const name = manager && names.get(manager);
      return name ? [{ value: `m:${manager}`, kind: 'manager', name, count: all.length }] : [];
    }),
    ...people
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((person): WhomChoice => ({ value: `p:${person.id}`, kind: 'person', name: person.name, count: 1 })),
  ];
}

/** Notes what is to go out: at once, when the school opens, with the next planned reminder, or once five school days are over. @returns to how many; `undefined` as for `planByHand` */
export async function sendByHand(
  deps: Deps,
  by: UserId,
  id: CampaignId,
  wanted: { readonly whom: Whom; readonly words: Harmless },
): Promise<
  (Pick<HandPlan, 'waitsUntil' | 'later'> & { readonly count: number; readonly countLater: number }) | undefined
> {
  const planned = await planByHand(deps, by, id, wanted.whom);
  if (!planned) return undefined;
  const { goesTo, goesLater, later, waitsUntil } = planned;
  const words = wanted.words.words.trim() || undefined;
  await deps.chases.wantByHand(
    id,
    [...goesTo, ...goesLater].map((person) => person.id),
    { by, words, wantedAt: deps.clock() },
  );
  return { count: goesTo.length, countLater: goesLater.length, later, waitsUntil };
}
