import type { School } from './school.ts';

/** Who someone can phone, and their number as it is read out. */
export type SupportLine = readonly [name: string, number: string];

/** Free to phone at any hour, the same number in all of the UK. */
const SAMARITANS: SupportLine = ['Samaritans', '116 123 (free, any time)'];

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
    ...others.filter((line) => !isSamaritans(line)),
  ];
}
