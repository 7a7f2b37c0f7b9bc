import { type Card, card, type Element, heading, phones, plain, section } from '../../platform/teams/card.ts';
import { holders, type School } from '../../school/school.ts';
import { quietLines, type SupportLine, supportLines } from '../../school/support-lines.ts';

/** Who a member of staff who is not well or not safe can phone, HR last. */
export const supportPhones = (school: School | undefined): Element =>
  phones([
    ...supportLines(school),
    ...(school ? holders(school, 'hr') : [])
      .slice(0, 1)
      .map(({ name, phone }): SupportLine => ['HR', [name, phone].filter(Boolean).join(', ')]),
  ]);

/** One quiet line below an answer, for someone who may be having a hard time. */
export const quietLineCard = (school: School): Card =>
  card(
    plain(
      `Having a hard time yourself? ${quietLines(school)
        .map(([name, number]) => `${name}: ${number}`)
        .join(' · ')}`,
      { subtle: true, small: true },
    ),
  );

/** For someone who wrote of their own distress: people first, nothing to fill in. */
export const supportFirst = (school: School | undefined, isCrisis: boolean): Element =>
  section(
    { style: isCrisis ? 'attention' : 'emphasis' },
    heading(isCrisis ? 'Please phone someone now' : 'Please talk to someone', isCrisis ? { tone: 'attention' } : {}),
    isCrisis
      ? 'If you are in danger, or have taken something or hurt yourself: phone **999**. If not, phone one of these now, whatever the hour. You do not have to manage this alone.'
      : 'You do not have to manage this alone. In danger now: phone **999**.',
    supportPhones(school),
    'A colleague you trust, your GP or your union can help too.',
  );
