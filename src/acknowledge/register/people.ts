import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import { policiesAt } from '../audience/wanted.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import type { PlanDeps } from '../planning/plan.ts';
import type { ChaseStore } from '../store-ports.ts';
import {
  type Entry,
  type EntryDeps,
  enterFor,
  entriesIn,
  entryFacts,
  hasChanged,
  type Outcome,
  type Source,
  takeBack,
  wrongSource,
} from './entries.ts';
import { type EntryKind, type PersonId, paperPersonId } from './person.ts';

interface Deps extends PlanDeps {
  readonly chases: ChaseStore;
}

/**
 * Someone is away from every open campaign of their school: what is entered of it in one, or taken back, is so in all, in that one first.
 * Other entries are of one campaign. @returns what came of it in the first
 */
export async function everywhere(
  { campaigns, changed }: Pick<Deps, 'campaigns'> & { readonly changed: (id: CampaignId) => Promise<void> },
  id: CampaignId,
  kind: EntryKind | undefined,
  make: (id: CampaignId) => Promise<Outcome>,
): Promise<Outcome> {
  const first = await make(id);
  // Where it may not be said in the first, it is said in none.
  if (!hasChanged(first)) return first;
  await changed(id);
  const campaign = kind === 'away' || kind === 'back' ? await campaigns.find(id) : undefined;
  const open = campaign ? await campaigns.list([campaign.school]) : [];
  for (const other of open) {
    if (other.id === id || !['running', 'paused'].includes(other.status)) continue;
    if (hasChanged(await make(other.id))) await changed(other.id);
  }
  return first;
}

/** What a line manager can say about someone they manage. Why someone is away is not asked. */
export const MANAGER_ENTRIES = ['away', 'to-paper'] as const;
export type ManagerEntry = (typeof MANAGER_ENTRIES)[number];

/**
 * One entry about one person by their line manager, from the list that they were sent. Whose manager someone is, is the caller's to ask.
 * HR sees it, and can take it back.
 */
export async function enterByManager(
  deps: EntryDeps & { readonly schoolOf: (campaign: Campaign) => School },
  by: UserId,
  id: CampaignId,
  about: { readonly person: PersonId; readonly kind: ManagerEntry },
): Promise<Outcome> {
  const { campaigns, schoolOf, clock } = deps;
  const campaign = await campaigns.find(id);
  if (!campaign || !['running', 'paused'].includes(campaign.status)) return { kind: 'not-now' };
  const source: Source = { who: 'their line manager', day: dayOf(clock()) };
  return enterFor(deps, { campaign, school: schoolOf(campaign) }, by, { ...about, source });
}

/**
 * Takes an entry back, in the campaign in which it is named by its place in the chain; an absence, or its end, in every open campaign in
 * which the same was entered.
 */
export async function takeBackEverywhere(
  deps: EntryDeps & { readonly changed: (id: CampaignId) => Promise<void> },
  by: UserId,
  id: CampaignId,
  about: { readonly person: PersonId; readonly seq: number; readonly why: string },
): Promise<Outcome> {
  const entries = async (each: CampaignId) => entriesIn(await deps.campaigns.eventsOf(each, about.person));
  const taken = (await entries(id)).find(({ seq }) => seq === about.seq);
  return everywhere(deps, id, taken?.kind, async (each) => {
    const same = each === id ? taken : (await entries(each)).findLast((one) => isSame(one, taken));
    return same ? takeBack(deps, by, each, { ...about, seq: same.seq }) : { kind: 'not-now' };
  });
}

const isSame = (one: Entry, other: Entry | undefined): boolean =>
  one.kind === other?.kind && one.by === other.by && one.day === other.day && one.who === other.who && !one.takenBack;

/** The card is sent again at once to someone whom it did not reach. Nothing is entered about them. */
export async function tryAgain(deps: PlanDeps, by: UserId, id: CampaignId, who: PersonId): Promise<Outcome> {
  const { campaigns, clock } = deps;
  const person = (await mayRun(deps, by, id)) && (await campaigns.person(id, who));
  if (!person) return { kind: 'not-allowed' };
  const now = clock();
  const done = await campaigns.changeState(
    id,
    who,
    ['unreachable'],
    'waiting',
    { at: now, nextAttemptAt: now, step: person.step },
    { kind: 'resent', at: now, person: who, by, facts: { people: 1 } },
  );
  return done ? { kind: 'entered', person } : { kind: 'not-now' };
}

export interface ToAddOnPaper {
  readonly name: Harmless;
  readonly role: Harmless;
  readonly source: Source;
  /** See `ToAdd`. */
  readonly read: readonly number[];
}

/** Adds someone without an account, such as kitchen staff or a governor, to the same register. */
export async function addPaperPerson(
  deps: Deps,
  by: UserId,
  id: CampaignId,
  { name, role, source, read }: ToAddOnPaper,
): Promise<Outcome> {
  const { ids, campaigns, chases, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  const { campaign } = allowed;
  if (!['running', 'paused'].includes(campaign.status)) return { kind: 'not-now' };
  const now = clock();
  const wrong = wrongSource('added', campaign, { name: name.words }, source, now);
  if (wrong) return wrong;
  const askedFor = policiesAt(campaign, read);
  if (askedFor?.length === 0) return { kind: 'nothing-to-read' };
  const joiner = {
    id: paperPersonId(ids.uuid()),
    user: undefined,
    name: name.words,
    jobTitle: role.words || undefined,
    staffGroup: 'Without an account',
    site: 'Not stated',
    state: 'paper',
    reason: 'no-account',
    dueDay: campaign.dueDay,
    signedBefore: {},
    askedFor,
    entered: { by, facts: entryFacts('added', source) },
  } as const;
  await chases.changeRoster(
    id,
    { joiners: [joiner], leavers: [], returners: [], moved: [], askedMore: [], left: [] },
    now,
    now,
  );
  const person = await campaigns.person(id, joiner.id);
  return person ? { kind: 'entered', person } : { kind: 'not-now' };
}
