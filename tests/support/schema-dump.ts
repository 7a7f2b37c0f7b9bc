import { sql } from 'kysely';
import type { Db } from '../../src/platform/postgres/database.ts';

/**
 * What a database is made of, one line for each thing, in an order that does not hang on how it was made: schemas, tables,
 * columns in their order with type and default, constraints, indexes, sequences, functions, triggers and who may do what.
 * No rows. The list of migrations is left out.
 */
export async function schemaDump(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ line: string }>`
    with ours as (
      select oid, nspname, nspacl from pg_namespace
      where nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg_toast%' and nspname not like 'pg_temp%'),
    relation as (
      select c.oid, c.relkind, c.relacl, c.relpersistence, c.relrowsecurity, nspname || '.' || relname as name
      from pg_class c join ours on ours.oid = relnamespace
      where relname not like 'kysely_migration%')
    select line from (
      select 'schema ' || nspname || coalesce(' ' || nspacl::text, '') as line from ours
      union all
      select format('relation %s %s %s %s%s', name, relkind, relpersistence, relrowsecurity, ' ' || relacl::text) from relation
      where relkind not in ('i', 't')
      union all
      select format('column %s %s %s %s%s%s%s', name, lpad(row_number() over (partition by attrelid order by attnum)::text, 2, '0'),
        attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' end,
        case attidentity when '' then null else ' identity ' || attidentity::text end,
        ' default ' || pg_get_expr(adbin, adrelid))
      from relation join pg_attribute on attrelid = relation.oid
      left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where relkind = 'r' and attnum > 0 and not attisdropped
      union all
      select format('constraint %s %s %s', name, conname, pg_get_constraintdef(k.oid))
      from relation join pg_constraint k on conrelid = relation.oid where contype <> 'n'
      union all
      select 'index ' || pg_get_indexdef(oid) from relation where relkind = 'i'
      union all
      select format('sequence %s %s start %s by %s from %s to %s%s', name, format_type(seqtypid, null), seqstart, seqincrement,
        seqmin, seqmax, case when seqcycle then ' cycle' end)
      from relation join pg_sequence on seqrelid = relation.oid
      union all
      select format('trigger %s %s %s', name, tgenabled, pg_get_triggerdef(t.oid)) from relation join pg_trigger t on tgrelid = relation.oid
      where not tgisinternal
      union all
      select 'function ' || regexp_replace(pg_get_functiondef(p.oid), '\\s+', ' ', 'g') || coalesce(' ' || proacl::text, '')
      from pg_proc p join ours on ours.oid = pronamespace
      union all
      select format('type %s %s', typname, typtype) from pg_type t join ours on ours.oid = typnamespace
      where typtype in ('e', 'd')
      union all
      select format('default rights %s %s', defaclobjtype, defaclacl) from pg_default_acl
    ) everything order by line collate "C"`.execute(db);
  return rows.map(({ line }) => line);
}
