import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { ConcernId } from '../../../src/kernel/ids.ts';
import type { Concern, Kind, Written } from '../../../src/report/concern.ts';
import { PRINTED, READ_FOR_NAMES } from '../../../src/report/fields/boxes.ts';
import { ENTRY_TEXTS } from '../../../src/report/fields/entry-texts.ts';
import type { Page, Read, Typed } from '../../../src/report/fields/field.ts';
import { REPORT_FIELDS } from '../../../src/report/fields/report-fields.ts';
import { registerReports } from '../../../src/report/form/report.handlers.ts';
import type { DialogTurn, Routes } from '../../../src/report/handlers/turns.handlers.ts';
import { FACTS, NAMED, SEND, SUBJECT } from '../../../src/report/verbs.cards.ts';
import { given, MIRIAM, PRIYA, TENANT, TOM, type World } from '../support.ts';
import { expectShutOut, kindFor, NAMING, textFor } from './naming.ts';

/** Every box of a report in Teams, from the lists of them: a deputy is named in each. Those of the shared address are with it. */
let world: World;
const steps = new Map<string, (turn: DialogTurn) => Promise<unknown>>();
beforeAll(async () => {
  world = await given();
  registerReports(
    {
      submit: (verb: string, step: (turn: DialogTurn) => Promise<unknown>) => void steps.set(verb, step),
      dialog: () => undefined,
      command: () => undefined,
    } as unknown as Routes,
    {
      concerns: world.concerns,
      trust: world.trust,
      directory: world.deps.directory,
      standingOf: async () => ({ kind: 'staff', school: world.school.id }),
      log: world.deps.log,
      hosted: () => ({}),
      chatWords: { seal: async () => undefined, open: async () => undefined },
    },
  );
});
afterAll(() => world.close());

const press = (verb: string, data: object): Promise<unknown> | undefined =>
  steps.get(verb)?.({
    sender: { userId: PRIYA, tenantId: TENANT, name: 'Priya Nair', mri: '' },
    place: { kind: 'personal' },
    now: world.now(),
    data,
  } as unknown as DialogTurn);

/** A page as it is sent where nothing but what it asks for first is on it. */
const FILLED: Readonly<Record<Page, object>> = {
  account: { seen: 'She told me.', urgent: 'no' },
  contact: { where: 'A game', replied: 'no', urgent: 'no', seen: '' },
  facts: { who: 'Maisie Lee, 7B', seen: 'She told me.' },
  send: { urgent: 'no' },
};

async function sentFrom(page: Page, kind: Kind, typed: Written): Promise<Concern | undefined> {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  const before = { named: '', seen: 'She told me.', ...(kind === 'child' && { who: 'Maisie Lee, 7B' }) };
  await world.concerns.form.keep(draft.id, PRIYA, {
    subject: { kind, people: [], ...(kind === 'staff' && { name: 'Nobody Known' }) },
    words: { ...before, ...(page === 'contact' && { contact: 'yes' }) },
  });
  const data = { draft: draft.id, ...FILLED[page], ...typed };
  if (page === 'facts') await press(FACTS, data);
  const last = page === 'facts' ? { draft: draft.id, ...FILLED.send } : data;
  await press(SEND, last);
  // Who is meant is asked first, and not answered.
  const asked = await world.concerns.form.draft(draft.id, PRIYA);
  if (asked) await press(SEND, { ...last, whomKey: world.concerns.form.whom(asked)?.key });
  return world.deps.store.findByDraft(draft.id, PRIYA);
}

const IN_TEAMS = REPORT_FIELDS.flatMap((field) =>
  'most' in field && typeof field.on !== 'string'
    ? Object.keys(field.on).map((page) => [field.id, page as Page, field] as const)
    : [],
);

test.each(IN_TEAMS)(
  'typed into the box “%s” of the page “%s” in Teams, a name shuts out whom it means',
  async (id, page, field) => {
    expect(IN_TEAMS.length).toBeGreaterThan(15);
    const { kinds, names } = field;
    const typed: Written = { [id]: textFor(names) };
    await expectShutOut(world, await sentFrom(page, page === 'contact' ? 'child' : kindFor(kinds), typed), names);
  },
);

test.each([
  ['on the first page', SUBJECT, { about: 'headteacher', people: '', name: NAMING['who-must-not-see-it'] }],
  ['on its own page', NAMED, { people: '', name: NAMING['who-must-not-see-it'] }],
])('the name of someone who must not see it shuts them out, %s', async (_, verb, data) => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, { subject: { kind: 'headteacher', people: [] } });
  await press(verb, { draft: draft.id, ...data });
  await press(SEND, { draft: draft.id, ...FILLED.account });
  await expectShutOut(world, await world.deps.store.findByDraft(draft.id, PRIYA), { asks: 'who-must-not-see-it' });
});

type ReadEntry = Extract<(typeof ENTRY_TEXTS)[number], { readonly names: Read }>;

/** The ways in which what is read comes into a report that is there already. */
const WAYS: Readonly<Record<ReadEntry['id'], readonly ((id: ConcernId, text: string) => Promise<unknown>)[]>> = {
  text: [
    (id, text) => world.concerns.own.add(id, world.as(PRIYA), 'added', { text }),
    async (id, text) => {
      const { version } = await world.find(id);
      await world.concerns.record.act(id, world.as(MIRIAM), version, { kind: 'ask', words: { text: 'Who?' } });
      await world.concerns.own.add(id, world.as(PRIYA), 'answered', { text });
    },
  ],
  named: [
    async (id, name) => {
      const { version } = await world.find(id);
      const about = { kind: 'staff', people: [], name } as const;
      const words = { reason: 'It is about an adult.', named: name };
      await world.concerns.record.act(id, world.as(MIRIAM), version, {
        kind: 'reroute',
        to: 'headteacher',
        about,
        words,
      });
    },
  ],
};

test.each(
  ENTRY_TEXTS.flatMap((entry) =>
    'asks' in entry.names
      ? WAYS[entry.id as ReadEntry['id']].map((way, at) => [entry.id, at + 1, way, entry.names] as const)
      : [],
  ),
)('written as “%s” into a report that was sent (%d), a name shuts out whom it means', async (_id, _at, way, names) => {
  const { id } = await world.report('child', { words: { who: 'Maisie Lee, 7B', seen: 'She told me.' } });
  await world.after(0);
  expect((await world.find(id)).excluded).not.toContain(TOM);
  await way(id, textFor(names as Read));
  await expectShutOut(world, await world.find(id), names as Read);
});

test('no box is lost from the record or from what is read because it says after which other one it comes', () => {
  expect(new Set(PRINTED.map(({ id }) => id))).toEqual(
    new Set(REPORT_FIELDS.filter(({ form }) => form !== 'id').map(({ id }) => id)),
  );
  const read = [...REPORT_FIELDS, ...ENTRY_TEXTS].filter(
    ({ names }) => 'asks' in names && names.asks !== 'who-must-not-see-it',
  );
  expect(new Set(READ_FOR_NAMES)).toEqual(new Set(read.map(({ id }) => id)));
});

const BOX = {
  ...{ id: 'box', label: 'A box', form: 'line', most: 1, kinds: () => true, on: { facts: 'What?' } },
  ...{ names: { asks: 'what-happened' }, leftOut: 'may-be', web: 'not-on-the-web' },
} as const satisfies Typed;

test('a box of which it is not said whether names are read in it does not compile, nor do words for a box that is in no list', () => {
  const { names: _names, ...unsaid } = BOX;
  // @ts-expect-error: whether names are read in it is not said.
  const without: Typed = unsaid;
  // @ts-expect-error: it is typed into, so it is no reason that it is chosen.
  const chosen: Typed = { ...BOX, names: { unread: 'chosen' } };
  // @ts-expect-error: there is no such box.
  const words: Written = { box: 'Mr Ashworth hit her.' };
  expect([without, chosen, words]).toHaveLength(3);
});
