import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../../report/support-sandbox.ts';
import { startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

const { sunitaRao: HR, joannaOkafor: HEAD, colinMarsh: CHAIR, priyaNair: TEACHER } = PEOPLE;

let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-09-08T09:00:00Z') });
  await startCampaign(world);
});
afterAll(() => world.close());

const said = async (user: string, words: string) => {
  const before = world.sandbox.messages(user).length;
  await world.sandbox.say(user, words);
  // HR is asked as well: the card of the campaign may come at any moment.
  return shown(world.sandbox.messages(user).slice(before));
};

test.each([
  ['move the deadline to Thursday', /Change the due date.*"title":"Change date or note"/],
  ['how do I add a volunteer', /Add someone.*People without Teams/],
  ['chase the support staff', /"title":"Remind by hand"/],
  ['anything outstanding', /Who has not answered.*"title":"Remind by hand"/],
  ['undo the paper entry', /About one person.*"title":"Update a person"/],
  ['proof for Estyn', /For an inspector.*"title":"Download"/],
  ['someone is leaving', /Someone is leaving.*"title":"Update a person"/],
  ['how many so far?', /Acknowledgement campaigns/],
] as const)('HR types “%s”, and is where it is done', async (words, expected) => {
  expect(await said(HR, words)).toMatch(expected);
});

test('that managers are to be told wins over the names it is about, with the day of the consultation filled in; nothing claims that they are told', async () => {
  for (const words of [
    'We changed our mind: line managers should be told who has not signed. The unions were consulted on 3 September.',
    'the unions were consulted on 3 september, tell managers who hasnt signed',
  ]) {
    const answer = await said(HR, words);
    expect(answer).toMatch(/Line managers.*"title":"Unions were consulted: enter the day".*"day":"2026-09-03"/);
    expect(answer).not.toMatch(/Who has not answered|[^,] line managers get/);
  }
  const names = await said(HR, 'who has not signed');
  expect(names).toContain('Line managers are not told');
  expect(names).not.toContain('line managers see');
});

test('a signature on paper that HR tells of is in the form: whose, of when, and who saw it', async () => {
  const open = async (words: string, button: string) => {
    await said(HR, words);
    const id = world.sandbox.messages(HR).findLast((one) => shown([one]).includes(button))?.id;
    return shown(await world.sandbox.openDialog(HR, id ?? '', button));
  };
  const form = await open('Priya Nair signed on paper last Friday, the headteacher saw it', 'Update a person');
  expect(form).toMatch(/Has signed on paper.*Priya Nair.*"value":"Joanna Okafor".*"value":"2026-09-04"/);
  expect(await open('Priya Nair has signed the social media policy on paper', 'Update a person')).toMatch(
    /Has signed on paper.*Priya Nair/,
  );
  expect(await open('change the deadline to Friday 18 December', 'Change date or note')).toContain('"2026-12-18"');
  expect(await said(HR, 'change the deadline to 31 November')).toContain('I could not tell the day from your words');
});

test.each([
  [HEAD, 'how many staff have signed'],
  [HEAD, 'evidence for the inspectors'],
  [CHAIR, 'trustees report'],
  [CHAIR, 'how many people have acknowledged it so far'],
  [HEAD, 'how many now?'],
  [HEAD, 'how many to go'],
  [CHAIR, 'latest figures please'],
  [CHAIR, 'anything different since last time'],
])('the head and the chair get the figures that they may see, and no name: %s “%s”', async (user, words) => {
  const answer = await said(user, words);
  expect(answer).toContain('at a glance');
  expect(answer).not.toContain('Priya Nair');
});

test('the overview says what has changed since another day, and has as many reports as “reports”', async () => {
  expect(await said(HEAD, 'overview')).not.toContain('Since you looked');
  world.sandbox.clock.advance(26 * 3_600_000);
  const again = await said(HEAD, 'overview');
  expect(again).toContain('Since you looked on 8 September 2026');
  expect(again).toContain('Nothing has changed.');
  expect(again).toContain('None open.');
  expect(await said(HEAD, 'reports')).toContain('You have no open reports.');
});

test('a short word is what an answer was asked after, and from anyone else no wish', async () => {
  expect(await said(TEACHER, 'how many now?')).not.toMatch(/at a glance|Acknowledgement campaigns/);
  await said(HEAD, 'can staff be friends with pupils on social media');
  expect(await said(HEAD, 'how many now?')).not.toContain('at a glance');
});

test('anyone else hears who has it, and what is outstanding is their own', async () => {
  expect(await said(TEACHER, 'extend the deadline')).toMatch(/HR|Sunita Rao/);
  expect(await said(TEACHER, 'trustees report')).not.toContain('at a glance');
  expect(await said(TEACHER, 'anything outstanding')).not.toContain('Who has not answered');
});
