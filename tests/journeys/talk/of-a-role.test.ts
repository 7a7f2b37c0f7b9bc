import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { lewisGrant, sunitaRao, joannaOkafor, miriamHale } = PEOPLE;

/** Everything that came back, in its order. */
async function answers(userId: string, words: string): Promise<string> {
  world.sandbox.clock.pass(10_000);
  const had = world.sandbox.messages(userId).length;
  expect((await world.sandbox.say(userId, words)).status).toBe(200);
  return JSON.stringify(
    world.sandbox
      .messages(userId)
      .slice(had)
      .map(({ text, cards }) => [text, cards]),
  );
}

test.each([
  ['Beth Harcastle has left the school', 'Someone is leaving'],
  ['Priya Nair has left the school', 'Someone is leaving'],
  ['The head says make the social media policy a week later, 18 December', 'Change the due date'],
])('HR asks “%s”: it is done, and the way to report stands below it', async (words, heading) => {
  const all = await answers(sunitaRao, words);
  expect(all).toContain(heading);
  expect(all).not.toContain('999');
  expect(all.indexOf('Report a concern')).toBeGreaterThan(all.indexOf(heading));
});

test.each([
  ['Priya Nair has left the school', lewisGrant],
  ['kai turner from 7B has run off, nobody can find him', sunitaRao],
  ['frank doyle has left a girl in the store room on her own and locked it', sunitaRao],
])('“%s” stays a report first', async (words, user) => {
  const all = await answers(user, words);
  expect(all).toContain('999');
  expect(all).not.toContain('Someone is leaving');
});

test.each([
  ['a child has left school', sunitaRao, 'Someone is leaving'],
  ['she has left', sunitaRao, 'Someone is leaving'],
  ['the man is leaving', sunitaRao, 'Someone is leaving'],
  ['send a boy the link', sunitaRao, 'Send the link'],
  ['reports of a knife', miriamHale, 'Search'],
  ['reports of pupil overdose', miriamHale, 'Search'],
  ['concerns about boy bleeding', joannaOkafor, 'Search'],
  ['search for Frank Doyle, a parent says he hit her son', miriamHale, 'Search'],
])('“%s” fits a line of its writer’s role, tells more, and stays an offer first', async (words, user, done) => {
  const all = await answers(user, words);
  expect(all).toContain('Report a concern');
  const at = all.indexOf(done);
  if (at >= 0) expect(all.indexOf('Report a concern')).toBeLessThan(at);
});

test('what is done first keeps the way of its report: about the head, it is not the DSL’s', async () => {
  const all = await answers(sunitaRao, 'abusive head has left');
  expect(all).toContain('chair of governors');
});

test('HR’s own words about who signed are never answered by HR’s own name', async () => {
  for (const words of [
    'How many have signed the social media policy so far?',
    'I entered Frank Doyle by mistake, it was the wrong form. Take it back',
  ]) {
    const all = await answers(sunitaRao, words);
    expect(all).not.toContain('Please tell Sunita Rao');
    expect(all).not.toContain('Hello, I am Lanyard');
  }
});

test.each([
  'I need all staff to read and sign the Social Media Policy by Friday 11 December',
  'I want only the support staff to sign the code of conduct',
])('HR types “%s”, and comes to the campaigns', async (words) => {
  expect(await answers(sunitaRao, words)).toContain('Acknowledgement campaigns');
});

test('the head asks how many have not signed, and has the figures of the whole school', async () => {
  expect(await answers(joannaOkafor, 'how many still haven’t signed?')).toContain('at a glance');
});

test('the card that asks which is meant shows no signs of its own making', async () => {
  const all = await answers(sunitaRao, 'put Doreen on it, she is new and signs on paper');
  expect(all).toContain('Which of these do you mean?');
  expect(JSON.parse(all).flat(4)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        body: expect.arrayContaining([
          expect.objectContaining({ type: 'TextBlock', text: expect.stringContaining('**help**') }),
        ]),
      }),
    ]),
  );
});

test('the title of a button that a role also asks by in short is done for that role, and for nobody else', async () => {
  expect(await answers(miriamHale, 'my actions')).toContain('Open reports');
  expect(await answers(lewisGrant, 'my actions')).toContain('Some cards come only to those whose role it is');
});
