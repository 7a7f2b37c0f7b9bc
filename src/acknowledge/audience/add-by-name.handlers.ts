import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { form, people, places } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import { ADD_BY_NAME, addByNameCard, PUT_ON_LIST } from './add-by-name.cards.ts';
import type { AddedByName } from './add-by-name.ts';

const adding = inCampaign.extend({
  who: people(1),
  guest: z.enum(['true', 'false']).default('false'),
  read: places(50),
});

/** Someone with an account is put on the list of a campaign that runs. Whether HR may is asked at every press. */
export function registerAddingByName(
  routes: Routes,
  acknowledgements: Pick<Acknowledgements, 'campaign' | 'addByName'>,
): void {
  const shown = async (by: UserId, campaign: CampaignId, said?: AddedByName) => {
    const view = await acknowledgements.campaign(by, campaign);
    return view ? dialog('Add someone', addByNameCard(campaign, view.policies, said), 'medium') : message(NOT_YOURS);
  };
  const open = form(inCampaign, ({ campaign }, { sender }) => shown(sender.userId, campaign));
  routes.dialog(ADD_BY_NAME, open);

  const add = form(
    adding,
    async ({ campaign, who: [user], guest, read }, { sender: { userId: by } }) => {
      const who = user && { user, isGuest: guest === 'true', read };
      return shown(by, campaign, who && (await acknowledgements.addByName(by, campaign, who)));
    },
    'Please choose one person at a time.',
  );
  routes.submit(PUT_ON_LIST, add);
}
