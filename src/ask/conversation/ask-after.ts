import type { Harmless } from '../../hear/gate.ts';
import type { PolicyId, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import { type IsoDay, MINUTE_MS } from '../../kernel/time.ts';
import type { Answer, Answerer, Asking } from '../answer/answer.ts';
import { stems } from '../finding/bm25.ts';
import type { Asked } from '../question/subjects.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { MOST_NEAREST } from '../quoting/quotes.ts';
import { type Matter, type Together, together } from './matter.ts';
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

/**
 * Answers what is asked after an answer, read together with what was asked before it. What stands in the same section counts more, then
 * what stands in the same policy.
 * @param isMarked it is nothing without what came before; otherwise what its own words plainly answer is the answer
 */
export async function askAfter(
  answerer: Answerer,
  { place, matter, question, isMarked }: Going,
  { reading }: Pick<Asking, 'reading'>,
): Promise<{ readonly answer: Answer; readonly isAfter: boolean; readonly isUnclear?: true }> {
  const isHere = (quoted: Quoted | undefined): boolean =>
    quoted?.versionId === place.version && isBeside(place, quoted.sectionId);
  if (!isMarked) {
    const alone = await answerer.askLocally(question, { reading });
    // What its own words answer is a question of its own, and so is what the policies do not speak of.
    if (alone.kind === 'not-covered' || (alone.kind === 'answered' && !isHere(alone.best)))
      return { answer: alone, isAfter: false };
  }
  const asked = together(matter, question);
  const answer = await answerer.askLocally(asked.question, ownOf(asked, place));
  const first = firstOf(answer);
  if (!isMarked && !isHere(first)) return { answer: await answerer.askLocally(question, { reading }), isAfter: false };
  // What is found for neither is asked back.
  if (isSilent(answer) && !isHere(first)) return { answer, isAfter: true, isUnclear: true };
  const isSaidHere = isHere(first) && (first === undefined || isSaidIn(first, asked));
  return { answer: honest(answer, { isHere: isSaidHere, isMeasure: asksMeasure(question) }), isAfter: true };
}

/** Words that say nothing of what is asked. */
const ASIDE: ReadonlySet<string> = new Set(
  stems(
    'about after again also because been before count counts does doing done else even ever from going have here instead into just like mean more most much need only other over really same should some still sure than that their them then there these they thing things this those though want what when where which while with would your',
  ),
);

/** Whether a rule says anything of what was added to the question; where only the person is another, nothing was. */
function isSaidIn({ heading, quote }: Quoted, { question, own = '' }: Together): boolean {
  if (!question.endsWith(own)) return true;
  const telling = stems(own).filter((word) => word.length > 3 && !ASIDE.has(word));
  const said = new Set(stems(`${heading} ${quote}`));
  return telling.length === 0 || telling.some((word) => said.has(word));
}

/** How a message counts beside what was asked before it. */
export const ownOf = ({ own }: Together, place: Spot): Pick<Asking, 'own'> =>
  own === undefined ? {} : { own: { question: own, place } };

interface Going {
  readonly place: Spot;
  readonly matter: Matter;
  readonly question: string;
  readonly isMarked: boolean;
}

/** What is put together was asked by nobody in these words: it is never said plainly, and as the rule only where it stays in its section. */
function honest(
  answer: Answer,
  { isHere, isMeasure }: { readonly isHere: boolean; readonly isMeasure: boolean },
): Answer {
  const { chosenBy, explain } = answer;
  if (answer.kind === 'answered') {
    const { isPlain: _, ...looks } = answer;
    if (isHere) return looks;
    const nearest = [answer.best, ...answer.others].slice(0, MOST_NEAREST);
    return { kind: 'nearest', chosenBy, explain, nearest, lead: 'open', ask: 'policy-owner' };
  }
  // The rule of before says nothing of how long or how much: then nothing does.
  if (isSilent(answer)) return isMeasure ? answer : { ...answer, kind: 'nearest', lead: 'open' };
  return answer.kind === 'nearest' && answer.lead === 'clear' && !isHere ? { ...answer, lead: 'open' } : answer;
}

/** The section itself, what is below it, and what stands with it below the same heading. */
function isBeside({ section }: Spot, other: string): boolean {
  const parent = section.includes('.') ? section.slice(0, section.lastIndexOf('.')) : section;
  return other === parent || other.startsWith(`${parent}.`);
}
