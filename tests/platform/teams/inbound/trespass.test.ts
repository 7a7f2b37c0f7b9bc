import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { PEOPLE, pupilId, TENANT_ID } from '../../../../src/sandbox/tenant/sample-school.ts';
import { sendNow } from '../../../support/campaign.ts';
import { type Running, running } from '../../../support/running.ts';
import { until } from '../../../support/until.ts';

/** People of the school who want what is not theirs, and write card data by hand to get it. */
let world: Running;
beforeAll(async () => {
  world = await running({ at: new Date('2026-09-08T09:00:00Z') });
});
afterAll(() => world.close());

const shown = (thing: unknown): string => JSON.stringify(thing ?? '');
const invoke = (user: string, name: string, value: unknown) =>
  world.sandbox.sendActivity(world.sandbox.activity(user, { type: 'invoke', name, value }));
const execute = (user: string, verb: string, data: object) =>
  invoke(user, 'adaptiveCard/action', { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' });
const openDialog = (user: string, dialog: string, data: object) =>
  invoke(user, 'task/fetch', { data: { ...data, dialog } });
const submitDialog = (user: string, verb: string, data: object) =>
  invoke(user, 'task/submit', { data: { ...data, verb } });

async function rows(query: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}

test('nobody but HR starts, sees or changes a campaign, whatever they forge', async () => {
  const { sandbox } = world;
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  const form = await sandbox.openDialog(hr, sandbox.messages(hr).at(-1)?.id ?? '', 'New campaign');
  const policies = /"value":"(oakfield\/[0-9a-f]+)"/.exec(shown(form.card))?.[1] ?? '';
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies, due: '2026-09-30', pages: 'false' });
  const draft = await sandbox.until(() =>
    sandbox
      .messages(hr)
      .find(
        ({ cards }) => shown(cards).includes('Nobody has been asked yet') && shown(cards).includes('30 September 2026'),
      ),
  );
  const campaign = /"campaign":"([0-9a-f-]{36})"/.exec(shown(draft.cards))?.[1] ?? '';
  const state = () => rows('select id, status, due_day, created_by from campaign order by id');
  // The school's own proposal for September is prepared meanwhile: once it is before HR too, only a trespass changes anything.
  const before = await until(async () => {
    const now = await state();
    return now.length === 2 && now.every(({ status }) => status === 'draft') && now;
  }, 'HR’s draft and the yearly proposal');

  for (const user of [PEOPLE.frankDoyle, PEOPLE.joannaOkafor, PEOPLE.miriamHale, PEOPLE.bethanLloyd, pupilId(2)]) {
    const answers = [
      await openDialog(user, 'campaign.new', {}),
      await submitDialog(user, 'campaign.plan', { policies, due: '2026-09-30', pages: 'false' }),
    ];
    for (const verb of [
      'start',
      'discard',
      'pause',
      'resume',
      'finish',
      'withdraw',
      'look-again',
      'leavers',
      'trial',
      'refresh',
      'open',
    ])
      answers.push(await execute(user, `campaign.${verb}`, { campaign, by: hr, user: hr, createdBy: hr }));
    for (const dialog of ['people', 'csv', 'correct', 'find', 'add'])
      answers.push(await openDialog(user, `campaign.${dialog}`, { campaign, which: 'all', page: 0 }));
    for (const verb of ['people', 'find', 'change', 'add', 'save-correction'])
      answers.push(
        await submitDialog(user, `campaign.${verb}`, {
          campaign,
          which: 'all',
          due: '2027-01-01',
          name: 'X',
          role: 'X',
          person: user,
          who: user,
          change: 'acknowledged',
        }),
      );
    const body = shown(answers.map(({ body }) => body));
    expect(body).not.toContain('AdaptiveCard');
    expect(body).not.toMatch(/Natalie Brandt|Jamie Thornley/);
  }
  expect(await state()).toEqual(before);

  await sendNow({ sandbox }, draft.id);
  await sandbox.until(
    () => sandbox.messages(PEOPLE.priyaNair).find(({ cards }) => shown(cards).includes('acknowledgement.confirm')),
    30_000,
  );
  await signForOthers(campaign);
});

/** A signature is of the person the Connector says is speaking: never of whom the data names. */
async function signForOthers(campaign: string): Promise<void> {
  const victim = PEOPLE.lewisGrant;
  // What everyone’s card says that it shows.
  const card = world.sandbox.messages(PEOPLE.priyaNair).find(({ cards }) => shown(cards).includes('"shown":'));
  const naming = {
    campaign,
    shown: /"shown":"([^"]+)"/.exec(shown(card))?.[1],
    user: victim,
    person: victim,
    sender: { userId: victim },
    from: { aadObjectId: victim },
    aadObjectId: victim,
    method: 'paper',
    witness: 'X',
  };
  for (const user of [PEOPLE.frankDoyle, PEOPLE.sunitaRao, PEOPLE.bethanLloyd, pupilId(2), PEOPLE.guestTeacher]) {
    await openDialog(user, 'acknowledgement.read', { ...naming, index: 0, part: 'text' });
    await execute(user, 'acknowledgement.confirm', naming);
    await submitDialog(user, 'acknowledgement.confirm', naming);
    await world.sandbox.sendActivity(
      world.sandbox.activity(user, {
        type: 'message',
        text: '',
        value: { verb: 'acknowledgement.confirm', ...naming },
        channelData: { tenant: { id: TENANT_ID }, onBehalfOf: [{ mri: `29:${victim}` }] },
      }),
    );
  }
  const signed = await rows('select person_id, method from campaign_signature');
  for (const { person_id: person, method } of signed) {
    expect([PEOPLE.frankDoyle, PEOPLE.sunitaRao]).toContain(person);
    expect(method).toBe('teams');
  }
  expect(signed.length).toBeGreaterThan(0);
}
