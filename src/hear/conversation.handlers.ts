import { chatCard } from '../ask/answer/answer.cards.ts';
import { pointsBack } from '../ask/conversation/points-back.ts';
import { asksForWhom, isAboutAnswer, leansOnAnswer } from '../ask/conversation/read-follow-up.ts';
import { isPasted, severalQuestions } from '../ask/question/several.ts';
import type { UserId } from '../kernel/ids.ts';
import { Typed } from '../kernel/typed.ts';
import type { Action, Outgoing } from '../platform/teams/card.ts';
import { REPORT_DIALOG } from '../platform/teams/dialogs.ts';
import { type FileDeps, takeFiles } from '../platform/teams/files.ts';
import { createRateLimit } from '../platform/teams/inbound/rate.ts';
import { OUTSIDER_TEXT, PASTED_TEXT, PUPIL_TEXT, UNKNOWN_TEXT } from '../platform/teams/plain-answers.ts';
import type { RouteTable } from '../platform/teams/routes.ts';
import type { MessageTurn, Turn } from '../platform/teams/turn.ts';
import type { Figures } from '../report/opening/figures.ts';
import type { Standing } from '../school/people.ts';
import type { School } from '../school/school.ts';
import { isBareName, looksForName } from './bare-name.ts';
import type { Caught, Gate, HeardMessage } from './gate.ts';
import { helpCard, type Job, MANNERS, missingCard, signingCard, tooFastCard } from './help.cards.ts';
import type { AboutReports } from './report-requests.ts';
import { readNotDone } from './talk/not-done.ts';
import { runCommand } from './talk/run-command.handlers.ts';
import type { Talk } from './talk/talk.handlers.ts';
import { type Answered, type Before, beforeOf, decide, RATHER_A_REPORT, SURELY_A_WISH } from './weighing/costs.ts';
import { ifHarmless } from './weighing/heard-as.ts';
import type { Exact } from './wishes/exact.ts';
import { mayBeMissing } from './wishes/missing.ts';
import { asksToPost } from './wishes/posting.ts';
import { isHardlyAsked, type Wished } from './wishes/recognise.ts';
import { isTalkByWords } from './wishes/small-talk.ts';

/** A message that is, or may be, itself a concern, or tells of the writer's own distress. */
interface HeardConcern extends HeardMessage {
  readonly detection: Caught;
}

const isConcern = (heard: HeardMessage): heard is HeardConcern => heard.detection.kind !== 'none';

/** What a message that is offered as a report speaks of, as far as its words alone tell. */
interface Told {
  readonly isContact: boolean;
  readonly isOfPictures: boolean;
}

/** What stands on the card of an answer beside it: which of several questions it is, and what else was perhaps meant. */
export interface BesideAnswer {
  readonly label?: string | undefined;
  readonly perhaps?: Action | undefined;
}

interface ConversationDeps extends FileDeps {
  readonly routes: Pick<RouteTable, 'findCommand'>;
  readonly schools: readonly School[];
  standingOf(user: UserId): Promise<Standing>;
  schoolOfStanding(standing: Standing): School | undefined;
  readonly hear: Gate['hear'];
  /** What a message is by its exact words, where it is nothing but them. */
  readExact(words: string): Promise<Exact | undefined>;
  /** A message that is, or may be, itself a concern. */
  onConcern(turn: MessageTurn, heard: HeardConcern, school: School, told: Told): Promise<void>;
  /** The offer, small, below what was answered. */
  onOfferBelow(turn: MessageTurn, detection: Caught, school: School): Promise<void>;
  /** One quiet line below what was answered, for someone who may not be well. */
  onQuietLine(turn: MessageTurn, school: School): Promise<void>;
  /** Whether a message says that a pupil got in touch with its writer: the form for that is offered first. */
  tellsOfContact(text: string): boolean;
  /** Whether it may be about a picture: what nobody may do with one is said then. */
  mayBeOfPictures(text: string): boolean;
  /** What is wanted of reports that no policy answers. */
  readAboutReports(text: string): AboutReports | undefined;
  onAboutReports(turn: MessageTurn, about: AboutReports, school: School): Promise<void>;
  /** What is asked of Lanyard itself. */
  readonly talk: Talk;
  /** What help says because of features that are on. */
  readonly help: readonly Job[];
  /** How it stands with the reports that the writer may open; `undefined` where that cannot be said just now. */
  figuresFor(turn: MessageTurn): Promise<Figures | undefined>;
  onQuestion(turn: MessageTurn, school: School, heard: HeardMessage, beside?: BesideAnswer): Promise<void>;
  /** Whether a policy has a rule that clearly answers: what only may be asked of Lanyard itself is then asked of the policies. */
  answersPlainly(turn: MessageTurn, school: School, heard: HeardMessage): Promise<boolean>;
  /** What came before a message that may be a report is not remembered. */
  forget(turn: MessageTurn): Promise<void>;
  /** What this person was told a little while ago, if nothing since may be a report. */
  lastSaid(turn: MessageTurn): Promise<'answer' | 'fact' | undefined>;
  /** Someone asked whether they may post something, and has the policy's answer. */
  onPosting(turn: MessageTurn, school: School): Promise<void>;
}

/** More than anyone types; a script does. */
const MESSAGES_PER_MINUTE = 30;
const TOO_MUCH: Outgoing = { card: tooFastCard({ dialog: REPORT_DIALOG }), summary: 'Please wait a minute' };

/**
 * What happens to something typed. A pupil gets nothing of the school's; who writes too fast is offered the form unheard; a file is
 * looked at by what it is; exact words decide where they are the whole message; everything else is heard, and what is done is what costs
 * least if the hearing is wrong (weighing/costs.ts).
 */
export const createConversation = (deps: ConversationDeps, mayAsk = createRateLimit(MESSAGES_PER_MINUTE)) => ({
  async message(turn: MessageTurn): Promise<void> {
    const standing = await deps.standingOf(turn.sender.userId);
    // Anyone who is not known to be staff may be a pupil: they are answered where they wrote, never written to.
    if (standing.kind === 'pupil') return void (await turn.reply({ text: PUPIL_TEXT }));
    if (standing.kind === 'outsider') return void (await turn.reply({ text: OUTSIDER_TEXT }));
    const school = deps.schoolOfStanding(standing);
    if (!school) return unknown(deps, turn);
    if (!mayAsk(turn.sender.userId, turn.now)) return void (await turn.replyPrivately(TOO_MUCH));
    const words = Typed.open(turn.text);
    const hasFiles = turn.attachments.length > 0;
    if (hasFiles) await takeFiles(deps, turn, school);
    if (hasFiles && words.trim() === '') return;
    if (await takeQuoted(deps, turn, school)) return;
    const exact = hasFiles ? undefined : await deps.readExact(words);
    if (exact) return takeExact(deps, turn, { school, words, exact });
    const heard = await deps.hear(turn.text, school);
    if (isConcern(heard) && !isBelow(heard)) {
      const own = ofTheirRole(deps, turn, heard);
      if (!own) return concern(deps, turn, heard, school);
      const told = deps.talk.answer(turn, school, own, { isRemembered: false });
      return told.finally(() => deps.onOfferBelow(turn, quietly(own, heard.detection), school));
    }
    if (hasFiles) return;
    // Whatever becomes of the answer, what stands below it comes.
    await answer(deps, turn, { school, heard, words }).finally(() => below(deps, turn, school, heard));
  },

  async installed(turn: Turn): Promise<void> {
    // No welcome in a personal chat: prompt starters show only where the bot has not spoken first, and a campaign's
    // installs would become a second message to every member of staff.
    if (turn.place.kind !== 'personal') {
      await turn.reply({
        text: 'Lanyard is here. Ask me in your own chat what a policy says, or report a concern there.',
      });
    }
  },
});

/** Words of someone else that may be a report are offered as one: what happened is told in them, whatever is written beside it. */
async function takeQuoted(deps: ConversationDeps, turn: MessageTurn, school: School): Promise<boolean> {
  if (!turn.quoted || turn.quoted.isEmpty) return false;
  const heard = await deps.hear(turn.quoted, school);
  const { detection } = heard;
  if (detection.kind !== 'concern' && detection.kind !== 'unclear') return false;
  const { kind, ...told } = detection;
  const offered = { ...told, kind: 'unclear', likelier: 'report' } as const;
  await concern(deps, { ...turn, text: turn.quoted }, { ...heard, detection: offered }, school);
  return true;
}

/** A small offer is put below the answer; where others read along, it goes to its writer alone. */
const isBelow = ({ detection }: HeardConcern): boolean => detection.kind === 'unclear' && detection.isQuiet === true;

function concern(deps: ConversationDeps, turn: MessageTurn, heard: HeardConcern, school: School) {
  const words = Typed.open(turn.text);
  const told = { isContact: deps.tellsOfContact(words), isOfPictures: deps.mayBeOfPictures(words) };
  return deps.onConcern(turn, heard, school, told);
}

/**
 * What only people of the writer's role ask for ("Frank Doyle has left", from HR), though a report would be offered: it is done, and the offer
 * stands below it. What is rather a report than not counts as one unless nothing is said but a line of ours, with someone's name in it.
 */
function ofTheirRole({ talk }: ConversationDeps, turn: MessageTurn, heard: HeardConcern): Wished | undefined {
  const { detection, weighed } = heard;
  if (detection.kind !== 'unclear' || detection.language !== undefined || turn.place.kind !== 'personal')
    return undefined;
  const harmless = weighed && { ...heard, weighed: { ...weighed, chances: ifHarmless(weighed.chances) } };
  const found = talk.readOfRole(turn.sender.userId, Typed.open(turn.text), harmless ?? heard);
  if (found?.isWhole) return saysNoMore(found) ? found : undefined;
  const isRatherReport = (weighed?.chances.report ?? 1) >= RATHER_A_REPORT;
  return detection.likelier === 'question' && !isRatherReport ? found : undefined;
}

/** Whether a line of ours says it all: "a child has left" and "reports of a knife" fit one, and tell more than whose name it is. */
const saysNoMore = ({ isWhole, filledBy }: Wished): boolean =>
  isWhole && (filledBy === undefined || isBareName(filledBy, 'any'));

/** Words that a line of theirs says whole are heard as danger by a word such as "left" alone: the offer says no 999. */
const quietly = (own: Wished, detection: Caught): Caught => {
  if (!saysNoMore(own) || detection.kind !== 'unclear') return detection;
  const route = detection.route === 'emergency' ? 'dsl' : detection.route;
  return { ...detection, route, likelier: 'question', isQuiet: true };
};

async function below(deps: ConversationDeps, turn: MessageTurn, school: School, heard: HeardMessage): Promise<void> {
  if (isConcern(heard)) return deps.onOfferBelow(turn, heard.detection, school);
  if (heard.detection.kind === 'none' && heard.detection.mayBeDistress) return deps.onQuietLine(turn, school);
}

/**
 * Someone of whom nobody can say who they are while the directory is silent, and who was never known: it may be a pupil. They get who to
 * phone, and nothing that is made for staff before they ask for it by its word.
 */
async function unknown({ routes }: ConversationDeps, turn: MessageTurn): Promise<void> {
  const command = turn.attachments.length === 0 ? routes.findCommand(Typed.open(turn.text)) : undefined;
  if (command) return command(turn);
  await turn.reply({ text: UNKNOWN_TEXT });
}

interface Asking {
  readonly school: School;
  /** What came before it makes likelier: nothing did, where absent. */
  readonly before?: Before;
  readonly heard: HeardMessage;
  readonly words: string;
}

async function takeExact(
  deps: ConversationDeps,
  turn: MessageTurn,
  { school, words, exact }: { readonly school: School; readonly words: string; readonly exact: Exact },
): Promise<void> {
  const command = exact.kind === 'command' ? deps.routes.findCommand(words) : undefined;
  if (command) {
    const about = deps.readAboutReports(words);
    const otherwise = about && (() => deps.onAboutReports(turn, about, school));
    return runCommand(deps.talk, turn, { school, command, words, otherwise });
  }
  if (exact.kind === 'wish') return deps.talk.answer(turn, school, exact.wished);
  if (exact.kind === 'name') return deps.talk.aboutName(turn, school, words);
  if (exact.kind === 'button') {
    // A title may also be how its holder asks in short: "my actions".
    const short = deps.talk.readShort(turn.sender.userId, words);
    if (short) return deps.talk.answer(turn, school, short);
    return void (await turn.reply({ text: MANNERS.button }));
  }
  return exact.kind === 'word' ? void (await turn.reply({ text: MANNERS[exact.word] })) : help(deps, turn, school);
}

/** What is left to be answered is answered by what it most likely is. */
async function answer(deps: ConversationDeps, turn: MessageTurn, asking: Asking): Promise<void> {
  const { school, heard, words } = asking;
  const isPersonal = turn.place.kind === 'personal';
  if (isPersonal && isBareNameTo(deps, turn, words)) return deps.talk.aboutName(turn, school, words);
  if (mayBeMissing(words, school, deps.talk.mayHave(turn.sender.userId, 'people.leaving'))) {
    const card = missingCard(school, { dialog: REPORT_DIALOG });
    await turn.reply({ card, summary: 'Is a child missing now?' }).finally(() => deps.forget(turn));
    return;
  }
  const about = deps.readAboutReports(words);
  if (about) return deps.onAboutReports(turn, about, school);
  // No policy has the list or the form itself, however much of one sounds like it.
  const notDone = readNotDone(words);
  if (notDone) return deps.talk.notDone(turn, school, notDone);
  const last = isPersonal ? await deps.lastSaid(turn) : undefined;
  const before = beforeOf(last, pointsBack(words));
  const answered = answeredBy(heard, words, before);
  // Talk, and what is said of the signing, goes on with no fact, whatever word of it stands in it.
  if (last === 'fact' && GOES_ON.has(answered) && (await deps.talk.after(turn, school, words, heard))) return;
  // "How many" after a rule goes on with the rule.
  const short = last === 'answer' ? undefined : deps.talk.readShort(turn.sender.userId, words);
  if (short) return deps.talk.answer(turn, school, short);
  // What is plainly asked of the last answer, "which section", is never taken for what only sounds alike.
  if (isAboutAnswer(words) || asksForWhom(words) === 'surely' || (last === 'answer' && leansOnAnswer(words)))
    return policies(deps, turn, asking);
  if (isPersonal && deps.tellsOfContact(words)) return contact(deps, turn, asking);
  return answerAs(deps, turn, { ...asking, before }, answered);
}

async function answerAs(deps: ConversationDeps, turn: MessageTurn, asking: Asking, answered: Answered): Promise<void> {
  const { school } = asking;
  switch (answered) {
    case 'word':
      return void (await turn.reply({ card: chatCard(), summary: 'What Lanyard can do' }));
    case 'help':
      return (await tookAsWish(deps, turn, asking)) ? undefined : help(deps, turn, school);
    case 'signing':
      if (await tookAsWish(deps, turn, asking)) return;
      return void (await turn.reply({
        card: signingCard(school),
        summary: 'About the policies that you are asked to sign',
      }));
    case 'wish':
      return wish(deps, turn, asking);
    default:
      return policies(deps, turn, asking);
  }
}

const GOES_ON: ReadonlySet<Answered> = new Set(['policies', 'wish']);

/** Without an encoder lines and words alone tell a wish, and talk. */
const answeredBy = ({ weighed }: HeardMessage, words: string, before: Before): Answered => {
  if (weighed) return decide(weighed.chances, weighed.danger, before).answered;
  return isTalkByWords(words) ? 'help' : 'wish';
};

/** Who looks through reports types names as they come. */
const isBareNameTo = ({ talk }: ConversationDeps, { sender }: MessageTurn, words: string): boolean =>
  isBareName(words, talk.mayHave(sender.userId, 'reports.search') ? 'any' : 'as-names-are') || looksForName(words);

/** What is heard as talk may ask for something all the same, of Lanyard or of the policies; answers whether it did. */
async function tookAsWish(deps: ConversationDeps, turn: MessageTurn, asking: Asking): Promise<boolean> {
  const came = await wished(deps, turn, asking);
  if (came === 'for-policies') await policies(deps, turn, asking);
  return came !== 'none';
}

/** Does what is asked of Lanyard itself, or asks which it is; what is none of its wishes after all is answered by what else it may be. */
async function wish(deps: ConversationDeps, turn: MessageTurn, asking: Asking): Promise<void> {
  const { school, heard, words } = asking;
  const came = await wished(deps, turn, asking);
  if (came === 'done') return;
  const isWish = came === 'none' && (heard.weighed?.chances.wish ?? 0) >= SURELY_A_WISH;
  if (isWish && mayBeAsked(heard) && (await deps.answersPlainly(turn, school, heard)))
    return policies(deps, turn, asking);
  if (isWish && (await deps.talk.askWhich(turn, words, heard))) return;
  // What no wish could be read in was never but for the policies.
  const mayBeElse = came === 'none' && deps.talk.mayBeWish(turn.sender.userId, words, heard);
  return mayBeElse ? answerAs(deps, turn, asking, besideWish(asking)) : policies(deps, turn, asking);
}

/** Whether it may be for the policies at all. */
const mayBeAsked = ({ weighed }: HeardMessage): boolean => !weighed || !isHardlyAsked(weighed.chances);

/** What is no wish after all is answered by what it most likely is else. */
function besideWish({ heard: { weighed }, before }: Asking): Exclude<Answered, 'wish'> {
  const answered = weighed ? decide({ ...weighed.chances, wish: 0 }, weighed.danger, before).answered : 'policies';
  return answered === 'wish' ? 'policies' : answered;
}

/** Does the wish that it is, if it is one. `for-policies`: it only sounds like one, or a policy plainly answers it. */
async function wished(
  deps: ConversationDeps,
  turn: MessageTurn,
  { school, heard, words }: Asking,
): Promise<'done' | 'none' | 'for-policies'> {
  const found = deps.talk.read(turn.sender.userId, words, heard);
  if (!found) return 'none';
  // To most people a rota is another one than that of the DSL's team: only its own words say which.
  const hasRota = deps.talk.mayHave(turn.sender.userId, 'rota') || /\brotas?\b/i.test(words);
  if (!found.isWhole && found.wish === 'rota' && !hasRota) return 'for-policies';
  // Who may want to report gets the way to, whatever a rule says.
  const isPlain = found.isSure || found.wish === 'lanyard.report';
  if (!isPlain && (await deps.answersPlainly(turn, school, heard))) return 'for-policies';
  await deps.talk.answer(turn, school, found);
  return 'done';
}

/** What a pupil wrote may be harmless, and is recorded all the same: the rule stands first, and below it the form. */
const CONTACT: Caught = { kind: 'unclear', route: 'dsl', likelier: 'question', reasons: ['contact'] };

const contact = (deps: ConversationDeps, turn: MessageTurn, { school, heard }: Asking): Promise<void> =>
  deps.onConcern(turn, { ...heard, detection: CONTACT }, school, { isContact: true, isOfPictures: true });

/** What is for the policies. */
async function policies(deps: ConversationDeps, turn: MessageTurn, asking: Asking): Promise<void> {
  const { school, heard, words } = asking;
  const isPersonal = turn.place.kind === 'personal';
  if (isPersonal && asksForWhom(words) === 'surely' && (await deps.lastSaid(turn)) !== 'answer')
    return deps.talk.notDone(turn, school, 'for-whom');
  const several = isPersonal ? severalQuestions(words) : [];
  if (several.length > 0) return answerEach(deps, turn, asking, several);
  if (isPersonal && isPasted(words)) return void (await turn.reply({ text: PASTED_TEXT }));
  await deps.onQuestion(turn, school, heard, { perhaps: deps.talk.perhaps(turn, words, heard) });
  // The policy's words come first, and below them the way to what they ask to be looked at.
  if (isPersonal && asksToPost(words)) await deps.onPosting(turn, school);
}

/** Several questions in one message, each on its own and in their order. All of them together were heard already. */
async function answerEach(
  deps: ConversationDeps,
  turn: MessageTurn,
  { school, heard }: Asking,
  several: readonly string[],
): Promise<void> {
  for (const [at, question] of several.entries()) {
    const one = { ...turn, text: new Typed(question) };
    const wished = deps.talk.read(turn.sender.userId, question);
    if (wished) await deps.talk.answer(one, school, wished);
    // What the encoder made of all of them together says nothing about one, and what may leave was all of them.
    else
      await deps.onQuestion(
        one,
        school,
        { ...heard, readings: undefined, mayLeave: undefined, mayBeKept: undefined },
        { label: several.length > 1 ? `Question ${at + 1} of ${several.length}` : undefined },
      );
  }
}

async function help(
  { schools, figuresFor, help: jobs }: ConversationDeps,
  turn: MessageTurn,
  school: School,
): Promise<void> {
  const isPersonal = turn.place.kind === 'personal';
  const person = isPersonal ? { user: turn.sender.userId, figures: await figuresFor(turn) } : undefined;
  await turn.reply({
    card: helpCard(school, person, { dialog: REPORT_DIALOG }, schools, jobs),
    summary: 'What Lanyard does',
  });
}
