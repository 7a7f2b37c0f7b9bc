import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { leaksOf } from '../../entrances/entrance-world.ts';
import { channelCard, next, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { priyaNair: teacher, lewisGrant: colleague, miriamHale: dsl } = PEOPLE;
const MARK = 'Wexelbury';
const SAID = `Ola ${MARK} in 5K told me at break that her mum’s boyfriend hits her with a belt`;
const PUT_IN = 'Put in what I typed in our chat';

/** What someone typed, and the form that its offer opens, at its second page. */
async function fromOffer(user: string, words: string) {
  const { sandbox } = world;
  await sandbox.say(user, words);
  const offer = sandbox.messages(user).findLast((one) => shown(one).includes('something to report'));
  const first = await sandbox.openDialog(user, offer?.id ?? '', 'Report a concern');
  const second = await next(world, user, first, 'Next', { about: 'child', who: 'Ola, 5K' });
  return { offer, second };
}
const referenceIn = (card: unknown): string => /Your reference is ([A-Z0-9]+)/.exec(shown(card))?.[1] ?? '';
const recordOf = async (reference: string) =>
  shown((await world.sandbox.openDialog(dsl, (await channelCard(world, reference)).id, 'Open')).card);

test('what was typed in the chat is in the account once its writer puts it in, and in no card, log or table', async () => {
  const { offer, second } = await fromOffer(teacher, SAID);
  // On the way it is readable nowhere, and the form does not hold it out by itself.
  expect(shown(offer)).not.toContain(MARK);
  expect(shown(second.card)).not.toContain(MARK);
  expect(await leaksOf(world, MARK)).toEqual([]);

  const filled = await next(world, teacher, second, PUT_IN, { seen: 'She was crying.', urgent: 'yes' });
  expect(shown(filled.card)).toContain(JSON.stringify(`She was crying.\n${SAID}`));
  // It is in: there is nothing more to put in; and what was chosen stays.
  expect(shown(filled.card)).not.toContain(PUT_IN);
  expect(shown(filled.card)).toContain('"value":"yes"');
  const sent = await next(world, teacher, filled, 'Send to the DSL, Miriam Hale', {
    seen: `She was crying.\n${SAID}`,
    urgent: 'yes',
  });
  expect(await recordOf(referenceIn(sent.card))).toContain(SAID);
  expect((await leaksOf(world, MARK)).filter((way) => !way.startsWith('GET'))).toEqual([]);
});

test('who does not put it in sends nothing of it', async () => {
  const { second } = await fromOffer(colleague, SAID);
  const sent = await next(world, colleague, second, 'Send to the DSL, Miriam Hale', {
    seen: 'A worry about her at home.',
    urgent: 'no',
  });
  expect(await recordOf(referenceIn(sent.card))).not.toContain(MARK);
});

test('a form that nobody opened from an offer has no such button, nor one to which someone else’s words were brought', async () => {
  const { sandbox } = world;
  const { offer } = await fromOffer(teacher, SAID);
  const sealed = /"chat":"([^"]+)"/.exec(shown(offer))?.[1] ?? '';
  expect(sealed).not.toBe('');
  const open = async (data: object) => {
    const value = { data: { dialog: 'concern.report', about: 'child', ...data } };
    const activity = sandbox.activity(colleague, { type: 'invoke', name: 'task/fetch', value });
    const answered = shown((await sandbox.sendActivity(activity)).body);
    const draft = /"draft":"([0-9a-f-]{36})"/.exec(answered)?.[1] ?? '';
    const submit = { data: { verb: 'concern.subject', draft, about: 'child', who: 'Ola, 5K', people: '', name: '' } };
    const second = sandbox.activity(colleague, { type: 'invoke', name: 'task/submit', value: submit });
    return shown((await sandbox.sendActivity(second)).body);
  };
  for (const chat of [undefined, sealed, 'x'.repeat(50_000)]) {
    const page = await open({ chat });
    expect(page).toContain('What did you see or hear');
    expect(page).not.toContain(PUT_IN);
  }
});

test('an unsent report of before is asked about first, and the new one still has the words', async () => {
  const { sandbox } = world;
  // The tests above left one of this person's unsent.
  await sandbox.say(teacher, SAID);
  const offer = sandbox.messages(teacher).findLast((one) => shown(one).includes('something to report'));
  const asked = await sandbox.openDialog(teacher, offer?.id ?? '', 'Report a concern');
  const first = await next(world, teacher, asked, 'Delete it and start again');
  const second = await next(world, teacher, first, 'Next', { about: 'child', who: 'Ola, 5K' });
  expect(shown(second.card)).toContain(PUT_IN);
});

test('who of the DSL’s team types whom they look for finds it with one press; what they typed lies on no card in words', async () => {
  const { sandbox } = world;
  const name = 'Kai Orrinsby';
  const { second } = await fromOffer(PEOPLE.danielPrior, SAID);
  const sent = await next(world, PEOPLE.danielPrior, second, 'Send to the DSL, Miriam Hale', {
    seen: `It is about ${name}.`,
    urgent: 'no',
  });
  const reference = referenceIn(sent.card);
  for (const words of [
    ...[`have we got anything on ${name}?`, name, `reports about ${name}`],
    // By their meaning, without a line of ours.
    ...[`show me ${name}'s file this term`, `has ${name} come up before?`],
  ]) {
    sandbox.clock.pass(10_000);
    await sandbox.say(dsl, words);
    const card = sandbox.messages(dsl).at(-1);
    expect([words, shown(card).includes('Orrinsby')]).toEqual([words, false]);
    const found = shown((await sandbox.openDialog(dsl, card?.id ?? '', 'Search reports')).card);
    expect(found).toContain('1 found');
    expect(found).toContain(`Open ${reference}`);
    expect(found).toContain(`"value":"${name}"`);
  }
  // Without anyone to look for the box is empty, as it was; and nobody finds anything with what someone else sealed.
  await sandbox.say(dsl, 'search reports');
  const empty = await sandbox.openDialog(dsl, sandbox.messages(dsl).at(-1)?.id ?? '', 'Search reports');
  expect(shown(empty.card)).toContain('Words or a reference');
  expect(shown(empty.card)).not.toContain('found');
  await sandbox.say(dsl, name);
  const sealed = /"chat":"([^"]+)"/.exec(shown(sandbox.messages(dsl).at(-1)))?.[1] ?? '';
  expect(sealed).not.toBe('');
  const value = { data: { dialog: 'concern.search', chat: sealed } };
  for (const [user, says] of [
    [PEOPLE.tomAshworth, 'Words or a reference'],
    [colleague, 'not available'],
  ] as const) {
    const body = shown(
      (await sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name: 'task/fetch', value }))).body,
    );
    expect([body.toLowerCase().includes(says.toLowerCase()), body.includes(reference)]).toEqual([true, false]);
  }
});
