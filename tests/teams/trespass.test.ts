import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Dialog } from '../../src/sandbox/inbound/results.ts';
import { CHANNELS, PEOPLE, pupilId, TENANT_ID } from '../../src/sandbox/sample-school.ts';
import { type Running, running } from '../support/running.ts';

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

async function next(user: string, dialog: Dialog, button: string, inputs: Record<string, string>): Promise<Dialog> {
  const result = await world.sandbox.submitDialog(user, dialog, button, inputs);
  if (result.kind !== 'dialog') throw new Error(`expected a dialog, got ${shown(result)}`);
  return result.dialog;
}

/** A whole report by its real form. @returns the concern's id and the id of its draft */
async function report(reporter: string, about: string, name: string): Promise<{ concern: string; draft: string }> {
  const { sandbox } = world;
  await sandbox.say(reporter, 'report a concern');
  const before = await sandbox.openDialog(reporter, sandbox.messages(reporter).at(-1)?.id ?? '', 'Report a concern');
  const named = await next(reporter, before, 'Next', { toldInPerson: 'no', about });
  const facts = await next(reporter, named, 'Next', { name });
  const last = await next(reporter, facts, 'Next', { who: 'Not known', seen: 'MARKED-SEEN', said: 'MARKED-SAID' });
  const draft = /"draft":"([0-9a-f-]{36})"/.exec(shown(last.card))?.[1] ?? '';
  const title = /"title":"(Send to [^"]+)"/.exec(shown(last.card))?.[1] ?? '';
  await next(reporter, last, title, { urgent: 'no', opinion: 'MARKED-OPINION' });
  const found = await rows(
    'select id, draft from concerns_child.concern union all select id, draft from concerns_adult.concern',
  );
  const concern = found.find((row) => row.draft === draft);
  return { concern: String(concern?.id), draft };
}

const ACTS = [
  'acknowledge',
  'take',
  'note',
  'ask',
  'decide',
  'review',
  'hand-over',
  'reroute',
  'link',
  'close',
  'reopen',
];

/** Everything that can be tried on one report by somebody who knows its id. */
async function tryAll(user: string, { concern, draft }: { concern: string; draft: string }): Promise<string> {
  const answers = [
    await openDialog(user, 'concern.open', { concern }),
    await execute(user, 'concern.acknowledge', { concern }),
    await execute(user, 'concern.own-status', { concern }),
    await openDialog(user, 'concern.own-add', { concern }),
    await openDialog(user, 'concern.own-answer', { concern }),
    await openDialog(user, 'concern.chronology', { concern }),
    await submitDialog(user, 'concern.chronology', { concern }),
    await submitDialog(user, 'concern.own-send', { concern, kind: 'added', text: 'FORGED' }),
    await submitDialog(user, 'concern.page', { concern, page: 0 }),
    await submitDialog(user, 'concern.find', { reference: concern, words: 'MARKED', text: 'MARKED' }),
    await submitDialog(user, 'concern.list-page', { page: 0 }),
    await openDialog(user, 'concern.keeping', { concern }),
    await submitDialog(user, 'concern.export', { concern, format: 'pdf' }),
    await submitDialog(user, 'concern.reduce-check', { concern, seen: 1_000_000, reason: 'FORGED' }),
    await submitDialog(user, 'concern.own-picture', { concern }),
    await submitDialog(user, 'concern.own-picture-answer', { concern, young: 'no', intimate: 'no' }),
    await submitDialog(user, 'concern.picture', { concern, screenshot: concern }),
    await submitDialog(user, 'concern.due', { page: 0 }),
    await submitDialog(user, 'concern.begin', { choice: 'resume', draft }),
    await submitDialog(user, 'concern.facts', { draft, who: '', seen: 'FORGED' }),
    await submitDialog(user, 'concern.send', { draft, urgent: 'no' }),
    await submitDialog(user, 'concern.back', { draft, to: 'facts' }),
  ];
  for (const act of ['transfer', 'retain', 'hold', 'release', 'reduce']) {
    answers.push(await submitDialog(user, 'concern.keeping-form', { concern, form: act }));
    const filled = { reason: 'FORGED', to: 'cpoms', reference: 'X', receivedBy: 'X', until: '2030-01-01', typed: 'X' };
    answers.push(await submitDialog(user, 'concern.keeping-act', { concern, seen: 1_000_000, act, ...filled }));
  }
  for (const act of ACTS) {
    answers.push(await submitDialog(user, 'concern.form', { concern, form: act }));
    const filled = {
      reason: 'FORGED',
      decision: 'early-help',
      outcome: 'resolved',
      to: user,
      reviewOn: '2027-01-11',
      reference: 'BBBBBB',
    };
    answers.push(await submitDialog(user, 'concern.act', { concern, seen: 1_000_000, act, ...filled }));
    answers.push(
      await submitDialog(user, 'concern.act', { concern, seen: 1_000_000, act, ...filled, to: 'headteacher' }),
    );
  }
  return shown(answers.map(({ body }) => body));
}

const trail = (concern: string) =>
  rows(
    `select kind, actor from concerns_child.concern_trail where concern_id = '${concern}' and kind not in ('refused', 'delivered')
     union all select kind, actor from concerns_adult.concern_trail where concern_id = '${concern}' and kind not in ('refused', 'delivered')`,
  );

test('a report about a child is closed to everybody but its reporter, the DSL and the deputy, whatever they forge', async () => {
  const made = await report(PEOPLE.priyaNair, 'child', '');
  await world.sandbox.until(() => world.sandbox.channel(CHANNELS.dsl)[0]?.messages[0]);
  const before = await trail(made.concern);
  for (const user of [
    PEOPLE.lewisGrant,
    PEOPLE.frankDoyle,
    PEOPLE.sunitaRao,
    PEOPLE.joannaOkafor,
    PEOPLE.danielPrior,
    PEOPLE.colinMarsh,
    PEOPLE.anilKapoor,
    PEOPLE.bethanLloyd,
    PEOPLE.yusufDemir,
    PEOPLE.guestTeacher,
    PEOPLE.disabledTeacher,
    pupilId(2),
    PEOPLE.pupilInStaffGroup,
  ]) {
    expect(await tryAll(user, made)).not.toMatch(/MARKED|Priya/);
  }
  expect(await trail(made.concern)).toEqual(before);
  expect(world.sandbox.world.messagesToPupils).toBe(0);
});

test('a report about the DSL is closed to the DSL, the deputy and the channel', async () => {
  const made = await report(PEOPLE.lewisGrant, 'dsl', 'Miriam Hale');
  await world.sandbox.until(() => shown(world.sandbox.messages(PEOPLE.joannaOkafor)).includes('concern.open'));
  const before = await trail(made.concern);
  for (const user of [PEOPLE.miriamHale, PEOPLE.tomAshworth])
    expect(await tryAll(user, made)).not.toMatch(/MARKED|Lewis|Joanna/);
  expect(await trail(made.concern)).toEqual(before);
  expect(shown(world.sandbox.channel(CHANNELS.dsl))).not.toContain(made.concern);
});

test('nobody but HR starts, sees or changes a campaign, whatever they forge', async () => {
  const { sandbox } = world;
  const hr = PEOPLE.sunitaRao;
  await sandbox.say(hr, 'campaigns');
  const form = await sandbox.openDialog(hr, sandbox.messages(hr).at(-1)?.id ?? '', 'New campaign');
  const policies = /"value":"(oakfield\/[0-9a-f]+)"/.exec(shown(form.card))?.[1] ?? '';
  await sandbox.submitDialog(hr, form, 'See who would be asked', { policies, due: '2026-09-30' });
  const draft = await sandbox.until(() =>
    sandbox
      .messages(hr)
      .find(
        ({ cards }) => shown(cards).includes('Nobody has been asked yet') && shown(cards).includes('30 September 2026'),
      ),
  );
  const campaign = /"campaign":"([0-9a-f-]{36})"/.exec(shown(draft.cards))?.[1] ?? '';
  const state = () => rows('select id, status, due_day, created_by from campaign order by id');
  const before = await state();

  for (const user of [PEOPLE.frankDoyle, PEOPLE.joannaOkafor, PEOPLE.miriamHale, PEOPLE.bethanLloyd, pupilId(2)]) {
    const answers = [
      await openDialog(user, 'campaign.new', {}),
      await submitDialog(user, 'campaign.plan', { policies, due: '2026-09-30' }),
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

  await sandbox.click(hr, draft.id, 'campaign.start');
  await sandbox.until(
    () => sandbox.messages(PEOPLE.priyaNair).find(({ cards }) => shown(cards).includes('acknowledgement.confirm')),
    30_000,
  );
  await signForOthers(campaign);
});

/** A signature is of whoever the Connector says is speaking: never of whom the data names. */
async function signForOthers(campaign: string): Promise<void> {
  const victim = PEOPLE.lewisGrant;
  const naming = {
    campaign,
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
