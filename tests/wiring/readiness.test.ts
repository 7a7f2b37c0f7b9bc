import { remarksOf } from '../../src/wiring/readiness.ts';

const folder = { kind: 'embedded', folder: '.lanyard' } as const;
const without = {
  kind: 'without',
  reason: 'missing',
  what: 'A file of the encoder is missing',
  todo: 'Fetch it again.',
} as const;

test('without the encoder the person who starts Lanyard is told that answers go by words alone, why, and what to do', () => {
  expect(remarksOf(folder, { opening: without, database: {} })).toEqual([
    expect.stringMatching(/^A file of the encoder is missing: answers go by words alone.*Fetch it again\.$/),
  ]);
});

test('what was asked for needs no remark: a server that several share', () => {
  const server = { kind: 'server', url: 'postgres://db.example/lanyard', auth: 'address' } as const;
  expect(remarksOf(server, { opening: without, database: { sharedWith: 4 } })).toHaveLength(1);
});
