import { z } from 'zod/v4';
import { columns, given, pick, words } from '../../kernel/columns.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import { seal, unseal } from '../../platform/postgres/seal.ts';
import { type Concern, ELSEWHERE } from '../concern.ts';
import { NOTHING_NAMED } from '../naming/naming.ts';
import type { KeyWrap } from '../ports.ts';
import type { Outside } from '../record/event-fold.ts';
import { CALLED, type ConcernRow, type Told } from './report.tables.ts';

/** What changes as a concern goes on; the rest is written once. */
const CHANGING = [
  ...words('kind status holder via alsoOpenTo liesWith keptFrom lockedTo wasRedirected owner deliveredAt readAt'),
  ...words('readBy acknowledgedAt acknowledgedBy decidedAt closedAt reviewOn acknowledgeDueAt decideDueAt isLate'),
  ...words('isStub keepUntil isHeld isOpenToTrust trustReaders unreadSince version'),
];
const ONCE = words('reference school isUrgent urgency onDuty drillBegunAt drillOf isBrief isByLink reporter raisedAt');

/** Every column by its name: what says `*` the server would have to read each time (`prepared-pool.ts`). */
export const CONCERN_COLUMNS = [
  ...words('id reference draft match school_id kind is_urgent urgency on_duty drill_begun_at drill_of is_brief'),
  ...words(
    'is_by_link open_actions reporter sealed_excluded key_id wrapped_key status holder via also_open_to lies_with',
  ),
  ...words('kept_from locked_to was_redirected why_elsewhere owner raised_at delivered_at read_at read_by'),
  ...words('acknowledged_at acknowledged_by decided_at closed_at review_on acknowledge_due_at decide_due_at is_late'),
  ...words('is_stub keep_until is_held open_to_trust trust_readers unread_since moved_to version'),
];

/** The columns that change as a concern goes on; the others are written once. */
export const changingColumns = (concern: Outside) => ({
  ...columns(pick(concern, CHANGING), CALLED),
  why_elsewhere: concern.whyElsewhere ?? null,
  open_actions: JSON.stringify(
    concern.actions.map(({ number, owner, due, of, at }) => ({
      number,
      owner,
      due,
      ...(of && { of }),
      ...(at && { at }),
    })),
  ),
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

const ids = z.array(z.string().transform((id) => id as UserId));
const naming = z.object({
  names: z.array(z.string()),
  picked: z.array(z.string()).optional(),
  mentions: z.array(z.object({ said: z.string(), isTold: z.boolean() })),
  cleared: z.array(
    z.object({
      said: z.string(),
      not: z.string().transform((id) => id as UserId),
      isByReader: z.literal(true).optional(),
    }),
  ),
  settled: ids,
  meant: ids.optional(),
  about: ids.optional(),
  adult: z.enum(['asked', 'unsure']).optional(),
});
const about = z.object({ excluded: ids, naming });

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
  ...columns(pick(concern, ONCE), CALLED),
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
export const outsideOf = (row: Told & Pick<ConcernRow, 'open_actions' | 'why_elsewhere'>): Outside => ({
  ...given<Outside>()(row, ['id', ...CHANGING, ...ONCE], CALLED),
  actions: openActions.parse(JSON.parse(row.open_actions)),
  whyElsewhere: ELSEWHERE.find((why) => why === row.why_elsewhere),
});

/** @throws Fault('forbidden') when the key that wraps the record's key is not configured */
export async function toConcern(row: ConcernRow, wrap: KeyWrap): Promise<Concern> {
  const key = await wrap.unwrap(row.key_id, row.wrapped_key);
  return { ...outsideOf(row), ...toAbout(unseal(key, excludedPlace(row.id), row.sealed_excluded).toString()) };
}
