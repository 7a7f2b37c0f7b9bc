import { readFileSync } from 'node:fs';
import { decide, SURELY_A_WISH } from '../../../src/hear/weighing/costs.ts';
import { createRecogniser, type Recogniser, type Wished } from '../../../src/hear/wishes/recognise.ts';
import { readWishes, WISHES } from '../../../src/hear/wishes/wishes.ts';
import { createEar, type Ear } from '../../../src/wiring/ear.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';
import { ASKED, JOBS, NOT_FOR_LANYARD, TRIED } from '../talk/asked.ts';

const text = readFileSync('src/hear/wishes/wishes.yml', 'utf8');
const wishes = readWishes(text);

let recogniser: Recogniser;
let ear: Ear;
beforeAll(async () => {
  const opening = await shippedUnderstanding();
  if (opening.kind !== 'open') throw new Error(opening.what);
  recogniser = createRecogniser(wishes, opening.understanding.guessWish);
  ear = createEar({ schools: [], opening, log: console });
});

/** What each is taken for, as the product decides: by its exact words, or where it is heard as a wish. */
async function wishesOf(said: readonly string[]): Promise<readonly (readonly [string, string | undefined])[]> {
  const found: (readonly [string, string | undefined])[] = [];
  for (const one of said) found.push([one, (await wishOf(one))?.wish]);
  return found;
}

async function wishOf(said: string): Promise<Wished | undefined> {
  const exact = ear.readExact(said);
  if (exact) return exact.kind === 'wish' ? exact.wished : undefined;
  const { weighed, readings } = await ear.hear(said, undefined);
  const isWish = weighed && ['wish', 'help', 'signing'].includes(decide(weighed.chances, weighed.danger).answered);
  return isWish ? recogniser.recognise(said, { reading: readings?.[0], chances: weighed.chances }) : undefined;
}

test('every wish that there is stands in the file once, and is said in at least one way', () => {
  expect(wishes.wishes.map(({ id }) => id).sort()).toEqual([...WISHES].sort());
  expect(wishes.wishes.filter(({ lines }) => lines.length === 0)).toEqual([]);
});

test.each([...ASKED, ...JOBS, ...TRIED])(
  '%s is understood in the words of different people: %j',
  async (wish, ways) => {
    expect(await wishesOf(ways)).toEqual(ways.map((said) => [said, wish]));
  },
);

test('fifteen facts and more are asked for in three ways each at least', () => {
  expect(ASKED.length).toBeGreaterThanOrEqual(15);
  expect(ASKED.filter(([, ways]) => ways.length < 3)).toEqual([]);
});

test('little is taken from the policies of what sounds like a wish and is none', async () => {
  const found = await wishesOf([...NOT_FOR_LANYARD, ...wishes.not]);
  expect(found.filter(([, wish]) => wish !== undefined).length / found.length).toBeLessThan(0.17);
});

/** Ordinary questions from the training data; of every twentieth none is about the school's own dates and people. */
const ordinary = ['first', 'second', 'k1', 'k3', 'k6'].flatMap((lot) =>
  readFileSync(`training/data/open/${lot}/cases.jsonl`, 'utf8')
    .split('\n')
    .filter((line, at) => line !== '' && at % 20 === 0)
    .map((line) => (JSON.parse(line) as { question: string }).question),
);

test('of ordinary questions to policies hardly one is taken', async () => {
  expect(ordinary.length).toBeGreaterThan(60);
  const taken = (await wishesOf(ordinary)).filter(([, wish]) => wish !== undefined && !wish.startsWith('dates.'));
  expect(taken.length / ordinary.length).toBeLessThan(0.06);
});

const waysIn = (file: string) =>
  readFileSync(`tests/hear/wishes/${file}`, 'utf8')
    .split(/^# /m)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [wish = '', ...ways] = part.trim().split('\n');
      return ways.map((way) => [wish, way] as const);
    });
const unseen = waysIn('unseen.txt');

/** What someone who is not understood is offered, as the product offers it: what to choose from, or one button beside the policies' answer. */
async function offeredFor(said: string): Promise<readonly string[]> {
  const { weighed, readings } = await ear.hear(said, undefined);
  const about = { reading: readings?.length === 1 ? readings[0] : undefined };
  const isWish = weighed !== undefined && decide(weighed.chances, weighed.danger).answered === 'wish';
  const isSurelyWish = isWish && weighed.chances.wish >= SURELY_A_WISH;
  return isSurelyWish ? recogniser.which(said, about) : [recogniser.perhaps(said, about) ?? []].flat();
}

test('of what is not understood half is offered, nearly always what was meant, and little of what is for the policies', async () => {
  const found = [];
  for (const [wish, way] of unseen) if (!(await wishOf(way))) found.push({ wish, offered: await offeredFor(way) });
  const missed = found.filter(({ wish }) => wish !== 'none');
  const offered = missed.filter(({ offered }) => offered.length > 0);
  const others = found.filter(({ wish }) => wish === 'none');
  expect(offered.length / missed.length).toBeGreaterThan(0.4);
  expect(offered.filter(({ wish, offered }) => offered.includes(wish)).length / offered.length).toBeGreaterThan(0.85);
  expect(others.filter(({ offered }) => offered.length > 0).length / others.length).toBeLessThan(0.15);
});

test('of ordinary questions to policies hardly one is offered anything', async () => {
  const offered = [];
  for (const said of ordinary) if (!(await wishOf(said))) offered.push(await offeredFor(said));
  expect(offered.filter(({ length }) => length > 0).length / ordinary.length).toBeLessThan(0.03);
});

/** Written by a person who saw neither the lines nor what is learnt from, but for a sentence on what each wish is. */
test('of ways to ask that nobody learnt from most are understood, hardly one for another, and little else is taken', async () => {
  const found = (await wishesOf(unseen.map(([, way]) => way))).map(([, wish], at) => [unseen[at]?.[0], wish] as const);
  const asked = found.filter(([wish]) => wish !== 'none');
  const others = found.filter(([wish]) => wish === 'none');
  expect(asked.filter(([wish, taken]) => wish === taken).length / asked.length).toBeGreaterThan(0.7);
  expect(asked.filter(([wish, taken]) => taken && wish !== taken).length / asked.length).toBeLessThan(0.03);
  expect(others.filter(([, taken]) => taken).length / others.length).toBeLessThan(0.15);
});

/** By a fifth writer of such lines, for a boarding school and a college, who saw nothing else; nothing learns from these. */
test('of ways to ask for what was added since the layers learnt most are understood, or their wish is one of three to choose from', async () => {
  const later = waysIn('unseen-later.txt');
  const asked = later.filter(([wish]) => wish !== 'none');
  const found = await wishesOf(asked.map(([, way]) => way));
  let met = 0;
  for (const [at, [wish, way]] of asked.entries())
    if (found[at]?.[1] === wish || (!found[at]?.[1] && (await offeredFor(way)).includes(wish))) met += 1;
  expect(asked.length).toBeGreaterThan(350);
  expect(met / asked.length).toBeGreaterThan(0.7);
  const others = await wishesOf(later.filter(([wish]) => wish === 'none').map(([, way]) => way));
  expect(others.filter(([, taken]) => taken).length / others.length).toBeLessThan(0.15);
});

test('that someone asks who stands in is understood, whichever role it is', async () => {
  const away = [
    'who is holding the fort while the head’s away',
    'who covers for the headteacher when she is off',
    'who is in charge if the head isn’t in',
    'who do i ask in the head’s absence',
    'who stands in for the data protection officer',
    'who is acting headteacher',
  ];
  const here = [
    'who is the head',
    'how do i get hold of the head',
    'i am off sick, who do i tell in hr',
    'who leads on safeguarding',
  ];
  const wished = await Promise.all(
    [...away, ...here].map(async (said) => {
      const { readings } = await ear.hear(said, undefined);
      return recogniser.recognise(said, {
        reading: readings?.[0],
        chances: { wish: 1, about: 0, campaign: 0, question: 0, 'follow-up': 0 },
      });
    }),
  );
  expect(wished.map((one, at) => [[...away, ...here][at], one?.wish.startsWith('holder.'), one?.isOfStandIn])).toEqual([
    ...away.map((said) => [said, true, true]),
    ...here.map((said) => [said, true, undefined]),
  ]);
});

test('no line of one wish is said for another', async () => {
  const plain = createRecogniser(wishes);
  for (const { id, examples } of wishes.wishes)
    for (const said of examples) expect([said, plain.recognise(said)?.wish]).toEqual([said, id]);
});

test('without an encoder lines count alone, and a word misspelt by one letter is read', async () => {
  const plain = createRecogniser(wishes);
  expect(plain.recognise('who is the safegaurding lead')?.wish).toBe('holder.dsl');
  expect(plain.recognise('something about the safeguarding lead and other people')?.wish).toBeUndefined();
});

test('who is named comes along, and nothing of a longer message', async () => {
  expect(await recogniser.recognise('Has Priya Nair signed yet?')).toMatchObject({
    about: 'priya nair',
    isWhole: true,
  });
  expect(await recogniser.recognise(`has priya signed ${'and then '.repeat(40)}`)).toBeUndefined();
});

test('a mistake in the file is told by its place', () => {
  expect(() => readWishes(text.replace('<contact>', '<kontact>'))).toThrow('kontact');
  expect(() => readWishes(text.replace('[person]', '[persons]'))).toThrow('persons');
  expect(() => readWishes(text.replace('(acts|works|serves)', '(acts|works|serves'))).toThrow('not closed');
});
