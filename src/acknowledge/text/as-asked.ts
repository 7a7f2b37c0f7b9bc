import { dayOf } from '../../kernel/time.ts';
import type { BoundPolicy, Campaign } from '../campaign/campaign.ts';
import type { Person } from '../register/person.ts';
import { confirmationOf } from './confirmation.ts';

/** How a campaign with these policies is called. */
export const titleOf = (policies: readonly Pick<BoundPolicy, 'title'>[], now: Date): string => {
  const [first, ...others] = policies.map(({ title }) => title);
  const rest = others.length === 0 ? '' : others.length === 1 ? ` and ${others[0]}` : ` and ${others.length} others`;
  return `${first}${rest}, ${dayOf(now).slice(0, 4)}`;
};

/** Those of a campaign's policies that someone is asked for, in its order. */
export const policiesOf = <Policy extends Pick<BoundPolicy, 'policyId'>>(
  policies: readonly Policy[],
  { askedFor }: Pick<Person, 'askedFor'>,
): readonly Policy[] =>
  askedFor === undefined ? policies : policies.filter(({ policyId }) => askedFor.includes(policyId));

/**
 * A campaign as one person is asked: its policies that are for them, with a title and words of their own. Whatever a person sees, answers or signs
 * comes from this; a place among its policies is the place that their cards name.
 */
export function asAsked(campaign: Campaign, person: Pick<Person, 'askedFor'>): Campaign {
  const policies = policiesOf(campaign.policies, person);
  if (policies.length === campaign.policies.length) return campaign;
  // What follows the sentences on the policies is the same for everyone, as it was when the campaign was made.
  const wording = confirmationOf(policies, campaign.wording.slice(campaign.policies.length + 1));
  return { ...campaign, policies, wording, title: titleOf(policies, campaign.createdAt) };
}
