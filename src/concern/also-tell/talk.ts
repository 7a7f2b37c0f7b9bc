import type { Concern } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Said } from '../notice.ts';

/**
 * What someone hears whom a policy names: from whom, and nothing else. Without a name it would say nothing.
 * @returns `undefined` for a reporter who has left
 * @throws Fault when the directory cannot be asked for the name: it is tried again
 */
export async function talkSaid(
  { directory }: Pick<ConcernDeps, 'directory'>,
  { reporter }: Pick<Concern, 'reporter'>,
): Promise<Said | undefined> {
  const person = await directory.person(reporter);
  return person && { kind: 'talk', from: person.name };
}
