import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';
import { callsWith, channelCard, next, shown } from '../support-sandbox.ts';

/** “A pupil has contacted me”, clicked through under two schools’ policies: the headteacher’s, and the manager’s. */

const { priyaNair: reporter, miriamHale: dsl, joannaOkafor: head, ruthEllery: owner, helenWhitcombe: manager } = PEOPLE;

let world: Running;
let database: pg.Client;
beforeAll(async () => {
  world = await running();
  database = new pg.Client({ connectionString: world.databaseUrl });
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await world.close();
});

const click = (dialog: Dialog, button: string, inputs: Record<string, string> = {}, user = reporter) =>
  next(world, user, dialog, button, inputs);
const first = async (button = 'A pupil has contacted me privately'): Promise<Dialog> => {
  const { sandbox } = world;
  await database.query('delete from concern_draft');
  await sandbox.say(reporter, 'report a concern');
  const invitation = sandbox.messages(reporter).findLast((message) => shown(message).includes('I ask first who it is'));
  return sandbox.openDialog(reporter, invitation?.id ?? '', button);
};
const second = async () => click(await first(), 'Next', { about: 'pupil-contact', who: 'Alfie Marsh, 7B', people: '' });
const SEND = 'Send to the DSL, Miriam Hale';
const confirmed = async (who: string) => {
  const { sandbox } = world;
  await sandbox.say(owner, 'policies');
  const desk = sandbox.messages(owner).findLast((message) => shown(message).includes('People named'));
  const button = /"title":"(People named[^"]*)"/.exec(shown(desk))?.[1] ?? '';
  const page = await sandbox.openDialog(owner, desk?.id ?? '', button);
  const saved = await click(page, 'Confirm', { 'pupil-contact': who, 'about-staff': 'nobody' }, owner);
  expect(shown(saved.card)).toContain('Saved. It is in use from now on.');
  return shown(page.card);
};

test('the owner chooses another sentence than the one that was read: it stands on the page, and in the trail once it is confirmed', async () => {
  const { sandbox } = world;
  await sandbox.say(owner, 'policies');
  const desk = sandbox.messages(owner).findLast((message) => shown(message).includes('People named'));
  const button = /"title":"(People named[^"]*)"/.exec(shown(desk))?.[1] ?? '';
  const page = await sandbox.openDialog(owner, desk?.id ?? '', button);
  const asked = await click(page, 'Choose another sentence', {}, owner);
  const place = /"title":"([^"]*Contact with pupils)","value":"([^"]+)"/.exec(shown(asked.card))?.[2] ?? '';
  const list = await click(asked, 'Show its sentences', { matter: 'pupil-contact', place }, owner);
  const [, words = '', sentence = ''] =
    /"title":"(Staff must not follow[^"]+)","value":"([0-9a-f]{12})"/.exec(shown(list.card)) ?? [];
  const back = await click(list, 'Use this sentence', { sentence }, owner);
  expect(shown(back.card)).toContain(words);
  const saved = await click(back, 'Confirm', { 'pupil-contact': 'nobody' }, owner);
  expect(shown(saved.card)).toContain(words);
  const again = await sandbox.openDialog(owner, desk?.id ?? '', button);
  expect(shown(again.card)).toContain(words);
});

test('what not to do comes first, then where and whether they answered; what was written may be left out', async () => {
  const page = await second();
  const order = ['Do not reply', 'This goes to the DSL', 'Where did they contact you', 'Did you answer'];
  const places = order.map((words) => shown(page.card).indexOf(words));
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(Math.min(...places)).toBeGreaterThan(-1);

  const lacking = await click(page, SEND, { where: 'Instagram', urgent: 'no' });
  expect(shown(lacking.card)).toContain('Please say where it was, and whether you answered.');
  expect(shown(lacking.card)).toContain('Instagram');

  const sent = await click(lacking, SEND, {
    where: 'Instagram',
    replied: 'yes',
    childTold: 'by-someone',
    urgent: 'no',
  });
  const reference = /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';
  const alert = await channelCard(world, reference);
  const record = await world.sandbox.openDialog(dsl, alert?.id ?? '', 'Open');
  const text = shown(record.card);
  for (const line of ['A pupil contacted the reporter in private', 'Alfie Marsh, 7B', 'Instagram'])
    expect(text).toContain(line);
  expect(text).toMatch(/Did the reporter answer the pupil\?.*?"text":"Yes"/);
  expect(text).toMatch(/Told the child that staff do not answer in private.*?Yes, someone else told them/);
  // Nobody is named by this school's policy as long as nobody has confirmed it.
  expect(shown(sent.card)).not.toContain('Your policy also says');
  for (const word of ['Alfie', 'Instagram']) {
    expect(callsWith(world, word)).toEqual([]);
    expect(world.logged.join()).not.toContain(word);
  }
});

test('what was answered is still there after going back, and another choice leaves the contact out', async () => {
  const page = await second();
  const back = await click(page, 'Back', { where: 'Snapchat', replied: 'no', childTold: 'by-me' });
  expect(shown(back.card)).toContain('"value":"pupil-contact"');
  const again = await click(back, 'Next', { who: 'Alfie Marsh, 7B' });
  expect(shown(again.card)).toContain('Snapchat');
  expect(shown(again.card)).toMatch(/"value":"no"/);
  const once = await click(again, 'Back');
  const other = await click(once, 'Next', { about: 'child', who: 'Alfie Marsh, 7B' });
  expect(shown(other.card)).not.toContain('Do not reply');
  expect(shown(other.card)).toContain('What did you see or hear?');
});

test('an adult who was named for what they did: it is no contact of a pupil’s any more, and goes to the headteacher', async () => {
  const named = await click(await first(), 'Next', {
    about: 'pupil-contact',
    who: 'Not known',
    people: PEOPLE.lewisGrant,
  });
  const page = await click(named, 'Next', { people: PEOPLE.lewisGrant, name: '', conduct: 'yes' });
  expect(shown(page.card)).not.toContain('Do not reply');
  expect(shown(page.card)).toContain('Send to the headteacher');
});

test('the policy names the headteacher: one press after the report, and they hear only who would like to talk', async () => {
  const { sandbox } = world;
  await confirmed('headteacher');
  const sent = await click(await second(), SEND, { where: 'TikTok', replied: 'no', urgent: 'no', seen: 'hey sir' });
  expect(shown(sent.card)).toContain('Your policy also says: tell your headteacher, Joanna Okafor.');
  const told = await click(sent, 'Tell them there is something to talk about');
  expect(shown(told.card)).toContain('I am telling Joanna Okafor that you would like to talk.');
  const heard = await sandbox.until(() =>
    sandbox.messages(head).find((message) => shown(message).includes('would like to talk to you')),
  );
  expect(shown(heard)).toContain('Priya Nair');
  const reference = /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '?';
  for (const secret of [reference, 'Alfie', 'TikTok', 'hey sir']) expect(shown(heard)).not.toContain(secret);
  expect(shown(told.card)).not.toContain('Tell them there is something to talk about');
});

test('the policy names the manager, whom the directory knows; only the owner may say so', async () => {
  const { sandbox } = world;
  await confirmed('manager');
  const sent = await click(await second(), SEND, { where: 'Roblox', replied: 'no', urgent: 'no' });
  expect(shown(sent.card)).toContain('Your policy also says: tell your line manager, ');
  await click(sent, 'Tell them there is something to talk about');
  await sandbox.until(() =>
    sandbox.messages(manager).find((message) => shown(message).includes('would like to talk to you')),
  );
  for (const user of [reporter, dsl, head]) {
    const value = (verb: string) => ({ data: { verb, dialog: verb, school: 'oakfield', 'pupil-contact': 'nobody' } });
    for (const [name, verb] of [
      ['task/fetch', 'policy.names'],
      ['task/submit', 'policy.save-names'],
    ] as const) {
      const answer = await sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name, value: value(verb) }));
      expect(shown(answer.body)).toContain('This is for the people who look after the policies.');
    }
  }
});

test.each(['a pupil messaged me', 'one of my students dm’d me last night'])(
  '%s: typed, it leads to this form first',
  async (typed) => {
    const { sandbox } = world;
    await database.query('delete from concern_draft');
    await sandbox.say(reporter, typed);
    const offer = sandbox.messages(reporter).at(-1);
    expect(shown(offer)).toContain('Do not reply.');
    const page = await sandbox.openDialog(reporter, offer?.id ?? '', 'A pupil has contacted me');
    // The choice is there, and is the reporter's to change.
    expect(shown(page.card)).toContain('"value":"pupil-contact"}');
    expect(
      await click(page, 'Next', { who: 'Alfie Marsh, 7B', people: '' }).then((next) => shown(next.card)),
    ).toContain('Did you answer');
  },
);
