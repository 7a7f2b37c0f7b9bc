import { Typed } from '../../src/core/typed.ts';
import type { Detection } from '../../src/disclosure/detection.ts';
import { createGate } from '../../src/disclosure/gate.ts';

const caught = (...reasons: string[]): Detection => ({ kind: 'concern', route: 'dsl', emergency: false, reasons });
/** Takes every text for a report, for these reasons. */
const gateThatCatches = (...reasons: string[]) => createGate(async () => ({ detection: caught(...reasons) }));
const look = async (gate: ReturnType<typeof gateThatCatches>, ...boxes: Typed[]) =>
  (await gate.look(Object.fromEntries(boxes.map((box, at) => [`box${at}`, box])), undefined)).kind;

test('a bare name is not a report by how it sounds, alone or beside another', async () => {
  for (const gate of [gateThatCatches('encoder'), gateThatCatches()]) {
    expect(await look(gate, new Typed('Mohammed Ali', true))).toBe('harmless');
    expect(await look(gate, new Typed('Mohammed Ali', true), new Typed('Agency cook', true))).toBe('harmless');
  }
});

test('what the rules see in a box for a name is held, and so is a sentence in one, and a few words in any other box', async () => {
  expect(await look(gateThatCatches('encoder', 'child/hit'), new Typed('dad hits Kai', true))).toBe('held');
  expect(await look(gateThatCatches('encoder'), new Typed('she said her dad hits her', true))).toBe('held');
  expect(await look(gateThatCatches('encoder'), new Typed('Mohammed Ali'))).toBe('held');
  expect(await look(gateThatCatches('encoder'), new Typed('Kai', true), new Typed('is hit at home'))).toBe('held');
});

test('what could not be heard is held, in a box for a name too', async () => {
  const gate = createGate(async () => {
    throw new Error('deaf');
  });
  expect(await look(gate, new Typed('Mohammed Ali', true))).toBe('held');
});
