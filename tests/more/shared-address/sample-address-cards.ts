import { addressCard, addressInvitation, sheetCard } from '../../../src/more/shared-address/address.cards.ts';
import type { SharedAddress } from '../../../src/more/shared-address/address-ports.ts';
import type { Card } from '../../../src/platform/teams/card.ts';
import { oakfield } from '../../report/support.ts';

const now = new Date('2026-11-23T10:31:00Z');
const school = oakfield();
const current: SharedAddress = { address: 'BCDF-GHJK-MNPQ', school: school.id, madeAt: now, replacedAt: undefined };
const asking = {
  ...school,
  concerns: { ...school.concerns, sharedAddress: { use: 'report-and-ask' as const, namesShown: [] } },
};
const urlOf = ({ address }: SharedAddress): string => `https://lanyard.oakfield.example/r/${address}`;

/** Every card of the address for people without Teams. */
export const ADDRESS_CARDS: readonly (readonly [string, Card])[] = [
  ['the way to the address', addressInvitation()],
  ['no address yet', addressCard({ kind: 'address', school, current: undefined }, urlOf)],
  ['the address', addressCard({ kind: 'address', school: asking, current }, urlOf)],
  ['a new address', addressCard({ kind: 'address', school: asking, current }, urlOf, true)],
  ['its sheet', sheetCard('https://lanyard.oakfield.example/d/BCDF-GHJK', now)],
];
