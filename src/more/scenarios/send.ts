import pMap from 'p-map';
import { readAudience } from '../../acknowledge/audience/audience.ts';
import { isSendable } from '../../acknowledge/delivery/school-morning.ts';
import { audienceGroups, type CampaignParts } from '../../acknowledge/planning/plan.ts';
import type { Courier } from '../../acknowledge/ports.ts';
import type { ChaseStore, WorkTurn } from '../../acknowledge/store-ports.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { addDays, DAY_MS, dayOf, daysBetween } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { QuizStore } from '../quiz/quiz.ts';
import { bankOf, proposedQuestion, stillAsked } from './choose.ts';
import { type HalfTerm, halfTermOn, momentFrom, usualMoment } from './half-terms.ts';
import type { Scenario, ScenarioCourier, ScenarioStore } from './scenario.ts';

export interface ScenarioDeps extends CampaignParts {
  readonly quizzes: QuizStore;
  readonly scenarios: ScenarioStore;
  readonly courier: ScenarioCourier & Pick<Courier, 'install'>;
  readonly chases: Pick<ChaseStore, 'isTurnOf'>;
  readonly log: Log;
}

/** How many days HR has to say no. */
const NOTICE_DAYS = 2;
/** Later than this it is too old, and is left out. */
const LATEST_DAYS = 10;
/** Signed longer ago is not this year's. */
const SIGNED_DAYS = 400;
/** How many are on their way at once; the rate is the courier's. */
const WIDTH = 8;
/** How many of those batches in one look: reminders and campaigns wait for it to end, and a question that is not urgent must not hold them up. */
const BATCHES = 25;

/**
 * Looks after the question of the half-term at each school: proposes one, tells HR, sends it at its moment in school hours to those who
 * have signed its policy. To be called by one at a time, see `ChaseStore.alone`. A card is marked before it leaves and never sent a
 * second time: what is cut off in between may be lost, and twice it is not. @returns how many cards went out
 */
export async function askHalfTerm(deps: ScenarioDeps, turn: WorkTurn): Promise<number> {
  let sent = 0;
  for (const school of deps.trust.schools) {
    try {
      if (!turn.isLost()) sent += await ofSchool(deps, school, turn);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      deps.log.warn('scenario.waits', { school: school.id, why: error.code });
    }
  }
  return sent;
}

async function ofSchool(deps: ScenarioDeps, school: School, turn: WorkTurn): Promise<number> {
  const { scenarios, clock } = deps;
  const now = clock();
  const halfTerm = halfTermOn(school.hours, dayOf(now));
  if (!halfTerm || !isSendable(school.hours, now)) return 0;
  if (await scenarios.isOff(school.id)) return 0;
  const scenario = await scenarios.find(school.id, halfTerm.id);
  if (scenario?.state === 'proposed') return begin(deps, school, halfTerm, scenario, turn);
  if (scenario?.state === 'sending') return deliver(deps, scenario, turn);
  if (!scenario) await propose(deps, school, halfTerm);
  return 0;
}

/** Who would get it now. */
export const signersOf = (
  { scenarios, clock }: Pick<ScenarioDeps, 'scenarios' | 'clock'>,
  school: School,
  { policyId }: Scenario['question'],
) => {
  const now = clock();
  return scenarios.signers(school.id, policyId, new Date(now.getTime() - SIGNED_DAYS * DAY_MS), dayOf(now));
};

/** When this half-term's would go out if it were proposed now; `undefined` where it is too late, or too short for one. */
export function momentFor({ hours }: School, halfTerm: HalfTerm, now: Date): Date | undefined {
  const usual = usualMoment(hours, halfTerm);
  const noticed = momentFrom(hours, addDays(dayOf(now), NOTICE_DAYS), halfTerm.to);
  if (!usual || !noticed || daysBetween(dayOf(usual), dayOf(now)) > LATEST_DAYS) return undefined;
  return usual < noticed ? noticed : usual;
}

/** What would be asked at a school this half-term: nothing is stored. */
export async function proposalFor(
  deps: Pick<ScenarioDeps, 'policies' | 'quizzes' | 'scenarios' | 'clock'>,
  school: School,
  halfTerm: HalfTerm,
): Promise<Scenario | undefined> {
  const { policies, quizzes, scenarios, clock } = deps;
  const sendAt = momentFor(school, halfTerm, clock());
  if (!sendAt) return undefined;
  const bank = bankOf(await policies.inForce(school.id), await quizzes.ofSchool(school.id));
  if (bank.length === 0) return undefined;
  const before = await scenarios.list(school.id);
  let open = bank;
  for (;;) {
    const question = proposedQuestion(open, before);
    if (!question) return undefined;
    // A policy that nobody has signed has nobody to ask.
    if ((await signersOf(deps, school, question)).length > 0)
      return {
        school: school.id,
        halfTerm: halfTerm.id,
        state: 'proposed',
        sendAt,
        question,
        toldAt: undefined,
      };
    open = open.filter(({ policyId }) => policyId !== question.policyId);
  }
}

async function propose(deps: ScenarioDeps, school: School, halfTerm: HalfTerm): Promise<void> {
  const scenario = await proposalFor(deps, school, halfTerm);
  if (!scenario || !(await deps.scenarios.propose(scenario))) return;
  deps.log.info('scenario.proposed', { school: school.id, halfTerm: halfTerm.id });
  await tell(deps, school, halfTerm, scenario);
}

/** HR hears about it before anyone gets it; a crash in between tells them twice, and never not at all. */
async function tell(deps: ScenarioDeps, school: School, halfTerm: HalfTerm, scenario: Scenario): Promise<void> {
  const { scenarios, courier, clock, log } = deps;
  const people = (await signersOf(deps, school, scenario.question)).length;
  const proposal = { scenario, school: school.name, halfTerm: halfTerm.name, people };
  let told = 0;
  for (const { id } of school.roles.hr) {
    try {
      let delivery = await courier.proposeScenario(id, proposal);
      if (delivery.kind === 'not-installed') {
        await courier.install(id);
        delivery = await courier.proposeScenario(id, proposal);
      }
      if (delivery.kind === 'sent') told += 1;
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      log.warn('scenario.untold', { school: school.id, why: error.code });
    }
  }
  if (told > 0) await scenarios.change(scenario, ['proposed'], { toldAt: clock() });
}

async function begin(
  deps: ScenarioDeps,
  school: School,
  halfTerm: HalfTerm,
  scenario: Scenario,
  turn: WorkTurn,
): Promise<number> {
  const { scenarios, policies, clock, log } = deps;
  const now = clock();
  if (scenario.toldAt === undefined) {
    await tell(deps, school, halfTerm, scenario);
    return 0;
  }
  if (scenario.sendAt > now) return 0;
  if (daysBetween(dayOf(scenario.sendAt), dayOf(now)) > LATEST_DAYS) {
    await scenarios.change(scenario, ['proposed'], { state: 'left-out' });
    log.warn('scenario.missed', { school: school.id });
    return 0;
  }
  const question = stillAsked(scenario.question, await policies.inForce(school.id));
  if (!question) {
    // The words that it is about have changed meanwhile: another is proposed.
    await scenarios.drop(scenario);
    return 0;
  }
  const people = await recipients(deps, school, question);
  if (people === undefined) return 0;
  await scenarios.change(scenario, ['proposed'], { question });
  if (!(await scenarios.start(scenario, people))) return 0;
  log.info('scenario.started', { school: school.id, people: people.length });
  return deliver(deps, { ...scenario, question, state: 'sending' }, turn);
}

/** Who has signed and is still one of the staff, by the same proof as in any campaign; `undefined` while the list cannot be read. */
async function recipients(deps: ScenarioDeps, school: School, question: Scenario['question']) {
  const { trust, directory, campaigns, log } = deps;
  const decided = await campaigns.accountDecisions(school.id);
  const read = await readAudience(directory, { ...audienceGroups(trust, school), decided });
  if (read.kind === 'refused') {
    log.warn('scenario.waits', { school: school.id, why: read.problem.kind });
    return undefined;
  }
  const staff = new Set(read.audience.ask.map(({ id }) => id));
  return (await signersOf(deps, school, question)).filter(({ user }) => staff.has(user));
}

async function deliver(deps: ScenarioDeps, scenario: Scenario, turn: WorkTurn): Promise<number> {
  const { scenarios, clock, log } = deps;
  let sent = 0;
  // A person whose card meets trouble that passes is tried by the next look, and not again by this one.
  const putOff: UserId[] = [];
  let isDone = daysBetween(dayOf(scenario.sendAt), dayOf(clock())) > LATEST_DAYS;
  for (let batch = 0; batch < BATCHES && !isDone && !turn.isLost(); batch += 1) {
    const claimed = await scenarios.claim(scenario, turn, dayOf(clock()), WIDTH);
    isDone = claimed.length === 0;
    await pMap(claimed, async (user) => {
      const outcome = await sendOne(deps, scenario, user, turn);
      if (outcome === 'sent') sent += 1;
      if (outcome === 'waiting') putOff.push(user);
      else if (outcome !== 'unknown') await scenarios.settle(scenario, user, outcome);
    });
  }
  for (const user of putOff) await scenarios.settle(scenario, user, 'waiting');
  if (isDone && putOff.length === 0 && !turn.isLost()) await scenarios.finish(scenario);
  if (sent > 0) log.info('scenario.sent', { school: scenario.school, sent, putOff: putOff.length });
  return sent;
}

/** `unknown`: it may have arrived, so it is not sent again. */
async function sendOne(
  { courier, chases }: ScenarioDeps,
  scenario: Scenario,
  user: UserId,
  turn: WorkTurn,
): Promise<'sent' | 'waiting' | 'unreachable' | 'unknown'> {
  const permit = () => chases.isTurnOf(turn);
  try {
    let delivery = await courier.sendScenario(user, scenario, permit);
    if (delivery.kind === 'not-installed') {
      await courier.install(user);
      delivery = await courier.sendScenario(user, scenario, permit);
    }
    return delivery.kind === 'sent' ? 'sent' : 'unreachable';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.mayBeDone ? 'unknown' : 'waiting';
  }
}
