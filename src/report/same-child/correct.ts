import { codeWords } from '../../kernel/codes.ts';
import { addDays, dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { School } from '../../school/school.ts';
import type { Actor } from '../actor.ts';
import { type Concern, type Entry, shelfOf, type Written } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { namedAs } from '../draft/which-child.ts';
import { actorWords } from '../entry-wording.ts';
import { SYSTEM_WORDING } from '../keeping/stub.ts';
import { change, follow, type Plan } from '../record/change.ts';
import type { Acting, NotNow } from '../triage/act.ts';
import { checkAction } from '../triage/actions.ts';
import { reopened } from '../triage/plan-act.ts';
import { namedAfter, onwardAfter } from './after-correcting.ts';
import { CORRECTED, othersNamedIn } from './corrected.ts';
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
  const { excluded, naming, ...moved } = namedAfter(school, concern, entries, who);
  const corrected = entry('corrected', { words: { ...said.words, child: who, wrong, ...onRoll } });
  const parted = othersNamedIn(entries).map((to) => entry('parted', { facts: { to, why: CORRECTED } }));
  const shut = concern.isOpenToTrust ? [entry('trust-shut')] : [];
  const told = copiesOf(school, concern, entries).map((text, index) => ({ text, number: concern.version + 2 + index }));
  const due = addDays(dayOf(now), 1);
  const actions = told.map(({ text, number }) =>
    entry('action-set', { facts: { number, to: acting.user, due, why: CORRECTED }, words: { text } }),
  );
  const open = told.map(({ number }) => ({ number, owner: acting.user, due }));
  const tasks = checkAction(school, { actions: [...concern.actions, ...open], holder: concern.holder });
  const newest = { ...concern, excluded, naming };
  // Nobody has decided anything for this child. Why it was put right may name the other, and stands in that entry alone.
  const again =
    concern.status === 'closed' && !concern.isStub
      ? reopened({ ...acting, concern: newest }, { words: {} })
      : { entries: [], tasks: [] };
  const onward = onwardAfter(school, follow(newest, again.entries) ?? newest, moved, now);
  return {
    entries: [corrected, ...actions, ...parted, ...shut, ...again.entries, ...onward.entries],
    tasks: [...tasks, ...(again.tasks ?? []), ...(onward.tasks ?? [])],
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

/** Every copy that left, each as what is to be done about it: two of one day are two, each found by its kind, its time and who made it. */
function copiesOf(school: School, concern: Concern, all: readonly Entry[]): readonly string[] {
  const since = all.findLast(({ kind }) => kind === 'corrected')?.seq ?? 0;
  const entries = all.filter(({ seq }) => seq > since);
  const by = ({ actor, at }: Entry, did: string): string =>
    `${actorWords(school, concern, actor)} ${did} on ${formatInstant(at)}`;
  const handOvers = entries.filter(({ kind, facts }) => kind === 'sent-to-school' && facts?.step === 'made');
  // A hand-over is one copy, and writes down a chronology before it.
  const ofHandOvers = handOvers.map(({ seq, actor }) =>
    entries.findLast((one) => one.seq < seq && one.actor === actor && one.facts?.format === 'chronology'),
  );
  const copy = (entry: Entry): string | undefined => {
    const { kind, facts = {}, words = {} } = entry;
    if (kind === 'exported' && facts.format !== 'screenshot' && !ofHandOvers.includes(entry))
      return `${COPY_WORDING.get(String(facts.format)) ?? 'the copy'} that ${by(entry, 'made')}: find it, and take it back`;
    if (handOvers.includes(entry)) {
      const fetched = entries.find((one) => one.facts?.link === facts.link && one.facts?.step === 'fetched');
      const had = fetched ? `which has had it since ${formatInstant(fetched.at)}` : 'which had not downloaded it';
      return `the hand-over that ${by(entry, 'made')} for ${words.receiver ?? 'the next school'}, ${had}`;
    }
    if (kind === 'transferred')
      return `${codeWords(SYSTEM_WORDING, facts.to) ?? 'the other system'}, where ${by(entry, 'recorded it')}: correct it there`;
    return undefined;
  };
  const told = entries.flatMap(({ kind, words, at }) =>
    (kind === 'decided' || kind === 'confirmed') && words?.agency
      ? [`who was told on ${formatDay(dayOf(at))}: ${words.agency}`]
      : [],
  );
  return [...entries.flatMap((entry) => copy(entry) ?? []), ...new Set(told)].map(
    (one) => `Tell that the report was about another child: ${one}`,
  );
}

const COPY_WORDING: ReadonlyMap<string, string> = new Map([
  ['chronology', 'the chronology'],
  ['pdf', 'the export as PDF'],
  ['json', 'the export as JSON'],
  ['subject-access', 'the copy for a subject access request'],
]);
