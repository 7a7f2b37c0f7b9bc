import { copyFile, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { putInForce } from '../../support/adopt.ts';
import { type Running, running } from '../../support/running.ts';

/** A school with two policy owners and its files in a folder of the test's own, so that they can change. */
let world: Running;
let folder: string;
const RUTH = PEOPLE.ruthEllery;
const HELEN = PEOPLE.helenWhitcombe;
const OWN = resolve(import.meta.dirname, '../../../policies');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lanyard-desk-'));
  for (const file of ['social-media.md', 'code-of-conduct.md', 'safeguarding-summary.md', 'millbrook-social-media.md'])
    await copyFile(join(OWN, file), join(folder, file));
  const yml = await readFile(resolve(OWN, '../lanyard.yml'), 'utf8');
  await writeFile(
    join(folder, 'lanyard.yml'),
    yml
      .replaceAll('policies/', '')
      .replace(
        '- { id: b0000000-0000-4000-8000-000000000007, name: Ruth Ellery }',
        `- { id: b0000000-0000-4000-8000-000000000007, name: Ruth Ellery }\n        - { id: ${HELEN}, name: Helen Whitcombe }`,
      ),
  );
  world = await running({ env: { LANYARD_CONFIG: join(folder, 'lanyard.yml') } });
});
afterAll(() => world.close());

const cards = (message: MessageView | undefined): string => JSON.stringify(message?.cards ?? []);
const withText = (user: string, words: string): MessageView | undefined =>
  world.sandbox.messages(user).findLast((message) => cards(message).includes(words));
const soon = (user: string, words: string) => world.sandbox.until(() => withText(user, words));

/** What a card that is no longer the newest would open. */
const fetch = (dialog: string, user: string, message: MessageView) =>
  world.sandbox.fetchDialog(user, message.id, {
    dialog,
    school: 'oakfield',
    version: /"version":"([0-9a-f]{16})"/.exec(cards(message))?.[1],
  });

async function change(from: string, to: string): Promise<void> {
  const file = join(folder, 'social-media.md');
  const text = await readFile(file, 'utf8');
  expect(text.includes(from)).toBe(true);
  await writeFile(file, text.replace(from, to));
  // The hourly look at the files.
  await world.sandbox.clock.advance(3_600_000);
  await world.restart();
}

const PROPOSAL = 'A new version of a policy';

test('the desk is the policy owner’s alone, and others are told so', async () => {
  await world.sandbox.say(PEOPLE.priyaNair, 'policies');
  expect(world.sandbox.messages(PEOPLE.priyaNair).at(-1)?.text).toContain('people who look after the policies');
  await world.sandbox.say(RUTH, 'policies');
  const desk = cards(world.sandbox.messages(RUTH).at(-1));
  expect(desk).toContain('Social Media Policy for Staff');
  expect(desk).toContain('Version 5.0');
  // Ruth looks after two schools, Helen after one.
  expect(desk).toContain('Millbrook');
  await world.sandbox.say(HELEN, 'policies');
  expect(cards(world.sandbox.messages(HELEN).at(-1))).not.toContain('Millbrook');
});

test('a changed file becomes a card to every owner; answers stay with the old version until one of them decides', async () => {
  await change('6.1 Staff must not follow, befriend', '6.1 Nobody who works here may follow, befriend');
  const [ruths, helens] = await Promise.all([soon(RUTH, PROPOSAL), soon(HELEN, PROPOSAL)]);
  expect(cards(ruths)).toContain('may now have a different rule');

  const changes = await world.sandbox.openDialog(RUTH, ruths.id, 'See what changed');
  const shown = JSON.stringify(changes.card);
  expect(shown).toContain('Staff must not follow, befriend');
  expect(shown).toContain('Nobody who works here may follow, befriend');
  expect(shown).not.toContain('Most of us use social media every day');

  await world.sandbox.say(PEOPLE.priyaNair, 'can i follow a pupil from my own account');
  expect(cards(world.sandbox.messages(PEOPLE.priyaNair).at(-1))).not.toContain('Nobody who works here may');

  expect(await putInForce(world, RUTH, ruths.id)).toMatchObject({
    kind: 'message',
    text: expect.stringMatching(/^In force/),
  });
  // Helen's card changes by itself, and a stale button says who was first.
  await world.sandbox.until(() => cards(withText(HELEN, PROPOSAL)).includes('by Ruth Ellery'));
  const late = await fetch('policy.adopt', HELEN, helens);
  expect(late).toMatchObject({ kind: 'message', text: expect.stringContaining('Ruth Ellery') });

  await world.sandbox.say(PEOPLE.priyaNair, 'can i follow a pupil from my own account');
  expect(cards(world.sandbox.messages(PEOPLE.priyaNair).at(-1))).toContain('Nobody who works here may');
});

test('the version that was replaced can still be read, whole', async () => {
  await world.sandbox.say(RUTH, 'policies');
  const desk = world.sandbox.messages(RUTH).at(-1);
  const dialog = await world.sandbox.fetchDialog(RUTH, desk?.id, {
    dialog: 'policy.versions',
    school: 'oakfield',
    policy: 'social-media',
  });
  expect(dialog.kind).toBe('dialog');
  const card = dialog.kind === 'dialog' ? dialog.dialog.card : undefined;
  expect(JSON.stringify(card)).toContain('has been replaced');
  const versions = [...JSON.stringify(card).matchAll(/"version":"([0-9a-f]{16})"/g)].map(([, id]) => id);
  const old = versions.at(-1);
  const pages: string[] = [];
  for (let page = 0; page < 20; page += 1) {
    const result = await world.sandbox.sendActivity(
      world.sandbox.activity(RUTH, {
        type: 'invoke',
        name: 'task/submit',
        value: { data: { verb: 'policy.read-page', school: 'oakfield', version: old, page } },
      }),
    );
    const body = JSON.stringify(result.body);
    expect(body.length).toBeLessThan(25_000);
    pages.push(body);
    if (!body.includes('Next part')) break;
  }
  expect(pages.length).toBeGreaterThan(1);
  expect(pages.join('')).toContain('Staff must not follow, befriend');
});

test('what an owner sets aside is not proposed again until the file changes', async () => {
  await change('6.1 Nobody who works here may', '6.1 No member of staff may');
  const proposal = await world.sandbox.until(() => {
    const message = withText(RUTH, PROPOSAL);
    return message && cards(message).includes('Put in force') ? message : undefined;
  });
  const kept = await world.sandbox.click(RUTH, proposal.id, 'Not now');
  expect(JSON.stringify(kept)).toContain('Left for later');

  await world.sandbox.say(RUTH, 'policies');
  const desk = world.sandbox.messages(RUTH).at(-1);
  expect(cards(desk)).toContain('A new version is waiting for you');
  const after = await world.sandbox.click(RUTH, desk?.id ?? '', 'Set aside');
  expect(JSON.stringify(after)).not.toContain('A new version is waiting for you');

  const before = world.sandbox.messages(RUTH).length;
  await world.restart();
  await world.sandbox.say(RUTH, 'policies');
  expect(world.sandbox.messages(RUTH).length).toBe(before + 2);
});

test('two versions that come one after the other leave only the newer to decide on', async () => {
  await change('6.1 No member of staff may', '6.1 No adult here may');
  const first = await world.sandbox.until(() => {
    const message = withText(RUTH, PROPOSAL);
    return message && cards(message).includes('Put in force') ? message : undefined;
  });
  await change('6.1 No adult here may', '6.1 No adult of any kind may');
  await world.sandbox.until(() => withText(RUTH, PROPOSAL)?.id !== first.id);
  const late = await fetch('policy.adopt', RUTH, first);
  expect(late).toMatchObject({ kind: 'message', text: expect.stringContaining('newer version') });
});

describe('card data made up by hand is refused', () => {
  const invoke = async (user: string, verb: string, data: object) => {
    const { body } = await world.sandbox.sendActivity(
      world.sandbox.activity(user, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { type: 'Action.Execute', verb, data } },
      }),
    );
    return body as { statusCode: number; type: string };
  };
  const proposed = () => /"version":"([0-9a-f]{16})"/.exec(cards(withText(RUTH, PROPOSAL)))?.[1];

  test.each(['policy.set-aside', 'policy.not-now', 'policy.desk'])('%s: someone without the role', async (verb) => {
    const data = { school: 'oakfield', version: proposed(), user: RUTH };
    expect((await invoke(PEOPLE.priyaNair, verb, data)).statusCode).toBe(403);
    expect((await invoke('c0000000-0000-4000-8000-000000000002', verb, data)).statusCode).toBe(403);
  });
  test.each(['policy.set-aside', 'policy.not-now'])('%s: another school, a made-up version, no data', async (verb) => {
    // Helen owns Oakfield's policies, not Millbrook's.
    expect((await invoke(HELEN, verb, { school: 'millbrook', version: proposed() })).statusCode).toBe(404);
    expect((await invoke(HELEN, verb, { school: 'oakfield', version: '0000000000000000' })).statusCode).toBe(404);
    expect((await invoke(HELEN, verb, { school: ['oakfield'], version: { a: 1 } })).statusCode).toBe(400);
    expect((await invoke(HELEN, verb, {})).statusCode).toBe(400);
  });
  test.each([
    ['task/fetch', { dialog: 'policy.read' }],
    ['task/fetch', { dialog: 'policy.changes' }],
    ['task/fetch', { dialog: 'policy.versions', policy: 'social-media' }],
    ['task/submit', { verb: 'policy.read-page', page: 0 }],
    ['task/submit', { verb: 'policy.changes-page', page: 0 }],
    ['task/submit', { verb: 'policy.put-in-force', adoptedBy: 'Us', adoptedOn: '2026-11-20' }],
    ['task/fetch', { dialog: 'policy.adopt' }],
    ['task/submit', { verb: 'policy.adopt-page' }],
    ['task/submit', { verb: 'policy.take-back' }],
    ['task/fetch', { dialog: 'policy.consult' }],
    ['task/submit', { verb: 'policy.begin-consultation', people: RUTH, until: '2026-12-20' }],
    ['task/fetch', { dialog: 'policy.comments' }],
    ['task/submit', { verb: 'policy.comments-page' }],
    ['task/fetch', { dialog: 'policy.ask-draft' }],
    ['task/submit', { verb: 'policy.asked-draft', question: 'may i follow a pupil' }],
    ['task/fetch', { dialog: 'policy.consulted-changes' }],
    ['task/submit', { verb: 'policy.consulted-changes-page' }],
    ['task/fetch', { dialog: 'policy.consulted-read' }],
    ['task/submit', { verb: 'policy.consulted-read-page' }],
    ['task/fetch', { dialog: 'policy.comment' }],
    ['task/submit', { verb: 'policy.send-comment', comment: 'Section 6 is too long.' }],
  ])('%s %j gives nothing of a policy to who does not look after it', async (name, data) => {
    for (const [user, school] of [
      [PEOPLE.priyaNair, 'oakfield'],
      [HELEN, 'millbrook'],
    ] as const) {
      const { body } = await world.sandbox.sendActivity(
        world.sandbox.activity(user, {
          type: 'invoke',
          name,
          value: { data: { ...data, school, version: proposed() } },
        }),
      );
      expect(body).toMatchObject({ task: { type: 'message' } });
    }
  });
});

test('a policy past its own review date is said to its owners once, and to nobody else', async () => {
  world.sandbox.clock.set(new Date('2027-10-04T09:00:00Z'));
  await world.restart();
  await soon(HELEN, 'past their review');
  const reviews = () =>
    world.sandbox.messages(RUTH).filter((message) => /past (its|their) review/.test(cards(message)));
  // She looks after two schools: one card for each.
  await world.sandbox.until(() => reviews().length === 2);
  world.sandbox.clock.set(new Date('2027-10-05T09:00:00Z'));
  await world.restart();
  await world.sandbox.say(RUTH, 'policies');
  expect(cards(world.sandbox.messages(RUTH).at(-1))).toContain('Past review');
  expect(reviews()).toHaveLength(2);
  await world.sandbox.say(PEOPLE.priyaNair, 'can i add a year 11 on insta');
  expect(cards(world.sandbox.messages(PEOPLE.priyaNair).at(-1))).not.toContain('ast review');
});
