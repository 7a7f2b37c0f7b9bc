import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { connect } from '../../../src/platform/postgres/database.ts';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import type { MessageView } from '../../../src/sandbox/tenant/views.ts';
import { tableUnder } from '../../report/opening/access-table.ts';
import { putInForce } from '../../support/adopt.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const RUTH = PEOPLE.ruthEllery;
const PRIYA = PEOPLE.priyaNair;
const LEWIS = PEOPLE.lewisGrant;

const cards = (message: MessageView | undefined): string => JSON.stringify(message?.cards ?? []);
const withText = (user: string, words: string): MessageView | undefined =>
  world.sandbox.messages(user).findLast((message) => cards(message).includes(words));
const soon = (user: string, words: string) => world.sandbox.until(() => withText(user, words));
const versionIn = (message: MessageView): string => /"version":"([0-9a-f]{16})"/.exec(cards(message))?.[1] ?? '';

/** A policy as an authority gives it out, and as a school fills it in. */
const model = (school = '[establishment name]', date = '[date]', more = '') =>
  `# Drones Policy\n\nThe Governing Body of ${school} adopted this policy on ${date}. Staff and their trade unions are consulted before it is changed.\n\n## 1. Flying\n\n1.1 Nobody flies a drone over the school without leave of the headteacher.${more}\n`;

async function handIn(name: string, content: string, policy: string): Promise<MessageView> {
  const { sandbox } = world;
  await sandbox.say(RUTH, '', undefined, [{ name, type: 'application/octet-stream', content }]);
  const ready = await soon(RUTH, `I have read ${name}`);
  const dialog = await sandbox.openDialog(RUTH, ready.id, 'Say which policy this is');
  const before = world.sandbox.messages(RUTH).length;
  await sandbox.submitDialog(RUTH, dialog, 'Compare', { policy });
  return sandbox.until(() =>
    sandbox
      .messages(RUTH)
      .slice(before)
      .findLast((message) => cards(message).includes('"dialog":"policy.adopt"')),
  );
}

/** A start looks at what is due, as every ten minutes do. */
async function at(instant: string): Promise<void> {
  world.sandbox.clock.set(new Date(instant));
  await world.restart();
}

const ask = async (user: string) => {
  await world.sandbox.say(user, 'may i fly a drone over the school');
  return cards(world.sandbox.messages(user).at(-1));
};

/** docs/access.md is what is expected: everything that a button or a hand would send, as each of these. */
async function whoMay(version: string): Promise<void> {
  const standsFor: Readonly<Record<string, string>> = {
    'the policy owner': RUTH,
    consulted: PRIYA,
    'other staff': LEWIS,
    'the headteacher': PEOPLE.joannaOkafor,
    'the DSL': PEOPLE.miriamHale,
    // Nobody but Ruth looks after policies here; a head of the other school stands for anyone with a role there.
    'the policy owner of another school': PEOPLE.eleanorFrith,
    'a pupil': pupilId(2),
  };
  const sent = { question: 'may i fly a drone', until: '2026-01-01', comment: 'Please say which field is meant.' };
  for (const { head, cells } of tableUnder('Drafts of policies'))
    for (const [, kind = '', name = ''] of (cells.at(-1) ?? '').matchAll(/`(\w+) ([^`]+)`/g))
      for (const [index, who] of head.slice(1, -1).entries()) {
        // Taking back changes the trail that is looked at later; that it is refused to others is what counts.
        if (name === 'policy.take-back' && who === 'the policy owner') continue;
        const data = {
          school: 'oakfield',
          version,
          ...sent,
          ...(kind === 'dialog' ? { dialog: name } : { verb: name }),
        };
        const value = { data };
        const activity = world.sandbox.activity(standsFor[who] ?? '', {
          ...{ type: 'invoke', name: kind === 'dialog' ? 'task/fetch' : 'task/submit', value },
        });
        const body = JSON.stringify((await world.sandbox.sendActivity(activity)).body);
        const isRefused =
          /This is for the people who|This draft is for the people|chat is for staff|for school staff/.test(body);
        expect([name, who, !isRefused]).toEqual([name, who, cells[index + 1] === 'yes']);
      }
}

test('a template with brackets waits, can be asked by its owner alone, and each bracket is confirmed or filled in', async () => {
  const { sandbox } = world;
  const proposal = await handIn('drones model.md', model(), 'oakfield/*');
  expect(cards(proposal)).toContain('2 gaps are still to be filled in');
  const refused = await putInForce(world, RUTH, proposal.id);
  expect(JSON.stringify(refused)).toContain('Not in force: 2 gaps');
  // One of two ticked is not enough.
  expect(JSON.stringify(await putInForce(world, RUTH, proposal.id, { meant: '1' }))).toContain('Not in force: 1 gap');
  expect(await ask(PRIYA)).not.toContain('Nobody flies a drone');

  const draft = await sandbox.openDialog(RUTH, proposal.id, 'Try a question');
  const answered = await sandbox.submitDialog(RUTH, draft, 'Ask', { question: 'may i fly a drone over the school' });
  expect(JSON.stringify(answered)).toContain('Nobody flies a drone');
});

test('what differs from the model is shown to those who are consulted, and their comments to the owner alone', async () => {
  const { sandbox } = world;
  const filled = model('Oakfield Academy', '7 December 2026', ' Clubs may, on the field.');
  const proposal = await handIn('drones.md', filled, 'oakfield/drones-policy');
  expect(cards(proposal)).not.toContain('still to be filled in');
  expect(cards(proposal)).toContain('A policy you do not have yet');

  const form = await sandbox.openDialog(RUTH, proposal.id, 'Consult');
  const asked = await sandbox.submitDialog(RUTH, form, 'Ask them', { people: PRIYA, until: '2026-12-01' });
  expect(asked).toMatchObject({ kind: 'message', text: expect.stringContaining('1 person') });
  const card = await soon(PRIYA, 'You are being consulted on a policy');
  const differs = await sandbox.openDialog(PRIYA, card.id, 'See what has changed');
  expect(JSON.stringify(differs.card)).toContain('Clubs may, on the field.');
  expect(JSON.stringify(differs.card)).not.toContain('Put in force');
  const box = await sandbox.openDialog(PRIYA, card.id, 'Send a comment');
  for (let twice = 0; twice < 2; twice += 1)
    expect(
      await sandbox.submitDialog(PRIYA, box, 'Send', { comment: 'Please say which field is meant.' }),
    ).toMatchObject({ kind: 'message', text: expect.stringContaining('Thank you') });

  // Anyone else gets none of it, and those asked see no one else's comment.
  const version = versionIn(proposal);
  for (const dialog of ['policy.consulted-read', 'policy.consulted-changes', 'policy.comment', 'policy.comments'])
    expect(await sandbox.fetchDialog(LEWIS, undefined, { dialog, school: 'oakfield', version })).toMatchObject({
      kind: 'message',
    });
  expect(
    await sandbox.fetchDialog(PRIYA, undefined, { dialog: 'policy.comments', school: 'oakfield', version }),
  ).toMatchObject({ kind: 'message' });

  await whoMay(version);

  await at('2026-12-02T09:00:00Z');
  const ended = await soon(RUTH, 'The consultation has ended');
  expect(cards(ended)).toContain('1 comment came in');
  const comments = await sandbox.openDialog(RUTH, ended.id, 'Read the comments');
  expect(JSON.stringify(comments.card)).toContain('Please say which field is meant.');
  expect(JSON.stringify(comments.card)).toContain('Priya Nair');
  const late = await sandbox.fetchDialog(PRIYA, undefined, { dialog: 'policy.comment', school: 'oakfield', version });
  expect(late).toMatchObject({ kind: 'message', text: expect.stringContaining('has ended') });
});

test('adopted from a later day: nobody is answered from it before, everyone from that morning on, through a restart', async () => {
  const { sandbox } = world;
  const proposal = withText(RUTH, 'A policy you do not have yet');
  const said = await putInForce(world, RUTH, proposal?.id ?? '', {
    adoptedOn: '2026-12-02',
    minute: 'FGB 26/14',
    consulted: '',
    from: '2027-01-04',
    review: '2027-12-31',
  });
  expect(said).toMatchObject({ kind: 'message', text: expect.stringContaining('4 January 2027') });
  expect(cards(withText(RUTH, 'A policy you do not have yet'))).toContain('It comes into force on 4 January 2027');
  expect(await ask(PRIYA)).not.toContain('Nobody flies a drone');
  await at('2027-01-03T23:50:00Z');
  expect(await ask(PRIYA)).not.toContain('Nobody flies a drone');
  await at('2027-01-04T00:05:00Z');
  await sandbox.until(() => cards(withText(RUTH, 'A policy you do not have yet')).includes('In force since'));
  const answer = await ask(PRIYA);
  expect(answer).toContain('Nobody flies a drone');
  // Staff see the version and its date; by whom and under which minute is for the owner.
  expect(answer).toContain('adopted 2 December 2026');
  expect(answer).not.toContain('FGB 26/14');
  expect(cards(withText(RUTH, 'In force since'))).toContain('FGB 26/14');
  // The head sees how it was adopted, and neither a draft nor a button to decide.
  const HEAD = PEOPLE.joannaOkafor;
  await sandbox.say(HEAD, 'policies');
  const list = sandbox.messages(HEAD).at(-1);
  expect(cards(list)).not.toContain('policy.adopt');
  const record = JSON.stringify(
    await sandbox.fetchDialog(HEAD, list?.id, {
      dialog: 'policy.versions',
      school: 'oakfield',
      policy: 'drones-policy',
    }),
  );
  expect(record).toContain('FGB 26/14');
  expect(record).not.toContain('policy.read-page');
  expect(record).not.toContain('Set aside');

  const db = connect(world.databaseUrl, 1);
  const trail = await db.selectFrom('policy_adoption').select(['kind', 'by_id']).orderBy('id').execute();
  await db.destroy();
  expect(trail.map(({ kind }) => kind)).toEqual(['consulting', 'adopted']);
});

test('taken back before its day, it waits again; the other school’s policy of the same name is its own', async () => {
  const { sandbox } = world;
  const there = await handIn('drones elm.md', model('Millbrook', '1 January 2027', ' Never.'), 'millbrook/*');
  const put = await putInForce(world, RUTH, there.id, { adoptedOn: '2027-01-02', from: '2027-02-01' });
  expect(put).toMatchObject({ kind: 'message', text: expect.stringContaining('1 February 2027') });
  const open = await sandbox.openDialog(RUTH, there.id, 'Adopted: see or take back');
  const back = await sandbox.submitDialog(RUTH, open, 'Take back');
  expect(JSON.stringify(back)).toContain('Taken back');
  await at('2027-02-02T09:00:00Z');
  await sandbox.say(RUTH, 'policies');
  expect(cards(sandbox.messages(RUTH).at(-1))).toContain('New policy: Drones Policy');
  expect(await ask(PRIYA)).not.toContain('Never.');
});
