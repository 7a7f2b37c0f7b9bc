import { Fault, nameOf } from '../core/calls/fault.ts';
import type { SchoolId } from '../core/ids.ts';
import type { Log } from '../core/log.ts';
import type { School } from '../core/school/school.ts';
import type { Encoder, Reading } from '../core/understanding.ts';
import { createDetector, type Detection } from './detect.ts';
import { partsOf } from './judge.ts';
import { type MessageThresholds, type Told, toldBy } from './message-head.ts';
import { wordsOf } from './reading/names.ts';

/** What was heard in a message. Nothing of its words is in it. */
export interface Heard {
  readonly detection: Detection;
  /**
   * What the encoder made of the message, one reading for each of its parts; the only one of a short message serves the
   * answering too. `undefined` without an encoder, or where it failed.
   */
  readonly readings: readonly Reading[] | undefined;
  /** True when a model outside may see the message. Far stricter than an alarm: what may leave was told to nobody's harm. */
  readonly mayLeave: boolean;
}

/** Hears one message by the words of its writer's school, or of any where that is not known. Never rejects. */
export type Hear = (text: string, school: School | undefined) => Promise<Heard>;

/** The encoder's message head, and from where on each of its numbers counts: the two are learnt together. */
export interface MessageHead {
  readonly encoder: Encoder;
  readonly thresholds: MessageThresholds;
}

export interface ListenerParts {
  readonly schools: readonly School[];
  /** Without it the rules decide alone. */
  readonly head?: MessageHead;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** A bug of ours must not lose a report: whoever wrote is offered the DSL. */
const OFFER_ALL_THE_SAME: Detection = { kind: 'unclear', route: 'dsl', reasons: ['fault'] };

/** The one ear of the product: everything typed is heard here first, and once. */
export function createListener({ schools, head, log }: ListenerParts): Hear {
  const anywhere = createDetector();
  const bySchool = new Map<SchoolId, (text: string) => Detection>(
    schools.map((school) => [school.id, createDetector(wordsOf(school))]),
  );

  const byRules = (text: string, school: School | undefined): Detection => {
    try {
      return ((school && bySchool.get(school.id)) ?? anywhere)(text);
    } catch (error) {
      log.error('listen.rules-failed', {}, error);
      return OFFER_ALL_THE_SAME;
    }
  };

  const byEncoder = async (text: string): Promise<{ readings: readonly Reading[]; told: Told } | undefined> => {
    try {
      const readings = await head?.encoder.read(partsOf(text));
      return readings && { readings, told: toldBy(readings) };
    } catch (error) {
      log.warn('listen.encoder-failed', { fault: error instanceof Fault ? error.code : nameOf(error) });
      return undefined;
    }
  };

  return async (text, school) => {
    const read = await byEncoder(text);
    const detection = byRules(text, school);
    return { detection, readings: read?.readings, mayLeave: detection.kind === 'none' && mayPass(read?.told, head) };
  };
}

/** Where there is an encoder, it must have read the message; where there is none, the rules are all there is. */
function mayPass(told: Told | undefined, head: MessageHead | undefined): boolean {
  if (!head) return true;
  return told !== undefined && Math.max(told.report, told.distress, told.danger) < head.thresholds.gate;
}
