import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { bodyInForm } from '../../../src/more/body-map/body-form.cards.ts';
import { bodyDrawing } from '../../../src/more/body-map/draw-body.ts';
import { REGION_GROUPS } from '../../../src/more/body-map/regions.ts';
import { textsOf } from '../../../src/report/entry-wording.ts';
import { factsCard } from '../../../src/report/form/report.cards.ts';
import { factsStep, typedIn } from '../../../src/report/form/report-steps.handlers.ts';
import { markedBody } from '../../../src/report/opening/reading.cards.ts';
import { REGIONS, type Region, regionWords } from '../../../src/report/record/regions.ts';

const MARK = 3;
const byId = (left: Region, right: Region) => left.id.localeCompare(right.id);
const marksOf = (ids: string) => {
  const { points, width, height } = bodyDrawing(ids);
  const found: (readonly [number, number])[] = [];
  for (const [at, colour] of points.entries()) if (colour === MARK) found.push([at % width, Math.floor(at / width)]);
  return { found, width, height };
};

test('each region is drawn where its words say: on its side, left and right as the child has them', () => {
  expect(new Set(REGIONS.map(({ id }) => id)).size).toBe(REGIONS.length);
  expect(marksOf('').found).toEqual([]);
  for (const { id, side, words } of REGIONS) {
    const { found, width, height } = marksOf(id);
    expect([id, found.length > 8]).toEqual([id, true]);
    const middle = found.reduce((sum, [x]) => sum + x, 0) / found.length;
    expect([id, middle < width / 2]).toEqual([id, side === 'front']);
    const within = side === 'front' ? middle : middle - width / 2;
    // Anyone facing a child sees the child's left on the right; from behind it is on the left.
    if (/\bleft\b/.test(words)) expect([id, within > width / 4]).toEqual([id, side === 'front']);
    if (/\bright\b/.test(words)) expect([id, within < width / 4]).toEqual([id, side === 'front']);
    expect(found.every(([, y]) => y > 0 && y < height - 1)).toBe(true);
  }
  // No two that could be taken for one another.
  const drawn = REGIONS.map(({ id }) => [id, marksOf(id).found.map(String)] as const);
  for (const [id, points] of drawn) {
    const here = new Set(points);
    for (const [other, others] of drawn)
      if (other !== id && others.filter((point) => here.has(point)).length * 4 > here.size)
        throw new Error(`${id} and ${other} lie on one another`);
  }
});

test('what is kept are ids, and what is read are words: none that is not ours, in the order of the body', () => {
  expect(regionWords('back-lower-back,front-left-upper-arm ZQ front-chest')).toBe(
    'Chest, left upper arm; from behind: lower back',
  );
  expect(regionWords('back-neck')).toBe('From behind: back of the neck');
  expect([regionWords(''), regionWords(undefined)]).toEqual(['', '']);
  expect(factsStep.parse({ draft: crypto.randomUUID(), body: 'front-chest,ZQMARK a sentence,back-neck' }).body).toBe(
    'front-chest back-neck',
  );
  // The form asks in short lists; what is kept is one.
  const { gather } = bodyInForm;
  const inLists = { 'body-front-body': 'chest', 'body-back-head': 'neck,ZQMARK', 'body-back-legs': '' };
  expect(factsStep.parse(gather({ draft: crypto.randomUUID(), ...inLists })).body).toBe('front-chest back-neck');
  expect(typedIn(gather({ 'body-back-legs': '', body: 'front-chest' }))).toEqual({ body: 'front-chest' });
  expect(typedIn(gather({ ...inLists, seen: 'S' }))).toEqual({ seen: 'S', body: 'front-chest,back-neck,back-ZQMARK' });
  expect(REGION_GROUPS.flatMap(({ regions }) => regions).toSorted(byId)).toEqual(REGIONS.toSorted(byId));
  expect(Math.max(...REGION_GROUPS.map(({ regions }) => regions.length))).toBeLessThanOrEqual(13);
  const raised = {
    at: new Date(),
    actor: 'lanyard',
    kind: 'raised',
    seq: 1,
    words: { body: 'front-chest', seen: 'S' },
  } as const;
  expect(textsOf(raised)).toEqual([
    { field: 'seen', label: 'What was seen or heard (fact)', text: 'S' },
    { field: 'body', label: 'Where on the body', text: 'Chest', marks: 'front-chest' },
  ]);
});

test('the picture is a PNG of two kilobytes with its words beside it, and the list is there for a keyboard', () => {
  const shown = JSON.stringify(markedBody(bodyDrawing('front-left-forearm'), regionWords('front-left-forearm')));
  const png = Buffer.from(/base64,([^"]+)"/.exec(shown)?.[1] ?? '', 'base64');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect(png.length).toBeLessThan(3_000);
  const at = png.indexOf('IDAT');
  const { width, height } = bodyDrawing('');
  expect(inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)))).toHaveLength((width + 1) * height);
  expect(shown).toContain('Marked: Left forearm');
  const form = JSON.stringify(
    factsCard({ kind: 'child', draft: 'd', words: { body: 'front-chest' }, parts: [bodyInForm] }),
  );
  expect(form).toContain('"value":"chest"');
  expect(form.length).toBeLessThan(25_000);
  const without = JSON.stringify(factsCard({ kind: 'child', draft: 'd', words: { body: 'front-chest' } }));
  expect(without).not.toMatch(/on the body|on-the-body|chest|injury: say/i);
});
