import type { Card } from '../../src/platform/teams/card.ts';
import { REGISTER_CARDS } from '../acknowledge/register/sample-register-cards.ts';
import { ACKNOWLEDGEMENT_CARDS } from '../acknowledge/sample-acknowledgement-cards.ts';
import { CAMPAIGN_CARDS } from '../acknowledge/sample-campaign-cards.ts';
import { ADOPTION_CARDS } from '../ask/adoption/sample-adoption-cards.ts';
import { POLICY_CARDS } from '../ask/answer/sample-policy-cards.ts';
import { HOME_CARDS } from '../hear/sample-home-cards.ts';
import { ACCOUNT_CARDS } from '../more/accounts/sample-account-cards.ts';
import { CHILD_CARDS } from '../more/children/sample-child-cards.ts';
import { DECLARATION_CARDS } from '../more/declarations/sample-declaration-cards.ts';
import { ADDRESS_CARDS } from '../more/shared-address/sample-address-cards.ts';
import { sharedPages } from '../more/shared-address/sample-shared-pages.ts';
import { ACCESS_CARDS } from '../more/subject-access/sample-access-cards.ts';
import { handOverPages } from '../platform/web/sample-pages.ts';
import { CONCERN_CARDS } from '../report/sample-concern-cards.ts';

/** Something to look at: a card or dialog, or a page of the browser as HTML. */
export type Sample = { readonly name: string; readonly card: Card } | { readonly name: string; readonly page: string };

const cards = (list: readonly (readonly [string, Card])[]) => async (): Promise<readonly Sample[]> =>
  list.map(([name, card]) => ({ name, card }));
const pages = (make: () => Promise<readonly (readonly [string, string])[]>) => async (): Promise<readonly Sample[]> =>
  (await make()).map(([name, page]) => ({ name, page }));

/** All that is looked at, by the list that it stands in. A new list of samples is added here, and nowhere else. */
export const SAMPLES: Readonly<Record<string, () => Promise<readonly Sample[]>>> = {
  home: cards(HOME_CARDS),
  child: cards(CHILD_CARDS),
  concern: cards(CONCERN_CARDS),
  policy: cards(POLICY_CARDS),
  acknowledgement: cards(ACKNOWLEDGEMENT_CARDS),
  campaign: cards(CAMPAIGN_CARDS),
  register: cards(REGISTER_CARDS),
  account: cards(ACCOUNT_CARDS),
  adoption: cards(ADOPTION_CARDS),
  declaration: cards(DECLARATION_CARDS),
  address: cards(ADDRESS_CARDS),
  access: cards(ACCESS_CARDS),
  'hand-over': pages(handOverPages),
  'shared-address': pages(sharedPages),
};
