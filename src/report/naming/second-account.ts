import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { everyHolder, type School } from '../../school/school.ts';
import type { ConcernDeps } from '../deps.ts';

/** Someone as the directory lists them. */
export interface Account {
  readonly id: UserId;
  readonly name: string;
}

/**
 * Those of whom only their name can tell whether they answer for reports here: "Joanna Okafor (Admin)" is no headteacher by her id.
 * A role-holder is known by the account that holds the role.
 */
export const accountsIn = (school: School, people: readonly Account[]): readonly Account[] => {
  const holders = new Set(everyHolder(school).map(({ id }) => id));
  return people.filter(({ id }) => !holders.has(id));
};

/** What these are called who hold no role here. While the directory does not answer their ids alone count, as everywhere. */
export async function namesOfAccounts(
  { directory }: Pick<ConcernDeps, 'directory'>,
  school: School,
  people: readonly UserId[],
): Promise<readonly string[]> {
  const names: string[] = [];
  for (const { id } of accountsIn(
    school,
    people.map((one) => ({ id: one, name: '' })),
  ))
    try {
      const person = await directory.person(id);
      if (person) names.push(person.name);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  return names;
}
