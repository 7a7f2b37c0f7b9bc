import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { channelCard, next, reportByClicking, shown, through } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { fillsIn, heldBack, notTheirs, openTyped, printed, takenOn, typed, typedInVain } from './pressing.ts';

const { priyaNair: teacher, miriamHale: dsl, tomAshworth: deputy } = PEOPLE;
const dpo = PEOPLE.anilKapoor;
const STAFF = { 'the reporter': teacher, 'a colleague': PEOPLE.lewisGrant, HR: PEOPLE.sunitaRao };
const OTHERS = { ...STAFF, 'the DPO': dpo };
const THE_LIST = 'The list, with who each is about';
const BRUISE = 'A bruise like a hand on his neck.';

let world: Running;
let friday: string;
let saturday: string;
let sunday: string;
const at = (time: string) => world.sandbox.clock.set(new Date(time));
const reportAbout = (who: string, seen: string, urgent: string) =>
  reportByClicking(world, teacher, { about: 'child', first: { who }, words: { seen }, last: { urgent } });
/** In which order they stand. */
const opens = (dialog: unknown) =>
  [...shown(dialog).matchAll(/"title":"Open ([A-Z0-9]{6})"/g)].map(([, reference]) => reference);

/** The same dialog in the hands of someone in whose chat its card never was. */
const asOwn = ({ title, card }: Dialog): Dialog => ({ title, ...(card && { card }) });

beforeAll(async () => {
  world = await running({ at: new Date('2026-11-20T15:00:00Z') });
  friday = await reportAbout('Rhys Caldbeck 7B', 'He had no lunch again.', 'no');
  at('2026-11-21T21:40:00Z');
  saturday = await reportAbout('Maya Farleigh 9A', 'She wrote that she is scared.', 'unsure');
  at('2026-11-22T18:00:00Z');
  sunday = await reportAbout('Theo Marwood 7C', BRUISE, 'yes');
  at('2026-11-23T08:30:00Z');
});
afterAll(() => world.close());

test('the most urgent stands first by what its reporter answered, a line names nobody in full, and the list narrows', async () => {
  const chat = await typed(world, dsl, 'reports');
  for (const name of ['Caldbeck', 'Farleigh', 'Marwood']) expect([name, chat.includes(name)]).toEqual([name, false]);
  const list = await openTyped(world, dsl, 'reports', THE_LIST);
  expect(opens(list)).toEqual([sunday, saturday, friday]);
  for (const words of ['TM, 7C: today', 'MF, 9A: not sure whether today', 'RC, 7B', 'nobody has it'])
    expect([words, shown(list).includes(words)]).toEqual([words, true]);
  expect(shown(list)).not.toMatch(/Caldbeck|Farleigh|Marwood|bruise|scared|lunch/);

  const only = async (inputs: Record<string, string>) => opens(await next(world, dsl, list, 'Show these', inputs));
  expect(await only({ show: 'since' })).toEqual([sunday, saturday]);
  expect(await only({ year: '7' })).toEqual([sunday, friday]);
  expect(await only({ show: 'mine' })).toEqual([]);
  const weekend = await openTyped(world, dsl, 'what came in over the weekend', 'What came since then');
  expect(opens(weekend)).toEqual([sunday, saturday]);
  expect(shown(weekend)).toContain('what came since Friday');

  // Two taps: the list, and the first of it. It is read, taken on, put under a category, and then found by both.
  let record = await next(world, dsl, list, `Open ${sunday}`);
  expect(shown(record)).toContain(BRUISE);
  record = await next(world, dsl, record, 'Acknowledge and take it on');
  await fillsIn(world, dsl, record, 'Set categories', { categories: 'Physical abuse' });
  const again = await openTyped(world, dsl, 'reports', THE_LIST);
  expect(opens(await next(world, dsl, again, 'Show these', { show: 'mine' }))).toEqual([sunday]);
  expect(opens(await next(world, dsl, again, 'Show these', { category: 'Physical abuse' }))).toEqual([sunday]);
  const found = await openTyped(world, dsl, 'search reports for Farleigh', 'Search reports');
  expect(opens(found)).toEqual([saturday]);

  // What came half an hour ago is open, and not overdue as those of the weekend are.
  at('2026-11-23T10:00:00Z');
  const fresh = await reportAbout('Eve Norcott 8A', 'She lost her key.', 'no');
  at('2026-11-23T10:30:00Z');
  const late = await openTyped(world, dsl, 'anything overdue?', 'Only what is overdue');
  expect(opens(late)).toEqual([sunday, saturday, friday]);
  expect(opens(await openTyped(world, dsl, 'reports', THE_LIST))).toContain(fresh);

  await notTheirs(world, OTHERS, list, `Open ${sunday}`);
  for (const button of ['Show these', 'My actions (0)']) {
    await notTheirs(world, STAFF, list, button);
    // Who takes other reports has a list of their own, and nothing of these in it.
    expect(opens(await next(world, dpo, asOwn(list), button))).toEqual([]);
  }
  for (const words of ['reports', 'anything overdue?', 'what came in over the weekend', 'search reports for Farleigh'])
    await typedInVain(world, OTHERS, words, [friday, saturday, sunday, 'Caldbeck', 'Marwood']);
  await heldBack(world, 'Caldbeck', 'Farleigh', 'Marwood', 'on his neck', 'is scared', 'no lunch');
});

test('on the first screen of a record stands what happened, to whom and when; facts, numbers and deliveries are a press away', async () => {
  const list = await openTyped(world, dsl, 'reports', THE_LIST);
  const record = await next(world, dsl, list, `Open ${sunday}`);
  const text = shown(record);
  const order = [
    'Theo Marwood 7C',
    'From Priya Nair, Sunday 22 November 2026, 18:00',
    BRUISE,
    'What has happened since',
  ];
  const places = order.map((words) => text.indexOf(words));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((left, right) => left - right));
  // Folded: what a button shows is hidden until then.
  for (const [button, id] of [
    ['Details', 'details'],
    ['Numbers to phone', 'numbers-to-phone'],
    ['More', 'more'],
  ])
    expect([button, text.includes(`"title":"${button}"`), text.includes(`"id":"${id}","isVisible":false`)]).toEqual([
      ...[button, true, true],
    ]);
  const readings = /"title":"(Show deliveries and readings \(\d+\))"/.exec(text)?.[1] ?? '';
  expect(text).not.toContain('Miriam Hale read it');
  expect(shown(await next(world, dsl, record, readings))).toContain('Miriam Hale read it');
  await notTheirs(world, OTHERS, record, readings);
});

test('an action is set for a day, stands in “My actions” of the one who does it, and is marked as done there', async () => {
  const record = await takenOn(world, deputy, saturday);
  const decided = await next(world, deputy, record, 'Record a decision');
  const form = await next(world, deputy, decided, 'Support in school and monitor, with a review date');
  const after = await next(world, deputy, form, 'Record a decision', { reason: 'A plan.', reviewOn: '2026-12-07' });
  const set = await fillsIn(world, deputy, after, 'Record an action', {
    ...{ reason: 'Ring her grandmother.', to: dsl, due: '2026-11-25' },
  });
  expect(shown(set)).toContain('To do by 25 November 2026, Miriam Hale');
  const list = await openTyped(world, dsl, 'my actions', 'My actions');
  expect(opens(list)).toEqual([saturday]);
  expect(shown(list)).toContain('By 25 November 2026');
  expect(shown(list)).toContain('MF, 9A');
  // The deputy who has the report is to look at it again, and has nothing of that action.
  const inHand = shown(await openTyped(world, deputy, 'my actions', 'My actions'));
  expect(inHand).toMatch(/By 7 December 2026.*MF, 9A: look at it again/);
  expect(inHand).not.toMatch(/grandmother|25 November/);
  const opened = await next(world, dsl, list, `Open ${saturday}`);
  await notTheirs(world, OTHERS, opened, 'Mark as done');
  await next(world, dsl, opened, 'Mark as done');
  expect(opens(await openTyped(world, dsl, 'my actions', 'My actions'))).toEqual([]);
  await typedInVain(world, OTHERS, 'my actions', [saturday, 'Farleigh']);
  await heldBack(world, 'grandmother');
});

test('numbers for the governors: fewer than five are put together, on the card and on paper, and nobody else has them', async () => {
  const few = shown(await openTyped(world, dsl, 'report to governors', 'Report to governors'));
  expect(few).toContain('Autumn 2026: fewer than 5 reports');
  expect(few).not.toContain('Physical abuse');
  for (const who of ['Ann Lea 7A', 'Bo Lea 8A', 'Cy Lea 9B', 'Di Lea 10A']) {
    const record = await takenOn(world, dsl, await reportAbout(who, 'Late and hungry.', 'no'));
    await fillsIn(world, dsl, record, 'Set categories', { categories: 'Neglect' });
  }
  const fifth = await takenOn(world, dsl, friday);
  await fillsIn(world, dsl, fifth, 'Set categories', { categories: 'Neglect' });
  const figures = await openTyped(world, dsl, 'report to governors', 'Report to governors');
  const paper = await printed(world, await next(world, dsl, figures, 'As a PDF'));
  for (const text of [shown(figures), paper]) {
    // Eight in all, five of them of one category: the others would be known from the difference.
    expect(text).toContain('Autumn 2026: 8 reports');
    expect(text).toContain('All together');
    expect(text).not.toMatch(/Neglect|Physical abuse|Lea|Caldbeck|Farleigh|Marwood/);
  }
  await notTheirs(world, STAFF, figures, 'As a PDF');
  // Who takes other reports has numbers of their own, of which there are none.
  const own = await printed(world, await next(world, dpo, asOwn(figures), 'As a PDF'));
  expect(own).toContain('There are no reports about children yet.');
  expect(own).not.toContain('8 reports');
  await typedInVain(world, OTHERS, 'report to governors', ['8 reports', 'Autumn 2026', 'All together']);
});

test('a report that was opened from the list leads back to it, narrowed as it was, after any step', async () => {
  const reference = await reportByClicking(world, teacher, { about: 'child', first: { who: 'Kai Turner, 7B' } });
  await world.sandbox.say(dsl, 'reports');
  const [list] = await world.sandbox.until(() => {
    const found = world.sandbox.messages(dsl).filter((one) => shown(one).includes('The list, with who each is about'));
    return found.length > 0 && found;
  });
  const all = await world.sandbox.openDialog(dsl, list?.id ?? '', 'The list, with who each is about');
  const narrowed = await next(world, dsl, all, 'Show these', { show: 'since' });
  const open = await next(world, dsl, narrowed, `Open ${reference}`);
  const leadsBack = (dialog: typeof open) => {
    expect(shown(dialog.card)).toContain('"Back to the list"');
    expect(shown(dialog.card)).toContain('"show":"since"');
  };
  leadsBack(open);
  const taken = await next(world, dsl, open, 'Acknowledge and take it on');
  leadsBack(taken);
  const form = await next(world, dsl, taken, 'Add a note');
  leadsBack(await next(world, dsl, form, 'Back'));
  const noted = await next(world, dsl, form, 'Add a note', { reason: 'Rang home.' });
  leadsBack(noted);
  leadsBack(await through(world, dsl, noted, 'Chronology', 'Back to the report'));
  leadsBack(await through(world, dsl, noted, 'Export and keeping', 'Back to the report'));
  // What a form of another feature asks is its own, whatever the way back is called: it is sent like any.
  const handOver = await through(world, dsl, noted, 'Reports about this person', 'Hand over to the next school');
  const to = { toName: 'Ola Reed', toRole: 'DSL', toSchool: 'Elm Park', passedOn: 'He moves on Friday.' };
  const made = await next(world, dsl, handOver, 'Make the link', to);
  expect(shown(made.card)).toMatch(/\/h\/[^"]+/);
  const back = await next(world, dsl, noted, 'Back to the list');
  expect(shown(back.card)).toContain(`Open ${reference}`);
  expect(shown(back.card)).toContain('since');
});

test('first words stand in the list only where the school turns them on, and then its reporter sees that it was read', async () => {
  const root = resolve(import.meta.dirname, '../../..');
  const file = join(mkdtempSync(join(tmpdir(), 'lanyard-words-')), 'lanyard.yml');
  const sample = readFileSync(join(root, 'lanyard.yml'), 'utf8').replaceAll('- policies/', `- ${root}/policies/`);
  writeFileSync(file, sample.replace('firstWordsInList: false', 'firstWordsInList: true'));
  const own = await running({ env: { LANYARD_CONFIG: file } });
  try {
    const report = (seen: string, urgent: string) =>
      reportByClicking(own, teacher, {
        about: 'child',
        first: { who: 'Una Selby 7B' },
        words: { seen },
        last: { urgent },
      });
    const routine = await report('Third morning without breakfast, he says.', 'no');
    const urgent = await report('Blood on her sleeve at registration.', 'yes');
    await channelCard(own, urgent);
    const receiptOf = (reference: string) =>
      shown(own.sandbox.messages(teacher).filter((one) => shown(one).includes(reference)));
    expect(receiptOf(routine)).not.toContain('Read by the DSL');
    const list = await openTyped(own, dsl, 'reports', THE_LIST);
    expect(shown(list)).toContain('Third morning without breakfast');
    // What has a clock is opened, and not read in passing.
    expect(shown(list)).not.toContain('Blood on her sleeve');
    await own.sandbox.until(() => receiptOf(routine).includes('Read by the DSL'));
    expect(receiptOf(urgent)).not.toContain('Read by the DSL');
    await notTheirs(own, STAFF, list, 'Show these');
    await heldBack(own, 'Selby', 'without breakfast', 'her sleeve');
  } finally {
    await own.close();
  }
});
