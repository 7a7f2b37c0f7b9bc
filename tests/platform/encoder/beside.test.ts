import { spawnSync } from 'node:child_process';
import type { Worker } from 'node:worker_threads';
import { expect, test } from '@jest/globals';
import { openUnderstanding } from '../../../src/platform/encoder/open.ts';

/** The encoder as it ships, and the thread that reads for it. */
async function opened() {
  const begun = Promise.withResolvers<Worker>();
  process.once('worker', begun.resolve);
  const opening = await openUnderstanding();
  if (opening.kind === 'without') throw new Error(opening.what);
  return { encoder: opening.understanding.encoder, thread: await begun.promise };
}

const LONG = `${'What staff do with their phones in lessons and at break. '.repeat(12)}`;

test('while a long text is read, the thread that serves everyone is free', async () => {
  const { encoder } = await opened();
  await encoder.hear([LONG]);
  const [all, own] = [process.cpuUsage(), process.threadCpuUsage()];
  await encoder.hear(Array.from({ length: 10 }, () => LONG));
  const { user: spent } = process.cpuUsage(all);
  const { user: here } = process.threadCpuUsage(own);
  expect(here).toBeLessThan(spent / 2);
});

test('when its thread has ended, what waited is told so, and the next text is read all the same', async () => {
  const { encoder, thread } = await opened();
  const before = await encoder.read(['May I keep my phone?']);
  const ended = thread.terminate();
  const [told] = await Promise.allSettled([encoder.hear([LONG]), ended]);
  expect(told).toMatchObject({ status: 'rejected', reason: { code: 'rejected' } });
  expect(await encoder.read(['May I keep my phone?'])).toEqual(before);
  expect(await encoder.mended('soemthing is wrong')).toBe('something is wrong');
});

test.each([
  ['it begins to open', '0', [0, 50, 100, 150]],
  ['it opens', '0', [250, 350]],
  ['texts are read', '(await opening, 0)', [150, 250]],
])('a process that ends while %s ends as it wants to, and says nothing', (_when, until, delays) => {
  for (const delay of delays) {
    const program = `
      const { openUnderstanding } = await import('./src/platform/encoder/open.ts');
      const opening = openUnderstanding();
      ${until};
      opening.then(({ understanding }) => understanding.encoder.hear(Array(500).fill(${JSON.stringify(LONG)})));
      setTimeout(() => process.exit(7), ${delay});`;
    const { status, signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      encoding: 'utf8',
    });
    expect({ delay, status, signal, stderr }).toEqual({ delay, status: 7, signal: null, stderr: '' });
  }
});
