import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { KINDS, type Kind } from '../../../src/report/concern.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { capacityOf, EVERYONE, type Key, userOf } from '../../report/opening/access-table.ts';
import { type AccessWorld, accessWorld, attempt, MARK, type Thing } from '../../report/opening/access-world.ts';
import { reportByLink, sharedPath } from '../../support/shared-address.ts';

/** docs/access.md holds for a report by the shared address as for any other, but nobody in Teams is its reporter. */
let world: AccessWorld;
const things = new Map<Kind, Thing>();
const PORTS: readonly Key[] = ['dialog concern.open', 'action concern.own-status'];

beforeAll(async () => {
  world = await accessWorld();
  await world.sandbox.tenant.setEnabled(userOf('A switched-off account'), false);
  const path = await sharedPath(world, PEOPLE.miriamHale);
  for (const kind of KINDS) {
    const sent = {
      about: kind,
      name: 'Lewis Grant',
      conduct: 'no',
      who: `${MARK} child`,
      seen: `${MARK} seen`,
      urgent: 'no',
    };
    await reportByLink(world, path, { ...sent, givenName: 'Priya Nair' }, `192.0.2.${KINDS.indexOf(kind)}`);
  }
  const rows = await world.rows(
    `select id, kind, reference from concerns_child.concern union all select id, kind, reference from concerns_adult.concern`,
  );
  for (const row of rows)
    things.set(row.kind as Kind, {
      concern: `${row.id}`,
      reference: `${row.reference}`,
      draft: '00000000-0000-4000-8000-000000000001',
    });
  await world.sandbox.until(
    () => world.logged.filter((line) => line.includes('concern.raised')).length === KINDS.length,
  );
}, 120_000);
afterAll(() => world.close());

test('there is one of each kind, and each went where it goes', async () => {
  expect([...things.keys()].sort()).toEqual([...KINDS].sort());
  const holders = await world.rows(
    `select kind, holder from concerns_child.concern union all select kind, holder from concerns_adult.concern`,
  );
  expect(Object.fromEntries(holders.map(({ kind, holder }) => [kind, holder]))).toEqual({
    child: 'dsl',
    staff: 'headteacher',
    dsl: 'headteacher',
    headteacher: 'chair-of-governors',
    chair: 'governance-officer',
    'online-abuse': 'senior-manager',
    data: 'dpo',
  });
});

describe('who may open it, or see how far it is', () => {
  test.each(EVERYONE)('%s', async (who) => {
    const wrong: string[] = [];
    for (const kind of KINDS) {
      const capacity = capacityOf(world.config.trust, who, kind);
      const mayRead = (capacity === 'has it' || capacity === 'as deputy') && who !== 'Its reporter';
      for (const key of PORTS) {
        const { text } = await attempt(world, { user: userOf(who), key, thing: things.get(kind) ?? missing(kind) });
        const reads = text.includes(MARK);
        // How far it is, only the holder of the code sees.
        const may = mayRead && key !== 'action concern.own-status';
        if (reads !== may) wrong.push(`${key}, ${kind}: ${reads ? 'read' : text.slice(0, 200)}`);
        if (!mayRead && text.includes(things.get(kind)?.reference ?? '?')) wrong.push(`${key}, ${kind}: its reference`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

const missing = (kind: Kind): never => {
  throw new Error(`no report of the kind ${kind}`);
};
