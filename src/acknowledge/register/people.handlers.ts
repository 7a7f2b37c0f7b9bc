import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { action, form, id, nameText } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { FIND, PEOPLE } from '../campaign/buttons.ts';
import { campaignId, inCampaign } from '../card-data.handlers.ts';
import { ACT, listCard, managerCard, SAY, SHOW_LIST } from './list.cards.ts';
import { ADD, CHANGE, findPersonCard, peopleCard } from './people.cards.ts';
import { MANAGER_CHANGES, PERSON_CHANGES } from './people.ts';
import type { PersonId } from './person.ts';

const listing = inCampaign.extend({
  which: z.enum(['all', 'outstanding']),
  page: z.coerce.number().int().min(0).max(10_000).default(0),
});
const finding = inCampaign.extend({ name: nameText('Part of the name', 100) });
const changing = inCampaign.extend({
  person: id<PersonId>(60),
  change: z.enum(PERSON_CHANGES),
});
const adding = inCampaign.extend({
  newName: nameText('Name', 100),
  newRole: nameText('Role', 100),
});
const saying = inCampaign.extend({ person: id<PersonId>(60), change: z.enum(MANAGER_CHANGES) });
const showingList = z.object({ campaign: campaignId, kind: z.enum(['manager', 'hr']) });

export const NOT_YOURS =
  'Acknowledgement campaigns are run by HR. For your own, type “what do I have to sign”. Heads and chairs of governors type “overview”.';
const CHANGED_WORDING = {
  changed: 'Done.',
  'not-now': 'That is no longer possible. The list below is up to date.',
  'not-allowed': NOT_YOURS,
} as const;

/** The register: who is where, and one person changed at a time. Whether someone may is asked at every click. */
export function registerCampaignPeople(routes: Routes, acknowledgements: Acknowledgements): void {
  const people = form(listing, async ({ campaign, which, page }, { sender }) => {
    const register = await acknowledgements.register(sender.userId, campaign);
    if (!register) return message(NOT_YOURS);
    return dialog(
      register.campaign.title,
      peopleCard(register.campaign, register.people, which, page, register.columns),
      'large',
    );
  });
  routes.dialog(PEOPLE, people);
  routes.submit(PEOPLE, people);

  /** Who bears this name; `said` is above, after something was done. */
  const find = async (by: UserId, campaign: CampaignId, name: string, said?: string): Promise<DialogAnswer> => {
    const register = await acknowledgements.register(by, campaign);
    if (!register) return message(NOT_YOURS);
    const wanted = name.toLocaleLowerCase('en-GB');
    const found =
      wanted === '' ? [] : register.people.filter((person) => person.name.toLocaleLowerCase('en-GB').includes(wanted));
    return dialog('Update a person', findPersonCard(campaign, name, found, said), 'large');
  };
  const begin = form(inCampaign, ({ campaign }, { sender }) => find(sender.userId, campaign, ''));
  routes.dialog(FIND, begin);
  const look = form(finding, ({ campaign, name }, { sender }) => find(sender.userId, campaign, name.words));
  routes.submit(FIND, look);

  const change = form(changing, async ({ campaign, person, change }, { sender: { userId } }) =>
    find(userId, campaign, '', CHANGED_WORDING[await acknowledgements.changePerson(userId, campaign, person, change)]),
  );
  routes.submit(CHANGE, change);

  const add = form(adding, async ({ campaign, newName: name, newRole: role }, { sender: { userId } }) => {
    if (name.words.length < 2) return find(userId, campaign, '', 'Please write a name of at least two letters.');
    const added = await acknowledgements.addPaperPerson(userId, campaign, { name, role });
    return find(userId, campaign, '', CHANGED_WORDING[added]);
  });
  routes.submit(ADD, add);

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
    if (result === 'not-allowed') return message('This list is no longer available to you.');
    return ofManager(user, campaign, result === 'changed' ? 'Done. HR can see it.' : 'That is no longer possible.');
  });
  routes.submit(SAY, says);
}
