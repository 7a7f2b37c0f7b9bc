import { Fault } from '../../kernel/calls/fault.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { type Clock, HOUR_MS } from '../../kernel/time.ts';
import { holders, holdsRole, type School } from '../../school/school.ts';
import type { Host } from '../host.ts';
import type { Courier } from '../ports.ts';
import { type Person, personIdOf } from '../register/person.ts';
import { type RequestView, requestView } from '../request/request-view.ts';
import type { CampaignStore, ChaseStore, PushStore } from '../store-ports.ts';
import type { TalkStore } from '../talk/talk.ts';
import type { Campaign } from './campaign.ts';
import { readCampaign } from './campaign-overview.ts';
import type { CampaignView } from './campaign-view.ts';

interface CardRefreshDeps {
  readonly campaigns: CampaignStore;
  readonly pushes: PushStore;
  readonly chases: ChaseStore;
  readonly host: Host;
  readonly talks: Pick<TalkStore, 'open'>;
  readonly courier: Courier;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly clock: Clock;
  readonly log: Log;
  /** Someone's card has gone, and they are due to get it again. */
  readonly onLost: (campaign: CampaignId) => Promise<void>;
}

/** Cards drawn in one go before others may. */
const REDRAWS = 50;

/** Cards as they stand now: what they show, and drawing them again where they are. */
export function createCardRefresh({
  campaigns,
  pushes,
  chases,
  host,
  talks,
  courier,
  schoolOf,
  clock,
  log,
  onLost,
}: CardRefreshDeps) {
  const view = (campaign: Campaign): Promise<CampaignView> =>
    readCampaign({ campaigns, host, clock }, campaign, schoolOf(campaign), true);

  async function viewOf(user: UserId, id: CampaignId): Promise<RequestView | undefined> {
    const campaign = await campaigns.find(id);
    const person = campaign && (await campaigns.person(id, personIdOf(user)));
    if (!campaign || !person) return undefined;
    const [opened, signature, talk] = await Promise.all([
      campaigns.opened(id, person.id),
      campaigns.signature(id, person.id),
      talks.open(id, user),
    ]);
    return requestView(campaign, person, schoolOf(campaign), {
      now: clock(),
      opened,
      host,
      talk,
      ...(signature && { method: signature.method }),
    });
  }

  /** Draws cards again that show something old. @returns whether there may be more */
  async function redrawSome(): Promise<boolean> {
    const people = await pushes.takeRedraws(REDRAWS);
    await Promise.all(
      people.map(async (person) => {
        if (!person.message || !person.user) return;
        try {
          const shown = await viewOf(person.user, person.campaign);
          if (!shown) return;
          const delivery = await courier.redraw(person.message, shown);
          if (delivery.kind !== 'sent') await lost(person, delivery.kind);
        } catch (error) {
          if (!(error instanceof Fault && error.isPassing)) throw error;
          await pushes.redrawLater(person);
        }
      }),
    );
    return people.length === REDRAWS;
  }

  /** The card of someone who is still expected to answer is no longer there. */
  async function lost(person: Person, how: 'gone' | 'not-installed' | 'blocked'): Promise<void> {
    if (!(await chases.askAgain(person, how === 'blocked' ? 'blocked-the-app' : undefined, clock()))) return;
    await onLost(person.campaign);
  }

  return {
    view,
    viewOf,
    showProgress: (id: CampaignId) => showProgress({ campaigns, courier, schoolOf, clock, log }, id, view),
    redrawSome,
  };
}

/**
 * Puts the campaign's own card where it belongs: drawn again in place, or sent if there is none yet.
 * What HR has to be told of its plan is sent once more all the same: what changes in place rings no bell. One at a time for a campaign.
 */
async function showProgress(
  {
    campaigns,
    courier,
    schoolOf,
    clock,
    log,
  }: Pick<CardRefreshDeps, 'campaigns' | 'courier' | 'schoolOf' | 'clock' | 'log'>,
  id: CampaignId,
  view: (campaign: Campaign) => Promise<CampaignView>,
): Promise<void> {
  const now = clock();
  const isNews = (await campaigns.toTell(now)).includes(id);
  const campaign = await campaigns.find(id);
  if (!campaign) return;
  const shown = await view(campaign);
  const cards = await campaigns.cards(id);
  for (const card of cards) {
    const delivery = await courier.redrawCampaign(card.ref, shown);
    if (delivery.kind !== 'sent') await campaigns.dropCard(card);
  }
  if (cards.length > 0 && !isNews) return;
  const user = await whoseCard(campaigns, campaign, schoolOf(campaign));
  let delivery = await courier.showCampaign(user, shown);
  if (delivery.kind === 'not-installed') {
    // A proposal may be the first thing that HR ever hears from us.
    await courier.install(user);
    delivery = await courier.showCampaign(user, shown);
  }
  if (delivery.kind === 'sent') {
    await campaigns.keepCard({ campaign: id, user, ref: delivery.ref });
    // From here on they are forgotten, and would keep what they say now. One that cannot be drawn again harms nobody.
    for (const card of cards)
      if (card.user === user) await courier.pointToNewer(card.ref, shown).catch(() => undefined);
  } else log.warn('campaign.card-undelivered', { campaign: id, delivery: delivery.kind });
  if (isNews) await campaigns.told(id, now, delivery.kind === 'sent' ? undefined : new Date(now.getTime() + HOUR_MS));
}

/** Who planned it last, or else made it, as long as they are HR; otherwise someone who is. */
async function whoseCard(
  campaigns: Pick<CampaignStore, 'lastPlan'>,
  { id, createdBy }: Campaign,
  school: School,
): Promise<UserId> {
  const planner = (await campaigns.lastPlan(id))?.by;
  const theirs = [planner, createdBy].find((user) => user && holdsRole(school, user, 'hr'));
  return theirs ?? holders(school, 'hr')[0]?.id ?? createdBy;
}
