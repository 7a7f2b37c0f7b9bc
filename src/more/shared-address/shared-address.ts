import type { SendByAddress } from '../../report/rehearsal/hold.ts';
import { isPilot } from '../../report/rehearsal/pilot.ts';
import type { School } from '../../school/school.ts';
import type { AddressDeps } from './address-ports.ts';
import { type Addresses, type BehindAddress, behindAddress, createAddresses } from './addresses.ts';
import {
  type ComeBack,
  comeBack,
  drillByLink,
  reportByLink,
  type Sent,
  type SentByLink,
  type WrittenBack,
  writeBack,
} from './by-link.ts';

/** What people without Teams can do, and who looks after the address where they do it. */
export interface SharedDoor {
  readonly addresses: Addresses;
  behind(address: string): Promise<BehindAddress>;
  /** How many of the DSL's team are on duty now; who they are stands on no page. */
  onDuty(school: School): Promise<number>;
  isPilot(school: School): Promise<boolean>;
  report(school: School, key: string, sent: Sent, waitMs: number): Promise<SentByLink>;
  comeBack(code: string): Promise<ComeBack>;
  writeBack(code: string, said: { readonly text: string; readonly isUrgent: boolean }): Promise<WrittenBack>;
  readonly drill: SendByAddress;
}

export const createSharedDoor = (
  deps: AddressDeps,
  onDuty: (school: School) => Promise<readonly unknown[]>,
): SharedDoor => ({
  addresses: createAddresses(deps),
  behind: (address) => behindAddress(deps, address),
  isPilot: (school) => isPilot(deps, school),
  onDuty: async (school) => (await onDuty(school)).length,
  report: (school, key, sent, waitMs) => reportByLink(deps, school, key, sent, waitMs),
  comeBack: (code) => comeBack(deps, code),
  writeBack: (code, said) => writeBack(deps, code, said),
  drill: (school, drill) => drillByLink(deps, school, drill),
});
