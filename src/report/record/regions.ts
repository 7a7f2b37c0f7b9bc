export const PARTS = ['head', 'body', 'arms', 'legs'] as const;
export type Part = (typeof PARTS)[number];

/** Where on a body something was seen, from in front or from behind. Left and right mean the child's left and right. */
export interface Region {
  /** Kept in the record: never changed once it is released. */
  readonly id: string;
  readonly side: 'front' | 'back';
  /** Under which heading it stands in the form: 58 in one list are a long way down on a phone. */
  readonly part: Part;
  readonly words: string;
  /** An ellipse in hundredths of the picture's width: centre and half axes. */
  readonly shape: readonly [x: number, y: number, halfWidth: number, halfHeight: number];
}

type Shape = Region['shape'];
/** Those on both sides, drawn on the child's left; seen from in front that is on our right. */
const PAIRED = (
  side: Region['side'],
  part: Part,
  name: string,
  words: string,
  [x, y, w, h]: Shape,
): readonly Region[] => {
  const ours = side === 'front' ? 1 : -1;
  return (['left', 'right'] as const).map((hand) => ({
    id: `${side}-${hand}-${name}`,
    side,
    part,
    words: words.replace('%', hand),
    shape: [50 + (hand === 'left' ? ours : -ours) * x, y, w, h],
  }));
};
const ONE = (side: Region['side'], part: Part, name: string, words: string, shape: Shape): readonly Region[] => [
  { id: `${side}-${name}`, side, part, words, shape },
];

/** From head to foot, as someone reads down the list. */
export const REGIONS: readonly Region[] = [
  ...ONE('front', 'head', 'forehead', 'forehead', [50, 8, 8, 3]),
  ...PAIRED('front', 'head', 'eye', '% eye', [3.5, 13, 2.4, 1.8]),
  ...ONE('front', 'head', 'nose', 'nose', [50, 16.5, 1.7, 2.4]),
  ...PAIRED('front', 'head', 'cheek', '% cheek', [5.5, 18.5, 2.8, 3]),
  ...ONE('front', 'head', 'mouth', 'mouth', [50, 21.5, 3.2, 1.7]),
  ...ONE('front', 'head', 'chin', 'chin', [50, 25, 3.4, 1.7]),
  ...PAIRED('front', 'head', 'ear', '% ear', [11, 15, 1.8, 3.2]),
  ...ONE('front', 'head', 'neck', 'neck, front', [50, 30, 4.4, 3]),
  ...PAIRED('front', 'body', 'shoulder', '% shoulder', [17, 37, 6, 4]),
  ...ONE('front', 'body', 'chest', 'chest', [50, 45, 12, 8]),
  ...ONE('front', 'body', 'stomach', 'stomach', [50, 62, 11, 8]),
  ...ONE('front', 'body', 'private', 'private parts', [50, 76, 5.5, 4]),
  ...PAIRED('front', 'body', 'hip', '% hip', [11, 74, 4, 4]),
  ...PAIRED('front', 'arms', 'upper-arm', '% upper arm', [24, 48, 4, 8]),
  ...PAIRED('front', 'arms', 'forearm', '% forearm', [29, 66, 3.6, 9]),
  ...PAIRED('front', 'arms', 'hand', '% hand', [32, 81, 4, 5.5]),
  ...PAIRED('front', 'legs', 'thigh', '% thigh', [9.5, 93, 6, 11]),
  ...PAIRED('front', 'legs', 'knee', '% knee', [10, 109, 4.8, 4.6]),
  ...PAIRED('front', 'legs', 'shin', '% shin', [10.5, 125, 4.6, 11]),
  ...PAIRED('front', 'legs', 'foot', '% foot', [12, 143, 5.4, 4.4]),
  ...ONE('back', 'head', 'head', 'back of the head', [50, 13, 9, 8]),
  ...PAIRED('back', 'head', 'ear', 'behind the % ear', [11, 15, 1.8, 3.2]),
  ...ONE('back', 'head', 'neck', 'back of the neck', [50, 29, 4.4, 4]),
  ...PAIRED('back', 'body', 'shoulder', 'back of the % shoulder', [13, 39, 7, 5]),
  ...ONE('back', 'body', 'upper-back', 'upper back', [50, 49, 10, 6]),
  ...ONE('back', 'body', 'lower-back', 'lower back', [50, 63, 10.5, 6.5]),
  ...PAIRED('back', 'body', 'bottom', '% side of the bottom', [6.5, 77, 6, 6]),
  ...PAIRED('back', 'arms', 'upper-arm', 'back of the % upper arm', [24, 48, 4, 8]),
  ...PAIRED('back', 'arms', 'elbow', '% elbow', [27, 58.5, 3.6, 3.2]),
  ...PAIRED('back', 'arms', 'forearm', 'back of the % forearm', [29.5, 69, 3.5, 7]),
  ...PAIRED('back', 'arms', 'hand', 'back of the % hand', [32, 81, 4, 5.5]),
  ...PAIRED('back', 'legs', 'thigh', 'back of the % thigh', [9.5, 95, 6, 10]),
  ...PAIRED('back', 'legs', 'knee', 'back of the % knee', [10, 109, 4.8, 4.2]),
  ...PAIRED('back', 'legs', 'calf', '% calf', [10.5, 124, 4.8, 10]),
  ...PAIRED('back', 'legs', 'heel', '% heel', [11.5, 142, 4.4, 4]),
];

/** The regions that a list of ids names, in the order of the body; anything else is left out. */
export const regionsIn = (ids: string | undefined): readonly Region[] => {
  const wanted = new Set((ids ?? '').split(/[\s,]+/));
  return REGIONS.filter(({ id }) => wanted.has(id));
};

/** `Left upper arm, chest; from behind: lower back`. Empty where there is none. */
export function regionWords(ids: string | undefined): string {
  const words = (side: Region['side']): string =>
    regionsIn(ids)
      .filter((region) => region.side === side)
      .map((region) => region.words)
      .join(', ');
  const [front, back] = [words('front'), words('back')];
  const all = [front, back === '' ? '' : `from behind: ${back}`].filter((part) => part !== '').join('; ');
  return all.charAt(0).toUpperCase() + all.slice(1);
}
