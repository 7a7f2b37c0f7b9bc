import type { PolicyVersionId, SchoolId, UserId } from '../kernel/ids.ts';
import type { Delivery, MessageRef, Permit } from '../kernel/messages.ts';
import type { CampaignView } from './campaign/campaign-view.ts';
import type { InstallResult } from './delivery/attempt.ts';
import type { ListView } from './register/missing-list.ts';
import type { ReminderWord, RequestView } from './request/request-view.ts';
import type { PolicyText, VersionChanges } from './text/policy-text.ts';

/** The policy library, as far as a campaign needs it. */
export interface PolicyTexts {
  inForce(school: SchoolId): Promise<readonly PolicyText[]>;
  /** `undefined` when the earlier version is no longer known: then everything counts as changed. */
  changes(school: SchoolId, from: PolicyVersionId, to: PolicyVersionId): Promise<VersionChanges | undefined>;
}

/** Cards to people. Throws a Fault for trouble that passes; then the card may or may not have arrived. */
export interface Courier {
  install(user: UserId): Promise<InstallResult>;
  /** A new message in the person's own chat, if `permit` is given when it leaves. */
  ask(user: UserId, view: RequestView, permit?: Permit): Promise<Delivery>;
  /** The same message, drawn again. */
  redraw(ref: MessageRef, view: RequestView): Promise<Delivery>;
  /** A short message that points to the request. `again`: it may have come before, and says so. */
  remind(user: UserId, view: RequestView, again: boolean, permit?: Permit, word?: ReminderWord): Promise<Delivery>;
  /** A line in the person's activity feed; `not-possible` when the app may not, or the person cannot get one. */
  nudge(user: UserId, view: RequestView, again: boolean): Promise<'nudged' | 'not-possible'>;
  /** Who of their own people has not answered, to a line manager or HR. */
  list(user: UserId, view: ListView, again: boolean, permit?: Permit): Promise<Delivery>;
  remove(ref: MessageRef): Promise<Delivery>;
  /** The campaign's own card, to the person who runs it. */
  showCampaign(user: UserId, view: CampaignView): Promise<Delivery>;
  redrawCampaign(ref: MessageRef, view: CampaignView): Promise<Delivery>;
  /** The same message, saying only that a newer one has come. */
  pointToNewer(ref: MessageRef, view: CampaignView): Promise<Delivery>;
}
