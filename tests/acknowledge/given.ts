import { randomUUID } from 'node:crypto';
import { type AcknowledgementDeps, createAcknowledgements } from '../../src/acknowledge/acknowledgements.ts';
import { sqlCampaignStore } from '../../src/acknowledge/campaign/campaign.store.ts';
import { sqlChaseStore } from '../../src/acknowledge/delivery/chase.store.ts';
import { sqlPushStore } from '../../src/acknowledge/delivery/push.store.ts';
import { type Extension, hostOf } from '../../src/acknowledge/host.ts';
import { JOBS } from '../../src/acknowledge/job-names.ts';
import type { PolicyTexts } from '../../src/acknowledge/ports.ts';
import { sqlListStore } from '../../src/acknowledge/register/lists.store.ts';
import type { EntryKind, PersonId } from '../../src/acknowledge/register/person.ts';
import { sqlTalkStore } from '../../src/acknowledge/talk/talk.store.ts';
import { createTalks, type TalkMessages } from '../../src/acknowledge/talk/talk.ts';
import { sqlTellingStore } from '../../src/acknowledge/telling/telling.store.ts';
import type { PolicyText, VersionChanges } from '../../src/acknowledge/text/policy-text.ts';
import type { CampaignId, UserId } from '../../src/kernel/ids.ts';
import type { Log } from '../../src/kernel/log.ts';
import { dayOf, type IsoDay } from '../../src/kernel/time.ts';
import { createYear } from '../../src/more/calendar/year-desk.ts';
import { sqlQuizStore } from '../../src/more/quiz/quiz.store.ts';
import { createQuizzes } from '../../src/more/quiz/quizzes.ts';
import { sqlScenarioStore } from '../../src/more/scenarios/scenario.store.ts';
import { createScenarioDesk } from '../../src/more/scenarios/scenario-desk.ts';
import { sqlTrainingStore } from '../../src/more/training/training.store.ts';
import { createTrainingDesk } from '../../src/more/training/training-desk.ts';
import { testDatabase } from '../support/database.ts';
import { harmless } from '../support/harmless.ts';
import { movedTime } from '../support/moved-time.ts';
import { fakeCourier } from './fake-courier.ts';
import { fakeDirectory } from './fake-directory.ts';
import { directoryPerson, HR, MONDAY, OAKFIELD, STAFF, socialMedia, trust } from './school.ts';

/** A key of the test's own, wrapped in nothing. */
const ownKey = {
  wrap: async (key: Uint8Array) => ({ keyId: 'test', wrapped: key }),
  unwrap: async (_id: string, wrapped: Uint8Array) => wrapped,
};
const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * A school with staff, a real database, and everything outside it faked.
 * @param options.isAlone acknowledgement without the features beside it
 * @param options.tellsManagers whether HR has entered that unions were consulted
 */
export async function given(
  options: { staff?: number; knownChats?: boolean; isAlone?: boolean; tellsManagers?: boolean } = {},
) {
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
  const time = movedTime((ms) => {
    now = new Date(now.getTime() + ms);
  });
  const woken: [string, string][] = [];
  const errors: unknown[] = [];

  const parts = {
    ...{ trust, policies, directory: directory.directory, courier: outside.courier },
    campaigns: sqlCampaignStore(database.db),
    talks: sqlTalkStore(database.db, ownKey),
    chases: sqlChaseStore(database.db),
    clock: () => now,
    ids: { uuid: () => randomUUID(), reference: (length: number) => 'B'.repeat(length) },
    jobs: {
      async wake(name: string, key = 'all') {
        if (!woken.some(([a, b]) => a === name && b === key)) woken.push([name, key]);
      },
    },
    log: { ...silent, error: (_event: unknown, _facts: unknown, error: unknown) => errors.push(error) } satisfies Log,
  };

  /** What a test adds to campaigns. */
  const more: Extension[] = [];
  /** The features beside acknowledgement, and the host that they are in. */
  function features(over: Partial<typeof parts>) {
    const extensions: Extension[] = [];
    const all = { ...parts, ...over, host: hostOf(() => [...extensions, ...more]), quizzes: sqlQuizStore(database.db) };
    const quizzes = createQuizzes(all);
    const halfTerm = createScenarioDesk({ ...all, scenarios: sqlScenarioStore(database.db) });
    const training = createTrainingDesk({ ...all, trainings: sqlTrainingStore(database.db) });
    const year = createYear(all);
    if (!options.isAlone) extensions.push(...[year, quizzes, halfTerm, training].map(({ extension }) => extension));
    return { quizzes, halfTerm, training, year, host: all.host };
  }
  const beside = features({});

  const instance = (over: Partial<Omit<AcknowledgementDeps, 'courier'> & typeof parts> = {}) =>
    createAcknowledgements({
      ...parts,
      host: features(over).host,
      pushes: sqlPushStore(database.db),
      lists: sqlListStore(database.db),
      telling: sqlTellingStore(database.db),
      wait: (ms) => time.wait(ms),
      random: () => 0.5,
      ...over,
    });
  const acknowledgements = instance();
  if (options.tellsManagers ?? true) await acknowledgements.consulted(HR, OAKFIELD, dayOf(MONDAY));
  /** What HR and people were sent because of a wish for a talk. */
  const talked: (readonly [to: UserId, Parameters<TalkMessages['offer']>[1] | 'wanted'])[] = [];
  const ref = {
    conversation: { id: 'a:1', serviceUrl: 'https://smba.example', tenantId: trust.tenantId },
    activityId: '1',
  };
  const talks = createTalks({
    ...parts,
    messages: {
      async wanted(hr) {
        talked.push([hr, 'wanted']);
        return { kind: 'sent', ref };
      },
      async offer(user, offer) {
        talked.push([user, offer]);
        return { kind: 'sent', ref };
      },
    },
  });

  /** Does all work that was asked for, as the jobs would. */
  async function settle(): Promise<void> {
    for (let job = woken.shift(); job; job = woken.shift()) {
      const [name, key] = job;
      if (name === JOBS.prepare) await acknowledgements.work.prepare(key as CampaignId);
      else if (name === JOBS.push) await acknowledgements.work.push();
      else if (name === JOBS.redraw) await acknowledgements.work.redraw();
      else if (name === JOBS.talks) await talks.work();
      else if (name === JOBS.progress) await acknowledgements.work.progress(key as CampaignId);
      else if (name === JOBS.sweep) await acknowledgements.work.sweep();
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
    ...beside,
    campaigns: parts.campaigns,
    talks,
    talked,
    talkStore: parts.talks,
    instance,
    more,
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
    /** What HR enters about someone today, as Karen Osgood told them. */
    enters: async (id: CampaignId, person: PersonId, kind: EntryKind, by = HR) =>
      (await acknowledgements.enter(by, id, { person, kind, source: { who: 'Karen Osgood', day: dayOf(now) } })).kind,
    /** Someone without an account, added by HR. */
    addsOnPaper: async (id: CampaignId, name: string, role: string, by = HR, read: readonly number[] = []) =>
      acknowledgements.addPaperPerson(by, id, {
        name: harmless(name),
        role: harmless(role),
        source: { who: 'Karen Osgood', day: dayOf(now) },
        read,
      }),
    /** Opens and acknowledges, as someone at their card would. */
    async answers(user: UserId, id: CampaignId) {
      const asked = (await acknowledgements.request(user, id))?.policies.length ?? 0;
      for (let at = 0; at < Math.max(asked, 1); at += 1) await acknowledgements.read(user, id, at, 'text');
      return acknowledgements.acknowledge(user, id);
    },
    now: () => now,
    at(moment: Date) {
      now = moment;
    },
    close: () => database.close(),
  };
}
