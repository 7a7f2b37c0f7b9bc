import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type AcknowledgementParts, createAcknowledgements, JOBS } from '../../src/acknowledgement/acknowledgements.ts';
import type { ListView } from '../../src/acknowledgement/lists.ts';
import type {
  Courier,
  InstallResult,
  PolicyText,
  PolicyTexts,
  VersionChanges,
} from '../../src/acknowledgement/ports.ts';
import type { CampaignView, RequestView } from '../../src/acknowledgement/view.ts';
import { Fault } from '../../src/core/fault.ts';
import type { CampaignId, GroupId, PolicyId, PolicyVersionId, SchoolId, TenantId, UserId } from '../../src/core/ids.ts';
import type { Log } from '../../src/core/log.ts';
import type { Delivery, MessageRef } from '../../src/core/messages.ts';
import type { Directory, DirectoryPerson } from '../../src/core/people.ts';
import { ROLES, type Role, type RoleHolder, type School, type Trust } from '../../src/core/school.ts';
import type { IsoDay } from '../../src/core/time.ts';
import { sqlListStore } from '../../src/store/acknowledgement/campaign-lists.ts';
import { sqlCampaignStore } from '../../src/store/acknowledgement/campaign-store.ts';
import { sqlChaseStore } from '../../src/store/acknowledgement/chase-store.ts';
import { sqlCheckStore } from '../../src/store/acknowledgement/check-store.ts';
import { sqlPushStore } from '../../src/store/acknowledgement/push-store.ts';
import { testDatabase } from '../support/database.ts';

export const TENANT = 'a0000000-0000-4000-8000-000000000001' as TenantId;
export const STAFF = 'd0000000-0000-4000-8000-000000000001' as GroupId;
export const PUPILS = 'd0000000-0000-4000-8000-000000000007' as GroupId;
export const TEAMS_PLAN = '57ff2da0-773e-42df-b2af-ffb7a2317929';
export const OAKFIELD = 'oakfield' as SchoolId;
export const HR = userId(1);
export const MONDAY = new Date('2026-09-07T09:00:00Z');

/** A Graph-like id that reads as a number. */
export function userId(n: number): UserId {
  return `b0000000-0000-4000-8000-${String(n).padStart(12, '0')}` as UserId;
}

export function directoryPerson(n: number, over: Partial<DirectoryPerson> = {}): DirectoryPerson {
  return {
    id: userId(n),
    name: `Person ${String(n).padStart(3, '0')}`,
    userPrincipalName: `p${n}@oakfield.example`,
    isEnabled: true,
    isGuest: false,
    plans: [TEAMS_PLAN],
    jobTitle: 'Teacher',
    department: n % 3 === 0 ? 'Site and office' : 'Teaching',
    site: 'Oakfield',
    ...over,
  };
}

const holder = (n: number, name: string): RoleHolder => ({ id: userId(n), name });

export const school: School = {
  id: OAKFIELD,
  name: 'Oakfield Academy',
  staffGroups: [STAFF],
  pupilGroups: [PUPILS],
  roles: {
    ...(Object.fromEntries(ROLES.map((role) => [role, []])) as unknown as Record<Role, RoleHolder[]>),
    hr: [holder(1, 'Sunita Rao')],
    dsl: [holder(2, 'Miriam Hale')],
    'policy-owner': [holder(3, 'Ruth Ellery')],
  },
  dslDestination: { kind: 'people' },
  hours: {
    opens: '08:00',
    closes: '17:00',
    weekdays: [1, 2, 3, 4, 5],
    terms: [
      { name: 'Autumn', from: '2026-09-01' as IsoDay, to: '2026-12-18' as IsoDay },
      { name: 'Spring', from: '2027-01-04' as IsoDay, to: '2027-03-25' as IsoDay },
      { name: 'Summer', from: '2027-04-12' as IsoDay, to: '2027-07-21' as IsoDay },
      { name: 'Autumn', from: '2027-09-01' as IsoDay, to: '2027-12-17' as IsoDay },
    ],
    closures: [{ name: 'Half-term', from: '2026-10-26' as IsoDay, to: '2026-10-30' as IsoDay }],
  },
  contacts: {
    checkedOn: '2026-09-01' as IsoDay,
    checkedBy: 'Miriam Hale',
    office: '1',
    childrensSocialCare: '2',
    outOfHours: '3',
    lado: '4',
    police: '101',
    others: [],
  },
  policies: { files: [] },
  concerns: {
    acknowledgeWithinMinutes: { urgent: 10, routine: 60 },
    decideWithinHours: { urgent: 4, routine: 24 },
    allowScreenshots: false,
    duties: [],
  },
  acknowledgement: {
    remindDaysBefore: [14, 7, 3, 1, 0],
    remindEveryDaysAfter: 7,
    joinerDays: 10,
    tellManagers: true,
    proposeOn: '09-01',
    teamsPlans: [TEAMS_PLAN],
  },
};

export const trust: Trust = { name: 'Oakmill', tenantId: TENANT, schools: [school] };

export const socialMedia = (version: string, extra = ''): PolicyText => ({
  policyId: 'social-media' as PolicyId,
  versionId: `version-${version}` as PolicyVersionId,
  title: 'Social Media Policy',
  version,
  date: '2026-09-01',
  contentHash: `hash of ${version}`,
  parts: [
    { id: 's1', number: '1', heading: 'Purpose', depth: 0, paragraphs: ['Think before you post.'] },
    { id: 's2', number: '2', heading: 'Friends', depth: 0, paragraphs: [`Do not befriend pupils.${extra}`] },
  ],
});

/** A directory in memory; `fails` makes reading a group throw. */
export function fakeDirectory() {
  const groups = new Map<GroupId, DirectoryPerson[]>([
    [STAFF, []],
    [PUPILS, [directoryPerson(900, { jobTitle: 'Year 7' })]],
  ]);
  const fails = new Map<GroupId, Fault>();
  const managers = new Map<UserId, UserId>();
  const directory: Directory = {
    async *groupMembers(group) {
      const fault = fails.get(group);
      if (fault) throw fault;
      const members = groups.get(group);
      if (!members) throw new Fault('not-found', 'no such group');
      yield* members;
    },
    memberOf: async (user, wanted) => wanted.filter((group) => groups.get(group)?.some(({ id }) => id === user)),
    destinationMembers: async () => ({ openness: 'private', members: [] }),
    person: async (user) => [...groups.values()].flat().find(({ id }) => id === user),
    managerOf: async (user) => managers.get(user),
  };
  return { directory, groups, fails, managers };
}

export interface Sent {
  readonly user: UserId;
  readonly ref: MessageRef;
  view: RequestView;
}

/** A courier that remembers; what a call answers can be decided per person. */
export function fakeCourier() {
  const sent: Sent[] = [];
  const reminders: Sent[] = [];
  const nudged: UserId[] = [];
  const lists: { user: UserId; ref: MessageRef; view: ListView }[] = [];
  const removed: string[] = [];
  const deleted = new Set<string>();
  /** Whose each message is. */
  const everything = new Map<string, UserId>();
  const installed: UserId[] = [];
  const campaignCards: { user: UserId; ref: MessageRef; view: CampaignView }[] = [];
  const decide: {
    install?: (user: UserId) => InstallResult | Fault | undefined;
    ask?: (user: UserId) => Delivery | Fault | undefined;
    list?: (user: UserId) => Delivery | Fault | undefined;
    redraw?: (ref: MessageRef) => Delivery | Fault | undefined;
    nudge?: (user: UserId) => 'nudged' | 'not-possible' | undefined;
    /** Runs before a card counts as delivered. */
    onAsk?: (user: UserId) => Promise<void>;
  } = {};
  let number = 0;
  const newRef = (user: UserId): MessageRef => {
    number += 1;
    return {
      conversation: { id: `chat:${user}`, serviceUrl: 'https://smba.trafficmanager.net/uk/', tenantId: TENANT },
      activityId: `m${number}`,
    };
  };
  const orThrow = <T>(value: T | Fault): T => {
    if (value instanceof Fault) throw value;
    return value;
  };
  const isThere = (ref: MessageRef): boolean =>
    !removed.includes(ref.activityId) && !deleted.has(ref.activityId) && everything.has(ref.activityId);
  /** What anybody gets whom nobody decided anything else for. */
  const deliver = (user: UserId): Delivery => {
    if (!installed.includes(user)) return { kind: 'not-installed' };
    const ref = newRef(user);
    everything.set(ref.activityId, user);
    return { kind: 'sent', ref };
  };
  const courier: Courier = {
    async install(user) {
      const result = orThrow(decide.install?.(user) ?? (installed.includes(user) ? 'already' : 'installed'));
      if (result === 'installed') installed.push(user);
      return result;
    },
    async ask(user, view) {
      await decide.onAsk?.(user);
      const decided = decide.ask?.(user);
      if (decided) return orThrow(decided);
      const delivery = deliver(user);
      if (delivery.kind === 'sent') sent.push({ user, ref: delivery.ref, view });
      return delivery;
    },
    async redraw(ref, view) {
      const decided = decide.redraw?.(ref);
      if (decided) return orThrow(decided);
      if (!isThere(ref)) return { kind: 'gone' };
      const card = [...sent, ...reminders].find(({ ref: { activityId } }) => activityId === ref.activityId);
      if (card) card.view = view;
      return { kind: 'sent', ref };
    },
    async remind(user, view) {
      const delivery = deliver(user);
      if (delivery.kind === 'sent') reminders.push({ user, ref: delivery.ref, view });
      return delivery;
    },
    async nudge(user) {
      const result = decide.nudge?.(user) ?? (installed.includes(user) ? 'nudged' : 'not-possible');
      if (result === 'nudged') nudged.push(user);
      return result;
    },
    async list(user, view) {
      const decided = decide.list?.(user);
      if (decided) return orThrow(decided);
      const delivery = deliver(user);
      if (delivery.kind === 'sent') lists.push({ user, ref: delivery.ref, view });
      return delivery;
    },
    async remove(ref) {
      if (!isThere(ref)) return { kind: 'gone' };
      removed.push(ref.activityId);
      return { kind: 'sent', ref };
    },
    async showCampaign(user, view) {
      const delivery = deliver(user);
      if (delivery.kind === 'sent') campaignCards.push({ user, ref: delivery.ref, view });
      return delivery;
    },
    async redrawCampaign(ref, view) {
      const card = campaignCards.find((candidate) => candidate.ref.activityId === ref.activityId);
      if (!card || !isThere(ref)) return { kind: 'gone' };
      card.view = view;
      return { kind: 'sent', ref };
    },
  };
  /** As somebody does who removes the chat: everything in it is gone, and the app stays. */
  const deleteChat = (user: UserId): void => {
    for (const [activityId, whose] of everything) if (whose === user) deleted.add(activityId);
  };
  return { courier, decide, deleteChat, sent, reminders, lists, removed, nudged, installed, campaignCards };
}

const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A school with staff, a real database, and everything outside it faked. */
export async function given(options: { staff?: number; knownChats?: boolean } = {}) {
  const database = await testDatabase();
  const directory = fakeDirectory();
  directory.groups.set(
    STAFF,
    Array.from({ length: options.staff ?? 5 }, (_, n) => directoryPerson(n + 1)),
  );
  const outside = fakeCourier();
  let now = MONDAY;
  const library = { inForce: [socialMedia('5.0')] as PolicyText[], changes: undefined as VersionChanges | undefined };
  const policies: PolicyTexts = { inForce: async () => library.inForce, changes: async () => library.changes };
  const woken: [string, string][] = [];
  const errors: unknown[] = [];

  const instance = (over: Partial<AcknowledgementParts> = {}) =>
    createAcknowledgements({
      trust,
      campaigns: sqlCampaignStore(database.db),
      pushes: sqlPushStore(database.db),
      chases: sqlChaseStore(database.db),
      lists: sqlListStore(database.db),
      checks: sqlCheckStore(database.db),
      directory: directory.directory,
      policies,
      courier: outside.courier,
      clock: () => now,
      ids: { uuid: () => randomUUID(), reference: (length) => 'B'.repeat(length) },
      jobs: {
        async wake(name, key = 'all') {
          if (!woken.some(([a, b]) => a === name && b === key)) woken.push([name, key]);
        },
      },
      // Waiting takes no time here: the clock is moved instead.
      async wait(ms) {
        now = new Date(now.getTime() + ms);
        await setImmediate();
      },
      random: () => 0.5,
      log: { ...silent, error: (_event, _facts, error) => errors.push(error) },
      ...over,
    });
  const acknowledgements = instance();

  /** Does all work that was asked for, as the jobs would. */
  async function settle(): Promise<void> {
    for (let job = woken.shift(); job; job = woken.shift()) {
      const [name, key] = job;
      if (name === JOBS.prepare) await acknowledgements.work.prepare(key as CampaignId);
      else if (name === JOBS.push) await acknowledgements.work.push();
      else if (name === JOBS.redraw) await acknowledgements.work.redraw();
      else if (name === JOBS.progress) await acknowledgements.work.progress(key as CampaignId);
      else throw new Error(`nobody does ${name}`);
    }
  }

  /** A campaign up to the card that asks for confirmation. */
  async function drafted(dueDay = '2026-09-28' as IsoDay): Promise<CampaignId> {
    const planned = await acknowledgements.plan(HR, {
      school: OAKFIELD,
      versions: library.inForce.map(({ versionId }) => versionId),
      dueDay,
    });
    if (planned.kind !== 'planned') throw new Error(planned.kind);
    await settle();
    return planned.campaign;
  }

  return {
    ...outside,
    ...directory,
    library,
    acknowledgements,
    instance,
    errors,
    woken,
    database,
    db: database.db,
    settle,
    drafted,
    /** What the clockwork does when it wakes. */
    async sweep(): Promise<void> {
      await acknowledgements.work.sweep();
      await settle();
    },
    async started(dueDay?: IsoDay): Promise<CampaignId> {
      const id = await drafted(dueDay);
      await acknowledgements.command(HR, id, 'start');
      await settle();
      return id;
    },
    /** Opens and acknowledges, as somebody at their card would. */
    async answers(user: UserId, id: CampaignId) {
      await acknowledgements.read(user, id, 0, 'text');
      return acknowledgements.acknowledge(user, id);
    },
    now: () => now,
    at(moment: Date) {
      now = moment;
    },
    close: () => database.close(),
  };
}
