import { readFile } from 'node:fs/promises';
import { type Chances, HARMLESS_KINDS } from '../../hear/weighing/heard-as.ts';
import type { Guess } from '../../hear/wishes/recognise.ts';
import { LEARNT_WISHES, WISHES, type WishId } from '../../hear/wishes/wishes.ts';
import type { MessageReading } from '../../kernel/understanding.ts';
import { apart, sharesOf } from './hearing-head.ts';
import { LinearHead } from './linear-head.ts';

/** None, and each wish, in the order of the numbers that the head gives. */
export const WISH_CLASSES = ['none', ...WISHES] as const;
/** How many numbers the meaning of a text has. */
export const MEANING = 768;

/** What the sum was learnt for, and how much each of those counts that tell a wish: learnt from writers whom neither has met (training/wishes.ts). */
export interface WishMeasure {
  /** None and the wishes, in the order of its numbers. A wish that is not among them is heard by its lines alone. */
  readonly classes: readonly string[];
  /** The layers' shares count so many times beside the head's own. */
  readonly layers: number;
  /** What is added for a wish that the layers have not learnt: they make others likelier for it. */
  readonly later: number;
  /** In the log-odds of a wish at all: nothing, what the kinds say of it, and what tells wishes apart. */
  readonly bias: number;
  readonly kinds: number;
  readonly wishes: number;
}

/** Never less likely than this to the layers: of what they have not learnt they know nothing. */
const LEAST_SHARE = 1e-6;
/** Where in `WISH_CLASSES` that stands which the layers tell apart, in their order. */
const OF_LAYERS = ['none' as const, ...LEARNT_WISHES].map((wish) => WISH_CLASSES.indexOf(wish));

type HeadMeasure = Pick<WishMeasure, 'classes' | 'layers' | 'later'>;

/** Tells which wish a message is, by a sum over the meaning of the whole, and by what the hearing's layers have learnt of most of them. */
export class WishHead {
  readonly #head: LinearHead;
  readonly #measure: HeadMeasure;
  /** Where among the numbers of the head each of `WISH_CLASSES` stands; -1: it was not learnt. */
  readonly #places: readonly number[];

  /** @param file as `written` of linear-head.ts makes it @throws RangeError for a file of another size */
  constructor(file: Uint8Array, measure: HeadMeasure) {
    this.#head = new LinearHead(file, MEANING, measure.classes.length);
    this.#places = WISH_CLASSES.map((wish) => measure.classes.indexOf(wish));
    this.#measure = measure;
  }

  /** The share of each of `WISH_CLASSES`; together one. @throws RangeError for a reading of other layers */
  shares({ vector, sums }: MessageReading): Float32Array {
    const { layers, later } = this.#measure;
    const sumsOf = this.#head.of(vector.entries());
    const weighed = Float32Array.from(this.#places, (place, at) =>
      place < 0 ? Number.NEGATIVE_INFINITY : (sumsOf[place] ?? 0) + (OF_LAYERS.includes(at) ? 0 : later),
    );
    sharesOf(apart(sums).wishes).forEach((share, at) => {
      const place = OF_LAYERS[at] ?? 0;
      weighed[place] = (weighed[place] ?? 0) + layers * Math.log(share + LEAST_SHARE);
    });
    return sharesOf(weighed);
  }
}

/** The one in a folder of weights. */
export const openWishHead = async (folder: URL, measure: WishMeasure): Promise<WishHead> =>
  new WishHead(await readFile(new URL('wishes.bin', folder)), measure);

const CHOICES = 3;

/** The likeliest wish, and its share of all that it may be and of all wishes, 0 to 1. */
export const guessBy =
  (head: Pick<WishHead, 'shares'>): Guess =>
  (reading, likelier = () => 1) => {
    const [none = 0, ...shares] = head.shares(reading);
    const weighed = shares.map((share, at) => share * likelier(WISHES[at] as WishId));
    const all = weighed.reduce((sum, one) => sum + one, 0);
    const order = weighed.map((_, at) => at).sort((one, other) => (weighed[other] ?? 0) - (weighed[one] ?? 0));
    const likeliest = order.slice(0, CHOICES).map((at) => WISHES[at] as WishId);
    const among = (weighed[order[0] ?? 0] ?? 0) / Math.max(all, 1e-6);
    return { wish: likeliest[0] as WishId, share: among * (1 - none), among, likeliest };
  };

/**
 * That it is a wish is told twice: beside other kinds, and as one wish or another. Both count as was learnt, and only among what is harmless: a
 * report or distress is no less likely for it.
 * @param isSomeWish by what tells wishes apart, 0 to 1
 */
export function withWish(chances: Chances, isSomeWish: number, { bias, kinds, wishes }: WishMeasure): Chances {
  const harmless = HARMLESS_KINDS.reduce((sum, kind) => sum + chances[kind], 0);
  const others = harmless - chances.wish;
  if (others <= 0) return chances;
  const share = asShare(bias + kinds * asOdds(chances.wish / harmless) + wishes * asOdds(isSomeWish));
  const scale = ((1 - share) * harmless) / others;
  const weighed = { ...chances, wish: share * harmless };
  for (const kind of HARMLESS_KINDS) if (kind !== 'wish') weighed[kind] = chances[kind] * scale;
  return weighed;
}

/** So sure nothing is that its odds would have no end. */
const LEAST = 1e-4;
/** The log-odds of a share, 0 to 1. */
export const asOdds = (share: number): number => {
  const within = Math.min(1 - LEAST, Math.max(LEAST, share));
  return Math.log(within / (1 - within));
};
const asShare = (odds: number): number => 1 / (1 + Math.exp(-odds));
