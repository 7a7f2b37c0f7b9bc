import type { Answer, Answerer, Explanation } from '../../ask/answer/answer.ts';
import { askAfter, firstOf, isSilent, ownOf, type Place, placeOf } from '../../ask/conversation/ask-after.ts';
import { asOneQuestion, goingOn, type Matter } from '../../ask/conversation/matter.ts';
import { type FollowUp, readFollowUp } from '../../ask/conversation/read-follow-up.ts';
import { peopleTold, personLine } from '../../ask/named/people-named.ts';
import { takenTo, type Asked as Whose } from '../../ask/question/subjects.ts';
import { type Quoted, reference } from '../../ask/quoting/quotes.ts';
import type { Detection } from '../../hear/detection.ts';
import { titleOfWish } from '../../hear/talk/wish-titles.ts';
import type { WishId } from '../../hear/wishes/wishes.ts';
import type { Opening } from '../../platform/encoder/open.ts';
import { holders, type School } from '../../school/school.ts';
import { shippedWishes } from '../../wiring/wishes.ts';
import { answerText as answerAsText, quotedText } from './answer-text.ts';

/** Where a conversation stands, with what was asked. */
export interface OnTheTable extends Place {
  readonly matter: Matter;
}

interface Asked {
  readonly school: School;
  readonly question: string;
  readonly detection: Detection;
  readonly place: OnTheTable | undefined;
  readonly opening: Opening;
  readonly explain?: boolean | undefined;
  readonly perhaps?: WishId | undefined;
}

export interface Answered {
  readonly text: string;
  /** Where the conversation stands then. */
  readonly place: OnTheTable | undefined;
}

/** The policies' answer, read with what was asked before it where it asks for that; and where the conversation stands then. */
export async function answerText(answerer: Answerer, asked: Asked): Promise<Answered> {
  const { school, question, detection, place, opening, explain, perhaps } = asked;
  const follow = detection.kind === 'none' || place ? readFollowUp(question) : undefined;
  if (follow && follow.kind !== 'more') {
    const again = follow.kind === 'again' && place ? await againText(answerer, place, school) : undefined;
    const text = again ?? aboutLast(answerer, follow, asked);
    if (text !== undefined) return { text, place };
  }
  const { answer, isAfter } = await read(answerer, asked, follow);
  const before = isAfter && place ? answerer.at(place) : undefined;
  const isReportFirst = detection.kind === 'unclear' && detection.likelier === 'report';
  const parts = [
    ...(opening.kind === 'without'
      ? [`${opening.what}: this is by words alone, and never certain. ${opening.todo}`]
      : []),
    ...(isReportFirst ? [`${HAPPENED} If it is a general question:`] : []),
    ...(before ? [stillAbout(before)] : []),
    answerAsText(answer, ofSchool(school), explain),
    ...(perhaps && answer.kind !== 'answered' ? didYouMean(perhaps) : []),
    ...(detection.kind === 'unclear' && !isReportFirst ? [HAPPENED] : []),
    ...(explain ? [explained(answer.explain)] : []),
  ];
  const first = firstOf(answer);
  const beside = { whose: isAfter ? place?.whose : takenTo(question), wasSilent: isSilent(answer) };
  const matter = goingOn((isAfter ? place?.matter : undefined) ?? { said: [] }, question);
  return {
    text: parts.join('\n\n'),
    place: first && detection.kind === 'none' ? { ...placeOf(first, beside), matter } : undefined,
  };
}

async function read(
  answerer: Answerer,
  { question, place }: Asked,
  follow: FollowUp | undefined,
): Promise<{ readonly answer: Answer; readonly isAfter: boolean }> {
  if (follow?.kind !== 'more' || !place) return { answer: await answerer.askLocally(question), isAfter: false };
  return askAfter(answerer, { place, matter: place.matter, question, isMarked: follow.isMarked }, {});
}

const stillAbout = (before: Quoted): string =>
  `Still about: ${[before.policyTitle, before.section, before.heading].filter(Boolean).join(' · ')}`;

async function againText(answerer: Answerer, place: OnTheTable, school: School): Promise<string> {
  const whole = asOneQuestion(place.matter);
  const answer = await answerer.askLocally(whole.question, ownOf(whole, place));
  return answerAsText(answer, ofSchool(school));
}

/** What is asked of the last answer itself; `undefined` for what may be a question of its own where there was none. */
function aboutLast(answerer: Answerer, { kind }: FollowUp, { school, place, question }: Asked): string | undefined {
  const before = place && answerer.at(place);
  if (!place || !before)
    return kind === 'again' || kind === 'whom' || kind === 'bare'
      ? undefined
      : 'I don’t know what that refers to. Please write the whole question.';
  if (kind === 'bare') return `What would you like to know about this: ${reference(before)}?`;
  if (kind !== 'whom') return quotedText(before);
  const people = place.wasSilent ? [] : peopleTold([before.quote], { school });
  const whose = place.whose ?? takenTo(question) ?? 'policy-owner';
  const named = people.length > 0 ? people.map(personLine) : [`Go to ${personText(school, whose)}`];
  return [stillAbout(before), ...named, quotedText(before)].join('\n\n');
}

function personText(school: School, whose: Whose): string {
  const [person] = whose === 'office' ? [] : holders(school, whose);
  return person
    ? [person.name, person.phone].filter(Boolean).join(', ')
    : `the school office, ${school.contacts.office}`;
}

export const ofSchool = (school: School) => ({
  policies: `The policies of ${school.name}`,
  owner: holders(school, 'policy-owner')[0]?.name ?? 'the policy owner',
});

/** What is perhaps asked of Lanyard itself, and the words that surely ask for it. */
function didYouMean(wish: WishId): readonly string[] {
  const title = titleOfWish(wish);
  const [example] = shippedWishes().wishes.find(({ id }) => id === wish)?.examples ?? [];
  return title && example ? [`Did you mean: ${title}? Then write: ${example}`] : [];
}

const explained = ({ chance, ranked }: Explanation): string =>
  [
    chance === undefined ? 'Found by words alone' : `The first answers with a chance of ${Math.round(chance * 100)} %`,
    ...ranked.map(({ heading, score, signs }, at) => {
      const told = Object.entries(signs).flatMap(([sign, value]) =>
        value === 0 ? [] : [`${sign} ${value.toFixed(2)}`],
      );
      return `${at + 1}. ${heading}  ${score.toFixed(2)} = ${told.join(', ')}`;
    }),
  ].join('\n');

export const HAPPENED = 'Has this happened? Then please report it to a person now; in Teams: Report a concern.';
