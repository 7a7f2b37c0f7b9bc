import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { IsoDay } from '../../kernel/time.ts';
import { type BoundPolicy, type Campaign, takesAnswers } from '../campaign/campaign.ts';
import type { EventFacts, EventKind } from '../evidence/event.ts';
import type { Host } from '../host.ts';
import { type Person, type PersonId, personIdOf } from '../register/person.ts';
import type { CampaignStore } from '../store-ports.ts';
import { asAsked } from '../text/as-asked.ts';
import { shownOf } from '../text/text-shown.ts';
import { pageKey, pagesOf, type ReadPart } from './pages.ts';
import { askedFirst, changesOf, hasRead, soFar } from './request-view.ts';
import type { Method, QuizTaken, Signature } from './signature.ts';

/** One person's own request: found by who they are, never by what a card says. The campaign is as they are asked. */
interface Request {
  readonly campaign: Campaign;
  readonly person: Person;
}

type Found = ({ readonly kind: 'found' } & Request) | { readonly kind: 'not-asked' } | { readonly kind: 'withdrawn' };

export async function findRequest(campaigns: CampaignStore, id: CampaignId, who: UserId | PersonId): Promise<Found> {
  const campaign = await campaigns.find(id);
  if (!campaign) return { kind: 'not-asked' };
  const person = await campaigns.person(id, personIdOf(who as UserId));
  if (!person) return { kind: 'not-asked' };
  if (campaign.status === 'withdrawn') return { kind: 'withdrawn' };
  if (!takesAnswers(campaign.status)) return { kind: 'not-asked' };
  return { kind: 'found', campaign: asAsked(campaign, person), person };
}

export type Answered =
  | { readonly kind: 'recorded' | 'already-recorded'; readonly signature: Signature }
  | { readonly kind: 'open-first' | 'check-first'; readonly titles: readonly string[] }
  /** They are asked for other policies by now than they answer for. */
  | { readonly kind: 'shown-other' }
  | { readonly kind: 'not-asked' | 'withdrawn' | 'left' };

interface Answer {
  readonly now: Date;
  readonly method: Method;
  readonly host: Pick<Host, 'questions'>;
  /** Names what they were shown, see `shownOf`; absent where nobody answered a card, as on paper. */
  readonly shown?: string | undefined;
  /** Of a paper form: who saw it signed, the day on it, and who entered it. */
  readonly witness?: string;
  readonly signedOn?: IsoDay;
  readonly by?: UserId;
  /** What else the chain keeps of how it was entered. */
  readonly beside?: EventFacts;
}

/**
 * 'I have read and understood'. The first time stands, however often and from wherever it is repeated. Late answers and
 * answers from people who are away are welcome.
 */
export async function acknowledge(
  campaigns: CampaignStore,
  id: CampaignId,
  who: UserId | PersonId,
  { now, method, host, shown, witness, signedOn, by, beside }: Answer,
): Promise<Answered> {
  const found = await findRequest(campaigns, id, who);
  if (found.kind !== 'found') return found;
  const { campaign, person } = found;
  const earlier = await campaigns.signature(id, person.id);
  if (earlier) return { kind: 'already-recorded', signature: earlier };
  if (person.state === 'left') return { kind: 'left' };
  if (shown !== undefined && shown !== shownOf(campaign.policies)) return { kind: 'shown-other' };

  const opened = await campaigns.opened(id, person.id);
  // On paper a witness's word stands for it.
  if (method === 'teams' || (method === 'link' && campaign.reading === 'all')) {
    const closed = campaign.policies.filter(
      (policy) => !hasRead(policy, person.signedBefore[policy.policyId], campaign.reading, opened),
    );
    if (closed.length > 0) return { kind: 'open-first', titles: closed.map(({ title }) => title) };
  }
  const taken = new Map(campaign.policies.map((policy) => [policy, quizTaken(host, policy, person, opened)]));
  if (method !== 'witnessed') {
    const open = campaign.policies.filter((policy) => taken.get(policy) === 'not-asked');
    if (open.length > 0) return { kind: 'check-first', titles: open.map(({ title }) => title) };
  }

  const signature: Signature = {
    campaign: id,
    school: campaign.school,
    person: person.id,
    name: person.name,
    jobTitle: person.jobTitle,
    at: now,
    method,
    language: campaign.language,
    wording: campaign.wording,
    policies: campaign.policies.map((policy) => ({
      policyId: policy.policyId,
      versionId: policy.versionId,
      title: policy.title,
      version: policy.version,
      date: policy.date,
      contentHash: policy.contentHash,
      textHash: policy.textHash,
      opened: method === 'link' || opened.has(policy.versionId) || opened.has(changesOf(policy.versionId)),
      check: taken.get(policy) ?? 'none',
      rule: campaign.reading,
      ...seenOf(policy, person, method, opened, now),
    })),
    witness,
    signedOn,
  };
  const kept = await campaigns.signOnce(signature, person.askedFor, {
    kind: 'acknowledged',
    at: now,
    person: person.id,
    ...(by && { by }),
    facts: { ...signatureFacts(signature), ...beside },
  });
  if (!kept) return { kind: 'shown-other' };
  return { kind: kept.first ? 'recorded' : 'already-recorded', signature: kept.signature };
}

/** The signature as the chain keeps it: everything that it is bound to. */
const signatureFacts = (signature: Signature): EventFacts => ({
  name: signature.name,
  ...(signature.jobTitle && { role: signature.jobTitle }),
  method: signature.method,
  language: signature.language,
  ...(signature.witness && { witness: signature.witness }),
  ...(signature.signedOn && { signedOn: signature.signedOn }),
  wording: signature.wording,
  policies: signature.policies.map(({ title }) => title),
  versions: signature.policies.map(({ version, versionId }) => version ?? versionId),
  documents: signature.policies.map(({ contentHash }) => contentHash),
  texts: signature.policies.map(({ textHash }) => textHash),
  opened: signature.policies.map(({ opened }) => (opened ? 'yes' : 'no')),
  checks: signature.policies.map(({ check }) => check ?? 'none'),
  rules: signature.policies.map(({ rule }) => rule ?? 'opened'),
  seen: signature.policies.map(({ pages, seen }) => (pages === undefined ? '' : `${seen} of ${pages} pages`)),
});

/** How many pages had been shown. How long is shown to the person, and is no part of what is signed. */
function seenOf(
  policy: BoundPolicy,
  { signedBefore }: Person,
  method: Method,
  opened: ReadonlyMap<string, Date>,
  now: Date,
): Pick<Signature['policies'][number], 'pages' | 'seen'> {
  const { pages, seen } = soFar(policy, signedBefore[policy.policyId], 'text', opened, now);
  // The page of a link shows all of it at once.
  return { pages, seen: method === 'link' ? pages : seen };
}

function quizTaken(
  host: Answer['host'],
  policy: BoundPolicy,
  { signedBefore }: Person,
  opened: ReadonlyMap<string, Date>,
): QuizTaken {
  const asked = askedFirst(host, policy, signedBefore[policy.policyId], opened);
  if (!asked) return 'none';
  return asked.left.length === 0 ? 'answered' : 'not-asked';
}

/** Keeps that the text, or what changed in it, was open. */
export async function noteOpened(
  campaigns: CampaignStore,
  { campaign, person }: Request,
  policyIndex: number,
  part: ReadPart,
  page: number,
  now: Date,
): Promise<void> {
  const policy = campaign.policies[policyIndex];
  if (!policy || person.acknowledgedAt) return;
  const what = part === 'text' ? policy.versionId : changesOf(policy.versionId);
  await campaigns.noteOpened(campaign.id, person.id, pageKey(policy.versionId, part, page), now);
  await campaigns.noteOpened(campaign.id, person.id, what, now, {
    kind: 'opened',
    at: now,
    person: person.id,
    facts: { policy: policy.title, what: part },
  });
}

/** Every page of a policy that is on one page of the web, whose end the person says that they have reached. */
export async function noteWhole(
  campaigns: CampaignStore,
  { campaign, person }: Request,
  policyIndex: number,
  now: Date,
): Promise<void> {
  const policy = campaign.policies[policyIndex];
  if (!policy || person.acknowledgedAt) return;
  for (const page of pagesOf(policy, 'text', []).keys())
    await campaigns.noteOpened(campaign.id, person.id, pageKey(policy.versionId, 'text', page + 1), now);
}

export type Queried =
  | { readonly kind: 'queried'; readonly request: Request }
  | Exclude<Found, { kind: 'found' }>
  | { readonly kind: 'already-answered' };

/** 'I have a question' or 'I need another format': still asked, and never shown as a refusal. */
export async function query(
  campaigns: CampaignStore,
  id: CampaignId,
  who: UserId,
  what: Extract<EventKind, 'queried' | 'format-wanted'>,
  now: Date,
): Promise<Queried> {
  const found = await findRequest(campaigns, id, who);
  if (found.kind !== 'found') return found;
  const { person } = found;
  if (person.acknowledgedAt) return { kind: 'already-answered' };
  const moved = await campaigns.changeState(
    id,
    person.id,
    ['asked', 'unreachable', 'waiting', 'sending'],
    'queried',
    { at: now, ...(what === 'format-wanted' && { reason: 'another-format' }) },
    { kind: what, at: now, person: person.id },
  );
  // Asked twice: nothing new to record.
  if (!moved && person.state !== 'queried') return { kind: 'already-answered' };
  return { kind: 'queried', request: { campaign: found.campaign, person: { ...person, state: 'queried' } } };
}
