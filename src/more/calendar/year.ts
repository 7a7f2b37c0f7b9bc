import type { Campaign } from '../../acknowledge/campaign/campaign.ts';
import { nextReminder } from '../../acknowledge/delivery/reminder-days.ts';
import type { Ahead } from '../../acknowledge/host.ts';
import { isOutstanding, type Person } from '../../acknowledge/register/person.ts';
import type { PolicyText } from '../../acknowledge/text/policy-text.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import { addDays, addYears, dayOf, daysBetween, formatDayOfYear, type IsoDay, parseDay } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';

/** What is in HR's year. */
const YEAR_KINDS = ['send', 'remind', 'due', 'end', 'joiner', 'proposal', 'review', 'guidance', 'governors'] as const;
export type YearKind = (typeof YEAR_KINDS)[number] | Ahead['kind'];

/** One thing of campaigns or policies, or of a feature beside them. */
export interface YearEntry extends Omit<Ahead, 'kind'> {
  readonly kind: YearKind;
  readonly campaign?: CampaignId;
}

/** A campaign with those of its people who matter to the calendar. */
export interface YearCampaign {
  readonly campaign: Campaign;
  readonly people: readonly Pick<Person, 'state' | 'nextAttemptAt'>[];
}

/** How many of the coming reminders of one campaign are there; after them they go on every week. */
const REMINDERS = 6;
/** Someone who is asked later than this is a joiner whose first day is known. */
const AHEAD_DAYS = 1;

/**
 * The coming twelve months of one school, earliest first: what is sent, when reminders may go out, when answers are due, who
 * joins when (by number), when campaigns end and propose themselves, which policies are to be reviewed, when the statutory
 * guidance comes again, and when the governors get their page. Pure.
 * @param further of features beside campaigns
 */
export function yearOf(
  school: School,
  campaigns: readonly YearCampaign[],
  policies: readonly Pick<PolicyText, 'policyId' | 'title' | 'reviewOn'>[],
  now: Date,
  further: readonly Ahead[] = [],
): readonly YearEntry[] {
  const today = dayOf(now);
  const last = addYears(today, 1);
  const entries: readonly YearEntry[] = [
    ...campaigns.flatMap((each) => ofCampaign(school, each, now)),
    ...yearly(school, today),
    ...policies.flatMap(({ policyId, title, reviewOn }): YearEntry[] => {
      const day = parseDay(reviewOn);
      return day ? [{ id: `review-${policyId}`, kind: 'review', day, title: `Review due: ${title}` }] : [];
    }),
    ...further,
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
