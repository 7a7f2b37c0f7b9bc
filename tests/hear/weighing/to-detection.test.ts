import type { Weighed } from '../../../src/hear/weighing/heard-as.ts';
import { createRules } from '../../../src/hear/weighing/rules.ts';
import { routesOf } from '../../../src/hear/weighing/to-detection.ts';

const rules = createRules({ heads: ['mrs okafor', 'joanna okafor'], chairs: ['colin marsh'] });
const routed = async (text: string, routes: Weighed['routes']) => routesOf(routes, await rules(text));

const OF_HEAD: Weighed['routes'] = [
  ['chair-of-governors', 0.84],
  ['headteacher', 0.14],
  ['dsl', 0.02],
];

test.each([
  'zofia in year 7 says mr Doyle grabbed her arm and shouted in her face by the hall',
  'kayden says mrs webb slapped his hand',
])('“%s” names another: it is asked before it passes over the head', async (text) => {
  expect(await routed(text, OF_HEAD)).toEqual({ route: 'headteacher', second: 'chair-of-governors' });
});

test.each([
  'the head slapped his hand, mrs webb saw it',
  'Mrs Okafor slapped his hand',
  'our glorious leader slapped his hand',
])('“%s” is about the head, as it was heard', async (text) => {
  expect(await routed(text, OF_HEAD)).toEqual({ route: 'chair-of-governors' });
});

test('where another is named, a second best of the head is the headteacher’s too', async () => {
  const routes: Weighed['routes'] = [
    ['senior-manager', 0.73],
    ['chair-of-governors', 0.23],
    ['headteacher', 0.04],
  ];
  expect(await routed('mr smith shouted in her face', routes)).toEqual({
    route: 'senior-manager',
    second: 'headteacher',
  });
});

test.each([
  ['senior-manager', 0.92, 0.08, 'dsl'],
  ['dpo', 0.92, 0.08, 'dsl'],
  ['senior-manager', 0.99, 0.01, undefined],
  ['headteacher', 0.92, 0.08, undefined],
] as const)(
  'what goes to the %s (%d) and may be a child’s (%d) is asked about: %s',
  async (route, share, child, second) => {
    const found = await routed('someone made a fake account of a year 9 girl', [
      [route, share],
      ['dsl', child],
    ]);
    expect(found).toEqual({ route, ...(second && { second }) });
  },
);
