import { PARTS, type Part, REGIONS, type Region } from '../../report/record/regions.ts';

/** The list of one heading: a part of the body, from in front or from behind. */
export interface RegionGroup {
  /** What its box in the form is called. */
  readonly field: string;
  readonly side: Region['side'];
  /** `Head and neck` */
  readonly words: string;
  readonly regions: readonly Region[];
}

const PART_WORDS: Readonly<Record<Part, string>> = {
  head: 'Head and neck',
  body: 'Body',
  arms: 'Arms and hands',
  legs: 'Legs and feet',
};

const FIELD = /^body-(front|back)-/;

/** The same regions as lists that are short enough to look down, from in front first. */
export const REGION_GROUPS: readonly RegionGroup[] = (['front', 'back'] as const).flatMap((side) =>
  PARTS.map((part) => ({
    field: `body-${side}-${part}`,
    side,
    words: PART_WORDS[part],
    regions: REGIONS.filter((region) => region.side === side && region.part === part),
  })),
);

/** A region as the list of its heading names it: the side is in the name of the list. */
export const inList = ({ id, side }: Region): string => id.slice(side.length + 1);

/** What was sent with the lists, and with the one list of an older form, under one name, `body`; anything else is left as it came. */
export function gatherRegions(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null) return sent;
  const all = Object.entries(sent);
  if (!all.some(([field]) => FIELD.test(field))) return sent;
  const ids = all.flatMap(([field, value]) => {
    const side = FIELD.exec(field)?.[1];
    if (typeof value !== 'string' || value === '' || (side === undefined && field !== 'body')) return [];
    return side === undefined ? [value] : value.split(',').map((name) => `${side}-${name.trim()}`);
  });
  return { ...Object.fromEntries(all.filter(([field]) => !FIELD.test(field))), body: ids.join(',') };
}
