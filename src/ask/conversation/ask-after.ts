import type { PolicyId, PolicyVersionId, UserId } from '../../kernel/ids.ts';
import { type IsoDay, MINUTE_MS } from '../../kernel/time.ts';
import type { Answer, Answerer, Asking } from '../answer/answer.ts';
import type { Asked } from '../question/subjects.ts';
import type { Quoted } from '../quoting/quotes.ts';
import { MOST_NEAREST } from '../quoting/quotes.ts';

/** A place in a version of a policy. */
export interface Spot {
  readonly policy: PolicyId;
  readonly version: PolicyVersionId;
  readonly section: string;
  readonly passage: string;
}

/** Where an answer stood. It holds no word of who asked. */
export interface Place extends Spot {
  /** Where the conversation began, when this answer was read with another before it. */
  readonly topic?: Spot | undefined;
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

/** What an answer is remembered by. It holds no word of who asked. */
export type Spoken = Place | Fact;

export const isFact = (spoken: Spoken): spoken is Fact => 'fact' in spoken;

/** What the last answers to a person were: all that is remembered of a conversation. */
export interface PlaceMemory {
  /** Newest first, of the last half hour; empty where nothing is remembered. */
  recent(user: UserId, now: Date): Promise<readonly Spoken[]>;
  remember(user: UserId, spoken: Spoken, now: Date): Promise<void>;
  /** Nothing is left: what came after may be a report. */
  forget(user: UserId): Promise<void>;
}

/** How long a question is read with the one before it. */
export const REMEMBERED_MS = 30 * MINUTE_MS;
/** The last answer, and those that "the one before" leads to. */
export const MOST_REMEMBERED = 3;

/** What is remembered of an answer, beside where it stands. */
export interface Beside {
  /** Where the answer stood with which this one was read. */
  readonly topic?: Spot | undefined;
  readonly whose?: Asked | undefined;
  readonly wasSilent?: boolean | undefined;
}

export const placeOf = (quoted: Quoted, { topic, whose, wasSilent }: Beside = {}): Place => ({
  policy: quoted.policyId,
  version: quoted.versionId,
  section: quoted.sectionId,
  passage: quoted.passageIds[0] ?? '',
  ...(topic && { topic }),
  ...(whose && { whose }),
  ...(wasSilent && { wasSilent }),
});

/** Whether an answer says that no rule clearly covers what was asked. */
export const isSilent = (answer: Answer): boolean =>
  answer.kind === 'not-covered' || (answer.kind === 'nearest' && answer.lead === 'faint');

/** What a conversation is about that has come to this place. */
export const topicOf = ({ topic, policy, version, section, passage }: Place): Spot =>
  topic ?? { policy, version, section, passage };

/** What an answer shows first, if anything. */
export const firstOf = (answer: Answer): Quoted | undefined =>
  answer.kind === 'answered' ? answer.best : answer.kind === 'nearest' ? answer.nearest[0] : undefined;

/**
 * By as much the same section, and the same policy, stand before others: scores of the ranking lie between 0 and 20. A message
 * that may be a question of its own is drawn less to what came before.
 */
const MORE = { marked: { section: 7, policy: 3 }, unmarked: { section: 2.5, policy: 1 } } as const;

/**
 * Answers what is asked after an answer: the same section first, then the same policy, then every other, each by its best
 * passage for the new words. Never surer than the words alone: a rule that stands near is not the answer for that.
 * @param isMarked it is nothing without what came before; otherwise what its own words plainly answer is the answer
 */
export async function askAfter(
  answerer: Answerer,
  { place, question, isMarked }: { readonly place: Spot; readonly question: string; readonly isMarked: boolean },
  asking: Pick<Asking, 'reading'>,
): Promise<{ readonly answer: Answer; readonly isAfter: boolean }> {
  const ask = (some: Answerer) => some.askLocally(question, asking);
  const [wide, policy, section] = await Promise.all([
    ask(answerer),
    ask(answerer.within(({ versionId }) => versionId === place.version)),
    ask(answerer.within(({ versionId }, { sectionId }) => versionId === place.version && isBeside(place, sectionId))),
  ]);
  if (wide.kind === 'answered') {
    const isHere = wide.best.versionId === place.version && isBeside(place, wide.best.sectionId);
    // What is marked as going on, "and for sixth formers?", is too little by itself to be sure of another place.
    if (isHere || !isMarked) return { answer: wide, isAfter: isHere };
  }
  // Words of which the policies say nothing are a question of their own.
  if (!isMarked && wide.kind === 'not-covered') return { answer: wide, isAfter: false };
  const more = MORE[isMarked ? 'marked' : 'unmarked'];
  const found = [bestOf(section, more.section), bestOf(policy, more.policy), bestOf(wide, 0)]
    .flatMap((one) => (one ? [one] : []))
    .sort((one, other) => other.score - one.score);
  // Behind the best of each, what else the policy says of it: what a word means there, say.
  const nearest = [...found.map(({ quoted }) => quoted), ...(policy.kind === 'nearest' ? policy.nearest : [])]
    .filter((one, at, all) => all.findIndex((other) => isSame(one, other)) === at)
    .slice(0, MOST_NEAREST);
  const first = nearest[0];
  const isElsewhere = !isMarked && !(first?.versionId === place.version && isBeside(place, first.sectionId));
  if (nearest.length === 0 || isElsewhere) return { answer: wide, isAfter: false };
  const { chosenBy, explain } = wide;
  return { answer: { kind: 'nearest', chosenBy, explain, nearest, lead: 'open', ask: 'policy-owner' }, isAfter: true };
}

/** The section itself, what is below it, and what stands with it below the same heading. */
function isBeside({ section }: Spot, other: string): boolean {
  const parent = section.includes('.') ? section.slice(0, section.lastIndexOf('.')) : section;
  return other === parent || other.startsWith(`${parent}.`);
}

function bestOf(answer: Answer, more: number): { readonly quoted: Quoted; readonly score: number } | undefined {
  const quoted = answer.kind === 'answered' ? answer.best : answer.nearest[0];
  return quoted && { quoted, score: (answer.explain.ranked[0]?.score ?? 0) + more };
}

const isSame = (one: Quoted, other: Quoted): boolean =>
  one.versionId === other.versionId && one.passageIds.some((id) => other.passageIds.includes(id));
