import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { z } from 'zod/v4';
import { createDetector, type Detection, detectConcern } from '../../src/disclosure/detect.ts';
import { CONDUCT, STAFF_VICTIM } from '../../src/disclosure/harms/adult.ts';
import { CHILD_HARMS } from '../../src/disclosure/harms/child.ts';
import { DANGERS } from '../../src/disclosure/harms/danger.ts';
import { OWN_DISTRESS } from '../../src/disclosure/own-distress.ts';
import { anyText } from '../support/any-text.ts';
import { SHARED, testWithShared } from '../support/shared.ts';

const Case = z
  .object({
    id: z.string(),
    kind: z.string(),
    route: z.string().nullish(),
    text: z.string().optional(),
    question: z.string().optional(),
  })
  .transform((row) => ({ ...row, text: row.text ?? row.question ?? '' }));
type Case = z.infer<typeof Case>;

const readCases = (file: string): Case[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Case.parse(JSON.parse(line)));

const fixtures = join(import.meta.dirname, '../fixtures/disclosures');
const fixture = (name: string) => readCases(join(fixtures, `${name}.jsonl`));
const SETS = [
  'build',
  'held-out',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'statements',
  'unseen-1',
  'unseen-2',
  'unseen-3',
];

/** The sets are read in many ways: each message as it was written is judged once. */
const judged = new Map<string, Detection>();
function judge(text: string): Detection {
  const seen = judged.get(text) ?? detectConcern(text);
  judged.set(text, seen);
  return seen;
}

function score(cases: readonly Case[]) {
  const share = (part: number, of: number) => (of === 0 ? 1 : part / of);
  const concerns = cases.filter((one) => one.kind === 'concern');
  const others = cases.filter((one) => one.kind !== 'concern');
  const found = concerns.map((one) => ({ one, seen: judge(one.text) })).filter(({ seen }) => seen.kind === 'concern');
  return {
    recall: share(found.length, concerns.length),
    route: share(
      found.filter(({ one, seen }) => seen.kind === 'concern' && seen.route === one.route).length,
      concerns.length,
    ),
    falseAlarm: share(others.filter((one) => judge(one.text).kind === 'concern').length, others.length),
  };
}

describe('on sets of synthetic messages', () => {
  // The floor is a little under what was measured when the set was last run, so that a loss shows and a gain is free.
  test.each([
    ['build', 0.97, 0.94, 0.01],
    ['held-out', 0.97, 0.94, 0.015],
    ['second', 0.96, 0.92, 0.015],
    ['third', 0.95, 0.84, 0.27],
    ['fourth', 0.8, 0.68, 0.11],
    ['fifth', 0.97, 0.94, 0.01],
    ['sixth', 0.97, 0.94, 0.07],
    ['seventh', 0.97, 0.9, 0.02],
    ['eighth', 0.98, 0.95, 0.045],
    ['statements', 1, 0, 0.27],
    ['unseen-1', 0.97, 0.94, 0.015],
    ['unseen-2', 0.9, 0.77, 0.015],
    ['unseen-3', 0.97, 0.93, 0.015],
  ])('%s: recall, route and false alarms do not get worse', (name, recall, route, falseAlarm) => {
    const got = score(fixture(name));
    expect(got.recall).toBeGreaterThanOrEqual(recall);
    expect(got.route).toBeGreaterThanOrEqual(route);
    expect(got.falseAlarm).toBeLessThanOrEqual(falseAlarm);
  });

  testWithShared('the shared development set: recall, route and false alarms do not get worse', () => {
    const got = score(readCases(join(SHARED, 'eval/dev.jsonl')));
    expect(got.recall).toBeGreaterThanOrEqual(0.95);
    expect(got.route).toBeGreaterThanOrEqual(0.9);
    expect(got.falseAlarm).toBeLessThanOrEqual(0.02);
  });

  test('small talk is never taken for a concern', () => {
    const talk = SETS.flatMap(fixture).filter((one) => one.kind === 'help');
    expect(talk.length).toBeGreaterThan(50);
    expect(talk.filter((one) => judge(one.text).kind === 'concern')).toEqual([]);
  });
});

const all = SETS.flatMap(fixture);

describe('how a message is typed', () => {
  const same = (change: (text: string) => string) => {
    const changed = all.filter(({ text }) => !isDeepStrictEqual(detectConcern(change(text)), judge(text)));
    expect(changed.map(({ text }) => text)).toEqual([]);
  };

  test('capitals change nothing', () => {
    same((text) => text.toUpperCase().replaceAll('ẞ', 'SS'));
    same((text) => text.toLowerCase());
  });

  test('typographic apostrophes and quotation marks change nothing', () => {
    same((text) =>
      text
        .replace(/'/g, '’')
        .replace(/"(?=\w)/g, '“')
        .replace(/"/g, '”'),
    );
  });

  test('invisible characters between the letters change nothing', () => {
    same((text) => [...text].join('\u200b'));
    same((text) => `\ufeff${text.replace(/(\w)(\w)/g, '$1\u00ad$2')}\u200e`);
  });

  test('accents, full-width letters and look-alikes of another alphabet change nothing', () => {
    const told = 'a boy told me his dad hit him';
    const expected = detectConcern(told);
    expect(expected.kind).toBe('concern');
    expect(detectConcern('ａ ｂｏｙ ｔｏｌｄ ｍｅ ｈｉｓ ｄａｄ ｈｉｔ ｈｉｍ')).toEqual(expected);
    expect(detectConcern('а bоy tоld mе his dаd hit him')).toEqual(expected);
    expect(detectConcern('á bòy tôld mé hïs dåd hit him')).toEqual(expected);
  });

  test('line breaks, tabs and doubled spaces between words change nothing', () => {
    same((text) => ` ${text.replace(/ /g, '  ')}\t`);
  });
});

describe('what comes out', () => {
  const ids = new Set(
    [...CHILD_HARMS, ...DANGERS, ...CONDUCT, ...STAFF_VICTIM, ...OWN_DISTRESS].map((rule): string => rule.id),
  );
  const KEYS = {
    concern: ['emergency', 'kind', 'reasons', 'route'],
    unclear: ['kind', 'likelier', 'reasons', 'route'],
    'own-distress': ['isCrisis', 'kind', 'reasons'],
  };

  test('reasons are names of rules and nothing of the message', () => {
    for (const { text } of all) {
      const seen = judge(text);
      if (seen.kind === 'none') continue;
      expect(Object.keys(seen).sort()).toEqual(KEYS[seen.kind]);
      for (const reason of seen.reasons) expect(ids).toContain(reason);
    }
  });

  test('the same message twice gives the same answer', () => {
    for (const { text } of all.slice(0, 100)) expect(detectConcern(text)).toEqual(detectConcern(text));
  });
});

describe('hostile input', () => {
  test('any string at all is answered', () => {
    fc.assert(fc.property(anyText(400), (text) => ['none', 'concern', 'unclear'].includes(detectConcern(text).kind)));
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            ...'he told me if a boy hit the head girl , . ? \ud800 \u202e not 14 year 9 ’s " ^ $ .. | < > *'.split(' '),
          ),
          { maxLength: 200 },
        ),
        (words) => ['none', 'concern', 'unclear'].includes(detectConcern(words.join(' ')).kind),
      ),
    );
  });

  test.each([
    ['words that start many rules', 'he told me she was hit by the head if a boy '],
    ['one letter', 'a'],
    ['apostrophes', "'s"],
    ['clause marks', 'if, '],
    ['sentences', 'he hit her? '],
    ['spaces', ' '],
    ['broken surrogates', '\ud83d'],
    ['combining marks', '\u0301'],
    ['digits', '9 '],
  ])('a megabyte of %s takes no longer than a long message', (_name, unit) => {
    const msFor = (characters: number): number => {
      const started = performance.now();
      detectConcern(unit.repeat(Math.ceil(characters / unit.length)));
      return performance.now() - started;
    };
    // Held against this machine at this moment, which may be slow and busy.
    const long = Math.max(msFor(20_000), msFor(20_000));
    expect(msFor(1_000_000)).toBeLessThan(5 * long + 2_000);
  });

  test('a disclosure at the end of a very long paste is still read', () => {
    const paste = 'The minutes of the meeting were agreed. '.repeat(5_000);
    expect(
      detectConcern(`${paste}\nA boy in Year 4 told me this morning that his dad hits him with a belt.`).kind,
    ).toBe('concern');
  });
});

describe('what must not go wrong', () => {
  test.each([
    ['a question about what to do if it happens', 'what should I do if a child discloses something to me?'],
    ['teaching', 'I teach about sexting in PSHE, can I use a video'],
    ['a quiz', 'KCSIE quiz answers please'],
    ['a projector', 'how do I kill the projector in room 12'],
    ['a figure of speech', 'that assembly was dead funny, can we put it on insta'],
    ['an old pupil’s request', 'ex-pupil wants to add me on insta, ok?'],
    ['nothing at all', ''],
  ])('%s is no concern', (_name, text) => {
    expect(detectConcern(text)).toMatchObject({ kind: 'none' });
  });

  test.each([
    'a y9 keeps forgetting his homework',
    'a pupil keeps asking me for help with maths',
    'two boys in my form keep chewing gum in lessons',
    'pupil keeps turning up late',
    'a y9 keeps sending me requests on fortnite',
    'an ex pupil whos 21 followed me',
    'a student found my instagram',
    'reporter rang about a tweet',
    'daily mail just messaged us',
    'journalist at the gate',
    'jayden hasnt handed in his homework again thats 3 times now, where do i log it',
    'Chloe keeps forgetting her book',
    'karen in the office is off sick again third time this term and everyones moaning',
    'mr smith is off sick again',
  ])('%s is any day in a school', (text) => {
    expect(detectConcern(text)).toMatchObject({ kind: 'none', isEveryday: true });
  });

  test.each([
    'a y9 keeps forgetting his homework because his dad hits him',
    'a boy who never does his homework told me he is scared',
    'pupil keeps turning up late, she says she sleeps in the car',
    'a reporter rang about the teacher who touched a pupil',
    'a y8 keeps sending me requests and pictures of herself undressed',
    'a journalist at the gate has a knife',
    'jayden hasnt handed in his homework again because his dad hits him, where do i log it',
    'jayden hasnt done his homework, he said he has to look after his brothers every night, where do i log it',
    'mr smith is off sick again since a pupil said he touched her',
    'jayden forgot his book and has a bruise on his arm, where do i log it',
  ])('what is told with it is heard: %s', (text) => {
    expect(detectConcern(text)).not.toHaveProperty('isEveryday');
  });

  test.each([
    'one of my sixth formers told me she was cut when she was little, what do i do',
    'my year 10 says she was cut as a baby by an aunt',
  ])('%s → harmful practice', (text) => {
    expect(detectConcern(text)).toMatchObject({ reasons: expect.arrayContaining(['harmful-practice']) });
  });

  test.each([
    ['a y9 just told me shes sending pics to a man', 'dsl'],
    ['is it ok that Mr Parker is texting a year 11 late at night', 'headteacher'],
    ['I accidentally accepted a friend request from a pupil', 'headteacher'],
    ['our head grabbed a boy by the neck', 'chair-of-governors'],
    ['the DSL ignored what I told her about the bruises', 'headteacher'],
    ['a mum keeps calling me a paedo on facebook', 'senior-manager'],
    ['she has taken all her tablets and is not waking up', 'emergency'],
    ['kid not breathing dinner hall', 'emergency'],
    ['a girl told me her dad banged her head on the wall', 'dsl'],
    ['head refuses to ring social care about the boy dad hit', 'chair-of-governors'],
    ['our year 4 told me his uncle touches him', 'dsl'],
  ])('%s → %s', (text, route) => {
    expect(detectConcern(text)).toMatchObject({ kind: 'concern', route, emergency: route === 'emergency' });
  });

  test('the name of a headteacher in the configuration keeps a report about that person from the headteacher', () => {
    const text = 'Mrs Okafor slapped a Year 3 boy yesterday';
    expect(detectConcern(text)).toMatchObject({ route: 'headteacher' });
    expect(createDetector({ heads: ['Mrs Okafor'] })(text)).toMatchObject({ route: 'chair-of-governors' });
    expect(createDetector({ heads: ['Mrs Okafor'] })(text)).toMatchObject({ route: 'chair-of-governors' });
  });
});
