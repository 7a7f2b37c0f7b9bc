import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { Pages } from '../../../src/kernel/pages/page.ts';
import { readSecret } from '../../../src/kernel/pages/tickets.ts';
import { DAY_MS, formatInstant } from '../../../src/kernel/time.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { choiceOf } from '../../../src/more/children/redaction.ts';
import { handOverPage } from '../../../src/more/next-school/hand-over.page.ts';
import { createNextSchool, type NextSchool } from '../../../src/more/next-school/next-school.ts';
import { sqlTickets } from '../../../src/platform/postgres/people/tickets.store.ts';
import { randomIds } from '../../../src/platform/process/process-ids.ts';
import { COLIN, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../../report/support.ts';

let world: World;
let nextSchool: NextSchool;
let pages: Pages;
let printed: string;
beforeEach(async () => {
  world = await given();
  nextSchool = createNextSchool(
    {
      ...world.deps,
      tickets: sqlTickets(world.db, randomIds),
      print: async (story, madeFor, at) => {
        printed = JSON.stringify([story.passedOn, ...story.lines.map(({ entry }) => entry.words)]);
        return chronologyPdf(story, madeFor, at);
      },
      address: (secret) => `https://lanyard.example/h/${secret}`,
    },
    world.more.rolls,
  );
  pages = (asked) => handOverPage(nextSchool, readSecret(asked.path.slice('/h/'.length)) ?? '', asked);
});
afterEach(() => world.close());

type Act = Parameters<World['concerns']['record']['act']>[3];
const act = async (id: ConcernId, wanted: Act, user: UserId = MIRIAM) =>
  world.concerns.record.act(id, world.as(user), (await world.find(id)).version, wanted);
const about = async (seen: string, by: UserId = PRIYA) => {
  const { id, receipt } = await world.report('child', { words: { who: 'Kai Turner 7B', seen }, by });
  await world.after(0);
  return { id, reference: receipt.reference };
};
const PASSED_ON = 'ZQWHY He moves to you on Monday. Ring his worker first. Mia Hart is not to be told.';
const TO = { name: 'ZQNAME Adams', role: 'ZQROLE lead', school: 'ZQSCHOOL High' };
const make = async (id: ConcernId, leaveOut: readonly string[] = [], user: UserId = MIRIAM) => {
  const before = await nextSchool.before(id, world.as(user));
  if (before.kind !== 'before') return before;
  const choice = choiceOf(
    before.names,
    leaveOut.map((name) => before.names.indexOf(name)),
  );
  return nextSchool.make(id, world.as(user), { to: TO, days: 7, choice, passedOn: PASSED_ON });
};
const made = async (id: ConcernId, leaveOut?: readonly string[]) => {
  const link = await make(id, leaveOut);
  if (link.kind !== 'made') throw new Error(JSON.stringify(link));
  return link;
};
const request = async (url: string, form?: Record<string, string>) => {
  const path = new URL(url, 'https://lanyard.example').pathname;
  const answer = await pages({ method: form ? 'POST' : 'GET', path, form: form ?? {}, from: '192.0.2.1' });
  return {
    ...answer,
    text: typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString('latin1'),
  };
};
const code = (url: string, typed: string) => request(url, { step: 'code', code: typed });
const stepsOf = async (id: ConcernId) =>
  (await world.deps.store.entries(await world.find(id))).flatMap(({ kind, facts }) =>
    kind === 'sent-to-school' ? [facts?.step] : kind === 'transferred' ? ['received'] : [],
  );

test('a chronology goes to one person by a link and a code, and its receipt is in every report of it', async () => {
  const [first, second] = [await about('Saw Mia Hart hit him.'), await about('SECOND SEEN', LEWIS)];
  await act(second.id, { kind: 'join', reference: first.reference });
  const link = await made(second.id, ['Mia Hart']);
  expect(printed).toContain('[another child]');
  expect(printed).not.toContain('Mia Hart');
  const read = await nextSchool.read(second.id, link.link.id, world.as(MIRIAM));
  const { text } = await extractText(await getDocumentProxy(Uint8Array.from(read?.bytes ?? [])));
  expect((text[0] ?? '').replace(/\s+/g, ' ')).toContain(
    'Why it is passed on, and what now ZQWHY He moves to you on Monday. Ring his worker first. [another child] is not to be told. Written by Miriam Hale, the DSL for ZQNAME Adams, ZQSCHOOL High.',
  );
  const phone = world.school.roles.dsl[0]?.phone;
  const [top = '', ...others] = text.map((page) => page.replace(/\s+/g, ' '));
  for (const said of [
    'Child protection file: transfer to ZQSCHOOL High',
    'To: ZQNAME Adams, ZQROLE lead, ZQSCHOOL High',
    `From: Miriam Hale, the DSL, Oakfield Academy${phone === undefined ? '' : `, direct line ${phone}`}`,
    `Made: ${formatInstant(world.now())} by Miriam Hale`,
  ])
    expect(top).toContain(said);
  expect(phone).toBeDefined();
  for (const page of [top, ...others]) expect(page).toContain('Child protection file');
  // Mail programs open links: that uses nothing up, and says nothing about whom it is about.
  for (let looked = 0; looked < 10; looked += 1) expect((await request(link.url)).status).toBe(200);
  const asked = await request(link.url);
  expect(asked.text).toContain('Oakfield Academy');
  expect(asked.text).not.toMatch(/Kai|Turner|ZQ|chronolog/i);
  expect(asked.headers).toMatchObject({
    'Cache-Control': 'no-store',
    'X-Robots-Tag': expect.stringContaining('noindex'),
  });

  const wrong = await code(link.url, 'BCDFGHJK');
  expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('You have 4 tries left.')]);
  const right = await code(link.url, ` ${link.code.toLowerCase().replace(/(.{4})/, '$1-')} `);
  expect(right.status).toBe(303);
  const inside = right.headers.Location ?? '';
  expect((await request(link.url)).status).toBe(410);
  expect((await code(link.url, link.code)).status).toBe(410);

  // A receipt comes after the download, and needs a name, a role and a school.
  const RECEIPT = { step: 'receipt', name: 'ZQRECEIVER', role: 'DSL', school: 'ZQHILL School', reference: '' };
  expect((await request(inside, RECEIPT)).text).toContain('Please download the document first');
  const file = await request(inside, { step: 'file' });
  expect(file.headers).toMatchObject({ 'Content-Type': 'application/pdf', 'Cache-Control': 'no-store' });
  expect(file.text.slice(0, 5)).toBe('%PDF-');
  const incomplete = await request(inside, { ...RECEIPT, role: ' ' });
  expect([incomplete.status, incomplete.text]).toEqual([422, expect.stringContaining('value="ZQRECEIVER"')]);
  expect((await request(inside, RECEIPT)).status).toBe(303);
  expect((await request(inside)).text).toContain('Your receipt is recorded');
  await request(inside, RECEIPT);
  expect((await request(inside, { step: 'file' })).text).toContain('Your receipt is recorded');

  expect(await stepsOf(second.id)).toEqual(['made', 'wrong-code', 'opened', 'fetched', 'received']);
  for (const { id } of [first, second]) {
    const transferred = (await world.deps.store.entries(await world.find(id))).filter(
      ({ kind }) => kind === 'transferred',
    );
    expect(transferred.map(({ words }) => [words?.receivedBy, words?.receiver])).toEqual([
      ['ZQRECEIVER, DSL', 'ZQHILL School'],
    ]);
  }
  await world.after(1);
  expect(world.teams.to(MIRIAM).at(-1)?.notice).toMatchObject({ kind: 'news', why: 'school-received' });
  const story = await world.more.stories.chronology(first.id, world.as(MIRIAM));
  expect(JSON.stringify(story)).toContain('ZQRECEIVER');

  // What was typed and printed is nowhere in the open: not in a log, a notice or a column.
  const { rows } = await sql<{ all: string }>`
    select (select string_agg(t::text, ' ') from concern_school_link t) || (select string_agg(t::text, ' ') from concerns_child.concern_trail t)
      || (select string_agg(t::text, ' ') from ticket t) as all`.execute(world.db);
  for (const open of [world.logged.join(), JSON.stringify(world.teams.told), rows[0]?.all ?? 'ZQ'])
    for (const word of ['ZQ', link.code, 'Kai']) expect(open).not.toContain(word);
});

test('five wrong codes end it, the right one then opens nothing, and those who made it are told', async () => {
  const { id } = await about('SEEN');
  const link = await made(id);
  const answers = await Promise.all(Array.from({ length: 12 }, () => code(link.url, 'BCDFGHJK')));
  expect(answers.filter(({ status }) => status === 303)).toEqual([]);
  expect((await code(link.url, link.code)).text).toContain('Too many wrong codes were typed.');
  expect((await stepsOf(id)).filter((step) => step === 'wrong-code')).toHaveLength(5);
  expect(await stepsOf(id)).toContain('blocked');
  await world.after(1);
  expect(world.teams.to(MIRIAM).at(-1)?.notice).toMatchObject({ kind: 'news', why: 'school-blocked' });
  // The school makes a new one.
  expect((await code((await made(id)).url, 'X')).status).toBe(422);
});

test('of two who type the right code at once one gets in', async () => {
  const { id } = await about('SEEN');
  const link = await made(id);
  const answers = await Promise.all([code(link.url, link.code), code(link.url, link.code)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
});

test('withdrawn it opens nothing, before the code and after it', async () => {
  const { id } = await about('SEEN');
  const [link, other] = [await made(id), await made(id)];
  expect((await nextSchool.withdraw(id, link.link.id, world.as(LEWIS))).kind).toBe('not-available');
  expect((await nextSchool.withdraw(id, link.link.id, world.as(TOM))).kind).toBe('done');
  expect((await nextSchool.withdraw(id, link.link.id, world.as(TOM))).kind).toBe('not-now');
  expect((await code(link.url, link.code)).text).toContain('withdrawn');
  const inside = (await code(other.url, other.code)).headers.Location ?? '';
  await nextSchool.withdraw(id, other.link.id, world.as(MIRIAM));
  expect((await request(inside, { step: 'file' })).status).toBe(410);
  expect(await world.deps.schoolLinks.file(other.link.id)).toBeUndefined();
});

test('its time: the code for the days that were chosen, the file for an hour, the receipt for a week', async () => {
  const { id } = await about('SEEN');
  const [late, link] = [await made(id), await made(id)];
  const begin = world.now().getTime();
  const inside = (await code(link.url, link.code)).headers.Location ?? '';
  await request(inside, { step: 'file' });
  await nextSchool.endOld();
  expect(await world.deps.schoolLinks.file(link.link.id)).toBeDefined();
  world.at(new Date(begin + 2 * 60 * 60_000).toISOString());
  await nextSchool.endOld();
  expect(await world.deps.schoolLinks.file(link.link.id)).toBeUndefined();
  expect(await world.deps.schoolLinks.file(late.link.id)).toBeDefined();
  expect((await request(inside)).text).toContain('can no longer be downloaded');
  expect((await request(inside, { step: 'file' })).headers['Content-Type']).toContain('text/html');
  world.at(new Date(begin + 8 * DAY_MS).toISOString());
  expect((await code(late.url, late.code)).text).toContain('expired');
  expect((await request(inside)).status).toBe(410);
  await nextSchool.endOld();
  for (const each of [late, link])
    expect(await world.deps.schoolLinks.find(each.link.id)).toMatchObject({ state: 'expired' });
  expect(await world.deps.schoolLinks.file(late.link.id)).toBeUndefined();
  await world.after(0);
  expect(world.teams.to(MIRIAM).filter(({ notice }) => notice.kind === 'news').length).toBe(2);
});

test('three downloads and no more', async () => {
  const { id } = await about('SEEN');
  const link = await made(id);
  const inside = (await code(link.url, link.code)).headers.Location ?? '';
  const types = [];
  for (let tried = 0; tried < 5; tried += 1)
    types.push((await request(inside, { step: 'file' })).headers['Content-Type']);
  expect(types.filter((type) => type === 'application/pdf')).toHaveLength(3);
});

test('what the person who made it may no longer open leaves the school no more', async () => {
  const { id } = await about('SEEN');
  const [link, other] = [await made(id), await make(id, [], TOM)];
  if (other.kind !== 'made') throw new Error(other.kind);
  world.directory.people.set(MIRIAM, { isEnabled: false });
  expect((await code(link.url, link.code)).text).toContain('withdrawn');
  await act(id, { kind: 'acknowledge' }, TOM);
  await act(id, { kind: 'reroute', to: 'headteacher', about: 'same', words: { reason: 'So.' } }, TOM);
  expect((await code(other.url, other.code)).text).toContain('withdrawn');
});

test('nobody else makes one or reads it, of adults there is none, and it is read as it will leave', async () => {
  const { id } = await about('SEEN');
  for (const user of [JOANNA, COLIN, LEWIS, PRIYA]) {
    expect((await make(id, [], user)).kind).toBe('not-available');
    expect((await nextSchool.before(id, world.as(user))).kind).toBe('not-available');
  }
  const link = await made(id);
  for (const user of [JOANNA, LEWIS]) expect(await nextSchool.read(id, link.link.id, world.as(user))).toBeUndefined();
  const read = await nextSchool.read(id, link.link.id, world.as(TOM));
  expect(
    Buffer.from(read?.bytes ?? [])
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await nextSchool.before(id, world.as(MIRIAM))).kind === 'before').toBe(true);
  const adult = await world.report('staff', { about: [LEWIS] });
  await world.after(0);
  expect(await make(adult.id, [], JOANNA)).toEqual({ kind: 'not-now', why: 'status' });
});

test('when names were added since they were looked through, it is not made; nor without a person, or why', async () => {
  const { id } = await about('Saw Mia Hart.');
  const before = await nextSchool.before(id, world.as(MIRIAM));
  if (before.kind !== 'before') throw new Error(before.kind);
  const choice = choiceOf(before.names, []);
  await act(id, { kind: 'note', words: { text: 'Ash Doe was there too.' } });
  const wanted = { to: TO, days: 3, choice, passedOn: PASSED_ON } as const;
  expect(await nextSchool.make(id, world.as(MIRIAM), wanted)).toEqual({ kind: 'not-now', why: 'changed' });
  const nobody = { ...wanted, to: { ...TO, role: '' } };
  expect(await nextSchool.make(id, world.as(MIRIAM), nobody)).toEqual({ kind: 'not-now', why: 'no-receiver' });
  expect(await nextSchool.make(id, world.as(MIRIAM), { ...wanted, passedOn: '' })).toEqual({
    ...{ kind: 'not-now', why: 'no-why' },
  });
});

test('the receipt is ground to reduce the report to a stub, whose page keeps it, and nothing of the file is left', async () => {
  const { id } = await about('SEEN');
  await world.concerns.record.open(id, world.as(MIRIAM));
  await act(id, { kind: 'acknowledge' });
  await act(id, { kind: 'decide', decision: 'early-help', reviewOn: undefined, words: { reason: 'So.' } });
  await act(id, { kind: 'close', outcome: 'passed-to-agency', left: 'done', words: { reason: 'So.' } });
  const waiting = await made(id);
  const link = await made(id);
  const inside = (await code(link.url, link.code)).headers.Location ?? '';
  await request(inside, { step: 'file' });
  await request(inside, { step: 'receipt', name: 'Sam Adams', role: 'DSL', school: 'Hill School', reference: 'H-1' });
  const { reference } = await world.find(id);
  const reduced = await act(id, { kind: 'reduce', typed: reference, words: { reason: 'The child has moved.' } });
  expect(reduced.kind).toBe('done');
  expect((await code(waiting.url, waiting.code)).status).toBe(404);
  expect(await world.deps.schoolLinks.of([id])).toEqual([]);
  const page = await world.more.stories.person(id, world.as(MIRIAM));
  expect(page).toMatchObject({ kind: 'person', concern: { isStub: true, reference } });
  const story = await world.more.stories.chronology(id, world.as(MIRIAM));
  const left = story.kind === 'chronology' ? story.lines.map(({ entry }) => [entry.kind, entry.words]) : [];
  expect(JSON.stringify(left)).not.toContain('SEEN');
  expect(left.at(-1)).toEqual(['reduced', expect.objectContaining({ reference: 'H-1', receiver: 'Hill School' })]);
});

test('a report that is put right makes one action of each hand-over: for whom, who made it, and whether it was downloaded', async () => {
  const { id } = await about('SEEN');
  const first = await made(id);
  const inside = (await code(first.url, first.code)).headers.Location ?? '';
  expect((await request(inside, { step: 'file' })).status).toBe(200);
  await made(id);
  await act(id, { kind: 'correct', who: 'Ben Cole 7B', words: { reason: 'THE OFFICE LOOKED IT UP' } } as Act);
  const at = formatInstant(world.now());
  const handOver = `Tell that the report was about another child: the hand-over that Miriam Hale made on ${at} for ZQNAME Adams, ZQROLE lead, ZQSCHOOL High`;
  const record = await world.concerns.record.open(id, world.as(MIRIAM));
  const set = record.kind === 'open' ? record.entries.filter(({ kind }) => kind === 'action-set') : [];
  expect(set.map(({ words }) => words?.text)).toEqual([
    `${handOver}, which has had it since ${at}`,
    `${handOver}, which had not downloaded it`,
  ]);
});
