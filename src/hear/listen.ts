import { Fault, nameOf } from '../kernel/calls/fault.ts';
import type { Log } from '../kernel/log.ts';
import type { Encoder, MessageReading } from '../kernel/understanding.ts';
import type { School } from '../school/school.ts';
import type { Detection } from './detection.ts';
import { partsOf } from './parts.ts';
import { byWordsAlone, type ToldByWords } from './weighing/by-words.ts';
import { decide, mayLeaveFor } from './weighing/costs.ts';
import { eitherOf, gravest } from './weighing/gravest.ts';
import type { Evidence, Weighed } from './weighing/heard-as.ts';
import { type ByRules, createRules, type ReadRules } from './weighing/rules.ts';
import { detectionFor, offerBecause } from './weighing/to-detection.ts';
import { wordsOf } from './words/names.ts';
import { UNEASE, uneaseAbout } from './words/unease.ts';

/** What was heard in a message. Nothing of its words is in it. */
export interface Heard {
  readonly detection: Detection;
  /** How likely it is what; `undefined` without an encoder, or where it failed. */
  readonly weighed: Weighed | undefined;
  /**
   * What the encoder made of the message, one reading for each of its parts; the only one of a short message serves the
   * answering too. `undefined` without an encoder, or where it failed.
   */
  readonly readings: readonly MessageReading[] | undefined;
  /** True when a model outside may see the message. Far stricter than an alarm: what may leave was told to nobody's harm. */
  readonly mayLeave: boolean;
}

/** Hears one message by the words of its writer's school, or of any where that is not known. Never rejects. */
export type Hear = (text: string, school: School | undefined) => Promise<Heard>;

/** The encoder, and what says by its numbers and by the rules what a text is. */
export interface Head {
  readonly encoder: Encoder;
  weigh(reading: MessageReading, evidence: Evidence): Weighed;
}

export interface ListenerParts {
  readonly schools: readonly School[];
  /** Without it words and rules decide. */
  readonly head?: Head;
  /** What words alone tell, for when the encoder cannot run. */
  readonly toldByWords?: ToldByWords;
  /** What is left of a text without the exact words that it begins with: a greeting, a command, a yes. */
  readonly behind?: (text: string) => string | undefined;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** Several times what Teams takes as one message; the encoder reads it in some seconds, beside everything else. */
const MOST_CHARACTERS = 64_000;
/** What is this much of a report or of distress, and not yet enough, is read once more with its slips put right: more may be told then, never less. */
const WORTH_ANOTHER_LOOK = 0.01;
/** Between so many parts others have their turn. */
const PARTS_AT_ONCE = 8;

async function readAll(encoder: Encoder, parts: readonly string[]): Promise<readonly MessageReading[]> {
  const readings: MessageReading[] = [];
  for (let at = 0; at < parts.length; at += PARTS_AT_ONCE)
    readings.push(...(await encoder.hear(parts.slice(at, at + PARTS_AT_ONCE))));
  return readings;
}

interface Read {
  readonly readings: readonly MessageReading[];
  readonly weighed: Weighed;
  /** It was read to its end. */
  readonly isWhole: boolean;
}

const toEvidence = ({ own, dangers, language }: ByRules): Evidence => ({
  own: own === undefined ? 'none' : own.isCrisis ? 'crisis' : 'strain',
  isDanger: dangers.length > 0,
  isForeign: language !== undefined,
});

/**
 * Weighs a text by each of its parts, and what stands behind the exact words that it begins with by itself: nothing is heard less because
 * of what stands before it.
 */
async function weighAll({ head, behind }: Listening, text: string, rules: ByRules): Promise<Read> {
  const { encoder } = head;
  const whole = text.slice(0, MOST_CHARACTERS);
  const weigh = async (some: string) => {
    const parts = partsOf(some);
    const readings = await readAll(encoder, parts);
    const weighed = readings.map((reading) => head.weigh(reading, toEvidence(rules)));
    return { readings, weighed };
  };
  const first = await weigh(whole);
  const rest = behind?.(whole);
  const asWhole = gravest(first.weighed);
  // What is left behind a greeting says what kind of message it is.
  const all = rest === undefined ? asWhole : eitherOf(gravest((await weigh(rest)).weighed), asWhole);
  const isClose =
    first.readings.length === 1 &&
    all.chances.report + all.chances.distress >= WORTH_ANOTHER_LOOK &&
    decide(all.chances, all.danger).raised === 'none';
  const mended = isClose ? await encoder.mended(whole) : whole;
  const again = mended === whole ? [] : (await weigh(mended)).weighed;
  return {
    readings: first.readings,
    weighed: gravest([all, ...again]),
    isWhole: text.length <= MOST_CHARACTERS,
  };
}

interface Listening {
  readonly head: Head;
  readonly behind: ListenerParts['behind'] | undefined;
}

/** The one ear of the product: everything typed is heard here first, and once. */
export function createListener({ schools, head, toldByWords, behind, log }: ListenerParts): Hear {
  const anywhere = createRules();
  /** By the people of now: anyone who takes over a role is known by name from then on. */
  const byRoles = new WeakMap<School['roles'], ReadRules>();
  const rulesOf = (school: School): ReadRules => {
    const known = byRoles.get(school.roles) ?? createRules(wordsOf(school));
    byRoles.set(school.roles, known);
    return known;
  };
  // Made before the first message waits for it.
  for (const school of schools) rulesOf(school);

  const readRules = async (text: string, school: School | undefined): Promise<ByRules | undefined> => {
    try {
      return await (school ? rulesOf(school) : anywhere)(text);
    } catch (error) {
      log.error('listen.rules-failed', {}, error);
      return undefined;
    }
  };
  const readBy = async (text: string, rules: ByRules): Promise<Read | undefined> => {
    try {
      return head && (await weighAll({ head, behind }, text, rules));
    } catch (error) {
      log.warn('listen.encoder-failed', { fault: error instanceof Fault ? error.code : nameOf(error) });
      return undefined;
    }
  };

  return async (text, school) => {
    const rules = await readRules(text, school);
    if (!rules) return { detection: offerBecause('fault'), weighed: undefined, readings: undefined, mayLeave: false };
    // A text without a letter or a digit says nothing that could be read.
    if (!/[\p{L}\p{N}]/u.test(text)) return { detection: NOTHING, weighed: undefined, readings: [], mayLeave: false };
    const read = await readBy(text, rules);
    const decision = read && decide(read.weighed.chances, read.weighed.danger);
    const decided =
      read && decision ? detectionFor(decision, read.weighed, rules) : byWordsAlone(text, rules, toldByWords);
    const heard = decided.kind === 'none' ? (unheard(read, rules) ?? decided) : decided;
    const detection = isLittle(heard) ? (uneasy(text, school) ?? heard) : heard;
    return {
      detection,
      weighed: read?.weighed,
      readings: read?.readings,
      // What could not be read to the end does not leave.
      mayLeave: read !== undefined && detection.kind === 'none' && mayLeave(read, rules, detection),
    };
  };
}

/** Nothing was heard, or so little that it would only stand below an answer. */
const isLittle = (detection: Detection): boolean =>
  detection.kind === 'none' ||
  (detection.kind === 'unclear' && detection.language === undefined && detection.likelier === 'question');

/** A worry about how an adult is with pupils leads with the report, however little it sounds like one. */
function uneasy(text: string, school: School | undefined): Detection | undefined {
  const route = uneaseAbout(text, school);
  return route && { kind: 'unclear', route, likelier: 'report', reasons: [UNEASE] };
}

const NOTHING: Detection = { kind: 'none' };

function unheard(read: Read | undefined, rules: ByRules): Detection | undefined {
  if (read?.isWhole === false) return offerBecause('too-long', rules);
  return rules.language ? offerBecause('language', rules) : undefined;
}

const mayLeave = ({ weighed }: Read, { own, dangers }: ByRules, detection: Detection): boolean =>
  mayLeaveFor(weighed.chances, weighed.danger) &&
  own === undefined &&
  dangers.length === 0 &&
  !('mayBeDistress' in detection);
