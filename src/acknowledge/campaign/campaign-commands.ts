import type { Harmless } from '../../hear/gate.ts';
import type { CampaignId, SchoolId, UserId } from '../../kernel/ids.ts';
import { type Clock, DAY_MS, type IsoDay } from '../../kernel/time.ts';
import { holdsRole, type School, type Trust } from '../../school/school.ts';
import type { EventKind } from '../evidence/event.ts';
import { type DueDayProblem, dueDayProblem } from '../planning/due-day.ts';
import type { CampaignStore } from '../store-ports.ts';
import { type Campaign, type CampaignStatus, UNSENT } from './campaign.ts';

export interface CampaignDeps {
  readonly trust: Trust;
  readonly campaigns: CampaignStore;
  readonly clock: Clock;
}

/** The roster is a snapshot; an older one has to be taken again before anyone is asked. */
const ROSTER_LASTS_MS = DAY_MS / 24;

/** What someone who runs a campaign can do with it. */
export type Command = 'start' | 'unplan' | 'discard' | 'pause' | 'resume' | 'finish' | 'withdraw';

const COMMANDS: Readonly<
  Record<Command, { readonly from: readonly CampaignStatus[]; readonly to: CampaignStatus; readonly kind: EventKind }>
> = {
  start: { from: ['draft', 'planned'], to: 'running', kind: 'started' },
  unplan: { from: ['planned'], to: 'draft', kind: 'plan-dropped' },
  discard: { from: UNSENT, to: 'discarded', kind: 'withdrawn' },
  pause: { from: ['running'], to: 'paused', kind: 'campaign-paused' },
  resume: { from: ['paused'], to: 'running', kind: 'campaign-resumed' },
  finish: { from: ['running', 'paused'], to: 'finished', kind: 'finished' },
  withdraw: { from: ['running', 'paused', 'finished'], to: 'withdrawn', kind: 'withdrawn' },
};

export type Commanded =
  | { readonly kind: 'done'; readonly campaign: Campaign }
  /** Nothing to change, for instance after a double click. */
  | { readonly kind: 'already'; readonly campaign: Campaign }
  | { readonly kind: 'not-now'; readonly campaign: Campaign }
  | { readonly kind: 'roster-too-old'; readonly campaign: Campaign }
  /** Others would be asked, or something else, than who pressed has seen. */
  | { readonly kind: 'list-moved'; readonly campaign: Campaign }
  /** Someone on the list is asked for the same by a campaign that was sent since it was read: it has to be read again. */
  | { readonly kind: 'asked-elsewhere'; readonly campaign: Campaign }
  | { readonly kind: 'not-allowed' };

/** The campaign, if this person may run it now. Nobody else learns that it exists. */
export async function mayRun(
  { trust, campaigns }: Pick<CampaignDeps, 'trust' | 'campaigns'>,
  by: UserId,
  id: CampaignId,
): Promise<{ readonly campaign: Campaign; readonly school: School } | undefined> {
  const campaign = await campaigns.find(id);
  const school = trust.schools.find((candidate) => candidate.id === campaign?.school);
  return campaign && school && holdsRole(school, by, 'hr') ? { campaign, school } : undefined;
}

/**
 * One step in the life of a campaign, once: repeating it changes nothing.
 * @param seen the list that it is to be sent to, see `CampaignStore.listMark`; absent where nobody looked at one
 */
export async function command(
  deps: CampaignDeps,
  by: UserId,
  id: CampaignId,
  name: Command,
  seen?: string,
): Promise<Commanded> {
  const { campaigns, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  const { campaign } = allowed;
  const { from, to, kind } = COMMANDS[name];
  const now = clock();
  const isReady = campaign.status === 'draft' || campaign.status === 'planned';
  if (to === 'running' && name !== 'resume' && isReady && (await rosterAge(campaigns, id, now)) > ROSTER_LASTS_MS)
    return { kind: 'roster-too-old', campaign };

  // While its list is being read, or could not be, what was planned is planned no longer, and waits for its list all the same.
  const isUnread = name === 'unplan' && (campaign.status === 'preparing' || campaign.status === 'refused');
  const moved = isUnread
    ? await campaigns.changeStatus(id, [campaign.status], campaign.status, { kind, at: now, by })
    : await campaigns.changeStatus(id, from, to, { kind, at: now, by }, seen === undefined ? undefined : { seen });
  const after = (await campaigns.find(id)) ?? campaign;
  if (moved) return { kind: 'done', campaign: after };
  if (name === 'start' && from.includes(after.status)) {
    const isAsSeen = seen === undefined || seen === (await campaigns.listMark(id));
    return { kind: isAsSeen ? 'asked-elsewhere' : 'list-moved', campaign: after };
  }
  return { kind: after.status === to ? 'already' : 'not-now', campaign: after };
}

async function rosterAge(campaigns: CampaignStore, id: CampaignId, now: Date): Promise<number> {
  const readAt = await campaigns.listReadAt(id);
  return readAt ? now.getTime() - readAt.getTime() : 0;
}

export type Corrected =
  | { readonly kind: 'corrected'; readonly campaign: Campaign }
  | { readonly kind: 'not-allowed' | 'not-now' }
  | DueDayProblem;

/**
 * Another due date or a note, on every card, sent or not. What someone signed stays as it was: wording and policies
 * cannot be corrected, only withdrawn.
 */
export async function correct(
  deps: CampaignDeps,
  by: UserId,
  id: CampaignId,
  change: { readonly dueDay?: IsoDay; readonly keepsDay?: boolean; readonly note?: Harmless },
): Promise<Corrected> {
  const { campaigns, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  const { campaign, school } = allowed;
  const now = clock();
  const isNew = change.dueDay !== undefined && change.dueDay !== campaign.dueDay;
  // Nobody is asked after it is due.
  const asked = campaign.sendAt && campaign.status === 'planned' && campaign.sendAt > now ? campaign.sendAt : now;
  const problem = isNew && dueDayProblem(school.hours, change.dueDay, asked, change.keepsDay ?? false);
  if (problem) return problem;

  const done = await campaigns.correct(id, change, {
    kind: 'corrected',
    at: now,
    by,
    facts: {
      ...(change.dueDay && { dueDay: change.dueDay, previousDueDay: campaign.dueDay }),
      ...(change.note !== undefined && { note: 'changed' }),
    },
  });
  const after = await campaigns.find(id);
  return done && after ? { kind: 'corrected', campaign: after } : { kind: 'not-now' };
}

/** Campaigns of the schools that this person runs, newest first. */
export async function listFor({ trust, campaigns }: CampaignDeps, by: UserId): Promise<readonly Campaign[]> {
  const schools: SchoolId[] = trust.schools.filter((school) => holdsRole(school, by, 'hr')).map(({ id }) => id);
  return campaigns.list(schools);
}
