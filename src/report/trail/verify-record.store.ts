import type { Selectable } from 'kysely';
import { KINDS, type Shelf, shelfOf } from '../concern.ts';
import { begun, folded, type Outside } from '../record/event-fold.ts';
import type { ConcernRow, ConcernTables } from '../shelves/report.tables.ts';
import { toldColumns } from '../shelves/rows.store.ts';

type TrailRow = Selectable<ConcernTables['concern_trail']>;

/** What the trail tells of one record, as far as it was read. */
export interface Told {
  lastSeq: number;
  /** The record that these events lead to; undefined where they cannot tell. */
  concern: Outside | undefined;
  /** The last event whose text is gone, and the last before which texts were destroyed by decision. */
  withoutText: number;
  reduced: number;
  hasLeft: boolean;
}

/** What is known of a record before its first event. */
export const nothing = (): Told => ({ lastSeq: 0, concern: undefined, withoutText: 0, reduced: 0, hasLeft: false });

/** Takes in one more event. @returns false when it may not happen to the record as the events before it made it */
export function follow(told: Told, row: TrailRow, shelf: Shelf): boolean {
  if ((row.sealed === null) !== (row.sealed_digest === null)) told.withoutText = row.seq;
  const kind = row.kind === 'reclassified' && KINDS.find((one) => one === row.facts.to);
  if (kind && shelfOf(kind) !== shelf) told.hasLeft = true;
  if (row.kind === 'reduced' || told.hasLeft) told.reduced = row.seq;
  told.lastSeq = row.seq;
  const event = { at: row.at, actor: row.actor ?? ('lanyard' as const), kind: row.kind, facts: row.facts };
  if (row.seq === 1) {
    told.concern = begun(row.concern_id, event);
    return true;
  }
  if (!told.concern) return true;
  // What it became on the other shelf is there; here only its leaving counts.
  const next = told.hasLeft ? { ...told.concern, version: told.concern.version + 1 } : folded(told.concern, event);
  told.concern = next ?? { ...told.concern, version: told.concern.version + 1 };
  return next !== undefined;
}

/** How a record differs from what its trail tells, each thing with its reference. */
export function recordProblems(row: ConcernRow, told: Told): readonly string[] {
  const { reference, version } = row;
  const differing = told.concern ? differences(row, told.concern) : [];
  return [
    ...(told.lastSeq === version
      ? []
      : [`Report ${reference} is at version ${version}, its trail at ${told.lastSeq}.`]),
    ...((row.moved_to !== null) === told.hasLeft
      ? []
      : [`Report ${reference} is marked as moved to another store, but its trail does not say so, or the reverse.`]),
    ...(told.withoutText > Math.max(0, told.reduced - 1)
      ? [`Report ${reference} lost a text without a decision.`]
      : []),
    ...(differing.length > 0
      ? [`Report ${reference} (${row.id}) is not what its trail says: ${differing.join(', ')}.`]
      : []),
  ];
}

/** Names of the columns that differ from what the trail leads to; `version` is looked at apart. */
function differences(row: ConcernRow, told: Outside): readonly string[] {
  const { version: _, ...columns } = toldColumns(told);
  const stored = new Map(Object.entries(row));
  return Object.entries(columns)
    .filter(([column, value]) => comparable(stored.get(column)) !== comparable(value))
    .map(([column]) => column);
}

const comparable = (value: unknown): string => JSON.stringify(value ?? null);
