import type { Caught, Gate } from '../../hear/gate.ts';
import type { UserId } from '../../kernel/ids.ts';
import { type Card, card, plain } from '../../platform/teams/card.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { message, type SearchAnswer } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { supportSentence } from '../../school/support-lines.ts';
import type { Library } from '../library/library.ts';
import { quotedWords, where } from '../quoting/quote.cards.ts';
import { quoteLines } from '../quoting/quote-parts.ts';
import { type Quoted, reference } from '../quoting/quotes.ts';

/** The command's id in the manifest. */
const FIND = 'policy.find';

const MAX_WORDS = 1_000;

export interface PolicySearchDeps {
  readonly library: Library;
  /** The sender's school; `undefined` for someone who is not staff. */
  schoolOf(user: UserId): Promise<School | undefined>;
  readonly gate: Gate;
}

/**
 * A passage found while writing to someone, put into the message word for word. What is typed here is answered from the
 * index alone, is not counted, and goes nowhere else.
 */
export function registerPolicySearch(routes: Routes, { library, schoolOf, gate }: PolicySearchDeps): void {
  routes.search(FIND, async ({ sender, words }) => {
    const school = await schoolOf(sender.userId);
    if (!school) return message('This is for school staff.');
    if (words.isEmpty) return message('Type a few words, or a question.');
    const looked = await gate.look({ words }, school, { staysHere: true });
    if (looked.kind === 'held') return instead(looked.detection, school);
    const asked = looked.texts.words.words.slice(0, MAX_WORDS);
    const answer = await (await library.answerer(school.id)).askLocally(asked, { reading: looked.reading });
    const found =
      answer.kind === 'answered'
        ? [answer.best, ...answer.together, ...answer.conflicts, ...answer.others]
        : answer.nearest;
    if (found.length === 0) return message('I found no rule about this in your policies.');
    const unlike = answer.kind === 'answered' ? '' : 'Near, but perhaps not an answer: ';
    return {
      kind: 'results',
      results: once(found).map((quoted) => ({
        card: passageCard(school, quoted),
        title: inList(reference(quoted), 100),
        text: inList(`${unlike}${quoteLines(quoted.parts).join(' ')}`, 160),
      })),
    };
  });
}

/** What is in the place of passages where the words may be a disclosure. */
function instead(detection: Caught, school: School): SearchAnswer {
  if (detection.kind === 'own-distress')
    return message(`Please talk to someone. ${supportSentence(school)} You can also write to me in our own chat.`);
  if (detection.kind === 'unclear' && detection.language !== undefined)
    return message(
      'I only understand English. To report something, open your chat with Lanyard and choose Report a concern, or speak to your DSL now. In danger: phone 999.',
    );
  return message(
    'This may be something to report. Please do not write about it here: open your chat with Lanyard and choose Report a concern, or speak to your DSL now. In danger: phone 999.',
  );
}

const once = (found: readonly Quoted[]): readonly Quoted[] => [
  ...new Map(found.map((quoted) => [`${quoted.versionId} ${quoted.passageIds[0]}`, quoted])).values(),
];

/** The list takes simple HTML; a policy's words are no HTML. */
const inList = (words: string, most: number): string => {
  const line = words.replace(/\s+/g, ' ').replace(/</g, '‹').replace(/>/g, '›').replace(/&/g, '＆');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
};

/** Seen by the person who is in the conversation, where no button of ours would work: there is none. */
const passageCard = (school: School, quoted: Quoted): Card =>
  card(
    ...where(quoted),
    ...quotedWords(quoted),
    plain(`${school.name}’s own policy, word for word.`, { subtle: true, small: true }),
  );
