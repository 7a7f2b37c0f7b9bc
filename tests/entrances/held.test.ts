import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { next, shown } from '../report/support-sandbox.ts';
import { type Running, running } from '../support/running.ts';
import { DISCLOSURE, leaksOf, MARK, referral, submit } from './entrance-world.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { lewisGrant: asker, ruthEllery: owner } = PEOPLE;
const UNCLEAR = 'a boy told me something about home, what do i do';

/** The form "Send my question to …", open, after a question that the policies do not answer. */
async function questionForm() {
  const { sandbox } = world;
  await sandbox.say(asker, 'how much does the school lunch cost');
  return sandbox.openDialog(asker, sandbox.messages(asker).at(-1)?.id ?? '', 'Send my question to Ruth Ellery');
}

test('a question that is turned into a disclosure reaches no owner, no table and no log, and is offered as a report', async () => {
  const before = world.sandbox.messages(owner).length;
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question: DISCLOSURE });
  expect(shown(held.card)).toContain('I have not sent this');
  expect(shown(held.card)).toContain('Miriam Hale');
  expect(shown(held.card)).toContain(MARK);
  expect(world.sandbox.messages(owner)).toHaveLength(before);
  expect(await leaksOf(world)).toEqual([]);
});

test('pressing on, or saying that it is a general question, sends it no more than before', async () => {
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question: DISCLOSURE });
  const again = await next(world, asker, held, 'I have changed it: try again');
  expect(shown(again.card)).toContain('I have not sent this');
  const forged = await submit(world, asker, 'policy.send-referral', { question: DISCLOSURE, hasHappened: 'no' });
  expect(forged).toContain('I have not sent this');
  expect(await leaksOf(world)).toEqual([]);
});

test('changed to what the rules are, it is sent', async () => {
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question: DISCLOSURE });
  const sent = await world.sandbox.submitDialog(asker, held, 'I have changed it: try again', {
    question: 'Who may collect a pupil from the canteen?',
  });
  expect(shown(sent)).toContain('Sent to Ruth Ellery');
});

test('its words go into the report when their writer presses so: sealed, and found where it is asked what was said', async () => {
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question: DISCLOSURE });
  const before = await next(world, asker, held, 'Report a concern, with these words');
  expect(shown(before.card)).not.toContain(MARK);
  const account = await next(world, asker, before, 'Next', { about: 'child', who: `Tess ${MARK}` });
  expect(shown(account.card)).toContain(DISCLOSURE);
  expect(await leaksOf(world)).toEqual([]);
  const button = /"title":"(Send to [^"]+)"/.exec(shown(account.card))?.[1] ?? '';
  const sent = await next(world, asker, account, button, { urgent: 'no' });
  expect(shown(sent.card)).toContain('Your reference is');
  await world.sandbox.until(() => shown(world.sandbox.channel(CHANNELS.dsl)).includes('Acknowledge'));
  expect(await leaksOf(world)).toEqual([]);
});

test('a form that is closed at the first question is gone on with, words and all', async () => {
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question: DISCLOSURE });
  await next(world, asker, held, 'Report a concern, with these words');
  const { sandbox } = world;
  await sandbox.say(asker, 'report a concern');
  const left = await sandbox.openDialog(asker, sandbox.messages(asker).at(-1)?.id ?? '', 'Report a concern');
  expect(shown(left.card)).toContain('You have a report that was not sent');
});

test('what is unclear is asked about, and only the answer that it has not happened sends it', async () => {
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question: UNCLEAR });
  expect(shown(held.card)).toContain('Has this happened?');
  const again = await next(world, asker, held, 'Send it');
  expect(shown(again.card)).toContain('Has this happened?');
  const unsure = await next(world, asker, again, 'Send it', { hasHappened: 'unsure' });
  expect(shown(unsure.card)).toContain('I have not sent this');
  expect(shown(world.sandbox.messages(owner))).not.toContain(UNCLEAR);
  const sent = await world.sandbox.submitDialog(asker, again, 'Send it', { hasHappened: 'no' });
  expect(shown(sent)).toContain('Sent to Ruth Ellery');
});

test('to a disclosure that is taken for unclear no careless press opens the way', async () => {
  const question = `student emailed me I was raped at a party, what do i do ${MARK.toLowerCase()}`;
  let form = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question });
  for (let press = 0; press < 3; press += 1)
    form = await next(
      world,
      asker,
      form,
      shown(form.card).includes('Send it') ? 'Send it' : 'I have changed it: try again',
    );
  expect(await leaksOf(world)).toEqual([]);
});

test('a reply that would be kept for everyone is held back in every box of it', async () => {
  const id = await referral(world, 'May the canteen post its menu?');
  const right = { answer: 'Yes, it may.', source: 'Catering contract', curate: 'true', shown: 'May we post the menu?' };
  for (const box of ['answer', 'source', 'shown']) {
    const text = DISCLOSURE.slice(0, box === 'source' ? 300 : 500);
    expect(await submit(world, owner, 'policy.send-reply', { referral: id, ...right, [box]: text })).toContain(
      'I have not sent this',
    );
  }
  expect(await leaksOf(world)).toEqual([]);
  expect(await submit(world, owner, 'policy.send-reply', { referral: id, ...right })).toContain('Sent to');
  for (const box of ['answer', 'source', 'shown']) {
    const { curate: _, ...kept } = right;
    expect(await submit(world, owner, 'policy.save-kept', { referral: id, ...kept, [box]: DISCLOSURE })).toContain(
      'I have not sent this',
    );
  }
  expect(await leaksOf(world)).toEqual([]);
});

test('what is told in two boxes is heard as one', async () => {
  const id = await referral(world, 'May the library post its hours?');
  const told = { answer: 'A girl in Year 7', source: 'told me her uncle touches her at night', shown: '' };
  expect(await submit(world, owner, 'policy.send-reply', { referral: id, ...told })).toContain('I have not sent this');
});

test('a text that is too long for its box is heard to its end all the same', async () => {
  const long = `${'The canteen opens at eight and closes at two. '.repeat(700)}${DISCLOSURE}`;
  expect(await submit(world, asker, 'policy.send-referral', { question: long })).toContain('I have not sent this');
});

test('what is written in another language is not sent either, and says in that language who to phone', async () => {
  const question = `dziecko powiedziało mi że ojciec je bije ${MARK}`;
  const held = await next(world, asker, await questionForm(), 'Send to Ruth Ellery', { question });
  const card = shown(held.card);
  for (const told of ['Nie rozumiem po polsku', '999', 'Miriam Hale', 'I have not sent this', 'with these words'])
    expect(card).toContain(told);
  expect(await leaksOf(world)).toEqual([]);
});
