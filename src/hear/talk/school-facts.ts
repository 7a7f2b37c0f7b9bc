import { formatDay } from '../../kernel/time.ts';
import { watchAt } from '../../school/hours.ts';
import { CONTACTS, ROLE_TITLES } from '../../school/role-titles.ts';
import { holders, type Role, type RoleHolder, type School } from '../../school/school.ts';
import type { WishId } from '../wishes/wishes.ts';
import { datesOf } from './dates/dates.ts';
import { daysTold, unreadDay } from './dates/day-told.ts';
import { readDays } from './dates/read-day.ts';
import type { Told } from './told.ts';

export type SchoolWish = Extract<WishId, `holder.${Role}` | `number.${string}` | `dates.${string}`>;

export const isSchoolWish = (wish: WishId): wish is SchoolWish => /^(?:holder|number|dates)\./.test(wish);

/**
 * What the school's configuration says; where it is silent, who would know.
 * @param about of a wish for dates the message, in which a day may be named
 */
export function tellOfSchool(wish: SchoolWish, school: School, now: Date, about = ''): Told {
  const said = ABOUT_DAYS.has(wish) ? readDays(about, now) : undefined;
  if (said?.kind === 'days') return daysTold(said.spans, school);
  // What was asked about that day and not about every day would be answered wrongly for any other.
  if (said?.kind === 'unread' && wish === 'dates.all') return unreadDay(school);
  switch (wish) {
    case 'number.office':
      return { heading: `The office of ${school.name}`, lines: [['Phone', school.contacts.office]], source: CONTACTS };
    case 'number.outside':
      return outsideNumbers(school);
    case 'dates.break-up':
    case 'dates.back':
    case 'dates.all':
    case 'dates.inset':
      return datesOf(wish, school, now);
    case 'dates.hours':
      return hoursOf(school, now);
    default:
      return holderOf(wish.slice('holder.'.length) as Role, school);
  }
}

/** Where a day is named they are answered for that day. When someone is there is told as it is every day. */
const ABOUT_DAYS: ReadonlySet<WishId> = new Set(['dates.all', 'dates.inset', 'dates.break-up', 'dates.back']);

/** The role first asked for and, of the DSL, who is in. */
function holderOf(role: Role, school: School): Told {
  const asked = holders(school, role);
  const office = `Ask the school office: ${school.contacts.office}.`;
  if (asked.length === 0)
    return {
      heading: `${ROLE_TITLES[role]}: I have not been told`,
      lines: [`Nobody is named for this at ${school.name}. ${office}`],
      source: CONTACTS,
    };
  const others = role === 'dsl' ? holders(school, 'deputy-dsl').map((one) => line('deputy-dsl', one)) : [];
  const hasNumber = asked.some(({ phone }) => phone !== undefined);
  return {
    heading: asked.length === 1 ? ROLE_TITLES[role] : `${ROLE_TITLES[role]}: ${asked.length} people`,
    lines: [
      ...asked.map(({ name, phone }) => [name, phone].filter(Boolean).join(', ')),
      ...others,
      ...(hasNumber ? [] : [`No number is given. ${office}`]),
    ],
    source: CONTACTS,
  };
}

const line = (role: Role, { name, phone }: RoleHolder): readonly [string, string] => [
  ROLE_TITLES[role],
  [name, phone].filter(Boolean).join(', '),
];

function outsideNumbers({ contacts }: School): Told {
  return {
    heading: 'Numbers outside the school',
    lines: [
      ['In danger now', '999'],
      ['Children’s social care', contacts.childrensSocialCare],
      ['Out of hours', contacts.outOfHours],
      ['LADO (allegations about adults)', contacts.lado],
      ['Police, not urgent', contacts.police],
      ['Whistleblowing advice', contacts.whistleblowing],
      ...contacts.others.map(({ name, number, note }): readonly [string, string] => [
        name,
        note === undefined ? number : `${number} (${note})`,
      ]),
    ],
    source: `Checked by ${contacts.checkedBy} on ${formatDay(contacts.checkedOn)}`,
  };
}

function hoursOf({ name, hours, contacts }: School, now: Date): Told {
  const watch = watchAt(hours, now);
  const next = watch.until ? `, and then from ${watch.until}` : '';
  return {
    heading: `When someone is at ${name}`,
    lines: [
      ['School days', `${hours.opens} to ${hours.closes}`],
      watch.kind === 'open'
        ? `Reports are watched now, until ${watch.closes}${next}.`
        : `Nobody watches reports now${watch.until ? `, until ${watch.until}` : ''}. In danger now: phone 999. If a child is at risk before then, phone ${contacts.outOfHours}.`,
      `Other times, such as the gates or clubs: ask the office, ${contacts.office}.`,
    ],
    source: 'From the times that your school gave Lanyard',
  };
}
