import type { CampaignId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { addDays, dayOf, HOUR_MS, instantOf } from '../../kernel/time.ts';
import { nextOpening } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import type { Campaign, Held } from '../campaign/campaign.ts';
import { yearBegan } from '../delivery/ends.ts';
import { ownDueDay } from '../planning/due-day.ts';
import { audienceGroups, knownElsewhere, type PlanDeps } from '../planning/plan.ts';
import { isCounted, personIdOf } from '../register/person.ts';
import type { ChaseStore } from '../store-ports.ts';
import { readAudience } from './audience.ts';
import { fromFirstDay } from './roster.ts';
import { heldBack, rosterChanges } from './roster-changes.ts';

interface SyncDeps extends PlanDeps {
  readonly chases: ChaseStore;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly log: Log;
}

/** Before the school opens, so that a joiner's card is there in the first minutes of their first day. */
const SYNC_TIME = '06:00';
/** By when a card that was on its way has arrived or has been given up for now. */
const SOON_MS = 60_000;

/**
 * Brings every open campaign's register up to who is staff today. A directory that cannot be read changes nothing, and is
 * asked again in an hour; anyone who was just being sent their card is looked at again in a minute. Implausibly many leavers or
 * joiners wait for a person.
 * @returns campaigns whose register changed
 */
export async function syncRosters(deps: SyncDeps): Promise<readonly CampaignId[]> {
  const { chases, clock } = deps;
  const changed: CampaignId[] = [];
  for (const campaign of await chases.syncDue(clock())) {
    if (await syncRoster(deps, campaign)) changed.push(campaign.id);
  }
  return changed;
}

const NOTHING: Held = { leavers: 0, joiners: 0 };

/** @param confirmed as many as someone who runs the campaign has seen and stands by */
export async function syncRoster(deps: SyncDeps, campaign: Campaign, confirmed: Held = NOTHING): Promise<boolean> {
  const { chases, campaigns, directory, trust, clock, schoolOf, log } = deps;
  const school = schoolOf(campaign);
  const now = clock();
  const decided = await campaigns.accountDecisions(school.id);
  const added = await campaigns.added(campaign.id);
  const read = await readAudience(directory, { ...audienceGroups(trust, school), decided, added });
  if (read.kind === 'refused') {
    log.warn('campaign.roster-unread', { campaign: campaign.id, problem: read.problem.kind });
    await chases.noteSync(campaign.id, {
      syncAt: new Date(now.getTime() + HOUR_MS),
      at: now,
      held: campaign.held,
      isWhole: false,
    });
    return false;
  }
  // What was not known is filled in first: by what stands in their rows it is settled what people are asked for.
  await chases.fillIn(campaign.id, [...read.audience.ask, ...read.audience.paper]);
  const people = await campaigns.people(campaign.id);
  // Nobody hears from us at night, at weekends or in the holidays; their days to answer begin when they are asked.
  const asking = nextOpening(school.hours, now) ?? now;
  const yearAt = instantOf(yearBegan(school.acknowledgement.proposeOn, dayOf(now)), '00:00');
  const versions = campaign.policies.map(({ versionId }) => versionId);
  const changes = rosterChanges(people, read.audience, {
    school: school.id,
    dueDay: campaign.dueDay,
    newDueDay: ownDueDay(school, dayOf(asking)),
    ...(await knownElsewhere(deps, campaign)),
    signedThisYear: await campaigns.signedElsewhere(campaign.id, versions, yearAt),
    wanted: campaign.wanted,
    policies: campaign.policies,
    byName: new Set(added.map(({ user }) => personIdOf(user))),
  });
  await campaigns.proposeAccounts(
    campaign.id,
    read.audience.excluded.filter(({ reason }) => reason === 'may-be-no-person'),
  );
  const counted = people.filter(({ state }) => isCounted(state)).length;
  const held = heldBack(changes, counted, confirmed);
  const applied = {
    ...changes,
    joiners: fromFirstDay(changes.joiners, school, dayOf(now)),
    ...(held.leavers > 0 && { leavers: [] }),
    ...(held.joiners > 0 && { joiners: [] }),
  };
  const missed = await chases.changeRoster(campaign.id, applied, now, asking);
  // A pupil who is in the staff group by mistake must not stay on the list for a day because a card was on its way just then.
  const syncAt = missed > 0 ? new Date(now.getTime() + SOON_MS) : instantOf(addDays(dayOf(now), 1), SYNC_TIME);
  await chases.noteSync(campaign.id, { syncAt, at: now, held, isWhole: missed + held.joiners === 0 });
  const { joiners, leavers, returners, moved, askedMore } = applied;
  const count = [joiners, leavers, returners, moved, askedMore].reduce((sum, { length }) => sum + length, 0);
  const isHeld = held.leavers + held.joiners > 0;
  if (count > 0 || isHeld)
    log.info('campaign.roster-changed', {
      campaign: campaign.id,
      joiners: joiners.length,
      leavers: leavers.length,
      returners: returners.length,
      askedMore: askedMore.length,
      heldLeavers: held.leavers,
      heldJoiners: held.joiners,
    });
  return count > 0 || isHeld || campaign.held.leavers + campaign.held.joiners > 0;
}
