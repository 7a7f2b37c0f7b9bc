import { z } from 'zod/v4';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { form, freeText, keys, people, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { inCampaign } from '../card-data.handlers.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import {
  ACCOUNTS,
  AUDIENCE,
  accountsCard,
  audienceCard,
  DECIDE_ACCOUNT,
  MESSAGE,
  MOST_BY_NAME,
  messageCard,
  PREVIEW,
  previewCard,
  SAVE_MESSAGE,
  WANT,
} from './audience.cards.ts';
import { LEFT_OUT_REASONS } from './exclusion.ts';
import { type Chosen, namesOf, type Wanted, withAudience } from './wanted.ts';

/** The campaign as a whole, or the policy at this place in it. */
const whose = inCampaign.extend({ policy: z.coerce.number().int().min(0).max(50).optional() });
const wanting = whose.extend({
  groups: keys(100),
  sites: keys(100),
  roles: keys(100),
  from: someDay('Only people who started on or after this day'),
  kept: z.enum(['true', 'false']).default('false'),
  people: people(MOST_BY_NAME),
  out: people(MOST_BY_NAME),
  why: z.enum(LEFT_OUT_REASONS).default('leaves-soon'),
});
const writing = inCampaign.extend({ words: freeText('Message to everyone who is asked', 1000) });
const deciding = inCampaign.extend({
  user: z.uuid().transform((id) => id as UserId),
  is: z.enum(['person', 'thing']),
});

const SAID_OF_MESSAGE = {
  set: 'It is on the card.',
  'too-late': 'This campaign has been sent, so its message can no longer be changed.',
  'not-allowed': NOT_YOURS,
} as const;
const TOO_LATE = 'This campaign has been sent. Use Update a person to change who is asked.';

const GONE_SINCE =
  'The staff list has been read again, and something you chose is no longer on it. Please choose once more.';

/** Who is asked, and what comes with it. Whether someone may is asked at every click. */
export function registerCampaignAudience(routes: Routes, acknowledgements: Acknowledgements): void {
  const choosing = async (
    by: UserId,
    campaign: CampaignId,
    { typed, ...about }: Parameters<typeof audienceCard>[2] & { readonly typed?: Wanted },
  ): Promise<DialogAnswer> => {
    const register = await acknowledgements.register(by, campaign);
    const view = register && (await acknowledgements.campaign(by, campaign));
    if (!register || !view) return message(NOT_YOURS);
    const names = new Map([
      ...register.people.flatMap(({ user, name }) => (user ? [[user, name] as const] : [])),
      ...view.exclusions.map(({ user, name }) => [user, name] as const),
    ]);
    const shown = { ...register.campaign, ...(typed && { wanted: typed }) };
    return dialog('Who is asked', audienceCard(shown, names, about), 'large');
  };
  const open = form(whose, ({ campaign, policy: at }, { sender }) => choosing(sender.userId, campaign, { at }));
  routes.dialog(AUDIENCE, open);
  routes.submit(AUDIENCE, open);

  const want = form(wanting, async (data, { sender }) => {
    const { campaign, policy, kept, from, people: only, out, why } = data;
    const register = await acknowledgements.register(sender.userId, campaign);
    if (!register) return message(NOT_YOURS);
    const { choices, wanted, policies } = register.campaign;
    const one = policy === undefined ? undefined : policies[policy];
    const before: Chosen = one ? (wanted.policies?.[one.policyId] ?? {}) : wanted;
    const [groups, sites, roles] = (['groups', 'sites', 'roles'] as const).map((kind) =>
      namesOf(choices[kind], before[kind], data[kind]),
    );
    const chosen: Chosen = {
      ...{ groups: groups?.names, sites: sites?.names, roles: roles?.names, startedFrom: from },
      people: kept === 'true' ? [...new Set([...(before.people ?? []), ...only])] : only,
    };
    const next: Wanted = one
      ? withAudience(wanted, one.policyId, chosen)
      : { ...chosen, leftOut: out.map((user) => ({ user, reason: why })), policies: wanted.policies };
    if (![groups, sites, roles].every((found) => found?.isWhole))
      return choosing(sender.userId, campaign, { at: policy, complaint: GONE_SINCE, typed: next });
    const done = await acknowledgements.want(sender.userId, campaign, next);
    return message(done ? 'I am reading the staff list again. The card changes in a moment.' : TOO_LATE);
  });
  routes.submit(WANT, want);

  const writeMessage = form(inCampaign, async ({ campaign }, { sender }) => {
    const found = await acknowledgements.message(sender.userId, campaign);
    return found ? dialog('Message', messageCard(campaign, found.words)) : message(NOT_YOURS);
  });
  routes.dialog(MESSAGE, writeMessage);
  const save = form(
    writing,
    async ({ campaign, words }, { sender }) =>
      message(SAID_OF_MESSAGE[await acknowledgements.setMessage(sender.userId, campaign, words)]),
    'Please write at most 1000 characters.',
  );
  routes.submit(SAVE_MESSAGE, save);

  const preview = form(inCampaign, async ({ campaign }, { sender }) => {
    const found = await acknowledgements.preview(sender.userId, campaign);
    return found ? dialog('Preview', previewCard(found.view, found.isForSome), 'medium') : message(NOT_YOURS);
  });
  routes.dialog(PREVIEW, preview);

  const accounts = form(inCampaign, async ({ campaign }, { sender }) => {
    const found = await acknowledgements.accounts(sender.userId, campaign);
    if (!found) return message(NOT_YOURS);
    return dialog('Accounts to look at', accountsCard(campaign, found), 'medium');
  });
  routes.dialog(ACCOUNTS, accounts);
  const decide = form(deciding, async ({ campaign, user, is }, { sender }) => {
    const before = await acknowledgements.accounts(sender.userId, campaign);
    if (!before || !(await acknowledgements.decideAccount(sender.userId, campaign, user, is === 'person')))
      return message(NOT_YOURS);
    const left = before.filter((account) => account.user !== user);
    return dialog('Accounts to look at', accountsCard(campaign, left), 'medium');
  });
  routes.submit(DECIDE_ACCOUNT, decide);
}
