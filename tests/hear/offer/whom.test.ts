import { describe, expect, test } from '@jest/globals';
import type { ConcernRoute, Detection } from '../../../src/hear/detection.ts';
import { offerCard } from '../../../src/hear/offer/offer.cards.ts';
import { KIND_OF_ROUTE, whomBy } from '../../../src/hear/offer/whom.ts';
import type { UserId } from '../../../src/kernel/ids.ts';
import { Typed } from '../../../src/kernel/typed.ts';
import type { Kind } from '../../../src/report/concern.ts';
import { subjectOf } from '../../../src/report/draft/draft.ts';
import { meantBy, NOTHING_NAMED, shutOutBy } from '../../../src/report/naming/naming.ts';
import { mentionsIn } from '../../../src/report/naming/reading/mentions.ts';
import { routeNow } from '../../../src/report/routing/route-now.ts';
import { everyHolder, type School } from '../../../src/school/school.ts';
import { CALLED, PHILIPPA, schoolWithJobs } from '../../report/naming/called.ts';
import { oakfield, PRIYA } from '../../report/support.ts';

const NOW = new Date('2026-11-25T10:00:00Z');
const ROUTES = Object.keys(KIND_OF_ROUTE) as ConcernRoute[];

const heard = (
  route: ConcernRoute,
  more: Partial<Detection & { kind: 'concern' }> = {},
): Detection & { kind: 'concern' } => ({
  kind: 'concern',
  route,
  emergency: route === 'emergency',
  reasons: [],
  ...more,
});

interface Shown {
  readonly words: string;
  /** What the form begins with, of each button. */
  readonly presets: readonly (Kind | undefined)[];
}

function offer(school: School, detection: Detection & { kind: 'concern' }, words: string, writer: UserId): Shown {
  const card = offerCard(detection, school, NOW, {
    whom: whomBy(school, detection, { words: [new Typed(words)], writer }),
  });
  const drawn = JSON.stringify(card.body);
  const presets = [...drawn.matchAll(/"dialog_id":"[^"]*"(?:,"about":"([a-z-]+)")?|"about":"([a-z-]+)"/g)];
  return { words: drawn, presets: presets.map((found) => (found[1] ?? found[2]) as Kind | undefined) };
}

/** Sentences that accuse someone with a role, as people write them; each with whom they mean. */
const ACCUSED: readonly string[] = [
  ...Object.values(CALLED).flatMap((rows) => rows.map(([text]: readonly [string, ...unknown[]]) => text)),
  'the safeguarding lead turned up to the residential plastered',
  'our head has been locking a lad in her office',
  'graham is taking a year 11 home in his car on his own',
  'thomas and a sixth former were kissing by the bins',
  'theres been an accusation against the head from a dad',
  'mr prosser has pictures of the girls on his phone',
];

describe('an offer, its form and the report that is sent read alike who is meant', () => {
  const school = schoolWithJobs();
  const pointedAt = (words: string, writer: UserId) =>
    shutOutBy(meantBy(school, { ...NOTHING_NAMED, mentions: mentionsIn({ seen: words }) }, writer));

  test('nobody is named to whom the words may point, whatever was heard and no matter who writes it', () => {
    const wrong: string[] = [];
    for (const words of ACCUSED)
      for (const writer of [PRIYA, PHILIPPA]) {
        const meant = pointedAt(words, writer);
        for (const route of ROUTES)
          for (const more of [{}, { isOfAdult: true }, { second: 'dsl' }, { second: 'chair-of-governors' }] as const) {
            const card = offer(school, heard(route, more), words, writer);
            for (const { id, name } of everyHolder(school))
              if (meant.includes(id) && card.words.includes(name)) wrong.push(`${words} (${route}): ${name}`);
          }
      }
    expect(wrong).toEqual([]);
  });

  test('where someone is named, the report goes to them if what the offer chose is left as it is', () => {
    const wrong: string[] = [];
    let named = 0;
    for (const words of [...ACCUSED, 'he has a burn on his hand', 'the cook slapped her', 'i lost the register'])
      for (const route of ROUTES) {
        const { words: drawn, presets } = offer(school, heard(route), words, PRIYA);
        const [, person] = /It would go to [^:.]*: ([^,."]+)/.exec(drawn) ?? [];
        const [preset] = presets;
        if ((person === undefined) !== (preset === undefined)) wrong.push(`${words} (${route}): half`);
        if (person === undefined || preset === undefined) continue;
        named += 1;
        const { to } = routeNow(school, subjectOf({ kind: preset, people: [] }, { seen: words }), PRIYA);
        if (to.name !== person) wrong.push(`${words} (${route}): ${person}, and then ${to.name}`);
      }
    expect(wrong).toEqual([]);
    expect(named).toBeGreaterThan(50);
  });
});

test.each([
  ['a bloke who works here shut himself in the store with a girl'],
  ['one of the dinner staff pulled a reception kid along by the ear'],
])('“%s”: heard as an adult of the school, in danger, nobody is named and nothing is chosen', (words) => {
  const { words: drawn, presets } = offer(
    oakfield(),
    heard('emergency', { isOfAdult: true, isFaint: true }),
    words,
    PRIYA,
  );
  expect(drawn).toContain('Who gets it depends on who it is about.');
  expect(drawn).not.toMatch(/It would go to|Miriam Hale/);
  expect(presets).toEqual([undefined]);
});

test('in danger the headteacher is to be phoned where the words are of the DSL', () => {
  const school = oakfield();
  expect(offer(school, heard('emergency'), 'a lad has a blade in 9C', PRIYA).words).toMatch(/DSL, Miriam Hale/);
  const card = offer(school, heard('emergency'), 'Miriam Hale has a blade in 9C', PRIYA).words;
  expect(card).toMatch(/Headteacher, Joanna Okafor/);
  expect(card).not.toContain('Miriam Hale');
});

test('between two routes the question stays, and nobody is named where an answer would send to whom the words mean', () => {
  const words = 'mrs okafor had a boy by the blazer';
  const card = offer(oakfield(), heard('dsl', { second: 'chair-of-governors' }), words, PRIYA);
  expect(card.words).toContain('Report: the headteacher');
  expect(card.words).not.toMatch(/it would go to/);
  expect(card.presets).toEqual(['headteacher', 'child']);
});

test('what is longer than any account is not read for names: nobody is named, and nobody waits', () => {
  const school = oakfield();
  const long = 'Mrs Hale shouted at a boy again. '.repeat(400);
  const whom = whomBy(school, heard('dsl'), { words: [new Typed(long)], writer: PRIYA });
  expect([whom.to('dsl'), whom.first('dsl')]).toEqual([undefined, undefined]);
  const short = whomBy(school, heard('dsl'), { words: [new Typed('a boy was left alone')], writer: PRIYA });
  expect(short.to('dsl')?.person?.id).toBeDefined();
});
