import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import { seal, unseal } from '../../platform/postgres/seal.ts';
import { type Concern, ELSEWHERE } from '../concern.ts';
import { NOTHING_NAMED } from '../naming/naming.ts';
import type { KeyWrap } from '../ports.ts';
import type { Outside } from '../record/event-fold.ts';
import type { ConcernRow } from './report.tables.ts';

/** Every column by its name: what says `*` the server would have to read each time (`prepared-pool.ts`). */
const EVERY: Record<keyof ConcernRow, true> = {
  id: true,
  reference: true,
  draft: true,
  match: true,
  school_id: true,
  kind: true,
  is_urgent: true,
  urgency: true,
  on_duty: true,
  drill_begun_at: true,
  is_brief: true,
  is_by_link: true,
  open_actions: true,
  reporter: true,
  sealed_excluded: true,
  key_id: true,
  wrapped_key: true,
  status: true,
  holder: true,
  via: true,
  also_open_to: true,
  lies_with: true,
  kept_from: true,
  locked_to: true,
  was_redirected: true,
  why_elsewhere: true,
  owner: true,
  raised_at: true,
  delivered_at: true,
  read_at: true,
  read_by: true,
  acknowledged_at: true,
  acknowledged_by: true,
  decided_at: true,
  closed_at: true,
  review_on: true,
  acknowledge_due_at: true,
  decide_due_at: true,
  is_late: true,
  is_stub: true,
  keep_until: true,
  is_held: true,
  open_to_trust: true,
  trust_readers: true,
  unread_since: true,
  moved_to: true,
  version: true,
};
export const CONCERN_COLUMNS = Object.keys(EVERY) as (keyof ConcernRow)[];

/** The columns that change as a concern goes on; the others are written once. */
export const changingColumns = (concern: Outside) => ({
  kind: concern.kind,
  status: concern.status,
  holder: concern.holder,
  via: concern.via,
  also_open_to: [...concern.alsoOpenTo],
  lies_with: concern.liesWith === undefined ? null : [...concern.liesWith],
  kept_from: [...concern.keptFrom],
  locked_to: concern.lockedTo === undefined ? null : [...concern.lockedTo],
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
  open_actions: JSON.stringify(
    concern.actions.map(({ number, owner, due, of, at }) => ({
      number,
      owner,
      due,
      ...(of && { of }),
      ...(at && { at }),
    })),
  ),
  acknowledge_due_at: concern.acknowledgeDueAt,
  decide_due_at: concern.decideDueAt,
  is_late: concern.isLate,
  is_stub: concern.isStub,
  keep_until: concern.keepUntil ?? null,
  is_held: concern.isHeld,
  open_to_trust: concern.isOpenToTrust,
  trust_readers: concern.trustReaders === undefined ? null : [...concern.trustReaders],
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

/** Who it is about, and what was written that may name them. Anyone who was only found by reading that again is not kept here. */
export const aboutText = ({ excluded, naming, lateNamed }: About): string =>
  JSON.stringify({ excluded: excluded.filter((id) => !lateNamed.includes(id)), naming });

type About = Pick<Concern, 'excluded' | 'naming' | 'lateNamed'>;

/** Who it is about, sealed with the record's key, and that key, wrapped. */
export const sealedColumns = (concern: About & Pick<Concern, 'id'>, keys: RecordKey) => ({
  sealed_excluded: seal(keys.key, excludedPlace(concern.id), Buffer.from(aboutText(concern))),
  key_id: keys.keyId,
  wrapped_key: Buffer.from(keys.wrapped),
});

const naming = z.object({
  names: z.array(z.string()),
  picked: z.array(z.string()).optional(),
  mentions: z.array(z.object({ said: z.string(), isTold: z.boolean() })),
  cleared: z.array(z.object({ said: z.string(), not: z.string().transform((id) => id as UserId) })),
  settled: z.array(z.string().transform((id) => id as UserId)),
});
const about = z.object({ excluded: z.array(z.string().transform((id) => id as UserId)), naming });

/** Records from before names were kept hold the ids alone, with spaces between them. */
function toAbout(text: string): About {
  if (text.startsWith('{')) return { ...about.parse(JSON.parse(text)), lateNamed: [] };
  return { excluded: text === '' ? [] : (text.split(' ') as UserId[]), naming: NOTHING_NAMED, lateNamed: [] };
}

/** A new row, with whom it is about sealed by the record's key. */
export const newRow = (
  concern: Concern,
  draft: string,
  keys: RecordKey,
  match: readonly string[] | undefined,
): ConcernRow => ({
  id: concern.id,
  draft,
  match: match ? [...match] : null,
  ...sealedColumns(concern, keys),
  moved_to: null,
  ...toldColumns(concern),
});

/** Every column that the trail decides. */
export const toldColumns = (concern: Outside) => ({
  reference: concern.reference,
  school_id: concern.school,
  is_urgent: concern.isUrgent,
  urgency: concern.urgency ?? null,
  on_duty: concern.onDuty === undefined ? null : [...concern.onDuty],
  drill_begun_at: concern.drillBegunAt ?? null,
  is_brief: concern.isBrief,
  is_by_link: concern.isByLink,
  reporter: concern.reporter,
  raised_at: concern.raisedAt,
  ...changingColumns(concern),
});

const openActions = z.array(
  z.object({
    number: z.number().int(),
    owner: z.string().transform((id) => id as UserId),
    due: z.string().transform((day) => day as IsoDay),
    of: z.literal('look').optional(),
    at: z
      .string()
      .transform((instant) => new Date(instant))
      .optional(),
  }),
);

/** What a row says without its key. */
export const outsideOf = (row: Omit<ConcernRow, 'sealed_excluded' | 'key_id' | 'wrapped_key' | 'match'>): Outside => ({
  id: row.id,
  reference: row.reference,
  school: row.school_id,
  kind: row.kind,
  isUrgent: row.is_urgent,
  urgency: row.urgency ?? undefined,
  onDuty: row.on_duty ?? undefined,
  drillBegunAt: row.drill_begun_at ?? undefined,
  isBrief: row.is_brief,
  isByLink: row.is_by_link,
  reporter: row.reporter,
  status: row.status,
  holder: row.holder,
  via: row.via,
  alsoOpenTo: row.also_open_to,
  liesWith: row.lies_with ?? undefined,
  keptFrom: row.kept_from,
  lockedTo: row.locked_to ?? undefined,
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
  actions: openActions.parse(JSON.parse(row.open_actions)),
  acknowledgeDueAt: row.acknowledge_due_at,
  decideDueAt: row.decide_due_at,
  isLate: row.is_late,
  isStub: row.is_stub,
  keepUntil: row.keep_until ?? undefined,
  isHeld: row.is_held,
  isOpenToTrust: row.open_to_trust,
  trustReaders: row.trust_readers ?? undefined,
  unreadSince: row.unread_since ?? undefined,
  version: row.version,
});

/** @throws Fault('forbidden') when the key that wraps the record's key is not configured */
export async function toConcern(row: ConcernRow, wrap: KeyWrap): Promise<Concern> {
  const key = await wrap.unwrap(row.key_id, row.wrapped_key);
  return { ...outsideOf(row), ...toAbout(unseal(key, excludedPlace(row.id), row.sealed_excluded).toString()) };
}
