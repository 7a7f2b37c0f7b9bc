import { z } from 'zod/v4';
import type { Acknowledgements } from '../../../acknowledgement/acknowledgements.ts';
import { PERSON_CHANGES } from '../../../acknowledgement/register/people.ts';
import type { PersonId } from '../../../acknowledgement/register/person.ts';
import type { Routes } from '../../routes.ts';
import { type DialogAnswer, type DialogTurn, message } from '../../turn.ts';
import { action, campaignId, form, inCampaign } from '../card-data.ts';
import { FIND, PEOPLE } from './buttons.ts';
import { listCard, SHOW_LIST } from './list-cards.ts';
import { ADD, CHANGE, findPersonCard, peopleCard } from './people-cards.ts';

const listing = inCampaign.extend({
  which: z.enum(['all', 'outstanding']),
  page: z.coerce.number().int().min(0).max(10_000).default(0),
});
const finding = inCampaign.extend({ name: z.string().trim().max(100).default('') });
const changing = inCampaign.extend({
  person: z
    .string()
    .max(60)
    .transform((id) => id as PersonId),
  change: z.enum(PERSON_CHANGES),
});
const adding = inCampaign.extend({
  newName: z.string().trim().min(2).max(100),
  newRole: z.string().trim().max(100).default(''),
});
const showingList = z.object({ campaign: campaignId, kind: z.enum(['manager', 'hr']) });

export const NOT_YOURS = 'Campaigns are for the people who hold the HR role in lanyard.yml.';
const CHANGED_WORDING = {
  changed: 'Done.',
  'not-now': 'That is not possible any more; the list below is as it is now.',
  'not-allowed': NOT_YOURS,
} as const;

/** The register: who is where, and one person changed at a time. Whether somebody may is asked at every click. */
export function registerCampaignPeople(routes: Routes, acknowledgements: Acknowledgements): void {
  const people = form(listing, async ({ campaign, which, page }, { sender }) => {
    const register = await acknowledgements.register(sender.userId, campaign);
    if (!register) return message(NOT_YOURS);
    return {
      kind: 'dialog',
      title: register.campaign.title,
      card: peopleCard(register.campaign, register.people, which, page),
      size: 'large',
    };
  });
  routes.dialog(PEOPLE, people);
  routes.submit(PEOPLE, people);

  /** Who bears this name; `said` stands above, after something was done. */
  const find = (turn: DialogTurn, said?: string): Promise<DialogAnswer> =>
    form(finding, async ({ campaign, name }, { sender }) => {
      const register = await acknowledgements.register(sender.userId, campaign);
      if (!register) return message(NOT_YOURS);
      const wanted = name.toLocaleLowerCase('en-GB');
      const found =
        wanted === ''
          ? []
          : register.people.filter((person) => person.name.toLocaleLowerCase('en-GB').includes(wanted));
      return {
        kind: 'dialog',
        title: 'Change somebody',
        card: findPersonCard(campaign, name, found, said),
        size: 'large',
      };
    })(turn);
  routes.dialog(FIND, (turn) => find(turn));
  routes.submit(FIND, (turn) => find(turn));

  const change = form(changing, async (data, turn) => {
    const result = await acknowledgements.changePerson(turn.sender.userId, data.campaign, data.person, data.change);
    return find(turn, CHANGED_WORDING[result]);
  });
  routes.submit(CHANGE, change);

  routes.submit(ADD, async (turn) => {
    const parsed = adding.safeParse(turn.data);
    if (!parsed.success) return find(turn, 'Please write a name of at least two letters.');
    const { campaign, newName: name, newRole: role } = parsed.data;
    return find(
      turn,
      CHANGED_WORDING[await acknowledgements.addPaperPerson(turn.sender.userId, campaign, { name, role })],
    );
  });

  const list = action(showingList, async (key, { sender }) => {
    const view = await acknowledgements.missing({ ...key, user: sender.userId });
    return view ? { kind: 'card', card: listCard(view) } : message('There is no list for you here any more.');
  });
  routes.action(SHOW_LIST, list);
}
