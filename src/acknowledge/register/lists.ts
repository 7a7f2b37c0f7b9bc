import pMap from 'p-map';
import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { isOpen } from '../../school/hours.ts';
import type { Directory } from '../../school/people.ts';
import { holdsRole, type School, type Trust } from '../../school/school.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { nextReminder } from '../delivery/reminder-days.ts';
import type { Courier } from '../ports.ts';
import type { CampaignStore, ChaseStore, ListStore, WorkTurn } from '../store-ports.ts';
import { type TellingDeps, tellsManagers } from '../telling/telling.ts';
import type { ListKey, ListKind, ListView } from './missing-list.ts';
import { numbersOf } from './numbers.ts';
import type { Person, PersonId, PersonState } from './person.ts';

interface ListDeps extends TellingDeps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly lists: ListStore;
  readonly directory: Directory;
  readonly courier: Courier;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly log: Log;
}

/** Only the process whose turn it is may send them. */
interface SendDeps extends ListDeps {
  readonly chases: Pick<ChaseStore, 'isTurnOf'>;
}

/** Being away, having a question and having no card yet are not the person's fault: those people are on no list. */
const LISTED: readonly PersonState[] = ['asked', 'unreachable', 'paper'];
const isListed = ({ state }: Person): boolean => LISTED.includes(state);

/** Questions to the directory at once. */
const WIDTH = 8;

/**
 * Sends line managers and HR their lists on the days on which reminders go out, in school hours; to be called by one at a
 * time, see `ChaseStore.alone`. Each list goes once a day; what meets passing trouble goes at the next look. @returns how many went out
 */
export async function sendLists(deps: SendDeps, running: readonly Campaign[], turn: WorkTurn): Promise<number> {
  let sent = 0;
  for (const campaign of running) {
    try {
      if (!turn.isLost()) sent += await sendListsOf(deps, campaign, turn);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      deps.log.warn('campaign.lists-wait', { campaign: campaign.id, why: error.code });
    }
  }
  return sent;
}

async function sendListsOf(deps: SendDeps, campaign: Campaign, turn: WorkTurn): Promise<number> {
  const { campaigns, lists, schoolOf, clock } = deps;
  const school = schoolOf(campaign);
  const now = clock();
  const last = (await lists.lastSent(campaign.id)) ?? campaign.startedAt;
  if (!last || !isOpen(school.hours, now)) return 0;
  const due = nextReminder(campaign.dueDay, school.acknowledgement, school.hours, last);
  if (!due || due > now) return 0;

  const people = await campaigns.people(campaign.id);
  const waiting = people.filter(isListed);
  const telling = await tellsManagers(deps, school.id);
  const managers = telling ? await managersOf(deps, waiting) : new Map<PersonId, UserId>();
  await lists.noteManagers(campaign.id, managers);
  const byManager = Map.groupBy(waiting, (person) => managers.get(person.id));
  const orphans = byManager.get(undefined) ?? [];
  byManager.delete(undefined);

  const day = dayOf(now);
  let count = 0;
  let isComplete = true;
  const send = async (user: UserId, view: ListView): Promise<void> => {
    const outcome = await sendList(deps, { campaign: campaign.id, user, kind: view.kind }, day, view, turn);
    if (outcome === 'sent') count += 1;
    if (outcome === 'later') isComplete = false;
  };
  for (const [manager, people] of byManager) {
    if (manager) await send(manager, listView(campaign, school, 'manager', people, NONE, now));
  }
  if (waiting.length > 0) {
    const counts = {
      withManagers: waiting.length - orphans.length,
      outstanding: numbersOf(people).outstanding,
      managersTold: telling !== undefined,
    };
    const forHr = listView(campaign, school, 'hr', orphans, counts, now);
    for (const holder of school.roles.hr) await send(holder.id, forHr);
  }
  if (isComplete)
    await lists.noteSent(campaign.id, last, now, {
      managers: byManager.size,
      ...(telling && { consulted: telling.consulted.day }),
    });
  return count;
}

async function sendList(
  { lists, chases, courier, log }: SendDeps,
  key: ListKey,
  day: IsoDay,
  view: ListView,
  turn: WorkTurn,
): Promise<'sent' | 'not-now' | 'later'> {
  const { user } = key;
  const begun = await lists.begin(key, day);
  if (!begun) return 'not-now';
  const { earlier, again } = begun;
  try {
    const permit = () => chases.isTurnOf(turn);
    let delivery = await courier.list(user, view, again, permit);
    if (delivery.kind === 'not-installed') {
      await courier.install(user);
      delivery = await courier.list(user, view, again, permit);
    }
    await lists.close(key, delivery.kind === 'sent' ? delivery.ref : undefined);
    if (delivery.kind !== 'sent') {
      log.warn('campaign.list-undelivered', { campaign: key.campaign, delivery: delivery.kind });
      return 'not-now';
    }
    // The new list takes the place of the one before; that the old one cannot be removed harms nobody.
    if (earlier) await courier.remove(earlier).catch(() => undefined);
    return 'sent';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // What may have arrived stays marked: it is sent again at the next look, and says so.
    if (!error.mayBeDone && !again) await lists.giveBack(key);
    return 'later';
  }
}

const listView = (
  campaign: Campaign,
  school: School,
  kind: ListKind,
  people: readonly Person[],
  counts: Pick<ListView, 'withManagers' | 'outstanding' | 'managersTold'>,
  drawnAt: Date,
): ListView => ({
  campaign: campaign.id,
  title: campaign.title,
  school: school.name,
  kind,
  people: people.map(({ id, name, dueDay }) => ({ id, name, dueDay })),
  ...counts,
  drawnAt,
});

/** A line manager is told of nobody but their own. */
const NONE = { withManagers: 0, outstanding: 0, managersTold: true };

/** Everyone's line manager, where the directory names one who may be told. */
async function managersOf(
  deps: Pick<ListDeps, 'directory' | 'trust'>,
  people: readonly Person[],
): Promise<ReadonlyMap<PersonId, UserId>> {
  const found = new Map<PersonId, UserId>();
  const allowed = new Map<UserId, Promise<boolean>>();
  await pMap(
    people,
    async ({ id, user }) => {
      const manager = user && (await deps.directory.managerOf(user));
      if (!manager || manager === user) return;
      const may = allowed.get(manager) ?? mayBeTold(deps, manager);
      allowed.set(manager, may);
      if (await may) found.set(id, manager);
    },
    { concurrency: WIDTH },
  );
  return found;
}

/** A line manager is told only if they are staff themselves, by the same proof as everyone else. */
async function mayBeTold({ directory, trust }: Pick<ListDeps, 'directory' | 'trust'>, user: UserId): Promise<boolean> {
  const person = await directory.person(user);
  if (!person?.isEnabled || person.isGuest) return false;
  const pupils = trust.schools.flatMap(({ pupilGroups }) => pupilGroups);
  const staff = trust.schools.flatMap(({ staffGroups }) => staffGroups);
  const groups = await directory.memberOf(user, [...new Set([...pupils, ...staff])]);
  return groups.some((group) => staff.includes(group)) && !groups.some((group) => pupils.includes(group));
}

/**
 * A line manager's lists at any time, as they ask: of every campaign that runs, those of their own people who have not answered.
 * `undefined` for someone the directory names as nobody's manager, or who may not be told.
 */
export async function ownLists(
  deps: Omit<ListDeps, 'lists' | 'courier' | 'log'>,
  user: UserId,
): Promise<readonly ListView[] | undefined> {
  const { trust, campaigns, schoolOf, directory, clock } = deps;
  const told = await Promise.all(trust.schools.map(async ({ id }) => ((await tellsManagers(deps, id)) ? [id] : [])));
  const telling = told.flat();
  if (telling.length === 0) return undefined;
  const own = await directory.managedBy(user);
  if (own.size === 0 || !(await mayBeTold(deps, user))) return undefined;
  const running = (await campaigns.list(telling)).filter(({ status }) => status === 'running' || status === 'paused');
  const found = await Promise.all(
    running.map(async (campaign) => {
      const theirs = (await campaigns.people(campaign.id)).filter(
        (person) => person.user !== undefined && person.user !== user && own.has(person.user),
      );
      // Of a campaign that asks none of theirs there is nothing to say.
      return theirs.length === 0
        ? []
        : [listView(campaign, schoolOf(campaign), 'manager', theirs.filter(isListed), NONE, clock())];
    }),
  );
  return found.flat();
}

/** Someone's list as it is now. Whose manager they are is asked again: it may have changed since the list went out. */
export async function listNow(deps: ListDeps, { campaign: id, user, kind }: ListKey): Promise<ListView | undefined> {
  const { campaigns, lists, schoolOf, clock } = deps;
  const campaign = await campaigns.find(id);
  if (!campaign || !['running', 'paused', 'finished'].includes(campaign.status)) return undefined;
  const school = schoolOf(campaign);
  const now = clock();
  const everyone = await campaigns.people(id);
  const waiting = everyone.filter(isListed);
  const managersTold = (await tellsManagers(deps, school.id)) !== undefined;
  const noted = managersTold ? await lists.managers(id) : new Map<PersonId, UserId>();
  if (kind === 'hr') {
    if (!holdsRole(school, user, 'hr')) return undefined;
    const orphans = waiting.filter((person) => !noted.has(person.id));
    const counts = {
      withManagers: waiting.length - orphans.length,
      outstanding: numbersOf(everyone).outstanding,
      managersTold,
    };
    return listView(campaign, school, kind, orphans, counts, now);
  }
  if (![...noted.values()].includes(user)) return undefined;
  const theirs = waiting.filter((person) => noted.get(person.id) === user);
  const still = await managersOf(deps, theirs);
  const people = theirs.filter((person) => still.get(person.id) === user);
  return listView(campaign, school, kind, people, NONE, now);
}
