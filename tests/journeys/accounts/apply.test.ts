import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { submit } from '../../entrances/entrance-world.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { type Running, running } from '../../support/running.ts';
import {
  APPLICANT,
  APPLICATION,
  acknowledged,
  apply,
  byHand,
  confirmRules,
  HEAD,
  MILLBROOK_STAFF,
  SECOND,
  STAFF,
} from './account-world.ts';

/** From the wish for an account to the register, at a school whose policy lets people apply and at one whose policy allows none. */
let world: Running;
let client: pg.Client;
beforeAll(async () => {
  world = await running({ followsClock: true });
  client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const count = async (): Promise<number> =>
  Number((await client.query<{ n: string }>('select count(*) as n from school_account')).rows[0]?.n);
const CLAUSE = 'Millbrook has one public page.';

test('what nobody confirmed refuses nobody; once the owner has, the answer is the policy’s own sentence, and nothing is kept', async () => {
  const { sandbox } = world;
  const asks = async () => {
    await sandbox.say(MILLBROOK_STAFF, 'I want a Twitter account for the PE department');
    return shown(sandbox.messages(MILLBROOK_STAFF).at(-1));
  };
  expect(await asks()).toContain('has not confirmed this rule yet');
  expect(await confirmRules(world, 'Millbrook Primary School')).toContain('Saved. It is in use from now on.');
  const refused = await asks();
  expect(refused).toContain('Your policy does not allow new accounts');
  expect(refused).toContain(CLAUSE);
  expect(refused).not.toContain('"Apply for an account"');
  // By hand too.
  expect(await byHand(world, MILLBROOK_STAFF, 'accounts.apply')).toContain(CLAUSE);
  expect(await count()).toBe(0);
});

test('asked for, not to be approved while someone is not ready, rejected with reasons, asked for again, approved, and on the register', async () => {
  const { sandbox } = world;
  await confirmRules(world, 'Oakfield Academy');
  await apply(world);
  const told = sandbox.messages(HEAD).findLast((one) => shown(one).includes('An application for a school account'));
  const form = await sandbox.openDialog(HEAD, told?.id ?? '', 'Decide');
  expect(shown(form.card)).toContain('Frank Doyle has not acknowledged the current policy, and has no training date');
  const stopped = await next(world, HEAD, form, 'Approve', { reasons: 'A good idea' });
  expect(shown(stopped.card)).toContain('It cannot be approved yet.');
  const rejected = await next(world, HEAD, stopped, 'Reject', { reasons: 'Please read the policy first.' });
  expect(shown(rejected.card)).toContain('Rejected');

  const heard = await sandbox.until(() =>
    sandbox.messages(APPLICANT).findLast((one) => shown(one).includes('Your application was rejected')),
  );
  expect(shown(heard)).toContain('Please read the policy first.');
  expect(shown(heard)).toContain('without the written approval of the Communications Officer');

  await acknowledged(world, [APPLICANT, SECOND]);
  const again = await sandbox.openDialog(APPLICANT, heard.id, 'Apply again');
  expect(shown(again.card)).toContain('Share results of matches');
  await next(world, APPLICANT, again, 'Send to Joanna Okafor');
  const second = await sandbox.until(() =>
    sandbox
      .messages(HEAD)
      .findLast((one) => shown(one).includes('An application for a school account') && one.id !== told?.id),
  );
  const decide = await sandbox.openDialog(HEAD, second.id, 'Decide');
  expect(shown(decide.card)).toContain('Frank Doyle has no training date');
  const half = await next(world, HEAD, decide, 'Approve', { reasons: 'Good.', trained0: '2026-09-02' });
  expect(shown(half.card)).toContain('Priya Nair has no training date');
  const done = await next(world, HEAD, half, 'Approve', {
    reasons: 'Good.',
    trained0: '2026-09-02',
    trained1: '2026-09-02',
  });
  expect(shown(done.card)).toContain('Decided. I am telling the applicant now.');
  await sandbox.until(() => sandbox.messages(APPLICANT).find((one) => shown(one).includes('Your account is approved')));
  await sandbox.say(STAFF, 'school accounts');
  const register = shown(sandbox.messages(STAFF).at(-1));
  expect(register).toContain('PE department on X (Twitter)');
  expect(register).toContain('run by Frank Doyle and Priya Nair');
  // Who does not run it sees no more than that.
  expect(register).not.toContain('"title":"Open"');
});

test('where its login is kept is recorded, and the login itself is refused and kept nowhere', async () => {
  const { sandbox } = world;
  const told = sandbox.messages(APPLICANT).findLast((one) => shown(one).includes('Your account is approved'));
  const page = await sandbox.openDialog(APPLICANT, told?.id ?? '', 'Open');
  const form = await next(world, APPLICANT, page, 'Where its login is kept');
  const refused = await next(world, APPLICANT, form, 'Save', { address: '@oakfield_pe', kept: 'Netball2026!' });
  expect(shown(refused.card)).toContain('That looks like the login itself');
  expect(shown(refused.card)).not.toContain('Netball2026!');
  const { rows } = await client.query('select 1 from school_account_event where words::text like $1', [
    '%Netball2026%',
  ]);
  expect(rows).toEqual([]);
  const kept = await next(world, APPLICANT, refused, 'Save', { address: '@oakfield_pe', kept: 'The office safe' });
  expect(shown(kept.card)).toContain('The office safe');
});

test('who runs it is reminded to look through it, once, and the register says who did', async () => {
  const { sandbox } = world;
  await sandbox.clock.advance(14 * 24 * 3_600_000);
  const due = await sandbox.until(() =>
    sandbox.messages(SECOND).find((one) => shown(one).includes('It is time to check a school account')),
  );
  const page = await sandbox.openDialog(SECOND, due.id, 'Open');
  const looked = await next(world, SECOND, page, 'I have checked it');
  expect(shown(looked.card)).toContain('7 December 2026, Priya Nair; next by 21 December 2026');
  await sandbox.clock.advance(3_600_000);
  const reminders = sandbox
    .messages(SECOND)
    .filter((one) => shown(one).includes('It is time to check a school account'));
  expect(reminders).toHaveLength(1);
});

test('an application that tells of something that happened has the way to report first', async () => {
  const aim = 'To tell parents that Mr Webb hit a boy in the changing room yesterday';
  const asked = await submit(world, APPLICANT, 'accounts.send-application', { ...APPLICATION, name: 'Rugby', aim });
  expect(asked).toContain('with these words');
  expect(asked.indexOf('with these words')).toBeLessThan(asked.search(/"title":"(Send it|I have changed it)/));
});

test('a volunteer without an account is ready once they have signed, by link or on paper, and are trained', async () => {
  const HR = PEOPLE.sunitaRao;
  // A name beside other words may be the beginning of a report: the applicant is asked, and says that it is none.
  const sent = { ...APPLICATION, name: 'Choir', runners: APPLICANT, helper: 'Sam Bell', hasHappened: 'no' };
  expect(await submit(world, APPLICANT, 'accounts.send-application', sent)).toContain('Sent to Joanna Okafor');
  const [second = ''] = await ids("select id from school_account where name = 'Choir'");
  const standing = async () => byHand(world, HEAD, 'accounts.decide', { account: second });
  expect(await standing()).toContain('Sam Bell has not acknowledged the current policy, and has no training date');
  expect(await standing()).toContain('HR gives a link to people without Teams');
  const [campaign = ''] = await ids('select id from campaign');
  const named = { newName: 'Sam Bell', newRole: 'Volunteer', who: 'Joanna Okafor', day: '2026-11-23' };
  expect(await submit(world, HR, 'campaign.add-one', { campaign, ...named })).toContain('Entered for Sam Bell');
  const [people = ''] = await ids("select person_id as id from campaign_person where name = 'Sam Bell'");
  expect(people).toMatch(/^paper:/);
  await submit(world, HR, 'campaign.enter-signed', { campaign, people, signedOn: '2026-11-23', witness: 'Sunita Rao' });
  expect(await standing()).toContain('Sam Bell has no training date');
  await submit(world, HEAD, 'accounts.decide', {
    ...{ account: second, verdict: 'approve', reasons: 'Good.', trained0: '2026-09-02', trained1: '2026-09-02' },
  });
  expect(await ids(`select state as id from school_account where id = '${second}'`)).toEqual(['approved']);
});

async function ids(query: string): Promise<readonly string[]> {
  return (await client.query<{ id: string }>(query)).rows.map(({ id }) => id);
}
