import { sql } from 'kysely';
import type { CampaignId, PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import type { LeftTo } from '../audience/roster.ts';
import type { PersonId } from '../register/person.ts';
import { ROWS } from '../register/register.store.ts';
import type { CampaignStore } from '../store-ports.ts';

/** What a campaign leaves to others by now; of what was left before, what is named again. */
export async function keepLeft(trx: Trx, id: CampaignId, left: readonly LeftTo[]): Promise<void> {
  for (let from = 0; from < left.length; from += ROWS)
    await trx
      .insertInto('campaign_left')
      .values(
        left.slice(from, from + ROWS).map(({ person, policy, campaign }) => ({
          ...{ campaign_id: id, person_id: person, policy_id: policy, left_to: campaign },
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['campaign_id', 'person_id', 'policy_id'])
          .doUpdateSet((eb) => ({ left_to: eb.ref('excluded.left_to') })),
      )
      .execute();
}

/** What was left to one campaign is left to another from now on. */
export async function passOn(
  trx: Trx,
  from: CampaignId,
  to: CampaignId,
  left: readonly Pick<LeftTo, 'person' | 'policy'>[],
): Promise<void> {
  await sql`update campaign_left set left_to = ${to}
    from jsonb_to_recordset(${JSON.stringify(left)}::jsonb) as one (person text, policy text)
    where left_to = ${from} and person_id = one.person and policy_id = one.policy`.execute(trx);
}

/** See `CampaignStore.leftBehind`. */
export const sqlLeftOver = (db: Db): Pick<CampaignStore, 'leftBehind'> => ({
  async leftBehind(school, since) {
    const { rows } = await sql<{ id: CampaignId; person: PersonId; policy: PolicyId; user: UserId }>`
      with behind as materialized (
        select other.id, behind.person_id as person, behind.policy_id as policy, there.user_id as "user"
        from campaign_left behind
          join campaign own on own.id = behind.campaign_id
          join campaign other on other.id = behind.left_to
          join campaign_person there on there.campaign_id = other.id and there.person_id = behind.person_id
          left join campaign_person here on here.campaign_id = own.id and here.person_id = behind.person_id
        where own.school = ${school satisfies SchoolId} and own.started_at >= ${since} and own.status in ('running', 'paused', 'finished')
          and other.status = 'withdrawn' and there.user_id is not null
          -- Nobody is asked who is off the list of either.
          and there.state <> 'left' and here.state is distinct from 'left'
        group by other.id, behind.person_id, behind.policy_id, there.user_id
        -- While one of them has not looked at its list since, it may ask them by itself.
        having bool_and(own.status = 'finished' or here.state is not distinct from 'acknowledged'
          or coalesce(own.synced_at > other.ended_at, false))),
      -- Each campaign's texts are in the same column: they are read once a campaign.
      bound as materialized (
        select campaign.id, policy->>'policyId' as policy, policy->>'versionId' as version, status
        from campaign, jsonb_array_elements(policies) policy
        where id in (select id from behind) or (school = ${school} and exists (select from behind)
          and status not in ('discarded', 'refused') and (started_at is null or started_at >= ${since})))
      select behind.* from behind join bound on bound.id = behind.id and bound.policy = behind.policy
      where not exists (select from campaign_signature signature, jsonb_array_elements(signature.policies) signed
          where signature.school = ${school} and signature.person_id = behind.person and signature.at >= ${since}
            and signed.value->>'versionId' = bound.version)
        -- Nor who is asked, or is on a list that HR has to look at.
        and not exists (select from campaign_person person join bound asking on asking.id = person.campaign_id
          where person.person_id = behind.person and person.state <> 'left' and asking.version = bound.version
            and asking.status <> 'withdrawn' and (person.asked_for is null or person.asked_for ? behind.policy))`.execute(
      db,
    );
    return Map.groupBy(rows, ({ id }) => id);
  },
});
