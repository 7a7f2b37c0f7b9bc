import { type Kysely, sql } from 'kysely';

/**
 * What a campaign does not ask someone for because another does, and which one: looked at once that one is withdrawn. And when a campaign's
 * list was last brought up to who is staff, whole. It takes the place of `left_unlooked`, which nothing reads any more.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table campaign_left (
      campaign_id uuid not null references campaign on delete cascade,
      person_id text not null,
      policy_id text not null,
      left_to uuid not null references campaign on delete cascade,
      constraint campaign_left_key primary key (campaign_id, person_id, policy_id)
    );
    create index campaign_left_to on campaign_left (left_to);
    alter table campaign add column synced_at timestamptz`.execute(db);
  await fillIn(db);
}

/**
 * Of campaigns that were sent before it was written down: what is for someone whom another asks for the same, and not asked of them. Who was put on a list by name is
 * asked what HR chose, and a first day is in no row: of what those two decide nothing is known.
 */
const fillIn = (db: Kysely<unknown>) =>
  sql`
    insert into campaign_left (campaign_id, person_id, policy_id, left_to)
    select distinct on (own.id, there.person_id, bound.policy->>'policyId') own.id, there.person_id, bound.policy->>'policyId', other.id
    from campaign own cross join lateral jsonb_array_elements(own.policies) bound (policy)
      cross join lateral (select own.audience->'policies'->(bound.policy->>'policyId') as chosen) whom
      join campaign other on other.id <> own.id and other.school = own.school and other.started_at is not null
        and exists (select from jsonb_array_elements(other.policies) same where same->>'versionId' = bound.policy->>'versionId')
      join campaign_person there on there.campaign_id = other.id and there.state <> 'left'
        and (there.asked_for is null or there.asked_for ? (bound.policy->>'policyId'))
      left join campaign_person here on here.campaign_id = own.id and here.person_id = there.person_id
    where own.started_at is not null and own.status in ('running', 'paused', 'finished')
      and case when here.person_id is null
        then exists (select from campaign_exclusion excluded
          where excluded.campaign_id = own.id and excluded.user_id = there.user_id and excluded.reason = 'asked-elsewhere')
        else here.state <> 'left' and here.asked_for is not null and not here.asked_for ? (bound.policy->>'policyId') end
      and not exists (select from campaign_added added where added.campaign_id = own.id and added.user_id = there.user_id)
      and (whom.chosen->'groups' is null or whom.chosen->'groups' ? coalesce(here.staff_group, there.staff_group))
      and (whom.chosen->'sites' is null or whom.chosen->'sites' ? coalesce(here.site, there.site))
      and (whom.chosen->'roles' is null or whom.chosen->'roles' ? coalesce(here.job_title, there.job_title, 'Not stated'))
      and (whom.chosen->'people' is null or whom.chosen->'people' ? there.user_id::text)
    order by own.id, there.person_id, bound.policy->>'policyId', other.status in ('running', 'paused') desc, other.started_at desc`.execute(
    db,
  );
