import { MESSAGE_CLASSES, type Reading } from '../core/understanding.ts';

/** A route as the message head knows it; danger is told by itself, whatever the route. */
export type HeadRoute = Exclude<(typeof MESSAGE_CLASSES)[number], 'none' | 'distress'>;

/** What the message head says about a message, each from 0 to 1. */
export interface Told {
  /** That something is reported, whatever the route. */
  readonly report: number;
  /** That the writer is not coping, and reports nobody. */
  readonly distress: number;
  readonly danger: number;
  /** Routes with their share of the reports, the likeliest first. */
  readonly routes: readonly (readonly [route: HeadRoute, share: number])[];
}

/** From where on each of these counts. They are learnt with the weights, on writers who were left out. */
export interface MessageThresholds {
  /** A report: without the rules' vote, when they are in two minds, and when they say so too. */
  readonly report: Votes;
  /** A report is offered beside the answer. */
  readonly offer: Votes;
  readonly distress: number;
  /** Danger: without the rules' vote, and with it. `together`: the odds of danger times those of a report, from where on an offer becomes an alarm. */
  readonly danger: Pick<Votes, 'no' | 'yes'> & { readonly together: number };
  /** No model outside sees what reaches either: far below an alarm, and for the writer's own distress below all that was heard about it. */
  readonly gate: { readonly told: number; readonly distress: number };
}

interface Votes {
  readonly no: number;
  readonly perhaps: number;
  readonly yes: number;
}

/** Reads the head's numbers. Of a long message the part that is most of a report counts. */
export function toldBy(readings: readonly Reading[]): Told {
  const all = readings.map(({ logits }) => toldByOne(logits));
  const most = all.reduce((best, one) => (one.report > best.report ? one : best), all[0] ?? NOTHING);
  return {
    ...most,
    danger: Math.max(...all.map(({ danger }) => danger)),
    distress: Math.max(...all.map(({ distress }) => distress)),
  };
}

/** Whether so little of a report, of danger and of a writer who is not coping is told that a model outside may see it. */
export const isBelowGate = ({ report, danger, distress }: Told, { gate }: Pick<MessageThresholds, 'gate'>): boolean =>
  Math.max(report, danger) < gate.told && distress < gate.distress;

const NOTHING: Told = { report: 0, distress: 0, danger: 0, routes: [] };

function toldByOne(logits: Float32Array): Told {
  const highest = Math.max(...logits.slice(0, MESSAGE_CLASSES.length));
  const raised = MESSAGE_CLASSES.map((_, at) => Math.exp((logits[at] ?? 0) - highest));
  const sum = raised.reduce((total, value) => total + value, 0);
  const [none = 0, distress = 0, ...routes] = raised.map((value) => value / sum);
  const report = 1 - none - distress;
  return {
    report,
    distress,
    danger: 1 / (1 + Math.exp(-(logits[MESSAGE_CLASSES.length] ?? 0))),
    routes: MESSAGE_CLASSES.slice(2)
      .map((route, at) => [route as HeadRoute, (routes[at] ?? 0) / Math.max(report, 1e-9)] as const)
      .sort((one, other) => other[1] - one[1]),
  };
}
