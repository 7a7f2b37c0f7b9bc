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

/**
 * The chance of a yes as a logistic curve over the features.
 * @param counting `each-alike`: a chance as often as it comes true. `kinds-alike`: rights and wrongs weigh the same in all
 */
export function learnToJudge<Name extends string>(
  names: readonly Name[],
  judgements: readonly Judgement<Name>[],
  counting: 'each-alike' | 'kinds-alike',
): { readonly weights: Weights<Name>; readonly bias: number } {
  const scale = scaleOf(
    names,
    judgements.map(({ features }) => features),
  );
  const given = judgements.map(({ features, isRight }) => ({ row: [...scale.rowOf(features), 1], isRight }));
  const rights = given.filter(({ isRight }) => isRight).length;
  const found = descend(names.length + 1, (weights, slope) => {
    for (const { row, isRight } of given) {
      const likely = 1 / (1 + Math.exp(-dot(row, weights)));
      const among = counting === 'each-alike' ? given.length : 2 * (isRight ? rights : given.length - rights);
      addTo(slope, row, (likely - (isRight ? 1 : 0)) / among);
    }
  });
  return { weights: scale.unscaled(found), bias: scale.biasOf(found) };
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
    /** What the last weight, that of nothing, comes to when features are no longer measured from their mean. */
    biasOf: (weights: readonly number[]): number =>
      ranges.reduce((sum, { mean, spread }, at) => sum - ((weights[at] ?? 0) * mean) / spread, weights.at(-1) ?? 0),
  };
}

function recordOf<Name extends string>(pairs: readonly (readonly [Name, number])[]): Weights<Name> {
  const record: Partial<Record<Name, number>> = {};
  for (const [name, value] of pairs) record[name] = value;
  // Every name has its pair.
  return record as Weights<Name>;
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
