import { z } from 'zod/v4';
import { form, people } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { ADD_BY_NAME, addByNameCard, PUT_ON_LIST } from './add-by-name.cards.ts';

const adding = inCampaign.extend({ who: people(1), guest: z.enum(['true', 'false']).default('false') });

/** Someone with an account is put on the list of a campaign that runs. Whether HR may is asked at every press. */
export function registerAddingByName(
  routes: Routes,
  acknowledgements: Pick<Acknowledgements, 'campaign' | 'addByName'>,
): void {
  const open = form(inCampaign, async ({ campaign }, { sender }) =>
    (await acknowledgements.campaign(sender.userId, campaign))
      ? dialog('Add someone', addByNameCard(campaign), 'medium')
      : message(NOT_YOURS),
  );
  routes.dialog(ADD_BY_NAME, open);

  const add = form(
    adding,
    async ({ campaign, who: [user], guest }, { sender }) => {
      const said = user
        ? await acknowledgements.addByName(sender.userId, campaign, { user, isGuest: guest === 'true' })
        : undefined;
      return said?.kind === 'not-allowed' ? message(NOT_YOURS) : dialog('Add someone', addByNameCard(campaign, said));
    },
    'Please choose one person at a time.',
  );
  routes.submit(PUT_ON_LIST, add);
}
