import { readFile } from 'node:fs/promises';
import { Fault } from '../core/calls/fault.ts';
import { MESSAGE_CLASSES, type Reading } from '../core/understanding.ts';
import { type Chances, type Evidence, HEARD_AS, type Weighed } from '../disclosure/hearing/heard-as.ts';
import type { HeadRoute } from '../disclosure/message-head.ts';
import { hashOfFile } from './encoder.ts';
import { LinearHead, type Sign } from './linear-head.ts';
import { sharesOf } from './wish-head.ts';
import { signsOf } from './wording.ts';

/** One sum for each thing that a message may be, and the last for danger. */
export const HEARING_SUMS = HEARD_AS.length + 1;
/** Numbers of a vector of meaning, as the encoder gives them. */
const MEANINGS = 384;
/** Words and letters fall into so many places by their hash. */
const PLACES = 2 ** 13;
/** A vector of meaning has length 1, as words and letters have each: it counts so many times. */
const MEANING = 3;
const ROUTES = MESSAGE_CLASSES.slice(2);
/** What is beside meaning and letters; see `besides`. */
const BESIDES = 3 + ROUTES.length + 4 + 6;
export const HEARING_SIGNS = MEANINGS + PLACES + BESIDES;

/** Everything that is weighed of a text: its meaning, its words and letters, what the message head says, and what the rules know. */
export function hearingSigns(text: string, reading: Reading, evidence: Evidence): readonly Sign[] {
  return [
    ...Array.from(reading.vector, (much, at) => [at, MEANING * much] as const),
    ...signsOf(text, PLACES).map(([place, much]) => [MEANINGS + place, much] as const),
    ...besides(text, reading, evidence).flatMap((much, at) =>
      much === 0 ? [] : [[MEANINGS + PLACES + at, much] as const],
    ),
  ];
}

const LONGEST_WORDS = [1, 3, 6, 12, 25] as const;

function besides(text: string, { logits }: Reading, { own, isDanger, isForeign }: Evidence): readonly number[] {
  const [none = 0, distress = 0, ...others] = logits;
  const routes = others.slice(0, ROUTES.length);
  const report = evenOf(routes);
  const words = text.match(/\S+/g)?.length ?? 0;
  return [
    tamed(report - evenOf([none, distress])),
    tamed(distress - evenOf([none, ...routes])),
    tamed(others[ROUTES.length] ?? 0),
    ...routes.map((route) => Math.exp(route - report)),
    own === 'none' ? 0 : 1,
    own === 'crisis' ? 1 : 0,
    isDanger ? 1 : 0,
    isForeign ? 1 : 0,
    ...LONGEST_WORDS.map((most) => (words <= most ? 1 : 0)),
    /\?/.test(text) ? 1 : 0,
  ];
}

/** Log-odds, of which what is beyond 8 tells no more. */
const tamed = (number: number): number => Math.max(-8, Math.min(8, number)) / 4;

function evenOf(numbers: readonly number[]): number {
  const highest = Math.max(...numbers);
  return highest + Math.log(numbers.reduce((sum, number) => sum + Math.exp(number - highest), 0));
}

/** What a message is, learnt for everything together from what people say. */
export class HearingHead {
  readonly #head: LinearHead;

  /** @param file as `written` makes it @throws RangeError for any other */
  constructor(file: Uint8Array) {
    this.#head = new LinearHead(file, HEARING_SIGNS, HEARING_SUMS);
  }

  readonly weigh = (text: string, reading: Reading, evidence: Evidence): Weighed => {
    const sums = this.#head.of(hearingSigns(text, reading, evidence));
    const shares = sharesOf(sums.slice(0, HEARD_AS.length));
    const chances = Object.fromEntries(HEARD_AS.map((is, at) => [is, shares[at] ?? 0])) as Record<
      keyof Chances,
      number
    >;
    const given = Array.from(reading.logits.slice(2, 2 + ROUTES.length));
    const all = evenOf(given);
    return {
      chances,
      danger: 1 / (1 + Math.exp(-(sums[HEARD_AS.length] ?? 0))),
      routes: ROUTES.map((route, at) => [route as HeadRoute, Math.exp((given[at] ?? 0) - all)] as const).sort(
        (one, other) => other[1] - one[1],
      ),
    };
  };
}

/** The one in a folder of weights. @throws Fault 'malformed' when it is not the one that the figures were measured on */
export async function openHearingHead(folder: URL, expected: string): Promise<HearingHead> {
  const file = new URL('hearing.bin', folder);
  if ((await hashOfFile(file)) !== expected)
    throw new Fault('malformed', 'The weights (hearing) are not as they were trained');
  return new HearingHead(await readFile(file));
}
