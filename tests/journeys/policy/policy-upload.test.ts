import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { connect } from '../../../src/platform/postgres/database.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { ADOPTED, putInForce } from '../../support/adopt.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
let policy: string;
const RUTH = PEOPLE.ruthEllery;
beforeAll(async () => {
  policy = await readFile(resolve(import.meta.dirname, '../../../policies/social-media.md'), 'utf8');
  world = await running();
});
afterAll(() => world.close());

const cards = (message: MessageView | undefined): string => JSON.stringify(message?.cards ?? []);
const withText = (user: string, words: string): MessageView | undefined =>
  world.sandbox.messages(user).findLast((message) => cards(message).includes(words));
const soon = (user: string, words: string) => world.sandbox.until(() => withText(user, words));
const send = (user: string, name: string, content: string | Uint8Array, type = 'application/octet-stream') =>
  world.sandbox.say(user, '', undefined, [{ name, type, content }]);

test('an owner’s file is read in one message, placed in a dialog, compared, and put in force', async () => {
  const { sandbox } = world;
  const changed = policy.replace('6.1 Staff must not follow', '6.1 Nobody employed here may follow');
  await send(RUTH, 'Social Media Policy v6.md', changed);
  const ready = await soon(RUTH, 'Say which policy this is');
  expect(cards(ready)).not.toContain('Reading');

  const dialog = await sandbox.openDialog(RUTH, ready.id, 'Say which policy this is');
  // Its title says which policy it is: the choice is made already.
  expect(JSON.stringify(dialog.card)).toContain('"value":"oakfield/social-media"');
  const placed = await sandbox.submitDialog(RUTH, dialog, 'Compare');
  expect(placed).toMatchObject({ kind: 'message', text: expect.stringContaining('what changed') });

  const proposal = await soon(RUTH, 'A new version of a policy');
  const changes = await sandbox.openDialog(RUTH, proposal.id, 'See what changed');
  expect(JSON.stringify(changes.card)).toContain('Nobody employed here may follow');
  const form = await sandbox.submitDialog(RUTH, changes, 'Put in force');
  if (form.kind !== 'dialog') throw new Error('no form');
  await sandbox.submitDialog(RUTH, form.dialog, 'Put in force', ADOPTED);
  await sandbox.say(PEOPLE.priyaNair, 'can i follow a pupil from my own account');
  expect(cards(sandbox.messages(PEOPLE.priyaNair).at(-1))).toContain('Nobody employed here may follow');

  // The file was placed: its button is spent, and none of it is kept twice.
  const again = await sandbox.submitDialog(RUTH, dialog, 'Compare');
  expect(again).toMatchObject({ kind: 'message', text: expect.stringContaining('already been dealt with') });
});

test('no title of a policy is taken for what it is about', async () => {
  for (const title of ['Lone Working', 'Allegations against staff', 'Suicide and self-harm', 'Missing children']) {
    await send(RUTH, `${title}.md`, `# ${title}\n\n## Rules\n\nStaff must tell the office.\n`);
    await soon(RUTH, title);
  }
  expect(JSON.stringify(world.sandbox.messages(RUTH))).not.toContain('its name reads as if something has happened');
});

test('a file that cannot be read says why, and the way out', async () => {
  await send(RUTH, 'scan.pdf', Buffer.from('%PDF-1.7 broken'));
  const failed = await soon(RUTH, 'scan.pdf could not be used');
  expect(cards(failed)).toMatch(/Open it|save|send/i);
});

test('a policy the school does not have yet can be taken in, and waits', async () => {
  const { sandbox } = world;
  await send(
    RUTH,
    'drones.txt',
    'Drones Policy\n\n1. Flying\n\n1.1 Nobody flies a drone over the academy without the head’s leave.',
  );
  const ready = await soon(RUTH, 'drones.txt');
  await soon(RUTH, 'I have read drones.txt');
  const dialog = await sandbox.openDialog(RUTH, ready.id, 'Say which policy this is');
  // What the file does not state is put right before it counts.
  await sandbox.submitDialog(RUTH, dialog, 'Compare', { policy: 'oakfield/*', version: '1.0', adopted: 'April 2025' });
  const proposal = await soon(RUTH, 'A policy you do not have yet');
  expect(cards(proposal)).toMatch(/"1\.0".*"April 2025"/);
  expect(cards(proposal)).not.toContain('the version');
  await sandbox.say(PEOPLE.priyaNair, 'may i fly a drone over the school');
  expect(cards(sandbox.messages(PEOPLE.priyaNair).at(-1))).not.toContain('Nobody flies a drone');
  await putInForce(world, RUTH, proposal.id);
  await sandbox.say(PEOPLE.priyaNair, 'may i fly a drone over the school');
  expect(cards(sandbox.messages(PEOPLE.priyaNair).at(-1))).toContain('Nobody flies a drone');
});

test('nobody else’s file is fetched, and no picture of anyone’s', async () => {
  const before = world.sandbox.world.filesFetched;
  await send(PEOPLE.priyaNair, 'policy.md', policy);
  await send('c0000000-0000-4000-8000-000000000002', 'policy.md', policy);
  await send(RUTH, 'photo.png', 'x', 'image/png');
  // Who may put policies in is told to anyone who may not.
  expect(world.sandbox.messages(PEOPLE.priyaNair).at(-1)?.text).toMatch(/not opened or kept your file.*Ruth Ellery/);
  expect(world.sandbox.messages(RUTH).at(-1)?.text).toContain('I have not opened what you sent');
  expect(world.sandbox.world.filesFetched).toBe(before);
});

test('the place a file comes from is forgotten once it was fetched, and none is ever logged', async () => {
  const db = connect(world.databaseUrl, 1);
  await send(RUTH, 'another.txt', 'Another Policy\n\n1. One\n\n1.1 A rule.');
  await soon(RUTH, 'I have read another.txt');
  const rows = await db.selectFrom('policy_upload').select(['url']).execute();
  await db.destroy();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ url }) => url === null)).toBe(true);
  expect(world.logged.join('\n')).not.toContain('/files/');
});

test('an upload of someone else, or made up, opens nothing', async () => {
  const db = connect(world.databaseUrl, 1);
  const row = await db.selectFrom('policy_upload').select(['id']).executeTakeFirstOrThrow();
  await db.destroy();
  const invoke = async (user: string, name: string, data: object) =>
    (await world.sandbox.sendActivity(world.sandbox.activity(user, { type: 'invoke', name, value: { data } }))).body;
  for (const [user, upload] of [
    [PEOPLE.priyaNair, row.id],
    [PEOPLE.ruthEllery, '11111111-1111-4111-8111-111111111111'],
    [PEOPLE.ruthEllery, 'x'],
  ] as const) {
    expect(await invoke(user, 'task/fetch', { dialog: 'policy.place-upload', upload })).toMatchObject({
      task: { type: 'message' },
    });
    const placed = { verb: 'policy.placed-upload', upload, policy: 'oakfield/social-media' };
    expect(await invoke(user, 'task/submit', placed)).toMatchObject({ task: { type: 'message' } });
  }
  const elsewhere = { verb: 'policy.placed-upload', upload: row.id, policy: 'nowhere/social-media' };
  expect(await invoke(RUTH, 'task/submit', elsewhere)).toMatchObject({ task: { value: 'Please choose a policy.' } });
});
