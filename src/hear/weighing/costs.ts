import type { Chances, HarmlessKind } from './heard-as.ts';
import { HARMLESS_KINDS } from './heard-as.ts';

/**
 * What may be done with a message that may be grave, gentlest last.
 * `alarm`: the report comes first, the rule below it. `offer`: a report is offered beside the answer. `below`: the same in small, below the answer.
 * `people`: people to phone come first. `both`: people to phone, and a report is offered. `line`: the answer, and one quiet line at
 * its foot. `none`: the answer alone.
 */
export const RAISED = ['alarm', 'offer', 'below', 'people', 'both', 'line', 'none'] as const;
export type Raised = (typeof RAISED)[number];

/** What it may be, as far as that matters here. `danger`: a report, and someone is in danger now. */
export const GRAVE = ['danger', 'report', 'distress', 'harmless'] as const;
type Grave = (typeof GRAVE)[number];

/**
 * What each costs, by what the message is: 100 is a report that nobody is offered to send. What is done is what costs least on
 * average, by the chances of the moment.
 */
export const RAISED_COSTS: Readonly<Record<Grave, Readonly<Record<Raised, number>>>> = {
  danger: { alarm: 0, offer: 120, below: 150, people: 160, both: 110, line: 300, none: 320 },
  report: { alarm: 0, offer: 4, below: 8, people: 40, both: 5, line: 90, none: 100 },
  distress: { alarm: 40, offer: 50, below: 60, people: 0, both: 2, line: 16, none: 60 },
  harmless: { alarm: 50, offer: 18, below: 15, people: 38, both: 40, line: 14, none: 0 },
};

/** What an answer may be. `word`: a friendly word; `help`: what Lanyard does; `signing`: about the campaign, with HR's name. */
export const ANSWERED = ['policies', 'wish', 'word', 'help', 'signing'] as const;
export type Answered = (typeof ANSWERED)[number];

/** What each answer costs, by what was meant. A wrong deed costs more than a wrong word; help is never far off. */
export const ANSWER_COSTS: Readonly<Record<HarmlessKind, Readonly<Record<Answered, number>>>> = {
  question: { policies: 0, wish: 10, word: 14, help: 8, signing: 10 },
  'follow-up': { policies: 0, wish: 6, word: 10, help: 6, signing: 9 },
  wish: { policies: 11, wish: 0, word: 14, help: 9, signing: 10 },
  social: { policies: 7, wish: 9, word: 0, help: 3, signing: 7 },
  about: { policies: 7, wish: 5, word: 4, help: 0, signing: 6 },
  campaign: { policies: 6, wish: 3, word: 6, help: 5, signing: 0 },
  nothing: { policies: 5, wish: 8, word: 4, help: 1, signing: 7 },
};

/** What was last said here. It may make a question or what goes on likelier, and never a report, danger or distress less so. */
export interface Before {
  /** So many times likelier than otherwise: a question, and what is nothing without a message before it. */
  readonly question: number;
  readonly followUp: number;
}

/** After an answer people go on; where there was none, hardly anything does. */
export const AFTER_AN_ANSWER: Before = { question: 1, followUp: 3 };
/** After an answer, where a message points at someone or something that it does not name: most of those go on with it. */
export const POINTING_BACK: Before = { question: 1, followUp: 10 };
export const AFTER_NOTHING: Before = { question: 1, followUp: 0.25 };

/** @param pointsBack whether a message points at someone or something that it does not name */
export const beforeOf = (last: 'answer' | 'fact' | undefined, pointsBack: boolean): Before =>
  last === undefined ? AFTER_NOTHING : last === 'answer' && pointsBack ? POINTING_BACK : AFTER_AN_ANSWER;

/** What it costs to say 999 to someone who reports what can wait, and not to say it where it cannot. */
export const DANGER_COSTS = { saidForNothing: 3, unsaid: 30 } as const;

/** Whether 999 is said first. @param danger that someone is in danger now, 0 to 1 */
export const isToldAsDanger = (danger: number): boolean =>
  danger * DANGER_COSTS.unsaid >= (1 - danger) * DANGER_COSTS.saidForNothing;

/**
 * So likely a report at least, its writer is asked before words go to someone else: what stands in one box; and what is only heard in
 * several boxes read as one, which no one wrote as one text, or in a box that asks for a situation, which is to sound like a report.
 */
export const ASKED_FROM = { alone: 0.25, together: 0.5, situation: 0.5, distress: 0.8 } as const;

/** How words stand that go to someone else: in one box, heard over several as one, or where a situation is asked for. */
export type AskedAs = Exclude<keyof typeof ASKED_FROM, 'distress'>;

/** What each may cost on average. @param danger that someone is in danger now, 0 to 1 */
function raisedCosts(
  { report, distress, harmless }: Readonly<Record<Exclude<Grave, 'danger'>, number>>,
  danger: number,
): (done: Raised) => number {
  const inDanger = Math.min(report, danger);
  const grave = { danger: inDanger, report: report - inDanger, distress, harmless };
  return (done) => GRAVE.reduce((sum, is) => sum + grave[is] * RAISED_COSTS[is][done], 0);
}

/** Whether a report would be offered rather than named in small, were its writer surely well. */
function isRatherOffered(report: number, danger: number): boolean {
  const costs = raisedCosts({ report, distress: 0, harmless: 1 - report }, danger);
  return costs('offer') <= costs('below');
}

/** @param danger that someone is in danger now, 0 to 1: what a message would be offered for is asked about in one box too */
export const isAskedBeforeKept = ({ report, distress }: Chances, danger: number, as: AskedAs): boolean =>
  report >= ASKED_FROM[as] || distress >= ASKED_FROM.distress || (as === 'alone' && isRatherOffered(report, danger));

/** So likely a wish, no policy answers it, whichever it is: where that is not clear, it is asked. */
export const SURELY_A_WISH = 0.62;

/** So likely a report, what its writer's role asks for is not done first, however it is asked. */
export const RATHER_A_REPORT = 0.5;

/** So likely a report, distress or danger at most, a model outside may see a message. */
export const MAY_LEAVE_BELOW = 0.02;

export const mayLeaveFor = ({ report, distress }: Chances, danger: number): boolean =>
  Math.max(report + distress, danger) < MAY_LEAVE_BELOW;

export interface Decision {
  readonly raised: Raised;
  readonly answered: Answered;
}

/** What costs least. @param danger that someone is in danger now, 0 to 1 */
export function decide(chances: Chances, danger: number, before: Before = AFTER_NOTHING): Decision {
  const harmless = HARMLESS_KINDS.reduce((sum, kind) => sum + chances[kind], 0);
  const meant = {
    ...chances,
    // What goes on with nothing asks something all the same.
    question: chances.question * before.question + chances['follow-up'] * Math.max(0, 1 - before.followUp),
    'follow-up': chances['follow-up'] * before.followUp,
  };
  return {
    raised: cheapest(RAISED, raisedCosts({ ...chances, harmless }, danger)),
    answered: cheapest(ANSWERED, (done) =>
      HARMLESS_KINDS.reduce((sum, is) => sum + meant[is] * ANSWER_COSTS[is][done], 0),
    ),
  };
}

function cheapest<Done extends string>(
  all: readonly [Done, ...Done[]] | readonly Done[],
  costs: (done: Done) => number,
): Done {
  return all.reduce((best, one) => (costs(one) < costs(best) ? one : best), all[0] as Done);
}
