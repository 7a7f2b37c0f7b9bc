import type { TenantId } from '../../kernel/ids.ts';
import { type Clock, dayOf, daysBetween } from '../../kernel/time.ts';
import { type Messenger, repeated } from '../../platform/teams/outbound/messenger.ts';
import { campaignCard, campaignSummary, newerCard } from '../campaign/campaign.cards.ts';
import type { Courier } from '../ports.ts';
import { listCard, listSummary } from '../register/list.cards.ts';
import { reminderCard, requestCard, requestSummary } from '../request/request.cards.ts';
import type { RequestView } from '../request/request-view.ts';

interface CourierDeps {
  readonly messenger: Messenger;
  readonly tenant: TenantId;
  readonly install: Courier['install'];
  /** A line in the activity feed, by the activity type that the manifest declares. */
  readonly nudge: (
    user: Parameters<Courier['nudge']>[0],
    activityType: string,
    preview: string,
  ) => ReturnType<Courier['nudge']>;
  readonly clock: Clock;
}

/** Declared in appPackage/manifest.json under `activities`. */
export const OVERDUE_ACTIVITY = 'acknowledgementOverdue';

/** Requests and campaign cards through the Connector; installations and nudges through Graph. */
export function createAcknowledgementCourier({ messenger, tenant, install, nudge, clock }: CourierDeps): Courier {
  const request = (view: RequestView) => ({ card: requestCard(view), summary: requestSummary(view) });
  return {
    install,
    // Kept and tried again by the push, which names anyone who may have had a card twice.
    ask: (user, view, permit) => messenger.once.toPerson(user, tenant, request(view), permit),
    redraw: (ref, view) => messenger.once.update(ref, request(view)),
    // Marked before they go, and closed after: what comes again says so.
    remind(user, view, again, permit, word) {
      const days = daysBetween(dayOf(clock()), view.dueDay);
      const out = { card: reminderCard(view, days, word), summary: `Reminder: ${requestSummary(view)}` };
      return messenger.once.toPerson(user, tenant, again ? repeated(out) : out, permit);
    },
    nudge: (user, view, again) =>
      nudge(user, OVERDUE_ACTIVITY, `${again ? 'You may have this twice. ' : ''}${requestSummary(view)}`),
    list(user, view, again, permit) {
      const out = { card: listCard(view), summary: listSummary(view) };
      return messenger.once.toPerson(user, tenant, again ? repeated(out) : out, permit);
    },
    remove: (ref) => messenger.remove(ref),
    showCampaign: (user, view) =>
      messenger.toPerson(user, tenant, { card: campaignCard(view), summary: campaignSummary(view) }),
    pointToNewer: (ref, view) =>
      messenger.update(ref, { card: newerCard(view), summary: `There is a newer card of ${view.title}` }),
    redrawCampaign: (ref, view) => messenger.update(ref, { card: campaignCard(view), summary: campaignSummary(view) }),
  };
}
