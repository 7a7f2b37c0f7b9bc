import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { DAY_MS, MINUTE_MS } from '../../../src/kernel/time.ts';
import type { Kind } from '../../../src/report/concern.ts';
import { CHANNELS, PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { shown } from '../support-sandbox.ts';
import { type Key, LINES, userOf } from './access-table.ts';
import {
  type AccessWorld,
  type Attempt,
  accessWorld,
  attempt,
  fetchLink,
  fromTenants,
  linkFor,
  MARK,
  NOTHING,
  post,
  type Thing,
} from './access-world.ts';

/**
 * The same lines of docs/access.md when someone's standing has just changed, and when what is sent has been forged.
 * `tests/report/opening/access-matrix.test.ts` tries them on people as lanyard.yml has them.
 */

/** Everything that only those who have a report may do with it. */
const OF_RECORDS: readonly Key[] = LINES.flatMap(({ may, keys }) =>
  may['has it'] === 'yes' && may['other staff'] === '–' && may['takes reports'] === '–' ? keys : [],
);
/** One of each sort, where the whole list would only say the same again. */
const WAYS_IN: readonly Key[] = [
  'dialog concern.open',
  'submit concern.chronology',
  'action concern.acknowledge',
  'submit concern.act note',
  'submit concern.keeping-act hold',
  'submit concern.export json',
  'link concern-pdf',
];
/** Everything that only its reporter may do. */
const OF_REPORTERS: readonly Key[] = LINES.flatMap(({ may, keys }) =>
  may['reported it'] === 'yes' ? keys.filter((key) => key.includes('concern.own-') && !key.includes('picture')) : [],
);
const REFUSED = /not available to you|This file can no longer be made/;
const NOBODY_CHECKED = 'I cannot reach the directory, and it has not confirmed your account within the last day';

const [MIRIAM, TOM, JOANNA, LEWIS] = [PEOPLE.miriamHale, PEOPLE.tomAshworth, PEOPLE.joannaOkafor, PEOPLE.lewisGrant];

let world: AccessWorld;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());
afterEach(() => {
  world.sandbox.faults.clear();
  expect(world.logged.filter((line) => line.includes(MARK))).toEqual([]);
});

/** Later than any reading of the directory that still counts, and sooner than anything is due. */
const aMoment = () => world.sandbox.clock.pass(5_000);
const opens = async (user: string, thing: Thing) =>
  (await attempt(world, { user, key: 'dialog concern.open', thing })).text;

let looks = 0;
/**
 * One of each sort and, of all the others, every third: the next third at the next look, so that each meets many a standing.
 * `npm run bench -- access` tries all of them at each.
 */
function inTurn(): readonly Key[] {
  looks += 1;
  return process.env.LANYARD_EVERY_CELL
    ? OF_RECORDS
    : OF_RECORDS.filter((key, at) => WAYS_IN.includes(key) || (at + looks) % 3 === 0);
}

/** What of these is answered otherwise than about a report that does not exist. */
async function open(
  user: string,
  thing: Thing,
  more: Pick<Attempt, 'data' | 'activity'> = {},
  keys = inTurn(),
): Promise<string[]> {
  const found: string[] = [];
  // One after the other: beside each other, all would be written down in the same record, each tried again until it is its turn.
  for (const key of keys) {
    const real = await attempt(world, { user, key, thing, ...more });
    const none = await attempt(world, { user, key, thing: NOTHING, ...more });
    const isShut = real.status === none.status && real.text === none.text && REFUSED.test(none.text);
    if (!isShut || real.text.includes(MARK)) found.push(`${key}: ${real.text}`);
  }
  const listed = await attempt(world, { user, key: 'submit concern.list-page', thing });
  const sought = await attempt(world, { user, key: 'submit concern.find', thing });
  return [...found, ...[listed, sought].flatMap(({ text }) => (text.includes(thing.concern) ? [text] : []))];
}

test('the page names more than forty things that only those who have a report may do', () => {
  expect(OF_RECORDS.length).toBeGreaterThanOrEqual(44);
  expect(OF_RECORDS).toEqual(expect.arrayContaining([...WAYS_IN]));
  expect(OF_REPORTERS.length).toBe(12);
});

describe('standing that has just changed', () => {
  test('a deputy of lanyard.yml who was never in the channel', async () => {
    await world.sandbox.tenant.removeFromChannel(CHANNELS.dsl, TOM);
    aMoment();
    const thing = await world.report('child');
    expect(await open(TOM, thing)).toEqual([]);
    expect(await opens(MIRIAM, thing)).toContain(MARK);
    await world.sandbox.tenant.addToChannel(CHANNELS.dsl, TOM);
    aMoment();
    expect(await opens(TOM, thing)).toContain(MARK);
  });

  test('removed a minute ago, with the card, its dialog and a link still on the screen', async () => {
    const thing = await world.report('child');
    expect(await opens(TOM, thing)).toContain(MARK);
    const link = await linkFor(world, TOM, 'concern-pdf', thing.concern);
    await world.sandbox.tenant.removeFromChannel(CHANNELS.dsl, TOM);
    aMoment();
    expect(await open(TOM, thing)).toEqual([]);
    expect(await post(world, link)).toMatchObject({ status: 403, text: expect.not.stringContaining(MARK) });
    await world.sandbox.tenant.addToChannel(CHANNELS.dsl, TOM);
    aMoment();
  });

  test.each<[Kind, string]>([
    ['child', 'The DSL'],
    ['child', 'A deputy DSL'],
    ['staff', 'The headteacher'],
    ['headteacher', 'The chair of governors'],
    ['chair', 'The governance officer'],
    ['online-abuse', 'The senior manager'],
    ['data', 'The data protection officer'],
  ])('about %s, %s: switched off, then a guest, then the directory is down', async (kind, who) => {
    const user = userOf(who);
    const person = world.sandbox.world.people.get(user);
    if (!person) throw new Error('nobody there');
    const thing = await world.report(kind);
    expect(await opens(user, thing)).toContain(MARK);

    await world.sandbox.tenant.setEnabled(user, false);
    aMoment();
    expect(await open(user, thing)).toEqual([]);
    await world.sandbox.tenant.setEnabled(user, true);
    person.userType = 'Guest';
    aMoment();
    expect(await open(user, thing, {}, WAYS_IN)).toEqual([]);
    for (const key of ['command reports', 'dialog concern.search', 'dialog concern.due'])
      expect((await attempt(world, { user, key, thing })).text).toMatch(REFUSED);

    // Nobody can be asked whether they are still out: what was last known counts, and that was no.
    world.sandbox.faults.add({ match: { surface: 'graph' }, fault: { drop: true } });
    expect(await opens(user, thing)).toContain(NOBODY_CHECKED);
    world.sandbox.faults.clear();
    person.userType = 'Member';
    aMoment();
    expect(await opens(user, thing)).toContain(MARK);
  });

  test('the directory is down: shut in the channel, open to each of the DSL’s in their own chat, shut to all others', async () => {
    const [thing, aboutStaff] = [await world.report('child'), await world.report('staff')];
    for (const [user, one] of [
      [TOM, thing],
      [JOANNA, aboutStaff],
    ] as const)
      expect(await opens(user, one)).toContain(MARK);
    world.sandbox.faults.add({ match: { surface: 'graph' }, fault: { drop: true } });
    aMoment();
    const first = await opens(MIRIAM, thing);
    expect([first, first.includes(MARK)]).toEqual([
      expect.stringContaining('I can’t check just now who is in this channel'),
      false,
    ]);
    await world.sandbox.until(() => shown(world.sandbox.messages(TOM)).includes(thing.reference));
    expect(await opens(TOM, thing)).toContain(MARK);
    expect(await opens(JOANNA, aboutStaff)).toContain(MARK);
    for (const who of ['Another teacher', 'The headteacher', 'The DSL of another school', 'A guest account'])
      expect([who, await open(userOf(who), thing)]).toEqual([who, []]);
    expect(await open(MIRIAM, aboutStaff)).toEqual([]);

    // A day after it last confirmed them nothing but its word lets them in.
    world.sandbox.clock.advance(DAY_MS + MINUTE_MS);
    for (const key of OF_RECORDS) {
      const { text } = await attempt(world, { user: TOM, key, thing });
      expect([key, text]).toEqual([
        key,
        key.startsWith('link ') ? expect.stringMatching(REFUSED) : expect.stringContaining(NOBODY_CHECKED),
      ]);
    }
    expect((await attempt(world, { user: TOM, key: 'submit concern.list-page', thing })).text).not.toContain(
      thing.concern,
    );
    world.sandbox.faults.clear();
    world.sandbox.clock.set(new Date('2026-11-25T09:30:00Z'));
    expect(await opens(TOM, thing)).toContain(MARK);
  });

  test('who it is about joins the channel after it was posted: nobody opens it there, and the headteacher has it', async () => {
    const thing = await world.report('child');
    expect(await opens(MIRIAM, thing)).toContain(MARK);
    await world.sandbox.tenant.addToChannel(CHANNELS.dsl, LEWIS);
    aMoment();
    expect(await open(LEWIS, thing)).toEqual([]);
    for (const key of ['submit concern.list-page', 'submit concern.find'])
      expect([key, (await attempt(world, { user: MIRIAM, key, thing })).text]).toEqual([
        key,
        expect.not.stringContaining(thing.concern),
      ]);
    const first = await opens(TOM, thing);
    expect([first, first.includes(MARK)]).toEqual([expect.stringContaining('has gone to the headteacher'), false]);
    for (const user of [MIRIAM, TOM, LEWIS]) expect([user, await open(user, thing)]).toEqual([user, []]);
    expect(await opens(JOANNA, thing)).toContain(MARK);
    await world.sandbox.tenant.removeFromChannel(CHANNELS.dsl, LEWIS);
    aMoment();
    expect(await open(MIRIAM, thing)).toEqual([]);
  });

  test('a guest or a stranger joins the channel: it goes to each of the DSL’s, and the newcomer has nothing', async () => {
    for (const newcomer of [PEOPLE.guestTeacher, PEOPLE.marcusLindley]) {
      const thing = await world.report('child');
      await world.sandbox.tenant.addToChannel(CHANNELS.dsl, newcomer);
      aMoment();
      expect(await open(newcomer, thing)).toEqual([]);
      const first = await opens(MIRIAM, thing);
      expect([first, first.includes(MARK)]).toEqual([expect.stringContaining('in our own chat'), false]);
      expect(await opens(MIRIAM, thing)).toContain(MARK);
      expect(await opens(JOANNA, thing)).toContain(MARK);
      expect(await open(newcomer, thing)).toEqual([]);
      await world.sandbox.tenant.removeFromChannel(CHANNELS.dsl, newcomer);
      aMoment();
    }
  });

  test('a correction makes a deputy its subject: those who had it have it no more, and a link made before gives nothing', async () => {
    const thing = await world.report('child');
    expect(await opens(TOM, thing)).toContain(MARK);
    const links = [
      await linkFor(world, TOM, 'concern-json', thing.concern),
      await linkFor(world, MIRIAM, 'concern-pdf', thing.concern),
    ];
    const data = { to: 'headteacher', about: 'staff', people: TOM };
    await attempt(world, { user: MIRIAM, key: 'submit concern.act reroute about', thing, data });
    for (const user of [TOM, MIRIAM, LEWIS]) expect([user, await open(user, thing)]).toEqual([user, []]);
    for (const link of links) expect((await post(world, link)).status).toBe(403);
    expect(await opens(JOANNA, thing)).toContain(MARK);
    // Not by hand either: the person it has turned out to be about stays shut out of it for good.
    const back = { to: 'dsl', about: 'same' };
    expect(
      (await attempt(world, { user: JOANNA, key: 'submit concern.act reroute', thing, data: back })).text,
    ).toContain('It cannot go there');
  });

  test('a correction cannot be sent to the one it names, nor a report to the one it is about', async () => {
    const [thing, aboutHead] = [await world.report('child'), await world.report('headteacher')];
    const data = { to: 'headteacher', about: 'staff', people: JOANNA };
    const { text } = await attempt(world, { user: MIRIAM, key: 'submit concern.act reroute about', thing, data });
    expect(text).toContain('It cannot go there');
    expect(await opens(MIRIAM, thing)).toContain(MARK);
    const passed = {
      user: PEOPLE.colinMarsh,
      key: 'submit concern.act reroute',
      thing: aboutHead,
      data: { to: 'headteacher', about: 'same' },
    };
    expect((await attempt(world, passed)).text).toContain('It cannot go there');
    expect(await open(JOANNA, aboutHead)).toEqual([]);
  });

  test('a chronology shows of joined records only those that its reader may still open', async () => {
    const [thing, other] = [await world.report('child'), await world.report('child')];
    await attempt(world, { user: MIRIAM, key: 'submit concern.act note', thing: other, data: { reason: 'ZQOTHER' } });
    await attempt(world, { user: MIRIAM, key: 'submit concern.act join', thing, data: { reference: other.reference } });
    const story = () => attempt(world, { user: MIRIAM, key: 'submit concern.chronology', thing });
    expect((await story()).text).toContain('ZQOTHER');
    await attempt(world, { user: MIRIAM, key: 'submit concern.act reroute', thing: other });
    expect([(await story()).text.includes(MARK), (await story()).text.includes('ZQOTHER')]).toEqual([true, false]);
  });

  test('called in because nobody took notice: open to the headteacher too, as long as the DSL has it', async () => {
    const thing = await world.report('child');
    expect(await open(JOANNA, thing)).toEqual([]);
    const isCalled = () => shown(world.sandbox.messages(JOANNA)).includes(thing.reference);
    for (let hour = 0; hour < 6 && !isCalled(); hour += 1) {
      world.sandbox.clock.advance(61 * MINUTE_MS);
      // Whatever anyone does wakes what is due.
      await attempt(world, { user: PEOPLE.priyaNair, key: 'submit concern.own-send added', thing });
      await world.sandbox.until(isCalled, 5_000).catch(() => undefined);
    }
    expect(await opens(JOANNA, thing)).toContain(MARK);
    expect(await opens(TOM, thing)).toContain(MARK);
    expect(await open(LEWIS, thing)).toEqual([]);
    await attempt(world, {
      user: MIRIAM,
      key: 'submit concern.act reroute',
      thing,
      data: { to: 'chair-of-governors', about: 'same' },
    });
    for (const user of [JOANNA, TOM, MIRIAM]) expect([user, await open(user, thing)]).toEqual([user, []]);
  });
});

describe('someone who is two things to one report', () => {
  test('a DSL who reports: the record and the receipt', async () => {
    const thing = await world.report('child', MIRIAM);
    expect(await opens(MIRIAM, thing)).toContain(MARK);
    expect((await attempt(world, { user: MIRIAM, key: 'action concern.own-status', thing })).text).toContain(
      thing.reference,
    );
    expect((await attempt(world, { user: TOM, key: 'action concern.own-status', thing })).text).toMatch(REFUSED);
  });

  test('a headteacher who reports the DSL: the receipt, and not the record', async () => {
    const thing = await world.report('dsl', JOANNA);
    expect(await open(JOANNA, thing)).toEqual([]);
    expect((await attempt(world, { user: JOANNA, key: 'action concern.own-status', thing })).text).toContain(
      thing.reference,
    );
    expect(await opens(PEOPLE.colinMarsh, thing)).toContain(MARK);
  });
});

describe('another school', () => {
  test('what a teacher of the other school reports is shut to every role of this one', async () => {
    const thing = await world.report('child', userOf('A teacher of another school'));
    expect(await opens(userOf('The DSL of another school'), thing)).toContain(MARK);
    for (const who of [
      'The DSL',
      'A deputy DSL',
      'The headteacher',
      'The chair of governors',
      'The senior manager',
      'The data protection officer',
    ])
      expect([who, await open(userOf(who), thing, {}, WAYS_IN)]).toEqual([who, []]);
  });
});

describe('forged', () => {
  const claims = {
    user: MIRIAM,
    userId: MIRIAM,
    aadObjectId: MIRIAM,
    role: 'dsl',
    tenant: 'a0000000-0000-4000-8000-0000000000ff',
    people: MIRIAM,
    from: { aadObjectId: MIRIAM },
    sender: { userId: MIRIAM },
    holder: 'dsl',
    alsoOpenTo: ['dsl'],
  };

  test('card data that says who someone is', async () => {
    const thing = await world.report('child');
    for (const who of ['Another teacher', 'The headteacher', 'A pupil', 'The DSL of another school'])
      expect([who, await open(userOf(who), thing, { data: claims })]).toEqual([who, []]);
    for (const user of [LEWIS, PEOPLE.marcusLindley])
      expect(await open(user, thing, { data: { reporter: user, ...claims } }, OF_REPORTERS)).toEqual([]);
  });

  test('an activity that names the DSL everywhere but where its sender stands, or comes from her channel and answers her card', async () => {
    const thing = await world.report('child');
    const teacher = PEOPLE.marcusLindley;
    const [card] = world.sandbox.channel(CHANNELS.dsl).at(-1)?.messages ?? [];
    const inHerChannel = {
      ...world.sandbox.activity(teacher, { type: 'invoke' }),
      conversation: {
        id: CHANNELS.dsl,
        conversationType: 'channel',
        isGroup: true,
        tenantId: world.config.trust.tenantId,
      },
      from: { id: `29:${MIRIAM}`, name: 'Miriam Hale', aadObjectId: teacher },
      replyToId: card?.id,
    };
    const { conversation, from, replyToId } = inHerChannel;
    expect(await open(teacher, thing, { activity: { conversation, from, replyToId } })).toEqual([]);
    for (const aadObjectId of [undefined, '', 'miriam', [MIRIAM], { $ne: null }, `${MIRIAM} `])
      for (const key of [
        'dialog concern.open',
        'submit concern.act note',
        'action concern.acknowledge',
        'submit concern.find',
      ]) {
        const activity = { from: { id: `29:${MIRIAM}`, name: 'Miriam Hale', aadObjectId } };
        const { status, text } = await attempt(world, { user: MIRIAM, key, thing, activity });
        expect([key, aadObjectId, status, text.includes(MARK)]).toEqual([key, aadObjectId, 403, false]);
      }
  });

  test('another tenant, in whichever of the two places: turned away at the door, and nothing is written', async () => {
    const thing = await world.report('child');
    const [ours, elsewhere] = [world.config.trust.tenantId, 'a0000000-0000-4000-8000-0000000000ff'];
    const count = async () => (await world.rows('select count(*) as n from concern_refusal'))[0]?.n;
    const before = await count();
    const keys = LINES.flatMap(({ keys }) => keys).filter((key) => !key.startsWith('link '));
    for (const key of keys)
      for (const [ofConversation, ofChannel] of [
        [elsewhere, elsewhere],
        [elsewhere, ours],
        [ours, elsewhere],
      ] as const) {
        const activity = fromTenants(world, MIRIAM, ofConversation, ofChannel);
        const { status, text } = await attempt(world, { user: MIRIAM, key, thing, activity });
        expect([key, status, /ZQMARK|Input\./.test(text)]).toEqual([key, 403, false]);
      }
    expect(await count()).toBe(before);
  });

  test('the button of an older client, and what was pressed once already', async () => {
    const thing = await world.report('child');
    const { sandbox } = world;
    const send = async (user: string, verb: string, { concern }: Thing) => {
      await sandbox.say(user, 'help');
      const before = sandbox.messages(user).length;
      await sandbox.sendActivity(
        sandbox.activity(user, { type: 'message', text: '', value: { verb, concern, ...claims } }),
      );
      return shown(
        sandbox
          .messages(user)
          .slice(before)
          .map(({ text, cards }) => [text, cards]),
      );
    };
    for (const user of [PEOPLE.marcusLindley, JOANNA, LEWIS])
      for (const verb of ['concern.acknowledge', 'concern.own-status']) {
        const answer = await send(user, verb, thing);
        expect(answer).toMatch(REFUSED);
        expect(answer).toBe(await send(user, verb, NOTHING));
      }
    const acknowledged = () =>
      world.rows(
        `select actor from concerns_child.concern_trail where concern_id = '${thing.concern}' and kind = 'acknowledged'`,
      );
    expect(await acknowledged()).toEqual([]);
    for (let press = 0; press < 3; press += 1)
      await attempt(world, { user: MIRIAM, key: 'action concern.acknowledge', thing });
    expect(await acknowledged()).toEqual([{ actor: MIRIAM }]);
    await attempt(world, {
      user: MIRIAM,
      key: 'submit concern.act reroute',
      thing,
      data: { to: 'chair-of-governors', about: 'same' },
    });
    expect((await attempt(world, { user: MIRIAM, key: 'action concern.acknowledge', thing })).text).toMatch(REFUSED);
  });

  test('people named in the form are shut out, no matter who they are: a child’s report that names the DSL is never hers', async () => {
    const thing = await world.report('child', PEOPLE.priyaNair, `${MIRIAM},${PEOPLE.marcusLindley}`);
    for (const user of [MIRIAM, TOM, PEOPLE.marcusLindley]) expect([user, await open(user, thing)]).toEqual([user, []]);
    expect(await opens(JOANNA, thing)).toContain(MARK);
  });

  test('the DSL’s own forms reach nothing further: no link to what she may not open, no hand-over to anyone who may not', async () => {
    const [thing, aboutHer, elsewhere] = [
      await world.report('child'),
      await world.report('dsl'),
      await world.report('child', userOf('A teacher of another school')),
    ];
    // What she typed is in the form that she gets back; all else is the same.
    const link = async (reference: string) => {
      const answer = await attempt(world, { user: MIRIAM, key: 'submit concern.act link', thing, data: { reference } });
      return { ...answer, text: answer.text.replaceAll(reference, 'TYPED') };
    };
    const none = await link('BBBBBB');
    expect(none.text).toContain('I cannot find a report with that reference that you may open.');
    expect(none.text).toContain('TYPED');
    for (const { reference } of [aboutHer, elsewhere]) expect(await link(reference)).toEqual(none);
    await attempt(world, { user: MIRIAM, key: 'action concern.acknowledge', thing });
    for (const to of [LEWIS, JOANNA, PEOPLE.bethanLloyd, PEOPLE.guestTeacher, NOTHING.concern])
      expect(
        (await attempt(world, { user: MIRIAM, key: 'submit concern.act hand-over', thing, data: { to } })).text,
      ).toContain('This person cannot open the report');
    const { text } = await attempt(world, { user: MIRIAM, key: 'submit concern.chronology', thing });
    expect([text.includes(thing.reference) || text.includes(MARK), text.includes(aboutHer.reference)]).toEqual([
      true,
      false,
    ]);
  });

  test.each([
    ['no id', undefined],
    ['an id that is no id', "' or 1=1 --"],
    ['an id of the wrong kind', { $ne: null }],
    ['a list', [NOTHING.concern]],
    ['a number', 1],
  ])('the DSL herself with %s: refused, and nothing changes', async (_what, concern) => {
    for (const key of OF_RECORDS.filter((one) => !one.startsWith('link '))) {
      const { status, text } = await attempt(world, { user: MIRIAM, key, thing: NOTHING, data: { concern } });
      expect([key, status, text]).toEqual([
        key,
        200,
        expect.stringMatching(/not available to you|Something was missing/),
      ]);
    }
  });

  test('a link’s subject written by hand reaches no other report and no other kind of file', async () => {
    const [thing, aboutStaff] = [await world.report('child'), await world.report('staff')];
    const screenshot = NOTHING.concern;
    for (const concern of [`${aboutStaff.concern}`, `${thing.concern}/../${aboutStaff.concern}`, '', "' or 1=1 --"]) {
      const { status, text } = await fetchLink(world, MIRIAM, 'concern-pdf', { concern });
      expect([concern, status >= 400, text.includes('%PDF')]).toEqual([concern, true, false]);
    }
    expect((await fetchLink(world, MIRIAM, 'concern-screenshot', { concern: thing.concern, screenshot })).status).toBe(
      403,
    );
  });

  test('lists and forms are for the own chat: in a channel the DSL gets neither, and the reporter no form', async () => {
    const thing = await world.report('child');
    const inChannel = {
      conversation: {
        id: CHANNELS.dsl,
        conversationType: 'channel',
        isGroup: true,
        tenantId: world.config.trust.tenantId,
      },
    };
    for (const key of [
      'dialog concern.list-page',
      'submit concern.list-page',
      'dialog concern.search',
      'submit concern.find',
      'dialog concern.due',
      'submit concern.due',
    ]) {
      const { text } = await attempt(world, { user: MIRIAM, key, thing, activity: inChannel });
      expect([key, text]).toEqual([key, expect.stringMatching(REFUSED)]);
    }
    const form = await attempt(world, { user: MIRIAM, key: 'dialog concern.report', thing, activity: inChannel });
    expect(form.text).toContain('open our own chat');
    expect(form.text).not.toContain('Input.');
  });
});
