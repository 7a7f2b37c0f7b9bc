import type { EvalAnswer } from '../../../src/cli/policies/eval.ts';
import type { Detection } from '../../../src/hear/detection.ts';
import { holds, type Message, type Question } from '../../../training/data.ts';

/** A question with what the product made of it. */
export interface Asked {
  readonly question: Question;
  readonly answer: EvalAnswer;
  /** That the first passage answers, as the product judged it. */
  readonly chance: number | undefined;
  /** Where MiniSearch's first passage that holds the answer stands, from 1; 0 where none of three does. */
  readonly baseline: number;
}

/** A message with what the product took it for. */
export interface Heard {
  readonly message: Message;
  readonly answer: Pick<EvalAnswer, 'outcome' | 'route' | 'offer'>;
  /** People to phone stand on the card, first or beside a report. */
  readonly hasPeople: boolean;
}

/** Whether the card that comes of it says whom someone who is not well can phone. */
export const hasPeople = (detection: Detection): boolean =>
  detection.kind === 'own-distress' || ('ownDistress' in detection && detection.ownDistress !== undefined);

export const percent = (some: number, all: number): number => (all === 0 ? 0 : Math.round((1000 * some) / all) / 10);

const share = <T>(list: readonly T[], is: (one: T) => boolean): number => percent(list.filter(is).length, list.length);

export const isAnswerable = ({ question }: Asked): boolean => question.evidence.length > 0;

/** Which of the quotes shown holds the answer, from 1; 0 for none. What comes below an alarm counts as shown. */
function placeOf({ question, answer }: Asked): number {
  return isAnswerable({ question } as Asked)
    ? 1 + answer.citations.findIndex(({ quote }) => holds(quote, question.evidence))
    : 0;
}

/** The first passage answers. */
export const isRight = (one: Asked): boolean => placeOf(one) === 1;

const isAlarm = ({ answer }: Pick<Heard, 'answer'>): boolean => answer.outcome === 'concern';
const isDisturbed = (one: Pick<Heard, 'answer'>): boolean => isAlarm(one) || one.answer.offer !== null;

/** Figures of questions, in per cent, as a question set's scores are counted. */
export function figuresOfQuestions(asked: readonly Asked[]) {
  const answerable = asked.filter(isAnswerable);
  const silent = asked.filter((one) => !isAnswerable(one));
  const isSure = ({ answer }: Asked): boolean => answer.outcome === 'answered';
  return {
    questions: asked.length,
    first: share(answerable, isRight),
    three: share(answerable, (one) => placeOf(one) >= 1 && placeOf(one) <= 3),
    sure: share(answerable, isSure),
    sureRight: share(asked.filter(isSure), isRight),
    silentNotSure: share(silent, (one) => !isSure(one)),
    notCovered: share(silent, ({ answer }) => answer.outcome === 'not-covered'),
    deadEnd: share(answerable, ({ answer }) => answer.citations.length === 0),
    falseAlarms: share(asked, isAlarm),
    disturbed: share(asked, isDisturbed),
    miniSearchFirst: share(answerable, ({ baseline }) => baseline === 1),
    miniSearchThree: share(answerable, ({ baseline }) => baseline >= 1),
  };
}

/** Figures of messages, in per cent, as a question set's scores are counted. */
export function figuresOfMessages(heard: readonly Heard[]) {
  const reports = heard.filter(({ message }) => message.kind === 'concern');
  const others = heard.filter(({ message }) => message.kind === 'question');
  const routeOf = ({ answer }: Heard): string | null => (isAlarm({ answer }) ? answer.route : answer.offer);
  return {
    messages: heard.length,
    found: share(reports, (one) => routeOf(one) !== null),
    first: share(reports, isAlarm),
    route: share(reports, (one) => routeOf(one) === one.message.route),
    emergencies: share(
      reports.filter(({ message }) => message.route === 'emergency'),
      (one) => isAlarm(one) && one.answer.route === 'emergency',
    ),
    falseAlarms: share(others, isAlarm),
    disturbed: share(others, isDisturbed),
    distress: share(
      heard.filter(({ message }) => message.kind === 'distress'),
      (one) => one.hasPeople || (isAlarm(one) && one.answer.route === 'emergency'),
    ),
  };
}

/** The same figures for parts of a list, the largest first. */
export function by<T, F>(list: readonly T[], nameOf: (one: T) => string, figures: (some: readonly T[]) => F) {
  const parts = Map.groupBy(list, nameOf);
  return Object.fromEntries(
    [...parts].sort(([, one], [, other]) => other.length - one.length).map(([name, some]) => [name, figures(some)]),
  );
}

/** How long a text is, as a person would say. */
export function lengthOf(text: string): string {
  const words = text.split(/\s+/).length;
  if (words <= 6) return 'to 6 words';
  if (words <= 20) return 'to 20 words';
  return words <= 60 ? 'to 60 words' : 'longer';
}

/** Whether a text holds words that are in no other: slips, mostly, names and dialect too. */
export function createTypos(texts: readonly string[]): (text: string) => string {
  const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[a-z']{4,}/g) ?? [];
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (text) => (wordsOf(text).some((word) => (counts.get(word) ?? 0) < 2) ? 'rare words or slips' : 'usual words');
}
