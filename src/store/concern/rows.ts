import { type Concern, ELSEWHERE } from '../../concern/concern.ts';
import type { KeyWrap } from '../../concern/ports.ts';
import type { Outside } from '../../concern/record/event-fold.ts';
import type { UserId } from '../../core/ids.ts';
import { seal, unseal } from './record-keys.ts';
import type { ConcernRow } from './tables.ts';

/** The columns that change as a concern goes on; the others are written once. */
export const changingColumns = (concern: Outside) => ({
  kind: concern.kind,
  status: concern.status,
  holder: concern.holder,
  via: concern.via,
  also_open_to: [...concern.alsoOpenTo],
  was_redirected: concern.wasRedirected,
  why_elsewhere: concern.whyElsewhere ?? null,
  owner: concern.owner ?? null,
  delivered_at: concern.deliveredAt ?? null,
  read_at: concern.readAt ?? null,
  read_by: concern.readBy ?? null,
  acknowledged_at: concern.acknowledgedAt ?? null,
  acknowledged_by: concern.acknowledgedBy ?? null,
  decided_at: concern.decidedAt ?? null,
  closed_at: concern.closedAt ?? null,
  review_on: concern.reviewOn ?? null,
  acknowledge_due_at: concern.acknowledgeDueAt,
  decide_due_at: concern.decideDueAt,
  is_late: concern.isLate,
  is_stub: concern.isStub,
  keep_until: concern.keepUntil ?? null,
  is_held: concern.isHeld,
  unread_since: concern.unreadSince ?? null,
  version: concern.version,
});

const excludedPlace = (id: string): string => `concern ${id} excluded`;

/** A record's own key, and what it looks like wrapped. */
export interface RecordKey {
  readonly key: Uint8Array;
  readonly keyId: string;
  readonly wrapped: Uint8Array;
}

/** Whom it is about, sealed with the record's key, and that key, wrapped. */
export const sealedColumns = ({ id, excluded }: Pick<Concern, 'id' | 'excluded'>, keys: RecordKey) => ({
  sealed_excluded: seal(keys.key, excludedPlace(id), Buffer.from(excluded.join(' '))),
  key_id: keys.keyId,
  wrapped_key: Buffer.from(keys.wrapped),
});

/** A new row, with whom it is about sealed by the record's key. */
export const newRow = (concern: Concern, draft: string, keys: RecordKey): ConcernRow => ({
  id: concern.id,
  draft,
  ...sealedColumns(concern, keys),
  moved_to: null,
  ...toldColumns(concern),
});

/** Every column that the trail decides. */
export const toldColumns = (concern: Outside) => ({
  reference: concern.reference,
  school_id: concern.school,
  is_urgent: concern.isUrgent,
  reporter: concern.reporter,
  raised_at: concern.raisedAt,
  ...changingColumns(concern),
});

/** What a row says without its key. */
export const outsideOf = (row: Omit<ConcernRow, 'sealed_excluded' | 'key_id' | 'wrapped_key'>): Outside => ({
  id: row.id,
  reference: row.reference,
  school: row.school_id,
  kind: row.kind,
  isUrgent: row.is_urgent,
  reporter: row.reporter,
  status: row.status,
  holder: row.holder,
  via: row.via,
  alsoOpenTo: row.also_open_to,
  wasRedirected: row.was_redirected,
  whyElsewhere: ELSEWHERE.find((why) => why === row.why_elsewhere),
  owner: row.owner ?? undefined,
  raisedAt: row.raised_at,
  deliveredAt: row.delivered_at ?? undefined,
  readAt: row.read_at ?? undefined,
  readBy: row.read_by ?? undefined,
  acknowledgedAt: row.acknowledged_at ?? undefined,
  acknowledgedBy: row.acknowledged_by ?? undefined,
  decidedAt: row.decided_at ?? undefined,
  closedAt: row.closed_at ?? undefined,
  reviewOn: row.review_on ?? undefined,
  acknowledgeDueAt: row.acknowledge_due_at,
  decideDueAt: row.decide_due_at,
  isLate: row.is_late,
  isStub: row.is_stub,
  keepUntil: row.keep_until ?? undefined,
  isHeld: row.is_held,
  unreadSince: row.unread_since ?? undefined,
  version: row.version,
});

/** @throws Fault('forbidden') when the key that wraps the record's key is not configured */
export async function toConcern(row: ConcernRow, wrap: KeyWrap): Promise<Concern> {
  const key = await wrap.unwrap(row.key_id, row.wrapped_key);
  const excluded = unseal(key, excludedPlace(row.id), row.sealed_excluded).toString();
  return { ...outsideOf(row), excluded: excluded === '' ? [] : (excluded.split(' ') as UserId[]) };
}
