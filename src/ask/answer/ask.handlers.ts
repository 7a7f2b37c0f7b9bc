import { z } from 'zod/v4';
import type { HeardMessage } from '../../hear/gate.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import type { Ids, PolicyId, PolicyVersionId, SchoolId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Telemetry } from '../../kernel/telemetry.ts';
import { dayOf } from '../../kernel/time.ts';
import { Typed } from '../../kernel/typed.ts';
import type { Reading } from '../../kernel/understanding.ts';
import type { Action, Element } from '../../platform/teams/card.ts';
import { action, form, id, ownWords, uuid } from '../../platform/teams/entrances.ts';
import type { Messenger } from '../../platform/teams/outbound/messenger.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, type MessageTurn, message } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import { type After, readAfter } from '../conversation/after-answer.cards.ts';
import {
  asPerhaps,
  isFact,
  isSilent,
  type OnTheTable,
  type Place,
  type PlaceMemory,
  placeOf,
} from '../conversation/ask-after.ts';
import { registerGoOn } from '../conversation/go-on.handlers.ts';
import { inQuestionFirst } from '../conversation/in-question.ts';
import { pointsBack } from '../conversation/points-back.ts';
import { goesOnFrom, isNarrowing } from '../conversation/read-follow-up.ts';
import type { Under } from '../conversation/under-report.ts';
import type { Library } from '../library/library.ts';
import { findSection } from '../policy.ts';
import { asksSomething } from '../question/asks.ts';
import { isChat } from '../question/chat.ts';
import { sendsRight } from '../question/on-reports.ts';
import { takenTo } from '../question/subjects.ts';
import { sectionCard } from '../quoting/section.cards.ts';
import type { FindKept } from '../referral/kept-replies.ts';
import { outcomeIdOf, type QuestionStore } from '../referral/referrals.ts';
import { POLICY } from '../verbs.cards.ts';
import { answerCard, chatCard, thanksCard } from './answer.cards.ts';
import type { Answer, Answerer, Nearest } from './answer.ts';
import { whoToAsk } from './answer-parts.cards.ts';
import { declining, registerGeneral } from './general-question.handlers.ts';
import { headingOf, titleOf } from './headings.ts';
import { ruleBelow, silentBelow } from './rule-below.cards.ts';

export interface PolicyAnswerDeps {
  readonly library: Library;
  readonly questions: QuestionStore;
  readonly places: PlaceMemory;
  readonly messenger: Messenger;
  /** The kept reply to a question most like this one. */
  readonly findKept: FindKept;
  /** Policies that the sender said on an acknowledgement card they have a question about. */
  inQuestion(user: UserId): Promise<readonly PolicyId[]>;
  /** The schools whose policies someone looks after: a trust may have one owner for several. */
  ownedBy(user: UserId): Promise<readonly School[]>;
  readonly ids: Ids;
  readonly log: Log;
  readonly telemetry: Telemetry;
  /** The sender's school; `undefined` for someone who is not staff. */
  schoolOf(user: UserId): Promise<School | undefined>;
  /** Who of the DSL's team is away now; nobody where that cannot be told. */
  away(school: School): Promise<readonly UserId[]>;
}

/** Longer than any real question; what is beyond is not read. */
export const MAX_QUESTION = 1_000;

export const NOT_STAFF: DialogAnswer = message('This is for school staff.');

interface Preparing {
  readonly isOffered?: true;
  readonly after?: After;
  /** Which of several questions it answers. */
  readonly label?: string | undefined;
  /** What else was perhaps meant. */
  readonly perhaps?: Action | undefined;
}

/** The card for a question, with the answer in it. */
async function prepare(
  deps: PolicyAnswerDeps,
  turn: MessageTurn,
  school: School,
  heard: HeardMessage,
  { isOffered, after, label, perhaps }: Preparing = {},
) {
  const { questions, ids, findKept } = deps;
  const reading = readingOf(heard);
  const isWith = after?.kind === 'read-with';
  // Nobody can tell whom "can I have a word with him" is about: nothing is surely the rule for it.
  const isOfNobody = !isOffered && pointsBack(questionOf(turn), 'person');
  const own = async () => asked(await look(deps, turn, school, heard), after);
  const answer = isWith ? after.answer : isOfNobody ? asPerhaps(await own()) : await own();
  const ticket = ids.uuid();
  const question = turn.place.kind === 'personal' ? turn.text.upTo(MAX_QUESTION) : undefined;
  const curated = await findKept(questionOf(turn), await questions.curated(school.id), reading);
  const card = answerCard({
    answer,
    school,
    asker: turn.sender.userId,
    away: await deps.away(school),
    ticket,
    question,
    curated,
    isOffered,
    label,
    perhaps,
    before: isWith ? after.before : undefined,
  });
  return { answer, ticket, card };
}

/** What no rule answers, and tells of nobody's matter, is asked of whose the matter before it was. */
const asked = (answer: Answer, after: After | undefined): Answer =>
  after?.kind === 'alone' &&
  after.whose &&
  answer.kind !== 'answered' &&
  answer.ask === 'policy-owner' &&
  isSilent(answer)
    ? { ...answer, ask: after.whose }
    : answer;

/** What the policies say beside an offer, where it stands, and the button that declines the offer. */
interface Beside {
  readonly stands: 'first' | 'below';
  readonly elements: readonly Element[];
  readonly decline: Action;
}

/** Answers questions with cards; what may be a disclosure is answered from the index alone, and leaves no trace. */
export function createAnswering(deps: PolicyAnswerDeps) {
  const { questions, places, log } = deps;

  return {
    /** Replies in the same conversation. */
    async answer(
      turn: MessageTurn,
      school: School,
      heard: HeardMessage,
      { label, perhaps }: Pick<Preparing, 'label' | 'perhaps'> = {},
    ): Promise<void> {
      // What may be a report waits for nothing.
      if (heard.detection.kind === 'none') await deps.library.readFirst(school.id);
      const user = turn.sender.userId;
      const isRemembered = turn.place.kind === 'personal' && heard.detection.kind === 'none';
      // What only narrows the question before it is read with it, whatever it sounds like, and leaves no trace then.
      const isRead = isRemembered || (turn.place.kind === 'personal' && isNarrowing(questionOf(turn)));
      const goesOn = goesOnFrom(questionOf(turn), heard.weighed?.chances);
      const asked = { user, school, question: questionOf(turn), reading: readingOf(heard), goesOn, now: turn.now };
      const after: After = isRead ? await readAfter(deps, asked) : { kind: 'alone' };
      if (after.kind === 'about-it') {
        await turn.reply(after.out);
        if (after.place) await places.remember(user, after.place, turn.now, 'same');
        return;
      }
      const { answer, ticket, card } = await prepare(deps, turn, school, heard, {
        after,
        ...(heard.detection.kind !== 'none' && { isOffered: true as const }),
        label,
        perhaps,
      });
      const mayBeTalk = isRemembered && !perhaps && after.kind === 'alone';
      if (mayBeTalk && isOnlyTalk({ school, asker: user }, answer, asked.question))
        return void (await turn.reply({ card: chatCard(), summary: 'What Lanyard can do' }));
      await turn.reply({ card, summary: summaryOf(answer) });
      if (heard.detection.kind !== 'none') return;
      const place = isRemembered ? placeAfter(answer, after, asked.question) : undefined;
      if (place) await places.remember(user, place, turn.now, onTheTable(after, heard));
      // The answer counts more than its statistics.
      await note(questions, outcomeIdOf(ticket, turn.sender.userId), school.id, turn.now, answer).catch(
        (error: unknown) => log.warn('question.not-noted', { reason: nameOf(error) }),
      );
    },

    /** What is remembered with which a message could be read. */
    lastSaid: (turn: MessageTurn) => lastSaid(places, turn),

    answersPlainly: answersPlainly(deps),

    /**
     * What the policies say on a message that is offered as a report too, in the order in which the two are read: the whole answer
     * above the offer, or one rule in short below it, no rule where none is worth a line. Where they are silent, or nearly, that never
     * is above, but for what hardly sounds like a report. `below-if-asked`: only what asks something is looked up, else `undefined`.
     */
    async beside(
      turn: MessageTurn,
      school: School,
      heard: HeardMessage,
      wanted: 'first' | 'below' | 'below-if-asked',
    ): Promise<Beside | undefined> {
      // A message that asks nothing tells something, unless next to nothing speaks for a report.
      const isQuiet = heard.detection.kind === 'unclear' && heard.detection.isQuiet === true;
      const asks = asksSomething(questionOf(turn));
      if (wanted === 'below-if-asked' && !asks) return undefined;
      if (wanted !== 'first' || !(asks || isQuiet)) {
        const answer = await look(deps, turn, school, heard);
        const own = ruleBelow(answer, underOf(turn, heard, wanted === 'below'));
        const elements = own.length > 0 ? own : await ruleOnAdults(deps, turn, school, heard);
        return { stands: 'below', elements, decline: declining(answer) };
      }
      const { answer, card } = await prepare(deps, turn, school, heard, { isOffered: true });
      const decline = declining(answer);
      const isNear = answer.kind === 'nearest' && answer.lead !== 'faint' && !leadsPast(answer, heard);
      if (isQuiet || answer.kind === 'answered' || isNear) return { stands: 'first', elements: card.body, decline };
      const rule = ruleBelow(answer, underOf(turn, heard, false));
      const elements = rule.length > 0 ? rule : [silentBelow(school, answer, turn.sender.userId)];
      return { stands: 'below', elements, decline };
    },
  };
}

/** Whether a rule of the school's says what is asked, or looks like it; by our own index alone. */
const answersPlainly =
  ({ library }: Pick<PolicyAnswerDeps, 'library'>) =>
  async (turn: MessageTurn, school: School, heard: HeardMessage): Promise<boolean> => {
    const answerer = await library.answerer(school.id);
    const heading = headingOf(await answerer.askLocally(questionOf(turn), { reading: readingOf(heard) }));
    return heading === 'says' || heading === 'looks';
  };

/** Where an answer stands, and whose matter it was: that of the question before, where it was read with one. */
function placeAfter(answer: Answer, after: After, question: string): Place | undefined {
  const first = answer.kind === 'answered' ? answer.best : answer.nearest[0];
  const before = after.kind === 'alone' && isSilent(answer) ? after.whose : undefined;
  const alone = { whose: takenTo(question) ?? before, wasSilent: isSilent(answer) };
  return (
    first && placeOf(first, after.kind === 'read-with' ? { whose: after.whose, wasSilent: isSilent(answer) } : alone)
  );
}

/** What is asked now, behind what it goes on with; nothing where a word of it may be someone's disclosure. */
function onTheTable(after: After, { mayBeKept }: HeardMessage): OnTheTable | undefined {
  if (after.kind === 'read-with' && !after.matter) return 'same';
  return mayBeKept && { before: after.kind === 'read-with' ? after.matter : undefined, said: mayBeKept };
}

async function lastSaid(places: PlaceMemory, { sender, now }: MessageTurn): Promise<'answer' | 'fact' | undefined> {
  const [last] = await places.recent(sender.userId, now);
  return last && (isFact(last) ? 'fact' : 'answer');
}

/** Where it may be about an adult, and even the nearest rule is for another case and sends its reader to the DSL: who may be the one. */
const leadsPast = ({ nearest: [first] }: Nearest, { detection }: HeardMessage): boolean =>
  first !== undefined &&
  'route' in detection &&
  ABOUT_ADULTS.has(detection.route) &&
  !sendsRight(first.quote, [detection.route]);

const ABOUT_ADULTS: ReadonlySet<string> = new Set(['headteacher', 'chair-of-governors', 'governance-officer']);

/** What the school's own policy says of a worry about an adult, where the words of one come near no rule. */
const ON_ADULTS = 'Who do I tell when the conduct of a colleague or another adult here leaves me uneasy about pupils?';
/** Nobody who is worried is told how grave that is. */
const GRADES = /\blow[- ]level\b/i;

async function ruleOnAdults(
  { library }: Pick<PolicyAnswerDeps, 'library'>,
  turn: MessageTurn,
  school: School,
  heard: HeardMessage,
): Promise<readonly Element[]> {
  const { detection } = heard;
  if (!('route' in detection) || !ABOUT_ADULTS.has(detection.route)) return [];
  const answer = await (await library.answerer(school.id)).askLocally(ON_ADULTS);
  const found = answer.kind === 'answered' ? [answer.best, ...answer.together, ...answer.others] : answer.nearest;
  const nearest = found.filter(({ quote, heading }) => !GRADES.test(`${heading} ${quote}`));
  const { chosenBy, explain } = answer;
  return ruleBelow(
    { kind: 'nearest', chosenBy, explain, nearest, lead: 'open', ask: 'headteacher' },
    underOf(turn, heard, true),
  );
}

/** What was told, as far as it tells which rule is for it. */
function underOf(turn: MessageTurn, { detection }: HeardMessage, isReport: boolean): Under {
  const routes = 'route' in detection ? [detection.route, detection.second].filter((one) => one !== undefined) : [];
  const reasons = 'reasons' in detection ? detection.reasons : [];
  return { isReport, reported: { words: questionOf(turn), routes, reasons } };
}

/** It asks nothing, the policies say nothing of it, and it is no one else's matter either. */
const isOnlyTalk = (
  view: { readonly school: School; readonly asker: UserId },
  answer: Answer,
  question: string,
): boolean =>
  answer.kind !== 'answered' && isSilent(answer) && isChat(question) && whoToAsk(view, answer.ask).isMatter !== true;

/** Looked up in this process, and kept nowhere. */
const questionOf = ({ text }: MessageTurn): string => Typed.open(text).slice(0, MAX_QUESTION);

/** Read in one part it was read whole. */
const readingOf = ({ readings }: HeardMessage): Reading | undefined =>
  readings?.length === 1 ? readings[0] : undefined;

async function look(
  { library, telemetry, inQuestion }: PolicyAnswerDeps,
  turn: MessageTurn,
  school: School,
  heard: HeardMessage,
): Promise<Answer> {
  const question = questionOf(turn);
  const reading = readingOf(heard);
  const ask = (answerer: Answerer): Promise<Answer> =>
    heard.mayLeave
      ? answerer.ask(heard.mayLeave, { reading, names: [turn.sender.name] })
      : answerer.askLocally(question, { reading });
  const looked = async (): Promise<Answer> => {
    const about = turn.place.kind === 'personal' ? await inQuestion(turn.sender.userId) : [];
    const narrow = about.length > 0 ? await library.answererOf(school.id, about) : undefined;
    // At the same time: a model that is late must not be waited for twice.
    const [wide, theirs] = await Promise.all([library.answerer(school.id).then(ask), narrow && ask(narrow)]);
    // Anyone who was asked about one policy may ask about another all the same.
    return theirs ? inQuestionFirst(about, theirs, wide) : wide;
  };
  // What may be a disclosure leaves no trace, not even a count.
  return heard.detection.kind === 'none' ? telemetry.during('answer', {}, looked, ({ kind }) => kind) : looked();
}

const summaryOf = (answer: Answer): string =>
  answer.kind === 'answered' ? `From the ${answer.best.policyTitle}` : titleOf(answer);

const note = (questions: QuestionStore, id: string, school: SchoolId, now: Date, answer: Answer): Promise<void> => {
  const { chance } = answer.explain;
  const first = answer.kind === 'answered' ? answer.best : answer.kind === 'nearest' ? answer.nearest[0] : undefined;
  return questions.note({
    id,
    school,
    askedOn: dayOf(now),
    kind: answer.kind,
    ...(first && { place: { policyId: first.policyId, sectionId: first.sectionId, heading: first.heading } }),
    ...(chance !== undefined && { chance }),
  });
};

/** A quote is short; no card of ours names more passages. */
const MOST_QUOTED = 100;

const sectionData = z.object({
  version: id<PolicyVersionId>(100),
  section: id(100),
  /** Those that the answer quoted, which are marked. */
  passages: z.array(id(20)).max(MOST_QUOTED).default([]),
  page: z.coerce.number().int().min(0).max(1_000).optional(),
});
const wasItData = z.object({
  ticket: uuid(),
  wasIt: z.boolean(),
  question: ownWords('Your question', MAX_QUESTION),
});
/** What can be done with an answer: read the section it is from, say whether this was it. */
export function registerAnswers(
  routes: Routes,
  {
    library,
    questions,
    messenger,
    places,
    ids,
    schoolOf,
    away,
  }: Pick<PolicyAnswerDeps, 'library' | 'questions' | 'messenger' | 'places' | 'ids' | 'schoolOf' | 'away'>,
): void {
  registerGoOn(routes, { library, places, ids, schoolOf, away });
  registerGeneral(routes, { library, messenger, ids, schoolOf });
  const NOT_THERE = 'This section is not in your school’s policies. Please ask again.';
  const read = form(
    sectionData,
    async ({ version, section, passages, page }, turn) => {
      const school = await schoolOf(turn.sender.userId);
      if (!school) return NOT_STAFF;
      const policy = await library.version(school.id, version);
      const whole = policy && findSection(policy, section);
      if (!policy || !whole) return message(NOT_THERE);
      const card = sectionCard(policy, whole, passages, page);
      return dialog(whole.heading || policy.title, card, 'large');
    },
    NOT_THERE,
  );
  routes.dialog(POLICY.section, read);
  routes.submit(POLICY.sectionPage, read);

  const judge = action(wasItData, async (data, turn) => {
    const school = await schoolOf(turn.sender.userId);
    if (!school)
      return { kind: 'refused', code: 400, text: 'This button does not match that answer. Please ask again.' };
    // Only who asked says whether this was it: for anyone else the ticket names nothing.
    await questions.judge(school.id, outcomeIdOf(data.ticket, turn.sender.userId), data.wasIt);
    // The answer stays where it is; only a line comes after it.
    // In company the question would come along for everyone to find in the card.
    const question = turn.place.kind === 'personal' && !data.question.own.isEmpty ? data.question : undefined;
    await turn.reply({ card: thanksCard(data.wasIt, school, question), summary: 'Thank you' });
    return message('Thank you.');
  });
  routes.action(POLICY.wasIt, judge);
}
