import { Fault } from '../../kernel/calls/fault.ts';
import { parseGuid, type UserId } from '../../kernel/ids.ts';
import type { Directory } from '../../school/people.ts';

/** Someone picked from the directory, with the name that a picker shows. */
export interface Picked {
  readonly id: UserId;
  readonly name: string;
}

const PICKED_BEFORE = 'Someone you picked before';

/** The people picked, by name. While the directory does not answer they stay picked, without one. */
export const namedPicks = (directory: Pick<Directory, 'person'>, people: readonly UserId[]): Promise<Picked[]> =>
  Promise.all(
    people.map(async (id) => {
      try {
        return { id, name: (await directory.person(id))?.name ?? PICKED_BEFORE };
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        return { id, name: PICKED_BEFORE };
      }
    }),
  );

/** The ids that a picker sends, comma-joined; anything else is left out. */
export const picksIn = (sent: string): readonly UserId[] =>
  sent
    .split(',')
    .slice(0, 20)
    .flatMap((one) => parseGuid<UserId>(one.trim()) ?? []);
