import { expect, test } from '@jest/globals';
import type { UserId } from '../../../src/kernel/ids.ts';
import { Typed } from '../../../src/kernel/typed.ts';
import { createBriefSeal } from '../../../src/platform/postgres/brief-seal.ts';
import { sealedChatWords } from '../../../src/report/draft/chat-words.store.ts';

const PRIYA = 'a0000000-0000-4000-8000-000000000001' as UserId;
const TOM = 'a0000000-0000-4000-8000-000000000002' as UserId;
const HOUR = 3_600_000;
const SAID = 'Ola says nobody is home until nine.';

/** Two instances with one record key; what each logs, and a clock to set on. */
function instances() {
  let now = Date.parse('2026-11-24T10:00:00Z');
  const warned: unknown[] = [];
  const asked: string[] = [];
  const wrapping = {
    currentKeyId: 'newest',
    wrap: async (key: Uint8Array) => ({ keyId: 'newest', wrapped: Buffer.from(key).reverse() }),
    unwrap: async (id: string, wrapped: Uint8Array) => {
      asked.push(id);
      return Buffer.from(wrapped).reverse();
    },
  };
  const log = { warn: (...line: unknown[]) => void warned.push(line) };
  const make = () =>
    sealedChatWords(
      createBriefSeal(wrapping, () => now, HOUR),
      wrapping as never,
      () => new Date(now),
      log as never,
    );
  return { one: make(), other: make(), warned, asked, wrapping, later: (ms: number) => (now += ms) };
}

test('what was typed is opened by any instance for its writer, and its text is not in what the button carries', async () => {
  const { one, other } = instances();
  const sealed = (await one.seal(PRIYA, new Typed(SAID))) ?? '';
  expect(await other.open(PRIYA, sealed)).toBe(SAID);
  expect(Buffer.from(sealed.split('.').join(''), 'base64url').toString()).not.toContain('Ola');
});

test('it opens for nobody else, nor once a draft of its age would be gone, nor when it was changed', async () => {
  const { one, warned, later } = instances();
  const sealed = (await one.seal(PRIYA, new Typed(SAID))) ?? '';
  expect(await one.open(TOM, sealed)).toBeUndefined();
  for (const broken of ['', '.', 'a.b.c', sealed.slice(0, -8), `${sealed}AAAA`, '…'])
    expect(await one.open(PRIYA, broken)).toBeUndefined();
  expect(JSON.stringify(warned)).not.toContain('Ola');
  later(47 * HOUR);
  expect(await one.open(PRIYA, sealed)).toBe(SAID);
  later(HOUR);
  expect(await one.open(PRIYA, sealed)).toBeUndefined();
});

test('no key that someone wrote on a button is ever asked for', async () => {
  const { other, one, asked } = instances();
  const [wrapped = '', bytes = ''] = ((await one.seal(PRIYA, new Typed(SAID))) ?? '').split('.');
  const forged = [Buffer.from('https://elsewhere.example/keys/theirs').toString('base64url'), wrapped, bytes].join('.');
  expect(await other.open(PRIYA, forged)).toBeUndefined();
  await other.open(PRIYA, `${wrapped}.${bytes}`);
  expect(asked).toEqual(['newest']);
});

test('an offer waits for no key: what cannot be sealed, or is longer than an account, comes without the words', async () => {
  const { one, wrapping } = instances();
  expect(await one.seal(PRIYA, new Typed('a'.repeat(6_001)))).toBeUndefined();
  expect(await one.seal(PRIYA, new Typed(' '))).toBeUndefined();
  wrapping.wrap = async () => {
    throw new Error('away');
  };
  expect(await one.seal(PRIYA, new Typed(SAID))).toBeUndefined();
});
