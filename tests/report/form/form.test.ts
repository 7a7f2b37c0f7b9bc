import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../../src/sandbox/inbound/results.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { BLANKS } from '../../support/blanks.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';
import { channelCard, next, shown } from '../support-sandbox.ts';

const { priyaNair: reporter, miriamHale: dsl, joannaOkafor: head } = PEOPLE;

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
beforeEach(async () => {
  // Where a test ended early its table is still away.
  await database.query('alter table if exists away rename to concern_draft');
  await database.query('delete from concern_draft');
});

const invited = async (): Promise<string> => {
  const { sandbox } = world;
  await sandbox.say(reporter, 'report a concern');
  // Receipts of earlier reports may come in between.
  const isInvitation = (message: unknown): boolean => shown(message).includes('I ask first who it is');
  return sandbox.messages(reporter).findLast(isInvitation)?.id ?? '';
};
const open = async (): Promise<Dialog> => world.sandbox.openDialog(reporter, await invited(), 'Report a concern');
const click = (dialog: Dialog, button: string, inputs: Record<string, string> = {}) =>
  next(world, reporter, dialog, button, inputs);
/** A step as it would come again, or from someone's own hand. */
const forged = (dialog: Dialog, verb: string, inputs: Record<string, string>): Dialog => {
  const draft = shown(dialog.card).match(/"draft":"([0-9a-f-]{36})"/)?.[1] ?? '';
  const go = { type: 'Action.Submit', title: 'Go', data: { verb, draft, ...inputs } };
  return { ...dialog, card: { type: 'AdaptiveCard', version: '1.5', body: [], actions: [go] } };
};
/** The page of names, as an older first page led to it; the new one only where something is open. */
const toNamed = async (about: string, toldInPerson = 'no', first?: Dialog): Promise<Dialog> =>
  click(forged(first ?? (await open()), 'concern.subject', { about, toldInPerson }), 'Go');
/** The boxes for everything else. */
const more = async (account: Promise<Dialog>): Promise<Dialog> => click(await account, 'Write more first');
const FACTS = { who: 'Not known', seen: 'Something.' };

test('going back over both pages keeps the person who was named shut out, and shows them', async () => {
  const named = await toNamed('child');
  const facts = await more(click(named, 'Next', { people: dsl, name: 'Mr Nobody', conduct: 'no' }));
  expect(shown(facts.card)).toContain('the headteacher, Joanna Okafor');
  const account = await click(facts, 'Back');
  expect(shown(account.card)).toContain('the headteacher, Joanna Okafor');
  const first = await click(account, 'Back');
  expect(shown(first.card)).toContain('"title":"Miriam Hale"');
  // Left as it is, nothing is asked again.
  const again = await click(first, 'Next', { who: 'Not known' });
  expect(shown(again.card)).toContain('Send to the headteacher, Joanna Okafor');
  const second = await toNamed('child', 'no', first);
  expect(shown((await click(second, 'Next', { conduct: 'no' })).card)).toContain('the headteacher, Joanna Okafor');
});

test.each([
  ['a child named in its box', { who: 'Ola Berg, 4C', people: '' }, 'This goes to the DSL'],
  ['nothing that can be seen', { who: ' ', people: '' }, 'Please say who or what it is about.'],
  ['an adult beside the child', { who: 'Ola Berg, 4C', people: dsl }, '"id":"conduct"'],
  ['another choice', { about: 'data', who: '', people: '' }, 'This goes to the data protection officer'],
])('a child who is named needs no choice beside it: %s', async (_, inputs, said) => {
  expect(shown((await click(await open(), 'Next', inputs)).card)).toContain(said);
});

test('a form that was closed at the question who must not see it asks it again before there is a box to write in', async () => {
  await toNamed('staff');
  const resumed = await click(await open(), 'Continue this report');
  expect(shown(resumed.card)).toContain('Who is it about?');
  expect(shown(resumed.card)).not.toContain('What you saw');
});

test('“Continue this report” asks which child it is about before there is a box to write in, and keeps who was named', async () => {
  const { lewisGrant } = PEOPLE;
  // As a first page that had no box for the child left it.
  await click(await toNamed('child'), 'Next', { people: lewisGrant, conduct: 'no' });
  const resumed = await click(await open(), 'Continue this report');
  expect(shown(resumed.card)).toContain('Who or what is it about?');
  expect(shown(resumed.card)).toContain('"title":"Lewis Grant"');
  expect(shown(resumed.card)).not.toContain('What did you see or hear?');
  const account = await click(resumed, 'Next', { who: 'Nia Osei, 5C' });
  expect(shown(account.card)).toContain('What did you see or hear?');
});

/** What stands in front of an input of a page. */
const before = ({ card }: Dialog, id: string): string => {
  const body = (card as { readonly body: readonly { readonly id?: string }[] }).body;
  return JSON.stringify(body[body.findIndex((element) => element.id === id) - 1] ?? '');
};

test('a page that comes back says in its title and at the field that nothing was sent yet', async () => {
  const first = await click(await open(), 'Next', { about: 'child', who: '' });
  expect(first.title).toBe('Nothing was sent yet');
  expect(before(first, 'who')).toContain('Nothing was sent yet. Please write the name and class');
  expect(before(first, 'about')).not.toContain('Nothing was sent yet');
  const account = await click(first, 'Next', { about: 'child', who: 'Nia Osei, 5C' });
  expect(account.title).toBe('Report a concern');
  const empty = await click(account, 'Send to the DSL, Miriam Hale', { seen: ' ', urgent: 'no' });
  expect(empty.title).toBe('Nothing was sent yet');
  expect(before(empty, 'seen')).toContain('Nothing was sent yet. Please write what you saw');
  const unsaid = await click(empty, 'Send to the DSL, Miriam Hale', { seen: 'SHE CRIED', urgent: '' });
  expect(before(unsaid, 'urgent')).toContain('Nothing was sent yet');
  expect(before(unsaid, 'seen')).not.toContain('Nothing was sent yet');
  expect(shown(unsaid.card)).toContain('SHE CRIED');
  const facts = await click(unsaid, 'Write more first', { seen: 'SHE CRIED' });
  const long = await click(facts, 'Next', { seen: 'SHE CRIED', asked: 'x'.repeat(2_001) });
  expect(long.title).toBe('Nothing was sent yet');
  expect(before(long, 'asked')).toContain('Nothing was sent yet');
  expect(before(long, 'said')).not.toContain('Nothing was sent yet');
});

test.each([
  ['concern.facts', FACTS],
  ['concern.send', { urgent: 'no' }],
])('%s by hand does not pass over the question who must not see it', async (verb, inputs) => {
  const named = await toNamed('staff');
  expect(shown((await click(forged(named, verb, inputs), 'Go')).card)).toContain('Who is it about?');
});

test('a report that cannot be saved: every word comes back with numbers to phone, and sending it again saves it', async () => {
  const facts = await more(click(await toNamed('child'), 'Next'));
  const last = await click(facts, 'Next', FACTS);
  const words = { urgent: 'yes', whereNow: 'In the library', opinion: 'I am worried', callback: '07700 900123' };
  const send = (dialog: Dialog, button: string) => click(dialog, button, words);

  await database.query('alter table concerns_child.concern rename to away');
  const refused = await send(last, 'Send to the DSL, Miriam Hale');
  expect(shown(refused.card)).toContain('Your report is NOT saved');
  expect(shown(refused.card)).toContain('01632 960 201');
  for (const word of Object.values(words)) expect(shown(refused.card)).toContain(word);

  // The drafts are gone as well: only what the last page held is known.
  await database.query('alter table concern_draft rename to away_too');
  const blind = await click(refused, 'Send to the DSL, Miriam Hale');
  expect(shown(blind.card)).toContain('Your report is NOT saved');
  expect(shown(blind.card)).toContain('01632 960 200');
  for (const word of Object.values(words)) expect(shown(blind.card)).toContain(word);

  await database.query('alter table away_too rename to concern_draft');
  await database.query('alter table concerns_child.away rename to concern');
  expect(shown((await click(blind, 'Send')).card)).toContain('Saved. Your reference is');
  expect(world.logged.join()).not.toContain('In the library');
});

test('a page before the last that cannot be kept: the child’s words come back with numbers, and Next goes on', async () => {
  const facts = await more(click(await toNamed('child'), 'Next'));
  const words = { who: 'A CHILD, 7B', seen: 'A LONG STORY', said: 'HER OWN WORDS', where: 'THE GATE' };
  await database.query('alter table concern_draft rename to away');
  for (const button of ['Next', 'Back']) {
    const refused = await click(facts, button, words);
    expect(shown(refused.card)).toContain('What you wrote here is NOT saved');
    expect(shown(refused.card)).toContain('01632 960 200');
    for (const word of Object.values(words)) expect(shown(refused.card)).toContain(word);
  }
  await database.query('alter table away rename to concern_draft');
  expect(shown((await click(facts, 'Next', words)).card)).toContain('What is needed now');
  expect(world.logged.join()).not.toMatch(/A LONG STORY|HER OWN WORDS/);
});

test('with nothing to look anything up in, anyone who wants to report is told who to phone, and can try again', async () => {
  const { sandbox } = world;
  const invitation = await invited();
  await database.query('alter table concern_draft rename to away');
  const refused = await sandbox.openDialog(reporter, invitation, 'Report a concern');
  for (const words of [
    'NOTHING has been saved',
    'In danger now: phone 999',
    '01632 960 200',
    '01632 960 201',
    'Do not look again',
  ])
    expect(shown(refused.card)).toContain(words);
  expect(shown((await click(refused, 'Try again')).card)).toContain('NOTHING has been saved');
  await database.query('alter table away rename to concern_draft');
  const first = await click(refused, 'Try again');
  expect(shown(first.card)).toContain('Who or what is it about?');

  await database.query('alter table concern_draft rename to away');
  const stopped = await click(first, 'Next', { about: 'child', who: 'Kai Turner, 7B' });
  expect(shown(stopped.card)).toContain('NOTHING has been saved');
  await database.query('alter table away rename to concern_draft');
  expect(shown((await click(stopped, 'Try again')).card)).toContain('What did you see or hear?');
});

test('what an adult did to a child is a matter about the adult: it goes to the person who answers for them, by who they are', async () => {
  const named = await toNamed('child');
  const asked = await click(named, 'Next', { people: PEOPLE.lewisGrant });
  expect(shown(asked.card)).toContain('Please say whether it is about something that they did');
  expect(shown(asked.card)).toContain('"title":"Lewis Grant"');
  const about = async (people: string, conduct: string) =>
    shown((await click(named, 'Next', { people, conduct })).card);
  expect(await about(PEOPLE.lewisGrant, 'no')).toContain('This goes to the DSL, Miriam Hale');
  expect(await about(PEOPLE.lewisGrant, 'yes')).toContain('This goes to the headteacher, Joanna Okafor');

  // The child is not left out of it.
  const facts = await more(click(named, 'Next', { people: PEOPLE.lewisGrant, conduct: 'yes' }));
  expect(shown(facts.card)).toContain('Which children does it affect');
  const last = await click(facts, 'Next', { seen: 'WHAT WAS SEEN', children: 'A CHILD, 7B' });
  expect(shown((await click(last, 'Back')).card)).toContain('A CHILD, 7B');
  await click(await open(), 'Delete it and start again');
});

test('a child named in a report of online abuse is asked about on the page before the box to write in, and is never left out', async () => {
  const first = { about: 'online-abuse', who: 'JOSH BARKER 7C' };
  const asked = await click(await open(), 'Next', first);
  expect(shown(asked.card)).toContain('You named a child: JOSH BARKER 7C.');
  const again = await click(asked, 'Next');
  expect(shown(again.card)).toContain('Please say whether the child is hurt or at risk');
  expect(shown((await click(again, 'Next', { atRisk: 'yes' })).card)).toContain('This goes to the DSL, Miriam Hale');
  await click(await open(), 'Delete it and start again');

  const other = await click(await click(await open(), 'Next', first), 'Next', { atRisk: 'no' });
  expect(shown(other.card)).toContain('the senior manager, Daniel Prior');
  const last = await click(await more(Promise.resolve(other)), 'Next', { seen: 'A FAKE PAGE' });
  await click(last, 'Send to the senior manager, Daniel Prior', { urgent: 'no' });
  const card = await until(
    () => world.sandbox.messages(PEOPLE.danielPrior).findLast((one) => shown(one).includes('"Open"')),
    'the card of the senior manager',
  );
  const opened = await world.sandbox.openDialog(PEOPLE.danielPrior, card.id, 'Open');
  expect(shown(opened.card)).toContain('JOSH BARKER 7C');
});

test.each([
  [PEOPLE.joannaOkafor, 'the chair of governors, Colin Marsh'],
  [PEOPLE.colinMarsh, 'the governance officer, Eleanor Frith'],
  [PEOPLE.miriamHale, 'the headteacher, Joanna Okafor'],
])('an adult at school who turns out to be %s: it goes to %s', async (people, to) => {
  const named = await toNamed('staff');
  expect(shown((await click(named, 'Next', { people })).card)).toContain(`This goes to ${to}`);
});

test('the head of another school of the trust is asked about: there, or here', async () => {
  const named = await toNamed('staff');
  const theirs = PEOPLE.eleanorFrith;
  const asked = await click(named, 'Next', { people: theirs });
  expect(shown(asked.card)).toContain('is responsible for such reports at Millbrook Primary School');
  expect(shown((await click(asked, 'Next', { people: theirs })).card)).toContain('the headteacher, Joanna Okafor');
  const there = await click(asked, 'It is about Millbrook Primary School');
  expect(shown(there.card)).toContain('It goes to people at Millbrook Primary School.');
});

test('anyone who goes back to say who must not see it finds every word again', async () => {
  const named = await toNamed('child');
  const facts = await more(click(named, 'Next'));
  expect(shown(facts.card)).toContain('If they do not act in time, it goes on to the headteacher, Joanna Okafor.');
  // Nothing is insisted on: half a page is enough to go back.
  const account = await click(facts, 'Back', { seen: 'HALF A STORY', happened: 'AT NOON' });
  const again = await toNamed('child', 'no', await click(account, 'Back'));
  const shortly = await click(again, 'Next', { people: dsl, conduct: 'no' });
  expect(shown(shortly.card)).toContain('HALF A STORY');
  const kept = await more(Promise.resolve(shortly));
  expect(shown(kept.card)).toContain('AT NOON');
  expect(shown(kept.card)).toContain('If they do not act in time, it goes on to the chair of governors, Colin Marsh.');
  expect(shown((await click(kept, 'Next', { seen: 'HALF A STORY' })).card)).toContain(
    'Please write the name and class',
  );

  const last = await click(kept, 'Next', { who: 'Not known', seen: 'HALF A STORY' });
  const back = await click(last, 'Back', { urgent: 'unsure', opinion: 'MY OPINION' });
  const there = await click(back, 'Next', { who: 'Not known', seen: 'HALF A STORY' });
  expect(shown(there.card)).toContain('MY OPINION');
  expect(shown(there.card)).toContain('"value":"unsure"');
  const button = 'Send to the headteacher, Joanna Okafor';
  expect(shown((await click(there, button, { urgent: '' })).card)).toContain(
    'Please say whether anyone needs to act today',
  );
  const sent = await click(there, button, { urgent: 'unsure', opinion: 'MY OPINION' });
  expect(shown(sent.card)).toContain('Saved. Your reference is');
});

test('a step that arrives a second time, late, lets nobody in; where it changes who gets it, the button says so first', async () => {
  const first = await open();
  const named = await toNamed('staff', 'no', first);
  const facts = await more(click(named, 'Next', { people: head }));
  const about = { toldInPerson: 'no', about: 'staff' };
  await click(forged(first, 'concern.subject', about), 'Go');
  const last = await click(facts, 'Next', { seen: 'Something.' });
  expect(shown(last.card)).toContain('Send to the chair of governors, Colin Marsh');

  await click(forged(first, 'concern.named', { name: 'Lewis Grant' }), 'Go');
  const asked = await click(last, 'Send to the chair of governors, Colin Marsh', { urgent: 'no', opinion: 'Kept' });
  expect(shown(asked.card)).toContain('Who gets it has changed');
  expect(shown(asked.card)).toContain('Send to the headteacher, Joanna Okafor');
  expect(shown(asked.card)).toContain('Kept');
});

test('in a trust of several schools the form says whose people get it, and another school can be chosen', async () => {
  const first = await open();
  expect(shown(first.card)).toContain('It goes to people at Oakfield Academy.');
  const which = await click(first, 'It is about another school');
  const there = await click(which, 'Next', { school: 'millbrook' });
  expect(shown(there.card)).toContain('It goes to people at Millbrook Primary School.');
  const account = await click(there, 'Next', { about: 'child', who: 'Not known' });
  expect(shown(account.card)).toContain('the DSL, Bethan Lloyd');
});

test('an unsent report whose key is lost keeps its writer from nothing, nor others from their reminders', async () => {
  await toNamed('child');
  await database.query(`update concern_draft set key_id = 'gone', touched_at = '2020-01-01'`);
  const again = await open();
  expect(shown(again.card)).toContain('Who or what is it about?');
  // As after the time that the row now says has passed.
  world.sandbox.clock.advance(1);
  await until(async () => {
    const { rows } = await database.query(
      `select 1 from concern_draft where key_id = 'gone' and reminded_at is not null`,
    );
    return rows.length > 0;
  }, 'it is looked at');
  await click(again, 'Next', { about: 'child', who: 'Not known' });
  await database.query(`update concern_draft set touched_at = '2020-01-01' where key_id != 'gone'`);
  world.sandbox.clock.advance(1);
  await world.sandbox.until(() =>
    world.sandbox.messages(reporter).find((message) => shown(message).includes('Your report was not sent')),
  );
});

test('a duty of one’s own is in full where the words have to do with it, and is named where they do not', async () => {
  const account = await click(await open(), 'Next', { about: 'child', who: 'Not known' });
  expect(shown(account.card)).not.toContain('you must tell the police yourself on 101');
  const facts = await click(account, 'Write more first', { seen: 'She said that she WAS CUT there.' });
  const card = shown(facts.card);
  expect(card.indexOf('you must tell the police yourself on 101')).toBeGreaterThan(0);
  expect(card.indexOf('you must tell the police yourself on 101')).toBeLessThan(card.indexOf('Input.Text'));
  expect(card).toContain('Kept up to date by Miriam Hale, next by 1 September 2027.');
  expect(card).not.toContain('Reporting of child sexual abuse');
  const sent = await click(await click(facts, 'Back'), 'Send to the DSL, Miriam Hale', { urgent: 'no' });
  expect(shown(sent.card)).toContain('Your report does not do this for you:');

  const other = await click(await open(), 'Next', { about: 'child', who: 'Not known' });
  const quiet = shown((await click(other, 'Send to the DSL, Miriam Hale', { seen: 'Tired.', urgent: 'no' })).card);
  expect(quiet).not.toContain('Your report does not do this for you:');
  expect(quiet).toContain('Female genital mutilation: your own duty');

  const data = await click(await toNamed('data', 'yes'), 'Next');
  expect(shown(data.card)).not.toContain('tell the police yourself');
});

test('two children in one matter: a report each, linked both ways, and not a word of one in the other', async () => {
  const named = await toNamed('child', 'yes');
  const facts = await more(click(named, 'Next', { name: 'Mr Nobody', conduct: 'no' }));
  const last = await click(facts, 'Next', { who: 'ONE CHILD', seen: 'FIRST STORY', where: 'FIRST PLACE' });
  const sent = await click(last, 'Send to the DSL, Miriam Hale', { urgent: 'no', opinion: 'FIRST OPINION' });
  const first = /Your reference is ([A-Z0-9]+)/.exec(shown(sent.card))?.[1] ?? '';

  const second = await click(sent, 'Report another child involved');
  expect(shown(second.card)).toContain('Name and class of one child');
  expect(shown(second.card)).not.toContain('FIRST');
  expect(shown(second.card)).not.toContain('ONE CHILD');
  const lastTwo = await click(second, 'Next', { who: 'OTHER CHILD', seen: 'SECOND STORY', happened: 'Last week' });
  const sentTwo = await click(lastTwo, 'Send to the DSL, Miriam Hale', { urgent: 'no' });
  const other = /Your reference is ([A-Z0-9]+)/.exec(shown(sentTwo.card))?.[1] ?? '';
  expect(other).not.toBe(first);

  const card = await channelCard(world, first);
  const record = await world.sandbox.openDialog(dsl, card.id, 'Open');
  expect(shown(record.card)).toContain(`linked another record: ${other}`);
  expect(shown(record.card)).not.toContain('SECOND STORY');
  const linked = await next(world, dsl, record, `Open ${other}`);
  expect(shown(linked.card)).toContain('SECOND STORY');
  expect(shown(linked.card)).toContain('Mr Nobody');
  expect(shown(linked.card)).toContain('When it happened (written Monday 23 November 2026, ');
  expect(shown(linked.card)).not.toContain('FIRST STORY');
  const chronology = await next(world, dsl, linked, 'Chronology');
  // Nor in its chronology: its reporter said that it is another child.
  expect(shown(chronology.card)).toContain('SECOND STORY');
  expect(shown(chronology.card)).not.toContain('FIRST STORY');
});

test('nobody begins a report beside another person’s, nor beside one that is not about a child', async () => {
  const { rows } = await database.query<{ id: string }>(`select id from concerns_child.concern limit 1`);
  await world.sandbox.say(PEOPLE.lewisGrant, 'report a concern');
  const message = world.sandbox.messages(PEOPLE.lewisGrant).at(-1)?.id ?? '';
  const theirs = await world.sandbox.openDialog(PEOPLE.lewisGrant, message, 'Report a concern');
  const forgery = forged(theirs, 'concern.begin', { choice: 'beside', of: rows[0]?.id ?? '' });
  const answer = await world.sandbox.submitDialog(PEOPLE.lewisGrant, forgery, 'Go');
  expect(answer).toMatchObject({ kind: 'message', text: expect.stringContaining('no longer open') });
});

test('another school after all: what was written and who was named comes along', async () => {
  const named = await toNamed('child');
  const facts = await more(click(named, 'Next', { name: 'Mr Nobody', conduct: 'no' }));
  const back = await click(await click(facts, 'Back', { seen: 'A LONG STORY', seemed: 'PALE' }), 'Back');
  const which = await click(back, 'It is about another school');
  const other = await click(which, 'Next', { school: 'millbrook' });
  const again = await toNamed('child', 'no', other);
  expect(shown(again.card)).toContain('"value":"Mr Nobody"');
  const page = await more(click(again, 'Next', { name: 'Mr Nobody', conduct: 'no' }));
  for (const words of ['A LONG STORY', 'PALE']) expect(shown(page.card)).toContain(`"value":"${words}"`);
  const { rows } = await database.query('select id from concern_draft');
  expect(rows).toHaveLength(1);
});

test('a form whose draft is gone gives back what is on it, and one that nobody may have does so too', async () => {
  const facts = await more(click(await toNamed('child'), 'Next'));
  await database.query('delete from concern_draft');
  const stale = await click(facts, 'Next', { ...FACTS, seen: 'A LONG STORY' });
  expect(shown(stale.card)).toContain('no longer open');
  expect(shown(stale.card)).toContain('A LONG STORY');
});

test('shortly before closing the first page says so, and in the middle of the day it says until when', async () => {
  expect(shown((await open()).card)).toContain('This is watched until 17:00 today, then not until Tuesday 08:00.');
  world.sandbox.clock.set(new Date('2026-11-27T16:05:00Z'));
  const late = shown((await open()).card);
  expect(late).toContain('This is watched until 17:00 today, then not until Monday 08:00. If it cannot wait');
});

describe('thirty seconds', () => {
  const send = (dialog: Dialog, inputs: Record<string, string>) =>
    click(dialog, 'Send to the DSL, Miriam Hale', inputs);

  test('two pages: who it is about, what was seen and whether it can wait; the receipt asks for the rest', async () => {
    const first = await open();
    // Before a word of it: 999 and who is watching; then, above the first box for it, every prohibition on images and who sees it.
    for (const words of ['[999](tel:999)', 'On duty: Miriam Hale']) expect(shown(first.card)).toContain(words);
    const account = await click(first, 'Next', { about: 'child', who: 'Kai Turner, 7B' });
    const [aboveBox = ''] = shown(account.card).split('"id":"seen"');
    for (const words of [
      'Do not look again',
      'screenshot it',
      'print',
      'upload',
      'do not ask the child',
      'nobody can promise to keep it secret',
    ])
      expect(aboveBox).toContain(words);
    const sent = await send(account, { seen: 'A bruise on his arm.', urgent: 'unsure' });
    expect(shown(sent.card)).toContain('Saved. Your reference is');
    expect(shown(sent.card)).toContain('add the rest: their own words');
    const rest = await click(sent, 'Add the rest');
    expect(shown(rest.card)).toContain('What do you want to add?');
  });

  test.each([
    [{ about: 'child', who: '' }, 'Please write the name and class of the child'],
    [{ about: '', who: '', name: 'Kim' }, 'Please say who or what it is about'],
  ])('the first page says what is missing, and keeps the rest: %j', async (inputs, complaint) => {
    const again = await click(await open(), 'Next', inputs);
    expect(shown(again.card)).toContain(complaint);
    if ('name' in inputs) expect(shown(again.card)).toContain(`"value":"${inputs.name}"`);
  });

  test('who was picked is there again when something else is missing; a name outside the list decides the route too', async () => {
    const { lewisGrant } = PEOPLE;
    for (const inputs of [
      { about: 'child', who: '', people: lewisGrant, name: 'Mr Nobody' },
      { about: '', who: 'Kai', people: lewisGrant, name: 'Mr Nobody' },
    ]) {
      const again = shown((await click(await open(), 'Next', inputs)).card);
      for (const part of ['"title":"Lewis Grant"', '"value":"Mr Nobody"']) expect(again).toContain(part);
      await database.query('delete from concern_draft');
    }
    // Someone of an agency, whom the directory does not know: what they did goes to the headteacher.
    const asked = await click(await open(), 'Next', { about: 'child', who: 'Kai', name: 'Mr Nobody' });
    expect(shown(asked.card)).toContain('"value":"Mr Nobody"');
    const account = await click(asked, 'Next', { conduct: 'yes' });
    expect(shown(account.card)).toContain('Send to the headteacher, Joanna Okafor');
  });

  test('a page of names comes only where something is open', async () => {
    expect(shown((await click(await open(), 'Next', { about: 'staff' })).card)).toContain('Who is it about?');
    await database.query('delete from concern_draft');
    const { lewisGrant } = PEOPLE;
    const staff = await click(await open(), 'Next', { about: 'staff', people: lewisGrant });
    expect(shown(staff.card)).toContain('Send to the headteacher, Joanna Okafor');
    await database.query('delete from concern_draft');
    const asked = await click(await open(), 'Next', { about: 'child', who: 'Kai', people: lewisGrant });
    expect(shown(asked.card)).toContain('Please say whether it is about something that they did');
    expect(shown(asked.card)).toContain('"title":"Lewis Grant"');
  });

  test('nothing is sent without what was seen and whether it can wait, and nothing that was typed is lost', async () => {
    const account = await click(await open(), 'Next', { about: 'child', who: 'Kai Turner, 7B' });
    expect(shown((await send(account, { seen: '', urgent: 'no' })).card)).toContain('Please write what you saw');
    const again = await send(account, { seen: 'HALF A STORY', urgent: '' });
    expect(shown(again.card)).toContain('Please say whether anyone needs to act today');
    expect(shown(again.card)).toContain('HALF A STORY');
  });

  test('a box that only looks filled in is asked for again, before it is sent and after', async () => {
    const filler = Object.values(BLANKS).join('');
    const first = await click(await open(), 'Next', { about: 'child', who: filler });
    expect(shown(first.card)).toContain('Please write the name and class of the child');
    const account = await click(first, 'Next', { about: 'child', who: 'Kai Turner, 7B' });
    const again = await send(account, { seen: filler, urgent: 'no' });
    expect(shown(again.card)).toContain('Please write what you saw');
    const saved = await send(again, { seen: 'A bruise.', urgent: 'no' });
    const more = await click(saved, 'Add the rest');
    const asked = await click(more, 'Add it', { text: filler, urgent: 'no' });
    expect(shown(asked.card)).toContain('Please fill in what is marked as required');
    const nobody = await click(await open(), 'Next', { about: 'staff', name: filler });
    expect(shown(nobody.card)).toContain('Who is it about?');
  });

  test('a name in what was seen is asked about once before it goes, and answered or not it is sent then', async () => {
    const account = await click(await open(), 'Next', { about: 'child', who: 'Kai Turner, 7B' });
    const asked = await send(account, { seen: 'Mrs Hale shouted at him.', urgent: 'no' });
    expect(shown(asked.card)).toContain('Do you mean someone who might get this?');
    const page = await click(asked, 'Next');
    expect(shown(page.card)).toContain('Mrs Hale shouted at him.');
    const button = /"title":"(Send to [^"]+)"/.exec(shown(page.card))?.[1] ?? '';
    expect(shown((await click(page, button, { urgent: 'no' })).card)).toContain('Saved. Your reference is');
  });

  test('sent twice it is one report; with the database away every word comes back with numbers that dial', async () => {
    const account = await click(await open(), 'Next', { about: 'child', who: 'Kai Turner, 7B' });
    const words = { seen: 'A LONG STORY', urgent: 'yes' };
    await database.query('alter table concern_draft rename to away');
    const refused = await send(account, words);
    await database.query('alter table away rename to concern_draft');
    for (const word of ['Your report is NOT saved', 'A LONG STORY', '](tel:01632960'])
      expect(shown(refused.card)).toContain(word);
    const reference = async () => /Your reference is (\w+)/.exec(shown((await send(account, words)).card))?.[1];
    const first = await reference();
    expect(first).toBeDefined();
    expect(await reference()).toBe(first);
  });
});
