import { type Kysely, sql } from 'kysely';

/**
 * A signature that HR entered for someone may be taken back. Its row goes, so that the person can sign themselves; what was signed, who
 * entered it and why it was taken back stay in the chain. The database lets no other signature go, and none without that event.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index campaign_event_person on campaign_event (campaign_id, person_id) where person_id is not null;

    create function campaign_signature_keep() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' and old.method = 'witnessed' and exists (
        select from campaign_event back join campaign_event signed
          on signed.campaign_id = back.campaign_id and signed.person_id = back.person_id and signed.seq = (back.facts ->> 'event')::integer
        where back.campaign_id = old.campaign_id and back.person_id = old.person_id and back.kind = 'taken-back'
          and signed.kind = 'acknowledged' and signed.at = old.at
      ) then
        return old;
      end if;
      raise exception 'rows of % are kept as they were written', tg_table_name;
    end $$;
    drop trigger keep on campaign_signature;
    create trigger keep before update or delete on campaign_signature for each row execute function campaign_signature_keep()`.execute(
    db,
  );
}
