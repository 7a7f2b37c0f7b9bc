import { Fault } from '../../../src/kernel/calls/fault.ts';
import { DANIEL, given, JOANNA, MIRIAM, oakfield, PRIYA, type World } from '../support.ts';

const NOTHING_SAID = { people: [], name: '', conduct: '', isHere: false } as const;

describe('who a report names', () => {
  let world: World;
  beforeAll(async () => {
    world = await given();
  });
  afterAll(() => world.close());

  async function draftAbout(about: 'child' | 'staff' | 'headteacher', by = PRIYA) {
    const { id } = await world.concerns.form.begin(by, oakfield(world.trust));
    await world.concerns.form.chooseSubject(id, by, { about, toldInPerson: 'no' });
    return id;
  }
  const kept = async (id: string) => (await world.concerns.form.draft(id, PRIYA))?.subject;

  test('a matter about an adult needs someone named, and nothing is kept before', async () => {
    const id = await draftAbout('staff');
    expect(await world.concerns.form.nameSubject(id, PRIYA, NOTHING_SAID)).toMatchObject({ kind: 'needs-name' });
    expect(await world.concerns.form.send(id, PRIYA, { urgent: 'no', words: {} })).toMatchObject({
      kind: 'not-settled',
    });
    expect(await world.concerns.form.nameSubject(id, PRIYA, { ...NOTHING_SAID, name: 'A driver' })).toMatchObject({
      kind: 'kept',
      draft: { subject: { kind: 'staff', name: 'A driver' }, words: { named: 'A driver' } },
    });
  });

  test('what an adult named beside a child did makes it a matter about that adult', async () => {
    const id = await draftAbout('child');
    const said = { ...NOTHING_SAID, people: [DANIEL] };
    expect(await world.concerns.form.nameSubject(id, PRIYA, said)).toMatchObject({ kind: 'needs-conduct' });
    expect(await kept(id)).toMatchObject({ kind: 'child', people: [] });
    await world.concerns.form.nameSubject(id, PRIYA, { ...said, conduct: 'no' });
    expect(await kept(id)).toMatchObject({ kind: 'child', people: [DANIEL] });
    await world.concerns.form.nameSubject(id, PRIYA, { ...said, conduct: 'yes' });
    expect(await kept(id)).toMatchObject({ kind: 'staff', people: [DANIEL] });
  });

  test('anyone who answers at another school only is asked about first', async () => {
    const elsewhere = world.trust.schools.find(({ id }) => id !== 'oakfield');
    const head = elsewhere?.roles.headteacher[0]?.id ?? JOANNA;
    const id = await draftAbout('staff');
    const said = { ...NOTHING_SAID, people: [head] };
    const asked = await world.concerns.form.nameSubject(id, PRIYA, said);
    expect(asked).toMatchObject({ kind: 'elsewhere', schools: [{ id: elsewhere?.id }] });
    expect(await kept(id)).toMatchObject({ people: [] });
    expect(await world.concerns.form.nameSubject(id, PRIYA, { ...said, isHere: true })).toMatchObject({ kind: 'kept' });
  });

  test('the directory decides who is a person, and counts everyone while it does not answer', async () => {
    const id = await draftAbout('headteacher');
    const said = { ...NOTHING_SAID, people: ['no-id'] };
    expect(await world.concerns.form.nameSubject(id, PRIYA, said)).toMatchObject({ kind: 'unknown-person' });
    world.directory.trouble = new Fault('unavailable', 'down');
    expect(await world.concerns.form.nameSubject(id, PRIYA, { ...said, people: [MIRIAM] })).toMatchObject({
      kind: 'kept',
    });
    world.directory.trouble = undefined;
    expect(await kept(id)).toMatchObject({ people: [MIRIAM] });
  });

  test('someone else’s draft is none', async () => {
    const id = await draftAbout('child');
    expect(await world.concerns.form.nameSubject(id, DANIEL, NOTHING_SAID)).toEqual({ kind: 'no-draft' });
    expect(await world.concerns.form.writeAccount(id, DANIEL, { seen: 'Something.' })).toEqual({ kind: 'no-draft' });
  });

  test('one’s own distress is no report: none of it stays', async () => {
    const { id } = await world.concerns.form.begin(PRIYA, oakfield(world.trust));
    const chosen = await world.concerns.form.chooseSubject(id, PRIYA, { about: 'own-distress', toldInPerson: 'no' });
    expect(chosen).toMatchObject({ kind: 'own-distress', school: { id: 'oakfield' } });
    expect(await world.concerns.form.draft(id, PRIYA)).toBeUndefined();
  });

  test('what is missing of the account is said, and what is there is kept', async () => {
    const id = await draftAbout('child');
    expect(await world.concerns.form.writeAccount(id, PRIYA, { who: 'A, 3B' })).toMatchObject({ kind: 'not-settled' });
    await world.concerns.form.nameSubject(id, PRIYA, NOTHING_SAID);
    expect(await world.concerns.form.writeAccount(id, PRIYA, { who: 'A, 3B' })).toMatchObject({
      kind: 'needs-account',
    });
    const nameless = await world.concerns.form.writeAccount(id, PRIYA, { who: '', seen: 'A bruise.' });
    expect(nameless).toMatchObject({ kind: 'needs-child', draft: { words: { seen: 'A bruise.' } } });
    expect(await world.concerns.form.writeAccount(id, PRIYA, { who: 'A, 3B' })).toMatchObject({ kind: 'kept' });
  });

  test('it is not sent to others than the button said', async () => {
    const id = await draftAbout('child');
    await world.concerns.form.nameSubject(id, PRIYA, { ...NOTHING_SAID, people: [MIRIAM], conduct: 'no' });
    const step = { urgent: 'unsure', words: { seen: 'A bruise.' } } as const;
    const shown = { to: 'dsl', shutOut: 0 } as const;
    expect(await world.concerns.form.send(id, PRIYA, { ...step, shown })).toMatchObject({ kind: 'route-changed' });
    const sent = await world.concerns.form.send(id, PRIYA, { ...step, shown: { to: 'headteacher', shutOut: 1 } });
    if (sent.kind !== 'raised') throw new Error(`the report was not taken in: ${sent.kind}`);
    // Anyone who is not sure whether anyone needs to act today is not made to wait.
    expect(await world.find(sent.receipt.id)).toMatchObject({ isUrgent: true, holder: 'headteacher' });
  });
});
