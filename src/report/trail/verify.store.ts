import { createHash } from 'node:crypto';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { Shelf } from '../concern.ts';
import { missingChecks } from '../delivery/missing-checks.ts';
import type { ChainEnd } from '../ports.ts';
import { SCHEMA, SHELVES } from './schemas.ts';
import { eventAt, hashOf } from './trail.store.ts';
import { follow, nothing, recordProblems, type Told } from './verify-record.store.ts';
import { openWithWaiting } from './waiting.store.ts';

export interface TrailVerdict {
  readonly shelf: Shelf;
  readonly events: number;
  /** The last event, to be given away. */
  readonly end: ChainEnd;
  readonly concerns: number;
  /** Records whose first event, of an earlier version, tells too little: their columns were not compared. */
  readonly notCompared: number;
  /** What is wrong, in plain words without content; empty when nothing is. */
  readonly problems: readonly string[];
}

const BATCH = 1_000;

/**
 * Reads both shelves from the first event to the last. It finds events that do not fit the chain (changed, taken out, put
 * in, or missing at an end that was not set back with them), texts that were changed or removed without a decision, records
 * whose columns are not what their trail leads to, and records with something still to be done that nothing would chase. It needs no key:
 * nothing is opened.
 *
 * What one who owns the database could do unseen: work out the whole chain again, or cut its end and set the head back. The
 * hashes have no key. Only what was given away before shows that: `sinceProblems`.
 */
export async function verifyTrails(db: Db): Promise<readonly TrailVerdict[]> {
  const both = async (on: Db): Promise<readonly TrailVerdict[]> => {
    const verdicts: TrailVerdict[] = [];
    for (const shelf of SHELVES) verdicts.push(await verifyShelf(on.withSchema(SCHEMA[shelf]), shelf));
    return verdicts;
  };
  // As it stood at one moment: what is written meanwhile is no break.
  return db.isTransaction ? both(db) : db.transaction().setIsolationLevel('repeatable read').execute(both);
}

/** Screenshots that an event vouches for: id to record, event and digest. */
type Pictures = Map<string, { readonly concern: ConcernId; readonly seq: number; readonly digest: unknown }>;

/** What the events of a shelf tell, from the first to the last, and what is wrong with them. */
interface Followed {
  readonly problems: string[];
  readonly records: Map<ConcernId, Told>;
  readonly pictures: Pictures;
  readonly position: number;
  readonly hash: Buffer;
}

async function followTrail(db: Db, shelf: Shelf): Promise<Followed> {
  const problems: string[] = [];
  const records = new Map<ConcernId, Told>();
  const pictures: Pictures = new Map();
  let position = 0;
  let hash: Buffer = Buffer.alloc(0);

  for (;;) {
    const rows = await db
      .selectFrom('concern_trail')
      .selectAll()
      .where('position', '>', position)
      .orderBy('position')
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      const here = Number(row.position);
      if (here !== position + 1) problems.push(`Events ${position + 1} to ${here - 1} are missing.`);
      const expected = hashOf(hash, row);
      if (!expected.equals(row.hash))
        problems.push(`Event ${here} does not fit the one before it: something was changed.`);
      if (row.sealed && row.sealed_digest && !digest(row.sealed).equals(row.sealed_digest))
        problems.push(`The text of event ${here} was changed.`);
      if (row.kind === 'pictured' && typeof row.facts.screenshot === 'string')
        pictures.set(row.facts.screenshot, { concern: row.concern_id, seq: row.seq, digest: row.facts.digest });
      const told = records.get(row.concern_id) ?? nothing();
      records.set(row.concern_id, told);
      if (row.seq !== told.lastSeq + 1)
        problems.push(`Event ${here} is number ${row.seq} of its record, and should be ${told.lastSeq + 1}.`);
      if (!follow(told, row, shelf))
        problems.push(`Event ${here} could not have happened to its record as it then was.`);
      position = here;
      // Going on from what is there names each break once.
      hash = row.hash;
    }
    if (rows.length < BATCH) break;
  }
  return { problems, records, pictures, position, hash };
}

async function verifyShelf(db: Db, shelf: Shelf): Promise<TrailVerdict> {
  const { problems, records, pictures, position, hash } = await followTrail(db, shelf);
  const head = await db.selectFrom('concern_trail_head').selectAll().executeTakeFirst();
  if (!head || Number(head.position) !== position || !hash.equals(head.hash))
    problems.push(
      `The trail ends at event ${position}, but event ${Number(head?.position ?? 0)} was the last one written.`,
    );
  if (shelf === 'adult') problems.push(...(await screenshotProblems(db, pictures, records)));

  const concerns = await db.selectFrom('concern').selectAll().orderBy('raised_at').execute();
  for (const row of concerns) problems.push(...recordProblems(row, records.get(row.id) ?? nothing()));
  const there = new Set(concerns.map(({ id }) => id));
  for (const id of records.keys()) if (!there.has(id)) problems.push(`The record ${id} is in the trail but not there.`);

  for (const { concern, waiting } of await openWithWaiting(db))
    if (missingChecks(concern, waiting).length > 0)
      problems.push(
        `Nothing would follow up report ${concern.reference} any more (${missingChecks(concern, waiting).join(', ')}). A running Lanyard puts that back within minutes.`,
      );
  return {
    shelf,
    events: position,
    end: { shelf, position, hash: hash.toString('hex') },
    concerns: concerns.filter(({ moved_to }) => moved_to === null).length,
    notCompared: concerns.filter(({ id }) => records.get(id)?.concern === undefined).length,
    problems,
  };
}

/** Whether what was given away once still stands; a plain sentence for each that does not. */
export async function sinceProblems(
  db: Db,
  given: readonly ChainEnd[],
): Promise<readonly { readonly shelf: Shelf; readonly problem: string }[]> {
  const problems = [];
  for (const end of given) {
    const { shelf, position } = end;
    const found = await eventAt(db, end);
    if (found === 'none')
      problems.push({ shelf, problem: `Event ${position} was there when its mark was given away, and is gone.` });
    if (found === 'other')
      problems.push({
        shelf,
        problem: `Event ${position} is not the one whose mark was given away: it, or one before it, was rewritten.`,
      });
  }
  return problems;
}

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** A screenshot that was changed, taken out without a decision, or put in without an event. */
async function screenshotProblems(
  db: Db,
  vouched: Pictures,
  records: ReadonlyMap<ConcernId, Told>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  const there = new Set<string>();
  for (const id of (await db.selectFrom('concern_screenshot').select('id').execute()).map((row) => row.id)) {
    // One at a time: each may be megabytes.
    const row = await db.selectFrom('concern_screenshot').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) continue;
    there.add(id);
    const event = vouched.get(id);
    if (!event || event.concern !== row.concern_id) problems.push(`The screenshot ${id} is named by no event.`);
    else if (digest(row.sealed).toString('hex') !== event.digest) problems.push(`The screenshot ${id} was changed.`);
  }
  for (const [id, { concern, seq }] of vouched)
    if (!there.has(id) && seq > (records.get(concern)?.reduced ?? 0))
      problems.push(`The screenshot ${id} was taken out without a decision.`);
  return problems;
}
