import type { MessageRef } from '../kernel/messages.ts';
import type { CampaignRow, PersonRow, SignatureRow } from './acknowledge.tables.ts';
import type { Campaign } from './campaign/campaign.ts';
import type { Person } from './register/person.ts';
import type { Signature } from './request/signature.ts';

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
  sendAt: row.send_at ?? undefined,
  spreadMinutes: row.spread_minutes,
  endsOn: row.ends_on ?? undefined,
  policies: row.policies,
  wording: row.wording,
  language: row.language,
  usesQuizzes: row.uses_checks,
  wanted: row.audience,
  choices: row.choices,
  message: row.message !== null && row.message_by !== null ? { words: row.message, by: row.message_by } : undefined,
  reading: row.reading,
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
