import { formatDay, formatInstant } from '../../kernel/time.ts';
import { EXCLUSION_WORDING, type Exclusion } from '../audience/exclusion.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Columns } from '../host.ts';
import type { Person, PersonId } from '../register/person.ts';
import type { Signature } from '../request/signature.ts';
import type { CampaignStore } from '../store-ports.ts';
import { METHOD_WORDING, QUIZ_WORDING, READING_WORDING, REASON_WORDING, STATE_WORDING } from '../wording.ts';

const QUESTIONS = 'Questions';
const HEADER: readonly string[] = [
  'Name',
  'Role',
  'Staff group',
  'Site',
  'Status',
  'Why',
  'Due',
  'Asked',
  'Acknowledged',
  'How',
  QUESTIONS,
  'Rule',
  'Policies and versions',
  'SHA-256 of the text shown',
  'Reminders',
];

/** What features add to it. */
interface Beside {
  readonly columns?: Columns | undefined;
  readonly hasQuestions?: boolean;
}

/** Reads a campaign's register for `registerCsv`. */
export async function campaignCsv(campaigns: CampaignStore, campaign: Campaign, beside: Beside): Promise<string> {
  const [people, signatures, exclusions] = await Promise.all([
    campaigns.people(campaign.id),
    campaigns.signatures(campaign.id),
    campaigns.exclusions(campaign.id),
  ]);
  return registerCsv(campaign, people, signatures, exclusions, beside);
}

/** The register as a spreadsheet: everyone who was asked, then those who were not and why. CRLF, as RFC 4180 has it. */
function registerCsv(
  campaign: Campaign,
  people: readonly Person[],
  signatures: readonly Signature[],
  exclusions: readonly Exclusion[],
  { columns, hasQuestions = false }: Beside,
): string {
  // Who answered the questions is shown for good, also where a school no longer asks any.
  const isAsked =
    hasQuestions || signatures.some(({ policies }) => policies.some(({ check = 'none' }) => check !== 'none'));
  const own = isAsked ? HEADER : HEADER.filter((name) => name !== QUESTIONS);
  const header = [...own, ...(columns?.headings ?? [])];
  const signed = new Map<PersonId, Signature>(signatures.map((signature) => [signature.person, signature]));
  const rows = people.map((person) => {
    const signature = signed.get(person.id);
    const policies = signature?.policies ?? campaign.policies;
    return [
      person.name,
      person.jobTitle ?? '',
      person.staffGroup,
      person.site,
      STATE_WORDING[person.state].label,
      person.reason === undefined || person.state === 'paused' ? '' : REASON_WORDING[person.reason].label,
      person.dueDay,
      person.askedAt ? formatInstant(person.askedAt) : '',
      signature ? formatInstant(signature.at) : '',
      signature ? howWording(signature) : '',
      ...(isAsked ? [signature ? quizWording(signature) : ''] : []),
      signature ? ruleWording(signature) : '',
      policies.map(({ title, version }) => `${title}${version ? ` ${version}` : ''}`).join('; '),
      signature ? policies.map(({ textHash }) => textHash).join(' ') : '',
      String(person.reminders),
      ...(columns?.of(person).cells ?? []),
    ];
  });
  const left = exclusions.map(({ name, reason }) => {
    const cells: string[] = [name, '', '', '', 'Not asked', EXCLUSION_WORDING[reason]];
    return [...cells, ...header.slice(cells.length).map(() => '')];
  });
  return [header, ...rows, ...left]
    .map((cells) => cells.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

const howWording = ({ method, witness, signedOn }: Signature): string =>
  [METHOD_WORDING[method], witness && ` (${witness})`, signedOn && `, signed on ${formatDay(signedOn)}`].join('');

/** Whether the owners' questions came before the answer; one policy without an answer says so for all. */
function quizWording({ policies }: Signature): string {
  const taken = policies.map(({ check }) => check);
  if (taken.includes(undefined)) return '';
  return QUIZ_WORDING[taken.includes('not-asked') ? 'not-asked' : taken.includes('answered') ? 'answered' : 'none'];
}

/** What had to be shown before the answer counted; on paper a witness's word stands for it. */
function ruleWording({ policies, method }: Signature): string {
  const [first] = policies;
  if (first?.rule === undefined) return '';
  return method === 'witnessed' ? 'on paper, as the witness confirmed' : READING_WORDING[first.rule];
}

/**
 * A spreadsheet runs a cell that begins like a formula, so such a cell gets an apostrophe in front (OWASP, CSV injection).
 */
function cell(value: string): string {
  const tame = /^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(value) ? `'${value}` : value;
  return `"${tame.replaceAll('"', '""')}"`;
}
