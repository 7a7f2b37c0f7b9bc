import { type Other, othersIn, TITLES_OF } from './bystanders.ts';
import { type Deed, deedsIn } from './deeds.ts';
import type { Doer, Gender } from './grammar.ts';
import { type Sentence, wordsOf } from './sentences.ts';

/** A place that names someone who, by their own sentence, was only told or there. */
export interface Place {
  /** Which sentence of the text, and where in it. */
  readonly sentence: number;
  readonly from: number;
  readonly to: number;
  readonly said: string;
  /** They were there, and not only told. */
  readonly wasThere: boolean;
}

/** A sentence as it speaks of people: whom it brings in, and which harm it gives to whom. */
export interface Reading extends Sentence {
  readonly others: readonly Other[];
  readonly deeds: readonly Deed[];
}

/** A whole text, read once for all who are named in it. */
export const readText = (sentences: readonly Sentence[]): readonly Reading[] =>
  sentences.map(({ field, text }) => {
    const words = wordsOf(text);
    return { field, text, others: othersIn(text, words), deeds: deedsIn(text, words) };
  });

/** As whom a pronoun may speak of someone who is called so. */
export const genderOf = (said: string): Gender =>
  TITLES_OF.get(/^\p{L}+(?=\s)/u.exec(said.toLowerCase())?.[0] ?? '') ?? 'any';

/**
 * Whether anything that is read after someone was named may say that they did it: a pronoun that may be theirs does harm, or is
 * pointed at as its cause, and no one else was brought in since to whom it is given more likely.
 */
export function isPointedAt(place: Place, text: readonly Reading[]): boolean {
  const gender = genderOf(place.said);
  return text.slice(Math.max(0, place.sentence)).some(({ deeds }, back) => {
    const at = Math.max(0, place.sentence) + back;
    return deeds.some((deed) => mayBeTheirs({ deed, at, place, gender, text }));
  });
}

/**
 * The same of someone who was named in what stands before a sentence, no matter where: what is added later may speak of anyone in the
 * report.
 */
export const isPointedAtSince = (sentence: number, said: string, text: readonly Reading[]): boolean => {
  const end = Number.POSITIVE_INFINITY;
  return isPointedAt({ sentence: sentence - 1, from: end, to: end, said, wasThere: false }, text);
};

/** A deed in the text, and someone who was named before it. */
interface Charge {
  readonly deed: Deed;
  /** The sentence that the deed is in. */
  readonly at: number;
  readonly place: Place;
  readonly gender: Gender;
  readonly text: readonly Reading[];
}

function mayBeTheirs(charge: Charge): boolean {
  const { deed, at, place, gender, text } = charge;
  const { doer } = deed;
  const isHere = at === place.sentence;
  if (isHere && deed.at < place.from) return false;
  const isNext = at === place.sentence + 1 && place.wasThere && text[at]?.field === text[place.sentence]?.field;
  if (doer.kind === 'unsaid')
    return !deed.isPointed && deed.patient?.kind === 'pronoun' && (isHere || isNext) && place.wasThere;
  if (doer.kind === 'noun') return isHere && doer.at >= place.from && doer.at < place.to;
  if (isHere && doer.at < place.to) return false;
  // A title may be typed wrongly: hands on someone, at once after who was there, are read as theirs.
  const isAtOnce =
    isNext &&
    deed.patient?.kind === 'body' &&
    /^\W*(?:then |and )?\W*$/i.test((text[at]?.text ?? '').slice(0, doer.at));
  return (isAtOnce || isFitting(doer.gender, gender)) && !isAnothers(charge, doer);
}

const isFitting = (pronoun: Gender, person: Gender): boolean =>
  pronoun === person || pronoun === 'any' || pronoun === 'they' || person === 'any';

/** Someone was brought in between of whom the pronoun rather speaks. */
function isAnothers({ deed, at: sentence, place, gender, text }: Charge, doer: Doer & { kind: 'pronoun' }): boolean {
  // Nobody calls one woman "they" who is named with her title, where there are several whom it fits.
  const isOfSeveral = doer.gender === 'they' && gender !== 'any';
  return text.slice(0, sentence + 1).some(({ others }, at) =>
    others.some((other) => {
      const isSame = at === sentence;
      if (isSame && other.at >= doer.at) return false;
      if (isOfSeveral && other.isMany && !(other.isTelling && isSame)) return true;
      const isBetween = at > place.sentence || (at === place.sentence && other.at >= place.to);
      return isBetween && !other.isBystander && isLikelier(other, deed, doer.gender, isSame);
    }),
  );
}

function isLikelier(other: Other, { patient, isPointed }: Deed, pronoun: Gender, isSameSentence: boolean): boolean {
  if (pronoun === 'any') return !other.isChild && !other.isTelling;
  // Who tells of it tells of someone else.
  if (other.isTelling && (isSameSentence || !other.isChild || isPointed)) return false;
  if (pronoun === 'they') return other.isMany;
  if (other.isMany || (other.gender !== 'any' && other.gender !== pronoun)) return false;
  if (!other.isChild) return true;
  if (isPointed) return other.isNew && other.gender === pronoun;
  // A child may be the one who is harmed: only where that is someone else, the child is the one who does it.
  const isToAnother = patient?.kind !== 'pronoun' && patient?.kind !== 'body';
  if (other.gender === pronoun) return isToAnother || patient?.gender !== pronoun;
  return isToAnother && (patient === undefined || patient.gender === 'any' || patient.gender === pronoun);
}
