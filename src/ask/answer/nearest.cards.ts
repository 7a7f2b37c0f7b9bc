import {
  actions,
  band,
  type Card,
  card,
  columns,
  type Element,
  heading,
  plain,
  section,
  toggle,
} from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import { policyQuote, quotedWords, readButton, where } from '../quoting/quote.cards.ts';
import { shortened } from '../quoting/quote-parts.ts';
import { type Quoted, reference } from '../quoting/quotes.ts';
import { keptReply } from '../referral/kept-reply.cards.ts';
import type { Nearest, NotCovered } from './answer.ts';
import {
  type AnswerParts,
  byModel,
  hasHappened,
  hiddenPlaces,
  sendOn,
  wasIt,
  whoToAsk,
  whySendOn,
} from './answer-parts.cards.ts';

/** What is not certain: one rule where one stands out, several where none does, their headings where hardly any is it. */
export function nearestCard(view: AnswerParts, answer: Nearest): Card {
  const [first] = answer.nearest;
  if (first && answer.lead === 'clear') return oneCard(view, answer, first);
  return answer.lead === 'faint' ? faintCard(view, answer) : severalCard(view, answer);
}

/** The one that stands out; the others wait behind a button. */
function oneCard(view: AnswerParts, answer: Nearest, first: Quoted): Card {
  const others = answer.nearest.slice(1);
  return card(
    band({
      sign: '≈',
      style: 'warning',
      title: titleOf(answer),
      items: [...where(first), plain('I’m not certain that it answers your question.')],
    }),
    ...quotedWords(first),
    actions([readButton('Read the whole section', first)]),
    others.length > 0 ? namedPlaces('Other rules that may apply', others) : undefined,
    view.curated && keptReply(view.curated),
    ...asking(view, answer, 'If this does not settle it,'),
    wasIt(view, 'Did this help?'),
    ...hasHappened(view),
  );
}

function severalCard(view: AnswerParts, answer: Nearest): Card {
  const { school, curated } = view;
  const { nearest } = answer;
  return card(
    band({
      sign: '≈',
      style: 'warning',
      title: titleOf(answer),
      items: [
        plain(
          nearest.length > 0
            ? 'The nearest rules are below, word for word. They may not be about what you asked.'
            : `None of ${school.name}’s policies mentions it in these words. Try other words.`,
        ),
      ],
    }),
    ...nearest.map(nearestPlace),
    curated && keptReply(curated),
    ...asking(view, answer, nearest.length > 0 ? 'If none of these settles it,' : 'Or'),
    nearest.length > 0 ? wasIt(view, 'Did one of these help?') : undefined,
    ...hasHappened(view),
  );
}

/** What an answer without a rule says first. That none was found is said only where none is on the card, or clearly behind a button. */
export function titleOf(answer: Nearest | NotCovered): string {
  const isShown = named(answer).length > 0;
  if (answer.kind === 'nearest' && answer.lead === 'clear' && isShown) return 'The nearest rule';
  if (answer.kind === 'nearest' && (isShown || answer.lead === 'open')) return NOT_CERTAIN;
  return isShown ? 'I found no rule that clearly covers this' : 'I found no rule about this';
}

const NOT_CERTAIN = 'I’m not certain your policies cover this';

const nothingFound = (answer: Nearest | NotCovered, { name }: School): Element =>
  band({
    sign: '?',
    style: 'accent',
    title: titleOf(answer),
    items: [plain(`I looked through all of ${name}’s policies. I will not guess.`)],
  });

/** Probably nothing in the policies: who knows stands first, and where it may stand all the same by its headings. */
function faintCard(view: AnswerParts, answer: Nearest): Card {
  const { school, curated } = view;
  const nearest = named(answer);
  return card(
    nearest.length > 0
      ? band({
          sign: '≈',
          style: 'warning',
          title: titleOf(answer),
          items: [plain('The nearest rules are named below. They may not be about what you asked.')],
        })
      : nothingFound(answer, school),
    ...askFirst(view, answer),
    curated && keptReply(curated),
    nearest.length > 0 ? namedPlaces('The nearest rules', nearest) : undefined,
    nearest.length > 0 ? wasIt(view, 'Did one of these help?') : undefined,
    ...hasHappened(view),
  );
}

/** The policies are silent: a person, and no policy's words. */
export function notCoveredCard(view: AnswerParts, answer: NotCovered): Card {
  const { school, curated } = view;
  const nearest = named(answer);
  return card(
    nothingFound(answer, school),
    ...askFirst(view, answer),
    curated && keptReply(curated),
    byModel(answer, 'A language model (AI) read the policies too, and found no answer.'),
    nearest.length > 0 ? actions([toggle('Show what came closest', ['nearest'])]) : undefined,
    hiddenPlaces('nearest', 'What came closest (not an answer)', nearest),
    view.isOffered ? undefined : section({ apart: true }, ...hasHappened(view)),
  );
}

/** What is hardly an answer is named as what comes closest; what is grave and far off is not. */
const named = ({ nearest }: Nearest | NotCovered): readonly Quoted[] => nearest.filter(({ isUnnamed }) => !isUnnamed);

/** Where they stand, in view; what they say, behind a button. */
const namedPlaces = (title: string, places: readonly Quoted[]): Element =>
  section(
    { apart: true },
    plain(title, { subtle: true, small: true }),
    ...places.map((near) => plain(reference(near), { small: true })),
    actions([toggle(places.length > 1 ? 'Show what they say' : 'Show what it says', ['places'])]),
    hiddenPlaces('places', title, places),
  );

function askFirst(view: AnswerParts, { ask }: Nearest | NotCovered): readonly Element[] {
  const { name, because, isOwner, isAskers } = whoToAsk(view, ask);
  const send = sendOn(view, { primary: isOwner });
  return [
    heading(isAskers ? 'This is yours to answer' : `Ask ${name}`),
    plain(isAskers ? `You look after the policies. ${elseAsk(name)}` : `${because}${whySendOn(view, isOwner)}`),
    ...(send ? [actions([send])] : []),
  ];
}

function asking(view: AnswerParts, { ask }: Nearest, before: string): readonly Element[] {
  const { name, because, isOwner, isAskers } = whoToAsk(view, ask);
  const words = isAskers
    ? `${before} it is yours to answer: you look after the policies. ${elseAsk(name)}`
    : isOwner
      ? `${before} ask ${name}, who looks after the policies.`
      : `${before} ask ${name}. ${because}${whySendOn(view, isOwner)}`;
  const send = sendOn(view);
  return [section({ apart: true }, plain(words, { bold: true }), send && actions([send]))];
}

const elseAsk = (name: string): string => `What you cannot settle is for ${name}.`;

/**
 * The first place stands whole. Below it a long quote waits behind a button, or the card would be nothing but quotes on a phone; the
 * sentence that says most of what was asked never does, below the number of the clause that it is from.
 */
function nearestPlace(near: Quoted, at: number): Element {
  const { decisive } = near;
  const isLong = at > 0 && near.quote.length > LONG_QUOTE && decisive !== undefined && !near.caution;
  const short = isLong ? shortened(near.parts, decisive.sentence) : near.parts;
  const isFolded = short.length < near.parts.length;
  const [whole, part] = [`near-${at}`, `part-${at}`];
  const words = quotedWords(near);
  return section(
    { apart: true },
    columns([
      { width: 'auto', items: [plain(`${at + 1}`, { bold: true, subtle: true })] },
      {
        width: 'stretch',
        items: [
          ...where(isFolded && decisive ? { ...near, section: decisive.section } : near),
          ...(isFolded
            ? [section({ id: part }, policyQuote({ parts: short })), section({ id: whole, hidden: true }, ...words)]
            : words),
          actions([
            isFolded ? toggle('Show the full quotation', [whole, part]) : undefined,
            readButton('Read the whole section', near),
          ]),
        ],
      },
    ]),
  );
}

/** In characters: some six lines on a phone. */
const LONG_QUOTE = 260;
