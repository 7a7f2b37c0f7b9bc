import type { UserId } from '../../kernel/ids.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import { type Concern, type EntryKind, type Facts, type Recipient, shelfOf, type Written } from '../concern.ts';
import { decideDueAfter } from '../delivery/clocks.ts';
import { freedFor } from '../naming/answer-own.ts';
import { namesOfAccounts } from '../naming/second-account.ts';
import type { Plan } from '../record/change.ts';
import { isTooClose, lastingOf, newcomersTo, withFacts } from '../routing/lies-with.ts';
import { openers } from '../routing/openers.ts';
import { closing, excludedBy, NEEDS_ANOTHER_PERSON, readersOf, type Subject } from '../routing/routing.ts';
import type { NewTask } from '../task.ts';
import type { Acting, NotNow } from './act.ts';
import { keepChildsPart, staysBehind } from './child-part.ts';
import { answerable, inCharge, redirect, wayOf } from './hand-on.ts';
import { mayLetIn } from './let-in.ts';
import { mayBeLinked } from './linked.ts';

/** The record as it is once it is known to be about someone else: everyone named now is shut out beside those before. */
function turnedOut(school: School, concern: Concern, about: Subject): Concern | 'stays-apart' | 'who' | 'same' {
  // Once apart it stays apart: what others wrote about an adult does not belong among children's records.
  if (shelfOf(about.kind) === 'child') return shelfOf(concern.kind) === 'child' ? 'same' : 'stays-apart';
  const { excluded, naming } = excludedBy(school, about);
  // "A member of staff" without a name does not shut anyone out.
  if (about.kind === 'staff' && about.people.length === 0 && !holdsVisible(about.name)) return 'who';
  return {
    ...concern,
    kind: about.kind,
    excluded: [...new Set([...concern.excluded, ...excluded])],
    naming: {
      names: [...concern.naming.names, ...naming.names],
      picked: [...(concern.naming.picked ?? []), ...(naming.picked ?? [])],
      mentions: concern.naming.mentions,
      cleared: concern.naming.cleared,
      settled: [...new Set([...concern.naming.settled, ...naming.settled])],
      meant: concern.naming.meant,
      about: [...(concern.naming.about ?? []), ...about.people],
    },
  };
}

/** How it went, to the DSL's team and the headteacher, once someone has acknowledged it. How a rehearsal went is on its page. */
export const drillDone = (
  school: School,
  { drillBegunAt, drillOf, holder }: Concern,
  now: Date,
): readonly NewTask[] => {
  if (drillBegunAt === undefined || drillOf !== undefined) return [];
  const people = [...readersOf(school, 'dsl'), ...readersOf(school, 'headteacher')].map(({ id }) => id);
  return [...new Set(people)].map((person) => ({ kind: 'news', dueAt: now, person, holder, why: 'drill-done' }));
};

/** What another report has to do with this one: the same person, someone else, a brother or sister, someone named in it. */
export function besidePlan(
  { school, concern, other, entry }: Acting,
  kind: EntryKind,
  more: Facts = {},
  words?: Written,
): Plan | NotNow {
  if (other === undefined) return 'no-such-reference';
  if (!mayBeLinked(school, concern, other)) return 'kept-apart';
  const facts = { to: other.id, reference: other.reference, ...more };
  return { entries: [entry(kind, { facts, ...(words && { words }) })] };
}

const lasting = (people: readonly RoleHolder[]): readonly UserId[] =>
  people.filter(({ coversUntil }) => coversUntil === undefined).map(({ id }) => id);

/** The clock for a decision starts again, and the person who looked after it, or could, is told that it is open again. */
export function reopened({ school, concern, user, now, entry }: Acting, { words }: { readonly words: Written }): Plan {
  const { isUrgent, holder } = concern;
  const decideDueAt = decideDueAfter(school, isUrgent, now);
  const people = inCharge(school, concern);
  const news = (person: UserId): NewTask => ({ kind: 'news', dueAt: now, person, holder, why: 'reopened' });
  return {
    entries: [
      entry('reopened', {
        // Those who could open it closed have it open, too.
        facts: {
          decideBy: decideDueAt.toISOString(),
          ...withFacts(lasting(openers(school, { ...concern, excluded: [], lockedTo: undefined }))),
        },
        words,
      }),
    ],
    tasks: [
      ...people.filter((person) => person !== user).map(news),
      { kind: 'check-decided', dueAt: decideDueAt, holder, round: 1 },
    ],
  };
}

interface Rerouted {
  readonly to: Recipient;
  /** Who it has turned out to be about. An adult's is kept apart from children's records from then on. */
  readonly about: Subject | 'same' | undefined;
  /** What the child said and needs, for a record of the child’s own that stays where this was; absent where the form does not ask. */
  readonly childPart?: string;
  readonly words: Written;
}

/** Passed to others, and from then on about the person it has turned out to be about. */
export async function reroutePlan(
  { deps, school, concern, user, now, entry }: Acting,
  { to, about, childPart, words }: Rerouted,
): Promise<Plan | NotNow> {
  if (to === concern.holder) return 'same';
  // Those who are named may have picked a second account: it is read like a name.
  const turned =
    about && about !== 'same'
      ? turnedOut(school, concern, { ...about, pickedAs: await namesOfAccounts(deps, school, about.people) })
      : undefined;
  if (typeof turned === 'string') return turned;
  const freed = turned ? concern : freedFor(school, concern, to);
  const newest = turned ?? freed;
  // Colleagues of the person it is about are too close, by hand as much as by rule.
  const readers = readersOf(school, to);
  const shut = closing(school, to, newest);
  const isOpenTo = readers.length > 0 && !readers.some(({ id }) => shut.includes(id));
  if (!isOpenTo || answerable(school, newest, to).length === 0) return 'no-such-recipient';
  if (NEEDS_ANOTHER_PERSON.includes(newest.kind) && readers.every(({ id }) => id === concern.reporter))
    return 'no-such-recipient';
  const onward = redirect(school, newest, 'rerouted', { to, via: wayOf(school, to, newest), why: 'by-hand' }, now, {
    actor: user,
    words,
  });
  if (freed !== concern) {
    const others = freed.naming.cleared.length - concern.naming.cleared.length;
    const said = entry('named', { facts: { meant: 0, others } });
    return { ...onward, excluded: freed.excluded, naming: freed.naming, entries: [said, ...onward.entries] };
  }
  if (!turned) return onward;
  const facts = { from: concern.kind, to: turned.kind, shutOut: turned.excluded.length };
  // Before it goes: from then on the person who passes it on has nothing of it to make the child’s record from.
  if (childPart !== undefined && about && about !== 'same' && staysBehind(school, concern, turned.excluded))
    await keepChildsPart(deps, school, concern, { user, about, text: childPart, to });
  return {
    ...onward,
    excluded: turned.excluded,
    naming: turned.naming,
    entries: [entry('reclassified', { facts }), ...onward.entries],
  };
}

/** They decide, as they may pass it to any role: how the newcomers came to it plays no part. */
export function letInPlan({ school, concern, user, entry }: Acting): Plan | NotNow {
  const { holder, via } = concern;
  if (!mayLetIn(school, concern, user)) return 'nobody-new';
  const newcomers = newcomersTo(school, concern, [holder]);
  const people = lyingAfter(school, concern);
  if (isTooClose(school, { ...concern, liesWith: people })) return 'no-such-recipient';
  const letIn = entry('let-in', { facts: { to: holder, ...withFacts(people) } });
  // In a place the card stands there already, and they see it.
  const tasks =
    via === 'people'
      ? newcomers.map(({ id }): NewTask => ({ kind: 'tell-person', dueAt: letIn.at, person: id, holder }))
      : [];
  return { entries: [letIn], tasks };
}

/** Those who hold its role now, and of those who were told beside them who is among its people. */
function lyingAfter(school: School, { holder, alsoOpenTo, liesWith = [], excluded }: Concern): readonly UserId[] {
  const beside = alsoOpenTo.flatMap((one) => lastingOf(school, one, { excluded }));
  return [...new Set([...lastingOf(school, holder, { excluded }), ...beside.filter((id) => liesWith.includes(id))])];
}
