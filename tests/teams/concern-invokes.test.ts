import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../src/sandbox/sample-school.ts';
import { registerConcerns } from '../../src/teams/concern/handlers.ts';
import { channelCard, concernIn, reportByClicking, shown } from '../concern/support-sandbox.ts';
import { type Running, running } from '../support/running.ts';

/** Invokes made by hand: what a card would send, and what no card ever would. */
let world: Running;
let id: string;
const MARK = 'ZQMARK';
beforeAll(async () => {
  world = await running();
  const reference = await reportByClicking(world, PEOPLE.priyaNair, { about: 'child', words: { seen: MARK } });
  id = concernIn(await channelCard(world, reference));
});
afterAll(() => world.close());

const STRANGERS = {
  teacher: PEOPLE.lewisGrant,
  headteacher: PEOPLE.joannaOkafor,
  'senior manager': PEOPLE.danielPrior,
  HR: PEOPLE.sunitaRao,
  chair: PEOPLE.colinMarsh,
  'DSL of another school': PEOPLE.bethanLloyd,
  guest: PEOPLE.guestTeacher,
  pupil: PEOPLE.pupilInStaffGroup,
  reporter: PEOPLE.priyaNair,
} as const;

const forged = {
  user: PEOPLE.miriamHale,
  aadObjectId: PEOPLE.miriamHale,
  role: 'dsl',
  from: { aadObjectId: PEOPLE.miriamHale },
};
const RECORD = 'not available to you';
const DRAFT = 'This form is no longer open';
const PICTURE = 'A screenshot cannot be added to this report';
/**
 * Every concern verb there is, with what a hand-made invoke about somebody else's report is answered. A verb that the
 * handlers register and that has no line here fails the test below.
 */
const MATRIX: Readonly<Record<string, { readonly data?: Record<string, unknown>; readonly refused: string }>> = {
  'dialog concern.open': { refused: RECORD },
  'dialog concern.keeping': { refused: RECORD },
  'dialog concern.list-page': { data: { page: 0 }, refused: RECORD },
  'dialog concern.search': { refused: RECORD },
  'dialog concern.due': { data: { page: 0 }, refused: RECORD },
  'dialog concern.own-add': { refused: RECORD },
  'dialog concern.own-answer': { refused: RECORD },
  'action concern.acknowledge': { refused: RECORD },
  'action concern.own-status': { refused: RECORD },
  'submit concern.page': { data: { page: 0 }, refused: RECORD },
  'submit concern.chronology': { data: { page: 0 }, refused: RECORD },
  'submit concern.list-page': { data: { page: 0 }, refused: RECORD },
  'submit concern.find': { data: { sought: MARK }, refused: RECORD },
  'submit concern.due': { data: { page: 0 }, refused: RECORD },
  'submit concern.form': { data: { form: 'decide', seen: 1 }, refused: RECORD },
  'submit concern.act': { data: { act: 'note', reason: 'x', seen: 99 }, refused: RECORD },
  'submit concern.keeping': { refused: RECORD },
  'submit concern.keeping-form': { data: { form: 'hold' }, refused: RECORD },
  'submit concern.keeping-act': { data: { act: 'hold', reason: 'x', seen: 99 }, refused: RECORD },
  'submit concern.reduce-check': { data: { reason: 'x', agreed: 'x', seen: 99 }, refused: RECORD },
  'submit concern.export': { data: { format: 'pdf' }, refused: RECORD },
  'submit concern.picture': { data: { screenshot: '00000000-0000-4000-8000-000000000000' }, refused: RECORD },
  'submit concern.own-send': { data: { kind: 'added', text: 'x' }, refused: RECORD },
  'submit concern.own-picture': { refused: PICTURE },
  'submit concern.own-picture-answer': { data: { young: 'no', intimate: 'no' }, refused: PICTURE },
  'submit concern.begin': { data: { choice: 'resume', draft: 'theirs' }, refused: DRAFT },
  'submit concern.subject': { data: { draft: 'theirs', about: 'child', toldInPerson: 'no' }, refused: DRAFT },
  'submit concern.named': { data: { draft: 'theirs', people: '', name: '' }, refused: DRAFT },
  'submit concern.facts': { data: { draft: 'theirs', seen: 'x' }, refused: DRAFT },
  'submit concern.send': { data: { draft: 'theirs', urgent: 'no' }, refused: DRAFT },
  'submit concern.back': { data: { draft: 'theirs', to: 'facts' }, refused: DRAFT },
};
/** The one door that is open to everybody: a report of their own. */
const OPEN_TO_ALL = ['dialog concern.report'];
const NAMES = { dialog: 'task/fetch', submit: 'task/submit', action: 'adaptiveCard/action' } as const;

/** The names that the handlers really register. They are only registered here, so nothing of the parts is used. */
function registered(): string[] {
  const found: string[] = [];
  const note = (how: string) => (name: string) => void found.push(`${how} ${name}`);
  const parts = {} as Parameters<typeof registerConcerns>[1];
  registerConcerns(
    { action: note('action'), dialog: note('dialog'), submit: note('submit'), command: () => {}, search: () => {} },
    parts,
  );
  return found;
}

const invokesOf = (draft: string) =>
  Object.entries(MATRIX).map(([key, { data = {}, refused }]) => {
    const [how = '', verb = ''] = key.split(' ');
    const whole: Record<string, unknown> = { ...data, ...('draft' in data && { draft }) };
    whole[how === 'dialog' ? 'dialog' : 'verb'] = verb;
    return { key, refused, name: NAMES[how as keyof typeof NAMES], data: whole };
  });

const INVOKES = [
  ['task/fetch', { dialog: 'concern.open' }],
  ['task/submit', { verb: 'concern.page', page: 0 }],
  ['task/submit', { verb: 'concern.chronology', page: 0 }],
  ['task/submit', { verb: 'concern.form', form: 'decide', seen: 1 }],
  ['task/submit', { verb: 'concern.act', act: 'take', seen: 99 }],
  ['task/submit', { verb: 'concern.act', act: 'note', reason: 'x', seen: 99 }],
  ['task/submit', { verb: 'concern.act', act: 'reroute', to: 'headteacher', reason: 'x', seen: 99 }],
  ['task/fetch', { dialog: 'concern.keeping' }],
  ['task/submit', { verb: 'concern.keeping' }],
  ['task/submit', { verb: 'concern.export', format: 'pdf' }],
  ['task/submit', { verb: 'concern.export', format: 'json' }],
  ['task/submit', { verb: 'concern.keeping-form', form: 'reduce' }],
  ['task/submit', { verb: 'concern.reduce-check', reason: 'x', seen: 99 }],
  ['task/submit', { verb: 'concern.keeping-act', act: 'reduce', reason: 'x', typed: 'x', seen: 99 }],
  [
    'task/submit',
    { verb: 'concern.keeping-act', act: 'transfer', to: 'cpoms', reference: 'x', receivedBy: 'x', seen: 99 },
  ],
  ['task/submit', { verb: 'concern.keeping-act', act: 'hold', reason: 'x', seen: 99 }],
  ['task/submit', { verb: 'concern.picture', screenshot: '00000000-0000-4000-8000-000000000001' }],
  ['adaptiveCard/action', { verb: 'concern.acknowledge' }],
] as const;

/** A report that Frank Doyle has begun and not sent. */
async function theirDraft(): Promise<string> {
  const { sandbox } = world;
  await sandbox.say(PEOPLE.frankDoyle, 'report a concern');
  const invitation = sandbox.messages(PEOPLE.frankDoyle).at(-1);
  const form = await sandbox.openDialog(PEOPLE.frankDoyle, invitation?.id ?? '', 'Report a concern');
  return /"draft":"([0-9a-f-]{36})"/.exec(shown(form.card))?.[1] ?? '';
}

async function invoke(user: string, name: string, data: Record<string, unknown>) {
  const { sandbox } = world;
  const value = name === 'adaptiveCard/action' ? { action: { verb: data.verb, data } } : { data };
  return sandbox.sendActivity(sandbox.activity(user, { type: 'invoke', name, value }));
}

test.each(Object.entries(STRANGERS))(
  '%s: every invoke by hand is refused in the same words, whoever the data claims they are',
  async (_who, user) => {
    for (const [name, data] of INVOKES) {
      const { status, body } = await invoke(user, name, { ...forged, ...data, concern: id });
      expect(status).toBe(200);
      expect(shown(body)).toContain('This is not available to you');
      expect(shown(body)).not.toContain(MARK);
      // A concern that does not exist: the same words.
      const nowhere = await invoke(user, name, { ...forged, ...data, concern: '00000000-0000-4000-8000-000000000000' });
      expect(shown(nowhere.body)).toBe(shown(body));
    }
  },
);

test('every verb that is registered has its line in the matrix', () => {
  expect(registered().sort()).toEqual([...Object.keys(MATRIX), ...OPEN_TO_ALL].sort());
});

/** Who holds no role that answers for a report; role-holders of other things may list, and find nothing. */
const ROLELESS = ['teacher', 'HR', 'guest', 'pupil'] as const;

test.each(ROLELESS)('%s: every registered verb, by hand, about somebody else’s report and draft', async (who) => {
  const { sandbox } = world;
  const draft = await theirDraft();
  const before = sandbox.channel(CHANNELS.dsl);
  for (const { key, name, data, refused } of invokesOf(draft)) {
    const { status, body } = await invoke(STRANGERS[who], name, { ...forged, ...data, concern: id });
    expect([key, status]).toEqual([key, 200]);
    // A pupil's own report is for an adult in person: they are told so at the first step.
    const wanted = who === 'pupil' && key === 'submit concern.begin' ? 'This chat is for staff' : refused;
    expect([key, shown(body)]).toEqual([key, expect.stringContaining(wanted)]);
    // No form to write in, no word of the report, no reference.
    expect(shown(body)).not.toMatch(/Input\.|ZQMARK/);
  }
  expect(sandbox.channel(CHANNELS.dsl)).toEqual(before);
});

test('another tenant: refused at the door for every verb, in the DSL’s own name', async () => {
  const { sandbox } = world;
  const elsewhere = 'a0000000-0000-4000-8000-0000000000ff';
  for (const { key, name, data } of invokesOf('00000000-0000-4000-8000-000000000000')) {
    const whole: Record<string, unknown> = { ...data, concern: id };
    const value = name === 'adaptiveCard/action' ? { action: { verb: whole.verb, data: whole } } : { data: whole };
    const activity = sandbox.activity(PEOPLE.miriamHale, { type: 'invoke', name, value });
    const { status, body } = await sandbox.sendActivity({
      ...activity,
      conversation: { ...(activity.conversation as object), tenantId: elsewhere },
      channelData: { tenant: { id: elsewhere } },
    });
    expect([key, status]).toEqual([key, 403]);
    expect(shown(body)).not.toContain(MARK);
  }
});

test('removed from the DSL’s channel a minute ago: every verb of a record is refused', async () => {
  const { sandbox } = world;
  await sandbox.tenant.removeFromChannel(CHANNELS.dsl, PEOPLE.tomAshworth);
  // A reading of the members counts for a second and a half.
  sandbox.clock.advance(60_000);
  for (const { key, name, data, refused } of invokesOf('00000000-0000-4000-8000-000000000000')) {
    if (refused !== RECORD || /list-page|search|find|due/.test(key)) continue;
    const { body } = await invoke(PEOPLE.tomAshworth, name, { ...forged, ...data, concern: id });
    expect([key, shown(body)]).toEqual([key, expect.stringContaining(RECORD)]);
    expect(shown(body)).not.toContain(MARK);
  }
  const list = await invoke(PEOPLE.tomAshworth, 'task/fetch', { dialog: 'concern.list-page', page: 0 });
  expect(shown(list.body)).not.toContain(id);
  await sandbox.tenant.addToChannel(CHANNELS.dsl, PEOPLE.tomAshworth);
  sandbox.clock.advance(60_000);
});

test('the subject who holds the role it would go to: every verb of the record is refused', async () => {
  const { sandbox } = world;
  await reportByClicking(world, PEOPLE.priyaNair, { about: 'dsl', words: { seen: MARK } });
  const card = await sandbox.until(() =>
    sandbox.messages(PEOPLE.joannaOkafor).find((message) => concernIn(message) !== ''),
  );
  const about = concernIn(card);
  for (const subject of [PEOPLE.miriamHale, PEOPLE.tomAshworth]) {
    for (const { key, name, data, refused } of invokesOf('00000000-0000-4000-8000-000000000000')) {
      if (refused !== RECORD || /list-page|search|find|due/.test(key)) continue;
      const { body } = await invoke(subject, name, { ...forged, ...data, concern: about });
      expect([key, shown(body)]).toEqual([key, expect.stringContaining(RECORD)]);
      expect(shown(body)).not.toContain(MARK);
    }
    const list = await invoke(subject, 'task/fetch', { dialog: 'concern.list-page', page: 0 });
    expect(shown(list.body)).not.toContain(about);
    const found = await invoke(subject, 'task/submit', { verb: 'concern.find', sought: MARK });
    expect(shown(found.body)).not.toContain(about);
  }
});

test.each([
  ['no id', {}],
  ['an id that is no id', { concern: "' or 1=1 --" }],
  ['an id of the wrong kind', { concern: { $ne: null } }],
  ['a list', { concern: ['00000000-0000-4000-8000-000000000000'] }],
])('the DSL herself with %s: refused, and nothing changes', async (_what, data) => {
  for (const [name, rest] of INVOKES) {
    const { status, body } = await invoke(PEOPLE.miriamHale, name, { ...rest, ...data });
    expect(status).toBe(200);
    expect(shown(body)).toMatch(/not available to you|Something was missing/);
  }
});

test('somebody else’s draft cannot be read, kept or sent', async () => {
  const draft = await theirDraft();
  for (const verb of ['subject', 'named', 'facts', 'send', 'back']) {
    const { body } = await invoke(PEOPLE.lewisGrant, 'task/submit', {
      verb: `concern.${verb}`,
      draft,
      about: 'child',
      toldInPerson: 'no',
      people: '',
      name: '',
      seen: 'x',
      urgent: 'no',
      to: 'facts',
    });
    expect(shown(body)).toContain('This form is no longer open');
  }
});

test('in a channel nothing of a report is asked: the form is answered with the way to the own chat', async () => {
  const { sandbox } = world;
  const inChannel = sandbox.activity(PEOPLE.miriamHale, {
    type: 'invoke',
    name: 'task/fetch',
    value: { data: { dialog: 'concern.report' } },
    conversation: {
      id: CHANNELS.dsl,
      conversationType: 'channel',
      isGroup: true,
      tenantId: world.config.trust.tenantId,
    },
  });
  const { body } = await sandbox.sendActivity(inChannel);
  expect(shown(body)).toContain('open our own chat');
  expect(shown(body)).not.toContain('Input.');
});
