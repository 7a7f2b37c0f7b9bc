import type { School } from '../../../src/core/school/school.ts';
import { type Opening, openUnderstanding } from '../../../src/understanding/open.ts';
import { createEar, type Ear } from '../../../src/wiring/ear.ts';
import { heardIn, type Message, messagesIn } from '../../../training/data.ts';
import { foldsOfSum, lessonsFrom } from '../../../training/hearing.ts';

/** Where `npm run train` leaves the encoders that some policies and writers were left out of. */
export const FOLDS = 'training/out';

const OPEN = 'training/data/open';
const SHIPPED = new URL('../../../src/understanding/model/', import.meta.url);

export type Open = Extract<Opening, { readonly kind: 'open' }>;

/** What Lanyard ships. @throws Error where it cannot be opened: then there is nothing to measure */
export async function openShipped(): Promise<Open> {
  const opening = await openUnderstanding();
  if (opening.kind === 'without') throw new Error(`${opening.what}: nothing to measure.`);
  return opening;
}

/** In a bench a fault is no figure. */
export const throwing = (event: string, _fields?: unknown, error?: unknown): never => {
  throw new Error(event, { cause: error });
};

/** Of which school the writers are, and what a command is there; of none, and none, unless it is said. */
export interface Place {
  readonly schools?: readonly School[];
  readonly isCommand?: (words: string) => boolean;
}

export const earOf = (opening: Opening, { schools = [], ...place }: Place = {}): Ear =>
  createEar({ schools, ...place, opening, log: { warn: throwing, error: throwing } });

/** Writers, and an ear that has learnt nothing from them. */
export interface Apart {
  readonly ear: Ear;
  readonly folder: string;
  /** All below the folder where it is absent. */
  readonly writers: ReadonlySet<string> | undefined;
}

/** @param data a folder that nothing was learnt from, heard as the product ships; the writers of the training data without one */
export const heardApart = async (
  data: string | undefined,
  opening: Open,
  place: Place = {},
): Promise<readonly Apart[]> =>
  data === undefined
    ? leftOutOfSums(opening, place)
    : [{ ear: earOf(opening, place), folder: data, writers: undefined }];

/**
 * Writers from whose lots the product's encoder has learnt nothing, each heard by a sum that was learnt without them. An encoder of a fold
 * with the sum that is shipped would be no honest figure: that sum knows the writers, and was learnt from what another encoder says.
 */
async function leftOutOfSums(opening: Open, place: Place): Promise<readonly Apart[]> {
  const { understanding } = opening;
  return foldsOfSum(await lessonsFrom(OPEN, SHIPPED)).map(({ head, lessons }) => ({
    ear: earOf({ ...opening, understanding: { ...understanding, weigh: head.weigh } }, place),
    folder: OPEN,
    writers: new Set(lessons.map(({ from }) => from)),
  }));
}

const of = <T extends { readonly writer: string }>(all: readonly T[], { writers }: Apart): readonly T[] =>
  all.filter(({ writer }) => !writers || writers.has(writer));

export const messagesOf = (apart: Apart): readonly Message[] => of(messagesIn(apart.folder), apart);
export const linesOf = (apart: Apart) => of(heardIn(apart.folder), apart);
