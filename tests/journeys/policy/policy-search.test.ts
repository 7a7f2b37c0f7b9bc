import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { connect } from '../../../src/platform/postgres/database.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

interface Answer {
  composeExtension: {
    type: string;
    text?: string;
    attachmentLayout?: string;
    attachments?: { content: object; preview: { content: { title: string; text: string } } }[];
  };
}
const find = async (user: string, words: string) =>
  (await world.sandbox.searchExtension(user, 'policy.find', words)).body as Answer;

test('what is found is a card with the policy’s words, word for word, and where they stand', async () => {
  const { composeExtension } = await find(PEOPLE.priyaNair, 'friend requests from parents');
  expect(composeExtension.type).toBe('result');
  expect(composeExtension.attachmentLayout).toBe('list');
  const source = readFileSync(resolve(import.meta.dirname, '../../../policies/social-media.md'), 'utf8');
  const first = JSON.stringify(composeExtension.attachments?.[0]?.content);
  const words = 'Staff should not accept friend requests from parents or carers, or send them, on a personal account.';
  expect(source).toContain(words);
  expect(first).toContain(words);
  expect(first).toContain('7.4');
  // Others in that conversation cannot use our buttons.
  expect(first).not.toContain('Action.');
  expect(composeExtension.attachments?.[0]?.preview.content.title).toContain('Social Media Policy');
});

test('a pupil finds nothing, even one in a staff group by mistake', async () => {
  for (const user of ['c0000000-0000-4000-8000-000000000002', PEOPLE.pupilInStaffGroup]) {
    const { composeExtension } = await find(user, 'friend requests from parents');
    expect(composeExtension).toEqual({ type: 'message', text: 'This is for school staff.' });
  }
});

test('a disclosure typed into the search gets the way to a person, and no policy', async () => {
  const { composeExtension } = await find(PEOPLE.lewisGrant, 'a year 8 girl told me her stepdad hits her');
  expect(composeExtension.type).toBe('message');
  expect(composeExtension.text).toContain('999');
});

test('someone who writes that they cannot go on gets numbers, and no policy', async () => {
  const { composeExtension } = await find(PEOPLE.lewisGrant, 'i cant cope any more and dont want to be here');
  expect(composeExtension.type).toBe('message');
  expect(composeExtension.text).toMatch(
    /^Please talk to someone\. In danger now: 999\. .*Samaritans: 116 123 .*National Domestic Abuse Helpline/,
  );
});

test('neither nonsense nor an empty box is an error', async () => {
  for (const words of ['', 'x'.repeat(20_000), '<script>alert(1)</script>', '\u202e\u0000{}[]']) {
    const answer = await find(PEOPLE.priyaNair, words);
    expect(['message', 'result']).toContain(answer.composeExtension.type);
    expect(JSON.stringify(answer)).not.toContain('<script>');
  }
  const { body } = await world.sandbox.sendActivity(
    world.sandbox.activity(PEOPLE.priyaNair, { type: 'invoke', name: 'composeExtension/query', value: 7 }),
  );
  expect(JSON.stringify(body)).toContain('"type":"message"');
});

test('a search in a chat between two people does not become the place where the bot writes', async () => {
  const db = connect(world.databaseUrl, 1);
  // Chats of those who hold a role are opened meanwhile; the one who searches holds none.
  const kept = async () =>
    (await db.selectFrom('conversation').selectAll().execute()).filter((one) => one.user_id === PEOPLE.priyaNair);
  const before = await kept();
  await world.sandbox.sendActivity(
    world.sandbox.activity(PEOPLE.priyaNair, {
      type: 'invoke',
      name: 'composeExtension/query',
      value: { commandId: 'policy.find', parameters: [{ name: 'query', value: 'phones' }] },
      conversation: {
        conversationType: 'personal',
        tenantId: world.config.trust.tenantId,
        id: '19:one_other@unq.gbl.spaces',
      },
    }),
  );
  expect(await kept()).toEqual(before);
  await db.destroy();
});

test('no word of a search is logged or counted', async () => {
  await find(PEOPLE.priyaNair, 'purple-giraffe phones');
  expect(world.logged.join('\n')).not.toContain('giraffe');
  const db = connect(world.databaseUrl, 1);
  const outcomes = await db.selectFrom('question_outcome').selectAll().execute();
  await db.destroy();
  expect(outcomes).toEqual([]);
});
