import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { addDays, dayOf, type IsoDay, parseDay } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import { type Campaign, takesAnswers } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import type { CampaignEvent, EventFacts, EventKind } from '../evidence/event.ts';
import type { Host } from '../host.ts';
import { ownDueDay } from '../planning/due-day.ts';
import type { PlanDeps } from '../planning/plan.ts';
import { acknowledge } from '../request/answer.ts';
import type { CampaignStore } from '../store-ports.ts';
import { policiesOf } from '../text/as-asked.ts';
import { named } from '../text/confirmation.ts';
import { ENTRIES, type EntryKind, type Person, type PersonId, type PersonState, type Reason } from './person.ts';

interface Rule {
  /** Where the person has to be. */
  readonly from: readonly PersonState[];
  /** Where they still are while it can be taken back: nobody has said or done anything since. */
  readonly holds: readonly PersonState[];
  readonly event: EventKind;
}

const OPEN: readonly PersonState[] = ['waiting', 'asked', 'queried', 'unreachable', 'paper'];

/** One row for each: who may be entered so, and until when it can be taken back. */
const RULES: Readonly<Record<EntryKind, Rule>> = {
  // Why someone is away is not asked, not kept and not shown.
  away: { from: [...OPEN, 'sending'], holds: ['paused'], event: 'paused' },
  back: { from: ['paused'], holds: ['asked', 'waiting', 'unreachable', 'paper'], event: 'returned' },
  answered: { from: ['queried'], holds: ['asked', 'waiting', 'unreachable'], event: 'query-answered' },
  'to-paper': { from: ['waiting', 'asked', 'queried', 'unreachable'], holds: ['paper'], event: 'moved-to-paper' },
  // Who has signed leaves too: what they signed stays.
  'not-staff': { from: [...OPEN, 'paused', 'acknowledged'], holds: ['left'], event: 'left' },
  witnessed: { from: [...OPEN, 'sending', 'paused'], holds: ['acknowledged', 'left'], event: 'acknowledged' },
  added: { from: [], holds: ['paper'], event: 'added' },
  link: { from: [], holds: [...OPEN, 'paused'], event: 'links-made' },
};

/** What can be entered about someone who is already on the list. */
export const PERSON_ENTRIES = ENTRIES.filter((kind) => RULES[kind].from.length > 0);

/** What makes sense for someone now. */
export const entriesFor = (state: PersonState): readonly EntryKind[] =>
  PERSON_ENTRIES.filter((kind) => RULES[kind].from.includes(state));

/** One entry as the chain has it. */
export interface Entry {
  /** Its place in the chain, by which it is taken back. */
  readonly seq: number;
  readonly kind: EntryKind;
  readonly person: PersonId;
  readonly at: Date;
  /** Who entered it. */
  readonly by: string;
  /** Who saw it or said it, and the day of it, where that was asked. */
  readonly who: string | undefined;
  readonly day: IsoDay | undefined;
  /** Where the person was before. Absent in what was entered before this was kept. */
  readonly was: Before | undefined;
  readonly takenBack: { readonly at: Date; readonly by: string; readonly why: string } | undefined;
}

type Before = Pick<Person, 'state' | 'reason' | 'stateBefore' | 'dueDay'>;

/** Who saw it or said it, and the day of it: what an inspector would ask. */
export interface Source {
  readonly who: string;
  readonly day: IsoDay;
}

export const entryFacts = (kind: EntryKind, source?: Source, was?: Before): Readonly<Record<string, string>> => ({
  entry: kind,
  ...(source && { who: source.who, day: source.day }),
  ...(was && { was: was.state, wasDue: was.dueDay }),
  ...(was?.reason && { wasReason: was.reason }),
  ...(was?.stateBefore && { wasBefore: was.stateBefore }),
});

/** Everything that was entered about one person, oldest first, out of what the chain has about them. */
export function entriesIn(events: readonly CampaignEvent[]): readonly Entry[] {
  const taken = new Map(
    events
      .filter(({ kind }) => kind === 'taken-back')
      .map(({ at, by = '', facts }) => [Number(facts.event), { at, by, why: String(facts.why ?? '') }]),
  );
  return events.flatMap((event) => {
    const kind = kindOf(event);
    if (kind === undefined || event.by === undefined || event.person === undefined) return [];
    const { seq, person, at, by, facts } = event;
    const who = facts.who ?? facts.witness;
    return [
      {
        ...{ seq, kind, person, at, by },
        who: who === undefined ? undefined : String(who),
        day: parseDay(facts.day ?? facts.signedOn),
        was: beforeOf(facts),
        takenBack: taken.get(seq),
      },
    ];
  });
}

/** Entries from before they were called so are known by their event, and by the person who made it: the rest happened by itself, or was adding by name. */
function kindOf({ kind, by, facts }: CampaignEvent): EntryKind | undefined {
  const called = ENTRIES.find((entry) => entry === facts.entry && RULES[entry].event === kind);
  if (called || by === undefined || facts.entry !== undefined || facts.named !== undefined) return called;
  if (kind === 'acknowledged') return facts.method === 'witnessed' ? 'witnessed' : undefined;
  return PERSON_ENTRIES.find((entry) => RULES[entry].event === kind);
}

function beforeOf(facts: EventFacts): Before | undefined {
  const dueDay = parseDay(facts.wasDue);
  if (facts.was === undefined || dueDay === undefined) return undefined;
  return {
    state: facts.was as PersonState,
    reason: facts.wasReason as Reason | undefined,
    stateBefore: facts.wasBefore as PersonState | undefined,
    dueDay,
  };
}

/**
 * The entry that can be taken back now: the last one that stands, and only while the person has said or done nothing since. Links are apart,
 * because they change nothing about where someone is.
 */
export function lastStanding(
  entries: readonly Entry[],
  person: Pick<Person, 'state' | 'reason'>,
  ofLinks = false,
): Entry | undefined {
  const last = entries.findLast(({ kind, takenBack }) => takenBack === undefined && (kind === 'link') === ofLinks);
  // Put on the list again and gone for another reason, they are not where an earlier entry put them.
  const isElsewhere = last?.kind === 'not-staff' && person.reason !== 'not-staff';
  return last && !isElsewhere && RULES[last.kind].holds.includes(person.state) ? last : undefined;
}

export type Outcome =
  | { readonly kind: 'entered'; readonly person: Person }
  | { readonly kind: 'taken-back'; readonly person: Person; readonly entry: Entry }
  | { readonly kind: 'not-allowed' | 'not-now' | 'nothing-to-read' }
  /** Nobody witnesses their own signature. */
  | { readonly kind: 'own-witness'; readonly name: string }
  /** `from`: why a signature counts from the earliest; absent for what is no signature. */
  | { readonly kind: 'bad-day'; readonly earliest: IsoDay; readonly latest: IsoDay; readonly from?: CountsFrom };

/** Why a signature on paper counts from a day: it is that of the version that is signed, or, where that is not known, or not past yet, that on which it was asked for. */
export type CountsFrom =
  | { readonly kind: 'version'; readonly policy: string }
  | { readonly kind: 'asked'; readonly policy: string }
  /** They were asked for more than before. */
  | { readonly kind: 'more' };

/** Whether anything was entered, or taken back. */
export const hasChanged = ({ kind }: Outcome): boolean => kind === 'entered' || kind === 'taken-back';

export type EntryDeps = Pick<PlanDeps, 'trust' | 'campaigns' | 'clock'> & {
  readonly host: Pick<Host, 'questions' | 'takingBack'>;
};

/** One entry about one person, by someone who runs the campaign. Repeating it changes nothing. */
export async function enter(
  deps: EntryDeps,
  by: UserId,
  id: CampaignId,
  about: { readonly person: PersonId; readonly kind: EntryKind; readonly source: Source },
): Promise<Outcome> {
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  return enterFor(deps, allowed, by, about);
}

/** The same once it is known that `by` may. */
export async function enterFor(
  deps: EntryDeps,
  { campaign, school }: { readonly campaign: Campaign; readonly school: School },
  by: UserId,
  { person: who, kind, source }: { readonly person: PersonId; readonly kind: EntryKind; readonly source: Source },
): Promise<Outcome> {
  const { campaigns, clock } = deps;
  const person = await campaigns.person(campaign.id, who);
  if (!person || !takesAnswers(campaign.status) || !RULES[kind].from.includes(person.state)) return { kind: 'not-now' };
  const wrong = wrongSource(kind, campaign, person, source, clock(), await askedForMoreOn(campaigns, person));
  if (wrong) return wrong;
  const isDone =
    kind === 'witnessed'
      ? await signedBefore(deps, person, source, by)
      : await moved(deps, { campaign, school }, person, { kind, source, by });
  return isDone ? { kind: 'entered', person } : { kind: 'not-now' };
}

/** When someone was asked for more than before: what they signed on paper until then was less. */
export async function askedForMoreOn(
  campaigns: Pick<CampaignStore, 'eventsOf'>,
  person: Pick<Person, 'campaign' | 'id'>,
): Promise<IsoDay | undefined> {
  const grown = (await campaigns.eventsOf(person.campaign, person.id)).filter(({ kind }) => kind === 'asked-for-more');
  const last = grown.at(-1);
  return last && dayOf(last.at);
}

type Asking = Pick<Campaign, 'startedAt' | 'createdAt' | 'policies'>;

/** From which day on a signature of this person on paper counts: the version that they sign is of that day, whenever they were asked for it. */
function countsFrom(
  campaign: Asking,
  person: Pick<Person, 'askedFor'>,
  grownOn: IsoDay | undefined,
): { readonly day: IsoDay; readonly from: CountsFrom } {
  const began = dayOf(campaign.startedAt ?? campaign.createdAt);
  const each = policiesOf(campaign.policies, person).map((policy) => {
    const of = parseDay(policy.date);
    return of !== undefined && of < began
      ? { day: of, from: { kind: 'version', policy: named(policy) } as const }
      : { day: began, from: { kind: 'asked', policy: named(policy) } as const };
  });
  const more = grownOn === undefined ? [] : [{ day: grownOn, from: { kind: 'more' } as const }];
  return [...each, ...more].reduce((one, other) => (other.day > one.day ? other : one));
}

/**
 * What is wrong with who saw it, or with its day. What is signed on paper is of the version that is asked for; the rest may have begun long
 * before.
 * @param grownOn see `askedForMoreOn`
 */
export function wrongSource(
  kind: EntryKind,
  campaign: Asking,
  person: Pick<Person, 'name' | 'askedFor'>,
  { who, day }: Source,
  now: Date,
  grownOn?: IsoDay,
): Extract<Outcome, { readonly kind: 'bad-day' | 'own-witness' }> | undefined {
  const latest = dayOf(now);
  const signed = kind === 'witnessed' ? countsFrom(campaign, person, grownOn) : undefined;
  const earliest = signed?.day ?? addDays(latest, -366);
  if (day < earliest || day > latest)
    return { kind: 'bad-day', earliest, latest, ...(signed && { from: signed.from }) };
  return kind === 'witnessed' && sameName(person.name, who) ? { kind: 'own-witness', name: person.name } : undefined;
}

const plainly = (name: string): string => name.trim().replaceAll(/\s+/g, ' ').toLocaleLowerCase('en-GB');
const sameName = (one: string, other: string): boolean => plainly(one) === plainly(other);

/** Signed on paper, before a witness. */
async function signedBefore(
  { campaigns, clock, host }: EntryDeps,
  person: Person,
  { who, day }: Source,
  by: UserId,
): Promise<boolean> {
  const answered = await acknowledge(campaigns, person.campaign, person.id, {
    ...{ now: clock(), method: 'witnessed', host, by },
    ...{ witness: who, signedOn: day, beside: entryFacts('witnessed', undefined, person) },
  });
  return answered.kind === 'recorded';
}

type Move = Exclude<EntryKind, 'witnessed' | 'added' | 'link'>;

function moved(
  { campaigns, clock }: EntryDeps,
  { campaign, school }: { readonly campaign: Campaign; readonly school: School },
  person: Person,
  { kind, source, by }: { readonly kind: EntryKind; readonly source: Source; readonly by: UserId },
): Promise<boolean> {
  const now = clock();
  const to = next(person, kind as Move);
  // Nobody hears from us at night or in the holidays; the days to answer begin when they can.
  const asking = kind === 'back' ? (nextOpening(school.hours, now) ?? now) : now;
  const dueDay = kind === 'back' ? later(person.dueDay, ownDueDay(school, dayOf(asking))) : undefined;
  const reason = kind === 'to-paper' ? 'by-hr' : kind === 'not-staff' ? 'not-staff' : undefined;
  return campaigns.changeState(
    campaign.id,
    person.id,
    RULES[kind].from,
    to,
    {
      at: now,
      ...(reason && { reason }),
      ...(dueDay && { dueDay }),
      ...(to === 'waiting' && { nextAttemptAt: asking, step: person.step }),
      ...((kind === 'away' || kind === 'not-staff') && {
        stateBefore: person.state === 'sending' ? 'waiting' : person.state,
      }),
    },
    {
      ...{ kind: RULES[kind].event, at: now, person: person.id, by },
      facts: { ...entryFacts(kind, source, person), ...(dueDay && { due: dueDay }) },
    },
  );
}

function next(person: Person, kind: Move): PersonState {
  switch (kind) {
    case 'away':
      return 'paused';
    case 'back':
      // Anyone who had the card still has it; the others are asked now.
      return person.message ? 'asked' : person.stateBefore === 'paper' ? 'paper' : 'waiting';
    case 'answered':
      return person.message ? 'asked' : 'waiting';
    case 'to-paper':
      return 'paper';
    case 'not-staff':
      return 'left';
    default:
      return kind satisfies never;
  }
}

const later = (a: IsoDay, b: IsoDay): IsoDay => (a > b ? a : b);

/** Takes an entry back, by someone who runs the campaign: the person is where they were, and why stays in the chain. Once. */
export async function takeBack(
  { campaigns, clock, host, trust }: EntryDeps,
  by: UserId,
  id: CampaignId,
  { person: who, seq, why }: { readonly person: PersonId; readonly seq: number; readonly why: string },
): Promise<Outcome> {
  const allowed = await mayRun({ campaigns, trust }, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  const [person, entries] = [await campaigns.person(id, who), entriesIn(await campaigns.eventsOf(id, who))];
  const ofLinks = entries.find((one) => one.seq === seq)?.kind === 'link';
  const entry = person && lastStanding(entries, person, ofLinks);
  if (!person || !takesAnswers(allowed.campaign.status) || entry?.seq !== seq) return { kind: 'not-now' };
  const now = clock();
  // Before it is written down: what was given out for the entry must not outlive it.
  await host.takingBack(person, entry.kind);
  const done = await campaigns.takeBack(
    id,
    who,
    { seq, from: person.state, signature: entry.kind === 'witnessed', move: wayBack(person, entry, now) },
    { kind: 'taken-back', at: now, person: who, by, facts: { event: seq, entry: entry.kind, why } },
  );
  return done ? { kind: 'taken-back', person, entry } : { kind: 'not-now' };
}

/** What changes for the person; a link moved nobody. */
function wayBack(person: Person, entry: Entry, now: Date) {
  if (entry.kind === 'link') return undefined;
  const { state: to, reason, stateBefore, dueDay } = restored(person, entry);
  const change = {
    ...{ at: now, dueDay },
    ...(reason && { reason }),
    ...(stateBefore && { stateBefore }),
    ...(to === 'waiting' && { nextAttemptAt: now, step: person.step }),
  };
  return { to, change };
}

/** Where the person was before the entry; the card may have come or gone since, and someone who has left stays so. */
function restored(person: Person, { kind, was }: Entry): Before {
  const { dueDay } = was ?? person;
  if (kind === 'added') return { state: 'left', reason: 'added-by-mistake', stateBefore: person.state, dueDay };
  const before: Before = was ?? { state: 'asked', reason: undefined, stateBefore: undefined, dueDay };
  const onTheWay: PersonState = person.user === undefined ? 'paper' : person.message ? 'asked' : 'waiting';
  const inChat = ['waiting', 'sending', 'asked', 'unreachable'].includes(before.state);
  const back: Before = inChat ? { ...before, state: onTheWay, reason: undefined } : before;
  const hasLeft = kind === 'witnessed' && person.state === 'left';
  return hasLeft ? { state: 'left', reason: person.reason, stateBefore: back.state, dueDay: person.dueDay } : back;
}
