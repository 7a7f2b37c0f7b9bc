import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
const RUTH = PEOPLE.ruthEllery;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const cards = (message: MessageView | undefined): string => JSON.stringify(message?.cards ?? []);
const last = (user: string): MessageView | undefined => world.sandbox.messages(user).at(-1);
const ask = async (user: string, question: string): Promise<string> => {
  await world.sandbox.say(user, question);
  return cards(last(user));
};

const QUESTION = 'how much does the school lunch cost';
const PERSONS = 'A person’s reply to a question like yours';

test('a kept reply is found for a question like it, with name, source and date, apart from the policy’s words', async () => {
  const { sandbox } = world;
  await ask(PEOPLE.frankDoyle, QUESTION);
  const form = await sandbox.openDialog(
    PEOPLE.frankDoyle,
    last(PEOPLE.frankDoyle)?.id ?? '',
    'Send my question to Ruth Ellery',
  );
  await sandbox.submitDialog(PEOPLE.frankDoyle, form, 'Send to Ruth Ellery', {
    question: `${QUESTION}, Frank from site asks`,
  });
  const reply = await sandbox.openDialog(RUTH, last(RUTH)?.id ?? '', 'Reply');
  await sandbox.submitDialog(RUTH, reply, 'Send reply', {
    answer: 'A lunch costs three pounds.',
    source: 'Catering contract, 2026',
    curate: 'true',
    shown: 'What does the school lunch cost?',
  });
  expect(cards(last(PEOPLE.frankDoyle))).toContain('A lunch costs three pounds.');

  const card = await ask(PEOPLE.lewisGrant, 'how much does the school lunch cost each day?');
  expect(card).toContain('Your policies don’t seem to say');
  expect(card).toContain(PERSONS);
  expect(card).toContain('A lunch costs three pounds.');
  expect(card).toContain('Ruth Ellery · 23 November 2026 · based on: Catering contract, 2026');
  expect(card).not.toContain('Frank');
});

test('it is not shown for another question', async () => {
  expect(await ask(PEOPLE.lewisGrant, 'can i add a year 11 on insta')).not.toContain(PERSONS);
  expect(await ask(PEOPLE.lewisGrant, 'what is the wifi password for the sports hall')).not.toContain(PERSONS);
});

test('the owner sees what is asked as counts, and no question and no name', async () => {
  await ask(PEOPLE.priyaNair, 'can i be friends with parents on facebook');
  await world.sandbox.click(PEOPLE.priyaNair, last(PEOPLE.priyaNair)?.id ?? '', 'No');
  const view = await ask(RUTH, 'questions');
  expect(view).toContain('Not certain: asked, but no section clearly answers it');
  expect(view).toContain('Not covered');
  expect(view).toContain('This was not it');
  expect(view).toContain('1 of 1');
  for (const absent of ['Priya', 'Lewis', 'Frank', 'wifi', 'insta', 'facebook'])
    expect(view.toLowerCase()).not.toContain(absent.toLowerCase());
});

test('a kept reply is changed, and withdrawn, by an owner', async () => {
  const { sandbox } = world;
  await sandbox.say(RUTH, 'questions');
  const view = last(RUTH);
  const form = await sandbox.openDialog(RUTH, view?.id ?? '', 'Change');
  await sandbox.submitDialog(RUTH, form, 'Save', { answer: 'It costs four pounds now.' });
  expect(await ask(PEOPLE.lewisGrant, 'how much does a school lunch cost?')).toContain('four pounds');
  await sandbox.click(RUTH, view?.id ?? '', 'Withdraw');
  expect(await ask(PEOPLE.lewisGrant, 'how much does a school lunch cost?')).not.toContain(PERSONS);
});

test('others may do none of it, whatever their card data says', async () => {
  await world.sandbox.say(PEOPLE.priyaNair, 'questions');
  expect(last(PEOPLE.priyaNair)?.text).toContain('people who look after the policies');
  const referral = /"referral":"([0-9a-f-]{36})"/.exec(world.sandbox.messages(RUTH).map(cards).join(''))?.[1];
  expect(referral).toBeDefined();
  const send = async (user: string, name: string, value: object) =>
    JSON.stringify(
      (await world.sandbox.sendActivity(world.sandbox.activity(user, { type: 'invoke', name, value }))).body,
    );
  const edit = { referral, shown: 'x', answer: 'Made up', source: 'x' };
  const pupil = 'c0000000-0000-4000-8000-000000000002';
  for (const user of [PEOPLE.priyaNair, PEOPLE.bethanLloyd, pupil]) {
    // Nothing that a pupil writes into a form is even looked at.
    const [notKept, notSent] = user === pupil ? ['for staff', 'for staff'] : ['not kept', 'was not sent'];
    expect(await send(user, 'task/fetch', { data: { dialog: 'policy.edit-kept', ...edit } })).toContain('not kept');
    expect(await send(user, 'task/submit', { data: { verb: 'policy.save-kept', ...edit } })).toContain(notKept);
    expect(await send(user, 'task/submit', { data: { verb: 'policy.send-reply', ...edit } })).toContain(notSent);
    const withdraw = { action: { type: 'Action.Execute', verb: 'policy.withdraw-kept', data: edit } };
    expect(await send(user, 'adaptiveCard/action', withdraw)).toContain('error');
  }
  expect(world.logged.join('\n')).not.toMatch(/lunch|Made up/);
});
