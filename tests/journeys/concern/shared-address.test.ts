import { afterEach, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { reportByLink, sharedPath, visit } from '../../support/shared-address.ts';

let world: Running;
afterEach(() => world.close());

const shown = (thing: unknown): string => JSON.stringify(thing ?? '');

test('a volunteer reports about a child by the sheet; the DSL reads it as not verified, asks, and is answered by the code', async () => {
  world = await running({ at: new Date('2026-11-23T10:31:00Z') });
  const { sandbox } = world;
  const { miriamHale: dsl } = PEOPLE;
  const path = await sharedPath(world, dsl);

  const sent = {
    about: 'child',
    who: 'MARKED-CHILD, 4B',
    seen: 'MARKED-SEEN',
    urgent: 'no',
    givenName: 'MARKED-NAME',
    givenNumber: '01632 960 999',
  };
  const { code, form } = await reportByLink(world, path, sent);
  // Pressed again, the same report and the same code.
  const again = await visit(world, `${path}/report`, form);
  expect(again.text).toContain(code);

  const card = await sandbox.until(() => sandbox.channel(CHANNELS.dsl)[0]?.messages[0]);
  expect(shown(card)).toContain('Someone at the shared address; nobody checked who');
  expect(shown(card)).not.toContain('MARKED');
  const record = await sandbox.openDialog(dsl, card.id, 'Open');
  for (const word of ['MARKED-SEEN', 'MARKED-CHILD', 'MARKED-NAME', 'not verified'])
    expect(shown(record.card)).toContain(word);
  expect(sandbox.channel(CHANNELS.dsl)).toHaveLength(1);

  const read = await visit(world, '/c', { code: code.toLowerCase().replaceAll('-', ' ') });
  expect(read.text).toContain('A person at the school has read it');
  expect(read.text).not.toContain('MARKED');
});
