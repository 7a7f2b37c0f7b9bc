import type { CampaignView } from '../../src/acknowledge/campaign/campaign-view.ts';
import type { InstallResult } from '../../src/acknowledge/delivery/attempt.ts';
import type { Courier } from '../../src/acknowledge/ports.ts';
import type { ListView } from '../../src/acknowledge/register/missing-list.ts';
import type { ReminderWord, RequestView } from '../../src/acknowledge/request/request-view.ts';
import type { Fault } from '../../src/kernel/calls/fault.ts';
import type { UserId } from '../../src/kernel/ids.ts';
import type { Delivery, MessageRef, Permit } from '../../src/kernel/messages.ts';
import type { GuidanceCourier, GuidancePrompt } from '../../src/more/calendar/guidance.ts';
import type { Scenario, ScenarioCourier, ScenarioProposal } from '../../src/more/scenarios/scenario.ts';
import { TENANT } from './school.ts';

export interface Sent {
  readonly user: UserId;
  readonly ref: MessageRef;
  view: RequestView;
  /** It said that it may have come before. */
  readonly again?: boolean;
  /** Of HR's, on a reminder by hand. */
  readonly word?: ReminderWord;
}

/** A courier that remembers; what a call answers can be decided per person. */
export function fakeCourier() {
  const sent: Sent[] = [];
  const reminders: Sent[] = [];
  const nudged: UserId[] = [];
  const lists: { user: UserId; ref: MessageRef; view: ListView; again: boolean }[] = [];
  const removed: string[] = [];
  const proposals: { user: UserId; proposal: ScenarioProposal }[] = [];
  const scenarios: { user: UserId; scenario: Scenario }[] = [];
  const prompts: { user: UserId; prompt: GuidancePrompt }[] = [];
  const deleted = new Set<string>();
  /** Whose each message is. */
  const everything = new Map<string, UserId>();
  const installed: UserId[] = [];
  /** Cards of campaigns that say only that a newer one has come. */
  const replaced: string[] = [];
  const campaignCards: { user: UserId; ref: MessageRef; view: CampaignView }[] = [];
  const decide: {
    install?: (user: UserId) => InstallResult | Fault | undefined;
    ask?: (user: UserId) => Delivery | Fault | undefined;
    /** What is said about a reminder or a list that has arrived all the same. */
    afterwards?: (user: UserId) => Error | undefined;
    scenario?: (user: UserId, permit: Permit) => Promise<Delivery | Fault | undefined> | Delivery | Fault | undefined;
    list?: (user: UserId) => Delivery | Fault | undefined;
    redraw?: (ref: MessageRef) => Delivery | Fault | undefined;
    nudge?: (user: UserId) => 'nudged' | 'not-possible' | undefined;
    /** Runs before a card counts as delivered. */
    onAsk?: (user: UserId) => Promise<void>;
  } = {};
  let number = 0;
  const newRef = (user: UserId): MessageRef => {
    number += 1;
    return {
      conversation: { id: `chat:${user}`, serviceUrl: 'https://smba.trafficmanager.net/uk/', tenantId: TENANT },
      activityId: `m${number}`,
    };
  };
  const orThrow = <T>(value: T): Exclude<T, Error> => {
    if (value instanceof Error) throw value;
    return value as Exclude<T, Error>;
  };
  const isThere = (ref: MessageRef): boolean =>
    !removed.includes(ref.activityId) && !deleted.has(ref.activityId) && everything.has(ref.activityId);
  /** What anyone gets who nobody decided anything else for. */
  const deliver = (user: UserId): Delivery => {
    if (!installed.includes(user)) return { kind: 'not-installed' };
    const ref = newRef(user);
    everything.set(ref.activityId, user);
    return { kind: 'sent', ref };
  };
  const courier: Courier & GuidanceCourier & ScenarioCourier = {
    async install(user) {
      const result = orThrow(decide.install?.(user) ?? (installed.includes(user) ? 'already' : 'installed'));
      if (result === 'installed') installed.push(user);
      return result;
    },
    async ask(user, view) {
      await decide.onAsk?.(user);
      const decided = decide.ask?.(user);
      if (decided) return orThrow(decided);
      const delivery = deliver(user);
      if (delivery.kind === 'sent') sent.push({ user, ref: delivery.ref, view });
      return delivery;
    },
    async redraw(ref, view) {
      const decided = decide.redraw?.(ref);
      if (decided) return orThrow(decided);
      if (!isThere(ref)) return { kind: 'gone' };
      const card = [...sent, ...reminders].find(({ ref: { activityId } }) => activityId === ref.activityId);
      if (card) card.view = view;
      return { kind: 'sent', ref };
    },
    async remind(user, view, again, _permit, word) {
      const delivery = deliver(user);
      if (delivery.kind === 'sent') reminders.push({ user, ref: delivery.ref, view, again, ...(word && { word }) });
      return orThrow(decide.afterwards?.(user) ?? delivery);
    },
    async nudge(user) {
      const result = decide.nudge?.(user) ?? (installed.includes(user) ? 'nudged' : 'not-possible');
      if (result === 'nudged') nudged.push(user);
      return result;
    },
    async list(user, view, again) {
      const decided = decide.list?.(user);
      if (decided) return orThrow(decided);
      const delivery = deliver(user);
      if (delivery.kind === 'sent') lists.push({ user, ref: delivery.ref, view, again });
      return orThrow(decide.afterwards?.(user) ?? delivery);
    },
    async prompt(user, prompt) {
      const delivery = deliver(user);
      if (delivery.kind === 'sent') prompts.push({ user, prompt });
      return delivery;
    },
    async proposeScenario(user, proposal) {
      const delivery = deliver(user);
      if (delivery.kind === 'sent') proposals.push({ user, proposal });
      return delivery;
    },
    async sendScenario(user, scenario, permit) {
      const decided = await decide.scenario?.(user, permit);
      if (decided) return orThrow(decided);
      const delivery = deliver(user);
      if (delivery.kind === 'sent') scenarios.push({ user, scenario });
      return orThrow(decide.afterwards?.(user) ?? delivery);
    },
    async remove(ref) {
      if (!isThere(ref)) return { kind: 'gone' };
      removed.push(ref.activityId);
      return { kind: 'sent', ref };
    },
    async showCampaign(user, view) {
      const delivery = deliver(user);
      if (delivery.kind === 'sent') campaignCards.push({ user, ref: delivery.ref, view });
      return delivery;
    },
    async pointToNewer(ref) {
      replaced.push(ref.activityId);
      return { kind: 'sent', ref };
    },
    async redrawCampaign(ref, view) {
      const card = campaignCards.find((candidate) => candidate.ref.activityId === ref.activityId);
      if (!card || !isThere(ref)) return { kind: 'gone' };
      card.view = view;
      return { kind: 'sent', ref };
    },
  };
  /** As someone does who removes the chat: everything in it is gone, and the app stays. */
  const deleteChat = (user: UserId): void => {
    for (const [activityId, whose] of everything) if (whose === user) deleted.add(activityId);
  };
  return {
    ...{ courier, decide, deleteChat, sent, reminders, lists, prompts, proposals, scenarios, removed, nudged },
    ...{ installed, campaignCards, replaced },
  };
}
