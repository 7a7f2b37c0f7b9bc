import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { extractText } from 'unpdf';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { PEOPLE, pupilId } from '../../../src/sandbox/tenant/sample-school.ts';
import { DISCLOSURE, leaksOf, submit } from '../../entrances/entrance-world.ts';
import { tableUnder } from '../../report/opening/access-table.ts';
import { next, shown } from '../../report/support-sandbox.ts';
import { draftCampaign, sendNow, tellManagers } from '../../support/campaign.ts';
import { type Running, running } from '../../support/running.ts';
import { until } from '../../support/until.ts';
import { settled } from './support-campaign.ts';

/** The head's message, the governors' page and the managers' buttons: by who may, and by who may not. docs/access.md is what is expected. */
const {
  joannaOkafor: HEAD,
  sunitaRao: HR,
  colinMarsh: CHAIR,
  helenWhitcombe: MANAGER,
  marcusLindley: OTHER_MANAGER,
  priyaNair: THEIRS,
} = PEOPLE;
const STANDS_FOR: Readonly<Record<string, string>> = {
  'the headteacher': HEAD,
  HR,
  'the chair of governors': CHAIR,
  'their line manager': MANAGER,
  'another line manager': OTHER_MANAGER,
  'other staff': PEOPLE.lewisGrant,
  'the headteacher of another school': PEOPLE.eleanorFrith,
  'a pupil': pupilId(2),
};

const table = tableUnder('Beside reports');
/** Everyone of the table, and whether the line with this key says that they may. */
const everyone = (key: string): readonly (readonly [who: string, user: string, may: boolean])[] => {
  const line = table.find(({ cells }) => cells.at(-1)?.includes(`\`${key}\``));
  if (!line) throw new Error(`docs/access.md has no line with ${key}`);
  return line.head.slice(1, -1).map((who, at) => {
    const user = STANDS_FOR[who];
    if (user === undefined) throw new Error(`nobody stands for ${who}`);
    return [who, user, line.cells[at + 1] !== '–'] as const;
  });
};

let world: Running;
let client: pg.Client;
let campaign: string;
beforeAll(async () => {
  world = await running({ at: instantOf('2026-11-23' as IsoDay, '09:00'), followsClock: true });
  client = new pg.Client({ connectionString: world.databaseUrl });
  await client.connect();
  const draft = await draftCampaign(world, '2026-12-14');
  const card = world.sandbox.messages(HR).find(({ id }) => id === draft);
  campaign = /"campaign":"([0-9a-f-]{36})"/.exec(shown(card))?.[1] ?? '';
});
afterAll(async () => {
  await client.end();
  await world.close();
});

const rows = async <T extends pg.QueryResultRow>(query: string, ...values: string[]): Promise<T[]> =>
  (await client.query<T>(query, values)).rows;
const message = async () =>
  (
    await rows<{ message: string | null; message_by: string | null }>(
      'select message, message_by from campaign where id = $1',
      campaign,
    )
  )[0];
const personOf = async (user: string) =>
  (
    await rows<{ person_id: string; state: string; name: string }>(
      'select person_id, state, name from campaign_person where campaign_id = $1 and user_id = $2',
      campaign,
      user,
    )
  )[0];
/** A dialog asked for by hand, whether or not a button for it stands anywhere. */
const byHand = async (user: string, dialog: string, data: object): Promise<string> => {
  const value = { data: { ...data, dialog } };
  const activity = world.sandbox.activity(user, { type: 'invoke', name: 'task/fetch', value });
  return shown((await world.sandbox.sendActivity(activity)).body);
};
/** The head's or the chair's card, as it is now. */
async function overview(user: string) {
  await world.sandbox.say(user, 'overview');
  return world.sandbox.messages(user).at(-1);
}

describe('a campaign that is not out', () => {
  test('the head finds it on the overview, writes the message there, and sees the card as each person will', async () => {
    const { sandbox } = world;
    const card = await overview(HEAD);
    expect(shown(card)).toContain('Not sent yet');
    const form = await sandbox.openDialog(HEAD, card?.id ?? '', 'Add a message');
    const words = 'Thank you for reading this with care.';
    expect(shown(await sandbox.submitDialog(HEAD, form, 'Put it on the card', { words }))).toContain(
      'It is on the card.',
    );
    expect(await message()).toEqual({ message: words, message_by: HEAD });
    const again = await overview(HEAD);
    expect(shown(again)).toContain('Change the message');
    const preview = await sandbox.openDialog(HEAD, again?.id ?? '', 'Preview');
    expect(shown(preview.card)).toContain(words);
    expect(shown(preview.card)).toContain('Joanna Okafor');
    // HR looks at it and changes nothing: it stays the head's.
    await submit(world, HR, 'campaign.save-message', { campaign, words });
    expect(await message()).toEqual({ message: words, message_by: HEAD });
  });

  test('a disclosure in the head’s box is held back, and none of it leaves', async () => {
    const before = await message();
    const held = await submit(world, HEAD, 'campaign.save-message', { campaign, words: DISCLOSURE });
    expect(held).toMatch(/I have not sent (this|it)/);
    expect(await leaksOf(world)).toEqual([]);
    expect(await message()).toEqual(before);
  });

  test('who else may write it is what the table says', async () => {
    for (const [who, user, may] of everyone('submit campaign.save-message')) {
      const before = await message();
      const opened = await byHand(user, 'campaign.message', { campaign });
      const looked = await byHand(user, 'campaign.preview', { campaign });
      expect([who, opened.includes('Put it on the card')]).toEqual([who, may]);
      expect([who, looked.includes('This is what each person sees')]).toEqual([who, may]);
      const words = `Good morning from ${who}`;
      await submit(world, user, 'campaign.save-message', { campaign, words });
      expect([who, await message()]).toEqual([who, may ? { message: words, message_by: user } : before]);
    }
    // The chair has the overview, and nothing on it to write.
    expect(shown(await overview(CHAIR))).not.toContain('Not sent yet');
  });
});

/** The address of the page for the governors, where someone is given one. */
const governorsLink = async (user: string): Promise<string | undefined> =>
  /"url":"([^"]+\/d\/[^"]+)"/.exec(await byHand(user, 'overview.governors-page', { school: 'oakfield' }))?.[1];
const fetched = (url: string) =>
  fetch(`${world.url}${new URL(url).pathname}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  });

describe('the overview', () => {
  test('it is drawn as of now where it stands, for those who have it; a press of anyone else brings nothing', async () => {
    const { sandbox } = world;
    const card = await overview(HEAD);
    sandbox.clock.set(instantOf('2026-11-23' as IsoDay, '09:20'));
    // The product hears about the new time a moment later.
    const now = async () =>
      shown(await sandbox.click(HEAD, card?.id ?? '', 'Show the latest figures')).includes('23 November 2026, 09:20');
    await until(now, 'the overview of 09:20');
    for (const [who, user, may] of everyone('action overview.show')) {
      const value = { action: { type: 'Action.Execute', verb: 'overview.show', data: { school: 'oakfield' } } };
      const pressed = sandbox.activity(user, { type: 'invoke', name: 'adaptiveCard/action', value });
      const answer = shown((await sandbox.sendActivity(pressed)).body);
      expect([who, answer.includes('at a glance')]).toEqual([who, may]);
    }
  });
});

describe('the question of the half-term, and training dates', () => {
  const pressed = async (user: string, verb: string, data: object): Promise<string> => {
    const value = { action: { type: 'Action.Execute', verb, data } };
    const activity = world.sandbox.activity(user, { type: 'invoke', name: 'adaptiveCard/action', value });
    return shown((await world.sandbox.sendActivity(activity)).body);
  };
  const school = 'oakfield';

  test('who sees and changes them is what the table says', async () => {
    for (const [who, user, may] of everyone('action scenario.switch')) {
      expect([who, (await pressed(user, 'scenario.show', {})).includes('The half-term question')]).toEqual([who, may]);
      for (const [dialog, title] of [
        ['scenario.choose', 'Choose a question'],
        ['scenario.write', 'Which policy is it about?'],
        ['scenario.away', 'Part of the name'],
      ] as const)
        expect([who, dialog, (await byHand(user, dialog, { school })).includes(title)]).toEqual([who, dialog, may]);
      await pressed(user, 'scenario.leave-out', { school });
      await submit(world, user, 'scenario.mark-away', { school, user: THEIRS, away: true });
      await pressed(user, 'scenario.switch', { school, off: true });
      expect([who, await rows('select school from scenario_off')]).toEqual([who, may ? [{ school }] : []]);
      expect([who, (await rows('select user_id from scenario_quiet')).length]).toEqual([who, may ? 1 : 0]);
      await client.query('delete from scenario_off; delete from scenario_quiet');
    }
    for (const [who, user, may] of everyone('dialog training.list')) {
      const listed = await byHand(user, 'training.list', { school, which: 'all' });
      expect([who, listed.includes('Everyone: ')]).toEqual([who, may]);
    }
  });

  test('a question that was not sent to someone is answered by nobody’s press', async () => {
    for (const user of [HR, HEAD, THEIRS, pupilId(2)])
      for (const [verb, data] of [
        ['scenario.answer', { answer: 1 }],
        ['scenario.decline', { none: true }],
      ] as const)
        expect(await pressed(user, verb, { school, halfTerm: '2026-10-31', ...data })).toContain('not sent to you');
    expect(await rows('select user_id from scenario_quiet')).toEqual([]);
  });
});

describe('the page for the governors', () => {
  test('it is given as the table says, as one page without a name, and one that says how it was counted', async () => {
    for (const [who, user, may] of everyone('link governors-page')) {
      const url = await governorsLink(user);
      expect([who, url !== undefined]).toEqual([who, may]);
      if (url === undefined) continue;
      const response = await fetched(url);
      expect([who, response.status, response.headers.get('content-type')]).toEqual([who, 200, 'application/pdf']);
      const { totalPages, text } = await extractText(new Uint8Array(await response.arrayBuffer()), {
        mergePages: true,
      });
      expect([who, totalPages]).toEqual([who, 2]);
      expect(text).toContain('How the acknowledgements were counted');
      expect(text).toContain('Oakfield Academy');
      for (const name of ['Priya', 'Nair', 'Whitcombe']) expect(text).not.toContain(name);
    }
  });
});

test('the head who asks how many have signed has the number as HR has it; the chair, and the page for governors, has fewer than five', async () => {
  const { sandbox } = world;
  const asked = async (user: string, words: string) => {
    await sandbox.say(user, words);
    // The chair has a card for each of two schools.
    return shown(sandbox.messages(user).slice(-2));
  };
  const card = sandbox.messages(HR).findLast((one) => shown(one).includes('"campaign.start-anyway'));
  await sendNow({ sandbox }, card?.id ?? '');
  await settled(world);
  const listed = /(\d+) of (\d+) · due/.exec(await asked(HR, 'campaigns')) ?? [];
  expect(listed[1]).toBe('0');
  expect(await asked(HEAD, 'how many have signed')).toContain(`${listed[1]} of ${listed[2]}`);
  expect(await asked(CHAIR, 'overview')).toContain(`Of ${listed[2]} people, fewer than five have answered.`);
  const page = await fetched((await governorsLink(HEAD)) ?? '');
  const { text } = await extractText(new Uint8Array(await page.arrayBuffer()), { mergePages: true });
  expect(text).not.toContain(`0 of ${listed[2]}`);
});

describe('whether line managers are told', () => {
  test('who enters the day of the consultation, and from when it stops, is what the table says', async () => {
    const school = 'oakfield';
    for (const [who, user, may] of everyone('submit campaign.unions-consulted')) {
      for (const [verb, title, day] of [
        ['campaign.unions-consulted', 'The day on which they were consulted', '2026-11-03'],
        ['campaign.stop-telling', 'told no longer?', '2026-11-24'],
      ] as const) {
        expect([who, verb, (await byHand(user, verb, { school })).includes(title)]).toEqual([who, verb, may]);
        await submit(world, user, verb, { school, day });
      }
      const kept = await rows<{ kind: string }>('select kind from campaign_telling order by id');
      expect([who, kept.map(({ kind }) => kind)]).toEqual([who, may ? ['consulted', 'stopped'] : []]);
      await client.query('delete from campaign_telling');
    }
  });

  test('a day in the future, or that is none, is asked for again', async () => {
    const school = 'oakfield';
    for (const [day, asks] of [
      ['2026-12-24', 'The date must be between'],
      ['3rd of Novembre', 'I can’t read this date'],
      ['', 'Please choose a date.'],
    ] as const) {
      const said = await submit(world, HR, 'campaign.unions-consulted', { school, day });
      expect([day, said]).toEqual([day, expect.stringContaining(asks)]);
      expect(said).toContain('"id":"day"');
    }
    expect(await rows('select kind from campaign_telling')).toEqual([]);
  });
});

describe('what a line manager says of their list', () => {
  beforeAll(async () => {
    const { sandbox } = world;
    await tellManagers(world, '2026-11-03');
    sandbox.clock.set(instantOf('2026-11-30' as IsoDay, '09:00'));
    await sandbox.until(() => sandbox.messages(MANAGER).find((one) => shown(one).includes('people you manage')));
  });
  const says = async (user: string, whose: string, change: 'away' | 'to-paper'): Promise<string> =>
    submit(world, user, 'campaign.manager-says', { campaign, person: (await personOf(whose))?.person_id, change });

  test('nobody says it of someone who is not on their list, no matter who they are', async () => {
    const others = everyone('submit campaign.manager-says').filter(([, , may]) => !may);
    expect(others.map(([who]) => who)).toContain('another line manager');
    for (const [who, user] of others) {
      expect([who, await byHand(user, 'campaign.manager-act', { campaign })]).toEqual([
        who,
        expect.not.stringContaining('Priya Nair'),
      ]);
      for (const change of ['away', 'to-paper'] as const) await says(user, THEIRS, change);
      expect([who, (await personOf(THEIRS))?.state]).toEqual([who, 'asked']);
    }
    // Nor does she, of someone else's people.
    expect(await says(MANAGER, PEOPLE.lewisGrant, 'away')).toContain('no longer available');
    expect((await personOf(PEOPLE.lewisGrant))?.state).toBe('asked');
  });

  test('someone who was their manager, and is not any more, neither sees their name nor says anything', async () => {
    world.sandbox.tenant.setManager(THEIRS, OTHER_MANAGER);
    expect(await byHand(MANAGER, 'campaign.manager-act', { campaign })).not.toContain('Priya Nair');
    expect(await says(MANAGER, THEIRS, 'away')).toContain('no longer available');
    expect((await personOf(THEIRS))?.state).toBe('asked');
    world.sandbox.tenant.setManager(THEIRS, MANAGER);
  });

  test('she presses “Is away” and “Needs it on paper”, and HR has it in the register', async () => {
    const { sandbox } = world;
    const list = sandbox.messages(MANAGER).findLast((one) => shown(one).includes('people you manage'));
    const first = await sandbox.openDialog(MANAGER, list?.id ?? '', 'Someone is away, or needs paper');
    expect(shown(first.card)).toContain('Priya Nair');
    const upper = (card: unknown) => /"person":"([^"]+)"/.exec(shown(card))?.[1] ?? '';
    const stateOf = async (person: string) =>
      (
        await rows<{ state: string }>(
          'select state from campaign_person where campaign_id = $1 and person_id = $2',
          campaign,
          person,
        )
      )[0]?.state;
    const second = await next(world, MANAGER, first, 'Is away');
    expect(shown(second.card)).toMatch(/away, and paused\. HR can see it, and can take it back\./);
    expect(await stateOf(upper(first.card))).toBe('paused');
    expect(upper(second.card)).not.toBe(upper(first.card));
    await next(world, MANAGER, second, 'Needs it on paper');
    expect(await stateOf(upper(second.card))).toBe('paper');
    const said = await rows<{ kind: string }>(
      'select kind from campaign_event where campaign_id = $1 and "by" = $2 order by kind',
      campaign,
      MANAGER,
    );
    expect(said.map(({ kind }) => kind)).toEqual(['moved-to-paper', 'paused']);
    expect(sandbox.world.messagesToPupils).toBe(0);
  });
});

test('when the head’s role ends, the link that they were given makes no page, and they write no message', async () => {
  const { sandbox } = world;
  const url = (await governorsLink(HEAD)) ?? '';
  const rolesOf = async (user: string) => {
    await sandbox.say(user, 'roles');
    return sandbox.openDialog(user, sandbox.messages(user).at(-1)?.id ?? '', 'Open the roles');
  };
  const form = await next(world, CHAIR, await rolesOf(CHAIR), 'Go on', { role: 'headteacher' });
  await next(world, CHAIR, form, 'Ask for it', { newcomer: PEOPLE.danielPrior, outgoing: HEAD });
  const dsl = await rolesOf(PEOPLE.miriamHale);
  await next(world, PEOPLE.miriamHale, dsl, 'Agree');
  const told = (user: string, words: string) =>
    sandbox.until(() => sandbox.messages(user).find((one) => shown(one).includes(words)));
  await told(PEOPLE.danielPrior, 'You have a role');
  // A card that comes later than what the head asks for would be taken for its answer.
  await told(HEAD, 'You no longer hold a role');

  expect((await fetched(url)).status).toBe(403);
  expect(await governorsLink(HEAD)).toBeUndefined();
  expect(shown(await overview(HEAD))).toContain('This is for the headteacher and the chair of governors.');
  expect(await byHand(HEAD, 'campaign.message', { campaign })).not.toContain('Put it on the card');
  expect(await governorsLink(PEOPLE.danielPrior)).toBeDefined();
});
