import { dayOf, formatTime } from '../../kernel/time.ts';
import { EXCLUSION_WORDING, type Exclusion } from '../audience/exclusion.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Columns } from '../host.ts';
import type { Person, PersonId } from '../register/person.ts';
import type { Signature, SignedPolicy } from '../request/signature.ts';
import type { CampaignStore } from '../store-ports.ts';
import { policiesOf } from '../text/as-asked.ts';
import { METHOD_WORDING, QUIZ_WORDING, READING_WORDING, REASON_WORDING, STATE_WORDING } from '../wording.ts';

const QUESTIONS = 'Questions';
const HEADER: readonly string[] = [
  'Name',
  'Email',
  'Staff number',
  'Job',
  'Staff group',
  'Site',
  'Status',
  'Why',
  'Due',
  'Asked',
  'Acknowledged',
  'How',
  'Signed on paper',
  'Seen by',
  QUESTIONS,
  'Rule',
  'Policy',
  'Version',
  'SHA-256 of the text shown',
  'Reminders',
];

/** What features add to it. */
interface Beside {
  readonly columns?: Columns | undefined;
  readonly hasQuestions?: boolean;
}

/** Everyone of a campaign, what they signed, and who was not asked. */
export interface WholeRegister {
  readonly people: readonly Person[];
  readonly signatures: readonly Signature[];
  readonly exclusions: readonly Exclusion[];
}

/** Reads a campaign's register, for whatever it is written as. */
export async function readRegister(campaigns: CampaignStore, { id }: Pick<Campaign, 'id'>): Promise<WholeRegister> {
  const [people, signatures, exclusions] = await Promise.all([
    campaigns.people(id),
    campaigns.signatures(id),
    campaigns.exclusions(id),
  ]);
  return { people, signatures, exclusions };
}

/** The register of a campaign as `registerCsv` has it. */
export const campaignCsv = async (campaigns: CampaignStore, campaign: Campaign, beside: Beside): Promise<string> =>
  registerCsv(campaign, await readRegister(campaigns, campaign), beside);

/**
 * The register as a spreadsheet: a row for each person and policy that they are asked for, then those who were not asked and why. Days and times are written so that
 * Excel takes them for dates. CRLF, as RFC 4180 has it.
 */
function registerCsv(
  campaign: Campaign,
  { people, signatures, exclusions }: WholeRegister,
  { columns, hasQuestions = false }: Beside,
): string {
  // Who answered the questions is shown for good, also where a school no longer asks any.
  const isAsked =
    hasQuestions || signatures.some(({ policies }) => policies.some(({ check = 'none' }) => check !== 'none'));
  const own = isAsked ? HEADER : HEADER.filter((name) => name !== QUESTIONS);
  const header = [...own, ...(columns?.headings ?? [])];
  const signed = new Map<PersonId, Signature>(signatures.map((signature) => [signature.person, signature]));
  const rows = people.flatMap((person) => {
    const signature = signed.get(person.id);
    const beside = columns?.of(person).cells ?? [];
    const answers = signature
      ? signature.policies.map((policy) => answerCells(signature, policy, isAsked))
      : policiesOf(campaign.policies, person).map((policy) => noAnswerCells(policy, isAsked));
    return answers.map((cells) => [...personCells(person), ...cells, String(person.reminders), ...beside]);
  });
  const left = exclusions.map(({ name, reason }) => {
    const cells: string[] = [name, '', '', '', '', '', 'Not asked', EXCLUSION_WORDING[reason]];
    return [...cells, ...header.slice(cells.length).map(() => '')];
  });
  return [header, ...rows, ...left]
    .map((cells) => cells.map(cell).join(','))
    .join('\r\n')
    .concat('\r\n');
}

const personCells = (person: Person): readonly string[] => [
  person.name,
  person.email ?? '',
  person.staffNumber ?? '',
  person.jobTitle ?? '',
  person.staffGroup,
  person.site,
  STATE_WORDING[person.state].label,
  person.reason === undefined || person.state === 'paused' ? '' : REASON_WORDING[person.reason].label,
  person.dueDay,
  person.askedAt ? moment(person.askedAt) : '',
];

const answerCells = (signature: Signature, policy: SignedPolicy, isAsked: boolean): readonly string[] => [
  moment(signature.at),
  METHOD_WORDING[signature.method],
  signature.signedOn ?? '',
  signature.witness ?? '',
  ...(isAsked ? [policy.check ? QUIZ_WORDING[policy.check] : ''] : []),
  ruleWording(signature, policy),
  ...policyCells(policy),
  policy.textHash,
];

const noAnswerCells = (policy: Campaign['policies'][number], isAsked: boolean): readonly string[] => [
  ...Array.from({ length: isAsked ? 6 : 5 }, () => ''),
  ...policyCells(policy),
  '',
];

/** As words: of 1.10 alone a spreadsheet would make 1.1. */
const policyCells = ({ title, version }: { readonly title: string; readonly version: string | undefined }) => [
  title,
  version ? `version ${version}` : '',
];

/** `2026-10-05 08:00`, by the clock in London. */
const moment = (at: Date): string => `${dayOf(at)} ${formatTime(at)}`;

/** What had to be shown before the answer counted; on paper a witness's word stands for it. */
function ruleWording({ method }: Signature, { rule }: SignedPolicy): string {
  if (rule === undefined) return '';
  return method === 'witnessed' ? 'on paper, as the witness confirmed' : READING_WORDING[rule];
}

/**
 * A spreadsheet runs a cell that begins like a formula, so such a cell gets an apostrophe in front (OWASP, CSV injection). So does what
 * begins like one after a semicolon, a tab or a line's end: where lists are written with semicolons a new cell begins there.
 */
function cell(value: string): string {
  const tame = value.replaceAll(/(^|[;\t\r\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])|^(?=[\t\r])/gu, "$1'");
  return `"${tame.replaceAll('"', '""')}"`;
}
