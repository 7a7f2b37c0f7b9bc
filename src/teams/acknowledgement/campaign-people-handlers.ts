import { z } from 'zod/v4';
import type { Acknowledgements } from '../../acknowledgement/acknowledgements.ts';
import { PERSON_CHANGES } from '../../acknowledgement/people.ts';
import type { PersonId } from '../../acknowledgement/person.ts';
import type { Routes } from '../routes.ts';
import { type DialogAnswer, type DialogTurn, message } from '../turn.ts';
import { FIND, PEOPLE } from './campaign-buttons.ts';
import { listCard, SHOW_LIST } from './campaign-list-cards.ts';
import { ADD, CHANGE, findPersonCard, peopleCard } from './campaign-people-cards.ts';
import { BAD_DATA, BAD_WORDS, campaignId } from './handlers.ts';

const listing = z.object({
  campaign: campaignId,
  which: z.enum(['all', 'outstanding']),
  page: z.coerce.number().int().min(0).max(10_000).default(0),
});

const finding = z.object({ campaign: campaignId, name: z.string().trim().max(100).default('') });
const changing = z.object({
  campaign: campaignId,
  person: z
    .string()
    .max(60)
    .transform((id) => id as PersonId),
  change: z.enum(PERSON_CHANGES),
});
const adding = z.object({
  campaign: campaignId,
  newName: z.string().trim().min(2).max(100),
  newRole: z.string().trim().max(100).default(''),
});

const showingList = z.object({ campaign: campaignId, kind: z.enum(['manager', 'hr']) });
export const NOT_YOURS = 'Campaigns are for the people who hold the HR role in lanyard.yml.';
const CHANGED_WORDS = {
  changed: 'Done.',
  'not-now': 'That is not possible any more; the list below is as it is now.',
  'not-allowed': NOT_YOURS,
} as const;

/** The register: who is where, and one person changed at a time. Whether somebody may is asked at every click. */
export function registerCampaignPeople(routes: Routes, acknowledgements: Acknowledgements): void {
  const people = async (turn: {
    data: unknown;
    sender: { userId: Parameters<Acknowledgements['register']>[0] };
  }): Promise<DialogAnswer> => {
    const parsed = listing.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const register = await acknowledgements.register(turn.sender.userId, parsed.data.campaign);
    if (!register) return message(NOT_YOURS);
    return {
      kind: 'dialog',
      title: register.campaign.title,
      card: peopleCard(register.campaign, register.people, parsed.data.which, parsed.data.page),
      size: 'large',
    };
  };
  routes.dialog(PEOPLE, people);
  routes.submit(PEOPLE, people);

  const find = async (turn: DialogTurn, said?: string): Promise<DialogAnswer> => {
    const parsed = finding.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const { campaign, name } = parsed.data;
    const register = await acknowledgements.register(turn.sender.userId, campaign);
    if (!register) return message(NOT_YOURS);
    const wanted = name.toLocaleLowerCase('en-GB');
    const found =
      wanted === '' ? [] : register.people.filter((person) => person.name.toLocaleLowerCase('en-GB').includes(wanted));
    return {
      kind: 'dialog',
      title: 'Change somebody',
      card: findPersonCard(campaign, name, found, said),
      size: 'large',
    };
  };
  routes.dialog(FIND, (turn) => find(turn));
  routes.submit(FIND, (turn) => find(turn));

  routes.submit(CHANGE, async (turn) => {
    const parsed = changing.safeParse(turn.data);
    if (!parsed.success) return message(BAD_WORDS);
    const { campaign, person, change } = parsed.data;
    return find(turn, CHANGED_WORDS[await acknowledgements.changePerson(turn.sender.userId, campaign, person, change)]);
  });

  routes.submit(ADD, async (turn) => {
    const parsed = adding.safeParse(turn.data);
    if (!parsed.success) return find(turn, 'Please write a name of at least two letters.');
    const { campaign, newName, newRole } = parsed.data;
    const result = await acknowledgements.addPaperPerson(turn.sender.userId, campaign, {
      name: newName,
      role: newRole,
    });
    return find(turn, CHANGED_WORDS[result]);
  });

  routes.action(SHOW_LIST, async (turn) => {
    const parsed = showingList.safeParse(turn.data);
    if (!parsed.success) return BAD_DATA;
    const view = await acknowledgements.missing({ ...parsed.data, user: turn.sender.userId });
    return view ? { kind: 'card', card: listCard(view) } : message('There is no list for you here any more.');
  });
}
