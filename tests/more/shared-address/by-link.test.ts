import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { reportByLink, sharedPath, visit } from '../../support/shared-address.ts';
import { until } from '../../support/until.ts';

const { miriamHale: dsl, tomAshworth: deputy, joannaOkafor: head, colinMarsh: chair } = PEOPLE;

let world: Running;
let path: string;
beforeAll(async () => {
  world = await running();
  path = await sharedPath(world, dsl);
});
afterAll(() => world.close());

const channel = () => world.sandbox.channel(CHANNELS.dsl).flatMap(({ messages }) => messages);
const cardsOf = (user: string) =>
  world.sandbox.messages(user).filter((message) => shown(message).includes('nobody checked who'));

/** Waits for the next card of a person, and opens it. */
async function nextCard(user: string, before: number) {
  const card = await world.sandbox.until(() => cardsOf(user)[before]);
  return { card, record: shown((await world.sandbox.openDialog(user, card.id, 'Open')).card) };
}

test.each([
  [
    'the DSL by name, in what happened',
    { about: 'child', who: 'Amy, 4B', seen: 'zqa, and then Miriam Hale slapped her.', urgent: 'yes' },
    head,
    [dsl, deputy],
  ],
  [
    'a deputy by a name misspelt, where a name is asked for',
    { about: 'child', conduct: 'yes', name: 'Tom Ashwort', seen: 'zqb', urgent: 'no' },
    head,
    [dsl, deputy],
  ],
  [
    'the headteacher by name',
    { about: 'staff', name: 'Mrs Okafor', seen: 'zqc', urgent: 'no' },
    chair,
    [head, dsl, deputy],
  ],
  ['the DSL by role', { about: 'dsl', seen: 'zqd', urgent: 'no' }, head, [dsl, deputy]],
  [
    'the headteacher in a story about a child',
    { about: 'dsl', seen: 'zqe, and then Joanna Okafor shouted at him.', urgent: 'no' },
    chair,
    [head, dsl, deputy],
  ],
  [
    'the DSL by “her”, who was told before',
    { about: 'child', who: 'Amy, 4B', seen: 'zqh, and I told Mrs Hale.', said: 'It was her.', urgent: 'yes' },
    head,
    [dsl, deputy],
  ],
  [
    'the DSL, whose child it is',
    { about: 'child', who: 'Daisy Hale (Mrs Hale’s daughter)', seen: 'zqi', urgent: 'no' },
    head,
    [dsl, deputy],
  ],
] as const)('a report that may mean %s goes past them', async (_name, sent, to, past) => {
  const before = cardsOf(to).length;
  const seenBefore = channel().length;
  await reportByLink(world, path, sent);
  const { card, record } = await nextCard(to, before);
  expect(record).toContain(sent.seen.slice(0, 3));
  expect(channel()).toHaveLength(seenBefore);
  for (const one of past) {
    const opened = await world.sandbox.openDialog(one, card.id, 'Open').then(shown, (error) => `${error}`);
    expect(opened).not.toContain(sent.seen.slice(0, 3));
  }
});

test('the DSL who was merely told has it at once; “it was her”, added with the code, takes it past her', async () => {
  const seenBefore = channel().length;
  const before = cardsOf(head).length;
  const sent = { about: 'child', who: 'Amy, 4B', seen: 'zqj, a bruise. I told Mrs Hale.', urgent: 'no' };
  const { code } = await reportByLink(world, path, sent, '198.51.100.21');
  const alert = await world.sandbox.until(() => channel()[seenBefore]);
  expect(shown((await world.sandbox.openDialog(dsl, alert.id, 'Open')).card)).toContain('zqj');
  await visit(world, '/c', { code, step: 'write', text: 'zqk, she says it was her.', urgent: 'yes' });
  const { record } = await nextCard(head, before);
  expect(record).toContain('zqk');
  const opened = await world.sandbox.openDialog(dsl, alert.id, 'Open').then(shown, (error) => `${error}`);
  expect(opened).not.toMatch(/zq[jk]/);
});

test('a child who is called like the DSL: it goes past them, and the head who has read it can pass it to them', async () => {
  const before = cardsOf(head).length;
  await reportByLink(world, path, {
    about: 'child',
    who: 'Amy, 4B',
    seen: 'zqf, and then Miriam pushed her.',
    urgent: 'no',
  });
  const { card, record } = await nextCard(head, before);
  expect(record).toContain('A name in it may mean: Miriam Hale');
  const seenBefore = channel().length;
  const opened = await world.sandbox.openDialog(head, card.id, 'Open');
  const form = await next(world, head, opened, 'Pass to another role');
  expect(shown(form.card)).toContain('By passing it to a role you say that the name means nobody there');
  await world.sandbox.submitDialog(head, form, 'Pass to another role', {
    to: 'dsl',
    about: 'same',
    reason: 'Miriam is in 4B.',
  });
  const passed = await world.sandbox.until(() => channel()[seenBefore]);
  const read = shown((await world.sandbox.openDialog(dsl, passed.id, 'Open')).card);
  expect(read).toContain('zqf, and then Miriam');
  expect(read).not.toContain('A name in it may mean');
});

test('a child who is called like a deputy: the DSL has it alone, in her own chat, and gives it to her team', async () => {
  const [before, seenBefore] = [cardsOf(dsl).length, channel().length];
  await reportByLink(world, path, {
    about: 'child',
    who: 'Amy, 4B',
    seen: 'zql, and then Tom pushed her.',
    urgent: 'no',
  });
  const { card, record } = await nextCard(dsl, before);
  expect(record).toContain('A name in it may mean: Tom Ashworth');
  expect(channel()).toHaveLength(seenBefore);
  const opensAs = (user: string) => world.sandbox.openDialog(user, card.id, 'Open').then(shown, (error) => `${error}`);
  expect(await opensAs(deputy)).not.toContain('zql');
  const opened = await world.sandbox.openDialog(dsl, card.id, 'Open');
  await next(world, dsl, opened, 'Not about them: give it to the DSL’s team');
  const theirs = await world.sandbox.until(() => cardsOf(deputy).at(-1));
  expect(shown((await world.sandbox.openDialog(deputy, theirs.id, 'Open')).card)).toContain('zql');
});

test('who it is about by a typed name stays out, no matter who passes it on', async () => {
  const before = cardsOf(head).length;
  await reportByLink(world, path, {
    about: 'child',
    conduct: 'no',
    name: 'Tom Ashworth',
    who: 'Amy, 4B',
    seen: 'zqg',
    urgent: 'no',
  });
  const { card } = await nextCard(head, before);
  const opened = await world.sandbox.openDialog(head, card.id, 'Open');
  const form = await next(world, head, opened, 'Pass to another role');
  expect(shown(form.card)).not.toContain('"title":"The DSL","value":"dsl"');
  const refused = await world.sandbox.submitDialog(head, form, 'Pass to another role', {
    to: 'dsl',
    about: 'same',
    reason: 'x',
  });
  expect(refused.kind).toBe('dialog');
  expect(shown(channel())).not.toContain('zqg');
});

test('acknowledged and not opened: known about, not read, and who to phone stays until a person has opened it', async () => {
  const { sandbox } = world;
  const before = channel().length;
  const { code } = await reportByLink(
    world,
    path,
    { about: 'child', who: 'Zed, 5C', seen: 'ZQSTAND', urgent: 'no' },
    '198.51.100.7',
  );
  const card = await sandbox.until(() => channel()[before]);
  await sandbox.click(dsl, card.id, 'Acknowledge');
  const known = await visit(world, '/c', { code });
  expect(known.text).toContain('Someone at the school has known about it since');
  expect(known.text).toContain('Nobody has read it yet');
  expect(known.text).toContain('If it cannot wait, phone:');

  await sandbox.openDialog(dsl, card.id, 'Open');
  const read = await visit(world, '/c', { code });
  expect(read.text).toContain('Someone at the school has known about it since');
  expect(read.text).toContain('A person at the school has read it');
  expect(read.text).not.toMatch(/Nobody has read it yet|If it cannot wait, phone:/);

  const added = await visit(world, '/c', { code, step: 'write', text: 'ZQLATER' });
  expect(added.text).toMatch(/What you added, [^<]+: nobody has read it yet/);
  expect(added.text).toContain('If it cannot wait, phone:');
});

test('a duty of the law that is the writer’s own is on the page of the code where words and kind come near it', async () => {
  const page = async (sent: Readonly<Record<string, string>>) =>
    (await reportByLink(world, path, { who: 'Zed, 5C', urgent: 'no', ...sent }, '198.51.100.8')).page.text;
  const near = await page({ about: 'child', seen: 'ZQD1 She said that she was cut in the holidays.' });
  expect(near).toContain('Your report does not do this for you');
  expect(near).toContain('you must tell the police yourself on 101');
  for (const sent of [
    { about: 'child', seen: 'ZQD2 He was hungry.' },
    { about: 'online-abuse', seen: 'ZQD3 A post says who was cut from the team.' },
  ])
    expect(await page(sent)).not.toContain('does not do this for you');
});

test('pages say the same whatever name is typed: nobody learns from them who has a role', async () => {
  const still = (text: string) =>
    text.replaceAll(/name="(?:key|name)" value="[^"]*"/g, '').replaceAll(/class="code">[^<]*/g, '');
  const pages = async (name: string) => {
    const sent = { about: 'child', conduct: 'no', name, who: 'Ben, 5C', seen: 'He was hungry.', urgent: 'no' };
    const second = await visit(world, `${path}/report`, { step: 'about', ...sent }, name);
    const { page, code } = await reportByLink(world, path, sent, name);
    return [second.text, page.text, (await visit(world, '/c', { code })).text]
      .map(still)
      .join('\n')
      .replaceAll(/name="code" value="[^"]*"/g, '');
  };
  const unknown = await pages('Someone Else');
  for (const name of ['Miriam Hale', 'Tom Ashworth', 'Joanna Okafor', 'Daniel Prior', 'the deputy'])
    expect(await pages(name)).toBe(unknown);
});

test('nor does any page tell that a name fits everyone in its chain: it goes beyond them, and none of them can open it', async () => {
  const still = (text: string) => text.replaceAll(/value="[^"]*"/g, '').replaceAll(/class="code">[^<]*/g, '');
  const pages = async (about: string, name: string) => {
    const sent = { about, name, seen: 'ZQALL', urgent: 'no' };
    const second = await visit(world, `${path}/report`, { step: 'about', ...sent }, `${about} ${name}`);
    const { page, code } = await reportByLink(world, path, sent, `${about} ${name}`);
    const back = await visit(world, '/c', { code });
    return [page.status, back.status, second.text, page.text, back.text].join('\n');
  };
  const { eleanorFrith: officer } = PEOPLE;
  const before = [head, chair, officer].map((one) => cardsOf(one).length);
  for (const [about, names] of [
    ['chair', ['Eleanor Frith']],
    ['headteacher', ['Colin Marsh and Eleanor Frith']],
    ['staff', ['Joanna Okafor, Colin Marsh, Eleanor Frith']],
  ] as const) {
    const unknown = still(await pages(about, 'Someone Else'));
    for (const name of names) expect([name, still(await pages(about, name))]).toEqual([name, unknown]);
  }
  // Whom a name fits never has that one. Cards of earlier tests may still be on their way.
  const both = ['Colin Marsh and Eleanor Frith', 'Joanna Okafor, Colin Marsh, Eleanor Frith'];
  const FITS = [both, [...both, 'Eleanor Frith'], [...both, 'Eleanor Frith']];
  for (const [at, one] of [head, chair, officer].entries()) {
    const records = await until(async () => {
      const cards = cardsOf(one).slice(before[at]);
      const opened = await Promise.all(cards.map(async ({ id }) => world.sandbox.openDialog(one, id, 'Open')));
      const found = opened.map(({ card }) => shown(card)).filter((record) => record.includes('ZQALL'));
      return found.length > 0 && found;
    }, 'a report came that names nobody');
    for (const record of records) for (const name of FITS[at] ?? []) expect(record).not.toContain(`"text":"${name}"`);
  }
});

test('sent twice at once it is one report; written on after that, what is new is added; about another, it is another report', async () => {
  const sent = { about: 'data', seen: 'ZQTWICE a list was lost.', urgent: 'no' };
  const { form, code } = await reportByLink(world, path, sent);
  const twice = await Promise.all([1, 2, 3, 4].map(() => visit(world, `${path}/report`, form)));
  for (const { text } of twice) expect(text).toContain(code);
  const more = await visit(world, `${path}/report`, { ...form, seen: 'ZQTWICE a list was lost. ZQMORE It was found.' });
  expect(more.text).toContain(code);
  const other = await visit(world, `${path}/report`, { ...form, about: 'headteacher' });
  expect(other.text).toContain('Your report is received');
  expect(other.text).not.toContain(code);

  const card = await world.sandbox.until(() => cardsOf(PEOPLE.anilKapoor)[0]);
  const record = await world.sandbox.openDialog(PEOPLE.anilKapoor, card.id, 'Open');
  expect(shown(record.card)).toContain('ZQMORE');
  expect(cardsOf(PEOPLE.anilKapoor)).toHaveLength(1);
});

test('anyone who guesses codes is told to wait, and shuts out nobody: a right one opens from the same place', async () => {
  const { code } = await reportByLink(world, path, { about: 'data', seen: 'ZQCODE', urgent: 'no' });
  const wrong = 'BCDF-GHJK-LMNP-QRST-VWXZ';
  const statuses: number[] = [];
  for (let at = 0; at < 40; at += 1) statuses.push((await visit(world, '/c', { code: wrong }, '203.0.113.9')).status);
  expect(statuses[0]).toBe(422);
  expect(statuses.at(-1)).toBe(429);
  expect((await visit(world, '/c', { code }, '203.0.113.9')).text).toContain('Nobody has read it yet');
  // What they had typed to add stands there still.
  expect((await visit(world, '/c', { code: wrong, text: 'ZQSTILL' }, '203.0.113.9')).text).toContain('ZQSTILL');
  // And when the code is right at last, it waits in the box to be sent.
  const opened = await visit(world, '/c', { code, text: 'ZQSTILL' }, '203.0.113.9');
  expect(opened.text).toMatch(/Your report<[\s\S]*ZQSTILL<\/textarea>/);
});

test('a stated identity opens nothing: the name of a member of staff lists, tells and sends that person nothing', async () => {
  const { sandbox } = world;
  const before = sandbox.messages(PEOPLE.priyaNair).length;
  await reportByLink(world, path, {
    about: 'data',
    seen: 'ZQNAME',
    urgent: 'no',
    givenName: 'Priya Nair',
    givenAs: 'teacher',
  });
  await sandbox.say(PEOPLE.priyaNair, 'my reports');
  expect(shown(sandbox.messages(PEOPLE.priyaNair).slice(before))).not.toMatch(/ZQNAME|shared address/);
});

test('nobody in Teams is looked for as its sender: no receipt, no chase, nothing undeliverable', async () => {
  const { sandbox } = world;
  sandbox.clock.set(new Date(sandbox.clock.now().getTime() + 3 * 60 * 60_000));
  await sandbox.until(() => (shown(sandbox.messages(head)).match(/waiting for/g)?.length ?? 0) > 0);
  expect(world.logged.filter((line) => line.includes('person-unreachable'))).toEqual([]);
});

test('asked there: the policy’s own words; what may be a report gets the form with what was typed, and no rule; no fact of a role', async () => {
  const rule = await visit(world, `${path}/ask`, { question: 'May I accept a friend request from a pupil?' });
  expect(rule.text).toMatch(/<blockquote>/);
  const report = await visit(world, `${path}/ask`, { question: 'A girl in 4B told me her dad hits her' });
  expect(report.text).toContain('Has something happened?');
  expect(report.text).not.toContain('<blockquote>');
  expect(report.hidden.seen).toBe('A girl in 4B told me her dad hits her');
  const carried = await visit(world, `${path}/report`, report.hidden);
  expect(carried.hidden.seen).toBe('A girl in 4B told me her dad hits her');
  const own = await visit(world, `${path}/ask`, { question: 'I want to kill myself' });
  expect(own.text).toContain('116 123');
  for (const question of [
    'who is the deputy DSL?',
    'what is Mr Ashworth’s number?',
    'has anyone reported Mrs Okafor?',
  ]) {
    const { text } = await visit(world, `${path}/ask`, { question });
    expect(text.replaceAll(/<textarea[\s\S]*?<\/textarea>|value="[^"]*"/g, '')).not.toMatch(
      /Ashworth|Okafor|960 20[2-9]/,
    );
  }
  expect(shown(world.logged)).not.toMatch(/4B|kill myself|friend request/);
});
