import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { FIELDS, TEXT_WORDING } from '../../src/concern/wording.ts';
import { registerAccounts } from '../../src/teams/accounts/account-handlers.ts';
import { registerAccountCare } from '../../src/teams/accounts/care-handlers.ts';
import { registerPosts } from '../../src/teams/accounts/post-handlers.ts';
import { registerAccountRegister } from '../../src/teams/accounts/register-handlers.ts';
import { registerAccountRules } from '../../src/teams/accounts/rules-handlers.ts';
import { registerCampaignAudience } from '../../src/teams/acknowledgement/audience/audience-handlers.ts';
import { registerCampaignSending } from '../../src/teams/acknowledgement/calendar/sending-handlers.ts';
import { registerCampaignYear } from '../../src/teams/acknowledgement/calendar/year-handlers.ts';
import { registerCampaignCommands } from '../../src/teams/acknowledgement/campaign/command-handlers.ts';
import { registerCampaignForms } from '../../src/teams/acknowledgement/campaign/form-handlers.ts';
import { registerCampaignPaper } from '../../src/teams/acknowledgement/campaign/paper-handlers.ts';
import { registerCampaignPeople } from '../../src/teams/acknowledgement/campaign/people-handlers.ts';
import { registerCampaignPlanning } from '../../src/teams/acknowledgement/campaign/plan-handlers.ts';
import { registerQuizzes } from '../../src/teams/acknowledgement/quiz/quiz-handlers.ts';
import { registerAcknowledgements } from '../../src/teams/acknowledgement/request/request-handlers.ts';
import { registerScenarios } from '../../src/teams/acknowledgement/scenario/scenario-handlers.ts';
import { registerTraining } from '../../src/teams/acknowledgement/training/training-handlers.ts';
import { registerConcerns } from '../../src/teams/concern/handlers.ts';
import { registerDeclarations } from '../../src/teams/declaration/declaration-handlers.ts';
import { registerOverview } from '../../src/teams/overview/overview-handlers.ts';
import { registerAdoption } from '../../src/teams/policy/adoption/adoption-handlers.ts';
import { registerConsulted } from '../../src/teams/policy/adoption/consulted-handlers.ts';
import { registerAnswers } from '../../src/teams/policy/ask/ask-handlers.ts';
import { registerPolicySearch } from '../../src/teams/policy/ask/search.ts';
import { registerPolicyQuestions } from '../../src/teams/policy/owner/asked-handlers.ts';
import { registerPolicyDesk } from '../../src/teams/policy/owner/desk-handlers.ts';
import { registerPolicyNames } from '../../src/teams/policy/owner/names-handlers.ts';
import { registerReferrals } from '../../src/teams/policy/referral/referral-handlers.ts';
import { registerPolicyUploads } from '../../src/teams/policy/upload/upload-handlers.ts';
import { createRoutes, type Entrance, type RouteTable } from '../../src/teams/routes.ts';
import { registerTalk } from '../../src/teams/talk/talk.ts';
import { registerSharedAddress } from '../../src/teams/without-teams/address-handlers.ts';

const SRC = resolve(import.meta.dirname, '../../src');

/** Everything that says what it answers, as src/wiring calls it. Only registered here, so nothing of the parts is used. */
export const REGISTERED = {
  registerAccountCare,
  registerAccountRegister,
  registerAccountRules,
  registerAccounts,
  registerAcknowledgements,
  registerAdoption,
  registerAnswers,
  registerCampaignAudience,
  registerCampaignCommands,
  registerCampaignForms,
  registerCampaignPaper,
  registerCampaignPeople,
  registerCampaignPlanning,
  registerCampaignSending,
  registerCampaignYear,
  registerConsulted,
  registerDeclarations,
  registerOverview,
  registerPosts,
  registerPolicyDesk,
  registerPolicyNames,
  registerPolicyQuestions,
  registerPolicySearch,
  registerPolicyUploads,
  registerQuizzes,
  registerReferrals,
  registerScenarios,
  registerSharedAddress,
  registerTalk,
  registerTraining,
};

export function registeredRoutes(): RouteTable {
  const routes = createRoutes();
  for (const register of Object.values(REGISTERED)) register(routes, {} as never);
  registerConcerns(routes.report, {} as never);
  return routes;
}

export const registeredEntrances = (): readonly Entrance[] => registeredRoutes().entrances();

/** What becomes of what comes in there. */
export type Guard =
  /** The gate hears it before a handler sees it. */
  | 'heard'
  /** A report's own words: into the sealed record, and nowhere else. */
  | 'report text'
  /** Given back to its writer in their own chat, and heard when it is sent. */
  | 'own words'
  /** Found in words of a sealed record by the person who may open it; kept nowhere. */
  | 'search in records'
  /** A school's list of its pupils: kept sealed whole, or compared with it and kept nowhere. */
  | 'roll'
  /** Compared with the staff list, and only dates are kept; a name that is not on it is told to nobody. */
  | 'staff list'
  /** A code or PIN: kept sealed, a PIN as a slow hash, and in no answer. */
  | 'secret'
  /** Ids, choices, numbers and days: a shape that has no room for a sentence. */
  | 'fixed';

export interface Row {
  readonly entrance: string;
  readonly field: string;
  readonly guard: Guard;
  readonly test: string;
}

const ROLL = 'tests/concern/roll/rolls.test.ts';
const TRAINING = 'tests/journeys/acknowledge/training.test.ts';
const HELD = 'tests/entrances/forms.test.ts';
const TYPED = 'tests/entrances/typed.test.ts';
const REPORT = 'tests/concern/record/leaks.test.ts';
const SECRET = 'tests/concern/second-step/second-step.test.ts';
const LEAKS_BY_LINK = 'tests/concern/shared-address/link-leaks.test.ts';
const NEXT_SCHOOL = 'tests/concern/next-school.test.ts';
const BY_LINK = 'tests/concern/shared-address/by-link.test.ts';
const RECORD = 'tests/concern/record/record-leaks.test.ts';

/** What a message, a search and a page bring in, beside buttons and forms. */
const OTHERS: readonly Row[] = [
  { entrance: 'message', field: 'text', guard: 'heard', test: TYPED },
  { entrance: 'message', field: 'name of a file', guard: 'heard', test: TYPED },
  { entrance: 'file of a policy owner', field: 'title in it', guard: 'heard', test: TYPED },
  { entrance: 'search policy.find', field: 'words', guard: 'heard', test: TYPED },
  { entrance: 'typeahead concern.pupils', field: 'letters typed', guard: 'roll', test: ROLL },
  { entrance: 'file of a roll', field: 'its cells', guard: 'roll', test: ROLL },
  { entrance: 'file of training dates', field: 'its cells', guard: 'staff list', test: TRAINING },
  { entrance: 'page behind a link', field: 'choices', guard: 'fixed', test: TYPED },
  { entrance: 'page of the shared address', field: 'boxes of a report', guard: 'report text', test: LEAKS_BY_LINK },
  { entrance: 'page of the shared address', field: 'code', guard: 'secret', test: LEAKS_BY_LINK },
  { entrance: 'page of the shared address', field: 'question', guard: 'heard', test: BY_LINK },
  { entrance: 'page of the shared address', field: 'text', guard: 'report text', test: LEAKS_BY_LINK },
  { entrance: 'page of a hand-over', field: 'code', guard: 'secret', test: NEXT_SCHOOL },
  ...['name', 'role', 'school', 'reference'].map(
    (field): Row => ({ entrance: 'page of a hand-over', field, guard: 'report text', test: NEXT_SCHOOL }),
  ),
];

/** Boxes of the report's own path, by the ids that its cards give them. */
export function reportBoxes(): readonly string[] {
  const named = globSync('teams/concern/**/*.ts', { cwd: SRC }).flatMap((path) =>
    [...readFileSync(join(SRC, path), 'utf8').matchAll(/(?:input\.text\(\{\s*id: |Box\()'(\w+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  // A few boxes are drawn from the list of fields; the rest of that list are choices.
  const listed = [...FIELDS.map(([name]) => name), ...Object.keys(TEXT_WORDING)];
  return [...new Set([...named, ...listed])].filter((name) => !CHOICES.includes(name)).sort();
}
const CHOICES: readonly string[] = ['named', 'safeTonight', 'toldInPerson', 'contact', 'replied', 'childTold', 'body'];

/** The boxes of a record that is taken away or reduced; all others are typed in the life of a report. */
const OF_RECORDS: readonly string[] = [
  'receiver',
  'reference',
  'receivedBy',
  'agreed',
  'typed',
  'born',
  'toName',
  'toRole',
  'toSchool',
];
const SOUGHT = 'sought';
/** A shape that has room for a number and for no sentence. */
const NUMBERS: readonly string[] = [
  'ownNumber',
  'officeNumber',
  'childrensSocialCareNumber',
  'outOfHoursNumber',
  'ladoNumber',
];
const PHONES = 'tests/concern/phones/phones.test.ts';
/** The boxes of a case, beside those that it shares with a report. */
const OF_CASES: readonly string[] = ['address', 'userName', 'seenAt', 'kept', 'ref'];
const CASES = 'tests/concern/case/case-leaks.test.ts';
/** What someone without Teams says about themselves. */
const OF_LINKS: readonly string[] = ['givenName', 'givenAs', 'givenNumber'];
const SECRETS: readonly string[] = ['code', 'pin', 'pinAgain'];

function guardOf(field: string): Pick<Row, 'guard' | 'test'> {
  if (field === SOUGHT) return { guard: 'search in records', test: REPORT };
  if (OF_LINKS.includes(field)) return { guard: 'report text', test: LEAKS_BY_LINK };
  if (OF_CASES.includes(field)) return { guard: 'report text', test: CASES };
  if (NUMBERS.includes(field)) return { guard: 'fixed', test: PHONES };
  if (SECRETS.includes(field)) return { guard: 'secret', test: SECRET };
  return { guard: 'report text', test: OF_RECORDS.includes(field) ? RECORD : REPORT };
}

/** Every way in for free text, made from what the code registers and what its cards ask. */
export function tableOfEntrances(): readonly Row[] {
  const rows = registeredEntrances().flatMap(({ kind, name, fields }): readonly Row[] =>
    fields === 'report'
      ? []
      : fields
          .filter((field) => field.kind !== 'fixed')
          .map((field) => ({
            entrance: `${kind} ${name}`,
            field: field.name,
            guard: field.kind === 'heard' ? 'heard' : 'own words',
            test: field.kind === 'heard' ? HELD : TYPED,
          })),
  );
  const report = reportBoxes().map(
    (field): Row => ({
      entrance: 'form of a report or record',
      field,
      ...guardOf(field),
    }),
  );
  return [...OTHERS, ...rows, ...report];
}

export const asMarkdown = (rows: readonly Row[]): string =>
  [
    '| Way in | Text | What becomes of it | Test |',
    '|---|---|---|---|',
    ...rows.map(({ entrance, field, guard, test }) => `| ${entrance} | ${field} | ${guard} | \`${test}\` |`),
  ].join('\n');
