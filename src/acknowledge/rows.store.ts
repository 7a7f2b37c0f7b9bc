import { given, words } from '../kernel/columns.ts';
import type { MessageRef } from '../kernel/messages.ts';
import type { CampaignRow, PersonRow, SignatureRow } from './acknowledge.tables.ts';
import type { Campaign } from './campaign/campaign.ts';
import type { Person } from './register/person.ts';
import type { Signature } from './request/signature.ts';

export const toPerson = (row: PersonRow): Person => ({
  ...given<Person>()(
    row,
    [
      ...words(
        'campaign id user name jobTitle staffGroup site state reason stateAt dueDay step attempts nextAttemptAt',
      ),
      ...words('email staffNumber'),
      ...words(
        'askedAt acknowledgedAt possibleDuplicates reminders lastRemindedAt reminderOpen stateBefore signedBefore askedFor',
      ),
    ],
    { campaign: 'campaign_id', id: 'person_id', user: 'user_id' },
  ),
  message: messageOf(row),
  reminder: messageOf({ ...row, activity_id: row.reminder_activity_id }),
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
  ...given<Campaign>()(
    row,
    [
      ...words(
        'id school title status dueDay sendAt spreadMinutes endsOn policies wording language usesQuizzes wanted',
      ),
      ...words('choices reading note revision createdBy createdAt startedAt endedAt problem inPlaceOf'),
    ],
    { usesQuizzes: 'uses_checks', wanted: 'audience' },
  ),
  message: row.message !== null && row.message_by !== null ? { words: row.message, by: row.message_by } : undefined,
  held: { leavers: row.leavers_held, joiners: row.joiners_held },
});

export const toSignature = (row: SignatureRow): Signature =>
  given<Signature>()(
    row,
    words('campaign school person name jobTitle at method language wording policies witness signedOn'),
    { campaign: 'campaign_id', person: 'person_id' },
  );
