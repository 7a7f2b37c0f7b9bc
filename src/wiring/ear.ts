import { createListener, type Hear } from '../hear/listen.ts';
import { createBehind, createExact, type Exact } from '../hear/wishes/exact.ts';
import { createRecogniser } from '../hear/wishes/recognise.ts';
import { isManners, isTalkByWords } from '../hear/wishes/small-talk.ts';
import type { Log } from '../kernel/log.ts';
import type { Opening } from '../platform/encoder/open.ts';
import type { School } from '../school/school.ts';
import { shippedWishes } from './wishes.ts';

/** How a message is heard: by its exact words, where it is nothing else, and else whole. */
export interface Ear {
  readExact(words: string): Exact | undefined;
  readonly hear: Hear;
}

interface EarParts {
  readonly schools: readonly School[];
  readonly opening: Opening;
  /** Whether it is a command; outside Teams there is none. */
  isCommand?(words: string): boolean;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** The ear as the product has it: what a bench or a command hears by is this one too. */
export function createEar({ schools, opening, isCommand = () => false, log }: EarParts): Ear {
  const wishes = shippedWishes();
  const isTalk = opening.kind === 'open' ? isManners : isTalkByWords;
  const readExact = createExact({ isCommand, recogniser: createRecogniser(wishes), buttons: wishes.buttons, isTalk });
  const learnt =
    opening.kind === 'open'
      ? { head: opening.understanding }
      : { ...(opening.toldByWords && { toldByWords: opening.toldByWords }) };
  return { readExact, hear: createListener({ schools, ...learnt, behind: createBehind(readExact), log }) };
}
