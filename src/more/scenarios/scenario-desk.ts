import type { Extension } from '../../acknowledge/host.ts';
import { schoolsRunBy } from '../../acknowledge/planning/plan.ts';
import type { PolicyText } from '../../acknowledge/text/policy-text.ts';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { type MergedFigures, mergedFigures } from '../../school/merged-figures.ts';
import type { School } from '../../school/school.ts';
import { type Draft, questionFrom, sectionsOf } from '../quiz/write-quiz.ts';
import { scenariosAhead } from './ahead.ts';
import { bankOf, boundQuestion, sectionToWriteAbout } from './choose.ts';
import { type HalfTerm, halfTerms } from './half-terms.ts';
import type { Scenario, ScenarioPlace, ScenarioQuestion } from './scenario.ts';
import { askHalfTerm, momentFor, proposalFor, type ScenarioDeps, signersOf } from './send.ts';

/** A school's question of the half-term, for HR. */
export interface ScenarioView {
  readonly school: Pick<School, 'id' | 'name'>;
  readonly isOff: boolean;
  /** This one, or the next in the holidays; absent where term dates have run out. */
  readonly halfTerm: HalfTerm | undefined;
  /** As it stands, or as it would be proposed; absent where there is nothing to ask, nobody to ask it, or no time. */
  readonly scenario: Scenario | undefined;
  /** How many would get it now. */
  readonly people: number;
  /** The last that is out: how many answered, and nothing else of it. */
  readonly last:
    | { readonly scenario: Scenario; readonly halfTerm: string; readonly figures: MergedFigures }
    | undefined;
}

export type ScenarioDone =
  | { readonly kind: 'done'; readonly view: ScenarioView }
  | { readonly kind: 'not-allowed' }
  /** It is out, or there is no half-term to ask it in. */
  | { readonly kind: 'not-now' }
  | { readonly kind: 'complaint'; readonly complaint: string };

/** Someone HR may mark as away. */
export interface QuietPerson {
  readonly user: UserId;
  readonly name: string;
  readonly role: string;
  readonly isAway: boolean;
}

/** The result of pressing a button. */
export type ScenarioAnswer =
  | { readonly kind: 'answered'; readonly isRight: boolean; readonly scenario: Scenario }
  | { readonly kind: 'not-theirs' };

export const SHOW_DESK = 'scenario.show';

export type Scenarios = ReturnType<typeof createScenarioDesk>;

/** A question each half-term: HR's desk, and what people do with theirs. Whether someone may is asked each time. */
export const createScenarioDesk = (deps: ScenarioDeps) => ({
  ...choosing(deps),
  ...settings(deps),
  ...ofPeople(deps),
  extension: extensionOf(deps),
});

const extensionOf = (deps: ScenarioDeps): Extension => ({
  button: { title: 'Half-term question', verb: SHOW_DESK },
  sweep: (turn) => askHalfTerm(deps, turn),
  ahead: (school, _people, now) => scenariosAhead(deps, school, now),
});

const schoolOf = ({ trust }: ScenarioDeps, by: UserId, id: SchoolId): School | undefined =>
  schoolsRunBy(trust, by).find((school) => school.id === id);

const comingHalfTerm = ({ hours }: School, today: IsoDay): HalfTerm | undefined =>
  halfTerms(hours).find(({ to }) => today <= to);

async function viewOf(deps: ScenarioDeps, school: School): Promise<ScenarioView> {
  const { scenarios, clock } = deps;
  const halfTerm = comingHalfTerm(school, dayOf(clock()));
  const known = halfTerm && (await scenarios.find(school.id, halfTerm.id));
  const scenario = known ?? (halfTerm && (await proposalFor(deps, school, halfTerm)));
  const out = (await scenarios.list(school.id)).find(({ state }) => state === 'sent' || state === 'sending');
  return {
    school,
    isOff: await scenarios.isOff(school.id),
    halfTerm,
    scenario,
    people: scenario ? (await signersOf(deps, school, scenario.question)).length : 0,
    last: out && {
      scenario: out,
      halfTerm: halfTerms(school.hours).find(({ id }) => id === out.halfTerm)?.name ?? out.halfTerm,
      figures: mergedFigures(await scenarios.figures(out)),
    },
  };
}

/** What HR asks this half-term. */
function choosing(deps: ScenarioDeps) {
  const { scenarios, policies, quizzes, clock, ids, trust } = deps;

  /** Puts a question in the place of what is proposed. HR chose it, so HR knows about it. */
  async function put(school: School, question: ScenarioQuestion): Promise<ScenarioDone> {
    const now = clock();
    const halfTerm = comingHalfTerm(school, dayOf(now));
    const sendAt = halfTerm && momentFor(school, halfTerm, now);
    if (!halfTerm || !sendAt) return { kind: 'not-now' };
    const place = { school: school.id, halfTerm: halfTerm.id };
    const scenario: Scenario = { ...place, state: 'proposed', sendAt, question, toldAt: now };
    const isPut =
      (await scenarios.change(place, ['proposed', 'left-out'], { state: 'proposed', question, sendAt, toldAt: now })) ||
      (await scenarios.propose(scenario));
    return isPut ? { kind: 'done', view: await viewOf(deps, school) } : { kind: 'not-now' };
  }

  return {
    /** Of every school that this person runs; empty for anyone else. */
    scenarios: (by: UserId): Promise<readonly ScenarioView[]> =>
      Promise.all(schoolsRunBy(trust, by).map((school) => viewOf(deps, school))),

    /** What could be asked, and which policies one could write about. */
    async scenarioChoices(by: UserId, id: SchoolId) {
      const school = schoolOf(deps, by, id);
      if (!school) return undefined;
      const inForce = await policies.inForce(id);
      return { bank: bankOf(inForce, await quizzes.ofSchool(id)), policies: inForce };
    },

    async chooseScenario(by: UserId, id: SchoolId, question: string): Promise<ScenarioDone> {
      const school = schoolOf(deps, by, id);
      if (!school) return { kind: 'not-allowed' };
      const bank = bankOf(await policies.inForce(id), await quizzes.ofSchool(id));
      const found = bank.find((one) => one.id === question);
      return found ? put(school, found) : { kind: 'not-now' };
    },

    /** A policy to write about, with the section that lays down most rules and was not asked about yet. */
    async scenarioToWrite(by: UserId, id: SchoolId, policy: PolicyId) {
      const text = schoolOf(deps, by, id) && (await policyOf(deps, id, policy));
      if (!text) return undefined;
      const before = (await scenarios.list(id)).map(({ question }) => question.sectionHash);
      return { policy: text, sections: sectionsOf(text), proposed: sectionToWriteAbout(text, before) };
    },

    async writeScenario(by: UserId, id: SchoolId, policy: PolicyId, draft: Draft): Promise<ScenarioDone> {
      const school = schoolOf(deps, by, id);
      const text = school && (await policyOf(deps, id, policy));
      if (!text) return { kind: 'not-allowed' };
      const written = questionFrom(draft, sectionsOf(text), ids);
      if ('complaint' in written) return { kind: 'complaint', complaint: written.complaint };
      const question = boundQuestion(written, text);
      return question ? put(school, question) : { kind: 'not-now' };
    },
  };
}

/** What HR switches off, for one half-term, for all, or for someone who is away. */
function settings(deps: ScenarioDeps) {
  const { scenarios, campaigns, clock } = deps;
  return {
    /** None this half-term. */
    async leaveScenarioOut(by: UserId, id: SchoolId): Promise<ScenarioDone> {
      const school = schoolOf(deps, by, id);
      if (!school) return { kind: 'not-allowed' };
      const { scenario } = await viewOf(deps, school);
      if (!scenario) return { kind: 'not-now' };
      const isOut =
        (await scenarios.change(scenario, ['proposed', 'left-out'], { state: 'left-out' })) ||
        (await scenarios.propose({ ...scenario, state: 'left-out' }));
      return isOut ? { kind: 'done', view: await viewOf(deps, school) } : { kind: 'not-now' };
    },

    async switchScenarios(by: UserId, id: SchoolId, isOff: boolean): Promise<ScenarioDone> {
      const school = schoolOf(deps, by, id);
      if (!school) return { kind: 'not-allowed' };
      await scenarios.switchTo(id, isOff, by, clock());
      return { kind: 'done', view: await viewOf(deps, school) };
    },

    /** Those whose name has these letters, on a list that is open; `undefined` for anyone who does not run the school. */
    async scenarioPeople(by: UserId, id: SchoolId, name: string): Promise<readonly QuietPerson[] | undefined> {
      if (!schoolOf(deps, by, id)) return undefined;
      const wanted = name.toLocaleLowerCase('en-GB');
      if (wanted === '') return [];
      const open = (await campaigns.list([id])).filter(({ status }) => ['running', 'paused'].includes(status));
      const people = (await Promise.all(open.map((campaign) => campaigns.people(campaign.id)))).flat();
      const away = await scenarios.away(id, dayOf(clock()));
      const found = people.flatMap(({ user, name: whose, jobTitle, state }): [UserId, QuietPerson][] =>
        user && state !== 'left' && whose.toLocaleLowerCase('en-GB').includes(wanted)
          ? [[user, { user, name: whose, role: jobTitle ?? '', isAway: away.has(user) }]]
          : [],
      );
      return [...new Map(found).values()];
    },

    async markAway(by: UserId, id: SchoolId, user: UserId, isAway: boolean): Promise<boolean> {
      if (!schoolOf(deps, by, id)) return false;
      if (isAway) await scenarios.quiet(id, user, 'away', endOfYear(dayOf(clock())), by);
      else await scenarios.unquiet(id, user, 'away');
      return true;
    },
  };
}

function ofPeople({ scenarios, clock }: ScenarioDeps) {
  const theirs = async (user: UserId, { school, halfTerm }: ScenarioPlace): Promise<Scenario | undefined> =>
    (await scenarios.isFor({ school, halfTerm }, user)) ? scenarios.find(school, halfTerm) : undefined;
  return {
    /** One press. That they answered is kept, and what they answered is not. */
    async answerScenario(user: UserId, place: ScenarioPlace, answer: number): Promise<ScenarioAnswer> {
      const scenario = await theirs(user, place);
      if (!scenario || !(await scenarios.noteAnswered(place, user))) return { kind: 'not-theirs' };
      return { kind: 'answered', isRight: scenario.question.right === answer, scenario };
    },

    /** None for the rest of the school year, or again after all. @returns the one they have, `undefined` for someone who was sent none */
    async declineScenarios(user: UserId, place: ScenarioPlace, isDeclined: boolean): Promise<Scenario | undefined> {
      const scenario = await theirs(user, place);
      if (!scenario) return undefined;
      if (isDeclined) await scenarios.quiet(place.school, user, 'declined', endOfYear(dayOf(clock())), user);
      else await scenarios.unquiet(place.school, user, 'declined');
      return scenario;
    },
  };
}

const policyOf = async ({ policies }: ScenarioDeps, school: SchoolId, id: PolicyId): Promise<PolicyText | undefined> =>
  (await policies.inForce(school)).find(({ policyId }) => policyId === id);

/** The last day of the school year. */
export const endOfYear = (today: IsoDay): IsoDay => {
  const year = Number(today.slice(0, 4));
  return `${today.slice(5) <= '08-31' ? year : year + 1}-08-31` as IsoDay;
};
