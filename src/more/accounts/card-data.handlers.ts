import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import type { Card } from '../../platform/teams/card.ts';
import { type DialogAnswer, message, type Turn } from '../../platform/teams/turn.ts';
import { accountCard } from './account.cards.ts';
import type { AccountId } from './account.ts';
import type { By } from './account-ports.ts';
import type { Accounts } from './accounts.ts';

export const accountId = z.uuid().transform((id) => id as AccountId);
export const ofAccount = z.object({ account: accountId });

/** More than look after one account. */
const MOST_RUNNERS = 6;
export const peopleIn = z
  .string()
  .default('')
  .transform((all) => all.split(',').filter((part) => part !== ''))
  .pipe(z.array(z.uuid().transform((id) => id.toLowerCase() as UserId)).max(MOST_RUNNERS));

export const NOT_STAFF = message('This is for school staff.');
/** The same for an account that is not there. */
export const NOT_YOURS = message('I cannot find an account that you may open here.');

export const byOf = ({ sender }: Pick<Turn, 'sender'>): By => ({ user: sender.userId, name: sender.name });

export const dialog = (title: string, card: Card): DialogAnswer => ({ kind: 'dialog', title, card, size: 'large' });

/** The account's own page, with what was just done. */
export async function pageOf(
  { accounts }: { readonly accounts: Pick<Accounts, 'open'> },
  { sender }: Pick<Turn, 'sender'>,
  id: AccountId,
  words?: string,
): Promise<DialogAnswer> {
  const open = await accounts.open(sender.userId, id);
  const note = words === undefined ? undefined : { text: words };
  return open ? dialog('School accounts', accountCard(open, note)) : NOT_YOURS;
}
