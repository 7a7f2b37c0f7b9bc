import type { CampaignId, UserId } from '../../kernel/ids.ts';
import { formatDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { Campaign } from '../campaign/campaign.ts';
import { requestCard } from '../request/request.cards.ts';
import type { RequestView } from '../request/request-view.ts';
import { EVERYONE_ASKED, LEFT_OUT_WORDING, SIGN_WORDING } from '../wording.ts';
import type { Exclusion } from './exclusion.ts';
import { LEFT_OUT_REASONS } from './exclusion.ts';
import { type Choices, type Chosen, keyOf, offered, type Wanted, wantedWords } from './wanted.ts';

export const AUDIENCE = 'campaign.audience';
export const WANT = 'campaign.want';
export const MESSAGE = 'campaign.message';
export const SAVE_MESSAGE = 'campaign.save-message';
export const PREVIEW = 'campaign.preview';
export const ACCOUNTS = 'campaign.accounts';
export const DECIDE_ACCOUNT = 'campaign.decide-account';

/** As many people as a form has room for, each with a name. */
export const MOST_BY_NAME = 200;

/**
 * Who of the staff is asked: by group, site, role, first day or name; and who is left out, with why. Below, where there are several policies, the
 * way to the same for one of them.
 * @param about.at place of the policy that it is about; absent for the campaign as a whole
 */
export function audienceCard(
  { id: campaign, wanted, choices, policies }: Pick<Campaign, 'id' | 'wanted' | 'choices' | 'policies'>,
  names: ReadonlyMap<UserId, string>,
  { at, complaint }: { readonly at?: number | undefined; readonly complaint?: string } = {},
): Card {
  const policy = at === undefined ? undefined : policies[at];
  const chosen: Chosen = policy ? (wanted.policies?.[policy.policyId] ?? {}) : wanted;
  const listed = (id: string, label: string, all: Choices['groups'], picked: readonly string[] = []) => {
    const each = offered(all, picked);
    return each.length < 2 && picked.length === 0
      ? undefined
      : input.choice(id, label, {
          many: true,
          choices: each.map(([name, count]) => ({ title: `${name} (${count})`, value: keyOf(name) })),
          value: picked.map(keyOf).join(','),
        });
  };
  const picked = (people: readonly UserId[]) => people.map((id) => ({ id, name: names.get(id) ?? 'Chosen before' }));
  return card(
    complaint === undefined ? undefined : section({ style: 'attention' }, text(complaint, { bold: true })),
    policy && heading(`Who reads: ${policy.title}`, { small: true }),
    `If you choose nothing, ${policy ? 'it is for everyone who is asked' : 'everyone is asked'}. If you choose from several lists, people must match all of them.`,
    listed('groups', 'Staff groups', choices.groups, chosen.groups),
    listed('sites', 'Sites', choices.sites, chosen.sites),
    listed('roles', 'Roles', choices.roles, chosen.roles),
    input.date('from', 'Only people who started on or after this day (if the directory has the date)', {
      ...(chosen.startedFrom && { value: chosen.startedFrom }),
    }),
    ...byNamePart(chosen.people ?? [], picked),
    policy ? undefined : leftOutPart(wanted, picked),
    actions([
      submitDialog('See who would be asked', WANT, { campaign, ...(policy && { policy: at }) }, { primary: true }),
    ]),
    ...(policy || policies.length < 2 ? [] : policyParts(campaign, wanted, policies)),
  );
}

type Picked = (people: readonly UserId[]) => readonly { readonly id: UserId; readonly name: string }[];

/** Those for whom the form has no room stay, all of them, until HR unticks them. */
const byNamePart = (people: readonly UserId[], picked: Picked): readonly Element[] =>
  people.length > MOST_BY_NAME
    ? [
        input.toggle('kept', 'Chosen by name', {
          title: `Only the ${people.length} people chosen before, and those chosen here`,
          value: 'true',
        }),
        input.people('people', 'Only these people', { many: true }),
      ]
    : [input.people('people', 'Only these people', { many: true, picked: picked(people) })];

const leftOutPart = ({ leftOut = [] }: Wanted, picked: Picked): Element =>
  section(
    { apart: true },
    text('Leave out', { bold: true }),
    input.people('out', 'People who are not asked', { many: true, picked: picked(leftOut.map(({ user }) => user)) }),
    input.choice('why', 'Why', {
      value: leftOut[0]?.reason ?? 'leaves-soon',
      choices: LEFT_OUT_REASONS.map((reason) => ({ title: LEFT_OUT_WORDING[reason], value: reason })),
    }),
    text('Someone who is away stays on the list: pause them under Update a person. The reason is not recorded.', {
      small: true,
      subtle: true,
    }),
  );

/** Each policy, with whom it is for and the way to choose them. */
const policyParts = (campaign: CampaignId, wanted: Wanted, policies: Campaign['policies']): readonly Element[] => [
  text('Is a policy for some of them only?', { bold: true, apart: true }),
  ...policies.map(({ policyId, title }, at) =>
    section(
      {},
      plain(title, { bold: true }),
      plain(`For ${audienceWords(wanted.policies?.[policyId])}`, { small: true, subtle: true }),
      actions([submitDialog('Choose who reads it', AUDIENCE, { campaign, policy: at }, { withInputs: false })]),
    ),
  ),
];

const audienceWords = (chosen: Chosen | undefined): string =>
  chosen ? wantedWords(chosen, formatDay) : EVERYONE_ASKED;

/** Words that go with it. They are heard as every text is. */
export const messageCard = (campaign: CampaignId, words: string): Card =>
  card(
    'A few words to show above the policies on everyone’s card, with your name.',
    input.text('words', 'Message (optional)', { multiline: true, maxLength: 1000, value: words }),
    actions([submitDialog('Put it on the card', SAVE_MESSAGE, { campaign }, { primary: true })]),
  );

/**
 * What each person would see. Buttons are named, because here they would do nothing.
 * @param isForSome whether some of its policies are not for everyone
 */
export const previewCard = (view: RequestView, isForSome: boolean): Card => {
  const { body } = requestCard({ ...view, isTrial: false });
  return card(
    text('This is what each person sees. The buttons work only on the real card.', {
      small: true,
      subtle: true,
    }),
    isForSome ? text('Each person sees only the policies that are for them.', { bold: true }) : undefined,
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
