import { afterEach, expect, test } from '@jest/globals';
import { sha256, textShown } from '../../../src/acknowledge/text/text-shown.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { harmless } from '../../support/harmless.ts';
import { given } from '../given.ts';
import { directoryPerson, HR, MONDAY, OAKFIELD, PUPILS, STAFF, socialMedia, userId } from '../school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

test('before anyone is asked, the card shows who gets it, who does not, and why', async () => {
  world = await given({ staff: 4 });
  world.groups
    .get(STAFF)
    ?.push(
      directoryPerson(10, { isGuest: true, name: 'Natalie Brandt' }),
      directoryPerson(11, { isEnabled: false, name: 'Robert Sykes' }),
      directoryPerson(12, { plans: [], name: 'Doreen Tapley' }),
      directoryPerson(900, { name: 'Jamie Thornley' }),
    );
  await world.drafted();

  const card = world.campaignCards[0];
  expect(card?.user).toBe(HR);
  expect(card?.view.status).toBe('draft');
  expect(card?.view.states).toEqual(
    expect.arrayContaining([
      { state: 'waiting', count: 4 },
      { state: 'paper', count: 1 },
    ]),
  );
  expect(card?.view.exclusions.map(({ name, reason }) => [name, reason])).toEqual([
    ['Robert Sykes', 'disabled'],
    ['Natalie Brandt', 'guest'],
    ['Jamie Thornley', 'pupil'],
  ]);
  expect(world.sent).toEqual([]);
  // The one who is shown the card, and nobody else.
  expect(world.installed).toEqual([HR]);
});

test('everyone on the list gets one card, and answering makes it a receipt', async () => {
  world = await given({ staff: 40 });
  const id = await world.started();
  expect(world.errors).toEqual([]);
  expect(world.sent).toHaveLength(40);
  expect(new Set(world.sent.map(({ user }) => user)).size).toBe(40);

  const answered = await world.answers(userId(7), id);
  expect(answered).toMatchObject({ kind: 'recorded' });
  await world.settle();
  const card = world.sent.find(({ user }) => user === userId(7));
  expect(card?.view.standing).toMatchObject({ kind: 'acknowledged', method: 'teams' });
  expect(world.campaignCards).toHaveLength(1);
  expect(world.campaignCards[0]?.view.total).toEqual({
    name: 'Everyone',
    expected: 40,
    acknowledged: 1,
    outstanding: 39,
  });
});

test('a second tap keeps the first time', async () => {
  world = await given();
  const id = await world.started();
  world.at(new Date('2026-09-08T10:00:00Z'));
  const first = await world.answers(userId(2), id);
  world.at(new Date('2026-09-09T10:00:00Z'));
  const second = await world.acknowledgements.acknowledge(userId(2), id);
  expect(first.kind).toBe('recorded');
  expect(second).toMatchObject({ kind: 'already-recorded', signature: { at: new Date('2026-09-08T10:00:00Z') } });
});

test('twenty taps at the same moment are one signature', async () => {
  world = await given();
  const id = await world.started();
  await world.acknowledgements.read(userId(2), id, 0, 'text');
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => world.acknowledgements.acknowledge(userId(2), id)),
  );
  expect(answers.filter(({ kind }) => kind === 'recorded')).toHaveLength(1);
  expect(answers.filter(({ kind }) => kind === 'already-recorded')).toHaveLength(19);
});

test('a policy that is new to someone has to be opened before it can be confirmed', async () => {
  world = await given();
  const id = await world.started();
  expect(await world.acknowledgements.acknowledge(userId(2), id)).toEqual({
    kind: 'open-first',
    titles: ['Social Media Policy'],
  });
});

test('what was signed is the text shown, and a later version does not change it', async () => {
  world = await given();
  const id = await world.started();
  await world.answers(userId(2), id);
  world.library.inForce = [socialMedia('6.0', ' Ever.')];
  const signature = await world.acknowledgements.signature(userId(2), id);
  const { title, parts } = socialMedia('5.0');
  expect(signature?.policies).toEqual([
    expect.objectContaining({
      version: '5.0',
      versionId: 'version-5.0',
      textHash: sha256(textShown(title, parts)),
      opened: true,
    }),
  ]);
  const reading = await world.acknowledgements.read(userId(2), id, 0, 'text');
  expect(reading?.policy.version).toBe('5.0');
  expect(signature?.wording.join(' ')).toContain('I know that our designated safeguarding lead is Miriam Hale');
  expect(signature?.wording.join(' ')).not.toMatch(/requires|must sign|agree to be bound/);
});

test('the database refuses to rewrite a signature or an event', async () => {
  world = await given();
  const id = await world.started();
  await world.answers(userId(2), id);
  await expect(world.db.updateTable('campaign_signature').set({ name: 'Someone else' }).execute()).rejects.toThrow(
    'kept as they were',
  );
  await expect(world.db.deleteFrom('campaign_signature').execute()).rejects.toThrow('kept as they were');
  await expect(world.db.updateTable('campaign_event').set({ at: MONDAY, kind: 'asked' }).execute()).rejects.toThrow(
    'kept as they were',
  );
  await expect(world.db.deleteFrom('campaign_event').where('campaign_id', '=', id).execute()).rejects.toThrow(
    'kept as they were',
  );
});

test('a double click on start asks nobody twice', async () => {
  world = await given();
  const id = await world.drafted();
  const clicks = await Promise.all([1, 2, 3].map(() => world.acknowledgements.command(HR, id, 'start')));
  expect(clicks.map(({ kind }) => kind).sort()).toEqual(['already', 'already', 'done']);
  await world.settle();
  await world.acknowledgements.work.push();
  expect(world.sent).toHaveLength(5);
});

test('the same campaign started twice asks nobody for the same version twice', async () => {
  world = await given();
  await world.started();
  const second = await world.drafted();
  const view = await world.acknowledgements.campaign(HR, second);
  expect(view?.status).toBe('refused');
  expect(view?.problem).toEqual({ kind: 'nobody-to-ask' });
  expect(world.sent).toHaveLength(5);
});

test.each([
  ['cannot be read', () => world.fails.set(PUPILS, new Fault('unavailable', 'Graph 503')), 'cannot-read'],
  ['shows nobody', () => world.groups.set(PUPILS, []), 'empty'],
])('a pupil group that %s stops the campaign: nobody can say who is a pupil', async (_, breaks, kind) => {
  world = await given();
  breaks();
  const id = await world.drafted();
  const view = await world.acknowledgements.campaign(HR, id);
  expect(view?.status).toBe('refused');
  expect(view?.problem).toMatchObject({ kind, what: 'pupils' });
  expect(await world.acknowledgements.command(HR, id, 'start')).toMatchObject({ kind: 'not-now' });
  expect(world.sent).toEqual([]);
});

test('someone who does not hold the HR role can neither plan, see nor start anything', async () => {
  world = await given();
  const other = userId(2);
  const wish = { school: OAKFIELD, versions: [socialMedia('5.0').versionId], dueDay: '2026-09-28' as IsoDay };
  expect(await world.acknowledgements.plan(other, wish)).toEqual({ kind: 'not-allowed' });
  expect(await world.acknowledgements.choices(other)).toEqual([]);
  const id = await world.drafted();
  expect(await world.acknowledgements.campaign(other, id)).toBeUndefined();
  expect(await world.acknowledgements.register(other, id)).toBeUndefined();
  expect(await world.acknowledgements.csv(other, id)).toBeUndefined();
  expect(await world.acknowledgements.list(other)).toEqual([]);
  expect(await world.acknowledgements.command(other, id, 'start')).toEqual({ kind: 'not-allowed' });
  expect(world.sent).toEqual([]);
});

test('someone who was not asked cannot answer', async () => {
  world = await given();
  const id = await world.started();
  expect(await world.answers(userId(900), id)).toEqual({ kind: 'not-asked' });
});

test('a roster older than an hour has to be read again before anyone is asked', async () => {
  world = await given();
  const id = await world.drafted();
  world.at(new Date(MONDAY.getTime() + 2 * 3_600_000));
  expect(await world.acknowledgements.command(HR, id, 'start')).toMatchObject({ kind: 'roster-too-old' });
  await world.acknowledgements.prepareAgain(HR, id);
  await world.settle();
  expect(await world.acknowledgements.command(HR, id, 'start')).toMatchObject({ kind: 'done' });
});

test('a question is shown as queried, never as a refusal, and can be followed by an answer', async () => {
  world = await given();
  const id = await world.started();
  await world.acknowledgements.query(userId(2), id, 'queried');
  await world.settle();
  expect(world.campaignCards[0]?.view.states).toContainEqual({ state: 'queried', count: 1 });
  expect(await world.answers(userId(2), id)).toMatchObject({ kind: 'recorded' });
});

test('paused in the middle, nobody more is asked; resumed, everyone is', async () => {
  world = await given({ staff: 120 });
  const id = await world.drafted();
  let asked = 0;
  world.decide.onAsk = async () => {
    asked += 1;
    if (asked === 5) await world.acknowledgements.command(HR, id, 'pause');
  };
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  // What was on its way when HR paused still arrives.
  expect(world.sent.length).toBeLessThan(120);
  await world.acknowledgements.command(HR, id, 'resume');
  await world.settle();
  expect(world.sent).toHaveLength(120);
  expect(new Set(world.sent.map(({ user }) => user)).size).toBe(120);
});

test('withdrawn, every card says so, and what was signed is kept', async () => {
  world = await given();
  const id = await world.started();
  await world.answers(userId(2), id);
  await world.acknowledgements.command(HR, id, 'withdraw');
  await world.settle();
  const standings = world.sent.map(({ user, view }) => [user, view.standing.kind]);
  expect(standings.filter(([, kind]) => kind === 'withdrawn')).toHaveLength(4);
  expect(world.sent.find(({ user }) => user === userId(2))?.view.standing.kind).toBe('acknowledged');
  expect(await world.acknowledgements.acknowledge(userId(3), id)).toEqual({ kind: 'withdrawn' });
});

test('a correction reaches every card in place, and only those', async () => {
  world = await given();
  const id = await world.started();
  await world.acknowledgements.correct(HR, id, {
    dueDay: '2026-10-05' as IsoDay,
    note: harmless('The date was wrong.'),
  });
  await world.settle();
  expect(world.sent).toHaveLength(5);
  for (const { view } of world.sent) expect(view).toMatchObject({ dueDay: '2026-10-05', note: 'The date was wrong.' });
});

test('the CSV names everyone, asked or not, and runs nothing in a spreadsheet', async () => {
  world = await given({ staff: 2 });
  world.groups
    .get(STAFF)
    ?.push(
      directoryPerson(10, { name: '=HYPERLINK("http://evil.example","x")' }),
      directoryPerson(11, { isGuest: true, name: 'Natalie Brandt' }),
    );
  const id = await world.started();
  const csv = (await world.acknowledgements.csv(HR, id)) ?? '';
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`);
  expect(csv).toContain('Natalie Brandt');
  expect(csv.trim().split('\r\n')).toHaveLength(5);
});
