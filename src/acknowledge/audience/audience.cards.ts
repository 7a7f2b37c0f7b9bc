import type { CampaignId, UserId } from '../../kernel/ids.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { requestCard } from '../request/request.cards.ts';
import type { RequestView } from '../request/request-view.ts';
import { LEFT_OUT_WORDING, SIGN_WORDING } from '../wording.ts';
import type { Exclusion } from './exclusion.ts';
import { LEFT_OUT_REASONS } from './exclusion.ts';
import type { Choices, Wanted } from './wanted.ts';

export const AUDIENCE = 'campaign.audience';
export const WANT = 'campaign.want';
export const MESSAGE = 'campaign.message';
export const SAVE_MESSAGE = 'campaign.save-message';
export const PREVIEW = 'campaign.preview';
export const ACCOUNTS = 'campaign.accounts';
export const DECIDE_ACCOUNT = 'campaign.decide-account';

/** The most frequent of each; someone else is chosen by name. */
const MOST_CHOICES = 12;

/** Who of the staff is asked: by group, site, role, first day or name; and who is left out, with why. */
export function audienceCard(
  campaign: CampaignId,
  wanted: Wanted,
  choices: Choices,
  names: ReadonlyMap<UserId, string>,
): Card {
  const listed = (id: string, label: string, all: Choices['groups'], chosen: readonly string[] | undefined) =>
    all === undefined || all.length < 2
      ? undefined
      : input.choice(id, label, {
          many: true,
          choices: all
            .map(([name, count], index) => ({ name, count, index }))
            .sort((a, b) => b.count - a.count)
            .slice(0, MOST_CHOICES)
            .map(({ name, count, index }) => ({ title: `${name} (${count})`, value: String(index) })),
          value: all.flatMap(([name], index) => (chosen?.includes(name) ? [String(index)] : [])).join(','),
        });
  const picked = (people: readonly UserId[]) => people.map((id) => ({ id, name: names.get(id) ?? 'Chosen before' }));
  return card(
    'If you choose nothing, everyone is asked. If you choose from several lists, people must match all of them.',
    listed('groups', 'Staff groups', choices.groups, wanted.groups),
    listed('sites', 'Sites', choices.sites, wanted.sites),
    listed('roles', 'Roles', choices.roles, wanted.roles),
    input.date('from', 'Only people who started on or after this day (if the directory has the date)', {
      ...(wanted.startedFrom && { value: wanted.startedFrom }),
    }),
    input.people('people', 'Only these people', { many: true, picked: picked(wanted.people ?? []) }),
    section(
      { apart: true },
      text('Leave out', { bold: true }),
      input.people('out', 'People who are not asked', {
        many: true,
        picked: picked((wanted.leftOut ?? []).map(({ user }) => user)),
      }),
      input.choice('why', 'Why', {
        value: wanted.leftOut?.[0]?.reason ?? 'leaves-soon',
        choices: LEFT_OUT_REASONS.map((reason) => ({ title: LEFT_OUT_WORDING[reason], value: reason })),
      }),
      text('Someone who is away stays on the list: pause them under Update a person. The reason is not recorded.', {
        small: true,
        subtle: true,
      }),
    ),
    actions([submitDialog('See who would be asked', WANT, { campaign }, { primary: true })]),
  );
}

/** Words that go with it. They are heard as every text is. */
export const messageCard = (campaign: CampaignId, words: string): Card =>
  card(
    'A few words to show above the policies on everyone’s card, with your name.',
    input.text('words', 'Message (optional)', { multiline: true, maxLength: 1000, value: words }),
    actions([submitDialog('Put it on the card', SAVE_MESSAGE, { campaign }, { primary: true })]),
  );

/** What each person would see. Buttons are named, because here they would do nothing. */
export const previewCard = (view: RequestView): Card => {
  const { body } = requestCard({ ...view, isTrial: false });
  return card(
    text('This is what each person sees. The buttons work only on the real card.', {
      small: true,
      subtle: true,
    }),
    ...body.map(withoutButtons),
  );
};

function withoutButtons(element: Element): Element {
  if (element.type === 'ActionSet') {
    const titles = (element.actions as { readonly title: string }[]).map(({ title }) => `[ ${title} ]`);
    return plain(titles.join('   '), { bold: true });
  }
  if (!Array.isArray(element.items)) return element;
  return { ...element, items: (element.items as Element[]).map(withoutButtons) };
}

/** Accounts shown at once; the others follow when these are decided. */
const AT_ONCE = 12;

/** Rooms, mailboxes and services, each with its signs and two answers. */
export const accountsCard = (campaign: CampaignId, accounts: readonly Exclusion[]): Card =>
  card(
    accounts.length === 0
      ? 'Every account has been decided. The list is being read again.'
      : 'These look like rooms, shared mailboxes or services. Nothing is sent there until you decide.',
    ...accounts
      .slice(0, AT_ONCE)
      .map(({ user, name, signs }) =>
        section(
          { apart: true },
          plain(name, { bold: true }),
          plain(`Because ${(signs ?? []).map((sign) => SIGN_WORDING[sign]).join('; ')}.`, { small: true }),
          actions([
            submitDialog('Not a person: leave out', DECIDE_ACCOUNT, { campaign, user, is: 'thing' }),
            submitDialog('A person: ask them', DECIDE_ACCOUNT, { campaign, user, is: 'person' }),
          ]),
        ),
      ),
    accounts.length > AT_ONCE ? text(`and ${accounts.length - AT_ONCE} more`) : undefined,
  );
