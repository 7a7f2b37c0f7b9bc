import { type Opening, openUnderstanding } from '../../../src/platform/encoder/open.ts';
import type { School } from '../../../src/school/school.ts';
import { createEar, type Ear } from '../../../src/wiring/ear.ts';
import { heardIn, heldOfHearing, type Message, messagesIn } from '../../../training/data.ts';

/** Where `npm run train` leaves the encoders that some policies and writers were left out of. */
export const FOLDS = 'training/out';

const OPEN = 'training/data/open';

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

/** @param data a folder that nothing was learnt from; without one the writers of the training data from whom the hearing has learnt nothing */
export const heardApart = (data: string | undefined, opening: Open, place: Place = {}): readonly Apart[] => [
  {
    ear: earOf(opening, place),
    folder: data ?? OPEN,
    writers: data === undefined ? heldOfHearing(OPEN) : undefined,
  },
];

const of = <T extends { readonly writer: string }>(all: readonly T[], { writers }: Apart): readonly T[] =>
  all.filter(({ writer }) => !writers || writers.has(writer));

export const messagesOf = (apart: Apart): readonly Message[] => of(messagesIn(apart.folder), apart);
export const linesOf = (apart: Apart) => of(heardIn(apart.folder), apart);
