import { Typed } from '../kernel/typed.ts';
import type { Reading } from '../kernel/understanding.ts';
import type { School } from '../school/school.ts';
import type { Detection } from './detection.ts';
import type { Heard } from './listen.ts';
import { type AskedAs, isAskedBeforeKept } from './weighing/costs.ts';
import type { Weighed } from './weighing/heard-as.ts';
import { mayMeanAnAdult } from './weighing/of-adults.ts';
import { BY_ENCODER } from './weighing/to-detection.ts';

/**
 * Words that were heard and are no disclosure. Nothing but the gate makes them: whatever keeps, shows or sends what a person
 * wrote takes these, so that an entrance which goes round the gate does not compile.
 */
class Harmless {
  readonly #words: string;

  constructor(words: string) {
    this.#words = words;
  }

  get words(): string {
    return this.#words;
  }

  /** A log, a card or a body takes `words`, and says so. */
  toJSON(): string {
    return '[harmless]';
  }
}

export type { Harmless };

/** What a text may be that is held back. */
export type Caught = Exclude<Detection, { kind: 'none' }>;

/**
 * A message that was heard. `mayLeave`: its words, where a model outside may see them. `mayBeKept`: its words, where nothing at all was heard
 * in them: they lie sealed for half an hour, so that what is asked next is read with them.
 */
export interface HeardMessage extends Omit<Heard, 'mayLeave'> {
  readonly mayLeave: Harmless | undefined;
  readonly mayBeKept?: Harmless | undefined;
}

type Texts = Readonly<Record<string, Typed>>;

/** `reading` is what the encoder made of a text that came alone. */
export type Looked<T extends Texts> =
  | {
      readonly kind: 'harmless';
      readonly texts: { readonly [Name in keyof T]: Harmless };
      readonly reading: Reading | undefined;
    }
  /** None of it may go anywhere but into a report of its writer's. */
  | { readonly kind: 'held'; readonly detection: Caught };

export interface Gate {
  /**
   * Hears everything that was typed in one go, each text on its own and all of them as one: what is told in two boxes is told.
   * Before words go to someone else less is enough to ask.
   * @param said.staysHere nobody but their writer gets anything of them: what is hardly a report passes
   * @param said.isGeneral its writer was asked whether it has happened, and said that it is a general question: an answer to
   *   that question, so it lets pass what is unclear, and nothing else
   */
  look<T extends Texts>(
    typed: T,
    school: School | undefined,
    said?: { readonly isGeneral?: boolean; readonly staysHere?: boolean },
  ): Promise<Looked<T>>;
  /** Hears a message, which is answered or offered a report and never kept. */
  hear(message: Typed, school: School | undefined): Promise<HeardMessage>;
}

/** Hears a text whole, by the words of its writer's school. */
export type Hearing = (text: string, school: School | undefined) => Promise<Pick<Heard, 'detection'> & Partial<Heard>>;

/** Which of two weighs more. Anyone who tells of a child as well as of themselves tells of a child. */
const WEIGHT: Record<Detection['kind'], number> = { none: 0, unclear: 1, 'own-distress': 2, concern: 3 };

/** What the listener says where a bug of ours kept it from hearing. */
const FAULT = 'fault';

/**
 * In a box for a name so few words are only caught by what they say: a bare name sounds like the beginning of a report to the
 * encoder, and to the rules like a story of someone.
 */
const WORDS_OF_A_NAME = 5;

const isBareName = (typed: Typed): boolean =>
  typed.asked === 'name' && Typed.open(typed).trim().split(/\s+/).length <= WORDS_OF_A_NAME;

/** A text that could not be checked does not count as harmless. */
const NOT_HEARD: Caught = { kind: 'concern', route: 'dsl', emergency: false, reasons: ['not-heard'] };

/** A situation that staff are to think about reads like a report: its writer is asked whether it is one. */
const asMadeUp = (detection: Detection): Detection =>
  detection.kind === 'concern' && detection !== NOT_HEARD
    ? {
        kind: 'unclear',
        route: detection.route,
        likelier: 'report',
        ...(detection.isOfAdult && { isOfAdult: true }),
        reasons: detection.reasons,
      }
    : detection;

/** What is rather a question may be looked up by its writer all the same. */
const unlessQuestion = (detection: Detection): Detection =>
  detection.kind === 'unclear' && detection.likelier === 'question' ? { kind: 'none' } : detection;

/**
 * Words that go to someone else are asked about from chances of their own on: what stands in a form is seldom its writer's distress, and
 * a small offer stands below nothing there. What a rule sees, and what is not in English, is asked about in any case.
 */
function askedBeforeKept(detection: Detection, weighed: Weighed | undefined, as: AskedAs): Detection {
  if (!weighed || (detection.kind !== 'none' && !isBySoundAlone(detection))) return detection;
  if (!isAskedBeforeKept(weighed.chances, weighed.danger, as)) return { kind: 'none' };
  return detection.kind === 'none'
    ? {
        kind: 'unclear',
        route: weighed.routes[0]?.[0] ?? 'dsl',
        likelier: 'question',
        ...(mayMeanAnAdult(weighed) && { isOfAdult: true }),
        reasons: [BY_ENCODER],
      }
    : detection;
}

/** Whether what is learnt alone hears something: no rule sees danger in it, that its writer is not well, or another language. */
const isBySoundAlone = (detection: Detection): boolean =>
  'reasons' in detection &&
  detection.reasons.every((reason) => reason === BY_ENCODER) &&
  !(detection.kind === 'unclear' && detection.language !== undefined);

interface Spoken {
  readonly text: string;
  readonly isName: boolean;
  readonly as: AskedAs;
}

/**
 * Several boxes read as one: what is told over two of them is told all the same. To the encoder the end of a line is a space, and boxes
 * would run into each other.
 */
const asOne = (spoken: readonly Spoken[]): Spoken => ({
  text: spoken.map(({ text }) => text).join(';\n'),
  isName: spoken.every(({ isName }) => isName),
  as: spoken.some(({ as }) => as === 'situation') ? 'situation' : 'together',
});

export function createGate(hear: Hearing): Gate {
  const heard: Hearing = async (text, school) => {
    try {
      return await hear(text, school);
    } catch {
      return { detection: NOT_HEARD };
    }
  };

  return {
    async look(typed, school, said) {
      const boxes = Object.values(typed).filter((one) => !one.isEmpty);
      const isSituation = boxes.some(({ asked }) => asked === 'situation');
      const as = isSituation ? 'situation' : 'alone';
      const spoken = boxes.map((one): Spoken => ({ text: Typed.open(one), isName: isBareName(one), as }));
      let reading: Reading | undefined;
      let worst: Detection = { kind: 'none' };
      for (const { text, isName, as } of spoken.length > 1 ? [...spoken, asOne(spoken)] : spoken) {
        const { detection: decided, readings, weighed } = await heard(text, school);
        const detection = said?.staysHere ? unlessQuestion(decided) : askedBeforeKept(decided, weighed, as);
        reading = spoken.length === 1 ? readings?.[0] : undefined;
        if (isName && isBySoundAlone(detection)) continue;
        if (WEIGHT[detection.kind] > WEIGHT[worst.kind]) worst = detection;
      }
      if (isSituation) worst = asMadeUp(worst);
      const mayPass = worst.kind === 'unclear' && said?.isGeneral && !worst.reasons.includes(FAULT);
      if (worst.kind !== 'none' && !mayPass) return { kind: 'held', detection: worst };
      const texts = Object.entries(typed).map(([name, text]) => [name, new Harmless(Typed.open(text))]);
      return { kind: 'harmless', texts: Object.fromEntries(texts), reading };
    },

    async hear(message, school) {
      const { detection, readings, weighed, mayLeave } = await heard(Typed.open(message), school);
      const isNothing = detection.kind === 'none' && detection.mayBeDistress === undefined;
      const words = new Harmless(Typed.open(message));
      return {
        detection,
        readings,
        weighed,
        mayLeave: detection.kind === 'none' && mayLeave === true ? words : undefined,
        mayBeKept: isNothing ? words : undefined,
      };
    },
  };
}
