import { z } from 'zod/v4';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { writtenSecret } from '../../kernel/pages/tickets.ts';
import { form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, type DialogTurn, dialog, message } from '../../platform/teams/turn.ts';
import { ADDRESS, ADDRESS_MAKE, ADDRESS_SHEET, addressCard, addressInvitation, sheetCard } from './address.cards.ts';
import type { SharedAddress } from './address-ports.ts';
import type { AddressAnswer, Addresses } from './addresses.ts';

/** The kind of download that the sheet is; its subject is the school, or the school and `large`. */
export const SHEET_DOWNLOAD = 'shared-address-sheet';

const NOT_YOURS = 'This is for the DSL, the deputies and the IT lead.';
const OFF =
  'This is not switched on for your school. The IT lead can switch it on in lanyard.yml: concerns, sharedAddress, use.';

const nothing = z.object({});
const sentMake = z.object({ before: id(40).optional() });
const sentSheet = z.object({ large: z.boolean().default(false) });

interface AddressParts {
  readonly addresses: Addresses;
  readonly downloads: Pick<Downloads, 'offer'>;
  /** The address of the service as people outside Teams see it, without a slash at the end. */
  readonly address: () => string;
}

const actorOf = ({ sender }: Pick<DialogTurn, 'sender'>) => ({ user: sender.userId, tenant: sender.tenantId });

/** Where people without Teams reach the school: the DSL's team and the IT lead make it, print it and replace it. */
export function registerSharedAddress(routes: Routes, { addresses, downloads, address }: AddressParts): void {
  const urlOf = (shared: SharedAddress): string => sharedUrl(address(), shared);
  const page = (answer: AddressAnswer, isNew = false): DialogAnswer => {
    if (answer.kind === 'not-available') return message(NOT_YOURS);
    if (answer.kind === 'off') return message(OFF);
    return dialog('People without Teams', addressCard(answer, urlOf, isNew), 'large');
  };

  routes.command(['shared address', 'without teams', 'qr code'], async (turn) => {
    const { kind } = await addresses.look(actorOf(turn));
    if (kind === 'address')
      return void (await turn.replyPrivately({ card: addressInvitation(), summary: 'People without Teams' }));
    await turn.replyPrivately(kind === 'off' ? { text: OFF } : { text: NOT_YOURS, whose: ['dsl', 'it-lead'] });
  });
  const open = form(nothing, async (_data, turn) => page(await addresses.look(actorOf(turn))));
  routes.dialog(ADDRESS, open);
  routes.submit(ADDRESS, open);
  routes.submit(
    ADDRESS_MAKE,
    form(sentMake, async ({ before }, turn) => page(await addresses.make(actorOf(turn), before), before !== undefined)),
  );
  routes.submit(
    ADDRESS_SHEET,
    form(sentSheet, async ({ large }, turn) => {
      const answer = await addresses.look(actorOf(turn));
      if (answer.kind !== 'address' || !answer.current) return page(answer);
      const subject = large ? `${answer.school.id} large` : answer.school.id;
      const { url, until } = await downloads.offer(SHEET_DOWNLOAD, subject, turn.sender.userId);
      return dialog('The sheet', sheetCard(url, until));
    }),
  );
}

/** `https://lanyard.example/r/BCDF-GHJK-LMNP` */
export const sharedUrl = (service: string, { address }: Pick<SharedAddress, 'address'>): string =>
  `${service}/r/${writtenSecret(address)}`;
