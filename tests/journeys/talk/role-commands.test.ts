import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running } from '../../support/running.ts';

let world: Running;
beforeAll(async () => {
  world = await running();
});
afterAll(() => world.close());

const { lewisGrant, sunitaRao, miriamHale, joannaOkafor, ruthEllery, garethBevan } = PEOPLE;

async function ask(userId: string, words: string): Promise<string> {
  // Nobody types more than thirty messages a minute.
  world.sandbox.clock.pass(10_000);
  expect((await world.sandbox.say(userId, words)).status).toBe(200);
  const last = world.sandbox.messages(userId).at(-1);
  return JSON.stringify([last?.text, last?.cards]);
}

const FROM_POLICIES =
  /Did this help|Did one of these help|don’t seem to say|nearest rule|Read the section|better at policies/;

/** Every command of a role, as it is called and as people say it, by everyone who has not got it: who has it, and no policy. */
test.each<[whose: RegExp, mayNot: readonly string[], said: readonly string[]]>([
  [
    /Sunita Rao/,
    [lewisGrant, ruthEllery, garethBevan, miriamHale, joannaOkafor],
    [
      'campaigns',
      'how far are we with the signing',
      'begin the annual sign-off',
      'year ahead',
      'scenarios',
      'staff training',
    ],
  ],
  [
    /Sunita Rao/,
    [lewisGrant, ruthEllery, garethBevan],
    [
      'has priya signed',
      'has Priya done hers yet',
      'did mr doyle sign it',
      'who hasn’t signed',
      'whos still not done theirs',
      'chase up the ones who havent signed',
    ],
  ],
  [
    /Miriam Hale/,
    [lewisGrant, sunitaRao, ruthEllery, garethBevan],
    [
      'reports',
      'anything overdue',
      'any new concerns in',
      'whats come in since friday',
      'search reports',
      'records due',
      'which old files are up for deletion',
      'pin',
      'i forgot my pin',
      'rota',
      'who is on duty tonight',
      'put tom on the rota for friday',
      'patterns',
      'drill',
      'roll',
      'roles',
      'change the dsl',
    ],
  ],
  [
    /Ruth Ellery/,
    [lewisGrant, sunitaRao, miriamHale, garethBevan],
    [
      'policies',
      'upload a new policy',
      'where do i put the new policy',
      'replace the old version of the policy',
      'questions',
      'what are staff asking',
      'which questions had no answer',
    ],
  ],
  [/Joanna Okafor/, [lewisGrant, sunitaRao, miriamHale, ruthEllery, garethBevan], ['overview', 'dashboard']],
])(
  '%s has it, and the others hear that, calmly',
  async (whose, mayNot, said) => {
    for (const words of said)
      for (const user of mayNot) {
        const answer = await ask(user, words);
        // A head has not the campaigns, but how they stand.
        const isTold = whose.test(answer) || (user === joannaOkafor && /Oakfield Academy at a glance/.test(answer));
        expect([words, isTold]).toEqual([words, true]);
        expect(answer).not.toMatch(FROM_POLICIES);
      }
  },
  120_000,
);

test('who has not got a command gets what else the same words ask for', async () => {
  expect(await ask(lewisGrant, 'phone numbers')).toMatch(/Numbers outside the school.*01632 960 503/);
  expect(await ask(miriamHale, 'phone numbers')).not.toContain('Numbers outside the school');
});

test('who has it gets it', async () => {
  expect(await ask(sunitaRao, 'who has done their training')).toContain('Training at Oakfield Academy');
  expect(await ask(lewisGrant, 'who has done their training')).toMatch(/kept by HR.*Sunita Rao/);
  expect(await ask(miriamHale, 'change the dsl')).toContain('Who holds which role');
});

test.each([
  'any word on Toby yet',
  'any news about rosie',
  'have they looked at it yet',
  'is someone dealing with that',
  'did it get picked up',
])('“%s” is asked of one’s own report by anyone who opens none of others', async (words) => {
  for (const user of [lewisGrant, ruthEllery]) expect(await ask(user, words)).toMatch(/your reports/i);
});

test('whether anyone has read it is to HR about what HR sent out', async () => {
  expect(await ask(sunitaRao, 'has anybody looked at it')).not.toContain('Your reports');
});

test('a wrongly named colleague is put right in one’s own report, and nothing is undone by saying so', async () => {
  for (const words of ['i gave the wrong name in my concern', 'it wasn’t mr fenwick after all']) {
    const answer = await ask(lewisGrant, words);
    expect(answer).toContain('stays shut out');
    expect(answer).toContain('My reports');
  }
});

test('who sees a name is answered for a report, a signature and a question alike', async () => {
  const answer = await ask(lewisGrant, 'who gets to see my name');
  expect(answer).toMatch(/A report.*What you sign.*A question/s);
});

test.each(['push it out now', 'send that round again', 'how many'])(
  '“%s” after a matter of a campaign is the campaign’s, and no rule comes to it',
  async (words) => {
    for (const before of ['campaigns', 'who hasn’t signed']) {
      await ask(sunitaRao, before);
      const answer = await ask(sunitaRao, words);
      expect(answer).not.toMatch(FROM_POLICIES);
      expect(answer).toMatch(/campaign|remind|signed/i);
    }
  },
);
