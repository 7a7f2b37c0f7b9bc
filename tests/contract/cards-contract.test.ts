import { SAMPLES } from '../sheets/samples.ts';
import { complaintsAboutCard } from './microsoft/cards.ts';
import { cardFacts } from './microsoft/facts.ts';

const facts = cardFacts();

test('every card and dialog is one that Microsoft describes, of the version that it names', async () => {
  const samples = (await Promise.all(Object.values(SAMPLES).map((list) => list()))).flat();
  const cards = samples.flatMap((sample) => ('card' in sample ? [sample] : []));
  expect(cards.length).toBeGreaterThan(300);
  const complaints = cards.flatMap(({ name, card }) =>
    complaintsAboutCard(facts, card).map((complaint) => `${name}: ${complaint}`),
  );
  expect(complaints).toEqual([]);
});

test.each<[string, object]>([
  ['a field that an element does not have', { body: [{ type: 'TextBlock', text: 'x', bold: true }] }],
  ['an element that is none', { body: [{ type: 'TextBox', text: 'x' }] }],
  ['a value that its list does not hold', { body: [{ type: 'TextBlock', text: 'x', weight: 'Heavy' }] }],
  ['a field of a later version', { metadata: { webUrl: 'https://oakmill.example' } }],
  ['an action where an element belongs', { body: [{ type: 'Action.OpenUrl', url: 'https://oakmill.example' }] }],
  ['an element without what it needs', { body: [{ type: 'Image', altText: 'x' }] }],
  ['a chart that nothing stands in for', { body: [{ type: 'Chart.Donut', data: [] }] }],
  ['text where a list belongs', { body: 'x' }],
])('%s is seen', (_what, over) => {
  const good = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'TextBlock', text: 'x' }] };
  expect(complaintsAboutCard(facts, good)).toEqual([]);
  expect(complaintsAboutCard(facts, { ...good, ...over })).toHaveLength(1);
});
