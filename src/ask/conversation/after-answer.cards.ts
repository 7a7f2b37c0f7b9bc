import type { UserId } from '../../kernel/ids.ts';
import type { Reading } from '../../kernel/understanding.ts';
import type { Outgoing } from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import type { Answer, Answerer } from '../answer/answer.ts';
import type { Library } from '../library/library.ts';
import { peopleTold } from '../named/people-named.ts';
import { findSection, passageOf } from '../policy.ts';
import type { Asked } from '../question/subjects.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { askAfter, isFact, MAY_GO_ON, ownOf, type Place, type PlaceMemory, type Spoken } from './ask-after.ts';
import { aboutAnswerCard, askBackCard, FACT_BEFORE, IS_FACT, NOTHING_BEFORE, toldCard } from './follow-up.cards.ts';
import { asOneQuestion, type Matter } from './matter.ts';
import { reasonFor } from './purpose.ts';
import { type FollowUp, isNarrowing, readFollowUp } from './read-follow-up.ts';

interface AfterDeps {
  readonly library: Library;
  readonly places: PlaceMemory;
  away(school: School): Promise<readonly UserId[]>;
}

interface Question {
  readonly user: UserId;
  readonly school: School;
  readonly question: string;
  readonly reading: Reading | undefined;
  /** How likely it goes on with what was answered last, 0 to 1: where that was heard. */
  readonly goesOn?: number;
  readonly now: Date;
}

/** What comes of a message after an answer. `alone`: it is a question of its own, or nothing came before. */
export type After =
  /** `whose`: whose matter the one before it was, for which there was no rule and its person was named: what tells of nobody's stays theirs. */
  | { readonly kind: 'alone'; readonly whose?: Asked | undefined }
  /** Read with what was asked before it. */
  | {
      readonly kind: 'read-with';
      readonly answer: Answer;
      /** What it goes on with; absent where it is rather a question of its own. */
      readonly before: Quoted | undefined;
      /** What was asked before, where this goes on with it; absent where the same is asked again. */
      readonly matter: Matter | undefined;
      /** Whose matter the answer before it was about. */
      readonly whose: Asked | undefined;
    }
  /** About the answer itself; `place` is where the conversation stands now. */
  | { readonly kind: 'about-it'; readonly out: Outgoing; readonly place: Place | undefined };

const ALONE = { kind: 'alone' } as const;

/** Reads a message with the last answer that this person got, where it asks for that. */
export async function readAfter(deps: AfterDeps, asked: Question): Promise<After> {
  const mayGoOn = (asked.goesOn ?? 0) >= MAY_GO_ON;
  const follow = readFollowUp(asked.question) ?? (mayGoOn ? ({ kind: 'more', isMarked: false } as const) : undefined);
  return follow ? readAs(follow, deps, asked) : ALONE;
}

/** The same for a message of which it is known what it asks, as of the press of a button. */
export async function readAs(follow: FollowUp, deps: AfterDeps, asked: Question): Promise<After> {
  const recent = await deps.places.recent(asked.user, asked.now);
  if (follow.kind !== 'more' && follow.kind !== 'again' && follow.kind !== 'whom' && follow.kind !== 'bare')
    return aboutIt(deps.library, asked, follow.kind, recent);
  const [last] = recent;
  // After a fact it is a question of its own: the rule before that is not what was spoken of.
  if (!last || isFact(last)) return ALONE;
  // What narrows a question for which there was no rule is not about the rule that only came closest.
  if (last.wasSilent && isNarrowing(asked.question)) return ALONE;
  const answerer = await deps.library.answerer(asked.school.id);
  const before = answerer.at(last);
  if (!before) return ALONE;
  if (follow.kind === 'whom') return toWhom(deps, asked, last, before);
  const back: After = {
    kind: 'about-it',
    out: { card: askBackCard(before, last.wasSilent === true), summary: 'What would you like to know?' },
    place: last,
  };
  const matter = follow.kind === 'bare' ? undefined : await deps.places.matter(asked.user, asked.now);
  if (follow.kind === 'more')
    return matter ? goOn(answerer, asked, { follow, last, before, matter, back }) : besides(last);
  if (!matter) return back;
  const whole = asOneQuestion(matter);
  const answer = await answerer.askLocally(whole.question, ownOf(whole, last));
  return { kind: 'read-with', answer, before, matter: undefined, whose: last.whose };
}

interface Going {
  readonly follow: Extract<FollowUp, { kind: 'more' }>;
  readonly last: Place;
  readonly before: Quoted;
  readonly matter: Matter;
  /** What is said where it is not clear what is meant. */
  readonly back: After;
}

async function goOn(answerer: Answerer, { question, reading, goesOn }: Question, going: Going): Promise<After> {
  const { follow, last, before, matter, back } = going;
  const asked = { place: last, matter, question, isMarked: follow.isMarked, goesOn };
  const { answer, isAfter, isUnclear, isRatherOwn } = await askAfter(answerer, asked, { reading });
  if (isUnclear) return back;
  // From now on it is what stands on the table.
  if (isRatherOwn) return { kind: 'read-with', answer, before: undefined, matter: { said: [] }, whose: undefined };
  return isAfter ? { kind: 'read-with', answer, before, matter, whose: last.whose } : besides(last);
}

const besides = ({ wasSilent, whose }: Place): After => ({ kind: 'alone', ...(wasSilent && whose && { whose }) });

/** Whom the rule itself names; where it names nobody, whose matter it is. */
async function toWhom(deps: AfterDeps, { school, user }: Question, place: Place, before: Quoted): Promise<After> {
  const away = await deps.away(school);
  const policy = place.wasSilent ? undefined : await deps.library.version(school.id, place.version);
  const passage = policy && passageOf(policy, place.passage);
  // Of a table the row that decided: the others name whom they are for.
  const texts = passage?.kind === 'row' ? [passage.text] : [passage?.text ?? '', before.quote];
  const people = passage ? peopleTold(texts, { school, asker: user, away }) : [];
  const card = toldCard({
    before,
    people,
    whose: place.whose,
    wasSilent: place.wasSilent,
    school,
    asker: user,
    away,
  });
  return { kind: 'about-it', out: { card, summary: 'Who to go to' }, place };
}

async function aboutIt(
  library: Library,
  { school }: Question,
  kind: 'why' | 'page' | 'whole' | 'before',
  recent: readonly Spoken[],
): Promise<After> {
  // Two answers from one place are one: then that is the one before, too.
  const spoken = (kind === 'before' ? recent[1] : undefined) ?? recent[0];
  if (spoken && isFact(spoken))
    return { kind: 'about-it', out: { text: kind === 'before' ? FACT_BEFORE : IS_FACT }, place: undefined };
  const place = spoken;
  const policy = place && (await library.version(school.id, place.version));
  const section = policy && findSection(policy, place.section);
  const answerer = place && (await library.answerer(school.id));
  const before = place && answerer?.at(place);
  if (!policy || !section || !before) return { kind: 'about-it', out: { text: NOTHING_BEFORE }, place: undefined };
  const reason = kind === 'why' ? reasonFor(policy, place) : undefined;
  const [passage = '', ...others] = reason?.passages ?? [];
  const given = reason && answerer?.at({ version: place.version, passage, passages: [passage, ...others] });
  const card = aboutAnswerCard(kind, {
    before,
    policy,
    section,
    school,
    reason: given && { given, kind: reason.kind },
  });
  return { kind: 'about-it', out: { card, summary: 'About the last answer' }, place };
}
