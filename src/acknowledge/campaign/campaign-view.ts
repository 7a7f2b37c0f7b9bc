import type { CampaignId } from '../../kernel/ids.ts';
import { formatDay, type IsoDay } from '../../kernel/time.ts';
import { type MergedFigures, mergedFigures } from '../../school/merged-figures.ts';
import type { School } from '../../school/school.ts';
import type { Exclusion } from '../audience/exclusion.ts';
import { asksDifferently, wantedWords } from '../audience/wanted.ts';
import { isSendable, nextSchoolMorning } from '../delivery/school-morning.ts';
import { type Numbers, numbersOf } from '../register/numbers.ts';
import { isExpected, type Person, type PersonState, type Reason } from '../register/person.ts';
import { policiesOf } from '../text/as-asked.ts';
import { ASKED_FOR_IT, EVERYONE_ASKED } from '../wording.ts';
import {
  type BoundPolicy,
  type BoundQuiz,
  type Campaign,
  type CampaignStatus,
  type Held,
  type Problem,
  STATUS_WORDING,
} from './campaign.ts';

/** Numbers by group and site. */
export interface Tally {
  readonly staffGroup: string;
  readonly site: string;
  readonly state: PersonState;
  readonly reason: Reason | undefined;
  /** See `Person`. */
  readonly askedFor?: Person['askedFor'];
  /** They wait for a moment of their own: before a campaign is sent, their first day. */
  readonly isLater?: true;
  readonly count: number;
}

/** Numbers of one staff group, one site or all. */
export interface Progress extends Numbers {
  readonly name: string;
}

/** What goes with signatures, such as one kind of training, in numbers. */
export interface Total {
  readonly name: string;
  readonly words: string;
  /** How many have this and a signature. */
  readonly withSignature: string;
  /** It counts some people only, such as those whom a policy is for. */
  readonly isOfSome: boolean;
}

/** All that the card of a campaign shows to those who run it. */
export interface CampaignView {
  readonly campaign: CampaignId;
  readonly title: string;
  readonly school: string;
  readonly status: CampaignStatus;
  /** Who would be asked, where nobody has been: see `CampaignStore.listMark`. */
  readonly list?: string;
  readonly problem: Problem | undefined;
  readonly dueDay: IsoDay;
  readonly startedAt: Date | undefined;
  /** See `Campaign`. */
  readonly sendAt: Date | undefined;
  readonly spreadMinutes: number;
  /** Whether it is sent then, unless its list cannot be read until its moment. */
  readonly isPlanned: boolean;
  readonly endsOn: IsoDay | undefined;
  /** When it would be sent unless someone chooses otherwise; `undefined` when term dates have run out. */
  readonly nextMorning: Date | undefined;
  /** Whether the school is open at `drawnAt`. */
  readonly isSchoolOpen: boolean;
  readonly note: string | undefined;
  readonly policies: readonly {
    readonly title: string;
    readonly version: string | undefined;
    readonly date: string | undefined;
    readonly quiz: BoundQuiz | undefined;
    /** Who it is for, in a few words (none for everyone asked), and how far they are; absent where every policy is for everyone asked. */
    readonly audience?: { readonly words: string | undefined } & Numbers;
  }[];
  readonly total: Progress;
  readonly groups: readonly Progress[];
  readonly sites: readonly Progress[];
  /** What all of these are summed from. */
  readonly tally: readonly Tally[];
  /** How many are in each state. */
  readonly states: readonly { readonly state: PersonState; readonly count: number }[];
  /** Why people are unreachable or on paper, and how many. */
  readonly reasons: readonly { readonly state: PersonState; readonly reason: Reason; readonly count: number }[];
  readonly exclusions: readonly Exclusion[];
  /** See `Campaign`. */
  readonly inPlaceOf: string | undefined;
  /** In a few words who is asked. */
  readonly asked: string;
  readonly message: string | undefined;
  readonly reading: Campaign['reading'];
  /** What the school asks for as well as a signature; absent where it asks for nothing. */
  readonly goesWith?: { readonly title: string; readonly totals: readonly Total[] };
  /** See `Campaign`. */
  readonly held: Held;
  readonly drawnAt: Date;
}

export function campaignView(
  campaign: Campaign,
  school: Pick<School, 'name'> & Partial<Pick<School, 'hours'>>,
  tally: readonly Tally[],
  exclusions: readonly Exclusion[],
  now: Date,
  goesWith?: CampaignView['goesWith'],
): CampaignView {
  return {
    campaign: campaign.id,
    title: campaign.title,
    school: school.name,
    status: campaign.status,
    problem: campaign.problem,
    dueDay: campaign.dueDay,
    startedAt: campaign.startedAt,
    sendAt: campaign.sendAt,
    spreadMinutes: campaign.spreadMinutes,
    isPlanned: campaign.status === 'planned',
    endsOn: campaign.endsOn,
    nextMorning: school.hours && nextSchoolMorning(school.hours, now),
    isSchoolOpen: school.hours !== undefined && isSendable(school.hours, now),
    note: campaign.note,
    policies: campaign.policies.map((policy) => ({
      ...{ title: policy.title, version: policy.version, date: policy.date, quiz: policy.check },
      ...(asksDifferently(campaign.wanted, tally) && { audience: audienceOf(campaign, policy, tally) }),
    })),
    total: progressOf('Everyone', tally),
    groups: progressBy(tally, ({ staffGroup }) => staffGroup),
    sites: progressBy(tally, ({ site }) => site),
    tally,
    states: sumBy(tally, ({ state }) => state).map(([state, count]) => ({ state, count })),
    reasons: reasonsIn(tally),
    exclusions,
    inPlaceOf: campaign.inPlaceOf,
    asked: wantedWords(campaign.wanted, formatDay),
    message: campaign.message?.words,
    reading: campaign.reading,
    ...(goesWith && { goesWith }),
    held: campaign.held,
    drawnAt: now,
  };
}

/** Who one policy is for, and how far they are with what they are asked. */
function audienceOf({ wanted }: Campaign, policy: BoundPolicy, tally: readonly Tally[]) {
  const chosen = wanted.policies?.[policy.policyId];
  const theirs = tally.filter((row) => policiesOf([policy], row).length > 0);
  return { words: chosen && wantedWords(chosen, formatDay), ...numbersOf(theirs) };
}

/** Where it stands, in a few words. */
export const statusWords = ({ status, isPlanned }: Pick<CampaignView, 'status' | 'isPlanned'>): string =>
  status === 'refused' && isPlanned ? 'Planned, but the staff list could not be read' : STATUS_WORDING[status];

/** Who one policy is for, in words for any reader. */
export const audienceWords = ({ total }: CampaignView, { audience }: CampaignView['policies'][number]): string =>
  audience?.words ?? (audience && audience.expected < total.expected ? ASKED_FOR_IT : EVERYONE_ASKED);

/** By group and site as far as that tells nothing about anyone: for what leaves the school. */
export function mergedOf(tally: readonly Tally[]): MergedFigures {
  const expected = tally.filter(({ state }) => isExpected(state));
  const atoms = [...Map.groupBy(expected, ({ staffGroup, site }) => JSON.stringify([staffGroup, site])).values()];
  return mergedFigures(
    atoms.map((rows) => ({ group: rows[0]?.staffGroup ?? '', site: rows[0]?.site ?? '', ...numbersOf(rows) })),
  );
}

/** Adds up one part of a register. */
export const progressOf = (name: string, tally: readonly Tally[]): Progress => ({ name, ...numbersOf(tally) });

const progressBy = (tally: readonly Tally[], key: (row: Tally) => string): Progress[] =>
  [...new Set(tally.map(key))].sort().map((name) =>
    progressOf(
      name,
      tally.filter((row) => key(row) === name),
    ),
  );

function sumBy<K>(tally: readonly Tally[], key: (row: Tally) => K): (readonly [K, number])[] {
  const sums = new Map<K, number>();
  for (const row of tally) sums.set(key(row), (sums.get(key(row)) ?? 0) + row.count);
  return [...sums];
}

function reasonsIn(tally: readonly Tally[]): CampaignView['reasons'] {
  const sums = new Map<string, { state: PersonState; reason: Reason; count: number }>();
  for (const { state, reason, count } of tally) {
    if (reason === undefined) continue;
    const key = `${state} ${reason}`;
    const sum = sums.get(key) ?? { state, reason, count: 0 };
    sums.set(key, { ...sum, count: sum.count + count });
  }
  return [...sums.values()].sort((a, b) => b.count - a.count);
}
