import fc from 'fast-check';
import { MESSAGE_CLASSES, type Reading } from '../../src/core/understanding.ts';
import type { Detection } from '../../src/disclosure/detect.ts';
import { decideBetween, gravest } from '../../src/disclosure/judge.ts';
import { type MessageThresholds, type Told, toldBy } from '../../src/disclosure/message-head.ts';
import type { PersonTag } from '../../src/disclosure/reading/people.ts';

const THRESHOLDS: MessageThresholds = {
  report: { no: 0.8, perhaps: 0.6, yes: 0.4 },
  offer: { no: 0.5, perhaps: 0.3, yes: 0.1 },
  distress: 0.5,
  danger: { no: 0.7, yes: 0.3, together: 0.1 },
  gate: { told: 0.05, distress: 0.05 },
};
const NONE: Detection = { kind: 'none' };
const UNCLEAR: Detection = { kind: 'unclear', route: 'senior-manager', likelier: 'report', reasons: ['rule'] };
const CONCERN: Detection = { kind: 'concern', route: 'dsl', emergency: false, reasons: ['rule'] };
const DANGER: Detection = { ...CONCERN, route: 'emergency', emergency: true };
const STRAIN: Detection = { kind: 'own-distress', isCrisis: false, reasons: ['rule'] };

const told = (more: Partial<Told> = {}): Told => ({
  report: 0,
  distress: 0,
  danger: 0,
  routes: [
    ['headteacher', 0.7],
    ['dsl', 0.3],
  ],
  ...more,
});
const decide = (found: Detection, more: Partial<Told>, named: ConstructorParameters<typeof Set<PersonTag>>[0] = []) =>
  decideBetween(found, told(more), THRESHOLDS, new Set(named));

describe('two votes', () => {
  test('what the rules see that is hardly ever anything else is offered, however little the encoder heard; other rules alone are nothing', () => {
    const plain: Detection = { ...CONCERN, reasons: ['sexual/contact'] };
    expect(decide(plain, { report: 0.001 })).toMatchObject({ kind: 'unclear', likelier: 'report' });
    expect(decide(CONCERN, { report: 0.001 })).toEqual(NONE);
  });

  test('what the encoder alone is sure of is a report: the rules never veto it', () => {
    expect(decide(NONE, { report: 0.8 })).toMatchObject({ kind: 'concern', route: 'headteacher' });
    expect(decide(STRAIN, { report: 0.8 })).toMatchObject({ kind: 'concern', route: 'headteacher' });
  });

  test.each<[what: string, found: Detection, from: number]>([
    ['nothing', NONE, 0.8],
    ['perhaps', UNCLEAR, 0.6],
    ['a report', CONCERN, 0.4],
  ])('where the rules find %s, the encoder needs %#', (_what, found, from) => {
    expect(decide(found, { report: from }).kind).toBe('concern');
    expect(decide(found, { report: from - 0.001 }).kind).not.toBe('concern');
  });

  test.each<[what: string, found: Detection, from: number]>([
    ['nothing', NONE, 0.5],
    ['perhaps', UNCLEAR, 0.3],
    ['a report', CONCERN, 0.1],
  ])('below an alarm a report is offered, earlier where the rules find %s', (_what, found, from) => {
    expect(decide(found, { report: from })).toMatchObject({ kind: 'unclear', likelier: 'question' });
    expect(decide(found, { report: from - 0.001 })).toEqual(NONE);
  });

  test('whatever the rules find, they only lower what the encoder needs', () => {
    const rank = { none: 0, unclear: 1, concern: 2, 'own-distress': 0 };
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (report) => {
        const [no, perhaps, yes] = [NONE, UNCLEAR, CONCERN].map((found) => rank[decide(found, { report }).kind]);
        return (no ?? 0) <= (perhaps ?? 0) && (perhaps ?? 0) <= (yes ?? 0);
      }),
      { seed: 7 },
    );
  });

  test('danger goes to the emergency route, sooner where the rules say so too', () => {
    expect(decide(CONCERN, { report: 0.9, danger: 0.7 })).toMatchObject({ route: 'emergency' });
    expect(decide(CONCERN, { report: 0.9, danger: 0.69 })).toMatchObject({ route: 'headteacher' });
    expect(decide(DANGER, { report: 0.9, danger: 0.3 })).toMatchObject({ route: 'emergency' });
    expect(decide(NONE, { report: 0.9, danger: 0.7 })).toMatchObject({ route: 'emergency' });
  });

  test('who answers for the chair of governors is known to the rules alone', () => {
    const found: Detection = { ...CONCERN, route: 'governance-officer' };
    expect(decide(found, { report: 0.9 })).toMatchObject({ route: 'governance-officer' });
    const offered: Detection = { kind: 'unclear', route: 'governance-officer', likelier: 'report', reasons: [] };
    expect(decide(offered, { report: 0.4 })).toMatchObject({ kind: 'unclear', route: 'governance-officer' });
  });

  test('distress that is rather none, and that no rule sees, is doubted', () => {
    const decided = (found: Detection, distress: number) =>
      decideBetween(found, told({ distress }), { ...THRESHOLDS, distress: 0.2 });
    expect(decided(NONE, 0.4)).toMatchObject({ kind: 'own-distress', isDoubted: true });
    expect(decided(NONE, 0.6)).not.toHaveProperty('isDoubted');
    expect(decided(STRAIN, 0.4)).not.toHaveProperty('isDoubted');
  });

  test('a writer who is not coping is seen by either vote', () => {
    expect(decide(STRAIN, {})).toMatchObject({ kind: 'own-distress', isCrisis: false });
    expect(decide(NONE, { distress: 0.5 })).toMatchObject({ kind: 'own-distress', isCrisis: false });
    expect(decide(NONE, { distress: 0.49 })).toEqual(NONE);
  });

  test('a life at stake is seen by either vote', () => {
    expect(decide({ ...STRAIN, isCrisis: true }, {})).toMatchObject({ kind: 'own-distress', isCrisis: true });
    expect(decide(NONE, { distress: 0.5, danger: 0.7 })).toMatchObject({ kind: 'own-distress', isCrisis: true });
  });

  test('a report that speaks of the writer too says so', () => {
    expect(decide(STRAIN, { report: 0.8 })).toMatchObject({ kind: 'concern', ownDistress: 'strain' });
    expect(decide(NONE, { report: 0.8, distress: 0.5 })).toMatchObject({ kind: 'concern', ownDistress: 'strain' });
    expect(decide({ ...CONCERN, ownDistress: 'crisis' }, { report: 0 })).toMatchObject({ kind: 'own-distress' });
  });

  test('with danger, what would have been offered is an alarm', () => {
    expect(decide(NONE, { report: 0.5, danger: 0.7 })).toMatchObject({ kind: 'concern', route: 'emergency' });
    expect(decide(NONE, { report: 0.5, danger: 0.69 })).toMatchObject({ kind: 'unclear', likelier: 'question' });
  });

  test('danger that the rules see needs a trace of it, and something of a report, to be told', () => {
    expect(decide(DANGER, { report: 0.9, danger: 0.03 })).toMatchObject({ kind: 'concern', route: 'emergency' });
    expect(decide(DANGER, { report: 0.9, danger: 0.029 })).toMatchObject({ route: 'headteacher' });
    expect(decide(DANGER, { report: 0.1, danger: 0.03 })).toMatchObject({ kind: 'concern', route: 'emergency' });
    expect(decide(DANGER, { report: 0.09, danger: 0.03 })).toEqual(NONE);
    expect(decide(CONCERN, { report: 0.9, danger: 0.01 })).toMatchObject({ route: 'headteacher' });
  });

  test('danger in what is hardly a report is an offer, which begins with 999', () => {
    const offer = { kind: 'unclear', route: 'emergency', likelier: 'question' };
    expect(decide(DANGER, { report: 0, danger: 0.3 })).toMatchObject(offer);
    expect(decide(NONE, { report: 0, danger: 0.7 })).toMatchObject(offer);
    expect(decide(CONCERN, { report: 0.1, danger: 0.7 })).toMatchObject({ kind: 'concern', route: 'emergency' });
    expect(decide(DANGER, { report: 0.09, danger: 0.3 })).toMatchObject(offer);
    expect(decide(DANGER, { report: 0.1, danger: 0.3 })).toMatchObject({ kind: 'concern', route: 'emergency' });
    expect(decide(NONE, { report: 0.1, danger: 0.7 })).toMatchObject({ ...offer, likelier: 'report' });
    expect(decide(DANGER, { report: 0, danger: 0.29 })).toEqual(NONE);
    expect(decide(NONE, { report: 0.49, danger: 0.69 })).toEqual(NONE);
  });
});

test('what may be a report is not taken for the writer’s own distress alone, and is heard as both', () => {
  expect(decide(NONE, { report: 0.55, distress: 0.52 })).toMatchObject({ kind: 'unclear', ownDistress: 'strain' });
  expect(decide(NONE, { report: 0.55, distress: 0.52, danger: 0.8 })).toMatchObject({
    kind: 'concern',
    ownDistress: 'crisis',
  });
  expect(decide(NONE, { report: 0.52, distress: 0.55 })).toMatchObject({ kind: 'own-distress' });
  expect(decide(NONE, { report: 0.55, distress: 0.02 })).not.toHaveProperty('ownDistress');
});

test('danger that the encoder alone hears and rather doubts is an emergency still, and said to be faint', () => {
  const faint = (found: Detection, danger: number) =>
    decideBetween(found, told({ report: 0.9, danger }), {
      ...THRESHOLDS,
      danger: { no: 0.2, yes: 0.1, together: 0.1 },
    });
  expect(faint(CONCERN, 0.49)).toMatchObject({ kind: 'concern', route: 'emergency', emergency: true, isFaint: true });
  expect(faint(CONCERN, 0.5)).not.toHaveProperty('isFaint');
  expect(faint(DANGER, 0.2)).not.toHaveProperty('isFaint');
  expect(faint(CONCERN, 0.19)).toMatchObject({ emergency: false });
});

describe('a story in which the rules see no harm', () => {
  const STORY: Detection = { ...CONCERN, reasons: [] };

  test('is offered as early as any report, and an alarm only where the encoder is sure by itself', () => {
    expect(decide(STORY, { report: 0.1 })).toMatchObject({ kind: 'unclear', likelier: 'question' });
    expect(decide(STORY, { report: 0.79 }).kind).toBe('unclear');
    expect(decide(STORY, { report: 0.8 }).kind).toBe('concern');
  });

  test('in danger it is offered first, with 999, and an alarm from where an offer would be', () => {
    expect(decide(STORY, { report: 0.4, danger: 0.7 })).toMatchObject({ kind: 'unclear', route: 'emergency' });
    expect(decide(STORY, { report: 0.5, danger: 0.7 })).toMatchObject({ kind: 'concern', route: 'emergency' });
  });
});

describe('what the rules know for something ordinary', () => {
  const ORDINARY: Detection = { kind: 'none', isEveryday: true };

  test('is nothing until the encoder is nearly sure, and then an offer below the rule', () => {
    expect(decide(ORDINARY, { report: 0.59, danger: 0.9 })).toMatchObject({ kind: 'none' });
    for (const report of [0.6, 0.99])
      expect(decide(ORDINARY, { report })).toMatchObject({ kind: 'unclear', likelier: 'question' });
  });

  test('is an alarm where the encoder is sure of a report and of danger, or the writer is not coping', () => {
    expect(decide(ORDINARY, { report: 0.8, danger: 0.7 })).toMatchObject({ kind: 'concern', route: 'emergency' });
    expect(decide(ORDINARY, { distress: 0.5 })).toMatchObject({ kind: 'own-distress' });
  });

  test('counts for the whole of a message, not for a stretch of a long one', () => {
    expect(gravest([ORDINARY])).toEqual(ORDINARY);
    expect(gravest([ORDINARY, NONE])).toEqual(NONE);
  });
});

test('an intimate image may be for the DSL and a published picture for the DPO, whatever the encoder takes first', () => {
  const seen = (reason: string): Detection => ({ ...CONCERN, reasons: [reason] });
  const first = (route: 'headteacher' | 'dsl'): Partial<Told> => ({ report: 0.2, routes: [[route, 0.98]] });
  expect(decide(seen('sexual/images'), first('headteacher'))).toMatchObject({ route: 'headteacher', second: 'dsl' });
  expect(decide(seen('account/breach'), first('dsl'))).toMatchObject({ route: 'dsl', second: 'dpo' });
  expect(decide(seen('sexual/images'), first('dsl'))).not.toHaveProperty('second');
});

describe('a second route', () => {
  const routes = (first: number, second: number): Partial<Told> => ({
    report: 0.9,
    routes: [
      ['dsl', first],
      ['headteacher', second],
    ],
  });

  test('is named where it is close, and never beside an emergency', () => {
    expect(decide(NONE, routes(0.6, 0.3))).toMatchObject({ route: 'dsl', second: 'headteacher' });
    expect(decide(NONE, routes(0.9, 0.1))).not.toHaveProperty('second');
    expect(decide(NONE, { ...routes(0.6, 0.3), danger: 0.9 })).not.toHaveProperty('second');
  });

  test('is who comes next where the message names who would get it, and the rules did not see them act', () => {
    expect(decide(NONE, routes(0.9, 0.1), ['lead'])).toMatchObject({ route: 'dsl', second: 'headteacher' });
    const head = { report: 0.9, routes: [['headteacher', 0.9] as const] };
    expect(decide(NONE, head, ['head'])).toMatchObject({ route: 'headteacher', second: 'chair-of-governors' });
    const chair = { report: 0.9, routes: [['chair-of-governors', 0.9] as const] };
    expect(decide(NONE, chair, ['chair'])).toMatchObject({ second: 'governance-officer' });
  });

  test('is who hears of the head where a child and the head are in one message, and nobody for any other route', () => {
    expect(decide(NONE, routes(0.9, 0.1), ['head'])).toMatchObject({ route: 'dsl', second: 'chair-of-governors' });
    expect(decide(NONE, routes(0.9, 0.1), ['chair'])).toMatchObject({ route: 'dsl', second: 'governance-officer' });
    const data = { report: 0.9, routes: [['dpo', 0.9] as const] };
    expect(decide(NONE, data, ['head'])).not.toHaveProperty('second');
  });

  test('anyone the rules saw act is passed over, without a question', () => {
    const found: Detection = { ...CONCERN, route: 'chair-of-governors' };
    const head = { report: 0.9, routes: [['headteacher', 0.6] as const, ['dsl', 0.4] as const] };
    expect(decide(found, head, ['head'])).toMatchObject({ route: 'chair-of-governors' });
    expect(decide(found, head, ['head'])).not.toHaveProperty('second');
    expect(decide(found, head)).toMatchObject({ route: 'headteacher', second: 'dsl' });
  });
});

const reading = (raised: Partial<Record<(typeof MESSAGE_CLASSES)[number], number>>, danger = -9): Reading => ({
  vector: new Float32Array(),
  logits: new Float32Array([...MESSAGE_CLASSES.map((one) => raised[one] ?? -9), danger]),
  words: new Int8Array(),
});

describe('what the head says', () => {
  test('is a report by all its routes together, the likeliest first, each with its share', () => {
    const { report, distress, danger, routes } = toldBy([reading({ dsl: 2, headteacher: 3, none: 1 }, 0)]);
    expect(report).toBeGreaterThan(0.85);
    expect(distress).toBeLessThan(0.01);
    expect(danger).toBe(0.5);
    expect(routes.map(([route]) => route).slice(0, 2)).toEqual(['headteacher', 'dsl']);
    expect(routes.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1);
    expect(routes).toHaveLength(MESSAGE_CLASSES.length - 2);
  });

  test('of a long message the part that is most of a report counts, and the worst danger and distress of any part', () => {
    const parts = [
      reading({ none: 5 }, 2),
      reading({ 'senior-manager': 5 }),
      reading({ distress: 5 }),
      reading({ none: 5 }),
    ];
    const { report, distress, danger, routes } = toldBy(parts);
    expect(report).toBeGreaterThan(0.99);
    expect(routes[0]?.[0]).toBe('senior-manager');
    expect(distress).toBeGreaterThan(0.99);
    expect(danger).toBeGreaterThan(0.85);
  });

  test('stays a share however far the numbers are apart', () => {
    for (const raised of [{ dsl: 800 }, { none: 800 }, { none: -800, dsl: -800 }]) {
      const { report, distress, danger } = toldBy([reading(raised, 800)]);
      for (const share of [report, distress, danger]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
    }
  });
});

describe('a text in stretches', () => {
  test('is what is gravest in it', () => {
    const all = [NONE, UNCLEAR, CONCERN, DANGER];
    for (const [at, one] of all.entries()) expect(gravest(all.slice(0, at + 1).toReversed())).toEqual(one);
    expect(gravest([])).toEqual(NONE);
    expect(gravest([UNCLEAR, STRAIN, NONE])).toEqual(STRAIN);
  });

  test("a concern in one and the writer's own distress in another are told together", () => {
    expect(gravest([STRAIN, CONCERN])).toEqual({ ...CONCERN, ownDistress: 'strain' });
    expect(gravest([CONCERN, { ...STRAIN, isCrisis: true }, STRAIN])).toMatchObject({ ownDistress: 'crisis' });
  });
});

describe('an offer below the answer', () => {
  test.each<[what: string, found: Detection, from: number, quietTo: number]>([
    ['nothing', NONE, 0.5, 0.8],
    ['a story without a sign of harm', { ...CONCERN, reasons: [] }, 0.1, 0.8],
  ])('where the rules find %s the offer is quiet, and an alarm is none', (_what, found, from, quietTo) => {
    expect(decide(found, { report: from })).toMatchObject({ kind: 'unclear', isQuiet: true });
    expect(decide(found, { report: quietTo })).not.toHaveProperty('isQuiet');
  });

  test('what has a sign of harm, a trace of danger or the distress of its writer in it is never quiet', () => {
    for (const detection of [
      decide(CONCERN, { report: 0.2 }),
      decide(NONE, { report: 0.5, danger: 0.7 }),
      decide(NONE, { report: 0.6, distress: 0.55 }),
    ]) {
      expect(detection.kind).not.toBe('none');
      expect(detection).not.toHaveProperty('isQuiet');
    }
  });
});

describe('a message in which there is nobody', () => {
  const nobody: Detection = { kind: 'none', isOfNobody: true };

  test('raises no alarm, and is offered below the answer all the same', () => {
    for (const report of [0.6, 0.99])
      expect(decide(nobody, { report })).toMatchObject({ kind: 'unclear', isQuiet: true });
  });

  test('is in danger only where the encoder believes it', () => {
    expect(decide(nobody, { report: 0.7, danger: 0.49 })).not.toHaveProperty('emergency');
    expect(decide(NONE, { report: 0.7, danger: 0.7 })).toMatchObject({ kind: 'concern', emergency: true });
    expect(decide(nobody, { report: 0.7, danger: 0.7 })).toMatchObject({ kind: 'concern', emergency: true });
  });
});
