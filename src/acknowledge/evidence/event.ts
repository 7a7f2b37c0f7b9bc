import type { PersonId } from '../register/person.ts';

/** Everything that is kept of a campaign's course, in the order in which it was kept. */
const EVENT_KINDS = [
  'planned',
  'plan-dropped',
  'started',
  'added',
  'excluded',
  'asked',
  'possible-duplicate',
  'second-card-removed',
  'unreachable',
  'opened',
  'check-passed',
  'queried',
  'query-answered',
  'format-wanted',
  'acknowledged',
  'reminded',
  'resent',
  'lists-sent',
  'managers-told',
  'managers-not-told',
  'paused',
  'returned',
  'asked-for-more',
  'left',
  'moved-to-paper',
  'links-made',
  'taken-back',
  'corrected',
  'campaign-paused',
  'campaign-resumed',
  'finished',
  'withdrawn',
] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

/** Ids, codes, times and names. Of what a person typed only why HR took back an entry of theirs. */
export type EventFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface NewEvent {
  readonly kind: EventKind;
  readonly at: Date;
  /** Who it is about. */
  readonly person?: PersonId;
  /** Who did it, where a person did. */
  readonly by?: string;
  readonly facts?: EventFacts;
}

/** An event in its place in the chain. */
export interface CampaignEvent {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly kind: EventKind;
  readonly at: Date;
  readonly person: PersonId | undefined;
  readonly by: string | undefined;
  readonly facts: EventFacts;
  /** Hash of the event before; 64 zeros for the first. */
  readonly previous: string;
  readonly hash: string;
}
