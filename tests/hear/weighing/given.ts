import type { Head } from '../../../src/hear/listen.ts';
import {
  type Chances,
  type Evidence,
  HARMLESS_KINDS,
  HEARD_AS,
  type Weighed,
} from '../../../src/hear/weighing/heard-as.ts';
import type { Encoder, MessageReading } from '../../../src/kernel/understanding.ts';
import { HEARING_SUMS } from '../../../src/platform/encoder/hearing-head.ts';

const NOTHING = Object.fromEntries(HEARD_AS.map((is) => [is, 0])) as Record<keyof Chances, number>;

/** So much of each; what is left of one whole is a question. */
export function chancesOf(some: Partial<Chances>): Chances {
  const given = { ...NOTHING, ...some };
  const rest = 1 - HEARD_AS.reduce((sum, is) => sum + given[is], 0);
  return { ...given, question: given.question + rest };
}

export const harmlessIn = (chances: Chances): number => HARMLESS_KINDS.reduce((sum, kind) => sum + chances[kind], 0);

/** What may be learnt of a text, as a test says it. */
export const weighedAs = (
  some: Partial<Chances>,
  danger = 0.001,
  routes: Weighed['routes'] = [['dsl', 1]],
): Weighed => ({ chances: chancesOf(some), danger, routes });

/** What the encoder read, where no one looks at it. */
export const READING: MessageReading = {
  vector: new Float32Array([1]),
  sums: new Float32Array(HEARING_SUMS),
  words: new Int8Array(),
};

export const QUIET_ENCODER: Encoder = {
  model: 'test',
  read: async (texts) => texts.map(() => READING),
  hear: async (texts) => texts.map(() => READING),
  mended: (text) => text,
};

/** Hears what `weigh` says, whatever the encoder reads. */
export function headThat(weigh: (text: string, evidence: Evidence) => Weighed, encoder: Partial<Encoder> = {}): Head {
  const { hear, ...others } = { ...QUIET_ENCODER, ...encoder };
  const texts = new WeakMap<MessageReading, string>();
  return {
    encoder: {
      ...others,
      async hear(some) {
        const readings = (await hear(some)).map((reading) => ({ ...reading }));
        readings.forEach((reading, at) => void texts.set(reading, some[at] ?? ''));
        return readings;
      },
    },
    weigh: (reading, evidence) => weigh(texts.get(reading) ?? '', evidence),
  };
}
