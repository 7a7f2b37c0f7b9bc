import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import { nextReminder } from '../../acknowledge/delivery/reminder-days.ts';
import { isOutstanding, type Person } from '../../acknowledge/register/person.ts';
import type { PolicyText } from '../../acknowledge/text/policy-text.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import { addDays, addYears, dayOf, daysBetween, formatDayOfYear, type IsoDay, parseDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import { halfTerms, usualMoment } from '../scenarios/half-terms.ts';
import type { Scenario } from '../scenarios/scenario.ts';

/** What is in HR's year. */
const YEAR_KINDS = [
  'send',
  'remind',
  'due',
  'end',
  'joiner',
  'proposal',
  'review',
  'training',
  'scenario',
  'guidance',
  'governors',
] as const;
export type YearKind = (typeof YEAR_KINDS)[number];

/** One thing that happens, or is to be done, on one day of the coming twelve months. */
export interface YearEntry {
  /** The same for the same thing, however often the year is worked out. */
  readonly id: string;
  readonly kind: YearKind;
  readonly day: IsoDay;
  /** Where it has a moment; otherwise it is for the whole day. */
  readonly at?: Date;
  /** In plain words, without names of people. */
  readonly title: string;
  readonly campaign?: CampaignId;
}

/** A campaign with those of its people who matter to the calendar. */
export interface YearCampaign {
  readonly campaign: Campaign;
  readonly people: readonly Pick<Person, 'state' | 'nextAttemptAt'>[];
}

/** Someone's training, and when it is due again. */
export interface TrainingDue {
  readonly name: string;
  readonly dueOn: IsoDay;
}

/** What is in the year beside campaigns and policies. */
interface YearExtras {
  /** One for each person and kind. */
  readonly training?: readonly TrainingDue[];
  /** Absent where the school has switched them off. */
  readonly scenarios?: {
    /** The questions of half-terms that are decided. */
    readonly decided: readonly Pick<Scenario, 'halfTerm' | 'state' | 'sendAt'>[];
    /** There are questions, from which the others will be proposed. */
    readonly areMore: boolean;
  };
}

/** How many of the coming reminders of one campaign are there; after them they go on every week. */
const REMINDERS = 6;
/** Someone who is asked later than this is a joiner whose first day is known. */
const AHEAD_DAYS = 1;

/**
 * The coming twelve months of one school, earliest first: what is sent, when reminders may go out, when answers are due, who
 * joins when (by number), when campaigns end and propose themselves, which policies are to be reviewed, when the statutory
 * guidance comes again, when training is due again, when those who have signed get a
 * question, and when the governors get their page. Pure.
 */
export function yearOf(
  school: School,
  campaigns: readonly YearCampaign[],
  policies: readonly Pick<PolicyText, 'policyId' | 'title' | 'reviewOn'>[],
  now: Date,
  { training = [], scenarios }: YearExtras = {},
): readonly YearEntry[] {
  const today = dayOf(now);
  const last = addYears(today, 1);
  const entries = [
    ...campaigns.flatMap((each) => ofCampaign(school, each, now)),
    ...yearly(school, today),
    ...policies.flatMap(({ policyId, title, reviewOn }): YearEntry[] => {
      const day = parseDay(reviewOn);
      return day ? [{ id: `review-${policyId}`, kind: 'review', day, title: `Review due: ${title}` }] : [];
    }),
    ...trainingDue(school, training, today),
    ...(scenarios ? halfTermQuestions(school, scenarios, now) : []),
    ...governors(school),
  ];
  return entries.filter(({ day }) => day >= today && day < last).sort(byTime);
}

const byTime = (a: YearEntry, b: YearEntry): number =>
  a.day < b.day ? -1 : a.day > b.day ? 1 : (a.at?.getTime() ?? 0) - (b.at?.getTime() ?? 0) || (a.id < b.id ? -1 : 1);

function ofCampaign(school: School, { campaign, people }: YearCampaign, now: Date): YearEntry[] {
  const { id, title, status, sendAt, dueDay, endsOn } = campaign;
  const entry = (kind: YearKind, day: IsoDay, words: string, at?: Date): YearEntry => ({
    id: `${kind}-${id}-${day}`,
    kind,
    day,
    ...(at && { at }),
    title: words,
    campaign: id,
  });
  const isPlanned = status === 'planned' && sendAt !== undefined;
  const isRunning = status === 'running' || status === 'paused';
  if (!isPlanned && !isRunning) return [];
  const isAnyoneOpen = isPlanned || people.some(({ state }) => isOutstanding(state));
  const begins = isPlanned && sendAt > now ? sendAt : now;
  return [
    ...(isPlanned ? [entry('send', dayOf(sendAt), `To be sent: ${title}`, sendAt)] : []),
    ...(isAnyoneOpen && status !== 'paused'
      ? reminders(school, dueDay, begins).map((at) =>
          entry('remind', dayOf(at), `Reminders to people who have not answered: ${title}`, at),
        )
      : []),
    entry('due', dueDay, `Answers due: ${title}`),
    ...joiners(people, now).map(([day, count]) =>
      entry(
        'joiner',
        day,
        `${count === 1 ? '1 joiner is' : `${count} joiners are`} asked on their first day: ${title}`,
      ),
    ),
    ...(endsOn ? [entry('end', endsOn, `Last day: ${title}. Joiners are no longer asked after it.`)] : []),
  ];
}

function reminders({ acknowledgement, hours }: School, dueDay: IsoDay, from: Date): Date[] {
  const found: Date[] = [];
  let after = from;
  while (found.length < REMINDERS) {
    const at = nextReminder(dueDay, acknowledgement, hours, after);
    if (at === undefined || daysBetween(dueDay, dayOf(at)) > 2 * acknowledgement.remindEveryDaysAfter) break;
    found.push(at);
    after = at;
  }
  return found;
}

function joiners(people: YearCampaign['people'], now: Date): (readonly [IsoDay, number])[] {
  const ahead = people.flatMap(({ state, nextAttemptAt }) =>
    state === 'waiting' && nextAttemptAt && daysBetween(dayOf(now), dayOf(nextAttemptAt)) > AHEAD_DAYS
      ? [dayOf(nextAttemptAt)]
      : [],
  );
  return [...Map.groupBy(ahead, (day) => day)].map(([day, all]) => [day, all.length] as const);
}

/** What comes with the school year. */
function yearly({ id, acknowledgement }: School, today: IsoDay): YearEntry[] {
  const { guidance } = acknowledgement;
  const year = Number(today.slice(0, 4));
  return [year, year + 1].flatMap((each): YearEntry[] => {
    const proposed = parseDay(`${each}-${acknowledgement.proposeOn ?? ''}`);
    return [
      ...(proposed
        ? [
            {
              id: `proposal-${id}-${each}`,
              kind: 'proposal' as const,
              day: proposed,
              title: 'The yearly campaign is prepared for you. Nobody is asked before you confirm.',
            },
          ]
        : []),
      ...(guidance
        ? [
            {
              id: `guidance-${id}-${each}`,
              kind: 'guidance' as const,
              day: `${each}-${guidance.inForceOn}` as IsoDay,
              title: `${guidance.name} ${each} is expected to come into force. Look out for it from ${formatDayOfYear(guidance.expectedFrom)}.`,
            },
          ]
        : []),
    ];
  });
}

/** Month by month and by number: names are HR's, one press away. */
function trainingDue({ id }: School, training: readonly TrainingDue[], today: IsoDay): YearEntry[] {
  const ahead = training.filter(({ dueOn }) => dueOn >= today).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  return [...Map.groupBy(ahead, ({ name, dueOn }) => `${name} ${dueOn.slice(0, 7)}`)].flatMap(([key, due]) => {
    const [first] = due;
    if (!first) return [];
    const title = `${first.name}: due again for ${due.length === 1 ? '1 person' : `${due.length} people`} this month, starting on this day.`;
    return [
      { id: `training-${id}-${key.replaceAll(/\W+/g, '-')}`, kind: 'training' as const, day: first.dueOn, title },
    ];
  });
}

/** One for each half-term that is long enough, unless HR has said no to it or it is out. */
function halfTermQuestions(
  { id, hours }: School,
  { decided, areMore }: NonNullable<YearExtras['scenarios']>,
  now: Date,
): YearEntry[] {
  return halfTerms(hours).flatMap((halfTerm): YearEntry[] => {
    const known = decided.find((scenario) => scenario.halfTerm === halfTerm.id);
    const at = known ? known.sendAt : areMore ? usualMoment(hours, halfTerm) : undefined;
    if (!at || at < now || (known && known.state !== 'proposed')) return [];
    const title = `A short question to people who have signed: ${halfTerm.name}`;
    return [{ id: `scenario-${id}-${halfTerm.id}`, kind: 'scenario', day: dayOf(at), at, title }];
  });
}

/** Meetings are towards the end of a term; the page is made for the day a fortnight before. */
const BEFORE_END_DAYS = 14;
const governors = ({ id, hours }: School): YearEntry[] =>
  hours.terms.map(({ name, from, to }) => {
    const day = addDays(to, -BEFORE_END_DAYS);
    return {
      id: `governors-${id}-${to}`,
      kind: 'governors',
      day: day > from ? day : to,
      title: `The governors’ page for the term is ready to make (${name}).`,
    };
  });
