import { Fault } from '../../../src/kernel/calls/fault.ts';
import { createBriefSeal } from '../../../src/platform/postgres/brief-seal.ts';
import { localKeyWrap } from '../../../src/report/shelves/record-keys.store.ts';

const wrap = () => localKeyWrap([Buffer.alloc(32, 7).toString('base64')]);
/** A record key that counts what is asked of it. */
function counted() {
  const inner = wrap();
  const calls = { wrap: 0, unwrap: 0 };
  return {
    calls,
    wrap: async (key: Uint8Array) => {
      calls.wrap += 1;
      return inner.wrap(key);
    },
    unwrap: async (keyId: string, wrapped: Uint8Array) => {
      calls.unwrap += 1;
      return inner.unwrap(keyId, wrapped);
    },
  };
}

test('what one instance sealed another opens, and only in its own place', async () => {
  const row = await createBriefSeal(wrap(), () => 0, 100).seal('of Ada', 'may I');
  expect(row.sealed.toString('latin1')).not.toContain('may I');
  const other = createBriefSeal(wrap(), () => 0, 100);
  expect(await other.open('of Ada', row)).toBe('may I');
  await expect(other.open('of Bo', row)).rejects.toThrow(Fault);
});

test('the record key is asked once for many rows, and again when its time is over or a clock was moved back', async () => {
  const key = counted();
  let now = 1_000;
  const seal = createBriefSeal(key, () => now, 100);
  const rows = await Promise.all(['a', 'b', 'c'].map((text) => seal.seal('place', text)));
  for (const row of rows) await seal.open('place', row);
  expect(key.calls).toEqual({ wrap: 1, unwrap: 1 });
  now += 100;
  await seal.seal('place', 'd');
  now -= 500;
  await seal.seal('place', 'e');
  expect(key.calls.wrap).toBe(3);
});

test('a record key that failed is asked again', async () => {
  let isDown = true;
  const inner = wrap();
  const seal = createBriefSeal(
    {
      ...inner,
      wrap: async (key) => {
        if (isDown) throw new Fault('unavailable', 'the vault is away');
        return inner.wrap(key);
      },
    },
    () => 0,
    100,
  );
  await expect(seal.seal('place', 'a')).rejects.toThrow('the vault is away');
  isDown = false;
  expect(await seal.open('place', await seal.seal('place', 'a'))).toBe('a');
});
