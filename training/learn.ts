import type { Curve } from '../src/ask/finding/standing.ts';

/** Names of features and their weights. */
export type Weights<Name extends string> = Readonly<Record<Name, number>>;

/** One choice to learn from: the features of each candidate, and which of them are right. */
export interface Choice<Name extends string> {
  readonly candidates: readonly { readonly features: Weights<Name>; readonly isRight: boolean }[];
}

/** One yes or no to learn from. */
export interface Judgement<Name extends string> {
  readonly features: Weights<Name>;
  readonly isRight: boolean;
}

const ROUNDS = 600;
const STEP = 0.5;
/** Holds the weights near zero, so that a feature that hardly helps hardly counts. */
const RESTRAINT = 0.006;

/** Weights under which right candidates come first as likely as can be (softmax), each choice counting alike. */
export function learnToChoose<Name extends string>(
  names: readonly Name[],
  choices: readonly Choice<Name>[],
): Weights<Name> {
  const useful = choices.filter(({ candidates }) => candidates.some(({ isRight }) => isRight));
  const scale = scaleOf(
    names,
    useful.flatMap(({ candidates }) => candidates.map(({ features }) => features)),
  );
  const given = useful.map(({ candidates }) =>
    candidates.map(({ features, isRight }) => ({ row: scale.rowOf(features), isRight })),
  );
  return scale.unscaled(
    descend(names.length, (weights, slope) => {
      for (const candidates of given) {
        const odds = candidates.map(({ row }) => Math.exp(dot(row, weights)));
        const all = sum(odds);
        const right = sum(odds.filter((_, at) => candidates[at]?.isRight));
        candidates.forEach(({ row, isRight }, at) => {
          const share = (odds[at] ?? 0) / all - (isRight ? (odds[at] ?? 0) / right : 0);
          addTo(slope, row, share / given.length);
        });
      }
    }),
  );
}

const STUMPS = 300;
/** Of what a step would add to be right at once, so much is added. */
const SHARE_OF_STEP = 0.1;
/** So many places are tried for a step of one feature, and so much must stand on either side of it. */
const PLACES = 48;
const LEAST = 20;

/** The chance of a yes as `bias` and what each feature adds, in steps; see `Curve`. */
export interface Curves<Name extends string> {
  readonly bias: number;
  readonly curves: Readonly<Record<Name, Curve>>;
}

/**
 * The chance of a yes as a sum of curves, one for each feature: time and again one step is added where it helps most (boosting). A feature
 * may so count much in a part of its range and not at all in another.
 * @param judgements each counts by its `weight`
 */
export function learnCurves<Name extends string>(
  names: readonly Name[],
  judgements: readonly (Judgement<Name> & { readonly weight: number })[],
): Curves<Name> {
  const steps = names.map((name) => stepsOf(judgements.map(({ features }) => features[name])));
  // For each feature, how many of its steps each judgement has reached.
  const reached = names.map((name, at) => judgements.map(({ features }) => countUpTo(steps[at] ?? [], features[name])));
  const weights = judgements.map(({ weight }) => weight);
  const share = sum(judgements.map(({ isRight, weight }) => (isRight ? weight : 0))) / sum(weights);
  const bias = Math.log(share / (1 - share));
  const odds = judgements.map(() => bias);
  const adds = steps.map((from) => new Array<number>(from.length + 1).fill(0));
  for (let round = 0; round < STUMPS; round += 1) {
    const likely = odds.map((one) => 1 / (1 + Math.exp(-one)));
    const best = bestStep(steps, reached, (at) => {
      const [p = 0, weight = 0] = [likely[at], weights[at]];
      return { weight, slope: weight * (Number(judgements[at]?.isRight) - p), bend: weight * p * (1 - p) };
    });
    if (!best) break;
    const curve = adds[best.feature] ?? [];
    curve.forEach((value, step) => {
      curve[step] = value + SHARE_OF_STEP * (step <= best.step ? best.below : best.above);
    });
    reached[best.feature]?.forEach((step, at) => {
      odds[at] = (odds[at] ?? 0) + SHARE_OF_STEP * (step <= best.step ? best.below : best.above);
    });
  }
  return { bias, curves: recordOf(names.map((name, at) => [name, merged(steps[at] ?? [], adds[at] ?? [])] as const)) };
}

interface Sums {
  readonly weight: number;
  readonly slope: number;
  readonly bend: number;
}

/** The step of one feature that helps most, with what it adds below and above. */
function bestStep(steps: readonly (readonly number[])[], reached: readonly number[][], of: (at: number) => Sums) {
  const each = (reached[0] ?? []).map((_, at) => of(at));
  const total = each.reduce(plus, NONE);
  let best: { feature: number; step: number; below: number; above: number; gain: number } | undefined;
  steps.forEach((from, feature) => {
    const bins = Array.from({ length: from.length + 1 }, () => NONE);
    reached[feature]?.forEach((step, at) => {
      bins[step] = plus(bins[step] ?? NONE, each[at] ?? NONE);
    });
    let below = NONE;
    from.forEach((_, step) => {
      below = plus(below, bins[step] ?? NONE);
      const above = plus(total, below, -1);
      if (below.weight < LEAST || above.weight < LEAST) return;
      const gain = below.slope ** 2 / (below.bend + 1e-9) + above.slope ** 2 / (above.bend + 1e-9);
      if (best && gain <= best.gain) return;
      const add = ({ slope, bend }: Sums): number => slope / (bend + 1e-9);
      best = { feature, step, below: add(below), above: add(above), gain };
    });
  });
  return best;
}

const NONE: Sums = { weight: 0, slope: 0, bend: 0 };
const plus = (one: Sums, other: Sums, times = 1): Sums => ({
  weight: one.weight + times * other.weight,
  slope: one.slope + times * other.slope,
  bend: one.bend + times * other.bend,
});

/** Places between the values of a feature, the same number of values between each two. */
function stepsOf(values: readonly number[]): readonly number[] {
  const sorted = values.toSorted((one, other) => one - other);
  const places = Array.from(
    { length: PLACES },
    (_, at) => sorted[Math.floor(((at + 1) * sorted.length) / (PLACES + 1))] ?? 0,
  ).map((place) => Number(place.toPrecision(4)));
  return [...new Set(places)].filter((place) => place > (sorted[0] ?? 0));
}

const countUpTo = (steps: readonly number[], value: number): number => {
  const below = steps.findIndex((step) => value < step);
  return below < 0 ? steps.length : below;
};

/** A curve without the steps at which nothing changes. */
function merged(from: readonly number[], adds: readonly number[]): Curve {
  const kept = from.flatMap((_, at) => (adds[at] === adds[at + 1] ? [] : [at]));
  return { from: kept.map((at) => from[at] ?? 0), adds: [adds[0] ?? 0, ...kept.map((at) => adds[at + 1] ?? 0)] };
}

/** Features measured from their mean in their own spread, so that one step size and one restraint suit all of them. */
function scaleOf<Name extends string>(names: readonly Name[], rows: readonly Weights<Name>[]) {
  const ranges = names.map((name) => {
    const mean = sum(rows.map((row) => row[name])) / rows.length;
    const spread = Math.sqrt(sum(rows.map((row) => (row[name] - mean) ** 2)) / rows.length) || 1;
    return { name, mean, spread };
  });
  return {
    rowOf: (row: Weights<Name>): number[] => ranges.map(({ name, mean, spread }) => (row[name] - mean) / spread),
    unscaled: (weights: readonly number[]): Weights<Name> =>
      recordOf(ranges.map(({ name, spread }, at) => [name, (weights[at] ?? 0) / spread] as const)),
  };
}

function recordOf<Name extends string, Value>(
  pairs: readonly (readonly [Name, Value])[],
): Readonly<Record<Name, Value>> {
  const record: Partial<Record<Name, Value>> = {};
  for (const [name, value] of pairs) record[name] = value;
  // Every name has its pair.
  return record as Record<Name, Value>;
}

/** Plain gradient descent from zero: slow, short, and the same on every machine. */
function descend(length: number, slopeAt: (weights: readonly number[], slope: number[]) => void): number[] {
  const weights = new Array<number>(length).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = weights.map((weight) => 2 * RESTRAINT * weight);
    slopeAt(weights, slope);
    slope.forEach((value, at) => {
      weights[at] = (weights[at] ?? 0) - STEP * value;
    });
  }
  return weights;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((total, value, at) => total + value * (other[at] ?? 0), 0);
function addTo(total: number[], row: readonly number[], times: number): void {
  row.forEach((value, at) => {
    total[at] = (total[at] ?? 0) + times * value;
  });
}
