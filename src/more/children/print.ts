import type { ConcernId, UserId } from '../../kernel/ids.ts';
import type { Actor } from '../../report/actor.ts';
import { shelfOf } from '../../report/concern.ts';
import { type ConcernDeps, schoolOf } from '../../report/deps.ts';
import { type AboutOnPaper, aboutOnPaper, type SchoolOnPaper } from '../../report/keeping/on-paper.ts';
import { access } from '../../report/opening/access.ts';
import { change } from '../../report/record/change.ts';
import type { Pupil } from '../roll/pupil.ts';
import type { Rolls } from '../roll/rolls.ts';
import { type Chronology, type ChronologyLine, chronologyFor } from './chronology.ts';
import { ANOTHER_CHILD, chosenFrom, leftOut, namesOfOthers, withoutNames } from './redaction.ts';

type Granted = Extract<Chronology, { kind: 'chronology' }>;

/** Of a child's file that goes to another school: to whom, from which number, and why. */
export interface PassedOn {
  readonly to: { readonly name: string; readonly role: string; readonly school: string };
  /** The direct line of who sends it, where lanyard.yml has one. */
  readonly phone: string | undefined;
  /** Why it is handed on and what comes next, as who does so wrote it. */
  readonly why: string;
}

export type ToPrint =
  | (Granted & {
      /** Of how many other children the names are left out. */
      readonly leftOut: number;
      readonly school: SchoolOnPaper;
      /** Who a child is, by the roll; `undefined` in reports about an adult. */
      readonly about: AboutOnPaper | undefined;
      /** Who makes the print. */
      readonly by: UserId;
      /** Of a transfer to another school. */
      readonly passedOn?: PassedOn;
    })
  /** The names to choose from have changed since: someone has to look again. */
  | { readonly kind: 'changed' }
  | Exclude<Chronology, Granted>;

export type NamesInPrint =
  | {
      readonly kind: 'names';
      readonly names: readonly string[];
      /** How many it leaves out, because nobody has said whether they are about the same person. */
      readonly undecided: number;
      /** The reports in it that nobody has acknowledged: its reader would see that. */
      readonly waiting: readonly string[];
    }
  | Exclude<Chronology, { kind: 'chronology' }>;

/** Names of other children in the chronology, of which each is left out only when someone says so. */
export async function namesInPrint(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils'>,
  id: ConcernId,
  actor: Actor,
): Promise<NamesInPrint> {
  const granted = await access(deps, id, actor, 'export');
  if (granted.kind !== 'granted') return granted;
  const found = await chronologyFor(deps, id, actor);
  return found.kind === 'chronology'
    ? { kind: 'names', names: await namesIn(deps, rolls, found), undecided: found.undecided, waiting: waitingIn(found) }
    : found;
}

/**
 * One chronology to take away, of this record and those that belong to it, as far as the person who asks may open them at this moment.
 * That it left is in the trail of each of them before it does.
 * @param more `choice`: which names of other children are left out, as `choiceOf` wrote it, none without; `passedOn`: as in what comes of it
 */
export async function chronologyToPrint(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils' | 'details'>,
  id: ConcernId,
  actor: Actor,
  more: { readonly choice?: string; readonly passedOn?: PassedOn } = {},
): Promise<ToPrint> {
  const { choice, passedOn } = more;
  // Someone who may only read it cannot take a copy.
  const granted = await access(deps, id, actor, 'export');
  if (granted.kind !== 'granted') return granted;
  const found = await chronologyFor(deps, id, actor);
  if (found.kind !== 'chronology') return found;
  const chosen = choice === undefined ? [] : chosenFrom(await namesIn(deps, rolls, found), choice);
  if (chosen === undefined) return { kind: 'changed' };
  for (const one of new Set(found.lines.map(({ concern }) => concern.id)))
    await change(deps.store, one, () => ({
      entries: [
        {
          at: deps.clock(),
          actor: actor.user,
          kind: 'exported',
          facts: { format: 'chronology', ...(chosen.length > 0 && { leftOut: chosen.length }) },
        },
      ],
    }));
  return {
    ...(await headed(deps, rolls, found, actor.user)),
    lines: leftOut(found.lines, chosen),
    ...(passedOn && { passedOn: { ...passedOn, why: withoutNames(passedOn.why, chosen, ANOTHER_CHILD) } }),
    leftOut: chosen.length,
  };
}

const waitingIn = ({ lines }: Granted): readonly string[] => [
  ...new Set(
    lines.flatMap(({ concern: { status, reference } }) =>
      status === 'submitted' || status === 'delivered' ? [reference] : [],
    ),
  ),
];

/** With who it is about, as a reader elsewhere needs it. */
async function headed(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'details'>,
  found: Granted,
  by: UserId,
): Promise<Omit<Extract<ToPrint, { kind: 'chronology' }>, 'leftOut'>> {
  const reports = [...Map.groupBy(found.lines, ({ concern }) => concern.id).values()];
  const [first] = found.lines;
  const school = schoolOf(deps, (first as ChronologyLine).concern.school);
  const isChild = found.lines.every(({ concern }) => shelfOf(concern.kind) === 'child');
  const about = isChild
    ? await aboutOnPaper(
        rolls,
        school,
        reports.map((lines) => lines.map(({ entry }) => entry)),
      )
    : undefined;
  return {
    ...found,
    about,
    by,
    school: { name: school.name, trust: deps.trust.name, phone: school.contacts.office },
  };
}

/** Without a roll, or while it cannot be read, capitals alone decide. */
async function namesIn(
  deps: ConcernDeps,
  rolls: Pick<Rolls, 'pupils'>,
  { lines }: Granted,
): Promise<readonly string[]> {
  const [first] = lines;
  const pupils: readonly Pupil[] = first
    ? await rolls.pupils(schoolOf(deps, first.concern.school)).catch((): readonly Pupil[] => [])
    : [];
  return namesOfOthers(lines, pupils);
}
