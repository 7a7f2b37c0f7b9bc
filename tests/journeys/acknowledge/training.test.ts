import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { extractText } from 'unpdf';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { DISCLOSURE, leaksOf, submit } from '../../entrances/entrance-world.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { sendNow } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { settled } from './support-campaign.ts';

const { sunitaRao: HR, priyaNair: PRIYA, lewisGrant: LEWIS, helenWhitcombe: HELEN } = PEOPLE;
const SAFEGUARDING = 'Safeguarding and child protection';

let world: Running;
let client: pg.Client;
beforeAll(async () => {
  world = await running({ at: instantOf('2026-11-23' as IsoDay, '09:00') });
  client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const last = (user: string) => world.sandbox.messages(user).at(-1);
const dates = async () =>
  (
    await client.query<{ trainee: string; kind: string; done_on: string }>(
      'select trainee, kind, done_on from training_date order by trainee, kind',
    )
  ).rows;
/** HR sends a file, and this is what Lanyard says to it. */
async function sends(content: string, user: string = HR): Promise<string> {
  const before = world.sandbox.messages(user).length;
  await world.sandbox.say(user, '', undefined, [{ name: 'Training.csv', type: 'text/csv', content }]);
  return shown(world.sandbox.messages(user).slice(before + 1));
}

describe('HR enters when someone had their training', () => {
  test('one person is found by name; the date is kept, put right and taken away again', async () => {
    await world.sandbox.say(HR, 'training');
    expect(shown(last(HR))).toContain('Training at Oakfield Academy');
    const find = await world.sandbox.openDialog(HR, last(HR)?.id ?? '', 'Enter a date');
    const found = await next(world, HR, find, 'Find', { name: 'priya' });
    expect(shown(found.card)).toContain(`${SAFEGUARDING}: no date`);
    const form = await next(world, HR, found, 'Enter a date');
    const kept = await next(world, HR, form, 'Save', { kind: 'safeguarding', done: '2025-12-10' });
    expect(shown(kept.card)).toContain('The date for Priya Nair is saved.');
    expect(await dates()).toEqual([{ trainee: PRIYA, kind: 'safeguarding', done_on: '2025-12-10' }]);
    const later = await next(world, HR, kept, 'Save', { kind: 'safeguarding', done: '2027-01-10' });
    expect(shown(later.card)).toContain('the date is in the future');
    await next(world, HR, later, 'Remove the date', { kind: 'safeguarding' });
    expect(await dates()).toEqual([]);
  });

  test('a file is taken whole or not at all, by address or by a name that one person has', async () => {
    expect(await sends(`Name,${SAFEGUARDING}\nPriya Nair,01/09/2026\nNobody Here,01/09/2026\n`)).toContain(
      'Line 3: nobody with that name is on the staff list.',
    );
    expect(await dates()).toEqual([]);
    const card = await sends(
      `Email,Name,${SAFEGUARDING},Online safety,Room\n,"Nair, Priya",10/12/2025,,12\n,Lewis Grant,2024-09-01,1 Sep 2026,\n`,
    );
    expect(card).toContain('The training dates are entered');
    expect(await dates()).toEqual(
      [
        { trainee: LEWIS, kind: 'online-safety', done_on: '2026-09-01' },
        { trainee: LEWIS, kind: 'safeguarding', done_on: '2024-09-01' },
        { trainee: PRIYA, kind: 'safeguarding', done_on: '2025-12-10' },
      ].sort((a, b) => (`${a.trainee}${a.kind}` < `${b.trainee}${b.kind}` ? -1 : 1)),
    );
    // As training providers write it: a line for each course. A date that is older than the one kept changes nothing.
    const lines = await sends(
      'Name,Course,Completed\nPriya Nair,Safeguarding,01/09/2020\nPriya Nair,safeguarding,02/09/2020\n',
    );
    expect(lines).toContain('because a later date is known');
    expect((await dates()).find(({ trainee }) => trainee === PRIYA)?.done_on).toBe('2025-12-10');
  });

  test('what is in a cell goes nowhere, and a file of anyone else is no list of training', async () => {
    expect(await sends(`Name,${SAFEGUARDING}\n"${DISCLOSURE}",01/09/2026\n`)).toContain(
      'Line 2: nobody with that name',
    );
    expect(await leaksOf(world)).toEqual([]);
    const before = await dates();
    await sends(`Name,${SAFEGUARDING}\nPriya Nair,01/09/2026\n`, LEWIS);
    expect(await dates()).toEqual(before);
  });
});

describe('both are beside each other', () => {
  let card: string;
  beforeAll(async () => {
    const { sandbox } = world;
    await sandbox.say(HR, 'campaigns');
    const form = await sandbox.openDialog(HR, last(HR)?.id ?? '', 'New campaign');
    const choices = [...shown(form.card).matchAll(/"title":"([^"]*)","value":"(oakfield\/[0-9a-f]+)"/g)];
    const policies = choices.find(([, title]) => title?.includes('Safeguarding'))?.[2];
    if (policies === undefined) throw new Error(shown(form.card));
    await sandbox.submitDialog(HR, form, 'See who would be asked', { policies, due: '2026-12-14', pages: 'false' });
    const draft = await sandbox.until(() =>
      sandbox.messages(HR).findLast((one) => shown(one).includes('Nobody has been asked yet')),
    );
    card = draft.id;
    await sendNow({ sandbox }, card);
    await settled(world);
    for (const user of [PRIYA, LEWIS]) {
      const request = sandbox.messages(user).findLast((one) => shown(one).includes('acknowledgement.confirm'));
      const title = /"title":"(Read it [^"]+)"/.exec(shown(request))?.[1] ?? '';
      await sandbox.openDialog(user, request?.id ?? '', title);
      await sandbox.click(user, request?.id ?? '', 'acknowledgement.confirm');
    }
  });

  test('what is outstanding of signatures and of training has a number and a list each', async () => {
    await world.sandbox.until(() => /2 of \d+/.test(shown(world.sandbox.messages(HR).find(({ id }) => id === card))));
    expect(shown(world.sandbox.messages(HR).find(({ id }) => id === card))).toMatch(
      /1 of \d+ in date \(1 due soon\), 1 overdue, \d+ without a date/,
    );
    const whole = async (first: Awaited<ReturnType<typeof next>>): Promise<string> => {
      const all = [shown(first.card)];
      let page = first;
      while (shown(page.card).includes('"Next page"')) {
        page = await next(world, HR, page, 'Next page');
        all.push(shown(page.card));
      }
      return all.join('\n');
    };
    const first = await world.sandbox.openDialog(HR, card, 'Outstanding');
    const unsigned = await whole(first);
    const [, expected = ''] = /2 of (\d+)/.exec(shown(world.sandbox.messages(HR).find(({ id }) => id === card))) ?? [];
    expect(unsigned).toContain(`Not acknowledged yet: ${Number(expected) - 2} of ${expected} people`);
    expect(unsigned).not.toMatch(/Lewis Grant|Priya Nair|no date/);
    const training = await whole(await next(world, HR, first, 'Show: training dates'));
    expect(training).toContain(`Training dates missing or overdue: ${Number(expected) - 1} of ${expected} people`);
    expect(training).toContain('Lewis Grant');
    expect(training).toContain(`${SAFEGUARDING}: 1 September 2024, was due again by 1 September 2025`);
    expect(training).not.toContain('Priya Nair');
  });

  test('the register and the inspector’s page show both', async () => {
    const dialog = await world.sandbox.openDialog(HR, card, 'Download');
    const urls = [...shown(dialog.card).matchAll(/"url":"([^"]+\/d\/[^"]+)"/g)].map((match) => match[1] ?? '');
    const files = await Promise.all(
      urls.map((url) =>
        fetch(`${world.url}${new URL(url).pathname}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        }),
      ),
    );
    const csv = await files.find(({ headers }) => headers.get('content-type')?.startsWith('text/csv'))?.text();
    expect(csv?.split('\r\n')[0]).toMatch(/"Reminders","Safeguarding and child protection","[^"]+: due again"$/);
    expect(csv).toMatch(/"Lewis Grant".*"2024-09-01","2025-09-01"/);
    expect(csv).toMatch(/"Helen Whitcombe".*"no date",""/);
    const pdf = files.find(({ headers }) => headers.get('content-type') === 'application/pdf');
    const { text } = await extractText(new Uint8Array((await pdf?.arrayBuffer()) ?? []), { mergePages: false });
    const [page = '', counted = '', ...more] = text.map((one) => one.replaceAll(/\s+/g, ' '));
    expect(more).toEqual([]);
    expect(page).toContain('Training that goes with it');
    expect(page).toMatch(new RegExp(`${SAFEGUARDING}: 1 signed and in date\\.`));
    expect(counted).toContain('How this was counted');
    expect(page + counted).not.toContain('Lewis');
  });

  test('HR’s year says when it is due again; each person sees their own, and nobody else’s', async () => {
    await world.sandbox.say(HR, 'the year ahead');
    expect(shown(last(HR))).toContain(`${SAFEGUARDING}: due again for 1 person this month`);
    await world.sandbox.say(PRIYA, 'my training');
    expect(shown(last(PRIYA))).toContain(`${SAFEGUARDING}: 10 December 2025, due again by 10 December 2026`);
    await world.sandbox.say(LEWIS, 'training');
    expect(shown(last(LEWIS))).toContain('Overdue: please ask HR');
    for (const user of [PRIYA, HELEN, PEOPLE.joannaOkafor, PEOPLE.miriamHale, PEOPLE.eleanorFrith, pupilId(2)])
      for (const verb of ['training.list', 'training.find', 'training.date', 'training.save', 'training.remove']) {
        const data = { school: 'oakfield', which: 'all', trainee: LEWIS, kind: 'safeguarding', done: '2026-09-01' };
        expect([verb, await submit(world, user, verb, data)]).toEqual([verb, expect.not.stringContaining('Lewis')]);
      }
    expect((await dates()).find(({ trainee, kind }) => trainee === LEWIS && kind === 'safeguarding')?.done_on).toBe(
      '2024-09-01',
    );
  });
});
