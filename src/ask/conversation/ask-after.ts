import type { Harmless } from '../../hear/gate.ts';
import type { PolicyId, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import { type IsoDay, MINUTE_MS } from '../../kernel/time.ts';
import type { Answer, Answerer, Asking } from '../answer/answer.ts';
import { stems } from '../finding/bm25.ts';
import { asksSomething } from '../question/asks.ts';
import type { Asked } from '../question/subjects.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { MOST_NEAREST } from '../quoting/quotes.ts';
import { type Matter, type Together, together, withoutPeople } from './matter.ts';
import { asksMeasure } from './read-follow-up.ts';

/** A place in a version of a policy. */
export interface Spot {
  readonly policy: PolicyId;
  readonly version: PolicyVersionId;
  readonly section: string;
  readonly passage: string;
}

/** Where an answer stood. It holds no word of who asked. */
export interface Place extends Spot {
  /** Whose matter was asked about, where its words told: the role, and no word. */
  readonly whose?: Asked | undefined;
  /** No rule was found for what was asked, and this only came closest. */
  readonly wasSilent?: true | undefined;
}

/** What was told that stands in no policy: its name, the role or sequence it is of, and the day up to which dates were told. */
export interface Fact {
  readonly fact: string;
  readonly of?: string | undefined;
  readonly day?: IsoDay | undefined;
}

/** What an answer is remembered by. The words that were asked lie beside it, sealed. */
export type Spoken = Place | Fact;

export const isFact = (spoken: Spoken): spoken is Fact => 'fact' in spoken;

/** What was asked: a message that is nobody's disclosure, behind those that it goes on with. */
export type OnTheTable = 'same' | { readonly before?: Matter | undefined; readonly said: Harmless };

/** What the last answers to a person were, and what was asked: all that is remembered of a conversation. */
export interface PlaceMemory {
  /** Newest first, of the last half hour; empty where nothing is remembered. */
  recent(user: UserId, now: Date): Promise<readonly Spoken[]>;
  /** What was asked, as far as it may be kept; `undefined` where it was not, or cannot be opened. */
  matter(user: UserId, now: Date): Promise<Matter | undefined>;
  /** `asked`: what the answer was to; `same`: what was asked before is still on the table. */
  remember(user: UserId, spoken: Spoken, now: Date, asked?: OnTheTable): Promise<void>;
  /** Nothing is left: what came after may be a report. */
  forget(user: UserId): Promise<void>;
}

/** How long a question is read with the one before it. */
export const REMEMBERED_MS = 30 * MINUTE_MS;
/** The last answer, and those that "the one before" leads to. */
export const MOST_REMEMBERED = 3;

/** What is remembered of an answer, beside where it stands. */
export interface Beside {
  readonly whose?: Asked | undefined;
  readonly wasSilent?: boolean | undefined;
}

export const placeOf = (quoted: Quoted, { whose, wasSilent }: Beside = {}): Place => ({
  policy: quoted.policyId,
  version: quoted.versionId,
  section: quoted.sectionId,
  passage: quoted.decidedBy ?? quoted.passageIds[0] ?? '',
  ...(whose && { whose }),
  ...(wasSilent && { wasSilent }),
});

/** Whether an answer says that no rule clearly covers what was asked. */
export const isSilent = (answer: Answer): boolean =>
  answer.kind === 'not-covered' || (answer.kind === 'nearest' && answer.lead === 'faint');

/** What an answer shows first, if anything. */
export const firstOf = (answer: Answer): Quoted | undefined =>
  answer.kind === 'answered' ? answer.best : answer.kind === 'nearest' ? answer.nearest[0] : undefined;

/** What comes of a message that may go on with an answer. */
interface ReadOn {
  readonly answer: Answer;
  /** It goes on, or may: else it is a question of its own. */
  readonly isAfter: boolean;
  /** Nothing tells what is meant. */
  readonly isUnclear?: true;
  /** It may go on as well as not, and what its own words say stands first. */
  readonly isRatherOwn?: true;
}

/**
 * Answers what is asked after an answer, read together with what was asked before it. What stands in the same section counts more, then
 * what stands in the same policy. Where it may go on and may be a question of its own, both readings are shown and none of them is sure.
 */
export async function askAfter(
  answerer: Answerer,
  going: Going,
  { reading }: Pick<Asking, 'reading'>,
): Promise<ReadOn> {
  const { place, matter, question, isMarked, goesOn = 0 } = going;
  const asked = together(matter, question);
  const isHere = (quoted: Quoted | undefined): boolean => isAt(place, quoted);
  if (!isMarked) {
    const alone = await answerer.askLocally(question, { reading });
    if (goesOn >= MAY_GO_ON) return either(going, alone, await readTogether(answerer, going, asked), asked);
    // What its own words answer is a question of its own, and so is what the policies do not speak of.
    if (alone.kind === 'not-covered' || (alone.kind === 'answered' && !isHere(alone.best)))
      return { answer: alone, isAfter: false };
  }
  const answer = await readTogether(answerer, going, asked);
  const first = firstOf(answer);
  if (!isMarked && !isHere(first)) return { answer: await answerer.askLocally(question, { reading }), isAfter: false };
  if (!isSilent(answer) || isHere(first)) return { answer: honest(answer, going, asked), isAfter: true };
  // Another rule of the same policy that speaks of who or what was added may be meant; what is found for neither is asked back.
  return first?.versionId === place.version && tells(first, asked)
    ? { answer: perhaps(answer, [first]), isAfter: true }
    : { answer, isAfter: true, isUnclear: true };
}

/** So likely to go on with the answer before it, a message that may be a question of its own is read both ways. */
export const MAY_GO_ON = 0.35;

/**
 * Both as one question, the last words counting more. Where that leads to another rule, and without it the rule on the table stays first,
 * both may be meant: first the one that says something of what was added.
 */
async function readTogether(answerer: Answerer, { place }: Going, asked: Together): Promise<Answer> {
  const answer = await answerer.askLocally(asked.question, ownOf(asked, place));
  const first = firstOf(answer);
  if (isAt(place, first)) return answer;
  const whole = await answerer.askLocally(asked.question);
  const stays = firstOf(whole);
  if (!stays || isSilent(whole) || !isAt(place, stays)) return answer;
  if (!first || isSilent(answer)) return perhaps(whole, [stays]);
  return perhaps(answer, tells(first, asked) ? [first, stays] : [stays, first]);
}

/** Of a message that may go on and may be a question of its own, the likelier reading first, and the other beside it. */
function either(going: Going, alone: Answer, both: Answer, asked: Together): ReadOn {
  const own = firstOf(alone);
  const first = firstOf(both);
  if (!first || isSilent(both)) return { answer: isSilent(alone) ? alone : perhaps(alone, [own]), isAfter: false };
  if (isSilent(alone)) {
    // A rule that says nothing of what is asked answers it no more than the others.
    return isGap(first, asked)
      ? { answer: alone, isAfter: false }
      : { answer: saidIn(first, asked) > 0 ? honest(both, going, asked) : perhaps(both, [first, own]), isAfter: true };
  }
  if (own && isAt(placeOf(first), own)) return { answer: honest(both, going, asked), isAfter: true };
  const { goesOn = 0 } = going;
  const isOn = goesOn * chanceOf(both) >= (1 - goesOn) * chanceOf(alone);
  return isOn
    ? { answer: perhaps(both, [first, own]), isAfter: true }
    : { answer: perhaps(alone, [own, first]), isAfter: true, isRatherOwn: true };
}

/** Without an encoder nobody knows. */
const chanceOf = ({ explain }: Answer): number => explain.chance ?? 0.5;

/** What may be it, and is said as no more than that: these first. */
function perhaps(answer: Answer, first: readonly (Quoted | undefined)[]): Answer {
  const { chosenBy, explain } = answer;
  const all = [...first, ...quotesOf(answer)].flatMap((one) => one ?? []);
  const nearest = all.filter((one, at) => !all.slice(0, at).some((before) => isSamePlace(before, one)));
  return {
    kind: 'nearest',
    chosenBy,
    explain,
    nearest: nearest.slice(0, MOST_NEAREST),
    lead: 'open',
    ask: 'policy-owner',
  };
}

/** The same, said as no more than perhaps. */
export const asPerhaps = (answer: Answer): Answer => (isSilent(answer) ? answer : perhaps(answer, []));

const quotesOf = (answer: Answer): readonly Quoted[] =>
  answer.kind === 'answered' ? [answer.best, ...answer.others] : answer.nearest;

const isSamePlace = (one: Quoted, other: Quoted): boolean =>
  one.versionId === other.versionId && one.passageIds.some((id) => other.passageIds.includes(id));

/** Words that say nothing of what is asked. */
const ASIDE: ReadonlySet<string> = new Set(
  stems(
    'about after again also because been before count counts does doing done else even ever from going have here instead into just like mean more most much need only other over really same should some still sure than that their them then there these they thing things this those though want what when where which while with would your',
  ),
);

const tellingIn = (words: string): readonly string[] =>
  stems(words).filter((word) => (word.length > 3 || /^\d+$/.test(word)) && !ASIDE.has(word));

/** The share of these words that a rule says, 0 to 1. */
function shareIn({ heading, quote }: Quoted, words: readonly string[]): number {
  const said = new Set(stems(`${heading} ${quote}`));
  return words.filter((word) => said.has(word)).length / Math.max(1, words.length);
}

/** How much a rule says of what was added to the question, 0 to 1; where only the person is another, nothing was. */
function saidIn(quoted: Quoted, { question, own = '' }: Together): number {
  const telling = question.endsWith(own) ? tellingIn(own) : [];
  return telling.length === 0 ? 1 : shareIn(quoted, telling);
}

/** Whether a rule speaks of what was added, be it only another person. */
const tells = (quoted: Quoted, { own = '' }: Together): boolean => shareIn(quoted, tellingIn(own)) > 0;

/** Something new is asked, not only of someone else, and a rule says nothing of it. */
function isGap(quoted: Quoted, { own = '' }: Together): boolean {
  const telling = asksSomething(own) ? tellingIn(withoutPeople(own)) : [];
  return telling.length > 0 && shareIn(quoted, telling) === 0;
}

/** How a message counts beside what was asked before it. */
export const ownOf = ({ own }: Together, place: Spot): Pick<Asking, 'own'> =>
  own === undefined ? {} : { own: { question: own, place } };

interface Going {
  readonly place: Spot;
  readonly matter: Matter;
  readonly question: string;
  /** It is nothing without what came before; otherwise it may be a question of its own. */
  readonly isMarked: boolean;
  /** How likely it goes on with the answer, 0 to 1, as far as that was heard. */
  readonly goesOn?: number | undefined;
}

/** What is put together was asked by nobody in these words: it is never said plainly, and as the rule only where it stays in its section. */
function honest(answer: Answer, { place, question }: Going, asked: Together): Answer {
  const first = firstOf(answer);
  const isHere = isAt(place, first) && (first === undefined || saidIn(first, asked) > HALF);
  if (answer.kind === 'answered') {
    const { isPlain: _, ...looks } = answer;
    return isHere ? looks : perhaps(answer, []);
  }
  // The rule of before says nothing of how long or how much: then nothing does.
  if (isSilent(answer)) return asksMeasure(question) ? answer : { ...answer, kind: 'nearest', lead: 'open' };
  return answer.kind === 'nearest' && answer.lead === 'clear' && !isHere ? { ...answer, lead: 'open' } : answer;
}

/** A rule that says no more than this of what was added may be the rule for the rest alone: "have I got to change my number". */
const HALF = 0.5;

const isAt = (place: Spot, quoted: Quoted | undefined): boolean =>
  quoted?.versionId === place.version && isBeside(place, quoted.sectionId);

/** The section itself, what is below it, and what stands with it below the same heading. */
function isBeside({ section }: Spot, other: string): boolean {
  const parent = section.includes('.') ? section.slice(0, section.lastIndexOf('.')) : section;
  return other === parent || other.startsWith(`${parent}.`);
}
