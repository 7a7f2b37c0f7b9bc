import { readFileSync } from 'node:fs';
import { costsOf, costsTable, type Prices, withCosts } from '../../infra/costs.ts';

const read = (file: string): string => readFileSync(file, 'utf8');
const prices: Prices = JSON.parse(read('infra/prices.json'));
const resourcesOf = (size: string) => JSON.parse(read(`infra/sizes/${size}.json`)).predictedResources;

test('the guide says what the template comes to: npm run infra:costs', () => {
  const page = read('docs/costs.md');
  expect(withCosts(page, costsTable('infra'))).toBe(page);
});

test('the guide to deploying says the same', () => {
  const page = read('docs/deploy.md');
  for (const [size, step] of [
    ['small', 5],
    ['medium', 5],
  ] as const) {
    const { total } = costsOf(size, resourcesOf(size), prices);
    expect(page).toContain(`£${Math.round(total / step) * step} for a`);
  }
});

test('a price has a unit, a source and a day; one that nothing uses is none', () => {
  for (const [name, { unit, dollars, known, source, day }] of Object.entries(prices.prices)) {
    expect({ name, dollars: dollars > 0, unit: unit.length > 5, source: source.length > 20 }).toEqual({
      name,
      dollars: true,
      unit: true,
      source: true,
    });
    expect(['second hand', 'recalled']).toContain(known);
    expect(day).toMatch(/^20\d\d-\d\d-\d\d$/);
  }
  const dearer = Object.keys(prices.prices).filter((name) =>
    ['small', 'medium', 'large'].every((size) => {
      const resources = resourcesOf(size);
      const double = (one: Prices['prices'][string]) => ({ ...one, dollars: one.dollars * 2 });
      const changed = { ...prices.prices, [name]: double(prices.prices[name] as Prices['prices'][string]) };
      const more = costsOf(size as 'small', resources, { ...prices, prices: changed }).total;
      return more === costsOf(size as 'small', resources, prices).total;
    }),
  );
  // Ten rules about figures are free, and we have two.
  expect(dearer).toEqual(['watch.metricRule']);
});

test('a resource without a price, or one that is unknown, is not left out in silence', () => {
  const more = (resource: object) => [...resourcesOf('small'), { name: 'x', properties: {}, ...resource }];
  expect(() => costsOf('small', more({ type: 'Microsoft.Cache/redis' }), prices)).toThrow('has no price');
  const plan = { type: 'Microsoft.Web/serverfarms', sku: { name: 'P3v3', capacity: 1 } };
  expect(() => costsOf('small', more(plan), prices)).toThrow('no price web.P3v3');
});

test('a second instance, server or rule costs what it costs', () => {
  const plus = (resource: object) =>
    costsOf('small', [...resourcesOf('small'), { name: 'x', properties: {}, ...resource }], prices).total -
    costsOf('small', resourcesOf('small'), prices).total;
  const inPounds = (name: string, times: number) =>
    (prices.prices[name]?.dollars ?? Number.NaN) * times * prices.poundsPerDollar.price;
  expect(plus({ type: 'Microsoft.Web/serverfarms', sku: { name: 'B1', capacity: 2 } })).toBeCloseTo(
    inPounds('web.B1', 1_460),
  );
  const rule = { type: 'Microsoft.Insights/scheduledQueryRules', properties: { evaluationFrequency: 'PT5M' } };
  expect(plus(rule)).toBeCloseTo(inPounds('watch.logRule.PT5M', 1));
  const server = {
    type: 'Microsoft.DBforPostgreSQL/flexibleServers',
    sku: { name: 'Standard_B1ms' },
    properties: { storage: { storageSizeGB: '[max(32, x)]' }, highAvailability: { mode: 'ZoneRedundant' } },
  };
  expect(plus(server)).toBeCloseTo(inPounds('database.Standard_B1ms', 1_460) + inPounds('database.storage', 64));
});
