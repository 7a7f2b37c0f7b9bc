import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../../report/support-sandbox.ts';
import { sendNow } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';

const { sunitaRao: HR, priyaNair: TEACHER, frankDoyle: SITE } = PEOPLE;

let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-09-07T09:30:00Z') });
});
afterAll(() => world.close());

const titlesIn = (card: unknown) =>
  [...shown(card).matchAll(/"text":"([^"]+ \(version [^"]+\))"/g)].map((found) => found[1]);

test('HR keeps one policy of a campaign for some staff, and each card asks for what is for that person', async () => {
  const { sandbox } = world;
  await sandbox.say(HR, 'campaigns');
  const list = sandbox.messages(HR).findLast((one) => shown(one).includes('New campaign'));
  const form = await sandbox.openDialog(HR, list?.id ?? '', 'New campaign');
  const [first = '', second = ''] = [...shown(form.card).matchAll(/"value":"(oakfield\/[0-9a-f]+)"/g)].map(
    ([, id]) => id,
  );
  const due = '2026-09-30';
  await sandbox.submitDialog(HR, form, 'See who would be asked', {
    policies: `${first},${second}`,
    due,
    pages: 'false',
  });
  const draft = () =>
    sandbox.messages(HR).findLast((one) => /Nobody has been asked yet.*30 September/.test(shown(one)));
  const card = await sandbox.until(draft);

  const who = await sandbox.openDialog(HR, card.id, 'Who is asked');
  expect(shown(who.card)).toContain('Is a policy for some of them only?');
  const one = await sandbox.submitDialog(HR, who, 'Choose who reads it');
  if (one.kind !== 'dialog') throw new Error(one.kind);
  const title = /Who reads: ([^"]+)/.exec(shown(one.dialog.card))?.[1] ?? '';
  const teaching = /"title":"Teaching[^"]*","value":"([0-9a-f]+)"/.exec(shown(one.dialog.card))?.[1] ?? '';
  await sandbox.submitDialog(HR, one.dialog, 'See who would be asked', { groups: teaching });
  await sandbox.until(() => /: Teaching, \d+ people/.test(shown(draft())));
  expect(shown((await sandbox.openDialog(HR, card.id, 'Preview')).card)).toContain(
    'Each person sees only the policies that are for them.',
  );

  await sendNow({ sandbox }, card.id);
  const asked = (user: string) =>
    sandbox.until(() => sandbox.messages(user).findLast((one) => shown(one).includes('acknowledgement.confirm')));
  expect(titlesIn(await asked(TEACHER))).toHaveLength(2);
  const site = titlesIn(await asked(SITE));
  expect(site).toHaveLength(1);
  expect(site.join()).not.toContain(title);
});
