import { Fault, nameOf } from '../core/calls/fault.ts';
import type { Log } from '../core/log.ts';
import type { School } from '../core/school/school.ts';
import type { Encoder, Reading } from '../core/understanding.ts';
import { type ConcernRoute, createDetector, type Detection } from './detect.ts';
import { decideBetween, EVERYDAY, gravest, withoutAlarm } from './judge.ts';
import { isBelowGate, type MessageThresholds, toldBy } from './message-head.ts';
import { partsOf, stretchesOf } from './parts.ts';
import { createNameFinder, type DetectorWords, type Named } from './reading/annotate.ts';
import { isToldAtEase } from './reading/easy.ts';
import { foreignLanguage, type Language } from './reading/languages.ts';
import { isMendedInjury } from './reading/mended.ts';
import { createFirstNameFinder, wordsOf } from './reading/names.ts';
import type { PersonTag } from './reading/people.ts';
import { hasUneasyWord } from './reading/uneasy.ts';
import { isOnlyWaiting } from './reading/waiting.ts';

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
  /** What the rules alone took it for, where the encoder saw so little in it that it counts as nothing. */
  readonly outvoted?: Extract<Detection, { kind: 'concern' }> | undefined;
}

/** `rules`: without the encoder, at a small part of the cost; then nothing is answered from it and nothing leaves. */
export type Depth = 'whole' | 'rules';

/** Hears one message by the words of its writer's school, or of any where that is not known. Never rejects. */
export type Hear = (text: string, school: School | undefined, depth?: Depth) => Promise<Heard>;

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

/** What was not heard to the end may be a report, and a bug of ours must not lose one: it is offered. */
const offerBecause = (reason: 'fault' | 'too-long' | 'language'): Detection => ({
  kind: 'unclear',
  route: 'dsl',
  likelier: 'report',
  reasons: [reason],
});

/** Several times what Teams takes as one message; the encoder reads it in some seconds, beside everything else. */
const MOST_CHARACTERS = 64_000;
/**
 * What is this much of a report, and not yet enough to offer one, is read once more with its slips of the finger and what is no
 * English put right: more may be told then, never less. (On writers left out one message in twelve is; of found reports typed
 * otherwise 1.0 in 100 are then lost instead of 1.3, in the English of Scotland, Wales or London 1.5 to 1.8 instead of 1.9 to 2.2.)
 */
const WORTH_ANOTHER_LOOK = 0.01;
/** Between so many parts others have their turn. */
const PARTS_AT_ONCE = 8;
const othersFirst = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function readAll(encoder: Encoder, parts: readonly string[]): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (let at = 0; at < parts.length; at += PARTS_AT_ONCE)
    readings.push(...(await encoder.read(parts.slice(at, at + PARTS_AT_ONCE))));
  return readings;
}

interface Ear {
  detect(text: string): Detection;
  named(text: string): Named;
  namesFirst(text: string): boolean;
}

interface Found {
  readonly found: Detection;
  readonly named: Named;
  readonly isNamedFirst: boolean;
  readonly language: Language | 'other' | undefined;
}

const earFor = (words: DetectorWords = {}, namesFirst: Ear['namesFirst'] = () => false): Ear => ({
  detect: createDetector(words),
  named: createNameFinder(words),
  namesFirst,
});

/** The one ear of the product: everything typed is heard here first, and once. */
export function createListener({ schools, head, log }: ListenerParts): Hear {
  const anywhere = earFor();
  /** By the people of now: anyone who takes over a role is known by name from then on. */
  const byRoles = new WeakMap<School['roles'], Ear>();
  const earOf = (school: School): Ear => {
    const known = byRoles.get(school.roles) ?? earFor(wordsOf(school), createFirstNameFinder(school));
    byRoles.set(school.roles, known);
    return known;
  };
  // Made before the first message waits for it.
  for (const school of schools) earOf(school);

  const readBy = async ({ encoder, thresholds }: MessageHead, text: string) => {
    try {
      const whole = text.slice(0, MOST_CHARACTERS);
      const readings = await readAll(encoder, partsOf(whole));
      const told = toldBy(readings);
      // Not a long one: putting 64,000 letters right would hold everyone up, and one slip changes little in it.
      const isClose = readings.length === 1 && told.report >= WORTH_ANOTHER_LOOK && told.report < thresholds.offer.no;
      const mended = isClose ? encoder.mended(whole) : whole;
      const again = mended === whole ? [] : await readAll(encoder, partsOf(mended));
      return {
        readings,
        told: again.length === 0 ? told : toldBy([...readings, ...again]),
        isWhole: text.length <= MOST_CHARACTERS,
      };
    } catch (error) {
      log.warn('listen.encoder-failed', { fault: error instanceof Fault ? error.code : nameOf(error) });
      return undefined;
    }
  };

  const findBy = async (ear: Ear, text: string): Promise<Found | undefined> => {
    try {
      const found: Detection[] = [];
      const named = new Set<PersonTag>();
      for (const stretch of stretchesOf(text)) {
        if (found.length > 0) await othersFirst();
        found.push(ear.detect(stretch));
        for (const who of ear.named(stretch)) named.add(who);
      }
      return { found: gravest(found), named, isNamedFirst: ear.namesFirst(text), language: foreignLanguage(text) };
    } catch (error) {
      log.error('listen.rules-failed', {}, error);
      return undefined;
    }
  };

  return async (text, school, depth = 'whole') => {
    const ear = school ? earOf(school) : anywhere;
    const read = head && depth === 'whole' ? await readBy(head, text) : undefined;
    const rules = await findBy(ear, text);
    const found = rules?.found ?? offerBecause('fault');
    const both = head && read ? decideBetween(found, read.told, head.thresholds, rules?.named) : found;
    const heard = rules && read ? withoutAlarm(both, isAtEase(text)) : both;
    const decided = saidPlainly(onlyWaiting(heard, found, text), text);
    const unheard = rules ? (read?.isWhole === false && 'too-long') || (rules.language && 'language') : 'fault';
    const offered = inLanguage(unheard && decided.kind === 'none' ? offerBecause(unheard) : decided, rules?.language);
    const detection = ofHolder(offered, rules);
    // What could not be read to the end does not leave.
    const isLittle = !head || (read !== undefined && isBelowGate(read.told, head.thresholds));
    const mayLeave = found.kind === 'none' && detection.kind === 'none' && isLittle;
    const outvoted = detection.kind === 'none' && found.kind === 'concern' ? found : undefined;
    return { detection, readings: read?.readings, mayLeave, outvoted };
  };
}

/** What the rules see in anyone who waits alone; with anything else it is more than that. */
const OF_WAITING: ReadonlySet<string> = new Set(['conduct/boundary', 'conduct/cover-up', 'neglect', 'worry/child']);
const seesMore = (found: Detection): boolean =>
  'reasons' in found && found.reasons.some((reason) => !OF_WAITING.has(reason));

/** Where the rules see no harm in it, that someone is not fetched is said without crying 999. */
const onlyWaiting = (detection: Detection, found: Detection, text: string): Detection =>
  detection.kind === 'concern' && detection.emergency && !seesMore(found) && isOnlyWaiting(text)
    ? { ...detection, isFaint: true, reasons: [...detection.reasons, 'waiting'] }
    : detection;

const isAtEase = (text: string): boolean => isMendedInjury(text) || (isToldAtEase(text) && !hasUneasyWord(text));

/** What has an uneasy word in it is no quiet offer. */
function saidPlainly(detection: Detection, text: string): Detection {
  if (detection.kind !== 'unclear' || !detection.isQuiet || detection.reasons.includes(EVERYDAY)) return detection;
  const { isQuiet, ...plainly } = detection;
  return hasUneasyWord(text) ? plainly : detection;
}

/**
 * A name in full or with its title had its say in the route, unless danger came before it. A first name alone has none, because others
 * bear it: then nobody is named to whom it goes.
 */
function ofHolder(detection: Detection, rules: Found | undefined): Detection {
  if (!rules || !('route' in detection) || detection.second !== undefined) return detection;
  const isFaint = detection.kind === 'concern' && detection.isFaint === true;
  const isUnsaid = rules.isNamedFirst && rules.named.size === 0 && OF_OTHERS.includes(detection.route);
  const isUnheard = isFaint && rules.named.size > 0;
  return isUnsaid || isUnheard ? { ...detection, isOfHolder: true } : detection;
}

/** Where a worry goes that is about none of them. */
const OF_OTHERS: readonly ConcernRoute[] = ['emergency', 'dsl', 'senior-manager', 'headteacher'];

const inLanguage = (detection: Detection, language: Language | 'other' | undefined): Detection =>
  language !== undefined && 'route' in detection ? { ...detection, language } : detection;
