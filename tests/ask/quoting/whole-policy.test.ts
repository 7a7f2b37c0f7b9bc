import { findSection, type Policy } from '../../../src/ask/policy.ts';
import { createOffers } from '../../../src/ask/quoting/whole-policy.ts';
import { policyOf } from '../given.ts';

const TEXT = `Phones Policy
1. In class
1.1 Phones are off. They stay in a bag.
1.2 A phone that rings is kept until three.
2. On trips
2.1 The school phone goes along.
3. Parents
3.1 Parents ring the office. Staff do not give them a number.`;
const policy = policyOf(TEXT, 'phones');
const other = policyOf('Uniform Policy\n1. Shoes\n1.1 Shoes are black.', 'uniform');

const placeAt = (text: string, of: Policy = policy) => {
  const passage = of.passages.find((one) => one.text.includes(text));
  if (!passage) throw new Error(`no passage says ${text}`);
  return { policy: of, passage, path: findSection(of, passage.sectionId)?.path ?? [] };
};
const texts = (offer: ReturnType<ReturnType<typeof createOffers>>) => offer.sentences.map(({ text }) => text);

test('a policy is offered whole, each sentence once, in reading order, numbered from 1', () => {
  const offer = createOffers()([placeAt('school phone')], 1_000);
  expect(offer.sentences.map(({ number }) => number)).toEqual(offer.sentences.map((_, at) => at + 1));
  expect(texts(offer).join(' ')).toBe(
    policy.passages
      .filter(({ kind }) => kind !== 'heading')
      .map(({ text }) => text)
      .join(' '),
  );
  expect(offer.sentences.at(-1)).toMatchObject({ text: 'Staff do not give them a number.' });
  expect(offer.sentences.at(-1)?.heading).toMatch(/^Phones Policy › .*Parents$/);
});

test('a number leads back to the passage that its sentence is in, and any other to nothing', () => {
  const offer = createOffers()([placeAt('school phone')], 1_000);
  for (const { number, text } of offer.sentences) expect(offer.placeOf(number)?.passage.text).toContain(text);
  for (const number of [0, -1, 1.5, Number.NaN, offer.sentences.length + 1])
    expect(offer.placeOf(number)).toBeUndefined();
});

test('whatever was found first, the same policies are the same sentences: a server may remember them', () => {
  const offerOf = createOffers();
  const one = offerOf([placeAt('school phone'), placeAt('Shoes are', other)], 1_000);
  expect(offerOf([placeAt('Shoes are', other), placeAt('rings')], 1_000).sentences).toBe(one.sentences);
});

test('a policy that was read again is offered from the new reading', () => {
  const offerOf = createOffers();
  offerOf([placeAt('school phone')], 1_000);
  const again = policyOf(TEXT, 'phones');
  expect(offerOf([placeAt('school phone', again)], 1_000).placeOf(1)?.policy).toBe(again);
});

test('where the policies are longer than the model takes, the sections nearest to the question are read, in reading order', () => {
  const offer = createOffers()([placeAt('Parents ring'), placeAt('rings'), placeAt('Shoes are', other)], 29);
  expect(texts(offer).join(' ')).toContain('Phones are off.');
  expect(texts(offer).at(-1)).toBe('Staff do not give them a number.');
  expect(texts(offer).join(' ')).not.toContain('Shoes');
  expect(texts(offer).join(' ').split(' ').length).toBeLessThanOrEqual(29);
});

test('with the least room there is still what was found first', () => {
  expect(texts(createOffers()([placeAt('school phone'), placeAt('rings')], 6)).join(' ')).toContain('school phone');
});
