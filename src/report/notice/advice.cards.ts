import { formatDay, formatInstant } from '../../kernel/time.ts';
import { type Element, heading, phones, plain, section, text } from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import { type Concern, isDecidedOn, isOfConduct } from '../concern.ts';
import type { DutyNow } from '../form/duties.ts';
import type { AdviceFirst } from '../notice.ts';

/** For the person who has a report about an adult, before they do anything: on its cards, and behind a button of the record. */
export const adviceFirst = (
  advice: AdviceFirst | undefined,
  shown: { readonly id?: string; readonly hidden?: boolean } = {},
): Element | undefined =>
  advice &&
  section(
    { style: 'warning', ...shown },
    text(SAFE, { bold: true }),
    advice.nation === 'england' ? LADO : LOCAL_ADVICE,
    phones([numberForAdvice(advice)]),
    advice.nation === 'england' ? LOW_LEVEL : undefined,
    text(
      'Until you have that advice: do not investigate, do not interview anyone, and do not tell the person it is about.',
      { bold: true },
    ),
    'Simple checks of a rota or a register are fine.',
    advice.nation === 'england' || advice.nation === 'wales'
      ? 'Keep it confidential. It can be a crime to publish anything that may identify a teacher accused by a pupil, or on a pupil’s behalf, before they are charged. Posts and messages to parents count.'
      : 'Keep it confidential.',
  );

/** What a button of the record shows. */
export const ADVICE = 'advice-first';

/**
 * The same at the head of the record, where what happened is on the first screen of a phone: what keeps a child safe and what would
 * spoil an inquiry, and the rest behind a button. The card that the record was opened from has all of it.
 */
export const adviceInShort = (advice: AdviceFirst | undefined): readonly Element[] | undefined =>
  advice && [
    text(SAFE, { bold: true }),
    text(
      advice.nation === 'england'
        ? '**Tell the LADO within one working day** if the adult may have harmed a child or be a risk to children. Until they have advised, do not investigate, do not interview anyone, and do not tell the person it is about.'
        : '**Ask for advice at once.** Until you have it, do not investigate, do not interview anyone, and do not tell the person it is about.',
    ),
    adviceFirst(advice, { id: ADVICE, hidden: true }) ?? section({}),
  ];

const SAFE = 'Make sure that the children are safe. In danger now: phone **999**.';
const LADO = text(
  '**Tell the LADO within one working day**, before anyone investigates, if the adult may have harmed a child, may be a risk to children or may not be suitable to work with them. A possible offence against a child counts. Not sure? Ask the LADO.',
);
const LOW_LEVEL = text(
  'For anything you judge to be less than that, follow your school’s policy on low-level concerns.',
);
const LOCAL_ADVICE = text(
  '**Ask for advice at once**, before anyone investigates, from the people your local procedures name for allegations against adults who work with children.',
);

/** A report discharges none of these: they are shown before it is written, once it is sent, and to those who have it where its words are near. */
export const dutySection = ({ duty, isReviewDue }: DutyNow): Element =>
  section(
    { style: 'warning' },
    heading(duty.title, { small: true }),
    plain(duty.text),
    plain(
      isReviewDue
        ? `${duty.owner} was due to check by ${formatDay(duty.reviewBy)} that this is still right, and has not. Ask before you rely on it.`
        : `Kept up to date by ${duty.owner}, next by ${formatDay(duty.reviewBy)}.`,
      { subtle: true, small: true },
    ),
  );

/**
 * By when the ICO is told of a breach of personal data, for the person who decides about it.
 * @param from when the first member of staff knew; `report`: nobody has said that it was before; `card`: as little is known, and it
 *   cannot be said there
 * @param more what stands beside it: what was written of times, and the way to say when it was known
 */
export const breachClock = (
  ends: Date,
  from: Date | 'report' | 'card',
  more: readonly (Element | undefined)[] = [],
): Element =>
  section(
    { style: 'warning' },
    text(`72 hours end on ${formatInstant(ends)}${from === 'card' ? ' at the latest' : ''}`, { bold: true }),
    text(
      from instanceof Date
        ? `Counted from ${formatInstant(from)}, when the first member of staff knew. Nights and weekends count.`
        : CLOCK_WORDING[from],
    ),
    ...more,
    'By then the ICO is told, unless a risk to people is unlikely.',
  );

const CLOCK_WORDING = {
  report: 'Counted from the report. If someone knew earlier, say when: they end earlier. Nights and weekends count.',
  // The card has nothing that was written, and the record has what was said of it since.
  card: 'Counted from the report. If someone knew earlier, they end earlier: the record says so, or say it there. Nights and weekends count.',
} as const;

/** The numbers that a button shows. */
export const NUMBERS = 'numbers-to-phone';

/**
 * For someone who has opened a report of a child, at night too: where it is urgent what to do until a decision is in the record, and the numbers,
 * which a button shows for as long as it is open: who decided may have to phone again. Of a matter about an adult they stand in the advice
 * until then. `undefined` where it is not for this report.
 * @param duties with which its words have to do: whom one phones for them stands there too
 */
export function ringFirst(
  concern: Concern,
  school: Pick<School, 'contacts' | 'nation'>,
  duties: readonly DutyNow[] = [],
): readonly Element[] | undefined {
  const isDecided = isDecidedOn(concern);
  const ofDuties = numbersFor(duties);
  const isPressing = concern.isUrgent || ofDuties.length > 0;
  const numbers =
    concern.kind === 'child'
      ? [...ofDuties, ...numbersOfChild(school)]
      : isOfConduct(concern.kind) && isDecided
        ? [numberForAdvice({ nation: school.nation, lado: school.contacts.lado })]
        : [];
  if (numbers.length === 0 || concern.isStub || concern.drillBegunAt || concern.status === 'closed') return undefined;
  return [
    ...(isDecided || !isPressing
      ? []
      : [text('In danger now: phone **999**. You can refer at any hour.', { bold: true })]),
    section({ style: 'emphasis', id: NUMBERS, hidden: true }, phones([['In danger now', '999'], ...numbers])),
  ];
}

/**
 * A referral is a phone call: what is decided and not written down as told may not have been made. It stays, also once it is closed.
 * @param isToldNobody nothing in the record says that anyone outside was told
 */
export const toldNobody = (
  { kind, isStub, drillBegunAt }: Concern,
  school: Pick<School, 'contacts'>,
  isToldNobody: boolean,
  duties: readonly DutyNow[] = [],
): Element | undefined =>
  isToldNobody && kind === 'child' && !isStub && !drillBegunAt
    ? section(
        { style: 'attention' },
        text('Nothing here says that this referral was made', { bold: true, tone: 'attention' }),
        text('Not made yet? Phone now. Made? Record who was told, when, and their reference.'),
        phones([['In danger now', '999'], ...numbersFor(duties), ...numbersOfChild(school)]),
      )
    : undefined;

type Dialled = readonly [whose: string, number: string];
const numbersFor = (duties: readonly DutyNow[]): readonly Dialled[] =>
  duties.flatMap(({ duty: { numbers = [] } }) => numbers.map(({ name, number }): Dialled => [name, number]));
const numbersOfChild = ({ contacts }: Pick<School, 'contacts'>): readonly Dialled[] => [
  ['Children’s social care', contacts.childrensSocialCare],
  ['Out of hours', contacts.outOfHours],
  ['Police, when it is not an emergency', contacts.police],
];
const numberForAdvice = ({ nation, lado }: AdviceFirst): Dialled => [
  nation === 'england' ? 'The LADO' : 'Advice on allegations',
  lado,
];
