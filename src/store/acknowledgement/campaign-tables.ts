import type { Generated, JSONColumnType, Selectable } from 'kysely';
import type { ExclusionReason } from '../../acknowledgement/audience.ts';
import type { BoundPolicy, Campaign, CampaignStatus, Problem } from '../../acknowledgement/campaign.ts';
import type { EventFacts, EventKind } from '../../acknowledgement/event.ts';
import type { Person, PersonId, PersonState, Reason, Step } from '../../acknowledgement/person.ts';
import type { Method, Signature, SignedPolicy } from '../../acknowledgement/signature.ts';
import type { CampaignId, PolicyId, PolicyVersionId, SchoolId, TenantId, UserId } from '../../core/ids.ts';
import type { MessageRef } from '../../core/messages.ts';
import type { IsoDay } from '../../core/time.ts';
import type { CampaignListTables } from './campaign-lists.ts';
import type { CheckTables } from './check-store.ts';

export interface CampaignTables extends CampaignListTables, CheckTables {
  campaign: {
    id: CampaignId;
    school: SchoolId;
    title: string;
    status: CampaignStatus;
    due_day: IsoDay;
    policies: JSONColumnType<BoundPolicy[]>;
    wording: JSONColumnType<string[]>;
    language: 'en-GB';
    uses_checks: Generated<boolean>;
    note: string | null;
    revision: Generated<number>;
    created_by: UserId;
    created_at: Date;
    started_at: Date | null;
    ended_at: Date | null;
    problem: JSONColumnType<Problem> | null;
    sync_at: Date | null;
    lists_at: Date | null;
    leavers_held: Generated<number>;
    joiners_held: Generated<number>;
    sealed: Generated<number>;
    sealed_hash: Generated<string>;
  };
  campaign_person: {
    campaign_id: CampaignId;
    person_id: PersonId;
    user_id: UserId | null;
    name: string;
    job_title: string | null;
    staff_group: string;
    site: string;
    state: PersonState;
    reason: Reason | null;
    state_at: Date;
    due_day: IsoDay;
    signed_before: JSONColumnType<Record<PolicyId, PolicyVersionId>>;
    step: Step;
    attempts: Generated<number>;
    next_attempt_at: Date | null;
    worker: number | null;
    possible_duplicates: Generated<number>;
    asked_at: Date | null;
    tenant_id: TenantId | null;
    conversation_id: string | null;
    service_url: string | null;
    activity_id: string | null;
    shown_revision: Generated<number>;
    is_stale: Generated<boolean>;
    acknowledged_at: Date | null;
    reminders: Generated<number>;
    last_reminded_at: Date | null;
    reminder_activity_id: string | null;
    reminder_open: Generated<boolean>;
    state_before: PersonState | null;
    manager_id: UserId | null;
  };
  campaign_proposal: { school: SchoolId; year: number };
  campaign_exclusion: { campaign_id: CampaignId; user_id: UserId; name: string; reason: ExclusionReason };
  campaign_signature: {
    campaign_id: CampaignId;
    person_id: PersonId;
    school: SchoolId;
    name: string;
    job_title: string | null;
    at: Date;
    method: Method;
    language: string;
    wording: JSONColumnType<string[]>;
    policies: JSONColumnType<SignedPolicy[]>;
    witness: string | null;
    signed_on: IsoDay | null;
  };
  campaign_opened: { campaign_id: CampaignId; person_id: PersonId; what: string; at: Date };
  campaign_card: {
    campaign_id: CampaignId;
    user_id: UserId;
    tenant_id: TenantId;
    conversation_id: string;
    service_url: string;
    activity_id: string;
  };
  campaign_event: {
    id: Generated<string>;
    campaign_id: CampaignId;
    kind: EventKind;
    at: Date;
    person_id: PersonId | null;
    by: string | null;
    facts: JSONColumnType<EventFacts>;
    seq: number | null;
    previous: string | null;
    hash: string | null;
  };
}

export type PersonRow = Selectable<CampaignTables['campaign_person']>;
export type CampaignRow = Selectable<CampaignTables['campaign']>;
export type SignatureRow = Selectable<CampaignTables['campaign_signature']>;

export const toPerson = (row: PersonRow): Person => ({
  campaign: row.campaign_id,
  id: row.person_id,
  user: row.user_id ?? undefined,
  name: row.name,
  jobTitle: row.job_title ?? undefined,
  staffGroup: row.staff_group,
  site: row.site,
  state: row.state,
  reason: row.reason ?? undefined,
  stateAt: row.state_at,
  dueDay: row.due_day,
  step: row.step,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at ?? undefined,
  askedAt: row.asked_at ?? undefined,
  message: messageOf(row),
  acknowledgedAt: row.acknowledged_at ?? undefined,
  possibleDuplicates: row.possible_duplicates,
  reminders: row.reminders,
  lastRemindedAt: row.last_reminded_at ?? undefined,
  reminderOpen: row.reminder_open,
  reminder: messageOf({ ...row, activity_id: row.reminder_activity_id }),
  stateBefore: row.state_before ?? undefined,
  signedBefore: row.signed_before,
});

/** Where a message is, where a row says so. */
export function messageOf(
  row: Pick<PersonRow, 'conversation_id' | 'service_url' | 'tenant_id' | 'activity_id'>,
): MessageRef | undefined {
  const { conversation_id: id, service_url: serviceUrl, tenant_id: tenantId, activity_id: activityId } = row;
  if (id === null || serviceUrl === null || tenantId === null || activityId === null) return undefined;
  return { conversation: { id, serviceUrl, tenantId }, activityId };
}

export const toCampaign = (row: CampaignRow): Campaign => ({
  id: row.id,
  school: row.school,
  title: row.title,
  status: row.status,
  dueDay: row.due_day,
  policies: row.policies,
  wording: row.wording,
  language: row.language,
  usesChecks: row.uses_checks,
  note: row.note ?? undefined,
  revision: row.revision,
  createdBy: row.created_by,
  createdAt: row.created_at,
  startedAt: row.started_at ?? undefined,
  endedAt: row.ended_at ?? undefined,
  problem: row.problem ?? undefined,
  held: { leavers: row.leavers_held, joiners: row.joiners_held },
});

export const toSignature = (row: SignatureRow): Signature => ({
  campaign: row.campaign_id,
  school: row.school,
  person: row.person_id,
  name: row.name,
  jobTitle: row.job_title ?? undefined,
  at: row.at,
  method: row.method,
  language: row.language,
  wording: row.wording,
  policies: row.policies,
  witness: row.witness ?? undefined,
  signedOn: row.signed_on ?? undefined,
});
