import { type Kysely, sql } from 'kysely';

/** What comes in on school accounts and by when it is answered; second opinions; calls from the press; a look at one's own settings. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table school_account_comment (
      id uuid primary key,
      account_id uuid not null references school_account (id),
      kind text not null,
      received_at timestamptz not null,
      about text not null,
      -- Null where no policy says by when.
      answer_by timestamptz,
      noted_at timestamptz not null,
      noted_by uuid not null,
      noted_by_name text not null,
      answered_at timestamptz,
      answered_by_name text
    );
    create index on school_account_comment (account_id, received_at);

    create table school_account_opinion (
      id uuid primary key,
      account_id uuid not null references school_account (id),
      asker_id uuid not null,
      asker_name text not null,
      asked_at timestamptz not null,
      what text not null,
      -- Who was asked, as the school's roles were then.
      asked jsonb not null,
      answered_at timestamptz,
      answered_by_name text,
      is_fine boolean,
      words text
    );
    create index on school_account_opinion (account_id, asked_at);

    create table school_press_call (
      id uuid primary key,
      school_id text not null,
      by_id uuid not null,
      by_name text not null,
      at timestamptz not null,
      who text not null,
      about text not null,
      number text not null,
      taken_at timestamptz,
      taken_by_name text
    );
    create index on school_press_call (school_id, at);

    create table school_settings_look (
      school_id text not null,
      user_id uuid not null,
      at timestamptz not null,
      constraint school_settings_look_key primary key (school_id, user_id, at)
    )`.execute(db);
}
