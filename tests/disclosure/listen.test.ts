import { readFileSync } from 'node:fs';
import { readSchoolFile } from '../../src/config/school-file.ts';
import { Fault } from '../../src/core/calls/fault.ts';
import type { LogFacts } from '../../src/core/log.ts';
import type { Encoder, Reading } from '../../src/core/understanding.ts';
import { MESSAGE_CLASSES } from '../../src/core/understanding.ts';
import { detectConcern } from '../../src/disclosure/detect.ts';
import { createListener } from '../../src/disclosure/listen.ts';
import type { MessageThresholds } from '../../src/disclosure/message-head.ts';

const THRESHOLDS: MessageThresholds = {
  report: { no: 0.8, perhaps: 0.6, yes: 0.4 },
  offer: { no: 0.5, perhaps: 0.3, yes: 0.1 },
  distress: 0.5,
  danger: { no: 0.7, yes: 0.3, together: 0.1 },
  gate: { told: 0.05, distress: 0.05 },
};

const schools = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools ?? [];

type Class = (typeof MESSAGE_CLASSES)[number];

/** What an encoder would say: so much of each class, and of danger. */
const saying = (shares: Partial<Record<Class, number>>, danger = 0.001): Reading => ({
  vector: new Float32Array([1]),
  logits: new Float32Array([
    ...MESSAGE_CLASSES.map((one) => Math.log(shares[one] ?? 1e-6)),
    Math.log(danger / (1 - danger)),
  ]),
  words: new Int8Array(),
});

const encoderThat = (read: Encoder['read']): Encoder => ({ model: 'test', read, mended: (text) => text });
const alwaysSaying = (reading: Reading): Encoder => encoderThat(async (texts) => texts.map(() => reading));

const logged: { event: string; facts: LogFacts | undefined }[] = [];
const log = {
  warn: (event: string, facts?: LogFacts) => void logged.push({ event, facts }),
  error: (event: string, facts?: LogFacts) => void logged.push({ event, facts }),
};
beforeEach(() => void logged.splice(0));

const QUESTION = 'may i use my own phone in lessons';
const REPORT = 'a boy in my class told me his dad hits him with a belt';

const listening = (encoder: Encoder) => createListener({ schools: [], head: { encoder, thresholds: THRESHOLDS }, log });

describe('without an encoder', () => {
  const hear = createListener({ schools: [], log });

  test.each([QUESTION, REPORT, 'i cannot cope any more', ''])('the rules decide alone: %j', async (text) => {
    const { detection, readings, mayLeave } = await hear(text, undefined);
    expect(detection).toEqual(detectConcern(text));
    expect(readings).toBeUndefined();
    expect(mayLeave).toBe(detection.kind === 'none');
  });
});

describe('with an encoder', () => {
  test('what is close to an offer is read once more with its slips put right, and the rest once', async () => {
    const typed = 'soemthing is not right with a girl';
    const read: string[] = [];
    const telling = (report: number): Encoder => ({
      model: 'test',
      read: async (texts) => {
        read.push(...texts);
        return texts.map((text) => saying({ dsl: text.startsWith('something') ? 0.99 : report, none: 1 - report }));
      },
      mended: (text) => text.replace('soemthing', 'something'),
    });
    const close = await listening(telling(0.02))(typed, undefined);
    expect(close.detection).toMatchObject({ route: 'dsl' });
    expect(read).toEqual([typed, 'something is not right with a girl']);
    expect(close.readings).toHaveLength(1);
    const far = await listening(telling(0.001))(typed, undefined);
    expect(far.detection.kind).toBe('none');
    expect(read).toHaveLength(3);
  });

  test('two votes decide, and a name that the school knows is asked about', async () => {
    const encoder = alwaysSaying(saying({ headteacher: 0.99, none: 0.01 }));
    const hear = createListener({ schools, head: { encoder, thresholds: THRESHOLDS }, log });
    const heard = async (text: string) => (await hear(text, schools[0])).detection;
    expect(await heard('such a day he had')).toMatchObject({ kind: 'concern', route: 'headteacher' });
    expect(await heard('mrs okafor again, in front of everyone')).toMatchObject({ second: 'chair-of-governors' });
    expect(await heard('the head again, in front of everyone')).not.toHaveProperty('second');
    expect((await hear('mrs okafor again', undefined)).detection).not.toHaveProperty('second');
  });

  test('of a first name that only one of the people with a role bears nobody is named to whom it goes', async () => {
    const heardBy = (share: 'dsl' | 'headteacher', danger?: number) =>
      createListener({
        schools,
        head: { encoder: alwaysSaying(saying({ [share]: 0.99, none: 0.01 }, danger)), thresholds: THRESHOLDS },
        log,
      });
    const isOfHolder = async (hear: ReturnType<typeof heardBy>, text: string) => {
      const { detection } = await hear(text, schools[0]);
      expect(detection).toHaveProperty('route');
      return 'route' in detection && detection.isOfHolder === true;
    };
    for (const route of ['dsl', 'headteacher'] as const) {
      expect(await isOfHolder(heardBy(route), 'joanna again, with one lad in her car')).toBe(true);
      expect(await isOfHolder(heardBy(route), 'Miriam’s shouting again')).toBe(true);
      expect(await isOfHolder(heardBy(route), 'jade again, with one lad in her car')).toBe(false);
    }
    const whole = (await heardBy('headteacher')('joanna okafor again, in front of everyone', schools[0])).detection;
    expect(whole).toMatchObject({ second: 'chair-of-governors' });
    expect(whole).not.toHaveProperty('isOfHolder');
    expect((await heardBy('dsl')('joanna again', undefined)).detection).not.toHaveProperty('isOfHolder');
  });

  test('what the encoder alone takes for a report is offered below the answer where its writer is at ease, but for danger or an uneasy word', async () => {
    const said = 'same lad in here every dinner time, grand company';
    const sounds = (share: number, danger?: number) =>
      listening(alwaysSaying(saying({ dsl: share, none: 1 - share }, danger)));
    const kindOf = async (hear: ReturnType<typeof listening>, text: string) => (await hear(text, undefined)).detection;
    expect(await kindOf(sounds(0.97), said)).toMatchObject({ kind: 'unclear', likelier: 'question', isQuiet: true });
    expect(await kindOf(sounds(0.97), 'he shaves the younger boys')).toMatchObject({ kind: 'concern' });
    expect(await kindOf(sounds(0.97), 'two of them rowed at break but its all sorted')).toMatchObject({
      isQuiet: true,
    });
    expect(await kindOf(sounds(0.97, 0.9), said)).toMatchObject({ kind: 'concern', emergency: true });
    expect(await kindOf(sounds(0.97), `${said}, he is hiding`)).toMatchObject({ kind: 'concern' });
    expect(await kindOf(sounds(0.97), REPORT)).toMatchObject({ kind: 'concern' });
  });

  test('the rules alone raise no alarm', async () => {
    const hear = listening(alwaysSaying(saying({ none: 1 })));
    expect((await hear(REPORT, undefined)).detection).toEqual({ kind: 'none' });
  });

  test('its readings are handed on, one for each part', async () => {
    const reading = saying({ none: 1 });
    const hear = listening(alwaysSaying(reading));
    expect((await hear(QUESTION, undefined)).readings).toEqual([reading]);
    expect((await hear('word '.repeat(100), undefined)).readings).toHaveLength(2);
  });

  test.each<[what: string, reading: Reading, mayLeave: boolean]>([
    ['nothing of a report', saying({ none: 0.97, dsl: 0.03 }), true],
    ['a little of a report', saying({ none: 0.95, dsl: 0.05 }), false],
    ['a little of the writer not coping', saying({ none: 0.94, distress: 0.06 }), false],
    ['a little of danger', saying({ none: 0.99 }, 0.06), false],
  ])('a message with %s passes the gate or not', async (_what, reading, mayLeave) => {
    expect((await listening(alwaysSaying(reading))(QUESTION, undefined)).mayLeave).toBe(mayLeave);
  });

  test('what the rules hold back does not leave, whatever the encoder says', async () => {
    const hear = listening(alwaysSaying(saying({ none: 1 })));
    for (const text of [REPORT, 'i cannot cope any more']) expect((await hear(text, undefined)).mayLeave).toBe(false);
  });

  test('where it fails the rules decide, nothing leaves, and the log knows the code alone', async () => {
    const hear = listening(
      encoderThat(async () => {
        throw new Fault('rejected', 'his dad hits him');
      }),
    );
    expect(await hear(REPORT, undefined)).toMatchObject({ detection: detectConcern(REPORT), readings: undefined });
    expect(await hear(QUESTION, undefined)).toMatchObject({ detection: { kind: 'none' }, mayLeave: false });
    expect(logged).toEqual([
      { event: 'listen.encoder-failed', facts: { fault: 'rejected' } },
      { event: 'listen.encoder-failed', facts: { fault: 'rejected' } },
    ]);
  });
});

test('a bug in the rules loses no message: the report is offered', async () => {
  const hear = createListener({ schools: [], log });
  const broken = { toWellFormed: undefined, length: 3 } as unknown as string;
  expect(await hear(broken, undefined)).toEqual({
    detection: { kind: 'unclear', route: 'dsl', likelier: 'report', reasons: ['fault'] },
    readings: undefined,
    mayLeave: false,
  });
  expect(logged.map(({ event }) => event)).toEqual(['listen.rules-failed']);
});

describe('a text longer than anyone types', () => {
  const PASTE = 'The minutes of the meeting were agreed. ';

  test.each([5_000, 30_000, 60_000, 120_000])(
    'is heard to its end and in its middle: %i characters',
    async (length) => {
      const half = PASTE.repeat(length / 2 / PASTE.length);
      const hear = createListener({ schools: [], log });
      expect((await hear(half + half, undefined)).detection.kind).toBe('none');
      for (const text of [`${half}${REPORT}. ${half}`, `${half}${half}${REPORT}`])
        expect((await hear(text, undefined)).detection).toMatchObject({ kind: 'concern', route: 'dsl' });
    },
  );

  test('is read by the encoder in parts, some at a time, and what it did not reach is offered and does not leave', async () => {
    const sizes: number[] = [];
    const quiet = saying({ none: 1 });
    const hear = listening(
      encoderThat(async (texts) => {
        sizes.push(texts.length);
        return texts.map((text) => (text.includes('zebra') ? saying({ headteacher: 1 }) : quiet));
      }),
    );
    const half = PASTE.repeat(700);
    expect((await hear(`${half} zebra ${half}`, undefined)).detection).toMatchObject({ route: 'headteacher' });
    expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
    expect(await hear(half + half, undefined)).toMatchObject({ detection: { kind: 'none' }, mayLeave: true });
    expect(await hear(half + half + half, undefined)).toMatchObject({
      detection: { kind: 'unclear', reasons: ['too-long'] },
      mayLeave: false,
    });
  });
});

test('nor where the encoder sees nothing in it', async () => {
  const broken = { length: 3, slice: (_from: number, to?: number) => (to ? 'abc' : undefined) } as unknown as string;
  expect((await listening(alwaysSaying(saying({ none: 1 })))(broken, undefined)).detection).toMatchObject({
    kind: 'unclear',
    reasons: ['fault'],
  });
});
