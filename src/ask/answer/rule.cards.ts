import { band, type Card, card, type Element, plain, toggle } from '../../platform/teams/card.ts';
import { peopleKnown, personLine } from '../named/people-named.ts';
import type { Asked } from '../question/subjects.ts';
import { quotedWords, readButton, whereInLine } from '../quoting/quote.cards.ts';
import { firstWords, quoteLines } from '../quoting/quote-parts.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { keptReply } from '../referral/kept-reply.cards.ts';
import { type AnswerParts, foot, hiddenPlaces, sendOn, whoToAsk } from './answer-parts.cards.ts';
import { HEADINGS, type Heading } from './headings.ts';

/** What a card shows that begins with the policy's own words. */
interface Rule {
  readonly heading: Heading;
  readonly first: Quoted;
  /** What is read with it: what limits it, or says something else. */
  readonly beside: readonly (Element | undefined)[];
  /** Further rules: a line each, and their words behind a button. */
  readonly others: readonly Quoted[];
  /** Who to ask where this is not it; absent where the rule is as good as certain. */
  readonly ask?: Asked | undefined;
}

/** A line each for so many others: more is no glance. */
const MOST_LINES = 2;

/** What decides first, what binds beside it, and everything else behind one button. */
export function ruleCard(view: AnswerParts, { heading, first, beside, others, ask }: Rule): Card {
  return card(
    band({ ...LOOKS[heading], title: HEADINGS[heading], items: [whereInLine(first)] }),
    ...quotedWords(first),
    peopleBeside(view, first),
    ...beside,
    ...others.slice(0, MOST_LINES).map((other) => otherLine(other, first)),
    view.curated && keptReply(view.curated),
    ...(ask === undefined ? [] : asking(view, ask)),
    hiddenPlaces('others', others),
    ...foot(
      view,
      [
        readButton('Read the section', first),
        others.length > 0 ? toggle(others.length > 1 ? 'Other rules' : 'Other rule', ['others']) : undefined,
        ask === undefined ? undefined : sendOn(view, { short: true }),
      ],
      heading === 'perhaps' ? 'Did one of these help?' : 'Did this help?',
    ),
  );
}

/** More names than these are no help beside a rule. */
const MOST_PEOPLE = 3;

/** Who they are whom the words shown name, and how to reach them; nobody beside what may be a report, which may be about them. */
function peopleBeside(view: AnswerParts, { parts, short }: Quoted): Element | undefined {
  if (view.isOffered) return undefined;
  const people = peopleKnown(quoteLines(short ?? parts).join(' '), view).slice(0, MOST_PEOPLE);
  return people.length === 0 ? undefined : plain(people.map(personLine).join('  ·  '), { small: true });
}

const LOOKS = {
  says: { sign: '✓', style: 'good' },
  looks: { sign: '✓', style: 'accent' },
  perhaps: { sign: '≈', style: 'warning' },
  silent: { sign: '?', style: 'accent' },
} as const satisfies Record<Heading, object>;

/** The band that tells a rule from the rest. */
export const ruleBand = (rule: Quoted, heading: Heading): Element =>
  band({ ...LOOKS[heading], title: HEADINGS[heading], items: [whereInLine(rule)] });

/** Where another rule stands, and how it begins: in a line on a phone. */
function otherLine(other: Quoted, { policyId }: Quoted): Element {
  const heading = other.heading.split(' › ').at(-1) ?? '';
  const policy = other.policyId === policyId ? '' : `${other.policyTitle}, `;
  return plain(`Also ${policy}${other.section || heading}: “${firstWords(other.parts)}”`, {
    subtle: true,
    small: true,
  });
}

/** Whose matter it is, where that is not who looks after the policies: that person is on a button. */
function asking(view: AnswerParts, ask: Asked): readonly Element[] {
  const { name, isOwner, isAskers } = whoToAsk(view, ask);
  if (isOwner && view.question !== undefined) return [];
  const words = isAskers
    ? `If this does not settle it, it is yours to answer: you look after the policies. What you cannot settle is for ${name}.`
    : `If this does not settle it, ask ${name}.`;
  return [plain(words, { small: true })];
}
