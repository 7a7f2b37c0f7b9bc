import type { TenantId } from '../../kernel/ids.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import { adviseCard, newCard, stillSoCard } from './declaration.cards.ts';
import type { DeclarationMessages } from './declaration-ports.ts';

/** Tells the adviser, HR and, a year later, the declarer. No notification says more than that there is something. */
export const createDeclarationMessages = (messenger: Messenger, tenant: TenantId): DeclarationMessages => ({
  advise: (adviser, school, declaration) =>
    messenger.toPerson(adviser, tenant, {
      card: adviseCard(school, declaration),
      summary: 'Please speak with a colleague',
    }),
  isNew: (hr, school) => messenger.toPerson(hr, tenant, { card: newCard(school), summary: 'A new declaration' }),
  isItStillSo: (person, declaration) =>
    messenger.toPerson(person, tenant, { card: stillSoCard(declaration), summary: 'Is this still true?' }),
});
