import { Fault } from '../../kernel/calls/fault.ts';
import type { GroupId, UserId } from '../../kernel/ids.ts';
import type { Directory, DirectoryPerson } from '../../school/people.ts';
import type { Problem } from '../campaign/campaign.ts';
import type { Audience, Exclusion } from './exclusion.ts';
import { looksLikeNoPerson, signsOf, usualOf } from './no-person.ts';

/** Where one member of a staff group belongs: `paper` is asked too, but not through Teams. */
type Judgement = 'ask' | 'paper' | 'pupil' | 'guest' | 'disabled';

/**
 * Being in a staff group is not enough. Anyone who is also in a pupil group, a guest or disabled is out, in this order;
 * without proof of a Teams licence nothing is sent to them.
 * @param isTrusted HR gave their word that a guest works for the school
 */
export function judge(
  person: DirectoryPerson,
  pupils: ReadonlySet<UserId>,
  teamsPlans: readonly string[],
  isTrusted = false,
): Judgement {
  if (pupils.has(person.id)) return 'pupil';
  if (isGuest(person) && !isTrusted) return 'guest';
  if (!person.isEnabled) return 'disabled';
  return person.plans.some((plan) => teamsPlans.includes(plan)) ? 'ask' : 'paper';
}

const isGuest = ({ isGuest, userPrincipalName }: DirectoryPerson): boolean =>
  isGuest || userPrincipalName.toUpperCase().includes('#EXT#');

interface AudienceGroups {
  readonly staff: readonly GroupId[];
  /** Those of every school of the trust: a pupil of one school is a pupil at another. */
  readonly pupils: readonly GroupId[];
  readonly teamsPlans: readonly string[];
  /** What HR decided about accounts that do not look like a person's. */
  readonly decided?: ReadonlyMap<UserId, boolean>;
  /** Who HR put on the list by name, in a staff group or not. */
  readonly added?: readonly Added[];
}

/** Someone whom HR put on a campaign's list by name. */
export interface Added {
  readonly user: UserId;
  /** A guest, for whom HR gave their word. */
  readonly isGuest: boolean;
}

/** Someone to be put on it, with what they are to read: places among the campaign's policies, asked of HR where some are not for everyone. */
export interface ToAdd extends Added {
  readonly read: readonly number[];
}

/**
 * Reads who is to be asked. Fails closed: a group that cannot be read, or that shows no members (which is also how
 * hidden membership and a slow index look), refuses the whole campaign.
 */
export async function readAudience(
  directory: Directory,
  { staff, pupils, teamsPlans, decided = new Map(), added = [] }: AudienceGroups,
): Promise<
  { readonly kind: 'read'; readonly audience: Audience } | { readonly kind: 'refused'; readonly problem: Problem }
> {
  if (pupils.length === 0) return refused({ kind: 'no-group', what: 'pupils' });
  if (staff.length === 0) return refused({ kind: 'no-group', what: 'staff' });

  const pupilIds = new Set<UserId>();
  for (const group of pupils) {
    const read = await readGroup(directory, group, 'pupils', (person) => pupilIds.add(person.id));
    if (read) return refused(read);
  }
  const members = new Map<UserId, DirectoryPerson>();
  for (const group of staff) {
    const read = await readGroup(directory, group, 'staff', (person) => members.set(person.id, person));
    if (read) return refused(read);
  }
  const named = await readAdded(directory, added);
  if (named.kind === 'refused') return named;
  for (const person of named.people) members.set(person.id, person);
  const words = new Map(added.map((one) => [one.user, one]));

  const ask: DirectoryPerson[] = [];
  const paper: DirectoryPerson[] = [];
  const excluded: Exclusion[] = [];
  const usual = usualOf([...members.values()]);
  for (const person of members.values()) {
    const word = words.get(person.id);
    const judgement = judge(person, pupilIds, teamsPlans, word?.isGuest);
    const isStaff = judgement === 'ask' || judgement === 'paper';
    // Who was put on the list by name is a person.
    const signs = isStaff && !word && decided.get(person.id) !== true ? signsOf(person, usual) : [];
    if (isStaff && decided.get(person.id) === false) {
      excluded.push({ user: person.id, name: person.name, reason: 'no-person' });
    } else if (isStaff && looksLikeNoPerson(signs)) {
      // Nothing is sent there until HR has decided.
      excluded.push({ user: person.id, name: person.name, reason: 'may-be-no-person', signs });
    } else if (judgement === 'ask') ask.push(person);
    else if (judgement === 'paper') paper.push(person);
    else excluded.push({ user: person.id, name: person.name, reason: judgement });
  }
  if (ask.length + paper.length === 0) return refused({ kind: 'nobody-to-ask' });
  return { kind: 'read', audience: { ask, paper, excluded, pupilsKnown: pupilIds.size } };
}

/** Those who were added, as the directory has them now. Who is there no more is left out. */
async function readAdded(
  directory: Directory,
  added: readonly Added[],
): Promise<{ readonly kind: 'read'; readonly people: readonly DirectoryPerson[] } | ReturnType<typeof refused>> {
  const people: DirectoryPerson[] = [];
  try {
    for (const { user } of added) {
      const person = await directory.person(user);
      if (person) people.push(person);
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return refused({ kind: 'cannot-read-person', why: error.code });
  }
  return { kind: 'read', people };
}

const refused = (problem: Problem) => ({ kind: 'refused', problem }) as const;

async function readGroup(
  directory: Directory,
  group: GroupId,
  what: 'pupils' | 'staff',
  take: (person: DirectoryPerson) => unknown,
): Promise<Problem | undefined> {
  let count = 0;
  try {
    for await (const person of directory.groupMembers(group)) {
      take(person);
      count += 1;
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { kind: 'cannot-read', what, group, why: error.code };
  }
  return count === 0 ? { kind: 'empty', what, group } : undefined;
}
