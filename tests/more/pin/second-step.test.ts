/** A borrowed, unlocked phone: anyone who holds it is to Teams its owner. What still keeps a record from them. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { sqlPinStore } from '../../../src/more/pin/pin.store.ts';
import { FREE_MISSES } from '../../../src/more/pin/pin-rules.ts';
import { createSecondStep } from '../../../src/more/pin/second-step.ts';
import { sqlScreenshotStore } from '../../../src/more/screenshots/screenshot.store.ts';
import { createScreenshots } from '../../../src/more/screenshots/screenshot.ts';
import { rewrapKeys } from '../../../src/platform/postgres/rewrap.ts';
import { newKey } from '../../../src/platform/postgres/seal.ts';
import { localKeyWrap } from '../../../src/report/shelves/record-keys.store.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import {
  CHEAP_HASH,
  COLIN,
  concernsOf,
  DANIEL,
  given,
  JOANNA,
  LEWIS,
  MIRIAM,
  membersOf,
  TOM,
  type World,
} from '../../report/support.ts';

const MARK = 'ZQMARK';
const PIN = '271828';
const OTHER = '314159';
const words = { reason: `${MARK} reason` };

let world: World;
beforeAll(async () => {
  world = await given({ records: { secondStep: 'pin', closesAfterMinutes: 5 } });
});
afterAll(() => world.close());
beforeEach(async () => {
  world.directory.place = membersOf(MIRIAM, TOM);
  await sql`truncate concern_pin, concern_pin_code, concern_unlocked`.execute(world.db);
});

const report = () => world.report('child', { words: { seen: `${MARK} seen` } });

/** The code that was made last, as its maker read it. */
async function codeFor(person: UserId, by: UserId, pin = ''): Promise<string> {
  const made = await world.more.secondStep.makeCode(world.as(by), person, pin);
  if (made.kind !== 'code') throw new Error(`no code: ${made.kind}`);
  return made.code;
}
const setPin = async (person: UserId, by: UserId, pin = PIN, bysPin = '') =>
  world.more.secondStep.set(undefined, world.as(person), {
    code: await codeFor(person, by, bysPin),
    pin,
    again: pin,
  });
const enter = (id: ConcernId | 'search', person: UserId, pin = PIN) =>
  world.more.secondStep.enter(id, world.as(person), pin);
const kindOf = async (id: ConcernId, person: UserId) => (await world.concerns.record.open(id, world.as(person))).kind;

/** Everything that shows something of a record or changes it. */
const ACTS: readonly Act[] = [
  { kind: 'take' },
  { kind: 'hand-over', to: TOM, words },
  { kind: 'note', words },
  { kind: 'ask', words },
  { kind: 'decide', decision: 'early-help', reviewOn: undefined, words },
  { kind: 'review', reviewOn: '2027-01-11' as never, words },
  { kind: 'reroute', to: 'headteacher', about: { kind: 'staff', people: [LEWIS] }, words },
  { kind: 'link', reference: 'NOSUCH', words },
  { kind: 'close', outcome: 'resolved', left: 'done', words },
  { kind: 'reopen', words },
  { kind: 'transfer', to: 'cpoms', words: { reference: 'X', receivedBy: 'Y', receivedOn: '2026-11-20' } },
  { kind: 'retain', until: '2030-01-11' as never, born: undefined, words },
  { kind: 'hold', words },
  { kind: 'release', words },
  { kind: 'reduce', typed: 'NOSUCH', words },
];

test('a borrowed phone opens nothing and changes nothing, whichever way is tried; the report itself goes its way', async () => {
  const { concerns } = world;
  const { id } = await report();
  await world.after(0);
  await setPin(MIRIAM, TOM);
  const as = world.as(MIRIAM);
  const screenshots = createScreenshots(world.deps, sqlScreenshotStore(world.db, world.wrap));
  const answers: unknown[] = [
    await concerns.record.open(id, as),
    await concerns.record.look(id, as),
    await world.more.stories.chronology(id, as),
    await concerns.keeping.exportRecord(id, as, 'json'),
    await concerns.keeping.reducible(id, as),
    await concerns.keeping.confirmable(id, as, words),
    await concerns.lists.search(as, MARK),
    await screenshots.show(id, 'any', as),
  ];
  for (const wanted of ACTS) answers.push(await concerns.record.act(id, as, 100, wanted));
  expect(answers.map((answer) => (answer as { kind: string }).kind)).toEqual(answers.map(() => 'locked'));
  expect(JSON.stringify(answers)).not.toContain(MARK);
  const { entries } = { entries: await world.deps.store.entries(await world.find(id)) };
  expect(entries.map(({ kind }) => kind)).toEqual(['raised', 'delivered']);

  // That someone has it, needs no word of it.
  expect((await concerns.record.act(id, as, undefined, { kind: 'acknowledge' })).kind).toBe('done');
  // What lists show is what is on the cards of their chat.
  expect((await concerns.lists.list(as)).outlines.map((outline) => outline.id)).toContain(id);
});

test('with the PIN it opens, alone among the others, and closes after five minutes without activity', async () => {
  const [first, second] = [await report(), await report()];
  await world.after(0);
  await setPin(MIRIAM, TOM);
  expect(await enter(first.id, MIRIAM)).toEqual({ kind: 'open' });
  const opened = await world.concerns.record.open(first.id, world.as(MIRIAM));
  expect(JSON.stringify(opened)).toContain(`${MARK} seen`);
  expect(await kindOf(second.id, MIRIAM)).toBe('locked');
  expect(await world.concerns.lists.search(world.as(MIRIAM), MARK)).toMatchObject({ kind: 'locked', door: 'search' });
  // Nobody else's phone is let in by it.
  expect(await kindOf(first.id, TOM)).toBe('locked');

  await world.after(4);
  expect(await kindOf(first.id, MIRIAM)).toBe('open');
  await world.after(4);
  // Another instance, or the same after a restart, knows no more and no less.
  const other = concernsOf({ ...world.deps, pins: sqlPinStore(world.db, world.wrap, CHEAP_HASH) });
  expect((await other.record.open(first.id, world.as(MIRIAM))).kind).toBe('open');
  await world.after(5);
  expect(await kindOf(first.id, MIRIAM)).toBe('locked');
  expect((await world.concerns.keeping.exportRecord(first.id, world.as(MIRIAM), 'pdf')).kind).toBe('locked');
});

test('a clock that is set back opens nothing for longer', async () => {
  const { id } = await report();
  await world.after(0);
  await setPin(MIRIAM, TOM);
  await enter(id, MIRIAM);
  await world.after(-60);
  expect(await kindOf(id, MIRIAM)).toBe('locked');
  await world.after(60);
});

test('the search opens by itself, and finds what it found before', async () => {
  const { id } = await report();
  await world.after(0);
  await setPin(MIRIAM, TOM);
  expect(await enter('search', MIRIAM)).toEqual({ kind: 'open' });
  expect(await world.concerns.lists.search(world.as(MIRIAM), MARK)).toMatchObject({
    outlines: expect.arrayContaining([expect.objectContaining({ id })]),
  });
  expect(await kindOf(id, MIRIAM)).toBe('locked');
});

test('nobody sets a PIN on a phone that they borrowed: it takes a code from someone else, once, in its time', async () => {
  const { id } = await report();
  await world.after(0);
  expect(await world.concerns.record.open(id, world.as(MIRIAM))).toMatchObject({ kind: 'locked', has: 'no-pin' });
  const set = (code: string, pin = PIN, again = pin) =>
    world.more.secondStep.set(id, world.as(MIRIAM), { code, pin, again });
  expect(await set('BCDFGHJK')).toMatchObject({ kind: 'not-entered', why: { kind: 'wrong-code' } });

  // Late, someone else's, tried too often.
  const late = await codeFor(MIRIAM, TOM);
  await world.after(31);
  expect(await set(late)).toMatchObject({ why: { kind: 'wrong-code' } });
  expect(await set(await codeFor(TOM, MIRIAM))).toMatchObject({ why: { kind: 'wrong-code' } });
  const tried = await codeFor(MIRIAM, TOM);
  for (const _ of Array.from({ length: 5 })) await set('BCDFGHJK');
  expect(await set(tried)).toMatchObject({ why: { kind: 'wrong-code' } });

  const code = await codeFor(MIRIAM, TOM);
  expect(await set(code, '123456')).toMatchObject({ why: { kind: 'trivial' } });
  expect(await set(code, '27182')).toMatchObject({ why: { kind: 'not-digits' } });
  expect(await set(code, PIN, OTHER)).toMatchObject({ why: { kind: 'not-twice' } });
  // As it is read out: in groups and in small letters.
  expect(await set(`${code.slice(0, 4)} - ${code.slice(4).toLowerCase()}`)).toEqual({ kind: 'open' });
  expect(await kindOf(id, MIRIAM)).toBe('open');
  expect(await world.deps.pins.attempt(MIRIAM, OTHER, world.now(), () => 0)).toMatchObject({ kind: 'wrong' });
  expect(await world.more.secondStep.set(undefined, world.as(MIRIAM), { code, pin: OTHER, again: OTHER })).toEqual({
    kind: 'not-set',
    why: { kind: 'wrong-code' },
  });
});

test('a code is for those who answer for reports at the same school, and never for oneself', async () => {
  const { secondStep } = world.more;
  for (const person of [MIRIAM, LEWIS, undefined])
    expect(await secondStep.makeCode(world.as(MIRIAM), person, '')).toEqual({ kind: 'nobody' });
  expect(await secondStep.makeCode(world.as(LEWIS), MIRIAM, '')).toEqual({ kind: 'not-available' });
  expect(await secondStep.about(world.as(LEWIS))).toEqual({ kind: 'not-available' });
  // Who has a PIN types it first: two phones that lie about are no way round each other.
  await setPin(TOM, MIRIAM, OTHER);
  expect(await secondStep.makeCode(world.as(TOM), MIRIAM, PIN)).toMatchObject({ kind: 'not-made' });
  expect(await codeFor(MIRIAM, TOM, OTHER)).toMatch(/^[A-Z0-9]{8}/);
});

test('a new PIN closes what the old one opened; until it is set the old one goes on', async () => {
  const { id } = await report();
  await world.after(0);
  await setPin(MIRIAM, TOM);
  const code = await codeFor(MIRIAM, DANIEL);
  expect(await enter(id, MIRIAM)).toEqual({ kind: 'open' });
  await world.more.secondStep.set(undefined, world.as(MIRIAM), { code, pin: OTHER, again: OTHER });
  expect(await kindOf(id, MIRIAM)).toBe('locked');
  expect(await enter(id, MIRIAM, PIN)).toMatchObject({ kind: 'not-entered', why: { kind: 'wrong' } });
  expect(await enter(id, MIRIAM, OTHER)).toEqual({ kind: 'open' });
  const about = await world.more.secondStep.about(world.as(MIRIAM));
  expect(about).toMatchObject({
    isAsked: true,
    hasPin: true,
    events: expect.arrayContaining([
      expect.objectContaining({ kind: 'set', actor: DANIEL }),
      expect.objectContaining({ kind: 'code', actor: TOM }),
    ]),
  });
  const told = world.pinWords.map((key) => key.split(' ').slice(1));
  expect(told).toEqual(
    expect.arrayContaining([
      ['code', MIRIAM, DANIEL],
      ['set', MIRIAM, DANIEL],
      ['set-with-yours', DANIEL, MIRIAM],
    ]),
  );
  await expect(sql`delete from concern_pin_event`.execute(world.db)).rejects.toThrow('append-only');
});

test('who a report is about cannot help anyone to open it', async () => {
  const { id } = await world.report('headteacher', { words: { seen: `${MARK} head` } });
  const { id: another } = await world.report('headteacher', { words: { seen: `${MARK} head` } });
  await world.after(0);
  await setPin(COLIN, JOANNA);
  expect(await world.concerns.record.open(id, world.as(COLIN))).toMatchObject({ kind: 'locked', has: 'not-for-this' });
  expect(await enter(id, COLIN)).toMatchObject({ kind: 'locked', has: 'not-for-this' });
  const code = await codeFor(COLIN, TOM);
  const set = { code, pin: OTHER, again: OTHER };
  expect(await world.more.secondStep.set(id, world.as(COLIN), set)).toEqual({ kind: 'open' });
  expect(await kindOf(id, COLIN)).toBe('open');
  expect(await kindOf(another, COLIN)).toBe('locked');
});

test('guessing is slow, however many try at once and on however many instances; only reading waits', async () => {
  const { id } = await report();
  await world.after(0);
  await setPin(MIRIAM, TOM);
  const other = createSecondStep({ ...world.deps, pins: sqlPinStore(world.db, world.wrap, CHEAP_HASH) });
  const guesses = Array.from({ length: 12 }, (_, at) => `9173${10 + at}`);
  const tried = await Promise.all(
    guesses.map((guess, at) => (at % 2 ? other : world.more.secondStep).enter(id, world.as(MIRIAM), guess)),
  );
  const why = tried.map((one) => (one.kind === 'not-entered' ? one.why.kind : one.kind));
  expect(why.filter((kind) => kind === 'wrong')).toHaveLength(FREE_MISSES + 1);
  expect(why.filter((kind) => kind === 'wait')).toHaveLength(guesses.length - FREE_MISSES - 1);
  // Right, and not even looked at.
  expect(await enter(id, MIRIAM)).toMatchObject({ kind: 'not-entered', why: { kind: 'wait' } });
  expect(world.pinWords.some((key) => key.includes(` paused ${MIRIAM}`))).toBe(true);
  // What waits is reading; a report is sent, delivered and acknowledged meanwhile.
  const urgent = await world.report('child', { isUrgent: true });
  await world.after(0);
  expect((await world.find(urgent.id)).deliveredAt).toBeDefined();
  expect((await world.concerns.record.act(urgent.id, world.as(MIRIAM), undefined, { kind: 'acknowledge' })).kind).toBe(
    'done',
  );
  await world.after(2);
  expect(await enter(id, MIRIAM, guesses[0])).toMatchObject({ why: { kind: 'wrong' } });
  await world.after(1);
  expect(await enter(id, MIRIAM)).toMatchObject({ why: { kind: 'wait' } });
  // A code helps at once, and begins the count again.
  await setPin(MIRIAM, TOM);
  expect(await enter(id, MIRIAM)).toEqual({ kind: 'open' });
  // The record knows about it, once.
  const entries = await world.deps.store.entries(await world.find(id));
  expect(entries.filter(({ kind, facts }) => kind === 'refused' && facts?.action === 'pin')).toHaveLength(1);
});

test('a slip that can be no PIN is no guess', async () => {
  const { id } = await report();
  await world.after(0);
  await setPin(MIRIAM, TOM);
  for (const slip of ['', '12', 'abcdef', '2718281828459', '２７１８２８'])
    expect(await enter(id, MIRIAM, slip)).toMatchObject({ why: { kind: 'not-digits' } });
  expect(await enter(id, MIRIAM, '271 828')).toEqual({ kind: 'open' });
});

test('no PIN and no code stands anywhere: not in a table, not in a log line, not in what is told', async () => {
  const { id } = await report();
  await world.after(0);
  const code = await codeFor(MIRIAM, TOM);
  await world.more.secondStep.set(id, world.as(MIRIAM), { code, pin: PIN, again: PIN });
  const kept = await codeFor(TOM, MIRIAM, PIN);
  await enter(id, MIRIAM, OTHER);
  const secrets = [PIN, OTHER, code, kept];
  const sought = secrets.flatMap((one) => [one, Buffer.from(one).toString('hex'), Buffer.from(one).toString('base64')]);
  const absent = (thing: unknown) => {
    const text = JSON.stringify(thing);
    expect(sought.filter((one) => text.includes(one))).toEqual([]);
  };
  absent(world.logged);
  absent(world.pinWords);
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_name like 'concern\\_%' order by 1`.execute(world.db);
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['concern_pin', 'concern_pin_code']));
  for (const { name } of tables)
    absent((await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t`.execute(world.db)).rows);
});

test('the wrapping key is the pepper: without it no hash is compared, and a new one takes the PINs along', async () => {
  await setPin(MIRIAM, TOM);
  await codeFor(TOM, MIRIAM, PIN);
  const fresh = newKey().toString('base64');
  const alone = sqlPinStore(world.db, localKeyWrap([fresh]), CHEAP_HASH);
  await expect(alone.attempt(MIRIAM, PIN, world.now(), () => 0)).rejects.toMatchObject({ code: 'forbidden' });
  const both = {
    ...localKeyWrap([fresh]),
    unwrap: (keyId: string, wrapped: Uint8Array) => world.wrap.unwrap(keyId, wrapped),
  };
  await rewrapKeys(world.db, both);
  expect(await alone.attempt(MIRIAM, PIN, world.now(), () => 0)).toEqual({ kind: 'right' });
  await rewrapKeys(world.db, {
    ...world.wrap,
    unwrap: (keyId, wrapped) => localKeyWrap([fresh]).unwrap(keyId, wrapped),
  });
});
