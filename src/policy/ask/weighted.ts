/** The sum of the values, each times the weight of its name. */
export function weighted<Name extends string>(
  values: Readonly<Record<Name, number>>,
  weights: Readonly<Record<Name, number>>,
): number {
  let sum = 0;
  for (const name in weights) sum += values[name] * weights[name];
  return sum;
}
