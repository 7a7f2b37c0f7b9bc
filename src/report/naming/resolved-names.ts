import type { Trust } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import type { ConcernStore } from '../ports.ts';
import { meantBy, shutOutBy } from './naming.ts';

declare const resolved: unique symbol;

/** A store whose concerns have had their names read again, by the roles of this moment. No use case takes another. */
export type ResolvingStore = ConcernStore & { readonly [resolved]: true };

/**
 * Reads the names that a reporter typed whenever a concern comes out of the store, so that each opening, list, search,
 * download and delivery shuts out anyone who is meant by the roles and names of now. Who was not shut out where it is kept is in
 * `lateNamed` until that is written down.
 */
export function resolvingNames(store: ConcernStore, trust: Trust): ResolvingStore {
  const readAgain = (concern: Concern): Concern => {
    const school = trust.schools.find(({ id }) => id === concern.school);
    if (!school) return concern;
    const meant = shutOutBy(meantBy(school, concern.naming, concern.reporter));
    const late = meant.filter((id) => !concern.excluded.includes(id));
    return late.length === 0 ? concern : { ...concern, excluded: [...concern.excluded, ...late], lateNamed: late };
  };
  const one = async (found: Promise<Concern | undefined>): Promise<Concern | undefined> => {
    const concern = await found;
    return concern && readAgain(concern);
  };
  const resolving: ConcernStore = {
    ...store,
    find: (id) => one(store.find(id)),
    findByDraft: (draft, reporter) => one(store.findByDraft(draft, reporter)),
    findByReference: (reference) => one(store.findByReference(reference)),
    async list(filter) {
      const found = await store.list(filter);
      return { ...found, concerns: found.concerns.map(readAgain) };
    },
    async raise(raised) {
      const outcome = await store.raise(raised);
      return outcome.kind === 'raised' ? outcome : { ...outcome, concern: readAgain(outcome.concern) };
    },
  };
  return resolving as ResolvingStore;
}
