import type { BoundPolicy } from '../../acknowledge/campaign/campaign.ts';
import type { Person, PersonId } from '../../acknowledge/register/person.ts';
import { acknowledge, findRequest, noteWhole } from '../../acknowledge/request/answer.ts';
import { askedFirst, type RequestView, requestView } from '../../acknowledge/request/request-view.ts';
import type { Signature } from '../../acknowledge/request/signature.ts';
import type { PolicyPart } from '../../acknowledge/text/policy-text.ts';
import { shownOf } from '../../acknowledge/text/text-shown.ts';
import type { CampaignId } from '../../kernel/ids.ts';
import type { School } from '../../school/school.ts';
import { type LinkDeps, PURPOSE } from './links.ts';

/** A question by a policy's owner that the person has not yet answered correctly. The right answer is not included. */
export interface LinkQuestion {
  /** Names its field in the form. */
  readonly name: string;
  readonly policy: string;
  readonly scenario: string;
  readonly answers: readonly string[];
  /** The result of the answer just given; `part` holds the policy's own words. */
  readonly last:
    | { readonly kind: 'wrong'; readonly part: PolicyPart | undefined }
    | { readonly kind: 'missing' }
    | undefined;
}

/** What a personal link leads to. */
export type Linked =
  | { readonly kind: 'unknown' | 'expired' | 'replaced' | 'used-up' }
  | { readonly kind: 'withdrawn' | 'left'; readonly school: School }
  | {
      readonly kind: 'asked';
      readonly school: School;
      readonly person: PersonId;
      readonly name: string;
      readonly view: RequestView;
      /** In the order of the view, with their whole text. */
      readonly policies: readonly BoundPolicy[];
      /** To be answered before confirming. */
      readonly questions: readonly LinkQuestion[];
    }
  | { readonly kind: 'answered'; readonly school: School; readonly signature: Signature };

/** Looks only: none of it is kept, because a scanner that follows links is not a reader. */
export async function openLink(deps: LinkDeps, secret: string): Promise<Linked> {
  const { trust, campaigns, host, clock } = deps;
  const found = await find(deps, secret);
  if ('kind' in found) return found;
  const { id, who } = found;
  const campaign = await campaigns.find(id);
  const school = trust.schools.find((candidate) => candidate.id === campaign?.school);
  if (!school) return { kind: 'unknown' };
  const signature = await campaigns.signature(id, who);
  if (signature) return { kind: 'answered', school, signature };
  const request = await findRequest(campaigns, id, who);
  if (request.kind === 'not-asked') return { kind: 'unknown' };
  if (request.kind === 'withdrawn') return { kind: 'withdrawn', school };
  const { person } = request;
  if (person.state === 'left') return { kind: 'left', school };
  const opened = await campaigns.opened(id, who);
  // The page of a link shows all of it: its end is what is ticked.
  const view = requestView(request.campaign, person, school, { now: clock(), opened, host });
  const { policies } = request.campaign;
  const questions = openQuestions(host, policies, person, opened).map(({ name, policy, question }) => ({
    name,
    policy: policy.title,
    scenario: question.scenario,
    answers: question.answers,
    last: undefined,
  }));
  return { kind: 'asked', school, person: who, name: person.name, view, policies, questions };
}

const openQuestions = (
  host: LinkDeps['host'],
  policies: readonly BoundPolicy[],
  { signedBefore }: Person,
  opened: ReadonlyMap<string, Date>,
) =>
  policies.flatMap((policy, index) =>
    (askedFirst(host, policy, signedBefore[policy.policyId], opened)?.left ?? []).map((question) => ({
      name: `${index}.${question.id}`,
      policy,
      question,
    })),
  );

/**
 * Answers to the questions of policy owners, by the person who holds the link; as in Teams, tries are unlimited and only right
 * answers are kept.
 * @param answers by the field of each question, the place of the chosen answer from 0
 */
export async function answerQuestions(
  deps: LinkDeps,
  secret: string,
  answers: Readonly<Record<string, string>>,
): Promise<Linked> {
  const before = await openLink(deps, secret);
  const found = await find(deps, secret);
  if (before.kind !== 'asked' || 'kind' in found) return before;
  const last = new Map<string, LinkQuestion['last']>();
  for (const { name } of before.questions) {
    const given = answers[name] ?? '';
    if (!/^\d$/.test(given)) {
      last.set(name, { kind: 'missing' });
      continue;
    }
    const [index = '', question = ''] = name.split('.');
    const chosen = { index: Number(index), question, answer: Number(given) };
    const result = await deps.host.questions()?.answer(found.who, found.id, chosen);
    if (result?.isRight === false) last.set(name, { kind: 'wrong', part: result.part });
  }
  const after = await openLink(deps, secret);
  if (after.kind !== 'asked') return after;
  return { ...after, questions: after.questions.map((each) => ({ ...each, last: last.get(each.name) })) };
}

export interface LinkAnswer {
  readonly read: readonly number[];
  readonly shown: string;
}

/**
 * 'I have read and understood', by the person who holds the link. The first time stands.
 * @param answer.read places of the policies whose end the person says that they have reached, from 0
 * @param answer.shown what the page that they answer shows, see `shownOf`
 */
export async function answerLink(
  deps: LinkDeps,
  secret: string,
  { read, shown }: LinkAnswer,
): Promise<{ readonly linked: Linked; readonly recorded: CampaignId | undefined }> {
  const found = await find(deps, secret);
  if ('kind' in found) return { linked: found, recorded: undefined };
  const { id, who } = found;
  const request = await findRequest(deps.campaigns, id, who);
  if (request.kind === 'found' && shown === shownOf(request.campaign.policies))
    for (const index of read) await noteWhole(deps.campaigns, request, index, deps.clock());
  const answered = await acknowledge(deps.campaigns, id, who, {
    now: deps.clock(),
    method: 'link',
    host: deps.host,
    shown,
  });
  if (answered.kind === 'recorded') await deps.tickets.use(secret, deps.clock());
  return { linked: await openLink(deps, secret), recorded: answered.kind === 'recorded' ? id : undefined };
}

async function find(
  { tickets, clock }: LinkDeps,
  secret: string,
): Promise<
  | { readonly id: CampaignId; readonly who: PersonId }
  | { readonly kind: 'unknown' | 'expired' | 'replaced' | 'used-up' }
> {
  const found = await tickets.find(secret, clock());
  if (found.kind !== 'good') return found;
  const { purpose, subject, holder } = found.ticket;
  // A ticket for something else opens nothing here.
  if (purpose !== PURPOSE) return { kind: 'unknown' };
  return { id: subject as CampaignId, who: holder as PersonId };
}
