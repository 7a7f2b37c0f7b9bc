import { type Kysely, sql } from 'kysely';

/** For whom a trust's safeguarding lead covers and when, and which children's reports are open to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table concern_trust_cover (
      id uuid primary key,
      school_id text not null,
      person jsonb not null,
      from_at timestamptz not null,
      until_at timestamptz not null,
      given_by jsonb not null,
      given_at timestamptz not null,
      ended_by jsonb,
      ended_at timestamptz,
      check (from_at < until_at),
      check ((ended_by is null) = (ended_at is null))
    );
    create function guard_trust_cover() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and old.ended_at is null
        and (new.id, new.school_id, new.person, new.from_at, new.until_at, new.given_by, new.given_at)
          = (old.id, old.school_id, old.person, old.from_at, old.until_at, old.given_by, old.given_at) then
        return new;
      end if;
      raise exception 'who covered when is not changed afterwards';
    end $$;
    create trigger guard before update or delete on concern_trust_cover for each row execute function guard_trust_cover();
    create trigger guard_all before truncate on concern_trust_cover for each statement execute function guard_trust_cover()`.execute(
    db,
  );
  for (const schema of ['concerns_child', 'concerns_adult'])
    await sql`alter table ${sql.id(schema, 'concern')} add column open_to_trust boolean not null default false`.execute(
      db,
    );
}
