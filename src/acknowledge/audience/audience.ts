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
 */
export function judge(person: DirectoryPerson, pupils: ReadonlySet<UserId>, teamsPlans: readonly string[]): Judgement {
  if (pupils.has(person.id)) return 'pupil';
  if (person.isGuest || person.userPrincipalName.toUpperCase().includes('#EXT#')) return 'guest';
  if (!person.isEnabled) return 'disabled';
  return person.plans.some((plan) => teamsPlans.includes(plan)) ? 'ask' : 'paper';
}

interface AudienceGroups {
  readonly staff: readonly GroupId[];
  /** Those of every school of the trust: a pupil of one school is a pupil at another. */
  readonly pupils: readonly GroupId[];
  readonly teamsPlans: readonly string[];
  /** What HR decided about accounts that do not look like a person's. */
  readonly decided?: ReadonlyMap<UserId, boolean>;
}

/**
 * Reads who is to be asked. Fails closed: a group that cannot be read, or that shows no members (which is also how
 * hidden membership and a slow index look), refuses the whole campaign.
 */
export async function readAudience(
  directory: Directory,
  { staff, pupils, teamsPlans, decided = new Map() }: AudienceGroups,
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

  const ask: DirectoryPerson[] = [];
  const paper: DirectoryPerson[] = [];
  const excluded: Exclusion[] = [];
  const usual = usualOf([...members.values()]);
  for (const person of members.values()) {
    const judgement = judge(person, pupilIds, teamsPlans);
    const isStaff = judgement === 'ask' || judgement === 'paper';
    const signs = isStaff && decided.get(person.id) !== true ? signsOf(person, usual) : [];
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
