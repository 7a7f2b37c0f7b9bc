import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../../report/support-sandbox.ts';
import { readWhole, startCampaign } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

/** From an agency: with an account of the school, and in none of its groups. */
const BRONWEN = 'b0000000-0000-4000-8000-00000000a9e1';
const HR = PEOPLE.sunitaRao;

let world: Running;
let card: string;
beforeAll(async () => {
  world = await running({
    at: new Date('2026-09-07T09:30:00Z'),
    before: (sandbox) =>
      sandbox.tenant.addPerson({
        id: BRONWEN,
        displayName: 'Bronwen Tudor',
        givenName: 'Bronwen',
        surname: 'Tudor',
        userPrincipalName: 'bronwen.tudor@oakfield.example',
        jobTitle: 'Supply teacher',
        department: '',
        kind: 'staff',
        enabled: true,
        userType: 'Member',
        hasTeams: true,
        install: 'ok',
      }),
  });
  card = await startCampaign(world);
});
afterAll(() => world.close());

const add = async (who: string) => {
  const form = await world.sandbox.openDialog(HR, card, 'Add someone');
  return shown(await world.sandbox.submitDialog(HR, form, 'Ask them too', { who }));
};
const request = () =>
  world.sandbox.until(() =>
    world.sandbox.messages(BRONWEN).findLast((one) => shown(one).includes('I have read and understood')),
  );

test('someone in no staff group gets the card by HR’s word, and answers it although they are otherwise nobody’s staff', async () => {
  const { sandbox } = world;
  expect(await add(BRONWEN)).toContain('Bronwen Tudor is on the list, and is asked in Teams');
  expect(await add(BRONWEN)).toContain('on the list already');
  const asked = await request();
  await readWhole(world, BRONWEN, asked.id, /"title":"(Read it [^"]+)"/.exec(shown(asked))?.[1] ?? '');
  const answered = await sandbox.click(BRONWEN, asked.id, 'I have read and understood');
  expect(shown(answered)).toContain('Your answer is recorded');
  await sandbox.say(BRONWEN, 'what can I post about my class?');
  expect(shown(sandbox.messages(BRONWEN).at(-1))).toContain('I only work for staff');
});

test('a pupil is not added, and gets nothing', async () => {
  expect(await add(pupilId(2))).toContain('in a pupil group of one of our schools');
  expect(world.sandbox.messages(pupilId(2))).toEqual([]);
});
