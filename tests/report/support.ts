import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sqlPolicyNames } from '../../src/ask/named/names.store.ts';
import { Fault } from '../../src/kernel/calls/fault.ts';
import { type ConcernId, parseGuid, type TenantId, type UserId } from '../../src/kernel/ids.ts';
import type { Log } from '../../src/kernel/log.ts';
import type { Delivery, MessageRef, Permit } from '../../src/kernel/messages.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { createStories } from '../../src/more/children/stories.ts';
import { sqlDrillStore } from '../../src/more/drills/drill.store.ts';
import { createDrills, tellDueDrills } from '../../src/more/drills/drill.ts';
import type { DrillDeps } from '../../src/more/drills/drill-ports.ts';
import { sqlSchoolLinkStore } from '../../src/more/next-school/link.store.ts';
import { createOwnCases } from '../../src/more/online-abuse/own-case.ts';
import { patternsFor } from '../../src/more/patterns/patterns.ts';
import { sqlPinStore } from '../../src/more/pin/pin.store.ts';
import type { PinDeps } from '../../src/more/pin/pin-ports.ts';
import { createSecondStep } from '../../src/more/pin/second-step.ts';
import { pinGuard } from '../../src/more/pin/second-step-gate.ts';
import type { RoleDeps } from '../../src/more/role-changes/role-book.ts';
import { createRoles } from '../../src/more/role-changes/roles.ts';
import { tellOfRoles } from '../../src/more/role-changes/tell-roles.ts';
import type { RollParts } from '../../src/more/roll/pupil.ts';
import { sqlRollStore } from '../../src/more/roll/roll.store.ts';
import { createRolls } from '../../src/more/roll/rolls.ts';
import { sqlAddressStore } from '../../src/more/shared-address/address.store.ts';
import type { AddressDeps } from '../../src/more/shared-address/address-ports.ts';
import { createSharedDoor } from '../../src/more/shared-address/shared-address.ts';
import type { CoverDeps } from '../../src/more/trust-lead/cover-book.ts';
import { createTrustLeads } from '../../src/more/trust-lead/trust-cover.ts';
import { newKey } from '../../src/platform/postgres/seal.ts';
import type { Actor } from '../../src/report/actor.ts';
import type { Entry, Kind, Urgency, Written } from '../../src/report/concern.ts';
import { type Concerns, createConcerns } from '../../src/report/concerns.ts';
import { createDeliveryEngine } from '../../src/report/delivery/engine.ts';
import { createUntrackedNotice } from '../../src/report/delivery/untracked-notice.ts';
import type { ConcernDeps } from '../../src/report/deps.ts';
import { sqlDraftStore, sqlSummaryStore } from '../../src/report/draft/drafts.store.ts';
import { resolvingNames } from '../../src/report/naming/resolved-names.ts';
import type { Notice } from '../../src/report/notice.ts';
import type { ReadGuard } from '../../src/report/opening/read-guard.ts';
import type { Notifier } from '../../src/report/ports.ts';
import { sqlReachStore } from '../../src/report/reach/reach.store.ts';
import { createRehearsal } from '../../src/report/rehearsal/hold.ts';
import { sqlRehearsalStore } from '../../src/report/rehearsal/rehearsal.store.ts';
import { sqlRotaStore } from '../../src/report/rota/rota.store.ts';
import { sqlConcernStore } from '../../src/report/shelves/concerns.store.ts';
import { localKeyWrap } from '../../src/report/shelves/record-keys.store.ts';
import { sqlWatchStore } from '../../src/report/shelves/watch.store.ts';
import { PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { readSchoolFile } from '../../src/school/file/school-file.ts';
import type { DestinationMembers, Directory, DirectoryPerson } from '../../src/school/people.ts';
import type { School, Trust } from '../../src/school/school.ts';
import { wireLiveSchools } from '../../src/wiring/live-schools.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export type WorldDeps = PinDeps & DrillDeps & RoleDeps & RollParts & AddressDeps & CoverDeps;

/** Reports as the product puts them together. */
export const concernsOf = (deps: ConcernDeps & RollParts): Concerns => createConcerns(deps, createRolls(deps));

/** What the features that hang on reports do, each as its folder puts it together. */
export const featuresOf = (deps: WorldDeps, concerns: Concerns) => {
  const rolls = createRolls(deps);
  return {
    rolls,
    drills: createDrills(deps),
    ownCases: createOwnCases(deps),
    patterns: (actor: Actor) => patternsFor(deps, rolls, actor),
    roles: createRoles(deps),
    secondStep: createSecondStep(deps),
    sharedDoor: createSharedDoor(deps, concerns.cover.onDuty),
    stories: createStories(deps, rolls),
    trustLeads: createTrustLeads(deps),
  };
};

export const TENANT = parseGuid<TenantId>(TENANT_ID) as TenantId;
export const person = (id: string): UserId => parseGuid<UserId>(id) as UserId;
export const MIRIAM = person(PEOPLE.miriamHale);
export const TOM = person(PEOPLE.tomAshworth);
export const JOANNA = person(PEOPLE.joannaOkafor);
export const DANIEL = person(PEOPLE.danielPrior);
export const COLIN = person(PEOPLE.colinMarsh);
export const ELEANOR = person(PEOPLE.eleanorFrith);
export const ANIL = person(PEOPLE.anilKapoor);
export const LEWIS = person(PEOPLE.lewisGrant);
export const PRIYA = person(PEOPLE.priyaNair);
export const GUEST = person(PEOPLE.guestTeacher);

/** What a PIN costs to guess is what slow-hash.test.ts is about: here it would be a quarter of a second for each. */
export const CHEAP_HASH = { N: 2 ** 6, r: 8, p: 1 };

/** Read once: every test begins with it, and reading takes ten milliseconds. */
let sample: Trust | undefined;

/** The sample trust, as lanyard.yml of the repository describes it. */
export function sampleTrust(): Trust {
  sample ??= readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', []);
  if (!sample) throw new Error('the sample lanyard.yml has problems');
  return structuredClone(sample);
}

export const oakfield = (trust = sampleTrust()): School => {
  const school = trust.schools.find(({ id }) => id === 'oakfield');
  if (!school) throw new Error('the sample trust has no oakfield');
  return school;
};

/** What left the product towards Teams. */
export interface Told {
  readonly to: 'place' | UserId;
  readonly notice: Notice;
  readonly ref: MessageRef;
  /** What the card shows now, after updates. */
  shown: Notice;
}

/** Teams as far as a concern sees it: what was sent, and how it fails when told to. */
export function fakeNotifier() {
  const told: Told[] = [];
  const nudged: { readonly user: UserId; readonly reference: string }[] = [];
  const unreachable = new Map<string, Exclude<Delivery['kind'], 'sent'>>();
  const held = new Map<string, Promise<void>>();
  const answersHeld = new Map<string, Promise<void>>();
  let trouble: Fault | undefined;
  let spared: UserId | undefined;
  let placeTrouble: Fault | undefined;
  let full: { room: number; readonly fault: Fault } | undefined;
  let count = 0;
  const deliver = (to: Told['to'], notice: Notice): Delivery => {
    if (trouble && to !== spared) throw trouble;
    if (to === 'place' && placeTrouble) throw placeTrouble;
    if (to === 'place' && full) {
      if (full.room === 0) throw full.fault;
      full.room -= 1;
    }
    const kind = unreachable.get(to);
    if (kind) return { kind };
    count += 1;
    const ref = {
      conversation: { id: to, serviceUrl: 'https://smba.trafficmanager.net/uk', tenantId: TENANT },
      activityId: String(count),
    };
    told.push({ to, notice, ref, shown: notice });
    return { kind: 'sent', ref };
  };
  let waiting = 0;
  const send = async (to: Told['to'], notice: Notice, permit: Permit | undefined): Promise<Delivery> => {
    if (held.has(to)) waiting += 1;
    await held.get(to);
    if (permit && !(await permit())) throw new Fault('unavailable', 'not ours', { mayBeDone: false });
    const sent = deliver(to, notice);
    await answersHeld.get(to);
    return sent;
  };
  const notifier: Notifier = {
    toPlace: (_place, _tenant, notice, permit) => send('place', notice, permit),
    toPerson: (user, _tenant, notice, permit) => send(user, notice, permit),
    async update(ref, notice) {
      if (trouble) throw trouble;
      const card = told.find((one) => one.ref.activityId === ref.activityId);
      if (!card) return { kind: 'gone' };
      card.shown = notice;
      return { kind: 'sent', ref };
    },
    async nudge(user, reference) {
      nudged.push({ user, reference });
      return 'nudged';
    },
  };
  /** Chats that are known without asking anyone. */
  let known: readonly UserId[] | 'all' = 'all';
  const withoutGraph: Notifier = {
    ...notifier,
    toPerson: async (user, ...rest) =>
      known === 'all' || known.includes(user) ? notifier.toPerson(user, ...rest) : { kind: 'not-installed' },
    nudge: async () => 'not-possible',
  };
  return {
    notifier,
    withoutGraph,
    /** From now on only the chats with these are known where Graph cannot be asked. */
    knowOnly(...users: UserId[]) {
      known = users;
    },
    told,
    /** Lines in activity feeds. */
    nudged,
    /** Every send fails like this until told otherwise, but for those to one person. */
    fail(fault: Fault | undefined, but?: UserId) {
      trouble = fault;
      spared = but;
    },
    /** The place takes so many more, and then nothing. */
    closePlaceAfter(room: number, fault: Fault) {
      full = { room, fault };
    },
    /** Nothing arrives with this person, and nothing fails, until what it answers with is called. */
    hold(who: 'place' | UserId): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(who, promise);
      return resolve;
    },
    /** How many sends have been held up so far. */
    waiting: () => waiting,
    /** What is sent to them next arrives, and the person who sent it hears nothing until what it answers with is called. */
    holdAnswer(who: 'place' | UserId): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      answersHeld.set(who, promise);
      return resolve;
    },
    /** Anyone who sends from now on is held up by nothing. */
    letThrough() {
      held.clear();
      answersHeld.clear();
    },
    failPlace(fault: Fault | undefined) {
      placeTrouble = fault;
    },
    canReach(who: 'place' | UserId) {
      unreachable.delete(who);
    },
    cannotReach(who: 'place' | UserId, kind: Exclude<Delivery['kind'], 'sent'>) {
      unreachable.set(who, kind);
    },
    to: (who: 'place' | UserId) => told.filter((one) => one.to === who),
  };
}

const enabled = (id: UserId): DirectoryPerson => ({
  id,
  name: `Person ${id.slice(-2)}`,
  userPrincipalName: `${id.slice(-2)}@oakfieldacademy.example`,
  isEnabled: true,
  isGuest: false,
  plans: [],
  jobTitle: undefined,
  department: undefined,
  site: undefined,
});

/** The directory as far as a concern asks it. */
export function fakeDirectory() {
  const state: {
    place: DestinationMembers;
    trouble: Fault | undefined;
    isHanging: boolean;
    people: Map<UserId, Partial<DirectoryPerson>>;
    pupils: Set<UserId>;
    managers: Map<UserId, UserId>;
  } = {
    place: membersOf(MIRIAM, TOM),
    trouble: undefined,
    isHanging: false,
    people: new Map(),
    pupils: new Set(),
    managers: new Map(),
  };
  const guard = () => {
    if (state.trouble) throw state.trouble;
  };
  const directory: Directory = {
    async *groupMembers() {},
    memberOf: async (user, groups) => (state.pupils.has(user) ? groups.slice(0, 1) : []),
    async destinationMembers() {
      guard();
      return state.place;
    },
    async person(id) {
      if (state.isHanging) await new Promise(() => undefined);
      guard();
      return { ...enabled(id), ...state.people.get(id) };
    },
    managedBy: async () => new Set(),
    async managerOf(id) {
      guard();
      return state.managers.get(id);
    },
  };
  return { directory, state };
}

export const membersOf = (...ids: UserId[]): DestinationMembers => ({
  openness: 'private',
  members: ids.map((id) => ({ id, tenantId: TENANT, isGuest: id === GUEST })),
});

const NOT_IN_THE_LIST = 'Someone who is not in the list';

interface ReportOptions {
  by?: UserId;
  about?: UserId[];
  name?: string;
  isUrgent?: boolean;
  urgency?: Urgency;
  words?: Written;
  school?: School;
}

const asking = (trust: Trust, records: School['concerns']['records']): Trust => ({
  ...trust,
  schools: trust.schools.map((school) => ({ ...school, concerns: { ...school.concerns, records } })),
});

export interface World extends Awaited<ReturnType<typeof given>> {}

/** A school with a real database, a Teams and a directory that do as told, and a clock that stands still. */
export async function given(
  options: {
    readonly at?: string;
    readonly database?: TestDatabase;
    readonly keys?: [string, ...string[]];
    readonly withSummaries?: boolean;
    /** What each school asks for before a record opens. */
    readonly records?: School['concerns']['records'];
    /** lanyard.yml as it is edited. */
    readonly file?: (trust: Trust) => Trust;
    /** What is heard in words of a report; nothing, where a test is not about that. */
    readonly hearsAdult?: ConcernDeps['hearsAdult'];
  } = {},
) {
  const database = options.database ?? (await testDatabase());
  const { records } = options;
  const sample = sampleTrust();
  const teams = fakeNotifier();
  const { directory, state } = fakeDirectory();
  let now = new Date(options.at ?? '2026-11-23T10:31:00Z');
  const logged: string[] = [];
  const note = (event: string, facts?: object, error?: unknown) =>
    logged.push(
      JSON.stringify({ event, facts, error: error instanceof Error ? `${error.message}\n${error.stack}` : error }),
    );
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const configured = records ? asking(sample, records) : sample;
  const live = wireLiveSchools(options.file?.(configured) ?? configured, database.db, log, () => now);
  await live.read();
  const { trust } = live;
  const wrap = localKeyWrap(options.keys ?? [newKey().toString('base64')]);
  const pinWords: string[] = [];
  let references = 0;
  const pins = sqlPinStore(database.db, wrap, CHEAP_HASH);
  const deps = {
    trust,
    store: resolvingNames(sqlConcernStore(database.db, wrap), trust),
    drafts: sqlDraftStore(database.db, wrap),
    // On only where it is what a test is about: it would join every count of messages.
    summaries: options.withSummaries
      ? sqlSummaryStore(database.db)
      : { take: async () => false, giveBack: async () => {} },
    watch: sqlWatchStore(database.db),
    rehearsals: sqlRehearsalStore(database.db),
    pins,
    readGuard: (): ReadGuard | undefined => pinGuard(pins),
    isStillNeeded: async (_trail: readonly Entry[]) => false,
    rota: sqlRotaStore(database.db),
    drills: sqlDrillStore(database.db),
    numbers: live.numbers,
    roles: live.roles,
    covers: live.covers,
    reach: sqlReachStore(database.db),
    policyNames: sqlPolicyNames(database.db),
    rolls: sqlRollStore(database.db, wrap),
    addresses: sqlAddressStore(database.db),
    schoolLinks: sqlSchoolLinkStore(database.db, wrap),
    directory,
    notifier: teams.notifier,
    withoutGraph: teams.withoutGraph,
    clock: () => now,
    ids: {
      uuid: randomUUID,
      reference: (length) => {
        references += 1;
        return `R${String(references).padStart(length - 1, '0')}${randomUUID().slice(0, 4)}`;
      },
    },
    log,
    wake: async () => {},
    hearsAdult: options.hearsAdult ?? (async () => false),
    tellOfPin: async (key) => void pinWords.push(key),
    tellOfRoles: async (): Promise<void> => tellOfRoles(deps, sendUntracked),
    openChats: async () => {},
  } satisfies WorldDeps;
  const concerns = concernsOf(deps);
  const sendUntracked = createUntrackedNotice(deps);
  const more = featuresOf(deps, concerns);
  const rehearse = createRehearsal(deps, () => more.sharedDoor.drill);
  const engine = createDeliveryEngine(deps, sendUntracked, () => [rehearse, () => tellDueDrills(deps, sendUntracked)]);
  const school = oakfield(trust);

  async function tryReport(kind: Kind, more: ReportOptions = {}) {
    const by = more.by ?? PRIYA;
    const draft = await concerns.form.begin(by, more.school ?? school);
    // A matter about an adult is not sent before someone is named.
    const name = more.name ?? (kind === 'staff' && !more.about?.length ? NOT_IN_THE_LIST : undefined);
    await concerns.form.keep(draft.id, by, {
      subject: { kind, people: more.about ?? [], ...(name !== undefined && { name }) },
      toldInPerson: 'no',
      words: { named: '' },
    });
    const sent = await concerns.form.send(draft.id, by, {
      urgent: more.urgency ?? (more.isUrgent ? 'yes' : 'no'),
      words: more.words ?? { seen: 'What was seen.' },
    });
    return { ...sent, draft: draft.id };
  }

  return {
    ...database,
    trust,
    school,
    deps,
    engine,
    sendUntracked,
    concerns,
    more,
    teams,
    directory: state,
    logged,
    /** What was to be told of PINs. */
    pinWords,
    wrap,
    now: () => now,
    /** Reads role-holders and numbers, as each instance does every so often. */
    readSchools: live.read,
    /** Moves the clock and does what has become due. */
    async after(minutes: number) {
      now = new Date(now.getTime() + minutes * MINUTE_MS);
      await engine.runOnce();
    },
    at(instant: string) {
      now = new Date(instant);
    },
    tryReport,
    /** A report, sent. */
    async report(kind: Kind, more: ReportOptions = {}) {
      const sent = await tryReport(kind, more);
      if (sent.kind !== 'raised') throw new Error(`the report was not taken in: ${sent.kind}`);
      return { id: sent.receipt.id, receipt: sent.receipt, draft: sent.draft, by: more.by ?? PRIYA };
    },
    as: (user: UserId) => ({ user, tenant: TENANT }),
    find: async (id: ConcernId) => {
      const concern = await deps.store.find(id);
      if (!concern) throw new Error('no such concern');
      return concern;
    },
  };
}
