import type { UserId } from '../../kernel/ids.ts';
import type { Concern, Entry } from '../concern.ts';
import type { ConcernDeps } from '../deps.ts';
import type { Said } from '../notice.ts';

/**
 * What someone hears who is to talk: with whom, and nothing else. Without a name it would say nothing.
 * @param isOfCase it is not the reporter who would like to, but the person who looks after the case
 * @returns `undefined` for someone who has left
 * @throws Fault when the directory cannot be asked for the name: it is tried again
 */
export async function talkSaid(
  { directory, store }: Pick<ConcernDeps, 'directory' | 'store'>,
  concern: Concern,
  isOfCase: boolean,
): Promise<Said | undefined> {
  const from = isOfCase ? whoWroteAuthor(await store.entries(concern)) : concern.reporter;
  const person = from && (await directory.person(from));
  return person && { kind: 'talk', from: person.name };
}

/** Who wrote down last that a colleague posted it. */
function whoWroteAuthor(entries: readonly Entry[]): UserId | undefined {
  const actor = entries.findLast(({ kind, facts }) => kind === 'case' && facts?.author === 'colleague')?.actor;
  return actor === 'lanyard' ? undefined : actor;
}
