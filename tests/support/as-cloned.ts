import type pg from 'pg';

/** What a clone has of the template. */
export interface Seeds {
  /** The rows of each table that has any: what ran, the ends of the chains, the version of the queue, what the encoder made of the sample. */
  readonly rows: ReadonlyMap<string, { readonly count: number; readonly json: string }>;
  /** How much its schema is made of: something that is dropped leaves no other trace. */
  readonly objects: number;
}

/** What has been done to a database since it was cloned, or made as new. */
export interface Done {
  /** Tables that hold anything, and of the template's own those that lack something. */
  readonly written: readonly string[];
  /** Tables of the template's own that hold more than they did. */
  readonly added: readonly string[];
  /** Sequences that have given away a number. */
  readonly counted: readonly string[];
  /** Anyone connected to it, this pool included. */
  readonly sessions: number;
  /** Its tables, triggers or functions are others now, or someone holds a lock of their own: nothing makes that undone. */
  readonly isBeyond: boolean;
}

const OURS = `n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`;
/** From here on objects are someone's; those before came with PostgreSQL. */
const FIRST_OF_OURS = 16_384;
/** Where any change of a schema leaves a row, and whose it is. */
const CATALOGS = {
  class: 'oid',
  attribute: 'attrelid',
  attrdef: 'oid',
  constraint: 'oid',
  index: 'indexrelid',
  namespace: 'oid',
  proc: 'oid',
  rewrite: 'oid',
  trigger: 'oid',
  type: 'oid',
};

/** What a start has made and the next would make again, one by one: the queues of jobs by their names. It says nothing of what was done. */
const LEFT = 'pgboss.queue';

/** The next transaction of the server: whatever is changed from now on bears this number or a later one. */
export const NOW = `select pg_snapshot_xmax(pg_current_snapshot())::xid::text as since`;

/** Reads the rows of a database in which nothing has been done yet. */
export async function readSeeds(pool: pg.Pool): Promise<Seeds> {
  const { rows } = await pool.query<{ name: string }>(`
    select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and ${OURS} and pg_relation_size(c.oid) > 0`);
  const found = new Map<string, { count: number; json: string }>();
  for (const { name } of rows) {
    const { rows: all } = await pool.query<{ count: number; json: string | null }>(
      `select count(*)::integer as count, json_agg(t)::text as json from ${name} t`,
    );
    if (all[0]?.json) found.set(name, { count: all[0].count, json: all[0].json });
  }
  const { rows: made } = await pool.query<{ objects: number }>(
    `select sum(objects)::integer as objects from (${objects('false')}) made`,
  );
  return { rows: found, objects: made[0]?.objects ?? 0 };
}

/** @param since the server's transaction from which on everything is someone's doing */
export async function lookAt(pool: pg.Pool, seeds: Seeds, since: string): Promise<Done> {
  const isLater = 'age(xmin) <= age($1::xid)';
  const having = (condition: (count: number) => string) =>
    [...seeds.rows].map(([name, { count }]) => `select '${name}' as name from ${name} having ${condition(count)}`);
  const lacking = having((count) => `count(*) filter (where not ${isLater}) <> ${count}`);
  const added = having(
    (count) => `count(*) filter (where not ${isLater}) = ${count} and count(*) filter (where ${isLater}) > 0`,
  );
  // By name, so that it is planned once for each database and not after every test.
  const text = `
    with here as (select oid from pg_database where datname = current_database()),
      mine as (
        select c.oid, c.oid::regclass::text as name, c.relkind
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'S') and ${OURS} and c.oid <> '${LEFT}'::regclass)
    select
      (select count(*)::integer from pg_stat_activity a join here on here.oid = a.datid) as sessions,
      exists (select from pg_locks l join here on here.oid = l.database where l.locktype = 'advisory')
        or (select sum(objects) <> ${seeds.objects} or sum(later) > 0 from (${objects(isLater)}) made) as "isBeyond",
      array(
        select name from mine where case when relkind = 'r' then pg_relation_size(oid) > 0 end and name <> all (array[${names(seeds)}]::text[])
        ${lacking.map((one) => `union all ${one}`).join(' ')}) as written,
      array(${added.join(' union all ') || "select ''::text where false"}) as added,
      array(select name from mine where case when relkind = 'S' then pg_sequence_last_value(oid) is not null end) as counted`;
  const { rows } = await pool.query<Done>({ name: 'look-at', text, values: [since] });
  const [done] = rows;
  if (!done) throw new Error('PostgreSQL gives no row');
  return done;
}

/** Rows of more than this many characters are sent again only where some of them are gone: nothing refers to what has so many. */
const LARGE = 100_000;

/**
 * Makes a database as it was cloned.
 * @param since the server's transaction from which on everything in it is someone's doing @returns the next such
 */
export async function makeAsCloned(pool: pg.Pool, seeds: Seeds, done: Done, since: string): Promise<string> {
  const { written, added, counted } = done;
  const sow = [...seeds.rows].flatMap(([name, { json }]) =>
    json.length > LARGE && !written.includes(name)
      ? []
      : `insert into ${name} overriding system value select * from
      json_populate_recordset(null::${name}, '${json.replaceAll("'", "''")}') where not exists (select from ${name});`,
  );
  const statements = `
    begin;
    set local session_replication_role = replica;
    ${written.length > 0 ? `truncate ${written.join(', ')} cascade;` : ''}
    ${added.map((name) => `delete from ${name} where age(xmin) <= age('${since}'::xid);`).join('\n')}
    ${sow.join('\n')}
    ${counted.map((name) => `select setval('${name}', (select seqstart from pg_sequence where seqrelid = '${name}'::regclass), false);`).join('\n')}
    commit;
    ${NOW}`;
  // Several statements have several answers.
  const answers: unknown = await pool.query(statements);
  const last = Array.isArray(answers) ? (answers.at(-1) as pg.QueryResult<{ since: string }>) : undefined;
  if (last?.rows[0] === undefined) throw new Error('PostgreSQL gives no row');
  return last.rows[0].since;
}

const names = ({ rows }: Seeds): string => [...rows.keys()].map((name) => `'${name}'`).join(', ');

const objects = (isLater: string): string =>
  Object.entries(CATALOGS)
    .map(
      ([name, whose]) =>
        `select count(*) as objects, count(*) filter (where ${isLater}) as later from pg_${name} where ${whose} >= ${FIRST_OF_OURS}`,
    )
    .join(' union all ');
