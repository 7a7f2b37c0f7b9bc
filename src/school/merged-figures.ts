/** A part of the staff: how many are asked, and how many have answered. */
export interface Cell {
  readonly name: string;
  readonly expected: number;
  readonly acknowledged: number;
}

/** With fewer people than this, someone who knows the school could tell who is who. */
export const FEWEST = 5;

/** Figures of parts of a school that tell nothing about anyone: no part, and no difference of parts, is fewer than five people. */
export interface MergedFigures {
  /** `undefined` if even the total would tell; see `few`. */
  readonly total: Cell | undefined;
  /** Of whom there are fewer than five, where the total is not told: those who are asked, who have answered, or who are left. */
  readonly few: 'asked' | 'answered' | 'left' | undefined;
  readonly expected: number;
  readonly groups: readonly Cell[];
  /** Empty where beside the groups they would tell. */
  readonly sites: readonly Cell[];
}

/** One group at one site. */
export interface Atom {
  readonly group: string;
  readonly site: string;
  readonly expected: number;
  readonly acknowledged: number;
}

/** Enough people in it, and nobody, or enough, on each side of the fraction. Everyone has answered: that may be told. */
const isTellable = ({ expected, acknowledged }: Cell): boolean => {
  const left = expected - acknowledged;
  return expected >= FEWEST && acknowledged >= FEWEST && (left === 0 || left >= FEWEST);
};

const fewOf = ({ expected, acknowledged }: Cell): 'asked' | 'answered' | 'left' => {
  if (expected < FEWEST) return 'asked';
  return acknowledged < FEWEST ? 'answered' : 'left';
};

/** What is said in place of a total. */
export const fewWords = ({ few: which, expected }: Pick<MergedFigures, 'few' | 'expected'>): string => {
  if (which === 'asked') return 'Fewer than five people are asked: no figures are shown.';
  return which === 'answered'
    ? `Of ${expected} people, fewer than five have answered.`
    : `Of ${expected} people, fewer than five have still to answer.`;
};

/**
 * The same for the head of the whole school, who answers for it: the total is told as HR has it, unless hardly anyone is asked. Its parts
 * stay as they are: none where the total would tell.
 */
export const withTotal = (figures: MergedFigures, acknowledged: number): MergedFigures =>
  figures.total || figures.expected < FEWEST
    ? figures
    : { ...figures, total: { name: 'Everyone', expected: figures.expected, acknowledged }, few: undefined };

const sum = (name: string, parts: readonly Pick<Atom, 'expected' | 'acknowledged'>[]): Cell => ({
  name,
  expected: parts.reduce((all, { expected }) => all + expected, 0),
  acknowledged: parts.reduce((all, { acknowledged }) => all + acknowledged, 0),
});

/** The most of groups and sites together for which every difference can be tried. */
const MOST = 16;

/** Pure. @param atoms every group at every site, once */
export function mergedFigures(atoms: readonly Atom[]): MergedFigures {
  const all = sum('Everyone', atoms);
  const total = isTellable(all) ? all : undefined;
  const few = total ? undefined : fewOf(all);
  const groups = total ? merge(atoms, ({ group }) => group, 'Other groups') : new Map<string, readonly Atom[]>();
  const sites = total ? merge(atoms, ({ site }) => site, 'Other sites') : new Map<string, readonly Atom[]>();
  const isSafe = sites.size > 1 && groups.size + sites.size <= MOST && !tellsByDifference(groups, sites);
  return { total, few, expected: all.expected, groups: cellsOf(groups), sites: isSafe ? cellsOf(sites) : [] };
}

const cellsOf = (parts: ReadonlyMap<string, readonly Atom[]>): Cell[] =>
  parts.size < 2 ? [] : [...parts].map(([name, atoms]) => sum(name, atoms));

/** Parts that would tell are put together, with the next smallest where that is not enough. */
function merge(
  atoms: readonly Atom[],
  key: (atom: Atom) => string,
  rest: string,
): ReadonlyMap<string, readonly Atom[]> {
  const parts = [...Map.groupBy(atoms, key)].map(([name, inside]) => ({ name, inside, cell: sum(name, inside) }));
  const kept = parts.filter(({ cell }) => isTellable(cell)).sort((a, b) => b.cell.expected - a.cell.expected);
  const other = parts.filter(({ cell }) => !isTellable(cell)).flatMap(({ inside }) => inside);
  while (other.length > 0 && !isTellable(sum(rest, other)) && kept.length > 0)
    other.push(...(kept.pop()?.inside ?? []));
  return new Map([
    ...kept.map(({ name, inside }) => [name, inside] as const),
    ...(other.length > 0 ? [[rest, other] as const] : []),
  ]);
}

/** Whether some groups lie within some sites, or the reverse, but for fewer than five people: their figures are the difference. */
function tellsByDifference(
  groups: ReadonlyMap<string, readonly Atom[]>,
  sites: ReadonlyMap<string, readonly Atom[]>,
): boolean {
  const siteOf = new Map([...sites.values()].flatMap((atoms, at) => atoms.map((atom) => [atom, at] as const)));
  const people = [...groups.values()].map((atoms) =>
    [...sites.keys()].map((_, site) =>
      atoms.filter((atom) => siteOf.get(atom) === site).reduce((all, { expected }) => all + expected, 0),
    ),
  );
  const isFew = (inside: number, outside: number): boolean => inside === 0 && outside > 0 && outside < FEWEST;
  for (let chosen = 0; chosen < 2 ** groups.size; chosen += 1) {
    for (let places = 0; places < 2 ** sites.size; places += 1) {
      let onlyGroups = 0;
      let onlySites = 0;
      for (const [group, row] of people.entries())
        for (const [site, count] of row.entries()) {
          const isChosen = (chosen >> group) % 2 === 1;
          const isThere = (places >> site) % 2 === 1;
          if (isChosen && !isThere) onlyGroups += count;
          if (!isChosen && isThere) onlySites += count;
        }
      if (isFew(onlyGroups, onlySites) || isFew(onlySites, onlyGroups)) return true;
    }
  }
  return false;
}

/**
 * Counts by topic: those under five are put together, and told as fewer than five where they still are.
 * @param called what is put together, beside others and alone
 */
export function mergedCounts(
  counts: readonly (readonly [topic: string, count: number])[],
  called = { others: 'Other topics', all: 'All topics' },
): readonly (readonly [topic: string, count: number | 'few'])[] {
  const shown = counts.filter(([, count]) => count >= FEWEST);
  const small = counts.filter(([, count]) => count > 0 && count < FEWEST).reduce((all, [, count]) => all + count, 0);
  if (small === 0) return shown;
  return [...shown, [shown.length === 0 ? called.all : called.others, small < FEWEST ? 'few' : small]];
}

/** A number that others may read: under five, none among them, is told as fewer than five. */
export const few = (count: number): string => (count < FEWEST ? 'fewer than 5' : String(count));
