import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { NumberChange, SchoolNumber } from '../../school/live-schools.ts';
import { PHONES, PHONES_SAVE } from '../verbs.cards.ts';
import type { PhonesView } from './phones.ts';

const TITLES: Readonly<Record<SchoolNumber, string>> = {
  office: 'School office',
  childrensSocialCare: 'Children’s social care',
  outOfHours: 'Emergency duty team, out of hours',
  lado: 'LADO',
};

/** As many as a number with its spaces and an extension has. */
const LONGEST = 30;

const line = ({ at, byName, of, number }: NumberChange, { school }: PhonesView): string => {
  const whose = of.kind === 'school' ? TITLES[of.what] : nameIn(school, of.person);
  return `${formatDay(dayOf(at))}: ${whose} ${number === '' ? 'without a number' : number}, by ${byName}`;
};
const nameIn = ({ roles }: PhonesView['school'], person: string): string =>
  Object.values(roles)
    .flat()
    .find(({ id }) => id === person)?.name ?? 'Someone';

/** Their own number, for those who answer for it the school's, and what was changed last. */
export const phonesCard = (
  view: PhonesView,
  { isWrong = false, isSaved = false }: { readonly isWrong?: boolean; readonly isSaved?: boolean } = {},
): Card =>
  card(
    heading(`Phone numbers, ${view.school.name}`),
    isWrong
      ? section(
          {
            style: 'attention',
          },
          text('Please give numbers that can be dialled: digits, spaces and +.', { bold: true }),
        )
      : undefined,
    isSaved ? section({ style: 'good' }, text('Saved. They are in use from now on.', { bold: true })) : undefined,
    input.text('ownNumber', 'Your own, as shown to someone who needs you now (leave empty for none)', {
      value: view.own.phone ?? '',
      maxLength: LONGEST,
    }),
    ...(view.mayChangeSchool ? schoolBoxes(view) : []),
    actions([submitDialog('Save', PHONES_SAVE, {}, { primary: true })]),
    ...(view.trail.length > 0
      ? [
          heading('Latest changes', { small: true }),
          ...view.trail.map((change) => plain(line(change, view), { small: true })),
        ]
      : []),
    text('If a number is changed in lanyard.yml after this, that one is used.', { subtle: true, small: true }),
  );

function schoolBoxes({ school }: PhonesView): readonly Element[] {
  const schoolBox = (id: string, what: SchoolNumber): Element =>
    input.text(id, TITLES[what], { value: school.contacts[what], maxLength: LONGEST });
  return [
    schoolBox('officeNumber', 'office'),
    schoolBox('childrensSocialCareNumber', 'childrensSocialCare'),
    schoolBox('outOfHoursNumber', 'outOfHours'),
    schoolBox('ladoNumber', 'lado'),
  ];
}

/** The way to the numbers, for who typed for them. */
export const phonesInvitation = (): Card =>
  card(
    heading('Phone numbers'),
    'Your own. The DSL’s team and the headteacher can also change the school’s.',
    actions([openDialog('Open the numbers', PHONES, {}, { primary: true })]),
  );
