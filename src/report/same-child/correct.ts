import { codeWords } from '../../kernel/codes.ts';
import { addDays, dayOf, formatDay } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, shelfOf, type Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { namedAs } from '../draft/which-child.ts';
import { SYSTEM_WORDING } from '../keeping/stub.ts';
import { meantBy, type Naming, shutOutBy } from '../naming/naming.ts';
import { mentionsIn } from '../naming/reading/mentions.ts';
import { change, type Plan } from '../record/change.ts';
import { isTooClose } from '../routing/lies-with.ts';
import type { Acting, NotNow } from '../triage/act.ts';
import { checkAction } from '../triage/actions.ts';
import { handOn, isReadAlong, nowhere, tellOneByOne } from '../triage/hand-on.ts';
import { asCorrected, CORRECTED, othersNamedIn } from './corrected.ts';
import { pupilOf, whoIn } from './telling.ts';

/** Which child a report is about after all. Everything that follows from it is worked out again. */
export async function correctPlan(
  acting: Acting,
  said: { readonly who: string; readonly pupil?: string; readonly words: Written },
): Promise<Plan | NotNow> {
  const { deps, school, concern, now, entry } = acting;
  if (shelfOf(concern.kind) !== 'child') return 'status';
  const { who, ...onRoll } = await rightChild(deps, school, said);
  if (!holdsVisible(who)) return 'no-child';
  const entries = await deps.store.entries(concern);
  const wrong = whoIn(entries);
  if (who === wrong && (onRoll.pupil ?? '') === pupilOf(entries)) return 'same';
  const { excluded, naming } = namedAfter(school, concern, asCorrected(entries), who);
  const corrected = entry('corrected', { words: { ...said.words, child: who, wrong, ...onRoll } });
  const parted = othersNamedIn(entries).map((to) => entry('parted', { facts: { to, why: CORRECTED } }));
  const shut = concern.isOpenToTrust ? [entry('trust-shut')] : [];
  const told = copiesOf(entries).map((text, index) => ({ text, number: concern.version + 2 + index }));
  const due = addDays(dayOf(now), 1);
  const actions = told.map(({ text, number }) =>
    entry('action-set', { facts: { number, to: acting.user, due, why: CORRECTED }, words: { text } }),
  );
  const open = told.map(({ number }) => ({ number, owner: acting.user, due }));
  const tasks = checkAction(school, { actions: [...concern.actions, ...open], holder: concern.holder });
  const late = excluded.filter((id) => !concern.excluded.includes(id));
  const newest = { ...concern, excluded, naming };
  const onward = isTooClose(school, { ...newest, excluded: late })
    ? (handOn(school, newest, 'named', now) ?? nowhere(newest, 'named', now))
    : late.length > 0 && isReadAlong(school, newest)
      ? tellOneByOne(school, newest, 'named', now)
      : { entries: [], tasks: [] };
  return {
    entries: [corrected, ...actions, ...parted, ...shut, ...onward.entries],
    tasks: [...tasks, ...(onward.tasks ?? [])],
    excluded,
    naming,
    rematch: true,
  };
}

/** Who was picked from the roll, as a report that is sent has it; else who was typed, of whom nobody has seen which of the roll it is. */
async function rightChild(
  { children }: Pick<ConcernDeps, 'children'>,
  school: School,
  { who: typed, pupil: id = '' }: { readonly who: string; readonly pupil?: string },
): Promise<Pick<Written, 'pupil' | 'pupilPicked'> & { readonly who: string }> {
  const picked = id === '' ? undefined : await children?.child(school, { id });
  return picked ? { who: namedAs(picked, typed), pupil: picked.id, pupilPicked: 'yes' } : { who: typed };
}

/** What was said about this report in others goes with it: they never were about the same child. And what waits for a receiver ends. */
export async function partOthers(deps: ConcernDeps, before: Concern, after: Concern, actor: Actor): Promise<void> {
  const at = deps.clock();
  const { id: to, reference } = after;
  for (const id of othersNamedIn(await deps.store.entries(before)))
    await change(deps.store, id, () => ({
      entries: [{ at, actor: actor.user, kind: 'parted', facts: { to, reference, why: CORRECTED } }],
    }));
  await deps.schoolLinks.removeOf(to);
}

/**
 * Who the words may mean once they are about another child: what only the wrong child's name said of anyone is gone, and the right one's is
 * read. Who was picked, or said to be meant, stays shut out.
 */
function namedAfter(
  school: School,
  concern: Concern,
  entries: readonly Entry[],
  who: string,
): { readonly excluded: Concern['excluded']; readonly naming: Naming } {
  const raised = entries.find(({ kind }) => kind === 'raised')?.words ?? {};
  const { who: _, ...others } = raised;
  const key = ({ said, isTold }: Naming['mentions'][number]): string => `${said} ${isTold}`;
  const gone = new Set(mentionsIn(raised).map(key));
  for (const one of mentionsIn(others, raised)) gone.delete(key(one));
  const read = mentionsIn({ ...raised, who });
  const kept = concern.naming.mentions.filter((one) => !gone.has(key(one)));
  const isKept = new Set(kept.map(key));
  const naming: Naming = { ...concern.naming, mentions: [...kept, ...read.filter((one) => !isKept.has(key(one)))] };
  const before = shutOutBy(meantBy(school, concern.naming, concern.reporter));
  const meant = shutOutBy(meantBy(school, naming, concern.reporter));
  const freed = new Set(before.filter((id) => !meant.includes(id) && !naming.settled.includes(id)));
  return { naming, excluded: [...new Set([...concern.excluded.filter((id) => !freed.has(id)), ...meant])] };
}

/** Every copy that left, each as what is to be done about it. */
function copiesOf(entries: readonly Entry[]): readonly string[] {
  const since = entries.findLast(({ kind }) => kind === 'corrected')?.seq ?? 0;
  const what = (entry: Entry): string | undefined => {
    const { kind, facts = {}, words = {}, at } = entry;
    const on = formatDay(dayOf(at));
    if (kind === 'exported' && facts.format !== 'screenshot')
      return `the copy that was made on ${on}: find it, and take it back`;
    if (kind === 'sent-to-school' && facts.step === 'fetched') return `the next school, which has had it since ${on}`;
    if (kind === 'transferred')
      return `${codeWords(SYSTEM_WORDING, facts.to) ?? 'the other system'}, where it was recorded on ${on}: correct it there`;
    if ((kind === 'decided' || kind === 'confirmed') && words.agency) return `who was told on ${on}: ${words.agency}`;
    return undefined;
  };
  const left = entries.filter(({ seq }) => seq > since).flatMap((entry) => what(entry) ?? []);
  return [...new Set(left)].map((one) => `Tell that the report was about another child: ${one}`);
}
