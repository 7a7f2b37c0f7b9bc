import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Kind } from '../../../src/report/concern.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, person, TOM, type World } from '../support.ts';

/** The person a report is about is picked from the directory by an account that holds no role: an administrator's, an old one. */
const SECOND = person('b0000000-0000-4000-8000-000000000777');
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const named = async (kind: Kind, called: string) => {
  world.directory.people.set(SECOND, { name: called });
  const { form } = world.concerns;
  const draft = await form.begin(PRIYA, world.school);
  await form.chooseSubject(draft.id, PRIYA, { about: kind });
  const kept = await form.nameSubject(draft.id, PRIYA, { people: [SECOND], name: '', conduct: 'no', isHere: true });
  if (kept.kind !== 'kept') throw new Error(kept.kind);
  return { id: draft.id, whom: form.whom(kept.draft) };
};
const sent = async (id: string) => {
  const became = await world.concerns.form.send(id, PRIYA, {
    urgent: 'yes',
    words: { seen: 'Something.', who: 'Amy' },
  });
  if (became.kind !== 'raised') throw new Error(became.kind);
  return world.find(became.receipt.id);
};

test.each([
  ['staff', 'Joanna Okafor (Admin)', JOANNA, 'chair-of-governors'],
  ['staff', 'Joanna Okafor', JOANNA, 'chair-of-governors'],
  ['staff', 'okafor, joanna', JOANNA, 'chair-of-governors'],
  ['child', 'adm-Miriam.Hale', MIRIAM, 'headteacher'],
  ['child', 'Tom Ashworth - old account', TOM, 'headteacher'],
] as const)(
  '%s, “%s”: a role-holder may be meant, is asked about, and does not get it meanwhile',
  async (kind, called, who, to) => {
    const { id, whom } = await named(kind, called);
    expect(whom?.typed.map((one) => one.id)).toEqual([who]);
    const concern = await sent(id);
    expect(concern).toMatchObject({ holder: to });
    expect(concern.excluded).toEqual(expect.arrayContaining([SECOND, who]));
    expect((await world.concerns.record.open(concern.id, world.as(who))).kind).toBe('not-available');
  },
);

test('they are meant: it is about the headteacher. They are not: it goes where it would have gone', async () => {
  for (const [typed, kind, holder] of [
    ['0', 'headteacher', 'chair-of-governors'],
    ['none', 'staff', 'headteacher'],
  ] as const) {
    const { id, whom } = await named('staff', 'Joanna Okafor (Admin)');
    await world.concerns.form.sayWhom(id, PRIYA, { key: whom?.key ?? '', typed, mentioned: '' });
    expect(await sent(id)).toMatchObject({ kind, holder });
  }
});

test('someone with another name, and a role-holder by the account of the role, are asked about nobody', async () => {
  expect((await named('staff', 'Lewis Grant')).whom).toBeUndefined();
  const { form } = world.concerns;
  const draft = await form.begin(PRIYA, world.school);
  await form.chooseSubject(draft.id, PRIYA, { about: 'staff' });
  await form.nameSubject(draft.id, PRIYA, { people: [COLIN, LEWIS], name: '', conduct: '', isHere: true });
  const kept = await form.draft(draft.id, PRIYA);
  expect(kept && form.whom(kept)).toBeUndefined();
});

test('passed on by hand as about a second account: it does not go to the person who has it', async () => {
  world.directory.people.set(SECOND, { name: 'Joanna Okafor (Admin)' });
  const { id } = await world.report('child');
  await world.after(0);
  const pass = (to: 'headteacher' | 'chair-of-governors') =>
    world.concerns.record.act(id, world.as(MIRIAM), undefined, {
      kind: 'reroute',
      to,
      about: { kind: 'staff', people: [SECOND], name: '' },
      words: { reason: 'It is about her.' },
    });
  expect(await pass('headteacher')).toEqual({ kind: 'not-now', why: 'no-such-recipient' });
  expect((await pass('chair-of-governors')).kind).toBe('done');
  expect((await world.concerns.record.open(id, world.as(JOANNA))).kind).toBe('not-available');
  expect((await world.concerns.record.open(id, world.as(COLIN))).kind).toBe('open');
});
