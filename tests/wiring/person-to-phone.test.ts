import { expect, test } from '@jest/globals';
import type { UserId } from '../../src/kernel/ids.ts';
import type { Standing } from '../../src/school/people.ts';
import type { Trust } from '../../src/school/school.ts';
import { createPersonToPhone } from '../../src/wiring/person-to-phone.ts';

const school = (id: string) => ({ id, roles: { dsl: [{ id: 'x', name: `DSL of ${id}`, phone: '01632 960 201' }] } });
const trust = (...ids: string[]) => ({ schools: ids.map(school) }) as unknown as Trust;
const ask = async (of: Trust, standing: () => Promise<unknown>) =>
  (await createPersonToPhone(of, standing as () => Promise<Standing>)('someone' as UserId))?.name;

test('staff are told the DSL of their own school', async () => {
  expect(await ask(trust('oakfield', 'millbrook'), async () => ({ kind: 'staff', school: 'millbrook' }))).toBe(
    'DSL of millbrook',
  );
});

test.each(['pupil', 'outsider'])('a %s is told none', async (kind) => {
  expect(await ask(trust('oakfield'), async () => ({ kind }))).toBeUndefined();
});

test.each([
  ['fails', () => Promise.reject(new Error('no database'))],
  ['hangs', () => new Promise(() => undefined)],
])('while the look-up %s, a school that is alone in its trust is theirs, and no other', async (_what, standing) => {
  expect(await ask(trust('oakfield'), standing)).toBe('DSL of oakfield');
  expect(await ask(trust('oakfield', 'millbrook'), standing)).toBeUndefined();
});
