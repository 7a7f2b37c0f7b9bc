import { z } from 'zod/v4';
import { day } from '../../acknowledge/card-data.handlers.ts';
import { NOT_YOURS } from '../../acknowledge/register/people.handlers.ts';
import type { PolicyId, SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf } from '../../kernel/time.ts';
import type { Card } from '../../platform/teams/card.ts';
import { action, form, id, nameText } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type ActionAnswer, type DialogAnswer, message } from '../../platform/teams/turn.ts';
import { asTyped, drafted, draftOf } from '../quiz/quiz.handlers.ts';
import { questionForm } from '../quiz/quiz-writing.cards.ts';
import {
  ANSWER,
  AWAY,
  answeredCard,
  awayCard,
  CHOOSE,
  chooseCard,
  DECLINE,
  declinedCard,
  LEAVE_OUT,
  MARK_AWAY,
  proposedSection,
  SAVE,
  SWITCH,
  scenarioCard,
  scenarioDesk,
  USE,
  WRITE,
  WRITE_ABOUT,
  writeCard,
} from './scenario.cards.ts';
import { endOfYear, type ScenarioDone, type Scenarios, SHOW_DESK } from './scenario-desk.ts';

const ofSchool = z.object({ school: id<SchoolId>(40) });
const inHalfTerm = ofSchool.extend({ halfTerm: day });
const answering = inHalfTerm.extend({ answer: z.coerce.number().int().min(0).max(10) });
const declining = inHalfTerm.extend({ none: z.boolean() });
const switching = ofSchool.extend({ off: z.boolean() });
const using = ofSchool.extend({ question: id(60) });
const aboutPolicy = ofSchool.extend({ policy: id<PolicyId>(100) });
const finding = ofSchool.extend({ name: nameText('Part of the name', 100) });
const marking = ofSchool.extend({ user: id<UserId>(40), away: z.boolean() });

const NOT_SENT = 'This question was not sent to you. If a colleague passed it on: each person has their own.';
const NOT_NOW = 'That is no longer possible. The question has gone out, or it is too late in the half-term.';

/** The question of the half-term: what people press on theirs, and HR's desk. Whether someone may is asked at every click. */
export function registerScenarios(routes: Routes, scenarios: Scenarios): void {
  registerAnswers(routes, scenarios);
  registerDesk(routes, scenarios);
  registerWriting(routes, scenarios);
  registerAway(routes, scenarios);
}

function registerAnswers(routes: Routes, scenarios: Scenarios): void {
  const answer = action(answering, async ({ answer: given, ...place }, { sender }) => {
    const result = await scenarios.answerScenario(sender.userId, place, given);
    if (result.kind === 'not-theirs') return message(NOT_SENT);
    return { kind: 'card', card: answeredCard(result.scenario, result.isRight) };
  });
  routes.action(ANSWER, answer);

  const decline = action(declining, async ({ none, ...place }, { sender, now }): Promise<ActionAnswer> => {
    const scenario = await scenarios.declineScenarios(sender.userId, place, none);
    if (!scenario) return message(NOT_SENT);
    return { kind: 'card', card: none ? declinedCard(scenario, endOfYear(dayOf(now))) : scenarioCard(scenario) };
  });
  routes.action(DECLINE, decline);
}

function registerDesk(routes: Routes, scenarios: Scenarios): void {
  const desk = async (by: UserId): Promise<Card | undefined> => {
    const views = await scenarios.scenarios(by);
    return views.length === 0 ? undefined : scenarioDesk(views);
  };
  routes.command(['half-term question', 'half term question', 'scenario', 'scenarios'], async (turn) => {
    const card = await desk(turn.sender.userId);
    await turn.replyPrivately(card ? { card, summary: 'The half-term question' } : { text: NOT_YOURS, whose: ['hr'] });
  });
  const shown = async (by: UserId, done?: ScenarioDone): Promise<ActionAnswer> => {
    if (done?.kind === 'not-now') return message(NOT_NOW);
    const card = done?.kind === 'not-allowed' ? undefined : await desk(by);
    return card ? { kind: 'card', card } : message(NOT_YOURS);
  };
  const show = action(z.object({}), (_data, { sender }) => shown(sender.userId));
  routes.action(SHOW_DESK, show);
  const leaveOut = action(ofSchool, async ({ school }, { sender: { userId } }) =>
    shown(userId, await scenarios.leaveScenarioOut(userId, school)),
  );
  routes.action(LEAVE_OUT, leaveOut);
  const turn = action(switching, async ({ school, off }, { sender: { userId } }) =>
    shown(userId, await scenarios.switchScenarios(userId, school, off)),
  );
  routes.action(SWITCH, turn);
}

const dialog = (title: string, card: Card): DialogAnswer => ({ kind: 'dialog', title, card, size: 'large' });

/** After a choice: what is planned now. */
function chosen(done: ScenarioDone): DialogAnswer {
  switch (done.kind) {
    case 'done':
      return dialog('The half-term question', scenarioDesk([done.view]));
    case 'not-allowed':
      return message(NOT_YOURS);
    case 'not-now':
      return message(NOT_NOW);
    case 'complaint':
      return message(done.complaint);
    default:
      return done satisfies never;
  }
}

function registerWriting(routes: Routes, scenarios: Scenarios): void {
  const choose = form(ofSchool, async ({ school }, { sender }) => {
    const choices = await scenarios.scenarioChoices(sender.userId, school);
    return choices ? dialog('Choose a question', chooseCard(school, choices.bank)) : message(NOT_YOURS);
  });
  routes.dialog(CHOOSE, choose);
  const use = form(using, async ({ school, question }, { sender }) =>
    chosen(await scenarios.chooseScenario(sender.userId, school, question)),
  );
  routes.submit(USE, use);

  const write = form(ofSchool, async ({ school }, { sender }) => {
    const choices = await scenarios.scenarioChoices(sender.userId, school);
    return choices ? dialog('Write a question', writeCard(school, choices.policies)) : message(NOT_YOURS);
  });
  routes.dialog(WRITE, write);
  routes.submit(WRITE, write);

  /** The form, with the section that is proposed or the one that was chosen. */
  const asked = async (
    by: UserId,
    { school, policy }: { readonly school: SchoolId; readonly policy: PolicyId },
    filled?: Parameters<typeof asTyped>[0],
    complaint?: string,
  ): Promise<DialogAnswer> => {
    const found = await scenarios.scenarioToWrite(by, school, policy);
    if (!found) return message(NOT_YOURS);
    const { sections, proposed } = found;
    const draft = filled ? asTyped(filled) : { ...(proposed !== undefined && { section: proposed }) };
    const above = proposedSection(found.policy, sections, filled ? filled.section : proposed);
    const ways = { save: SAVE, back: WRITE, above };
    return dialog('Write a question', questionForm({ school, policy, sections }, draft, complaint, ways));
  };
  const about = form(aboutPolicy, (place, { sender }) => asked(sender.userId, place));
  routes.submit(WRITE_ABOUT, about);
  const save = form(drafted, async (data, { sender }) => {
    const filled = draftOf({ ...data, question: undefined });
    const done = await scenarios.writeScenario(sender.userId, data.school, data.policy, filled);
    return done.kind === 'complaint' ? asked(sender.userId, data, filled, done.complaint) : chosen(done);
  });
  routes.submit(SAVE, save);
}

function registerAway(routes: Routes, scenarios: Scenarios): void {
  const find = async (by: UserId, school: SchoolId, name: string, said?: string): Promise<DialogAnswer> => {
    const found = await scenarios.scenarioPeople(by, school, name);
    return found ? dialog('Someone is away', awayCard(school, name, found, said)) : message(NOT_YOURS);
  };
  const open = form(ofSchool, ({ school }, { sender }) => find(sender.userId, school, ''));
  routes.dialog(AWAY, open);
  const look = form(finding, ({ school, name }, { sender }) => find(sender.userId, school, name.words));
  routes.submit(AWAY, look);
  const mark = form(marking, async ({ school, user, away }, { sender: { userId } }) => {
    if (!(await scenarios.markAway(userId, school, user, away))) return message(NOT_YOURS);
    return find(
      userId,
      school,
      '',
      away ? 'Done. They won’t get a question until they are back.' : 'Done: they are back.',
    );
  });
  routes.submit(MARK_AWAY, mark);
}
