import type { ConcernId } from '../core/ids.ts';
import type { Actor } from './access.ts';
import { change } from './change.ts';
import type { Concern, NewEntry, Words } from './concern.ts';
import { tellable } from './hand-on.ts';
import type { Receipt } from './notice.ts';
import { receiptOf } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import type { NewTask } from './ports.ts';
import { noteRefusal } from './refusal.ts';

/** What the reporter gets of their own report. Somebody else's looks like none at all. */
export type OwnReport =
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly question: string | undefined }
  | { readonly kind: 'not-available' };

/** Where the report stands, and the question that was asked of the reporter if one waits. */
export async function ownReport(parts: ConcernParts, id: ConcernId, actor: Actor): Promise<OwnReport> {
  const concern = await ownConcern(parts, id, actor, 'own-report');
  if (!concern) return { kind: 'not-available' };
  const asked =
    concern.status === 'need-info'
      ? (await parts.store.entries(concern)).findLast(({ kind }) => kind === 'asked')?.words?.text
      : undefined;
  return { kind: 'receipt', receipt: receiptOf(schoolOf(parts, concern.school), concern), question: asked };
}

/** All reports of one person, newest first, and how many more there are whose key is lost. */
export async function ownReports(
  parts: ConcernParts,
  actor: Actor,
): Promise<{ readonly receipts: readonly Receipt[]; readonly unreadable: number }> {
  if (actor.tenant !== parts.trust.tenantId) return { receipts: [], unreadable: 0 };
  const { concerns, unreadable } = await parts.store.list({ reporter: actor.user });
  return { receipts: concerns.map((concern) => receiptOf(schoolOf(parts, concern.school), concern)), unreadable };
}

/** Adds to one's own report, or answers what was asked. What was there stays as it is. */
export async function addToOwn(
  parts: ConcernParts,
  id: ConcernId,
  actor: Actor,
  kind: 'added' | 'answered',
  words: Words,
): Promise<OwnReport> {
  const own = await ownConcern(parts, id, actor, kind);
  if (!own) return { kind: 'not-available' };
  const changed = await change(parts.store, id, (concern) => {
    const now = parts.clock();
    const entry: NewEntry = { at: now, actor: actor.user, kind, words };
    return { entries: [entry], tasks: newsFor(parts, concern, kind, now) };
  });
  if (changed.kind !== 'changed') throw new Error(`concern ${id} took no addition`);
  await parts.wake();
  return { kind: 'receipt', receipt: receiptOf(schoolOf(parts, own.school), changed.concern), question: undefined };
}

/** Whoever is dealing with it hears of it in person, without a word of what was written. */
function newsFor(parts: ConcernParts, concern: Concern, why: 'added' | 'answered', now: Date): readonly NewTask[] {
  const { holder, owner } = concern;
  const people =
    owner === undefined ? tellable(schoolOf(parts, concern.school), concern, holder).map(({ id }) => id) : [owner];
  return people.map((person) => ({ kind: 'news', dueAt: now, person, holder, why }));
}

async function ownConcern(
  parts: ConcernParts,
  id: ConcernId,
  actor: Actor,
  action: string,
): Promise<Concern | undefined> {
  const concern = await parts.store.find(id);
  const isOwn = concern !== undefined && concern.reporter === actor.user && actor.tenant === parts.trust.tenantId;
  if (isOwn) return concern;
  await noteRefusal(parts, actor, action, concern?.id);
  return undefined;
}
