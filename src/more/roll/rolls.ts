import { nameOf } from '../../kernel/calls/fault.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { DAY_MS } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { schoolOf } from '../../report/deps.ts';
import type { ChildFinder } from '../../report/host.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { schoolReadBy } from '../../report/rota/cover.ts';
import { roleOf } from '../../report/routing/routing.ts';
import { readChild } from '../../report/same-child/likeness.ts';
import type { School } from '../../school/school.ts';
import { type FoundPupil, pupilMeant, pupilsLike } from './find-pupil.ts';
import {
  groupOf,
  type ListedPupil,
  type Pupil,
  type RollGiven,
  type RollOutline,
  type RollParts,
  titleOf,
} from './pupil.ts';
import { type RollProblem, readRoll } from './read-roll.ts';

/** A roll that nobody gave again for this long is of last year's children: it is removed. */
const ROLL_KEPT_MS = 400 * DAY_MS;
const MOST_FOUND = 8;

/** A school's roll as those see it who take reports there: how many are on it, and nobody's name. */
export interface RollView {
  readonly kind: 'roll';
  readonly school: School;
  /** Of the DSL's team, or the headteacher: nobody else gives or removes one. */
  readonly mayGive: boolean;
  readonly outline: RollOutline | undefined;
  /** From when on it is removed, unless it is given again. */
  readonly keptUntil: Date | undefined;
}

export type RollAnswer = RollView | { readonly kind: 'not-available' };

export type RollLoaded =
  | { readonly kind: 'not-available' }
  | { readonly kind: 'not-read'; readonly problems: readonly RollProblem[] }
  /** Far fewer than before: a list of one class must not take the place of the school's. */
  | { readonly kind: 'too-few'; readonly before: number; readonly now: number }
  | {
      readonly kind: 'loaded';
      readonly school: School;
      readonly count: number;
      readonly came: number;
      readonly left: number;
    };

/** A school's list of its pupils, so that a child is found as one types. It knows nothing about reports, and no report of it. */
export interface Rolls extends ChildFinder {
  /** For those who take reports; anyone else is refused, and that they tried is recorded. */
  look(actor: Actor): Promise<RollAnswer>;
  /** The DSL, the deputies and the headteacher. */
  mayGive(actor: Actor): Promise<boolean>;
  /** All of it or nothing. @param text a CSV file, decoded */
  give(actor: Actor, text: string): Promise<RollLoaded>;
  remove(actor: Actor): Promise<RollAnswer>;
  /** For anyone of the school's staff who is about to report: a few names with their classes, by what is typed. */
  find(school: School, typed: string): Promise<readonly FoundPupil[]>;
  /** Everyone on it, for use cases of ours: no card shows it. */
  pupils(school: School): Promise<readonly Pupil[]>;
  /** The child who was picked, or who alone can be meant by what was typed. */
  pupil(school: School, said: { readonly id?: string; readonly typed?: string }): Promise<Pupil | undefined>;
  /** Reads the groups that lanyard.yml names, and removes rolls that are too old. */
  keepUp(): Promise<void>;
  /** Removes rolls that are too old, and reads nothing. */
  removeOld(): Promise<void>;
}

export function createRolls(deps: RollParts): Rolls {
  const pupilsOf = createMemory(deps);
  const pupil: Rolls['pupil'] = async (school, { id, typed }) => {
    const pupils = await pupilsOf(school);
    const picked = id === undefined || id === '' ? undefined : pupils.find((one) => one.id === id);
    return picked ?? (typed === undefined || typed === '' ? undefined : pupilMeant(pupils, typed));
  };
  return {
    look: (actor) => look(deps, actor),
    mayGive: async (actor) => (await schoolKept(deps, actor)) !== undefined,
    give: (actor, text) => give(deps, actor, text),
    async remove(actor) {
      const school = await schoolKept(deps, actor);
      if (school) await deps.rolls.remove(school.id, actor.user, deps.clock());
      return look(deps, actor);
    },
    find: async (school, typed) => pupilsLike(await pupilsOf(school), typed, MOST_FOUND),
    pupils: pupilsOf,
    isThere: async (school) => (await pupilsOf(school)).length > 0,
    pupil,
    async child(school, said) {
      const found = await pupilIn(deps, { pupil }, school.id, said);
      return found && { id: found.id, title: titleOf(found) };
    },
    async details(school, { id, typed, isSure }) {
      const isOfClass = readChild(typed).year !== undefined;
      const found = await pupilIn(deps, { pupil }, school.id, { id, ...(isOfClass && { typed }) });
      const isStillOne = async () => (await pupilIn(deps, { pupil }, school.id, { typed }))?.id === found?.id;
      if (!found || !(isSure || (await isStillOne()))) return undefined;
      const { id: one, name, born, year, number } = found;
      return { id: one, title: titleOf(found), name, born, group: groupOf(found), year, number };
    },
    keepUp: () => keepUp(deps),
    removeOld: () => removeOld(deps),
  };
}

/** The child on the roll; `undefined` where the roll cannot be read just now too: nothing waits for one. */
export async function pupilIn(
  deps: Pick<RollParts, 'trust' | 'log'>,
  rolls: Pick<Rolls, 'pupil'>,
  school: SchoolId,
  said: { readonly id?: string; readonly typed?: string },
): Promise<Pupil | undefined> {
  try {
    return await rolls.pupil(schoolOf(deps, school), said);
  } catch (error) {
    deps.log.warn('concern.roll-unread', { school, reason: nameOf(error) });
    return undefined;
  }
}

/** The roll as it was opened last, for as long as it is the one that is kept: every letter typed asks for it. */
function createMemory(deps: RollParts): (school: School) => Promise<readonly Pupil[]> {
  const opened = new Map<string, { readonly version: string; readonly pupils: readonly Pupil[] }>();
  return async ({ id }) => {
    const outline = await deps.rolls.outline(id);
    if (!outline || outline.at.getTime() + ROLL_KEPT_MS < deps.clock().getTime()) {
      opened.delete(id);
      return [];
    }
    const last = opened.get(id);
    if (last?.version === outline.version) return last.pupils;
    const pupils = (await deps.rolls.find(id))?.pupils ?? [];
    opened.set(id, { version: outline.version, pupils });
    return pupils;
  };
}

/** The school for which they answer for children: of its DSL's team, or its headteacher. */
async function schoolKept(deps: RollParts, actor: Actor): Promise<School | undefined> {
  const school = await schoolReadBy(deps, actor);
  return school && mayKeep(school, actor) ? school : undefined;
}

const mayKeep = (school: School, { user }: Actor): boolean =>
  roleOf(school, user, ['dsl', 'headteacher']) !== undefined;

async function look(deps: RollParts, actor: Actor): Promise<RollAnswer> {
  const school = await schoolReadBy(deps, actor);
  if (!school) {
    await noteRefusal(deps, actor, 'roll');
    return { kind: 'not-available' };
  }
  const outline = await deps.rolls.outline(school.id);
  return {
    kind: 'roll',
    school,
    mayGive: mayKeep(school, actor),
    outline,
    keptUntil: outline && new Date(outline.at.getTime() + ROLL_KEPT_MS),
  };
}

async function give(deps: RollParts, actor: Actor, text: string): Promise<RollLoaded> {
  const school = await schoolKept(deps, actor);
  if (!school) {
    await noteRefusal(deps, actor, 'roll');
    return { kind: 'not-available' };
  }
  const read = readRoll(text, deps.clock());
  if (read.kind === 'not-read') return read;
  return replace(deps, school, read.pupils, { by: actor.user, from: 'file' });
}

async function replace(
  deps: RollParts,
  school: School,
  listed: readonly ListedPupil[],
  given: { readonly by: UserId | 'lanyard'; readonly from: RollGiven['from'] },
): Promise<Extract<RollLoaded, { kind: 'loaded' | 'too-few' }>> {
  const before = (await deps.rolls.find(school.id))?.pupils ?? [];
  if (listed.length * 2 < before.length) return { kind: 'too-few', before: before.length, now: listed.length };
  const pupils = withIds(deps, listed, before);
  await deps.rolls.replace({ school: school.id, at: deps.clock(), ...given, pupils });
  const stayed = pupils.filter(({ id }) => before.some((one) => one.id === id)).length;
  deps.log.info('concern.roll-given', { school: school.id, count: pupils.length });
  return {
    kind: 'loaded',
    school,
    count: pupils.length,
    came: pupils.length - stayed,
    left: before.length - stayed,
  };
}

/** By their number; without one by name and date of birth, or by name and class where neither roll knows when they were born. */
function withIds(
  { ids }: Pick<RollParts, 'ids'>,
  listed: readonly ListedPupil[],
  before: readonly Pupil[],
): readonly Pupil[] {
  const keysOf = ({ number, name, born, form, year }: ListedPupil): readonly string[] => [
    ...(number === undefined ? [] : [`number ${number}`]),
    born === undefined ? `class ${JSON.stringify([name, form, year])}` : `born ${JSON.stringify([name, born])}`,
  ];
  const known = new Map<string, string | 'several'>();
  for (const pupil of before) for (const key of keysOf(pupil)) known.set(key, known.has(key) ? 'several' : pupil.id);
  const taken = new Set<string>();
  return listed.map((pupil) => {
    const id = keysOf(pupil)
      .map((key) => known.get(key))
      .find((one) => one !== undefined && one !== 'several' && !taken.has(one));
    const kept = id ?? ids.uuid();
    taken.add(kept);
    return { ...pupil, id: kept };
  });
}

async function removeOld(deps: RollParts): Promise<void> {
  for (const { id } of deps.trust.schools) {
    const outline = await deps.rolls.outline(id);
    if (outline && outline.at.getTime() + ROLL_KEPT_MS < deps.clock().getTime())
      await deps.rolls.remove(id, 'lanyard', deps.clock());
  }
}

async function keepUp(deps: RollParts): Promise<void> {
  await removeOld(deps);
  for (const school of deps.trust.schools) {
    const group = school.concerns.rollGroup;
    if (group === undefined) continue;
    const listed: ListedPupil[] = [];
    for await (const { name, department, isEnabled } of deps.directory.groupMembers(group))
      if (isEnabled) listed.push({ name, year: '', form: department ?? '', born: undefined, number: undefined });
    if (listed.length === 0) continue;
    const became = await replace(deps, school, listed, { by: 'lanyard', from: 'group' });
    if (became.kind === 'too-few')
      deps.log.warn('concern.roll-too-few', { school: school.id, before: became.before, now: became.now });
  }
}
