import type { Concern, Entry } from '../concern.ts';

/** A screenshot as it is stored, sealed with the key of its record. */
export interface SealedPicture {
  readonly id: string;
  readonly type: PictureType;
  readonly sealed: Uint8Array;
}

/** What a screenshot may be, by its content: a name or a media type is only a claim. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp';

export interface Picture {
  readonly id: string;
  readonly type: PictureType;
  readonly bytes: Uint8Array;
}

/** By its first bytes; `undefined` for everything that is not one of the three. */
export function pictureType(bytes: Uint8Array): PictureType | undefined {
  const starts = (at: number, ...wanted: number[]): boolean =>
    wanted.every((byte, index) => bytes[at + index] === byte);
  if (starts(0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  if (starts(0, 0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0, 0x52, 0x49, 0x46, 0x46) && starts(8, 0x57, 0x45, 0x42, 0x50)) return 'image/webp';
  return undefined;
}

/** The ids of the screenshots of a record, in the order in which they came; none once it is a stub. */
export const picturesIn = (concern: Pick<Concern, 'isStub'>, entries: readonly Entry[]): readonly string[] =>
  concern.isStub
    ? []
    : entries.flatMap(({ kind, facts }) =>
        kind === 'pictured' && typeof facts?.screenshot === 'string' ? [facts.screenshot] : [],
      );
