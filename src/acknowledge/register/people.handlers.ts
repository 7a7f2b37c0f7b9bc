import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { action, form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { PEOPLE } from '../campaign/buttons.ts';
import { campaignId, inCampaign } from '../card-data.handlers.ts';
import { ACT, listCard, managerCard, SAY, SHOW_LIST } from './list.cards.ts';
import { LISTED, peopleCard } from './people.cards.ts';
import { MANAGER_ENTRIES } from './people.ts';
import type { PersonId } from './person.ts';

const listing = inCampaign.extend({
  which: z.enum(LISTED),
  page: z.coerce.number().int().min(0).max(10_000).default(0),
  from: id<PersonId>(60).optional(),
});
const saying = inCampaign.extend({ person: id<PersonId>(60), change: z.enum(MANAGER_ENTRIES) });
const showingList = z.object({ campaign: campaignId, kind: z.enum(['manager', 'hr']) });

export const NOT_YOURS =
  'Acknowledgement campaigns are run by HR. For your own, type “what do I have to sign”. Heads and chairs of governors type “overview”.';
/** The register: who is where, and what a line manager says about their own people. Whether someone may is asked at every click. */
export function registerCampaignPeople(routes: Routes, acknowledgements: Acknowledgements): void {
  const people = form(listing, async ({ campaign, which, ...where }, { sender }) => {
    const register = await acknowledgements.register(sender.userId, campaign);
    if (!register) return message(NOT_YOURS);
    return dialog(
      register.campaign.title,
      peopleCard(register.campaign, register.people, which, where, register.columns),
      'large',
    );
  });
  routes.dialog(PEOPLE, people);
  routes.submit(PEOPLE, people);

  const list = action(showingList, async (key, { sender }) => {
    const view = await acknowledgements.missing({ ...key, user: sender.userId });
    return view ? { kind: 'card', card: listCard(view) } : message('This list is no longer available to you.');
  });
  routes.action(SHOW_LIST, list);

  const ofManager = async (user: UserId, campaign: CampaignId, said?: string): Promise<DialogAnswer> => {
    const view = await acknowledgements.missing({ campaign, user, kind: 'manager' });
    if (!view) return message('This list is no longer available to you.');
    return dialog('People you manage', managerCard(view, said), 'medium');
  };
  const act = form(inCampaign, ({ campaign }, { sender }) => ofManager(sender.userId, campaign));
  routes.dialog(ACT, act);
  const says = form(saying, async ({ campaign, person, change }, { sender: { userId: user } }) => {
    const result = await acknowledgements.managerSays({ campaign, user }, person, change);
    if (result.kind === 'not-allowed') return message('This list is no longer available to you.');
    const said =
      result.kind === 'entered'
        ? `${result.person.name}: ${change === 'away' ? 'away, and paused' : 'put on the paper list'}. HR can see it, and can take it back.`
        : 'That is no longer possible, and nothing was entered.';
    return ofManager(user, campaign, said);
  });
  routes.submit(SAY, says);
}
