import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { startCampaign, tellManagers } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

/** A school day in September, so that INSET days, half-term and a campaign all lie ahead. */
const SEPTEMBER = new Date('2026-09-14T09:30:00Z');

let world: Running;
beforeAll(async () => {
  world = await running({ at: SEPTEMBER });
});
afterAll(() => world.close());
// Nobody types more than thirty messages a minute.
beforeEach(() => world.sandbox.clock.pass(60_000));

async function ask(userId: string, words: string): Promise<string> {
  expect((await world.sandbox.say(userId, words)).status).toBe(200);
  const last = world.sandbox.messages(userId).at(-1);
  return JSON.stringify([last?.text, last?.cards]);
}
const { priyaNair, miriamHale, joannaOkafor, sunitaRao, ruthEllery, garethBevan, lewisGrant } = PEOPLE;

test.each<[string, RegExp]>([
  ['who is the dsl', /Miriam Hale, 01632 960 201.*Tom Ashworth.*Report a concern/],
  ['who covers when the dsl is off', /Tom Ashworth, 01632 960 202/],
  ['who do I ask about IT', /Gareth Bevan, 01632 960 209/],
  ['what’s the office number', /01632 960 200/],
  ['lado number', /01632 960 503.*Checked by Miriam Hale on 1 September 2026/],
  ['when do we break up', /Autumn half-term 2026.*26 October 2026.*18 December 2026/],
  ['when is half term', /When we break up.*Spring half-term 2027.*15 February 2027.*Last day of Summer 2027/],
  ['when are we back after half term', /Monday 2 November 2026.*INSET day: staff only/],
  ['how many inset days', /left this school year: 2.*4 January 2027.*28 June 2027/],
  ['term dates', /Autumn 2026.*Spring 2027/],
  ['what are the school hours', /08:00 to 17:00/],
  ['when is the social media policy reviewed', /Social Media Policy.*next review September 2027/],
  ['what changed this year', /What changed since 1 September 2026/],
  ['what policies are there', /The 3 policies I have/],
  ['who can see what I ask', /I keep for half an hour, sealed/],
  ['is it working', /Gareth Bevan/],
  ['teams is down, where is the paper form', /report-form.*phone 999.*Miriam Hale.*Gareth Bevan/],
  ['where do I find the printed report form', /report-form.*phone 999.*Miriam Hale.*Gareth Bevan/],
  ['when does my first aid certificate run out', /I do not arrange training.*Sunita Rao.*Miriam Hale/],
  ['who is HR', /Sunita Rao.*No number is given.*01632 960 200/],
])('%s: answered from what Lanyard was told, with where it comes from', async (words, answer) => {
  const said = await ask(priyaNair, words);
  expect(said).toMatch(answer);
  expect(said).toMatch(/From|As |Checked|How|The policies/);
});

test('a worry about how an adult is with pupils leads with the report, and the school’s own rule on it stands below, without a grade', async () => {
  for (const words of [
    'dont like how the new coach speaks to the y8 girls',
    'something about the way the caretaker looks at the sixth formers',
  ]) {
    const said = await ask(priyaNair, words);
    expect(said).toMatch(/Report a concern.*What your policy says about reporting/);
    expect(said).toContain('Joanna Okafor');
    expect(said).not.toMatch(/low-level|Send my question|Ruth Ellery/i);
  }
});

test('one’s own: nothing asked yet, then what is left, then what was signed', async () => {
  expect(await ask(priyaNair, 'have I signed')).toContain('You have not been asked to acknowledge anything');
  await startCampaign(world);
  for (const user of [priyaNair, lewisGrant])
    await world.sandbox.until(() => JSON.stringify(world.sandbox.messages(user)).includes('Code of Conduct'));
  expect(await ask(priyaNair, 'what have I still to read')).toContain('left for you to read');
  expect(await ask(lewisGrant, 'have I signed everything')).toContain('Not everything yet');
  // Nobody's but their own.
  expect(await ask(priyaNair, 'anything left to sign')).not.toContain('Lewis Grant');
  expect(await ask(priyaNair, 'what happens to my report')).toMatch(/report/i);
});

/** Twenty jobs: who may, what they get; who may not, and who they are told. */
test.each<[words: string, may: string, gets: RegExp, mayNot: string, told: RegExp]>([
  ['anything overdue', miriamHale, /[Oo]pen reports|Nothing is open/, priyaNair, /another role.*Miriam Hale/],
  ['any new concerns', miriamHale, /[Oo]pen reports|Nothing is open/, lewisGrant, /another role.*Miriam Hale/],
  ['what is waiting for me', joannaOkafor, /[Oo]pen reports|Nothing is open/, priyaNair, /another role/],
  ['show me the open reports', miriamHale, /[Oo]pen reports|Nothing is open/, garethBevan, /another role|never say/],
  ['do I have any new reports', joannaOkafor, /[Oo]pen reports|Nothing is open/, ruthEllery, /another role/],
  ['search reports', miriamHale, /concern\.search/, priyaNair, /another role/],
  ['look up a pupil', miriamHale, /concern\.search/, lewisGrant, /another role/],
  ['find concerns about Kai Turner', miriamHale, /concern\.search/, priyaNair, /another role|never say/],
  ['Kai Turner', miriamHale, /concern\.search/, priyaNair, /A name by itself tells me nothing/],
  [
    'what records are due for review',
    miriamHale,
    /[Rr]ecords due|Nothing is due|due for review/,
    priyaNair,
    /another role/,
  ],
  ['change my pin', miriamHale, /PIN|not available/, priyaNair, /another role/],
  ['campaigns', sunitaRao, /Acknowledgement|campaign/, joannaOkafor, /HR/],
  ['show me the campaigns', sunitaRao, /New campaign/, ruthEllery, /another role.*Sunita Rao/],
  ['show us the campaigns', sunitaRao, /New campaign/, joannaOkafor, /Oakfield Academy at a glance/],
  ['how is the campaign going', sunitaRao, /New campaign/, priyaNair, /another role.*Sunita Rao/],
  [
    'who hasn’t signed',
    sunitaRao,
    /Who has not answered.*48 people.*Agnieszka Wrona/,
    priyaNair,
    /another role.*Sunita Rao/,
  ],
  [
    'ask all staff to read the social media policy by 11 december',
    sunitaRao,
    /A new campaign: Social Media Policy[^"]* \(Oakfield Academy\); by 11 December 2026.*"due":"2026-12-11"/,
    joannaOkafor,
    /Sunita Rao|at a glance/,
  ],
  ['has priya signed', sunitaRao, /Priya Nair: not yet/, lewisGrant, /another role.*Sunita Rao/],
  ['did Lewis Grant acknowledge', sunitaRao, /Lewis Grant: not yet/, priyaNair, /another role.*Sunita Rao/],
  ['has nobody called xavier signed', sunitaRao, /find anyone with that name/, priyaNair, /another role/],
  ['how do I update a policy', ruthEllery, /Social Media Policy/, priyaNair, /another role.*Ruth Ellery/],
  ['what do staff ask', ruthEllery, /What staff ask/, joannaOkafor, /another role.*Ruth Ellery/],
])('%s: done for who may, and who may not hears who has it', async (words, may, gets, mayNot, told) => {
  expect(await ask(may, words)).toMatch(gets);
  const said = await ask(mayNot, words);
  expect(said).toMatch(told);
  expect(said).not.toMatch(/not yet|New campaign|concern\.search/);
});

test('a line manager hears of their own people who have not answered, and of nobody else; a colleague hears who has the register', async () => {
  const { helenWhitcombe } = PEOPLE;
  // Until HR has entered when unions were consulted she hears what any colleague hears.
  expect(await ask(helenWhitcombe, 'who hasn’t signed')).toMatch(/another role.*Sunita Rao/);
  const led = await ask(sunitaRao, 'unions were consulted on 3 September');
  expect(led).toContain('"day":"2026-09-03"');
  await tellManagers(world, '2026-09-03');
  expect(await ask(helenWhitcombe, 'who hasn’t signed')).toMatch(
    /Your people who have not answered.*Priya Nair: not yet/,
  );
  expect(await ask(helenWhitcombe, 'who in my team hasn’t signed')).not.toContain('Lewis Grant');
  expect(await ask(helenWhitcombe, 'has priya signed')).toMatch(/Not yet.*Priya Nair: not yet, due/);
  const other = await ask(helenWhitcombe, 'has Lewis Grant signed');
  expect(other).toContain('Nobody with that name is on your list');
  expect(other).not.toMatch(/Lewis|acknowledged on/);
  expect(await ask(priyaNair, 'has helen signed')).toMatch(/another role.*Sunita Rao/);
});

test('the IT lead and the head see that more can be looked at; a teacher does not', async () => {
  for (const user of [garethBevan, joannaOkafor]) expect(await ask(user, 'is it working')).toContain('lanyard doctor');
  expect(await ask(priyaNair, 'is it working')).not.toContain('lanyard doctor');
});

test('help shows the jobs of one’s own roles as buttons, and concerns to the DSL', async () => {
  const dsl = await ask(miriamHale, 'help');
  expect(dsl).toContain('you get the concerns about children');
  expect(dsl).not.toContain('Who hasn’t signed?');
  expect(await ask(sunitaRao, 'help')).toContain('Who hasn’t signed?');
  expect(await ask(priyaNair, 'help')).not.toMatch(/Open reports|Campaigns/);
  const message = world.sandbox.messages(miriamHale).at(-1);
  await world.sandbox.click(miriamHale, message?.id ?? '', 'talk.do', { wish: 'reports.open' });
  expect(JSON.stringify(world.sandbox.messages(miriamHale).at(-1)?.cards)).toMatch(/[Oo]pen reports|Nothing is open/);
});

test('thanks, ok, goodbye and a thumb get a word that fits', async () => {
  expect(await ask(priyaNair, 'thanks so much')).toContain('welcome');
  expect(await ask(priyaNair, 'ok')).toContain('👍');
  expect(await ask(priyaNair, '👍')).toContain('👍');
  expect(await ask(priyaNair, 'bye')).toContain('Goodbye');
  expect(await ask(priyaNair, 'hello')).toContain('Hello, I am Lanyard');
});

test('a message that is changed is answered again, and heard like any other', async () => {
  const { messageId } = await world.sandbox.say(lewisGrant, 'who is the dpo');
  expect((await world.sandbox.edit(lewisGrant, messageId, 'who is hr')).status).toBe(200);
  expect(JSON.stringify(world.sandbox.messages(lewisGrant).at(-1)?.cards)).toContain('Sunita Rao');
  await world.sandbox.edit(lewisGrant, messageId, 'a boy in my class has bruises all over his arms');
  expect(JSON.stringify(world.sandbox.messages(lewisGrant).at(-1)?.cards)).toContain('Report a concern');
});

test('hello: who takes reports sees how it stands with those they may open, and nobody else sees a figure', async () => {
  expect(await ask(miriamHale, 'hello')).toMatch(/As DSL or deputy.*You have no open reports/);
  expect(await ask(joannaOkafor, 'hello')).toMatch(/As headteacher.*You have no open reports/);
  expect(await ask(priyaNair, 'hello')).not.toMatch(/open for you|overdue/);
});
