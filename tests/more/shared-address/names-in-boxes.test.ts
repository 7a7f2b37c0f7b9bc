import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lacksAtFirst, lacksAtLast, reportByLink } from '../../../src/more/shared-address/by-link.ts';
import { holderOf } from '../../../src/more/shared-address/return-code.ts';
import { WEB_BOXES } from '../../../src/report/fields/boxes.ts';
import { REPORT_FIELDS } from '../../../src/report/fields/report-fields.ts';
import { expectShutOut, kindFor, textFor } from '../../report/fields/naming.ts';
import { given, type World } from '../../report/support.ts';

let world: World;
beforeAll(async () => {
  world = await given();
});
afterAll(() => world.close());

const ON_THE_WEB = WEB_BOXES.map((box) => {
  const field = REPORT_FIELDS.find(({ id }) => id === box.id);
  if (!field) throw new Error('a box of no field');
  return [box.sentAs, box, field.names] as const;
});

test.each(ON_THE_WEB)(
  'typed into the box “%s” of the shared address, a name shuts out whom it means',
  async (sentAs, box, names) => {
    expect(ON_THE_WEB.length).toBeGreaterThan(8);
    const about = kindFor(box.kinds);
    const sent = {
      ...{ about, seen: 'She told me.', urgent: 'no' },
      ...(about === 'child' ? { who: 'Maisie Lee, 7B', conduct: 'no' } : { name: 'Nobody Known' }),
      [sentAs]: textFor(names),
    };
    expect([...lacksAtFirst(sent), ...lacksAtLast(sent)]).toEqual([]);
    const received = await reportByLink(world.deps, world.school, world.deps.ids.uuid(), sent, 0);
    if (received.kind !== 'received') throw new Error(received.kind);
    const found = await world.deps.store.findByCodeHolder(holderOf(received.code));
    await expectShutOut(world, found && (await world.deps.store.find(found.id)), names);
  },
);
