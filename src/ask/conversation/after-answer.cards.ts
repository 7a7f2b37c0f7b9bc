import type { UserId } from '../../kernel/ids.ts';
import type { Reading } from '../../kernel/understanding.ts';
import type { Outgoing } from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import type { Answer } from '../answer/answer.ts';
import type { Library } from '../library/library.ts';
import { findSection } from '../policy.ts';
import type { Asked } from '../question/subjects.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { askAfter, isFact, type Place, type PlaceMemory, type Spoken, type Spot, topicOf } from './ask-after.ts';
import { aboutAnswerCard, FACT_BEFORE, IS_FACT, NOTHING_BEFORE } from './follow-up.cards.ts';
import { type FollowUp, isNarrowing, readFollowUp } from './read-follow-up.ts';

interface AfterDeps {
  readonly library: Library;
  readonly places: PlaceMemory;
}

interface Question {
  readonly user: UserId;
  readonly school: School;
  readonly question: string;
  readonly reading: Reading | undefined;
  readonly now: Date;
}

/** What comes of a message after an answer. `alone`: it is a question of its own, or nothing came before. */
export type After =
  | { readonly kind: 'alone' }
  /** Read with the answer before it. */
  | {
      readonly kind: 'read-with';
      readonly answer: Answer;
      readonly before: Quoted;
      readonly topic: Spot;
      /** Whose matter the answer before it was about. */
      readonly whose: Asked | undefined;
    }
  /** About the answer itself; `place` is where the conversation stands now. */
  | { readonly kind: 'about-it'; readonly out: Outgoing; readonly place: Place | undefined };

/** Reads a message with the last answer that this person got, where it asks for that. */
export async function readAfter({ library, places }: AfterDeps, asked: Question): Promise<After> {
  const follow = readFollowUp(asked.question);
  if (!follow) return { kind: 'alone' };
  const recent = await places.recent(asked.user, asked.now);
  if (follow.kind !== 'more') return aboutIt(library, asked, follow.kind, recent);
  // After a fact it is a question of its own: the rule before that is not what was spoken of.
  if (!recent[0] || isFact(recent[0])) return { kind: 'alone' };
  // What narrows a question for which there was no rule is not about the rule that only came closest.
  if (recent[0].wasSilent && isNarrowing(asked.question)) return { kind: 'alone' };
  const place = topicOf(recent[0]);
  const answerer = await library.answerer(asked.school.id);
  const before = answerer.at(place);
  if (!before) return { kind: 'alone' };
  const { question, reading } = asked;
  const { answer, isAfter } = await askAfter(answerer, { place, question, isMarked: follow.isMarked }, { reading });
  return isAfter ? { kind: 'read-with', answer, before, topic: place, whose: recent[0].whose } : { kind: 'alone' };
}

async function aboutIt(
  library: Library,
  { school }: Question,
  kind: Exclude<FollowUp['kind'], 'more'>,
  recent: readonly Spoken[],
): Promise<After> {
  const spoken = recent[kind === 'before' ? 1 : 0];
  if (spoken && isFact(spoken))
    return { kind: 'about-it', out: { text: kind === 'before' ? FACT_BEFORE : IS_FACT }, place: undefined };
  const place = spoken;
  const policy = place && (await library.version(school.id, place.version));
  const section = policy && findSection(policy, place.section);
  const before = place && (await library.answerer(school.id)).at(place);
  if (!policy || !section || !before) return { kind: 'about-it', out: { text: NOTHING_BEFORE }, place: undefined };
  const card = aboutAnswerCard(kind, { before, policy, section, school });
  return { kind: 'about-it', out: { card, summary: 'About the last answer' }, place };
}
