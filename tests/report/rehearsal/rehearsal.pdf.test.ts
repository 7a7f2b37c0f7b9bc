import { writeFile } from 'node:fs/promises';
import { afterEach, expect, test } from '@jest/globals';
import { readDocument } from '../../../src/platform/documents/read-document.ts';
import { proofOf } from '../../../src/report/rehearsal/proof.ts';
import { rehearsalPdf } from '../../../src/report/rehearsal/rehearsal.pdf.ts';
import { COLIN, given, JOANNA, type World } from '../support.ts';
import { loseKey, rehearsed, withSheet } from './rehearsing.ts';

let world: World;
afterEach(() => world.close());

/** `LANYARD_SHOTS=FOLDER` leaves the page to look at. */
const pageOf = async (name: string): Promise<string> => {
  const bytes = await rehearsalPdf(await proofOf(world.deps.rehearsals, world.school), world.now());
  const folder = process.env.LANYARD_SHOTS;
  if (folder) await writeFile(`${folder}/${name}.pdf`, bytes);
  const read = await readDocument(Buffer.from(bytes), `${name}.pdf`);
  if (read.kind === 'unreadable') throw new Error(read.why);
  return JSON.stringify(read.document.blocks);
};

test('the page has each drill with who was told, opened and acknowledged, what was simulated, and who signs', async () => {
  world = await given();
  expect(await pageOf('rehearsal-0')).toContain('About the DSL’s own child: not held yet');
  await withSheet(world);
  await rehearsed(world, undefined, { isWaitedFor: false });
  const page = await pageOf('rehearsal-1');
  for (const part of [
    '12 of 12 have passed',
    'About a child: passed, Mon 23 Nov 10:31',
    'Told: Colin Marsh 10:31; opened: Colin Marsh 10:31; acknowledged: Colin Marsh 10:31',
    'in which the deputies are away',
    'not watched until Monday 08:00',
    'Designated safeguarding lead: Miriam Hale',
    'Union representative',
    'IT lead: Gareth Bevan',
  ])
    expect(page).toContain(part);
  expect(page).not.toContain('Pilot');
});

test('what failed is said with what to do, and a drill that is held again takes the place of its line', async () => {
  world = await given();
  await withSheet(world);
  world.teams.cannotReach(COLIN, 'blocked');
  world.teams.cannotReach('place', 'gone');
  await rehearsed(world, undefined, {
    leave: ['adult'],
    before: async (drill, concern) => {
      if (drill === 'own-child') await loseKey(world, concern);
    },
  });
  const before = await pageOf('rehearsal-2');
  for (const part of [
    '8 of 12 have passed',
    'Until all have, every form says',
    'About the headteacher: FAILED',
    'Not told: Colin Marsh.',
    'Tried to open it and could not: Joanna Okafor.',
    'No card came into the DSL’s place.',
  ])
    expect(before).toContain(part);
  world.teams.canReach(COLIN);
  await rehearsed(world, ['head'], { isWaitedFor: false });
  const after = await pageOf('rehearsal-3');
  expect(after).toContain('9 of 12 have passed');
  expect(after).toContain('About the headteacher: passed, Mon 23 Nov 10:42, held 2 times');
  expect(after).not.toContain('Not told: Colin Marsh');
  expect(world.teams.to(JOANNA).length).toBeGreaterThan(0);
});
