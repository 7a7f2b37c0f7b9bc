import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../report/support-sandbox.ts';
import { type Running, running } from '../support/running.ts';
import { DISCLOSURE, leaksOf, MARK, submit } from './entrance-world.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { miriamHale: dsl, ruthEllery: owner, lewisGrant: asker } = PEOPLE;

test('a message in one’s own chat', async () => {
  await world.sandbox.say(asker, DISCLOSURE);
  expect(shown(world.sandbox.messages(asker).at(-1))).toContain('This may be something to report');
  expect(await leaksOf(world)).toEqual([]);
});

test('a message in a channel', async () => {
  await world.sandbox.say(dsl, DISCLOSURE, { channelId: CHANNELS.dsl });
  expect(await leaksOf(world)).toEqual([]);
});

test('words in the search box, wherever they are typed', async () => {
  for (const words of [DISCLOSURE, `${'The canteen opens at eight. '.repeat(50)}${DISCLOSURE}`]) {
    const value = { commandId: 'policy.find', parameters: [{ name: 'words', value: words }] };
    const activity = world.sandbox.activity(asker, { type: 'invoke', name: 'composeExtension/query', value });
    expect(shown((await world.sandbox.sendActivity(activity)).body)).toContain('something to report');
  }
  expect(await leaksOf(world)).toEqual([]);
});

test('the name of a file: it would be the title that everyone reads', async () => {
  await world.sandbox.say(owner, '', undefined, [{ name: `${DISCLOSURE}.docx`, type: 'application/octet-stream' }]);
  expect(shown(world.sandbox.messages(owner).at(-1))).toContain('I have not opened or kept that file');
  expect(await leaksOf(world)).toEqual([]);
});

test('the title inside a file, however harmless its name: nothing of the file is kept', async () => {
  const title = `Policy: a girl in Year 7, Tess ${MARK}, told me today that her uncle touches her`;
  const content = `${title}\n\n1. Visits\n\n1.1 Visitors sign in at the office.`;
  await world.sandbox.say(owner, '', undefined, [
    { name: 'Visits policy.md', type: 'application/octet-stream', content },
  ]);
  await world.sandbox.until(() => shown(world.sandbox.messages(owner)).includes('its title reads as if something'));
  expect(await leaksOf(world)).toEqual([]);
});

test('a question that a card of its writer’s carries comes back in that person’s chat, and nowhere else', async () => {
  const data = { ticket: '11111111-1111-4111-8111-111111111111', wasIt: false, question: DISCLOSURE };
  const press = (own: object) =>
    world.sandbox.sendActivity({
      ...world.sandbox.activity(asker, {
        type: 'invoke',
        name: 'adaptiveCard/action',
        value: { action: { verb: 'policy.was-it', data: { verb: 'policy.was-it', ...data } } },
      }),
      ...own,
    });
  await press({});
  const others = Object.values(PEOPLE).filter((user) => user !== asker);
  const told = (user: string) => shown(world.sandbox.messages(user).filter(({ from }) => from.kind === 'bot'));
  expect(others.filter((user) => told(user).includes(MARK))).toEqual([]);
  expect((await leaksOf(world)).filter((way) => way !== 'POST sendActivity')).toEqual([]);
  const sent = world.sandbox.received().length;
  const value = { data: { dialog: 'policy.refer', question: DISCLOSURE } };
  const opened = world.sandbox.activity(asker, { type: 'invoke', name: 'task/fetch', value });
  expect(shown((await world.sandbox.sendActivity(opened)).body)).toContain(MARK);
  expect(world.sandbox.received()).toHaveLength(sent);
  expect(await submit(world, asker, 'policy.send-referral', { question: DISCLOSURE })).toContain(
    'I have not sent this',
  );
});

test('a page behind a link takes choices: a sentence in them is told to nobody', async () => {
  const body = new URLSearchParams({ step: 'questions', me: DISCLOSURE, 'policy-1': DISCLOSURE });
  const answer = await fetch(`${world.url}/a/${'B'.repeat(28)}`, { method: 'POST', body });
  expect(await answer.text()).not.toContain(MARK);
  expect(world.logged.filter((line) => line.includes(MARK))).toEqual([]);
});
