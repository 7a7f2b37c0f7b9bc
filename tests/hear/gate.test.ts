import type { Detection } from '../../src/hear/detection.ts';
import { createGate } from '../../src/hear/gate.ts';
import { ASKED_FROM } from '../../src/hear/weighing/costs.ts';
import { Typed } from '../../src/kernel/typed.ts';
import { weighedAs } from './weighing/given.ts';

const caught = (...reasons: string[]): Detection => ({ kind: 'concern', route: 'dsl', emergency: false, reasons });
/** Takes every text for a report, for these reasons. */
const gateThatCatches = (...reasons: string[]) => createGate(async () => ({ detection: caught(...reasons) }));
const look = async (gate: ReturnType<typeof gateThatCatches>, ...boxes: Typed[]) =>
  (await gate.look(Object.fromEntries(boxes.map((box, at) => [`box${at}`, box])), undefined)).kind;

test('a bare name is not a report by how it sounds, alone or beside another', async () => {
  for (const gate of [gateThatCatches('encoder'), gateThatCatches()]) {
    expect(await look(gate, new Typed('Mohammed Ali', 'name'))).toBe('harmless');
    expect(await look(gate, new Typed('Mohammed Ali', 'name'), new Typed('Agency cook', 'name'))).toBe('harmless');
  }
});

test('what the rules see in a box for a name is held, and so is a sentence in one, and a few words in any other box', async () => {
  expect(await look(gateThatCatches('encoder', 'child/hit'), new Typed('dad hits Kai', 'name'))).toBe('held');
  expect(await look(gateThatCatches('encoder'), new Typed('she said her dad hits her', 'name'))).toBe('held');
  expect(await look(gateThatCatches('encoder'), new Typed('Mohammed Ali'))).toBe('held');
  expect(await look(gateThatCatches('encoder'), new Typed('Kai', 'name'), new Typed('is hit at home'))).toBe('held');
});

test('what could not be heard is held, in a box for a name too', async () => {
  const gate = createGate(async () => {
    throw new Error('deaf');
  });
  expect(await look(gate, new Typed('Mohammed Ali', 'name'))).toBe('held');
});

test('a made-up situation that reads like a report is asked about, and passes when its writer says that it is general', async () => {
  const boxes = {
    scenario: new Typed('A pupil tells you that her uncle hits her.', 'situation'),
    answer: new Typed('x'),
  };
  const gate = gateThatCatches('child/hit', 'encoder');
  expect(await gate.look(boxes, undefined)).toMatchObject({
    kind: 'held',
    detection: { kind: 'unclear', route: 'dsl' },
  });
  expect((await gate.look(boxes, undefined, { isGeneral: true })).kind).toBe('harmless');
  // Anywhere else what tells of something that has happened goes to nobody, whatever is said about it.
  expect((await gate.look({ note: new Typed('x') }, undefined, { isGeneral: true })).kind).toBe('held');
});

test('what is a little of a report is asked about before it goes to someone, and looked up all the same', async () => {
  const gateAt = (report: number) =>
    createGate(async () => ({
      detection: { kind: 'none' },
      weighed: weighedAs({ report }, 0.001, [['headteacher', 1]]),
    }));
  const words = { words: new Typed('x') };
  const gate = gateAt(ASKED_FROM.alone);
  expect(await gate.look(words, undefined)).toMatchObject({
    kind: 'held',
    detection: { kind: 'unclear', route: 'headteacher', likelier: 'question' },
  });
  expect((await gate.look(words, undefined, { isGeneral: true })).kind).toBe('harmless');
  expect((await gate.look(words, undefined, { staysHere: true })).kind).toBe('harmless');
  expect((await gateAt(ASKED_FROM.alone - 0.001).look(words, undefined)).kind).toBe('harmless');
});

test('what may leave is what was heard, and no more: words that are held go nowhere', async () => {
  const heardAs = (detection: Detection, mayLeave = true) =>
    createGate(async () => ({ detection, mayLeave })).hear(new Typed('x'), undefined);
  expect((await heardAs({ kind: 'none' })).mayLeave?.words).toBe('x');
  expect((await heardAs({ kind: 'none' }, false)).mayLeave).toBeUndefined();
  expect((await heardAs(caught('encoder'))).mayLeave).toBeUndefined();
});
