import type { Ids } from '../../kernel/ids.ts';
import { readLetters } from '../../kernel/pages/tickets.ts';
import { HOUR_MS, isWithin } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { accountStandingOf } from '../../report/routing/account-standing.ts';
import { holdsRole, type School } from '../../school/school.ts';
import type { AddressDeps, SharedAddress } from './address-ports.ts';

/** Letters of an address: 57 bits. It is on a sheet, so it is no secret; nobody finds it by trying. */
const ADDRESS_LENGTH = 12;
/** What someone was writing when the address was replaced is taken for this long. */
const STILL_TAKEN_MS = HOUR_MS;

/** What is behind an address that someone opened. */
export type BehindAddress =
  | { readonly kind: 'open'; readonly school: School }
  /** A newer sheet is out. `isTaken`: it was replaced a moment ago, and what someone was writing is taken. */
  | { readonly kind: 'replaced'; readonly school: School; readonly isTaken: boolean }
  /** The school no longer uses it. */
  | { readonly kind: 'off'; readonly school: School }
  | { readonly kind: 'unknown' };

/** An address as it was typed from paper, or `undefined` when it cannot be one. */
export const readAddress = (typed: string): string | undefined => readLetters(typed, ADDRESS_LENGTH);

/** @param deps `addresses` may be asked very often: it is a page's first question */
export async function behindAddress(
  deps: Pick<AddressDeps, 'addresses' | 'trust' | 'clock'>,
  typed: string,
): Promise<BehindAddress> {
  const address = readAddress(typed);
  const found = address === undefined ? undefined : await deps.addresses.find(address);
  const school = found && deps.trust.schools.find(({ id }) => id === found.school);
  if (!found || !school) return { kind: 'unknown' };
  if (!isUsed(school)) return { kind: 'off', school };
  if (found.replacedAt === undefined) return { kind: 'open', school };
  return { kind: 'replaced', school, isTaken: isWithin(found.replacedAt, STILL_TAKEN_MS, deps.clock()) };
}

/** Whether lanyard.yml lets people without Teams report. */
export const isUsed = ({ concerns }: School): boolean => (concerns.sharedAddress?.use ?? 'none') !== 'none';

/** The school's address as those who look after it see it. */
export type AddressAnswer =
  | { readonly kind: 'address'; readonly school: School; readonly current: SharedAddress | undefined }
  /** lanyard.yml does not allow it. */
  | { readonly kind: 'off'; readonly school: School }
  | { readonly kind: 'not-available' };

export interface Addresses {
  look(actor: Actor): Promise<AddressAnswer>;
  /** Makes the first address, or another in place of `before`. Sent twice it makes one. */
  make(actor: Actor, before: string | undefined): Promise<AddressAnswer>;
}

export const createAddresses = (deps: AddressDeps): Addresses => ({
  look: (actor) => look(deps, actor),
  async make(actor, before) {
    const seen = await look(deps, actor);
    if (seen.kind !== 'address' || seen.current?.address !== before) return seen;
    const made = { school: seen.school.id, address: newAddress(deps.ids), by: actor.user, at: deps.clock() };
    const current = await deps.addresses.make(made, before);
    deps.log.info('concern.address-made', { school: seen.school.id, again: before !== undefined });
    return { ...seen, current };
  },
});

const newAddress = (ids: Pick<Ids, 'reference'>): string => ids.reference(ADDRESS_LENGTH);

/** The DSL's team and the IT lead: who hands out the sheet, and who can be phoned when it has gone astray. */
async function look(deps: AddressDeps, actor: Actor): Promise<AddressAnswer> {
  const { user, tenant } = actor;
  const school = deps.trust.schools.find((one) => holdsRole(one, user, 'dsl', 'deputy-dsl', 'it-lead'));
  if (!school || tenant !== deps.trust.tenantId || (await accountStandingOf(deps, user)) === 'gone') {
    await noteRefusal(deps, actor, 'shared-address');
    return { kind: 'not-available' };
  }
  if (!isUsed(school)) return { kind: 'off', school };
  return { kind: 'address', school, current: await deps.addresses.current(school.id) };
}
