import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CHANNELS, PEOPLE } from '../../src/sandbox/sample-school.ts';
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
  const { sandbox } = world;
  await sandbox.say(PEOPLE.frankDoyle, 'report a concern');
  const form = await sandbox.openDialog(
    PEOPLE.frankDoyle,
    sandbox.messages(PEOPLE.frankDoyle).at(-1)?.id ?? '',
    'Report a concern',
  );
  const draft = /"draft":"([0-9a-f-]{36})"/.exec(shown(form.card))?.[1] ?? '';
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
