import { expect, test } from '@jest/globals';
import { type Atom, FEWEST, few, mergedCounts, mergedFigures, withTotal } from '../../src/school/merged-figures.ts';

const atom = (group: string, site: string, expected: number, acknowledged: number): Atom => ({
  group,
  site,
  expected,
  acknowledged,
});

test('groups of fewer than five, and groups in which fewer than five are left, are put together', () => {
  const figures = mergedFigures([
    atom('Teaching', 'Main', 25, 15),
    atom('Support', 'Main', 12, 10),
    atom('Catering', 'Main', 3, 1),
    atom('Site', 'Main', 2, 0),
  ]);
  expect(figures.groups).toEqual([
    { name: 'Teaching', expected: 25, acknowledged: 15 },
    { name: 'Other groups', expected: 17, acknowledged: 11 },
  ]);
  expect(figures.sites).toEqual([]);
});

test('where fewer than five have answered, or fewer than five are left, the whole is not told either', () => {
  expect(mergedFigures([atom('Teaching', 'Main', 40, 3)])).toMatchObject({
    total: undefined,
    few: 'answered',
    expected: 40,
  });
  expect(mergedFigures([atom('Teaching', 'Main', 40, 38)])).toMatchObject({
    total: undefined,
    few: 'left',
    groups: [],
  });
  expect(mergedFigures([atom('Teaching', 'Main', 40, 40)]).total).toMatchObject({ acknowledged: 40 });
});

test('a site that is a group but for one person is not told beside it: the difference would be that person', () => {
  // Everyone at the sixth form teaches, and one teacher is at the main site.
  const figures = mergedFigures([
    atom('Teaching', 'Sixth form', 20, 10),
    atom('Teaching', 'Main', 1, 1),
    atom('Support', 'Main', 20, 10),
  ]);
  expect(figures.groups).toHaveLength(2);
  expect(figures.sites).toEqual([]);
  // With enough of them on both sides both are told.
  const both = mergedFigures([
    atom('Teaching', 'Sixth form', 20, 10),
    atom('Teaching', 'Main', 20, 10),
    atom('Support', 'Main', 20, 10),
    atom('Support', 'Sixth form', 20, 10),
  ]);
  expect([both.groups.length, both.sites.length]).toEqual([2, 2]);
});

test('a thousand invented schools: every cell, and every difference of the whole and the cells, is five or more, or nobody', () => {
  let seed = 7;
  const random = (below: number): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  for (let school = 0; school < 1_000; school += 1) {
    const atoms = Array.from({ length: 1 + random(5) }, (_, group) =>
      Array.from({ length: 1 + random(3) }, (_, site) => {
        const expected = 1 + random(30);
        return atom(`g${group}`, `s${site}`, expected, random(expected + 1));
      }),
    ).flat();
    const { total, groups, sites } = mergedFigures(atoms);
    for (const { expected, acknowledged } of [...(total ? [total] : []), ...groups, ...sites]) {
      expect(expected).toBeGreaterThanOrEqual(FEWEST);
      expect(acknowledged).toBeGreaterThanOrEqual(FEWEST);
      const left = expected - acknowledged;
      expect(left === 0 || left >= FEWEST).toBe(true);
    }
    for (const cells of [groups, sites])
      if (cells.length > 0) expect(cells.reduce((sum, { expected }) => sum + expected, 0)).toBe(total?.expected);
  }
});

test('the head has the total as HR has it, and no part that would tell; where hardly anyone is asked nobody has it', () => {
  const small = [{ group: 'Teaching', site: 'Oakfield', expected: 40, acknowledged: 3 }];
  const merged = mergedFigures([...small, { group: 'Office', site: 'Oakfield', expected: 4, acknowledged: 0 }]);
  expect(merged).toMatchObject({ total: undefined, few: 'answered' });
  expect(withTotal(merged, 3)).toMatchObject({
    ...{ total: { expected: 44, acknowledged: 3 }, few: undefined },
    ...{ groups: [], sites: [] },
  });
  const tiny = mergedFigures([{ group: 'Teaching', site: 'Oakfield', expected: 4, acknowledged: 2 }]);
  expect(withTotal(tiny, 2)).toBe(tiny);
});

test('topics with fewer than five questions are put together, and told as few where they still are', () => {
  expect(
    mergedCounts([
      ['Photographs', 12],
      ['Parking', 3],
      ['Dress', 4],
      ['Nobody', 0],
    ]),
  ).toEqual([
    ['Photographs', 12],
    ['Other topics', 7],
  ]);
  expect(mergedCounts([['Parking', 3]])).toEqual([['All topics', 'few']]);
  expect(mergedCounts([])).toEqual([]);
  expect([few(0), few(4), few(5)]).toEqual(['fewer than 5', 'fewer than 5', '5']);
});
