import { holders, type School } from '../../../core/school/school.ts';
import { type Element, facts, heading, section, text } from '../../card.ts';

type Line = readonly [name: string, number: string];

/** Free to phone at any hour, the same number in all of the UK. */
const SAMARITANS: Line = ['Samaritans', '116 123 (free, any time)'];

/** Whom a member of staff who is not well or not safe can phone: the nation's lines, then the school's own list, then HR. */
export function supportPhones(school: School | undefined): Element {
  const others = (school?.contacts.others ?? []).map(
    ({ name, number, note }): Line => [name, note === undefined ? number : `${number} (${note})`],
  );
  const isSamaritans = ([name]: Line) => /samaritans/i.test(name);
  return facts([
    ['In danger now', '999'],
    // Northern Ireland has no 111.
    school?.nation === 'northern-ireland'
      ? ['Lifeline', '0808 808 8000 (free, any time)']
      : ['Health', 'NHS 111; choose mental health'],
    others.find(isSamaritans) ?? SAMARITANS,
    ...others.filter((line) => !isSamaritans(line)),
    ...(school ? holders(school, 'hr') : [])
      .slice(0, 1)
      .map(({ name, phone }): Line => ['HR', [name, phone].filter(Boolean).join(', ')]),
  ]);
}

/** For someone who wrote of their own distress: people first, nothing to fill in. */
export const supportFirst = (school: School | undefined, isCrisis: boolean): Element =>
  section(
    [
      heading(isCrisis ? 'Please phone someone now' : 'Please talk to someone', isCrisis ? { tone: 'attention' } : {}),
      isCrisis
        ? text(
            'If you are in danger, or have taken something or hurt yourself: phone **999**. If not, phone one of these now, whatever the hour. You do not have to manage this alone.',
          )
        : text('You do not have to manage this alone. In danger now: phone **999**.'),
      supportPhones(school),
      text('A colleague you trust, your GP or your union can help too.'),
    ],
    { style: isCrisis ? 'attention' : 'emphasis' },
  );
