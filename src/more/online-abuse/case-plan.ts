import type { UserId } from '../../kernel/ids.ts';
import { DAY_MS, dayOf } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import { type Concern, type Entry, type Facts, hasCase, type NewEntry, type Written } from '../../report/concern.ts';
import type { ConcernDeps } from '../../report/deps.ts';
import type { Plan } from '../../report/record/change.ts';
import { isOfItsPeople } from '../../report/routing/lies-with.ts';
import { roleOf } from '../../report/routing/routing.ts';
import { CASE, type NewTask, TALK_HR } from '../../report/task.ts';
import type { Acting, FeatureAct, NotDone, NotNow } from '../../report/triage/act.ts';
import { checkAction } from '../../report/triage/actions.ts';
import { holders, type School } from '../../school/school.ts';
import { type CaseState, caseOf, nextLook } from './case-state.ts';
import { type CaseAct, type NoStep, noStep } from './steps.ts';

/** What must be written about each step; the others need nothing. */
const NEEDED: Readonly<Partial<Record<CaseAct['step'], readonly (keyof Written)[]>>> = {
  evidence: ['address', 'seenAt'],
  'asked-host': ['who'],
  'asked-provider': ['who'],
  consent: ['text'],
  police: ['who'],
  author: ['text'],
  parent: ['text'],
};

/** What a step still lacks. */
export const lacksOfStep = ({ step, words }: CaseAct): boolean =>
  (NEEDED[step] ?? []).some((field) => !holdsVisible(words[field]));

/** After these the member of staff hears that there is something new to see; what it is stands in a dialog only they can open. */
const TOLD: readonly CaseAct['step'][] = ['affected', 'asked-host', 'looked', 'own-complaint', 'police', 'support'];

/** What a step records and what follows from it, or why it cannot be recorded. */
export const caseAct = (wanted: CaseAct): FeatureAct => ({
  kind: 'feature',
  name: 'case',
  words: wanted.words,
  needsReason: false,
  isForStubs: false,
  async plan(acting) {
    const { deps, granted, concern } = acting;
    if (wanted.step === 'affected' && !(await mayBeAffected(deps, granted.school, wanted.person)))
      return noStep('cannot-be-affected');
    return casePlan(acting, await deps.store.entries(concern), wanted);
  },
});

/** A member of staff with an account that is switched on: a pupil or a guest is sent nothing of a case. */
async function mayBeAffected(deps: ConcernDeps, school: School, person: UserId | 'reporter'): Promise<boolean> {
  if (person === 'reporter') return true;
  const found = await deps.directory.person(person);
  if (!found?.isEnabled || found.isGuest) return false;
  return (await deps.directory.memberOf(person, school.pupilGroups)).length === 0;
}

function casePlan(
  { granted: { school }, concern, entry }: Acting,
  entries: readonly Entry[],
  wanted: CaseAct,
): Plan | NotNow | NotDone {
  if (!hasCase(concern.kind)) return noStep('no-case');
  if (lacksOfStep(wanted)) return noStep('no-evidence');
  const state = caseOf(concern.reporter, entries);
  const written = entry('case', { facts: {}, words: wanted.words });
  const facts = factsOf(school, concern, state, wanted, written);
  if (typeof facts === 'string') return noStep(facts);
  const affected = wanted.step === 'affected' ? affectedBy(concern, wanted.person) : state.affected;
  const words = wanted.step === 'affected' ? { ...wanted.words, affected } : wanted.words;
  const change: NewEntry = { ...written, facts: { step: wanted.step, ...facts }, words };
  return {
    entries: [change],
    tasks: [
      ...lookTask(school, concern, change),
      ...tellAffected(concern, affected, wanted, written),
      ...tellHr(school, concern, state, wanted, written),
    ],
  };
}

const affectedBy = ({ reporter }: Concern, person: UserId | 'reporter'): UserId =>
  person === 'reporter' ? reporter : person;

/** The member of staff it is about, in their own chat; nobody who may not know about it, and not who has just written it. */
function tellAffected(
  concern: Concern,
  affected: UserId,
  { step }: CaseAct,
  { at, actor }: NewEntry,
): readonly NewTask[] {
  if (!TOLD.includes(step) || affected === actor || concern.excluded.includes(affected)) return [];
  return [{ kind: 'news', dueAt: at, person: affected, why: CASE }];
}

/**
 * A colleague posted it: HR is told once who would like to talk, and nothing of the case. Nobody who is shut out of it is told, nor anyone
 * whose name is in what was written about the author: the colleague may be HR.
 */
function tellHr(
  school: School,
  concern: Concern,
  { author }: Pick<CaseState, 'author'>,
  wanted: CaseAct,
  { at, actor }: NewEntry,
): readonly NewTask[] {
  if (wanted.step !== 'author' || wanted.author !== 'colleague' || author === 'colleague') return [];
  const said = Object.values(wanted.words).join(' ').toLowerCase();
  const isNamed = (name: string): boolean =>
    name
      .toLowerCase()
      .split(/\s+/)
      .some((part) => part.length > 2 && said.includes(part));
  const hr = holders(school, 'hr').find(
    ({ id, name }) => id !== actor && id !== concern.reporter && !concern.excluded.includes(id) && !isNamed(name),
  );
  return hr ? [{ kind: 'news', dueAt: at, person: hr.id, why: TALK_HR }] : [];
}

function factsOf(
  school: School,
  concern: Concern,
  state: CaseState,
  wanted: CaseAct,
  { at: now, actor }: NewEntry,
): Facts | NoStep {
  switch (wanted.step) {
    case 'affected': {
      const person = affectedBy(concern, wanted.person);
      // The person who has the case does not decide alone; anyone who must not see it hears nothing about it.
      const isReader =
        roleOf(school, person, [concern.holder, ...concern.alsoOpenTo]) !== undefined ||
        isOfItsPeople(school, concern, person);
      return isReader || concern.excluded.includes(person) ? 'cannot-be-affected' : {};
    }
    case 'asked-host':
      if (!wanted.at) return 'no-time';
      return {
        platform: wanted.platform,
        askedAt: wanted.at.toISOString(),
        ...lookFacts(school, concern, { ...state, asked: askedNow(wanted.at) }, true, now, actor),
      };
    case 'looked':
      if (!state.asked) return 'not-asked';
      return { found: wanted.found, ...lookFacts(school, concern, state, wanted.found === 'there', now, actor) };
    case 'police':
      return wanted.ground === 'consent' && state.consent !== true ? 'no-consent' : { ground: wanted.ground };
    case 'own-complaint':
      return { platform: wanted.platform };
    case 'consent':
      return { given: wanted.given };
    case 'support':
      return { answer: wanted.answer };
    case 'author':
      return { author: wanted.author };
    case 'parent':
      return { how: wanted.how };
    case 'evidence':
    case 'asked-provider':
      return {};
    default:
      return wanted satisfies never;
  }
}

const askedNow = (at: Date) => ({ platform: 'other' as const, at, aim: new Date(at.getTime() + DAY_MS) });

/** When someone looks next, and who: facts from which the record knows it, whatever happens to its tasks. */
function lookFacts(
  school: School,
  { version }: Concern,
  { asked }: Pick<CaseState, 'asked'>,
  isThere: boolean,
  now: Date,
  actor: NewEntry['actor'],
): Facts {
  const at = asked && nextLook(asked, isThere, now, school.hours.opens);
  // The number of the event that records it: never used twice within a record.
  return at ? { number: version + 1, to: actor, lookAt: at.toISOString() } : { isLookDone: true };
}

/** It gets a check of its own only if none is waiting that comes sooner: each check plans the next. */
function lookTask(school: School, { actions, holder }: Concern, { facts = {} }: NewEntry): readonly NewTask[] {
  const { lookAt, number, to } = facts;
  if (typeof lookAt !== 'string' || typeof number !== 'number') return [];
  const at = new Date(lookAt);
  const others = actions.filter(({ of }) => of !== 'look');
  const [before] = checkAction(school, { actions, holder });
  if (before && before.dueAt <= at) return [];
  return checkAction(school, {
    actions: [...others, { number, owner: to as UserId, due: dayOf(at), of: 'look', at }],
    holder,
  });
}
