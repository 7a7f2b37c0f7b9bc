import { readFileSync } from 'node:fs';
import { createListener, type ListenerParts } from '../../src/hear/listen.ts';
import type { Chances, Evidence, Weighed } from '../../src/hear/weighing/heard-as.ts';
import { Fault } from '../../src/kernel/calls/fault.ts';
import type { LogFacts } from '../../src/kernel/log.ts';
import type { Encoder } from '../../src/kernel/understanding.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import { headThat, READING, weighedAs } from './weighing/given.ts';

const schools = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];

const logged: { event: string; facts: LogFacts | undefined }[] = [];
const log = {
  warn: (event: string, facts?: LogFacts) => void logged.push({ event, facts }),
  error: (event: string, facts?: LogFacts) => void logged.push({ event, facts }),
};
beforeEach(() => void logged.splice(0));

const QUESTION = 'may i use my own phone in lessons';
const REPORT = 'a boy in my class told me his dad hits him with a belt';
const NOTHING = weighedAs({});

const listening = (
  weigh: Weighed | ((text: string, evidence: Evidence) => Weighed),
  encoder?: Partial<Encoder>,
  parts: Partial<ListenerParts> = {},
) =>
  createListener({
    schools: [],
    head: headThat(typeof weigh === 'function' ? weigh : () => weigh, encoder),
    log,
    ...parts,
  });
const detected = async (hear: ReturnType<typeof listening>, text = QUESTION, school = schools[0]) =>
  (await hear(text, school)).detection;

describe('what is done with what is learnt', () => {
  test.each<[some: Partial<Chances>, danger: number, detection: object]>([
    [{}, 0, { kind: 'none' }],
    [{ report: 0.05 }, 0, { kind: 'none' }],
    [{ report: 0.2 }, 0, { kind: 'unclear', route: 'dsl', likelier: 'question', isQuiet: true }],
    [{ report: 0.6 }, 0, { kind: 'unclear', route: 'dsl', likelier: 'question' }],
    [{ report: 0.95 }, 0, { kind: 'concern', route: 'dsl', emergency: false }],
    [{ report: 0.95 }, 0.9, { kind: 'concern', route: 'emergency', emergency: true }],
    [{ report: 0.95 }, 0.3, { kind: 'concern', route: 'emergency', emergency: true, isFaint: true }],
    [{ distress: 0.3 }, 0, { kind: 'none', mayBeDistress: true }],
    [{ distress: 0.9 }, 0, { kind: 'own-distress', isCrisis: false }],
    [{ distress: 0.9 }, 0.9, { kind: 'own-distress', isCrisis: true }],
    [{ distress: 0.5, report: 0.5 }, 0, { kind: 'unclear', route: 'dsl', likelier: 'question', ownDistress: 'strain' }],
    [{ distress: 0.4, report: 0.6 }, 0, { kind: 'unclear', route: 'dsl', likelier: 'report', ownDistress: 'strain' }],
  ])('%j with %d of danger', async (some, danger, detection) => {
    const heard = await listening(weighedAs(some, danger))(QUESTION, undefined);
    const reasons = heard.detection.kind === 'none' ? {} : { reasons: ['encoder'] };
    expect(heard.detection).toEqual({ ...detection, ...reasons });
    expect(heard.weighed).toEqual(weighedAs(some, danger));
  });

  test('the rules raise nothing by themselves: they say what they know, and stand among the reasons', async () => {
    const known: Evidence[] = [];
    const knowing = (weighed: Weighed) =>
      listening((_text, evidence) => {
        known.push(evidence);
        return weighed;
      });
    const text = 'i want to end my life';
    expect(await detected(knowing(NOTHING), text)).toEqual({ kind: 'none' });
    expect(await detected(knowing(weighedAs({ distress: 0.9 })), text)).toEqual({
      kind: 'own-distress',
      isCrisis: true,
      reasons: ['own/crisis', 'encoder'],
    });
    await detected(knowing(NOTHING), 'there is a man with a knife at the gate');
    await detected(knowing(NOTHING), 'i cannot cope any more');
    await detected(knowing(NOTHING), 'czy mogę używać telefonu na lekcji');
    const quiet = { own: 'none', isDanger: false, isForeign: false };
    expect(known).toEqual([
      { ...quiet, own: 'crisis' },
      { ...quiet, own: 'crisis' },
      { ...quiet, isDanger: true },
      { ...quiet, own: 'strain' },
      { ...quiet, isForeign: true },
    ]);
  });

  test('danger that a rule sees is never faint', async () => {
    const faint = listening(weighedAs({ report: 0.95 }, 0.3));
    expect(await detected(faint)).toMatchObject({ isFaint: true });
    expect(await detected(faint, 'there is a man with a knife at the gate')).not.toHaveProperty('isFaint');
  });

  test('who is not safe at home hears so', async () => {
    const text = 'my husband hits me and i am scared to go home';
    expect(await detected(listening(weighedAs({ distress: 0.9 })), text)).toMatchObject({
      kind: 'own-distress',
      isAtHome: true,
    });
  });
});

describe('where it would go', () => {
  const likely = (...routes: Weighed['routes']) => listening(weighedAs({ report: 0.95 }, 0.001, routes));

  test('two routes that are nearly as likely are told apart by one question', async () => {
    expect(await detected(likely(['dsl', 0.6], ['headteacher', 0.3]))).toMatchObject({
      route: 'dsl',
      second: 'headteacher',
    });
    expect(await detected(likely(['dsl', 0.8], ['headteacher', 0.1]))).not.toHaveProperty('second');
  });

  test('a name that the school knows is asked about, and a stranger to the school knows none', async () => {
    const hear = likely(['headteacher', 0.99]);
    expect(await detected(hear, 'again, right in front of mrs okafor')).toMatchObject({
      route: 'headteacher',
      second: 'chair-of-governors',
    });
    expect(await detected(hear, 'again, right in front of the head')).not.toHaveProperty('second');
    expect((await hear('again, right in front of mrs okafor', undefined)).detection).not.toHaveProperty('second');
    // Said to act by name, nobody needs to ask.
    expect(await detected(hear, 'mrs okafor again, in front of everyone')).toMatchObject({
      route: 'chair-of-governors',
    });
  });

  test('an adult of the school who is heard is said in any offer, in danger too, by what the form asks about', async () => {
    const of = (danger: number, ...routes: Weighed['routes']) => listening(weighedAs({ report: 0.95 }, danger, routes));
    expect(await detected(of(0.3, ['headteacher', 0.9]))).toMatchObject({ route: 'emergency', isOfAdult: true });
    expect(await detected(of(0.001, ['dsl', 0.8], ['headteacher', 0.2]))).toMatchObject({ isOfAdult: true });
    expect(await detected(of(0.3, ['dsl', 0.95], ['headteacher', 0.05]))).not.toHaveProperty('isOfAdult');
  });

  test('the adult who is said to act decides, where that is someone whose reports go elsewhere', async () => {
    const hear = likely(['dsl', 0.99]);
    expect(await detected(hear, 'the chair of governors keeps messaging a year 10 girl')).toMatchObject({
      route: 'governance-officer',
    });
    expect(await detected(hear, 'a boy told the chair of governors that his dad hits him')).toMatchObject({
      route: 'dsl',
    });
  });
});

describe('what is read', () => {
  test('what is close to an offer is read once more with its slips put right, and the rest once', async () => {
    const typed = 'soemthing is not right with a girl';
    const read: string[] = [];
    const telling = (report: number) =>
      listening((text) => weighedAs({ report: text.startsWith('something') ? 0.95 : report }), {
        hear: async (texts) => {
          read.push(...texts);
          return texts.map(() => READING);
        },
        mended: (text) => text.replace('soemthing', 'something'),
      });
    const close = await telling(0.02)(typed, undefined);
    expect(close.detection).toMatchObject({ route: 'dsl' });
    expect(read).toEqual([typed, 'something is not right with a girl']);
    expect(close.readings).toHaveLength(1);
    const far = await telling(0.001)(typed, undefined);
    expect(far.detection.kind).toBe('none');
    expect(read).toHaveLength(3);
  });

  test('a slip put right never makes less of it', async () => {
    const hear = listening((text) => weighedAs({ report: text.includes('soemthing') ? 0.05 : 0 }), {
      mended: (text) => text.replace('soemthing', 'something'),
    });
    expect((await hear('soemthing', undefined)).weighed?.chances.report).toBe(0.05);
  });

  test('what stands behind exact words is heard by itself too, and what it tells weighs in full', async () => {
    const behind = (text: string) => (text.startsWith('hello ') ? text.slice('hello '.length) : undefined);
    const hear = listening((text) => weighedAs({ report: text === 'dad hits him' ? 0.95 : 0 }), {}, { behind });
    expect(await detected(hear, 'hello dad hits him')).toMatchObject({ kind: 'concern' });
    expect(await detected(hear, 'hi dad hits him')).toEqual({ kind: 'none' });
    // And what it is otherwise: the greeting is not what it was written for.
    const asked = listening((text) => weighedAs({ [text.startsWith('hello') ? 'social' : 'wish']: 1 }), {}, { behind });
    expect((await asked('hello my reports', undefined)).weighed?.chances).toMatchObject({ wish: 1, social: 0 });
  });

  test('its readings are handed on, one for each part', async () => {
    const hear = listening(NOTHING);
    expect((await hear(QUESTION, undefined)).readings).toEqual([READING]);
    expect((await hear('word '.repeat(100), undefined)).readings).toHaveLength(2);
  });

  test('a text without a letter or a digit is nothing, and is not read', async () => {
    const hear = listening(weighedAs({ report: 1 }, 1), { hear: () => Promise.reject(new Error('was read')) });
    for (const text of ['', '   ', '?!', '👍'])
      expect(await hear(text, undefined)).toMatchObject({ detection: { kind: 'none' }, mayLeave: false });
    expect(logged).toEqual([]);
  });
});

describe('what may leave', () => {
  test.each<[what: string, weighed: Weighed, mayLeave: boolean]>([
    ['nothing grave', weighedAs({ report: 0.01, distress: 0.005 }, 0.01), true],
    ['a little of a report', weighedAs({ report: 0.03 }), false],
    ['a little of the writer not coping', weighedAs({ distress: 0.03 }), false],
    ['a little of both', weighedAs({ report: 0.015, distress: 0.015 }), false],
    ['a little of danger', weighedAs({}, 0.03), false],
  ])('a message with %s', async (_what, weighed, mayLeave) => {
    expect((await listening(weighed)(QUESTION, undefined)).mayLeave).toBe(mayLeave);
  });

  test('what the rules see does not leave, whatever is learnt, nor what is in another language', async () => {
    const hear = listening(NOTHING);
    for (const text of [
      'there is a man with a knife at the gate',
      'i cannot cope any more',
      'czy mogę używać telefonu na lekcji',
    ])
      expect((await hear(text, undefined)).mayLeave).toBe(false);
  });
});

describe('where the encoder is not', () => {
  const words = { report: -9, danger: -9, route: 'headteacher' } as const;
  const without = (told?: Partial<typeof words> | { report: number; danger?: number }) =>
    createListener({ schools: [], ...(told && { toldByWords: () => ({ ...words, ...told }) }), log });

  test('words decide, with the rules: where they are sure the report comes first, and else beside the answer', async () => {
    expect(await detected(without({}))).toEqual({ kind: 'none' });
    expect(await detected(without({ report: 1 }))).toMatchObject({
      kind: 'unclear',
      route: 'headteacher',
      likelier: 'question',
    });
    expect(await detected(without({ report: 1, danger: 5 }))).toMatchObject({
      kind: 'unclear',
      route: 'emergency',
      likelier: 'report',
    });
    expect(await detected(without({ report: 5 }))).toMatchObject({
      kind: 'concern',
      route: 'headteacher',
      emergency: false,
    });
    expect(await detected(without({ report: 5, danger: 5 }))).toMatchObject({
      kind: 'concern',
      route: 'emergency',
      emergency: true,
    });
    expect(await detected(without({}), 'i cannot cope any more')).toMatchObject({ kind: 'own-distress' });
    expect(await detected(without({}), 'there is a man with a knife at the gate')).toMatchObject({
      kind: 'unclear',
      route: 'emergency',
    });
    expect(await detected(without({ report: 5 }), 'i cannot cope any more')).toMatchObject({
      kind: 'unclear',
      ownDistress: 'strain',
    });
  });

  test('where not even words can be weighed, a report is offered beside everything', async () => {
    for (const text of [QUESTION, REPORT])
      expect(await detected(without(), text)).toEqual({
        kind: 'unclear',
        route: 'dsl',
        likelier: 'question',
        isQuiet: true,
        reasons: ['not-heard'],
      });
  });

  test('nothing leaves', async () => {
    for (const told of [undefined, {}])
      expect(await without(told)(QUESTION, undefined)).toMatchObject({
        weighed: undefined,
        readings: undefined,
        mayLeave: false,
      });
  });

  test('the same where it fails, and the log knows the code alone', async () => {
    const failing = async () => {
      throw new Fault('rejected', 'his dad hits him');
    };
    const hear = listening(NOTHING, { hear: failing }, { toldByWords: () => ({ ...words, report: 5 }) });
    expect(await hear(REPORT, undefined)).toMatchObject({
      detection: { kind: 'concern', route: 'headteacher' },
      readings: undefined,
      mayLeave: false,
    });
    expect(logged).toEqual([{ event: 'listen.encoder-failed', facts: { fault: 'rejected' } }]);
  });
});

test('a bug in the rules loses no message: the report is offered', async () => {
  const broken = { toWellFormed: undefined, length: 3 } as unknown as string;
  for (const hear of [createListener({ schools: [], log }), listening(NOTHING)])
    expect(await hear(broken, undefined)).toEqual({
      detection: { kind: 'unclear', route: 'dsl', likelier: 'report', reasons: ['fault'] },
      weighed: undefined,
      readings: undefined,
      mayLeave: false,
    });
  expect(logged.map(({ event }) => event)).toEqual(['listen.rules-failed', 'listen.rules-failed']);
});

describe('a text longer than anyone types', () => {
  const PASTE = 'The minutes of the meeting were agreed. ';
  const telling = (text: string) => weighedAs({ report: text.includes('zebra') ? 0.95 : 0 });

  test.each([5_000, 30_000, 60_000])('is heard to its end and in its middle: %i characters', async (length) => {
    const half = PASTE.repeat(Math.floor(length / 2 / PASTE.length));
    const hear = listening(telling);
    expect((await hear(half + half, undefined)).detection.kind).toBe('none');
    for (const text of [`${half} zebra. ${half}`, `${half}${half} zebra`])
      expect((await hear(text, undefined)).detection).toMatchObject({ kind: 'concern', route: 'dsl' });
  });

  test('its dangers are seen wherever they stand', async () => {
    const seen: boolean[] = [];
    const hear = listening((_text, { isDanger }) => {
      seen.push(isDanger);
      return NOTHING;
    });
    const half = PASTE.repeat(300);
    await hear(`${half}there is a man with a knife at the gate. ${half}`, undefined);
    expect(new Set(seen)).toEqual(new Set([true]));
  });

  test('is read by the encoder in parts, some at a time, and what it did not reach is offered and does not leave', async () => {
    const sizes: number[] = [];
    const hear = listening(telling, {
      hear: async (texts) => {
        sizes.push(texts.length);
        return texts.map(() => READING);
      },
    });
    const half = PASTE.repeat(700);
    expect((await hear(`${half} zebra ${half}`, undefined)).detection).toMatchObject({ kind: 'concern' });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
    expect(await hear(half + half, undefined)).toMatchObject({ detection: { kind: 'none' }, mayLeave: true });
    expect(await hear(half + half + half, undefined)).toMatchObject({
      detection: { kind: 'unclear', reasons: ['too-long'] },
      mayLeave: false,
    });
  });
});
