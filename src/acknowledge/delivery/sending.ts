import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { addDays, DAY_MS, dayOf, MINUTE_MS } from '../../kernel/time.ts';
import { addSchoolTime, nextOpening } from '../../school/hours.ts';
import type { School, SchoolHours } from '../../school/school.ts';
import { type Campaign, LONGEST_DAYS } from '../campaign/campaign.ts';
import { mayRun } from '../campaign/campaign-commands.ts';
import { type PlanDeps, prepare } from '../planning/plan.ts';
import { isSendable } from './school-morning.ts';

/** The longest over which a first sending may be spread: two weeks of school. */
export const LONGEST_SPREAD_MINUTES = 10 * 9 * 60;

export type Scheduled =
  | { readonly kind: 'planned'; readonly campaign: Campaign }
  | { readonly kind: 'not-allowed' | 'not-now' | 'list-unread' | 'past' | 'too-far' | 'after-due' }
  /** The school is closed then; `instead` is when it opens after that. */
  | { readonly kind: 'closed'; readonly instead: Date | undefined };

/** When it is to be sent, and over how many minutes of school time. */
export interface Sending {
  readonly at: Date;
  readonly spreadMinutes: number;
}

/** Plans the moment at which a campaign is sent: in school hours, in term, before it is due. Planned again, the last one counts. */
export async function schedule(
  deps: Pick<PlanDeps, 'trust' | 'campaigns' | 'clock'>,
  by: UserId,
  id: CampaignId,
  { at, spreadMinutes }: Sending,
): Promise<Scheduled> {
  const { campaigns, clock } = deps;
  const allowed = await mayRun(deps, by, id);
  if (!allowed) return { kind: 'not-allowed' };
  const { campaign, school } = allowed;
  if (campaign.status === 'preparing' || campaign.status === 'refused') return { kind: 'list-unread' };
  if (!['draft', 'planned'].includes(campaign.status)) return { kind: 'not-now' };
  const now = clock();
  if (at <= now) return { kind: 'past' };
  if (dayOf(at) > addDays(dayOf(now), LONGEST_DAYS)) return { kind: 'too-far' };
  if (dayOf(at) >= campaign.dueDay) return { kind: 'after-due' };
  if (!isSendable(school.hours, at)) return { kind: 'closed', instead: nextOpening(school.hours, at) };
  const sending = { at, spreadMinutes: Math.min(Math.max(0, Math.trunc(spreadMinutes)), LONGEST_SPREAD_MINUTES) };
  const facts = { at: at.toISOString(), ...(sending.spreadMinutes > 0 && { spreadMinutes: sending.spreadMinutes }) };
  const done = await campaigns.schedule(id, sending, { kind: 'planned', at: now, by, facts });
  const after = await campaigns.find(id);
  return done && after ? { kind: 'planned', campaign: after } : { kind: 'not-now' };
}

/** Moments at which parts of the list are asked: one for each five minutes of school time, from `start`. */
const SLOT_MINUTES = 5;
export function slots(hours: SchoolHours, start: Date, spreadMinutes: number): readonly Date[] {
  const count = Math.max(1, Math.floor(spreadMinutes / SLOT_MINUTES));
  return Array.from({ length: count }, (_, n) => addSchoolTime(hours, start, n * SLOT_MINUTES * MINUTE_MS));
}

interface StartDeps extends PlanDeps {
  readonly schoolOf: (campaign: Campaign) => School;
  readonly log: Log;
}

/** What happened to the campaigns whose moment has come. */
export interface Started {
  readonly started: readonly CampaignId[];
  /** Their card says something else now. */
  readonly changed: readonly CampaignId[];
}

/** How old the list of a planned campaign may be: HR hears of what has changed before the day on which it is sent. */
const LIST_LASTS_MS = DAY_MS;

/**
 * Starts every campaign whose moment has come, and looks at the lists of the others that are planned once a day, or until they can be read. To be called by any number of instances at any time: the roster is read again and
 * replaced whole, and one change of status is the start, so that whatever is cut off before it is done again, and what comes after
 * it is found by the push. A server that was down sends when the school is next open; a list that changed more than usual waits
 * for a person.
 */
export async function startDue(deps: StartDeps): Promise<Started> {
  const { campaigns, clock, schoolOf } = deps;
  const started: CampaignId[] = [];
  const changed: CampaignId[] = [];
  const now = clock();
  for (const campaign of await campaigns.dueToStart(now, new Date(now.getTime() - LIST_LASTS_MS))) {
    const outcome = await startOne(deps, campaign, schoolOf(campaign));
    if (outcome === 'started') started.push(campaign.id);
    if (outcome !== 'waits') changed.push(campaign.id);
  }
  return { started, changed };
}

async function startOne(deps: StartDeps, campaign: Campaign, school: School): Promise<'started' | 'changed' | 'waits'> {
  const { campaigns, clock, log } = deps;
  const now = clock();
  const { id } = campaign;
  if (dayOf(now) >= campaign.dueDay) return dropPlan(deps, campaign, 'past-due');
  if (!isSendable(school.hours, now)) return 'waits';
  // There was no list on its day, and HR has not seen the one of today.
  if (campaign.problem && campaign.sendAt && dayOf(campaign.sendAt) < dayOf(now))
    return dropPlan(deps, campaign, 'missed');
  const prepared = await prepare(deps, id);
  if (prepared === 'held') {
    log.warn('campaign.plan-held', { campaign: id });
    return 'changed';
  }
  if (prepared !== 'prepared') {
    // A directory that does not answer at eight in the morning may at a minute past.
    log.warn('campaign.start-waits', { campaign: id, why: prepared });
    // HR is told so once.
    return prepared === 'waits' ? 'waits' : 'changed';
  }
  if (campaign.sendAt && campaign.sendAt > now) return 'changed';
  const asking = slots(school.hours, now, campaign.spreadMinutes);
  const event = { kind: 'started', at: now, facts: { planned: campaign.sendAt?.toISOString() ?? '' } } as const;
  const isOurs = await campaigns.changeStatus(id, ['planned'], 'running', event, { sendAt: campaign.sendAt, asking });
  if (isOurs) log.info('campaign.changed', { campaign: id, status: 'running' });
  return isOurs ? 'started' : 'changed';
}

/** HR is told. What they have planned for another moment since it was read stands. */
async function dropPlan(
  { campaigns, clock, log }: StartDeps,
  { id, sendAt }: Campaign,
  why: string,
): Promise<'changed'> {
  const event = { kind: 'plan-dropped', at: clock(), facts: { why } } as const;
  if (await campaigns.changeStatus(id, ['planned'], 'draft', event, { sendAt, asking: [] }))
    log.warn('campaign.plan-missed', { campaign: id });
  return 'changed';
}
