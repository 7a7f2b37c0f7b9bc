import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { everyHolder, type School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import { ROLE_WORDING, SENT_BY_LINK } from '../wording.ts';

export interface Person {
  readonly id: string;
  /** Absent when the directory no longer knows them, or does not answer. */
  readonly name: string | undefined;
  /** Of the roles that Lanyard knows, the one they hold now. */
  readonly role: string | undefined;
  /** What they work as, as the directory has it. */
  readonly job: string | undefined;
}

/** `Miriam Hale, the DSL`: what leaves on paper says who each entry is from, and what they are at the school. */
export const personWords = ({ id, name, role, job }: Person): string =>
  [name ?? `a person with the id ${id}`, role ?? job].filter((part) => part).join(', ');

/** Everyone with one of these ids, by the name that lanyard.yml or the directory gives them now. */
export async function peopleNamed(
  deps: Pick<ConcernDeps, 'directory'>,
  school: School,
  { reporter, isByLink }: Pick<Concern, 'reporter' | 'isByLink'>,
  ids: readonly (UserId | 'lanyard')[],
): Promise<ReadonlyMap<UserId, Person>> {
  const found = new Map<UserId, Person>();
  for (const id of new Set(ids)) {
    if (id === 'lanyard') continue;
    if (isByLink && id === reporter) {
      found.set(id, { id, name: SENT_BY_LINK, role: undefined, job: undefined });
      continue;
    }
    const holder = everyHolder(school).find((one) => one.id === id);
    const listed = holder ? undefined : await inDirectory(deps, id);
    const former = school.formerHolders?.find((one) => one.id === id);
    found.set(id, {
      id,
      name: holder?.name ?? listed?.name ?? former?.name,
      role: holder && ROLE_WORDING[holder.role],
      job: listed?.jobTitle,
    });
  }
  return found;
}

async function inDirectory({ directory }: Pick<ConcernDeps, 'directory'>, id: UserId) {
  try {
    return await directory.person(id);
  } catch (error) {
    // A record must be able to leave while Graph is down; ids are in it beside the names.
    if (!(error instanceof Fault)) throw error;
    return undefined;
  }
}
