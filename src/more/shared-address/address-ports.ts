import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { ConcernDeps } from '../../report/deps.ts';

/** Where people without Teams reach a school. It opens nothing: it only says which school is meant. */
export interface SharedAddress {
  readonly address: string;
  readonly school: SchoolId;
  readonly madeAt: Date;
  readonly replacedAt: Date | undefined;
}

export interface AddressStore {
  find(address: string): Promise<SharedAddress | undefined>;
  current(school: SchoolId): Promise<SharedAddress | undefined>;
  /** Makes it the school's; the one before, if it is still `before`, is replaced. Of two at once one counts, for both. */
  make(
    made: { readonly school: SchoolId; readonly address: string; readonly by: UserId; readonly at: Date },
    before: string | undefined,
  ): Promise<SharedAddress>;
}

/** What the shared address is made from. */
export interface AddressDeps extends ConcernDeps {
  readonly addresses: AddressStore;
}
