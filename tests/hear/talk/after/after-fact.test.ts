import { readFileSync } from 'node:fs';
import type { Fact } from '../../../../src/ask/conversation/ask-after.ts';
import { factOf, readAfterFact, sensing, tellAfterFact } from '../../../../src/hear/talk/after/after-fact.ts';
import { createSenses, type ReadSense } from '../../../../src/hear/talk/after/senses.ts';
import { createRecogniser, type Recogniser } from '../../../../src/hear/wishes/recognise.ts';
import { readWishes, type WishId } from '../../../../src/hear/wishes/wishes.ts';
import type { Encoder } from '../../../../src/kernel/understanding.ts';
import { readSchoolFile } from '../../../../src/school/file/school-file.ts';
import type { School } from '../../../../src/school/school.ts';
import { shippedUnderstanding } from '../../../support/shipped.ts';

/** A Tuesday. */
const NOW = new Date('2026-11-24T10:00:00Z');
const wishes = readWishes(readFileSync('src/hear/wishes/wishes.yml', 'utf8'));

let school: School;
let encoder: Encoder;
let recogniser: Recogniser;
let senses: ReadSense;
beforeAll(async () => {
  const opened = await shippedUnderstanding();
  const read = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
  if (opened.kind !== 'open' || !read) throw new Error('no encoder or no school');
  school = read;
  encoder = opened.understanding.encoder;
  recogniser = createRecogniser(wishes, opened.understanding.guessWish);
  senses = createSenses(encoder);
});

const remembered = (wish: WishId, about?: string): Fact => {
  const fact = factOf(wish, about, school, NOW);
  if (!fact) throw new Error(`${wish} is not remembered`);
  return fact;
};

async function after(fact: Fact, said: string): Promise<{ readonly kind: string; readonly text: string }> {
  const [reading] = await encoder.read([said]);
  const found = await readAfterFact(said, fact, { recogniser, senseOf: sensing(senses, reading?.vector), now: NOW });
  if (!found) return { kind: 'none', text: '' };
  if (found.kind === 'wish') return { kind: found.wished.wish, text: '' };
  return { kind: found.kind, text: JSON.stringify(tellAfterFact(found, fact, school, NOW)?.told) };
}

/** Each in the words of people, none of which stands in the code: most of each kind must be understood, and hardly one wrongly. */
const WAYS: readonly (readonly [kind: string, of: WishId, about: string | undefined, ways: readonly string[]])[] = [
  [
    'stand-in',
    'holder.dsl',
    undefined,
    [
      'and if shes off?',
      'what if she isn’t in school today',
      'and when she’s on a course?',
      'who else is there',
      'and if I can’t find her?',
      'and if she doesn’t pick up',
      'who takes over when he’s ill',
      'suppose they are away',
      'who do i see instead of her',
      'anyone else?',
      'and on days she isn’t working?',
      'who’s her deputy',
    ],
  ],
  [
    'contact',
    'holder.it-lead',
    undefined,
    [
      'got a phone for him?',
      'what number is he on',
      'do you know his extension',
      'how do i get in touch with him',
      'can you give me her number',
      'and his email?',
      'phone?',
      'how would i reach them',
      'is there a mobile for him',
      'what’s the best number for her',
    ],
  ],
  [
    'next',
    'dates.break-up',
    'when is half term',
    [
      'and the one after?',
      'when’s the next one after that',
      'and the following one',
      'what about the one after that?',
      'then the next?',
      'and after that one?',
      'when is the one following',
      'next one?',
    ],
  ],
  [
    'end',
    'dates.break-up',
    'when is half term',
    ['till when?', 'how long is that', 'and when does it finish?', 'when are we back after it', 'how many days is it'],
  ],
  [
    'days',
    'dates.all',
    'is friday a school day',
    ['what about the 12th', 'and monday?', 'and the day after?', 'and the week after next?', 'how about 4 january'],
  ],
];

test.each(WAYS)('%s after %s is understood in most words', async (kind, of, about, ways) => {
  const fact = remembered(of, about);
  const found = await Promise.all(ways.map(async (said) => [said, (await after(fact, said)).kind] as const));
  const missed = found.filter(([, one]) => one !== kind);
  expect(missed.filter(([, one]) => one !== 'none')).toEqual([]);
  expect({ missed, share: 1 - missed.length / ways.length >= 0.8 }).toMatchObject({ share: true });
});

test('what is a question of its own is none of them', async () => {
  const ways = [
    'and for supply staff?',
    'what if a pupil messages me',
    'can i email pupils',
    'and if they’re 18?',
    'what about whatsapp',
    'do i have to tell her straight away',
    'can I ring a parent about it',
    'is that in the policy',
    'thanks',
    'why?',
    'what does she do with it',
    'can they look at my phone',
    'and in the evening?',
    'what if he follows me on insta',
  ];
  for (const wish of ['holder.dsl', 'dates.break-up'] as const) {
    const fact = remembered(wish);
    const found = await Promise.all(ways.map(async (said) => [said, (await after(fact, said)).kind] as const));
    expect(found.filter(([, kind]) => kind !== 'none')).toEqual([]);
  }
});

test('the same is asked of another by naming it', async () => {
  expect((await after(remembered('holder.dsl'), 'and the head?')).kind).toBe('holder.headteacher');
  expect((await after(remembered('holder.dsl'), 'what about HR')).kind).toBe('holder.hr');
  expect((await after(remembered('dates.break-up'), 'and inset days?')).kind).toBe('dates.inset');
  expect((await after(remembered('dates.break-up'), 'and easter?')).kind).toBe('dates.break-up');
  expect((await after(remembered('policy.review'), 'and the code of conduct?')).kind).toBe('policy.review');
});

test('what is told is of the person or the date before it', async () => {
  expect((await after(remembered('holder.dsl'), 'and if shes off?')).text).toMatch(/Tom Ashworth, 01632 960 202/);
  expect((await after(remembered('holder.deputy-dsl'), 'got a phone for him?')).text).toMatch(
    /Tom Ashworth.*01632 960 202/,
  );
  expect((await after(remembered('holder.hr'), 'got a number for her?')).text).toMatch(
    /Sunita Rao: I do not know a number.*01632 960 200/,
  );
  expect((await after(remembered('holder.headteacher'), 'and if she’s away?')).text).toMatch(
    /Joanna Okafor.*Who stands in for them I have not been told.*01632 960 200/,
  );
  expect((await after(remembered('dates.break-up', 'when is half term'), 'and the one after?')).text).toMatch(
    /31 May 2027 to Friday 4 June 2027.*Back on.*7 June 2027/,
  );
  expect((await after(remembered('dates.inset'), 'and the one after that?')).text).toMatch(/28 June 2027/);
  expect(
    (await after({ fact: 'dates.inset', of: 'inset', day: remembered('dates.inset').day }, 'till when?')).kind,
  ).toBe('end');
  const last = { fact: 'dates.inset', of: 'inset', day: '2027-06-28' } as Fact;
  expect((await after(last, 'and the one after?')).text).toMatch(/I have not been told.*01632 960 200/);
});

test('of a fact its name, its kind and a day are remembered, and no word that was said', () => {
  expect(remembered('dates.break-up', 'when is half term quaggatoad')).toEqual({
    fact: 'dates.break-up',
    of: 'half-term',
    day: '2027-02-15',
  });
  expect(remembered('dates.all', 'is friday off for quaggatoad')).toEqual({ fact: 'dates.all', day: '2026-11-27' });
  expect(factOf('campaigns.person', 'priya', school, NOW)).toBeUndefined();
  expect(factOf('own.reports', undefined, school, NOW)).toBeUndefined();
});

test('without an encoder dates and lines are read, and nothing is guessed', async () => {
  const plain = { recogniser: createRecogniser(wishes), senseOf: undefined, now: NOW };
  expect(await readAfterFact('and if shes off?', remembered('holder.dsl'), plain)).toBeUndefined();
  expect(await readAfterFact('and monday?', remembered('dates.all'), plain)).toMatchObject({ kind: 'days' });
  expect(await readAfterFact('and the head?', remembered('holder.dsl'), plain)).toMatchObject({ kind: 'wish' });
});

test('what is typed after a campaign is read as the campaign’s where a line of it says so, and else is a question of its own', async () => {
  for (const wish of ['campaigns', 'campaigns.missing'] as const) {
    const fact = remembered(wish);
    expect((await after(fact, 'resend it now')).kind).toBe('campaigns.remind');
    expect((await after(fact, 'ok push that out again today')).kind).toBe('campaigns.remind');
    expect((await after(fact, 'how many')).kind).toBe('campaigns');
    expect((await after(fact, 'has tariq signed')).kind).toBe('none');
    expect((await after(fact, 'can i send it to parents')).kind).toBe('none');
    expect((await after(fact, 'and a pupil’s photo')).kind).toBe('none');
  }
});
