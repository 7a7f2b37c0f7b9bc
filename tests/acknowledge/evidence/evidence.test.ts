import { afterEach, beforeEach, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical, verifyEvidence } from '../../../src/acknowledge/evidence/evidence.ts';
import { sha256 } from '../../../src/acknowledge/text/text-shown.ts';
import { given } from '../given.ts';
import { HR, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
let pack: string;
beforeEach(async () => {
  world = await given({ staff: 6 });
  const id = await world.started();
  await world.answers(userId(2), id);
  await world.answers(userId(3), id);
  pack = (await world.acknowledgements.evidence(HR, id)) ?? '';
});
afterEach(() => world.close());

const lines = (): string[] => pack.trimEnd().split('\n');
const flawsOf = (text: string) => {
  const verdict = verifyEvidence(text);
  return verdict.kind === 'altered' ? verdict.flaws : [];
};

test('an untouched pack is proven unaltered, and holds what was signed', () => {
  expect(verifyEvidence(pack)).toMatchObject({ kind: 'unaltered', events: lines().length - 2 });
  const answer = lines().find((line) => line.includes('"kind":"acknowledged"')) ?? '';
  expect(answer).toContain('I have read the Social Media Policy (version 5.0, 1 September 2026).');
  expect(answer).toContain('"method":"teams"');
});

test('one byte changed anywhere is found, and on an event its line is named', () => {
  fc.assert(
    fc.property(fc.nat({ max: pack.length - 2 }), fc.constantFrom('x', '7', ' ', '"'), (at, sign) => {
      if (pack[at] === sign || pack[at] === '\n') return;
      const changed = `${pack.slice(0, at)}${sign}${pack.slice(at + 1)}`;
      const line = pack.slice(0, at).split('\n').length;
      const flaws = flawsOf(changed);
      expect(flaws.length).toBeGreaterThan(0);
      if (line > 1 && line < lines().length) expect(flaws.map((flaw) => flaw.line)).toContain(line);
    }),
    { numRuns: 400 },
  );
});

test('an event of another pack in the place of one of ours is found, though its own hash fits', () => {
  const ours = lines();
  const at = ours.length - 3;
  const { hash: _hash, ...event } = JSON.parse(ours[at] ?? '') as Record<string, unknown>;
  const other = { ...event, at: '2026-09-01T00:00:00.000Z', previous: 'f'.repeat(64) };
  const forged = canonical({ ...other, hash: sha256(canonical(other)) });
  const flaws = flawsOf([...ours.slice(0, at), forged, ...ours.slice(at + 1), ''].join('\n'));
  expect(flaws.map(({ line }) => line)).toContain(at + 1);
  expect(JSON.stringify(flaws)).toContain('does not follow from the line before');
});

test('a line or a space added after the end is found', () => {
  for (const more of ['\n', ' ', '\n\n', lines()[1] ?? '', '{}']) expect(flawsOf(`${pack}${more}`)).not.toEqual([]);
});

test('every byte of the line that closes the pack counts', () => {
  const start = pack.lastIndexOf('\n', pack.length - 2) + 1;
  for (let at = start; at < pack.length - 1; at += 1) {
    const changed = `${pack.slice(0, at)}${pack[at] === 'x' ? 'y' : 'x'}${pack.slice(at + 1)}`;
    expect(flawsOf(changed).length).toBeGreaterThan(0);
  }
});

test('a dropped line is named by the event that is missing', () => {
  for (let drop = 1; drop < lines().length - 1; drop += 1) {
    const left = lines().filter((_, at) => at !== drop);
    expect(
      flawsOf(`${left.join('\n')}\n`)
        .map(({ what }) => what)
        .join(' '),
    ).toMatch(new RegExp(`Event ${drop} of \\d+ is missing|events from ${drop} to`));
  }
});

test('two swapped lines are both named', () => {
  const swapped = lines();
  [swapped[3], swapped[6]] = [swapped[6] ?? '', swapped[3] ?? ''];
  expect(flawsOf(`${swapped.join('\n')}\n`)).toEqual([
    { line: 4, what: 'Event 6 stands where event 3 belongs.' },
    { line: 7, what: 'Event 3 stands where event 6 belongs.' },
  ]);
});

test('a cut tail is named with what is left, also when it is cut in the middle of a line', () => {
  const half = lines().slice(0, 5).join('\n');
  expect(flawsOf(`${half}\n`)[0]?.what).toMatch(/^The end is cut off: 4 of \d+ events are there/);
  expect(flawsOf(pack.slice(0, pack.length - 40)).at(-1)?.what).toMatch(/cut off/);
});

test('a line copied in from another place, or text after the end, is found', () => {
  const copied = lines();
  copied.splice(6, 0, copied[3] ?? '');
  expect(
    flawsOf(`${copied.join('\n')}\n`)
      .map(({ what }) => what)
      .join(' '),
  ).toContain('already on line 4');
  expect(flawsOf(`${pack}\n`)).not.toEqual([]);
  expect(flawsOf(`${pack}{}`)).not.toEqual([]);
  expect(flawsOf('')).toEqual([expect.objectContaining({ line: 1 })]);
});

test('only those who run the campaign get the pack', async () => {
  const [campaign] = await world.acknowledgements.list(HR);
  expect(campaign && (await world.acknowledgements.evidence(userId(5), campaign.campaign))).toBeUndefined();
});
