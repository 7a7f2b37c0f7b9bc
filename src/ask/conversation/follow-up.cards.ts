import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  text,
} from '../../platform/teams/card.ts';
import { REPORT_DIALOG } from '../../platform/teams/dialogs.ts';
import { holders, type School } from '../../school/school.ts';
import { type AnswerParts, whoToAsk } from '../answer/answer-parts.cards.ts';
import { type PersonNamed, personLine } from '../named/people-named.ts';
import type { Policy, Section } from '../policy.ts';
import type { Asked } from '../question/subjects.ts';
import { quoted, quotedWords, readButton } from '../quoting/quote.cards.ts';
import { type Quoted, reference } from '../quoting/quotes.ts';
import { sectionElements } from '../quoting/section.cards.ts';
import { POLICY } from '../verbs.cards.ts';

/** What was asked is read with the answer before it: said first, so that nobody takes one thing for another. */
export const stillAbout = (before: Quoted): Element =>
  plain(`Still about: ${reference(before)}`, { bold: true, small: true });

/** Something was asked about an answer, and none is remembered. */
export const NOTHING_BEFORE =
  'I don’t know what that is about. I remember what you asked for half an hour, but not after a message that may be a report. Please write the whole question.';

/** Something was asked about an answer that is no rule. */
export const IS_FACT =
  'My last answer was not from a policy. It is from what your school told me, as it says at the end of the answer.';
export const FACT_BEFORE =
  'The answer before was not from a policy, and I do not keep what I told you. Please ask for it again.';

/** A section longer than this is opened by a button: the chat would be nothing else. */
const LONGEST = 6_000;

/** The person first, and the headteacher beside the DSL: something about a pupil may be about an adult too. */
function goTo(view: Pick<AnswerParts, 'school' | 'asker' | 'away'>, toWhom: Asked): readonly Element[] {
  const { name, because } = whoToAsk(view, toWhom);
  const head = toWhom === 'dsl' ? whoToAsk(view, 'headteacher').name : undefined;
  return [
    heading(`Go to ${name}`, { small: true }),
    plain([because, head && `If it is about an adult who works here: ${head}.`].filter(Boolean).join(' ')),
  ];
}

interface Told extends Pick<AnswerParts, 'school' | 'asker' | 'away'> {
  readonly before: Quoted;
  /** No rule was found: then its words are none for this. */
  readonly wasSilent?: boolean | undefined;
  /** Whom the rule names; none where it names nobody. */
  readonly people: readonly PersonNamed[];
  /** Whose matter it is as far as the question told. */
  readonly whose: Asked | undefined;
}

/** Who to go to with what was asked: whom the rule names, with name and number, and its words below. */
export function toldCard({ before, wasSilent, people, whose, ...view }: Told): Card {
  if (wasSilent)
    return card(...goTo(view, whose ?? 'policy-owner'), actions([openDialog('Report a concern', REPORT_DIALOG)]));
  return card(
    stillAbout(before),
    ...(people.length > 0
      ? [heading('The rule names', { small: true }), ...people.map((one) => plain(personLine(one)))]
      : goTo(view, whose ?? 'policy-owner')),
    ...quotedWords(before),
    actions([readButton('Read the section', before), openDialog('Report a concern', REPORT_DIALOG)]),
  );
}

/**
 * What was typed says nothing by itself, and not what it wants of the last answer: asked back, and nothing is lost.
 * @param wasSilent no rule was found before: none is named then
 */
export const askBackCard = (before: Quoted, wasSilent: boolean): Card =>
  card(
    plain(
      wasSilent
        ? 'No rule clearly covered that. What would you like now?'
        : `What would you like to know about this: ${reference(before)}?`,
      { bold: true },
    ),
    actions([
      wasSilent ? undefined : execute('The rule again', POLICY.goOn, { wants: 'again' }),
      execute('Who to go to', POLICY.goOn, { wants: 'whom' }),
      execute('Something else', POLICY.goOn, { wants: 'else' }),
    ]),
  );

/** Something else is wanted than what was asked back about. */
export const WHOLE_QUESTION = 'Then please write it as a whole question, and I will look in all policies.';

interface Before {
  readonly before: Quoted;
  readonly policy: Policy;
  readonly section: Section;
  readonly school: School;
  /** Why it is, in the policy's words; absent where it gives no reason. */
  readonly reason?: { readonly given: Quoted; readonly kind: 'of-rule' | 'of-policy' } | undefined;
}

/** What is asked about an answer itself. */
export function aboutAnswerCard(
  kind: 'why' | 'page' | 'whole' | 'before',
  { before, policy, section, school, reason }: Before,
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
        ...(reason
          ? [
              heading(reason.kind === 'of-rule' ? 'The reason it gives' : 'What the policy says it is for', {
                small: true,
              }),
              ...(reason.kind === 'of-policy' ? [text('It gives no reason for this rule by itself.')] : []),
              ...quoted(reason.given),
            ]
          : [
              heading('The policy gives no reason here', { small: true }),
              plain(`${owner} looks after the policies and can say more.`),
              ...quotedWords(before),
            ]),
        reason ? actions([readButton('Read the section', reason.given)]) : read,
      );
    case 'whole':
      return card(stillAbout(before), ...(isShort ? whole : [text('It is too long for the chat:')]), read);
    case 'before':
      return card(heading('The previous answer', { small: true }), ...quoted(before), read);
    default:
      return kind satisfies never;
  }
}
