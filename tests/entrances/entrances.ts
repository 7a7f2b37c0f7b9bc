import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { registerAddingByName } from '../../src/acknowledge/audience/add-by-name.handlers.ts';
import { registerCampaignAudience } from '../../src/acknowledge/audience/audience.handlers.ts';
import { registerHandReminders } from '../../src/acknowledge/by-hand/by-hand.handlers.ts';
import { registerCampaignCommands } from '../../src/acknowledge/campaign/command.handlers.ts';
import { registerCampaignForms } from '../../src/acknowledge/campaign/form.handlers.ts';
import { registerCampaignSending } from '../../src/acknowledge/delivery/sending.handlers.ts';
import { registerCampaignDownloads } from '../../src/acknowledge/evidence/downloads.handlers.ts';
import { registerCampaignPlanning } from '../../src/acknowledge/planning/plan.handlers.ts';
import { registerEntries } from '../../src/acknowledge/register/entries.handlers.ts';
import { registerCampaignPeople } from '../../src/acknowledge/register/people.handlers.ts';
import { registerAcknowledgements } from '../../src/acknowledge/request/request.handlers.ts';
import { registerTalks } from '../../src/acknowledge/talk/talk.handlers.ts';
import { registerTelling } from '../../src/acknowledge/telling/telling.handlers.ts';
import { registerAdoption } from '../../src/ask/adoption/adoption.handlers.ts';
import { registerConsulted } from '../../src/ask/adoption/consulted.handlers.ts';
import { registerAnswers } from '../../src/ask/answer/ask.handlers.ts';
import { registerPolicySearch } from '../../src/ask/answer/search.handlers.ts';
import { registerPolicyNames } from '../../src/ask/named/names.handlers.ts';
import { registerPolicyQuestions } from '../../src/ask/owner/asked.handlers.ts';
import { registerPolicyDesk } from '../../src/ask/owner/desk.handlers.ts';
import { registerReferrals } from '../../src/ask/referral/referral.handlers.ts';
import { registerPolicyUploads } from '../../src/ask/upload/upload.handlers.ts';
import { registerTalk } from '../../src/hear/talk/talk.handlers.ts';
import { registerAccounts } from '../../src/more/accounts/account.handlers.ts';
import { registerAccountRegister } from '../../src/more/accounts/applying/register.handlers.ts';
import { registerAccountCare } from '../../src/more/accounts/care/care.handlers.ts';
import { registerPosts } from '../../src/more/accounts/posts/post.handlers.ts';
import { registerAccountRules } from '../../src/more/accounts/rules/rules.handlers.ts';
import { registerCampaignYear } from '../../src/more/calendar/year.handlers.ts';
import { registerStories } from '../../src/more/children/stories.handlers.ts';
import { registerDeclarations } from '../../src/more/declarations/declaration.handlers.ts';
import { registerDrills } from '../../src/more/drills/drill.handlers.ts';
import { lockActs } from '../../src/more/locks/lock.handlers.ts';
import { registerNextSchool } from '../../src/more/next-school/next-school.handlers.ts';
import { registerCases } from '../../src/more/online-abuse/case.handlers.ts';
import { CASE_ACTS } from '../../src/more/online-abuse/case-forms.cards.ts';
import { registerOwnCases } from '../../src/more/online-abuse/own-case.handlers.ts';
import { registerOverview } from '../../src/more/overview/overview.handlers.ts';
import { registerCampaignPaper } from '../../src/more/paper/paper.handlers.ts';
import { registerPatterns } from '../../src/more/patterns/patterns.handlers.ts';
import { registerSecondStep } from '../../src/more/pin/pin.handlers.ts';
import { registerQuizzes } from '../../src/more/quiz/quiz.handlers.ts';
import { registerRoles } from '../../src/more/role-changes/roles.handlers.ts';
import { registerRolls } from '../../src/more/roll/roll.handlers.ts';
import { registerScenarios } from '../../src/more/scenarios/scenario.handlers.ts';
import { registerPictures } from '../../src/more/screenshots/screenshot.handlers.ts';
import { registerSharedAddress } from '../../src/more/shared-address/address.handlers.ts';
import { registerAccess } from '../../src/more/subject-access/access.handlers.ts';
import { registerTraining } from '../../src/more/training/training.handlers.ts';
import { registerTrust } from '../../src/more/trust-lead/trust.handlers.ts';
import { trustActs } from '../../src/more/trust-lead/trust-acts.handlers.ts';
import { createRoutes, type Entrance, type RouteTable } from '../../src/platform/teams/routes.ts';
import { registerConcerns } from '../../src/report/concerns.handlers.ts';
import { PRINTED } from '../../src/report/fields/boxes.ts';
import { KEEPING_ACTS } from '../../src/report/keeping/keeping-acts.ts';
import { boxesIn } from '../../src/report/triage/asked.ts';
import { OPENED_ACTS } from '../../src/report/triage/opened-acts.ts';

const SRC = resolve(import.meta.dirname, '../../src');

/** Everything that says what it answers, as src/wiring and the features call it. Only registered here, so nothing of the parts is used. */
export const REGISTERED = {
  registerAccountCare,
  registerAccountRegister,
  registerAccountRules,
  registerAccounts,
  registerAcknowledgements,
  registerAddingByName,
  registerAdoption,
  registerAnswers,
  registerCampaignAudience,
  registerCampaignCommands,
  registerCampaignDownloads,
  registerCampaignForms,
  registerCampaignPaper,
  registerCampaignPeople,
  registerEntries,
  registerCampaignPlanning,
  registerCampaignSending,
  registerCampaignYear,
  registerConsulted,
  registerDeclarations,
  registerHandReminders,
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
  registerTalks,
  registerTelling,
  registerTraining,
};

/** The same of the report's own path, where some are told what others registered. */
export const REPORTING = {
  registerAccess,
  registerCases,
  registerConcerns,
  registerDrills,
  registerNextSchool,
  registerOwnCases,
  registerPatterns,
  registerPictures,
  registerRoles,
  registerRolls,
  registerSecondStep,
  registerStories,
  registerTrust,
};

/** Everything of reports that can be said or pressed, and nothing behind it. */
export function registerReports(routes: RouteTable['report']): void {
  const { registerSecondStep: second, ...others } = REPORTING;
  for (const register of Object.values(others)) register(routes, {} as never, {} as never);
  second(routes, () => undefined, {} as never);
}

export function registeredRoutes(): RouteTable {
  const routes = createRoutes();
  for (const register of Object.values(REGISTERED)) register(routes, {} as never);
  registerReports(routes.report);
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

const ROLL = 'tests/more/roll/rolls.test.ts';
const TRAINING = 'tests/journeys/acknowledge/training.test.ts';
const HELD = 'tests/entrances/forms.test.ts';
const TYPED = 'tests/entrances/typed.test.ts';
const REPORT = 'tests/report/opening/leaks.test.ts';
const SECRET = 'tests/more/pin/second-step.test.ts';
const LEAKS_BY_LINK = 'tests/more/shared-address/link-leaks.test.ts';
const NEXT_SCHOOL = 'tests/more/next-school/next-school.test.ts';
const BY_LINK = 'tests/more/shared-address/by-link.test.ts';
const RECORD = 'tests/report/opening/record-leaks.test.ts';

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
  const named = globSync(
    '{report,hear/offer,more/{body-map,children,drills,locks,next-school,online-abuse,patterns,pin,role-changes,roll,screenshots,subject-access,trust-lead}}/**/*.{cards,handlers,messages}.ts',
    { cwd: SRC },
  ).flatMap((path) =>
    [...readFileSync(join(SRC, path), 'utf8').matchAll(/(?:input\.text\(\s*|Box\()'(\w+)'/g)].map(
      (match) => match[1] ?? '',
    ),
  );
  const acts = Object.values({ ...OPENED_ACTS, ...KEEPING_ACTS, ...CASE_ACTS, ...lockActs, ...trustActs });
  const asked = acts.flatMap(({ asks }) => boxesIn(asks).flatMap(([id, { form }]) => (form === 'text' ? [id] : [])));
  // A few boxes are drawn from the list of fields; the rest of that list are choices.
  const listed = PRINTED.map(({ id }) => id);
  return [...new Set([...named, ...asked, ...listed])].filter((name) => !CHOICES.includes(name)).sort();
}
const CHOICES: readonly string[] = [
  'named',
  'safeTonight',
  'toldInPerson',
  'contact',
  'replied',
  'childTold',
  'body',
  'atRisk',
];

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
  'passedOn',
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
const PHONES = 'tests/report/phones/phones.test.ts';
/** The boxes of a case, beside those that it shares with a report. */
const OF_CASES: readonly string[] = ['address', 'userName', 'seenAt', 'kept', 'ref'];
const CASES = 'tests/more/online-abuse/case-leaks.test.ts';
/** What someone without Teams says about themselves. */
const OF_LINKS: readonly string[] = ['givenName', 'givenAs', 'givenNumber'];
/** Whose data is asked for, by whom, and what of it is not given. */
const OF_ACCESS: readonly string[] = ['accessName', 'accessCalled', 'accessAsker', 'accessAlso'];
const ACCESS = 'tests/more/subject-access/access-leaks.test.ts';
const SECRETS: readonly string[] = ['code', 'pin', 'pinAgain'];

function guardOf(field: string): Pick<Row, 'guard' | 'test'> {
  if (field === SOUGHT) return { guard: 'search in records', test: REPORT };
  if (OF_LINKS.includes(field)) return { guard: 'report text', test: LEAKS_BY_LINK };
  if (OF_CASES.includes(field)) return { guard: 'report text', test: CASES };
  if (field === 'accessReference') return { guard: 'search in records', test: ACCESS };
  if (OF_ACCESS.includes(field)) return { guard: 'report text', test: ACCESS };
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
