import type { Nation, School } from './school.ts';

/** Who someone can phone, and their number as it is read out. */
export type SupportLine = readonly [name: string, number: string];

/** Free to phone at any hour, the same number in all of the UK. */
const SAMARITANS: SupportLine = ['Samaritans', '116 123 (free, any time)'];

/** For everyone who works in education, free, day and night: the charity's own number, in its pages of 2016; looked up November 2026. */
const EDUCATION_SUPPORT: SupportLine = ['Education Support', '08000 562 561 (free, any time)'];

/** For someone who may be having a hard time and did not say so: nobody is alarmed by it. */
export const quietLines = (school: School): readonly SupportLine[] => [
  EDUCATION_SUPPORT,
  ...(school.contacts.assistance
    ? [[school.contacts.assistance.name, school.contacts.assistance.number] as const]
    : []),
];

/** For someone who is not safe at home: each nation has a line of its own, free and staffed day and night. Checked November 2026. */
const AT_HOME: Readonly<Record<Nation, SupportLine>> = {
  england: ['Not safe at home', 'National Domestic Abuse Helpline, 0808 2000 247 (free, any time)'],
  wales: ['Not safe at home', 'Live Fear Free, 0808 80 10 800 (free, any time)'],
  scotland: ['Not safe at home', 'Domestic Abuse and Forced Marriage Helpline, 0800 027 1234 (free, any time)'],
  'northern-ireland': ['Not safe at home', 'Domestic and Sexual Abuse Helpline, 0808 802 1414 (free, any time)'],
};

/** Who someone who is not well or not safe can phone: 999, the nation's lines, then the school's own list. Nobody of its staff. */
export function supportLines(school: School | undefined): readonly SupportLine[] {
  const others = (school?.contacts.others ?? []).map(
    ({ name, number, note }): SupportLine => [name, note === undefined ? number : `${number} (${note})`],
  );
  const isSamaritans = ([name]: SupportLine) => /samaritans/i.test(name);
  return [
    ['In danger now', '999'],
    // Northern Ireland has no 111.
    school?.nation === 'northern-ireland'
      ? ['Lifeline', '0808 808 8000 (free, any time)']
      : ['Health', 'NHS 111; choose mental health'],
    others.find(isSamaritans) ?? SAMARITANS,
    ...(school ? quietLines(school) : [EDUCATION_SUPPORT]),
    ...(school ? [AT_HOME[school.nation]] : []),
    ...others.filter((line) => !isSamaritans(line)),
  ];
}

/** The same in one line, where there is no room for a list. */
export const supportSentence = (school: School | undefined): string =>
  supportLines(school)
    .map(([name, number]) => `${name}: ${number}.`)
    .join(' ');
