import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { type Running, running } from '../../support/running.ts';

/** A school whose policies are in SharePoint too. */
let world: Running;
let policy: string;
const RUTH = PEOPLE.ruthEllery;
const OWN = resolve(import.meta.dirname, '../../../policies');

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lanyard-library-'));
  for (const file of ['social-media.md', 'code-of-conduct.md', 'safeguarding-summary.md', 'millbrook-social-media.md'])
    await copyFile(join(OWN, file), join(folder, file));
  policy = await readFile(join(folder, 'social-media.md'), 'utf8');
  const yml = await readFile(resolve(OWN, '../lanyard.yml'), 'utf8');
  await writeFile(
    join(folder, 'lanyard.yml'),
    yml
      .replaceAll('policies/', '')
      .replace('    policies:\n', '    policies:\n      library:\n        driveId: b!oakmill-policies\n'),
  );
  world = await running({ env: { LANYARD_CONFIG: join(folder, 'lanyard.yml') } });
  world.sandbox.tenant.setPermission('Sites.Selected', true);
});
afterAll(() => world.close());

const cards = (message: MessageView | undefined): string => JSON.stringify(message?.cards ?? []);
const all = (words: string) => world.sandbox.messages(RUTH).filter((message) => cards(message).includes(words));

test('a policy that changes in SharePoint becomes a card to its owner, with what changed', async () => {
  const content = policy.replace('6.1 Staff must not follow', '6.1 Nobody employed here may follow');
  world.sandbox.tenant.putFile({ id: 'item-1', name: 'Social Media.md', content });
  world.sandbox.tenant.putFile({ id: 'item-2', name: '~$lock.docx', content: 'x' });
  world.sandbox.tenant.putFile({ id: 'item-3', name: 'logo.png', content: 'x' });
  await world.restart();
  const proposal = await world.sandbox.until(() => all('A new version of a policy').at(-1));
  const dialog = await world.sandbox.openDialog(RUTH, proposal.id, 'See what changed');
  expect(JSON.stringify(dialog.card)).toContain('Nobody employed here may follow');
  expect(all('~$lock')).toEqual([]);
});

test('what did not change is not asked for again, and a link that Graph no longer knows begins again without a second card', async () => {
  // The sandbox answers 410 to a link from the future, as Graph does to one from too long ago.
  world.sandbox.world.library.revision = 0;
  for (const item of world.sandbox.world.library.items.values()) item.revision = 0;
  world.sandbox.world.library.revision = 1;
  for (const item of world.sandbox.world.library.items.values()) item.revision = 1;
  await world.restart();
  world.sandbox.tenant.putFile({
    id: 'item-4',
    name: 'Drones.txt',
    content: 'Drones Policy\n\n1. Flying\n\n1.1 Nobody flies a drone over the academy.',
  });
  await world.restart();
  await world.sandbox.until(() => all('A policy you do not have yet').at(-1));
  expect(all('A new version of a policy')).toHaveLength(1);
  // A first version out of a folder is not in force by itself.
  await world.sandbox.say(PEOPLE.priyaNair, 'may i fly a drone over the academy');
  expect(cards(world.sandbox.messages(PEOPLE.priyaNair).at(-1))).not.toContain('Nobody flies a drone');
});

test('a file in the library that cannot be read is told to the owner, by name and with the reason, once', async () => {
  world.sandbox.tenant.putFile({ id: 'item-5', name: 'Scanned Handbook.pdf', content: '%PDF-1.7\nand nothing more' });
  await world.restart();
  const told = await world.sandbox.until(() => all('A file I cannot read').at(-1));
  expect(cards(told)).toContain('Scanned Handbook.pdf');
  expect(world.sandbox.messages(PEOPLE.priyaNair).some((message) => cards(message).includes('Scanned'))).toBe(false);
  world.sandbox.tenant.putFile({
    id: 'item-6',
    name: 'Kites.txt',
    content: 'Kites Policy\n\n1. Flying\n\n1.1 Nobody flies a kite over the academy.',
  });
  await world.restart();
  await world.sandbox.until(() => all('Kites Policy').at(-1));
  expect(all('A file I cannot read')).toHaveLength(1);
});

test('a file in which malware was found is told to the owner and not fetched, and the others are read all the same', async () => {
  world.sandbox.tenant.putFile({ id: 'item-7', name: 'Wages.docx', content: 'x', isInfected: true });
  world.sandbox.tenant.putFile({
    id: 'item-8',
    name: 'Balloons.txt',
    content: 'Balloons Policy\n\n1. Flying\n\n1.1 Nobody flies a balloon over the academy.',
  });
  await world.restart();
  await world.sandbox.until(() => all('Balloons Policy').at(-1));
  const told = await world.sandbox.until(() => all('Wages.docx').at(-1));
  expect(cards(told)).toContain('found malware in it');
});
