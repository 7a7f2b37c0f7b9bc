import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { DISCLOSURE, leaksOf, submit } from '../../entrances/entrance-world.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import { APPLICANT, accountIn, acknowledged, apply, confirmRules, HEAD, IT, SECOND, STAFF } from './account-world.ts';

/** A year of one account: comments and their clock, what was hidden, the checks before a post, a second opinion, the press, a leaver. */
const HOUR_MS = 3_600_000;
let world: Running;
let account: string;
beforeAll(async () => {
  world = await running({ followsClock: true });
  await confirmRules(world, 'Oakfield Academy', { disclaimer: 'Views are mine alone.', consentList: 'Arbor' });
  await acknowledged(world, [APPLICANT, SECOND, STAFF]);
  account = await apply(world);
  await submit(world, HEAD, 'accounts.decide', {
    ...{ account, verdict: 'approve', reasons: 'Good.', trained0: '2026-09-02', trained1: '2026-09-02' },
  });
});
afterAll(() => world.close());

const heard = (user: string, words: string) =>
  world.sandbox.until(() => world.sandbox.messages(user).findLast((one) => shown(one).includes(words)));
/** The account's page, by the card on which it was approved. */
async function page(user = APPLICANT) {
  const card = await heard(
    user,
    user === APPLICANT ? 'Your account is approved' : 'An application for a school account',
  );
  return world.sandbox.openDialog(user, card.id, user === APPLICANT ? 'Open' : 'Decide');
}

test('a complaint has the clock that the policy gives it; who runs it is reminded, and leadership when it is over', async () => {
  const { sandbox } = world;
  const form = await next(world, APPLICANT, await page(), 'A comment or complaint has come in');
  const kept = await next(world, APPLICANT, form, 'Record it', {
    ...{ kind: 'complaint', day: '2026-11-23', time: '09:00', about: 'The match was moved' },
  });
  // “By the end of the next school day”, in the sample policy’s words.
  expect(shown(kept.card)).toContain('Answer by Tuesday 24 November 2026, 17:00');
  expect(shown(await heard(SECOND, 'Something came in on a school account'))).toContain('The match was moved');
  await sandbox.clock.advance(32 * HOUR_MS);
  expect(shown(await heard(HEAD, 'Still waiting for an answer'))).toContain('24 November 2026, 17:00');
  const answered = await next(world, APPLICANT, await page(), 'It has been answered');
  expect(shown(answered.card)).not.toContain('Waiting for an answer');
  await sandbox.clock.advance(24 * HOUR_MS);
  expect(sandbox.messages(HEAD).filter((one) => shown(one).includes('Still waiting'))).toHaveLength(1);
});

test('what was hidden is kept with why, and whether it was said there', async () => {
  const form = await next(world, APPLICANT, await page(), 'Something was hidden or blocked');
  const kept = await next(world, APPLICANT, form, 'Record it', { what: 'blocked', why: 'advertising', said: 'true' });
  for (const words of ['Someone was blocked', 'Advertising', 'Other readers were told why'])
    expect(shown(kept.card)).toContain(words);
  await submit(world, APPLICANT, 'accounts.save-moderated', {
    account,
    what: 'hidden',
    why: 'other',
    words: DISCLOSURE,
  });
  expect(await leaksOf(world)).toEqual([]);
});

test('“Can I put this picture …?” is answered by the policy, and below it stand its checks; the ticks are kept with the account', async () => {
  const { sandbox } = world;
  await sandbox.say(APPLICANT, 'Can I put this picture of the netball team on Facebook?');
  const below = sandbox.messages(APPLICANT).at(-1);
  expect(shown(below)).toContain('Go through the checks');
  expect(shown(sandbox.messages(APPLICANT).at(-2))).not.toContain('Go through the checks');
  const form = await sandbox.openDialog(APPLICANT, below?.id ?? '', 'Go through the checks');
  expect(shown(form.card)).toContain('check the current consent list in the management information system');
  expect(shown(form.card)).toContain('Yes. The list: Arbor');
  const what = 'Netball team after the final';
  const stopped = await next(world, APPLICANT, form, 'Everything is right: save', { what, consent: 'true' });
  expect(shown(stopped.card)).toContain('Do not post it until every line is ticked');
  const all = Object.fromEntries(
    [...shown(form.card).matchAll(/"Input.Toggle","id":"([\w-]+)"/g)].map(([, id]) => [id ?? '', 'true']),
  );
  expect(Object.keys(all).length).toBeGreaterThan(2);
  const kept = await next(world, APPLICANT, stopped, 'Everything is right: save', { what, ...all });
  expect(shown(kept.card)).toContain('Saved with the account.');
  expect(shown(kept.card)).toContain('✓ Consent is checked for everyone who can be seen');
  // Who runs none is told who does.
  await sandbox.say(STAFF, 'before you post');
  const card = sandbox.messages(STAFF).at(-1);
  const none = await sandbox.openDialog(STAFF, card?.id ?? '', 'Go through the checks');
  expect(shown(none.card)).toContain('You don’t run a school account');
  expect(shown(none.card)).toContain('Frank Doyle, Priya Nair');
});

test('a second opinion goes to the person whom the policy names, and comes back', async () => {
  const { sandbox } = world;
  const card = await heard(APPLICANT, 'Go through the checks');
  const form = await sandbox.openDialog(APPLICANT, card.id, 'Go through the checks');
  const sent = await sandbox.submitDialog(APPLICANT, form, 'Ask for a second opinion', {
    what: 'A joke on the result',
  });
  expect(shown(sent)).toContain('Sent to Joanna Okafor');
  const asked = await heard(HEAD, 'A colleague would like your second opinion');
  const answer = await sandbox.openDialog(HEAD, asked.id, 'Answer');
  await sandbox.submitDialog(HEAD, answer, 'Not like this', { words: 'Too sharp' });
  expect(shown(await heard(APPLICANT, 'Not like this'))).toContain('Too sharp');
});

test('a journalist is passed to the headteacher with one form, and the caller hears who is dealing with it', async () => {
  const { sandbox } = world;
  await sandbox.say(STAFF, 'daily mail just messaged us');
  const card = sandbox.messages(STAFF).at(-1);
  expect(shown(card)).toContain('Journalists who get in touch through a school account are passed to');
  const form = await sandbox.openDialog(STAFF, card?.id ?? '', 'Pass it on');
  const passed = await sandbox.submitDialog(STAFF, form, 'Pass it to Joanna Okafor', {
    who: 'Jo Bell',
    number: '01632 960 900',
  });
  expect(shown(passed)).toContain('Passed to Joanna Okafor');
  const told = await heard(HEAD, 'A journalist got in touch');
  expect(shown(told)).toContain('01632 960 900');
  await sandbox.openDialog(HEAD, told.id, 'I will deal with it');
  expect(shown(await heard(STAFF, 'Joanna Okafor is dealing with it'))).toContain('Jo Bell');
});

test('where the policy names an officer, the owner chooses them by name, and journalists go there; the headteacher hears what nobody takes on', async () => {
  const { sandbox } = world;
  const about = { disclaimer: 'Views are mine alone.', consentList: 'Arbor' };
  const saved = await confirmRules(world, 'Oakfield Academy', { ...about, pressPerson: IT, opinionPerson: IT });
  expect(saved).toContain('Gareth Bevan');
  const asked = await submit(world, SECOND, 'accounts.ask-opinion', { account, what: 'The netball cup' });
  expect(asked).toContain('Sent to Gareth Bevan');
  await sandbox.say(STAFF, 'daily mail just messaged us');
  const card = sandbox.messages(STAFF).at(-1);
  expect(shown(card)).toContain('journalists go to Gareth Bevan');
  const form = await sandbox.openDialog(STAFF, card?.id ?? '', 'Pass it on');
  await sandbox.submitDialog(STAFF, form, 'Pass it to Gareth Bevan', { who: 'Ravi Shah', number: '' });
  await heard(IT, 'Ravi Shah');
  expect(shown(sandbox.messages(HEAD))).not.toContain('Ravi Shah');
  await world.sandbox.clock.advance(2 * HOUR_MS);
  await heard(HEAD, 'Ravi Shah');
});

test('beside the acknowledgement stands a look at one’s own settings, with the approved line to copy', async () => {
  const { sandbox } = world;
  const receipt = await heard(STAFF, 'Your answer is recorded');
  const form = await sandbox.openDialog(STAFF, receipt.id, 'Look at my settings');
  expect(shown(form.card)).toContain('Views are mine alone.');
  const looked = await next(world, STAFF, form, 'I have checked my settings');
  expect(shown(looked.card)).toContain('✓ You checked on 25 November 2026.');
});

test('a leaver opens a task before their last day, and nobody takes over who is not ready, nor with the old password', async () => {
  const { sandbox } = world;
  const leaving = await next(world, APPLICANT, await page(), 'Someone is leaving');
  const runner = /"title":"Priya Nair","value":"([0-9a-f-]{36})"/.exec(shown(leaving.card))?.[1] ?? '';
  await next(world, APPLICANT, leaving, 'Record it', { runner, day: '2026-12-18' });
  const task = await heard(HEAD, 'A school account must be handed over');
  expect(shown(task)).toContain('Priya Nair runs it. Their last day: 18 December 2026.');
  await sandbox.clock.advance(17 * 24 * HOUR_MS);
  await sandbox.until(
    () => sandbox.messages(APPLICANT).filter((one) => shown(one).includes('must be handed over')).length > 1,
  );
  const form = await sandbox.openDialog(HEAD, task.id, 'Hand over');
  const old = await next(world, HEAD, form, 'Record the handover', { runner, to: STAFF });
  expect(shown(old.card)).toContain('Please change the password first.');
  const alone = await next(world, HEAD, old, 'Record the handover', { runner, to: '', changed: 'true' });
  expect(shown(alone.card)).toContain('At least two people must run it');
  const untrained = await next(world, HEAD, alone, 'Record the handover', { runner, to: STAFF, changed: 'true' });
  expect(shown(untrained.card)).toContain('Lewis Grant has no training date');
  await trained(STAFF);
  const done = await next(world, HEAD, untrained, 'Record the handover', { runner, to: STAFF, changed: 'true' });
  expect(shown(done.card)).toContain('Handed over. The register says so.');
  expect(shown(done.card)).toContain('From Priya Nair');
  // Who handed it on no longer opens it.
  await sandbox.say(SECOND, 'school accounts');
  expect(accountIn(sandbox.messages(SECOND).at(-1))).toBe('');
});

test('an account that was there before goes on the register; HR says once who leaves, for every account that they run', async () => {
  const { sandbox } = world;
  await sandbox.say(HEAD, 'school accounts');
  const list = sandbox.messages(HEAD).at(-1);
  const form = await sandbox.openDialog(HEAD, list?.id ?? '', 'Add an existing account');
  const added = await next(world, HEAD, form, 'Put it on the register', {
    ...{ name: 'The school', platform: 'facebook', address: 'facebook.com/oakfield', runners: `${APPLICANT},${STAFF}` },
  });
  expect(shown(added.card)).toContain('It is on the register.');
  expect(shown(added.card)).toContain('It existed before the register.');
  const said = await submit(world, PEOPLE.sunitaRao, 'accounts.save-leaving', { who: STAFF, day: '2027-01-15' });
  expect(said).toContain('Recorded on 2 accounts.');
  await sandbox.until(
    () => sandbox.messages(APPLICANT).filter((one) => shown(one).includes('Lewis Grant runs it.')).length === 2,
  );
});

/** HR has the day of someone's training; how it is entered is tried elsewhere. */
async function trained(user: string): Promise<void> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  await client.query(
    "insert into training_date (school, trainee, kind, done_on, by, at) values ('oakfield', $1, 'online-safety', '2026-09-02', $2, now())",
    [user, HEAD],
  );
  await client.end();
}
