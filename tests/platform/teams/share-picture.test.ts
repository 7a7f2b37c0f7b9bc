import { inflateSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { sharePicture } from '../../../src/platform/teams/share-picture.ts';

/** The numbers of the colours in one line of the picture, each with how many pixels it has. */
function line(url: string): Readonly<Record<number, number>> {
  const png = Buffer.from(url.replace('data:image/png;base64,', ''), 'base64');
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const at = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  const counts: Record<number, number> = {};
  for (const pixel of pixels.subarray(1, 641)) counts[pixel] = (counts[pixel] ?? 0) + 1;
  return counts;
}

test('each part is as long as its share, and what is left over is grey', () => {
  const url = sharePicture(
    [
      { value: 1, colour: '#2d8a52' },
      { value: 1, colour: '#c29300' },
    ],
    4,
  );
  expect(line(url)).toEqual({ 0: 8, 1: 320, 2: 156, 3: 156 });
});

test('one in a thousand is seen, nobody at all is empty, and everyone fills it', () => {
  expect(line(sharePicture([{ value: 1, colour: '#2d8a52' }], 1000))[2]).toBeGreaterThanOrEqual(2);
  expect(line(sharePicture([], 0))).toEqual({ 0: 640 });
  expect(line(sharePicture([{ value: 7, colour: '#2d8a52' }], 7))).toEqual({ 2: 640 });
});

test('a bar is small enough for a card with a dozen of them', () => {
  expect(sharePicture([{ value: 3, colour: '#2d8a52' }], 9).length).toBeLessThan(400);
});
