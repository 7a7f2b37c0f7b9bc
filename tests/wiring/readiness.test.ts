import { remarksOf } from '../../src/wiring/readiness.ts';

test('without the encoder the person who starts Lanyard is told that answers go by words alone, why, and what to do', () => {
  const without = {
    kind: 'without',
    reason: 'missing',
    what: 'A file of the encoder is missing',
    todo: 'Fetch it again.',
  } as const;
  expect(remarksOf(without, { remarks: ['And more.'] })).toEqual([
    expect.stringMatching(/^A file of the encoder is missing: answers go by words alone.*Fetch it again\.$/),
    'And more.',
  ]);
});
