import { parseGuid, type SchoolId, type UserId } from '../../../src/kernel/ids.ts';
import { createRoutes } from '../../../src/platform/teams/routes.ts';
import { createLiveTrust } from '../../../src/report/naming/live-trust.ts';
import { registerPhones } from '../../../src/report/phones/phones.handlers.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { createLiveSchools, fileNumber, type NumberChange } from '../../../src/school/live-schools.ts';
import { holders, type Trust } from '../../../src/school/school.ts';
import { given, sampleTrust, TENANT } from '../support.ts';

const id = (person: string): UserId => parseGuid<UserId>(person) as UserId;
const actor = (user: UserId) => ({ user, tenant: TENANT });
const DSL = id(PEOPLE.miriamHale);
const DEPUTY = id(PEOPLE.tomAshworth);
const SENIOR = id(PEOPLE.danielPrior);
const oakfield = 'oakfield' as SchoolId;
const first = (trust: Trust) => {
  const [school] = trust.schools;
  if (!school) throw new Error('no school');
  return school;
};

const change = (of: NumberChange['of'], number: string, more: Partial<NumberChange> = {}): NumberChange => ({
  at: new Date('2026-11-22T10:00:00Z'),
  by: DSL,
  byName: 'Miriam Hale',
  of,
  number,
  fileSaid: fileNumber(sampleTrust(), of) ?? '',
  ...more,
});
const own = { kind: 'holder', person: DSL } as const;
const lado = { kind: 'school', school: oakfield, what: 'lado' } as const;

test('who holds a school reads the numbers of now; who corrected one is named beside the school’s', () => {
  const live = createLiveSchools(sampleTrust());
  const school = first(live.trust);
  live.apply([change(own, '01632 960 777'), change(lado, '01632 960 888')]);
  expect(holders(school, 'dsl')[0]?.phone).toBe('01632 960 777');
  expect(school.contacts).toMatchObject({ lado: '01632 960 888', checkedOn: '2026-11-22', checkedBy: 'Miriam Hale' });
  // What was not corrected stays.
  expect(school.contacts.office).toBe(first(sampleTrust()).contacts.office);
  live.apply([change(own, '01632 960 777'), change(own, '')]);
  expect(holders(school, 'dsl')[0]?.phone).toBeUndefined();
});

test('lanyard.yml has the last word where it was changed after a correction, and only for that number', () => {
  const live = createLiveSchools(sampleTrust());
  live.apply([change(own, '01632 960 777', { fileSaid: '01632 000 000' }), change(lado, '01632 960 888')]);
  expect(holders(first(live.trust), 'dsl')[0]?.phone).toBe('01632 960 201');
  expect(first(live.trust).contacts.lado).toBe('01632 960 888');
});

test('a role-holder of whom a name was heard has the numbers of now as well', async () => {
  const live = createLiveSchools(sampleTrust());
  const { trust, listening } = createLiveTrust(live.trust);
  const directory = listening({
    person: async (user: UserId) => ({ id: user, name: 'Miriam Hale-Jones', isEnabled: true }),
  } as never);
  await directory.person(DSL);
  live.apply([change(own, '01632 960 777'), change(lado, '01632 960 888')]);
  expect(holders(first(trust), 'dsl')[0]).toMatchObject({ phone: '01632 960 777', alsoCalled: ['Miriam Hale-Jones'] });
  expect(first(trust).contacts.lado).toBe('01632 960 888');
});

test('each corrects their own, the DSL’s team and the headteacher the school’s; every correction stays in the trail', async () => {
  const { concerns, deps } = await given();
  const { phones } = concerns;
  await phones.change(actor(DEPUTY), { own: '01632 960 555', school: { lado: '01632 960 888', office: undefined } });
  const seen = await phones.look(actor(DSL));
  if (seen.kind !== 'phones') throw new Error('not shown');
  expect(seen.trail.map(({ by, number }) => [by, number])).toEqual([
    [DEPUTY, '01632 960 888'],
    [DEPUTY, '01632 960 555'],
  ]);
  expect(holders(first(deps.trust), 'deputy-dsl')[0]?.phone).toBe('01632 960 555');

  // The senior manager takes reports, and answers for no number of the school's.
  await phones.change(actor(SENIOR), { own: '01632 960 666', school: { lado: '01632 960 111' } });
  expect(first(deps.trust).contacts.lado).toBe('01632 960 888');
  expect(holders(first(deps.trust), 'senior-manager')[0]?.phone).toBe('01632 960 666');

  // Nothing new leaves no trace.
  const before = (await deps.numbers.changes()).length;
  await phones.change(actor(DEPUTY), { own: '01632 960 555', school: { lado: '01632 960 888' } });
  expect((await deps.numbers.changes()).length).toBe(before);
});

test('anyone who takes no reports gets nothing and changes nothing', async () => {
  const { concerns, deps } = await given();
  const stranger = actor(id(PEOPLE.priyaNair));
  expect(await concerns.phones.look(stranger)).toEqual({ kind: 'not-available' });
  expect(await concerns.phones.change(stranger, { own: '1', school: { lado: '1' } })).toEqual({
    kind: 'not-available',
  });
  expect(await deps.numbers.changes()).toEqual([]);
});

test('a sentence in a box for a number is not taken', async () => {
  const routes = createRoutes();
  const view = {
    kind: 'phones',
    school: first(sampleTrust()),
    own: { id: DSL, name: 'x' },
    mayChangeSchool: true,
    trail: [],
  };
  const changed: unknown[] = [];
  const phones = {
    look: async () => view,
    change: async (_actor: unknown, wanted: unknown) => {
      changed.push(wanted);
      return view;
    },
  };
  registerPhones(routes.report, { concerns: { phones } as never });
  const route = routes.findSubmit('concern.phones-save');
  if (route?.kind !== 'report') throw new Error('no way in');
  const sender = { userId: DSL, tenantId: TENANT };
  const send = (data: object) => route.handle({ data, sender, now: new Date() } as never);
  for (const typed of ['A boy told me something at home', '999 help', 'x'])
    for (const box of ['ownNumber', 'officeNumber', 'childrensSocialCareNumber', 'outOfHoursNumber', 'ladoNumber']) {
      expect(JSON.stringify(await send({ [box]: typed }))).toContain('that can be dialled');
      expect(changed).toEqual([]);
    }
  await send({ ownNumber: '+44 (0)1632 960 201 ext 12', ladoNumber: '01632 960 503' });
  expect(changed).toEqual([
    expect.objectContaining({
      own: '+44 (0)1632 960 201 ext 12',
      school: expect.objectContaining({ lado: '01632 960 503' }),
    }),
  ]);
});
