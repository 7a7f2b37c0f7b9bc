import type { Actor } from '../actor.ts';
import { type Concern, isUrgentAs, type Urgency, type Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { textsOf } from '../entry-wording.ts';
import { type Added, addToOwn } from '../own-report/own-report.ts';

/**
 * A form that was sent before comes once more: pressed twice, or written on because the first answer was lost or called it not
 * saved. What it says now and did not say then is added, because nothing that was typed may be lost, nor that it is urgent.
 * @returns `undefined` where it says nothing new
 */
export async function addWhatIsNew(
  deps: ConcernDeps,
  first: Concern,
  actor: Actor,
  { words, urgency }: { readonly words: Written; readonly urgency: Urgency },
): Promise<Added | undefined> {
  const raised = (await deps.store.entries(first)).find(({ kind }) => kind === 'raised');
  const before = raised?.words;
  // Destroyed by a decision since: there is nothing to compare it with.
  if (!raised || !before) return undefined;
  const now: Written = { ...words, safeTonight: urgency };
  const news = Object.fromEntries(
    Object.entries(now).filter(([field, text]) => text !== (new Map(Object.entries(before)).get(field) ?? '')),
  );
  const texts = textsOf({ ...raised, words: news });
  if (texts.length === 0) return undefined;
  const text = texts.map(({ label, text: written }) => `${label}: ${written}`).join('\n\n');
  const isUrgent = isUrgentAs(urgency) && news.safeTonight !== undefined;
  return addToOwn(deps, first.id, actor, 'added', { text }, isUrgent);
}
