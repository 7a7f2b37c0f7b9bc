import { actions, type Card, card, type Element, facts, heading, plain, text } from '../../platform/teams/card.ts';
import { holders, type School } from '../../school/school.ts';
import type { Policy, Section } from '../policy.ts';
import { quoted, readButton } from '../quoting/quote.cards.ts';
import { type Quoted, reference } from '../quoting/quotes.ts';
import { sectionElements } from '../quoting/section.cards.ts';
import type { FollowUp } from './read-follow-up.ts';

/** What was asked is read with the answer before it: said first, so that nobody takes one thing for another. */
export const stillAbout = (before: Quoted): Element =>
  plain(`Still about: ${reference(before)}`, { bold: true, small: true });

/** Something was asked about an answer, and none is remembered. */
export const NOTHING_BEFORE =
  'I don’t know what that is about. I remember my last answer for half an hour, but not after a message that may be a report. Please write the whole question.';

/** Something was asked about an answer that is no rule. */
export const IS_FACT =
  'My last answer was not from a policy. It is from what your school told me, as it says at the end of the answer.';
export const FACT_BEFORE =
  'The answer before was not from a policy, and I do not keep what I told you. Please ask for it again.';

/** A section longer than this is opened by a button: the chat would be nothing else. */
const LONGEST = 6_000;

interface Before {
  readonly before: Quoted;
  readonly policy: Policy;
  readonly section: Section;
  readonly school: School;
}

/** What is asked about an answer itself. */
export function aboutAnswerCard(
  kind: Exclude<FollowUp['kind'], 'more'>,
  { before, policy, section, school }: Before,
): Card {
  const owner = holders(school, 'policy-owner')[0]?.name ?? 'the policy owner';
  const whole = sectionElements(policy, section);
  const isShort = JSON.stringify(whole).length <= LONGEST;
  const read = actions([readButton(isShort ? 'Open it at this section' : 'Read the section', before)]);
  switch (kind) {
    case 'page':
      return card(
        heading('Where to find it', { small: true }),
        facts([
          ['Policy', before.policyTitle],
          before.section === '' ? undefined : ['Section', before.section],
          ['Heading', before.heading.split(' › ').at(-1) ?? before.heading],
          before.version ? ['Version', before.version] : undefined,
          before.adoptedOn ? ['Adopted', before.adoptedOn] : undefined,
          before.reviewOn ? ['Next review', before.reviewOn] : undefined,
        ]),
        plain('Page numbers depend on how it is printed, so I give the section instead.', {
          subtle: true,
          small: true,
        }),
        read,
      );
    case 'why':
      return card(
        stillAbout(before),
        heading('I only know the policy’s own words', { small: true }),
        plain(
          `If it gives reasons, they are in the same section${isShort ? ', below' : ''}. ${owner} looks after the policies and can say more.`,
        ),
        ...(isShort ? whole : quoted(before)),
        read,
      );
    case 'whole':
      return card(stillAbout(before), ...(isShort ? whole : [text('It is too long for the chat:')]), read);
    case 'before':
      return card(heading('The previous answer', { small: true }), ...quoted(before), read);
    default:
      return kind satisfies never;
  }
}
