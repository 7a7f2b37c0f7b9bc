import { Fault } from '../core/fault.ts';
import type { ConcernId, TenantId, UserId } from '../core/ids.ts';
import type { School } from '../core/school.ts';
import type { Words } from './concern.ts';
import { DRAFT_LIFETIME_MS, type Draft } from './draft.ts';
import { receiptOf } from './outline.ts';
import { type ConcernParts, schoolOf } from './parts.ts';
import { type Raised, raise } from './raise.ts';
import { noteRefusal } from './refusal.ts';
import type { Subject } from './routing.ts';

/** Begins a report for a person; its id makes sending it idempotent. */
export async function begin(parts: ConcernParts, user: UserId, school: School): Promise<Draft> {
  const now = parts.clock();
  const draft: Draft = {
    id: parts.ids.uuid(),
    user,
    school: school.id,
    startedAt: now,
    expiresAt: new Date(now.getTime() + DRAFT_LIFETIME_MS),
    subject: undefined,
    toldInPerson: undefined,
    words: {},
  };
  await parts.drafts.save(draft, now);
  return draft;
}

/**
 * Begins a report about another child in the same matter: who must not see it is carried over, what was written is not.
 * `undefined` when the first is not theirs, or not about a child.
 */
export async function beginBeside(
  parts: ConcernParts,
  id: ConcernId,
  user: UserId,
  tenant: TenantId,
): Promise<Draft | undefined> {
  const first = await parts.store.find(id);
  if (first?.reporter !== user || tenant !== parts.trust.tenantId) {
    await noteRefusal(parts, { user, tenant }, 'beside', first?.id);
    return undefined;
  }
  if (first.kind !== 'child') return undefined;
  const raised = (await parts.store.entries(first)).find(({ kind }) => kind === 'raised');
  const draft: Draft = {
    ...(await begin(parts, user, schoolOf(parts, first.school))),
    subject: { kind: 'child', people: first.excluded },
    toldInPerson: raised?.words?.toldInPerson === 'yes' ? 'yes' : 'no',
    words: { named: raised?.words?.named ?? '' },
    beside: first.id,
  };
  await parts.drafts.save(draft, parts.clock());
  return draft;
}

/** The last unsent report of a person. One whose key is lost cannot be gone on with, and must not keep them from a new one. */
export async function unsent(parts: ConcernParts, user: UserId): Promise<Draft | undefined> {
  try {
    const latest = await parts.drafts.latest(user, parts.clock());
    if (latest === undefined || !(await parts.store.findByDraft(latest.id, user))) return latest;
    await parts.drafts.remove(latest.id, user);
    return undefined;
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'forbidden') throw error;
    parts.log.error('concern.draft-unreadable', { fault: error.code });
    return undefined;
  }
}

/** What a step of the form adds. */
export interface Step {
  readonly subject?: Subject;
  readonly toldInPerson?: 'yes' | 'no';
  readonly words?: Words;
}

/** Keeps a step on disk before the next one is shown. `undefined` when the draft is not theirs or has expired. */
export async function keep(parts: ConcernParts, id: string, user: UserId, step: Step): Promise<Draft | undefined> {
  const draft = await parts.drafts.find(id, user, parts.clock());
  if (!draft) return undefined;
  const kept: Draft = {
    ...draft,
    ...(step.subject && { subject: step.subject }),
    ...(step.toldInPerson && { toldInPerson: step.toldInPerson }),
    words: { ...draft.words, ...step.words },
  };
  await parts.drafts.save(kept, parts.clock());
  return kept;
}

export type Sent = Raised | { readonly kind: 'no-draft' } | { readonly kind: 'no-subject' };

/** Sends a draft with its last step. Sent before: the receipt of the first time, whatever came along now. */
export async function send(
  parts: ConcernParts,
  id: string,
  user: UserId,
  last: { readonly isUrgent: boolean; readonly words: Words },
): Promise<Sent> {
  const earlier = await parts.store.findByDraft(id, user);
  if (earlier) return { kind: 'already-raised', receipt: receiptOf(schoolOf(parts, earlier.school), earlier) };
  const draft = await parts.drafts.find(id, user, parts.clock());
  if (!draft) return { kind: 'no-draft' };
  if (!draft.subject) return { kind: 'no-subject' };
  const sent = await raise(parts, {
    draft: draft.id,
    reporter: user,
    school: schoolOf(parts, draft.school),
    subject: draft.subject,
    isUrgent: last.isUrgent,
    ...(draft.beside !== undefined && { beside: draft.beside }),
    words: {
      ...draft.words,
      ...last.words,
      ...(draft.toldInPerson && { toldInPerson: draft.toldInPerson }),
    },
  });
  // Kept until the report is on disk, and only then thrown away; one that stays is known by the report that it became.
  if (sent.kind !== 'nobody-may-have-it')
    await parts.drafts
      .remove(draft.id, user)
      .catch((error: unknown) => parts.log.error('concern.draft-not-removed', {}, error));
  return sent;
}
