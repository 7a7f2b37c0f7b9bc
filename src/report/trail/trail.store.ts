import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { Fault } from '../../kernel/calls/fault.ts';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Db, Trx } from '../../platform/postgres/database.ts';
import { seal, unseal } from '../../platform/postgres/seal.ts';
import type { Entry, NewEntry, Shelf } from '../concern.ts';
import type { ChainEnd } from '../ports.ts';
import type { ConcernTables } from '../shelves/report.tables.ts';
import { SCHEMA } from './schemas.ts';

type TrailRow = Selectable<ConcernTables['concern_trail']>;

const wordsPlace = (id: ConcernId, seq: number): string => `concern ${id} entry ${seq}`;

/** PostgreSQL takes 65,535 values in one statement. */
const MOST_ROWS = 1_000;

/**
 * Selected or returned by any statement of a transaction: whatever the server's default is, what is committed then survives a power
 * cut. A receipt is a promise of that. Whatever adds to a trail has it.
 */
export const DURABLY = sql<string>`set_config('synchronous_commit', 'on', true)`.as('synchronous_commit');

/** What the chain vouches for: everything but the words, of which it knows the digest of the sealed bytes. */
export function hashOf(
  previous: Uint8Array,
  row: Omit<TrailRow, 'hash' | 'sealed' | 'sealed_digest'> & { sealed_digest: Uint8Array | null },
): Buffer {
  const facts = Object.entries(row.facts).sort(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256')
    .update(previous)
    .update(
      JSON.stringify([
        Number(row.position),
        row.concern_id,
        row.seq,
        row.at.toISOString(),
        row.actor,
        row.kind,
        facts,
        row.sealed_digest && Buffer.from(row.sealed_digest).toString('hex'),
      ]),
    )
    .digest();
}

/**
 * Appends to the end of the shelf's chain, in the caller's transaction. The end is locked until that commits: writers of
 * one shelf wait for each other, a few milliseconds each.
 */
export async function appendEntries(
  shelf: Trx,
  concern: ConcernId,
  firstSeq: number,
  entries: readonly NewEntry[],
  key: Uint8Array,
): Promise<void> {
  await appendToChain(
    shelf,
    entries.map((entry, index) => ({ concern, seq: firstSeq + index, entry, key })),
  );
}

/** One entry of a record, and the record's key where there are words to seal. */
interface Appended {
  readonly concern: ConcernId;
  readonly seq: number;
  readonly entry: NewEntry;
  readonly key: Uint8Array;
}

/** The same for entries of several records: the end of the chain is held once for all of them. */
export async function appendToChain(shelf: Trx, appended: readonly Appended[]): Promise<void> {
  if (appended.length === 0) return;
  const head = await shelf
    .selectFrom('concern_trail_head')
    .select(['position', 'hash', DURABLY])
    .forUpdate()
    .executeTakeFirstOrThrow();
  let position = Number(head.position);
  let hash: Buffer = head.hash;
  const rows = appended.map(({ concern, seq, entry, key }) => {
    position += 1;
    const sealed =
      entry.words && Object.keys(entry.words).length > 0
        ? seal(key, wordsPlace(concern, seq), Buffer.from(JSON.stringify(entry.words)))
        : null;
    const row = {
      position,
      concern_id: concern,
      seq,
      at: entry.at,
      actor: entry.actor === 'lanyard' ? null : entry.actor,
      kind: entry.kind,
      facts: entry.facts ?? {},
      sealed_digest: sealed && createHash('sha256').update(sealed).digest(),
    };
    hash = hashOf(hash, row);
    return { ...row, facts: JSON.stringify(row.facts), sealed, hash };
  });
  for (let at = 0; at < rows.length; at += MOST_ROWS) {
    const some = rows.slice(at, at + MOST_ROWS);
    const end = some.at(-1);
    // Together with the end, for which all others wait.
    await shelf
      .with('appended', (events) => events.insertInto('concern_trail').values(some))
      .updateTable('concern_trail_head')
      .set({ position: end?.position, hash: end?.hash })
      .execute();
  }
}

/** The event that the head says is the last; `undefined` before the first one. */
export async function chainEnd(db: Db, shelf: Shelf): Promise<ChainEnd | undefined> {
  const head = await db
    .withSchema(SCHEMA[shelf])
    .selectFrom('concern_trail_head')
    .select(['position', 'hash'])
    .executeTakeFirst();
  return head && { shelf, position: Number(head.position), hash: Buffer.from(head.hash).toString('hex') };
}

/** What is in the chain where an end was given away: that event, another one, or none. */
export async function eventAt(db: Db, { shelf, position, hash }: ChainEnd): Promise<'same' | 'other' | 'none'> {
  const row = await db
    .withSchema(SCHEMA[shelf])
    .selectFrom('concern_trail')
    .select('hash')
    .where('position', '=', position)
    .executeTakeFirst();
  if (!row) return 'none';
  return Buffer.from(row.hash).toString('hex') === hash ? 'same' : 'other';
}

/** An entry with its words opened. */
export function toEntry(row: TrailRow, key: Uint8Array): Entry {
  return {
    seq: row.seq,
    at: row.at,
    actor: row.actor ?? 'lanyard',
    kind: row.kind,
    facts: row.facts,
    ...(row.sealed && { words: readWords(unseal(key, wordsPlace(row.concern_id, row.seq), row.sealed)) }),
  };
}

function readWords(bytes: Buffer): Record<string, string> {
  const parsed: unknown = JSON.parse(bytes.toString());
  if (typeof parsed !== 'object' || parsed === null)
    throw new Fault('malformed', 'an entry of the trail is not readable');
  return Object.fromEntries(Object.entries(parsed).map(([field, text]) => [field, String(text)]));
}
