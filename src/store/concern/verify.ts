import { createHash } from 'node:crypto';
import { KINDS, type Shelf, shelfOf } from '../../concern/concern.ts';
import { digestOf } from '../../concern/screenshot.ts';
import type { ConcernId } from '../../core/ids.ts';
import type { Db } from '../database.ts';
import { SCHEMA, SHELVES } from './shelves.ts';
import { hashOf } from './trail.ts';

export interface TrailVerdict {
  readonly shelf: Shelf;
  readonly events: number;
  readonly concerns: number;
  /** Where the chain is broken, in plain words without content; empty when it is whole. */
  readonly problems: readonly string[];
}

const BATCH = 1_000;

/**
 * Reads both shelves from the first event to the last and recomputes the chain. It finds events that were changed, taken
 * out, put in or cut off at the end, texts that were changed or removed without a decision, and records that differ from
 * their trail. It needs no key: nothing is opened.
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

async function verifyShelf(db: Db, shelf: Shelf): Promise<TrailVerdict> {
  const problems: string[] = [];
  const lastSeq = new Map<ConcernId, number>();
  /** The last event of each record whose text is gone, and the last before which texts were destroyed by decision. */
  const withoutText = new Map<ConcernId, number>();
  const reduced = new Map<ConcernId, number>();
  const left = new Set<ConcernId>();
  /** Screenshots that an event vouches for: id to record, event and digest. */
  const pictures = new Map<string, { concern: ConcernId; seq: number; digest: unknown }>();
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
      if (row.sealed && row.sealed_digest) {
        if (!createHash('sha256').update(row.sealed).digest().equals(row.sealed_digest))
          problems.push(`The text of event ${here} was changed.`);
      } else if (row.sealed || row.sealed_digest) withoutText.set(row.concern_id, row.seq);
      const kind = row.kind === 'reclassified' && KINDS.find((one) => one === row.facts.to);
      if (kind && shelfOf(kind) !== shelf) left.add(row.concern_id);
      if (row.kind === 'reduced' || left.has(row.concern_id)) reduced.set(row.concern_id, row.seq);
      if (row.kind === 'pictured' && typeof row.facts.screenshot === 'string')
        pictures.set(row.facts.screenshot, { concern: row.concern_id, seq: row.seq, digest: row.facts.digest });
      const seq = (lastSeq.get(row.concern_id) ?? 0) + 1;
      if (row.seq !== seq) problems.push(`Event ${here} is number ${row.seq} of its record, and should be ${seq}.`);
      lastSeq.set(row.concern_id, row.seq);
      position = here;
      // Going on from what stands there names each break once.
      hash = row.hash;
    }
    if (rows.length < BATCH) break;
  }

  const head = await db.selectFrom('concern_trail_head').selectAll().executeTakeFirst();
  if (!head || Number(head.position) !== position || !hash.equals(head.hash))
    problems.push(
      `The trail ends at event ${position}, but event ${Number(head?.position ?? 0)} was the last one written.`,
    );

  if (shelf === 'adult') problems.push(...(await screenshotProblems(db, pictures, reduced)));

  const concerns = await db.selectFrom('concern').select(['id', 'reference', 'version', 'moved_to']).execute();
  for (const { id, reference, version, moved_to } of concerns) {
    if (lastSeq.get(id) !== version)
      problems.push(`Report ${reference} is at version ${version}, its trail at ${lastSeq.get(id) ?? 0}.`);
    if ((moved_to !== null) !== left.has(id))
      problems.push(
        `Report ${reference} is marked as moved to another store, but its trail does not say so, or the reverse.`,
      );
    if ((withoutText.get(id) ?? 0) > Math.max(0, (reduced.get(id) ?? 0) - 1))
      problems.push(`Report ${reference} lost a text without a decision.`);
    lastSeq.delete(id);
  }
  for (const id of lastSeq.keys()) problems.push(`The record ${id} is in the trail but not there.`);
  return { shelf, events: position, concerns: concerns.filter(({ moved_to }) => moved_to === null).length, problems };
}

/** A screenshot that was changed, taken out without a decision, or put in without an event. */
async function screenshotProblems(
  db: Db,
  vouched: ReadonlyMap<string, { readonly concern: ConcernId; readonly seq: number; readonly digest: unknown }>,
  reduced: ReadonlyMap<ConcernId, number>,
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
    else if (digestOf(row.sealed) !== event.digest) problems.push(`The screenshot ${id} was changed.`);
  }
  for (const [id, { concern, seq }] of vouched)
    if (!there.has(id) && seq > (reduced.get(concern) ?? 0))
      problems.push(`The screenshot ${id} was taken out without a decision.`);
  return problems;
}
