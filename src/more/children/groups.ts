/**
 * What is known of two reports. `said`: they are about one person, as someone said or picked. `same`: by all that was typed.
 * `alike`: by what was typed, where something is missing. `apart`: about two, whatever else is like.
 */
export type Sameness = 'said' | 'same' | 'alike' | 'apart' | undefined;

/** Reports that are taken for one person's. */
type Unit<Report> = readonly Report[];

/**
 * Groups of two and more about one person. What was said joins, through as many reports as it takes. A likeness does not: a report that
 * could be one person's or another's joins neither, or a name without a class would make one child of two.
 */
export function groupsOf<Report>(
  reports: readonly Report[],
  samenessOf: (one: Report, other: Report) => Sameness,
): readonly (readonly Report[])[] {
  const known = rememberingPairs(samenessOf);
  const said = together(
    reports.map((report) => [report]),
    (one, other) => between(one, other, known) === 'said',
  );
  const typed = mergedWhereClear(said, (one, other) => between(one, other, known) === 'same');
  const alike = mergedWhereClear(typed, (one, other) => isLike(between(one, other, known)));
  return alike.filter((unit) => unit.length > 1);
}

const isLike = (sameness: Sameness): boolean => sameness === 'same' || sameness === 'alike';

/** Between two units the most certain of what is known between their reports; nothing joins what is apart, but what was said. */
function between<Report>(
  one: Unit<Report>,
  other: Unit<Report>,
  known: (one: Report, other: Report) => Sameness,
): Sameness {
  const all = new Set(one.flatMap((left) => other.map((right) => known(left, right))));
  return (['said', 'apart', 'same', 'alike'] as const).find((sameness) => all.has(sameness));
}

/**
 * Joins the units that are alike, but for each that is like two which are not like one another: whose it is cannot be told. The units that
 * are left are all alike or not connected at all.
 */
function mergedWhereClear<Report>(
  units: readonly Unit<Report>[],
  areAlike: (one: Unit<Report>, other: Unit<Report>) => boolean,
): readonly Unit<Report>[] {
  const isClear = (unit: Unit<Report>): boolean => {
    const near = units.filter((other) => other !== unit && areAlike(unit, other));
    return near.every((one, at) => near.slice(at + 1).every((other) => areAlike(one, other)));
  };
  const clear = units.filter(isClear);
  return [...units.filter((unit) => !clear.includes(unit)), ...together(clear, areAlike)];
}

/** What is the same as another, directly or through others, in the order in which they stand. */
function together<Report>(
  units: readonly Unit<Report>[],
  areOne: (one: Unit<Report>, other: Unit<Report>) => boolean,
): readonly Unit<Report>[] {
  const left = new Set(units);
  return units.flatMap((first) => {
    if (!left.delete(first)) return [];
    const found = [first];
    for (const one of found)
      for (const other of left)
        if (areOne(one, other)) {
          left.delete(other);
          found.push(other);
        }
    return [found.flat()];
  });
}

/** Each pair is asked about many times over, and reading what was typed takes long. */
function rememberingPairs<Report>(
  samenessOf: (one: Report, other: Report) => Sameness,
): (one: Report, other: Report) => Sameness {
  const known = new Map<Report, Map<Report, Sameness>>();
  return (one, other) => {
    const ofOne = known.get(one) ?? new Map<Report, Sameness>();
    known.set(one, ofOne);
    if (!ofOne.has(other)) ofOne.set(other, samenessOf(one, other));
    return ofOne.get(other);
  };
}
