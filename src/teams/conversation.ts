import type { Figures } from '../concern/record/figures.ts';
import type { UserId } from '../core/ids.ts';
import type { Standing } from '../core/school/people.ts';
import type { School } from '../core/school/school.ts';
import { Typed } from '../core/typed.ts';
import { isBareName, looksForName } from '../disclosure/bare-name.ts';
import { isOfDanger } from '../disclosure/danger.ts';
import type { Caught, Gate, HeardMessage } from '../disclosure/gate.ts';
import type { AboutReports } from '../disclosure/report-requests.ts';
import { isBySoundAlone, mayStandBelow } from '../disclosure/sound.ts';
import { asksForWhom, isAboutAnswer, isNarrowing } from '../policy/conversation/read-follow-up.ts';
import { isPasted, severalQuestions } from '../policy/question/several.ts';
import { answerToSmallTalk, isGreeting } from '../policy/question/small-talk.ts';
import { whoseMatter } from '../policy/question/subjects.ts';
import { type NotDone, readNotDone } from '../talk/not-done.ts';
import { asksToPost } from '../talk/posting.ts';
import type { Wished } from '../talk/recognise.ts';
import type { Action, Outgoing } from './card.ts';
import { REPORT_DIALOG } from './dialogs.ts';
import { type FileDeps, refuseFiles, takeFiles } from './files.ts';
import { helpCard, MANNERS, OUTSIDER_TEXT, PASTED_TEXT, PUPIL_TEXT, tooFastCard, UNKNOWN_TEXT } from './help-cards.ts';
import { createRateLimit } from './inbound/rate.ts';
import type { RouteTable } from './routes.ts';
import { runCommand } from './talk/run-command.ts';
import type { Talk } from './talk/talk.ts';

import type { MessageTurn, Turn } from './turn.ts';

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
  /** A message that is, or may be, itself a concern. `school` is undefined when the directory does not answer. */
  onConcern(turn: MessageTurn, heard: HeardConcern, school: School | undefined, told: Told): Promise<void>;
  /** The offer to report, and nothing else. */
  onOffer(turn: MessageTurn, detection: Caught, school: School | undefined, told: Told): Promise<void>;
  /** The same, small, below what was asked of Lanyard itself. */
  onOfferBelow(turn: MessageTurn, detection: Caught, school: School): Promise<void>;
  /** Whether a message says that a pupil got in touch with its writer: the form for that is offered first. */
  tellsOfContact(text: string): boolean;
  /** Whether it may be about a picture: what nobody may do with one is said then. */
  mayBeOfPictures(text: string): boolean;
  /** What is wanted of reports that no policy answers. */
  readAboutReports(text: string): AboutReports | undefined;
  onAboutReports(turn: MessageTurn, about: AboutReports, school: School): Promise<void>;
  /** What is asked of Lanyard itself. */
  readonly talk: Talk;
  isSmallTalk(text: string): boolean;
  /** How it stands with the reports that the writer may open; `undefined` where that cannot be said just now. */
  figuresFor(turn: MessageTurn): Promise<Figures | undefined>;
  onQuestion(turn: MessageTurn, school: School, heard: HeardMessage, beside?: BesideAnswer): Promise<void>;
  /** Whether this person had an answer a little while ago, and nothing since that may be a report. */
  isAfterAnswer(turn: MessageTurn): Promise<boolean>;
  /** Someone asked whether they may post something, and has the policy's answer. */
  onPosting(turn: MessageTurn, school: School): Promise<void>;
}

/** More than anyone types; a script does. */
const MESSAGES_PER_MINUTE = 30;
const TOO_MUCH: Outgoing = { card: tooFastCard({ dialog: REPORT_DIALOG }), summary: 'Please wait a minute' };

/** Commands of these names, as `report` and `my reports`, are never made to wait. */
const isAboutReports = (command: string): boolean => /^\s*(my\s+)?report/i.test(command);

/**
 * What happens to something typed. The order matters: a pupil gets nothing of the school's; a concern is caught before
 * anything else is done with the words, and is never refused for coming too often; only then is it a command, a wish about
 * reports, small talk or a question.
 */
export const createConversation = (deps: ConversationDeps, mayAsk = createRateLimit(MESSAGES_PER_MINUTE)) => ({
  async message(turn: MessageTurn): Promise<void> {
    const standing = await deps.standingOf(turn.sender.userId);
    // Anyone who is not known to be staff may be a pupil: they are answered where they wrote, never written to.
    if (standing.kind === 'pupil') return void (await turn.reply({ text: PUPIL_TEXT }));
    if (standing.kind === 'outsider') return void (await turn.reply({ text: OUTSIDER_TEXT }));
    const school = deps.schoolOfStanding(standing);

    // Counted before the hearing, which costs most. Anyone who writes too much is heard by the rules alone.
    const isTooMuch = !mayAsk(turn.sender.userId, turn.now);
    const heard = await deps.hear(turn.text, school, isTooMuch ? 'rules' : 'whole');
    if (!isConcern(heard)) return takeHarmless(deps, turn, { school, heard, isTooMuch });
    if (school && !isTooMuch && (await takeBySound(deps, turn, { school, heard }))) return;
    if (turn.attachments.length > 0 && (school || turn.place.kind === 'personal'))
      await refuseFiles(deps, turn, school);
    const words = Typed.open(turn.text);
    const told = { isContact: deps.tellsOfContact(words), isOfPictures: deps.mayBeOfPictures(words) };
    return isTooMuch ? deps.onOffer(turn, heard.detection, school, told) : deps.onConcern(turn, heard, school, told);
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

/** What only sounds like a report and is something else; answers whether it was that. Mostly the offer is below it. */
async function takeBySound(
  deps: ConversationDeps,
  turn: MessageTurn,
  { school, heard }: { readonly school: School; readonly heard: HeardConcern },
): Promise<boolean> {
  const done = (answered: Promise<void>): Promise<true> => answered.then(() => true);
  // A word that is a command of ours tells of nobody, however alone it stands: "reports", "dashboard".
  const words = Typed.open(turn.text);
  const command =
    turn.attachments.length === 0 && !isTold(heard.detection) ? deps.routes.findCommand(words) : undefined;
  if (command) return done(runCommand(deps.talk, turn, { school, command, words }));
  if (isGreetingBySound(turn, heard)) return done(greet(deps, turn, school, words));
  if (isNameBySound(deps, turn, heard)) return done(answerName(deps, turn, { school, heard }));
  const behind = await wishBehind(deps, turn, heard);
  if (behind) return done(answerBehind(deps, turn, { school, heard, behind }));
  const offering = () => deps.onOfferBelow(turn, heard.detection, school);
  if (await goesOnWithFact(deps, turn, { school, heard })) return done(offering());
  // Whatever becomes of the answer, the people to phone come.
  const isAsked = isHardlyDistress(turn, heard) || (await isOfAnswer(deps, turn, heard));
  return isAsked && done(deps.onQuestion(turn, school, heard).finally(offering));
}

interface Behind {
  readonly wished: Wished | NotDone;
  /** Nothing else can be meant; otherwise the offer stands below. */
  readonly isAlone: boolean;
}

/**
 * A message that is a line of ours from end to end tells of nobody, whatever it sounds like: "who is the head" is no report
 * about them. What is surely asked of us in other words comes before what only sounds like a report, and the offer below it. Where
 * the rules see harm, or someone may be in danger, it is taken for neither.
 */
async function wishBehind(
  { talk }: Pick<ConversationDeps, 'talk'>,
  turn: MessageTurn,
  { detection, readings }: HeardConcern,
): Promise<Behind | undefined> {
  const mayBeSure = turn.place.kind === 'personal' && turn.attachments.length === 0 && mayStandBelow(detection);
  const words = Typed.open(turn.text);
  const wished = await talk.read(words, { readings: mayBeSure ? readings : undefined });
  const notDone = mayBeSure && !wished?.isSure ? readNotDone(words) : undefined;
  if (notDone) return { wished: notDone, isAlone: false };
  if (!wished) return undefined;
  // What is in the place of a name may be more than one, but for a question about a signature.
  const isOurs = wished.about === undefined || wished.wish === 'campaigns.person';
  if (wished.isWhole && !isTold(detection) && (detection.kind !== 'concern' || isOurs))
    return { wished, isAlone: true };
  // Of dates the whole message comes along, and no name is looked for in it.
  return mayBeSure && wished.isSure && (isOurs || wished.wish.startsWith('dates.'))
    ? { wished, isAlone: false }
    : undefined;
}

/** What goes on with a fact ("got a number for her") may sound like more; where it only sounds so, the offer is below. */
const goesOnWithFact = async (
  { talk }: Pick<ConversationDeps, 'talk'>,
  turn: MessageTurn,
  { school, heard }: { readonly school: School; readonly heard: HeardConcern },
): Promise<boolean> =>
  turn.attachments.length === 0 &&
  heard.detection.kind !== 'own-distress' &&
  mayStandBelow(heard.detection) &&
  talk.after(turn, school, Typed.open(turn.text), heard);

async function answerBehind(
  { talk, onOfferBelow }: Pick<ConversationDeps, 'talk' | 'onOfferBelow'>,
  turn: MessageTurn,
  { school, heard, behind }: { readonly school: School; readonly heard: HeardConcern; readonly behind: Behind },
): Promise<void> {
  const { wished } = behind;
  // What comes after an offer to report is read with nothing before it.
  const answered =
    typeof wished === 'string'
      ? talk.notDone(turn, school, wished)
      : talk.answer(turn, school, wished, { isRemembered: behind.isAlone });
  // Whatever becomes of the answer, the offer comes.
  await (behind.isAlone ? answered : answered.finally(() => onOfferBelow(turn, heard.detection, school)));
}

/** A name is not looked up; where danger is faintly heard in it all the same, the offer stands below. */
async function answerName(
  { talk, onOfferBelow }: Pick<ConversationDeps, 'talk' | 'onOfferBelow'>,
  turn: MessageTurn,
  { school, heard: { detection } }: { readonly school: School; readonly heard: HeardConcern },
): Promise<void> {
  const answered = talk.aboutName(turn, school);
  const isFaint = detection.kind === 'concern' && isOfDanger(detection);
  await (isFaint ? answered.finally(() => onOfferBelow(turn, detection, school)) : answered);
}

/** Someone may be in danger, or the rules see harm that is told. */
function isTold(detection: Caught): boolean {
  if (detection.kind === 'own-distress') return detection.isCrisis || !isBySoundAlone(detection);
  return isOfDanger(detection) || (detection.kind === 'concern' && !isBySoundAlone(detection));
}

/** A name sounds like the beginning of a report, and tells nothing. The rules have their say: only the sound is set aside. */
const isNameBySound = (
  { talk }: Pick<ConversationDeps, 'talk'>,
  turn: MessageTurn,
  { detection }: HeardConcern,
): boolean =>
  turn.place.kind === 'personal' &&
  turn.attachments.length === 0 &&
  detection.kind !== 'own-distress' &&
  (mayStandBelow(detection) || (isBySoundAlone(detection) && !isOfDanger(detection))) &&
  isOfName(Typed.open(turn.text), lettersOf(talk, turn));

const isOfName = (words: string, letters: Parameters<typeof isBareName>[1]): boolean =>
  isBareName(words, letters) || looksForName(words);

/** Nor does a greeting in another language. */
const isGreetingBySound = (turn: MessageTurn, { detection }: HeardConcern): boolean =>
  turn.attachments.length === 0 &&
  'reasons' in detection &&
  detection.reasons.every((reason) => reason === 'encoder' || reason === 'language') &&
  isGreeting(Typed.open(turn.text));

/** Who looks through reports types names as they come. */
const lettersOf = (talk: Talk, { sender }: MessageTurn) =>
  talk.mayHave(sender.userId, 'reports.search') ? ('any' as const) : ('as-names-are' as const);

/**
 * Nor does something broken mean that its writer is not well, however it is told: "my login does not work and I cannot do the register".
 * And what more likely asks something than tells of its writer is answered first, with the people to phone below.
 */
const isHardlyDistress = (turn: MessageTurn, { detection }: HeardConcern): boolean =>
  turn.place.kind === 'personal' &&
  turn.attachments.length === 0 &&
  detection.kind === 'own-distress' &&
  mayStandBelow(detection) &&
  (detection.isDoubted === true || ['it-lead', 'office'].includes(whoseMatter(Typed.open(turn.text))));

/**
 * After an answer "only in the shed, not near the kids" is of what was asked there, and sounds like the middle of a report only because
 * nothing else is in it. After a report nothing is remembered, so that there it is one.
 */
const isOfAnswer = async (
  { isAfterAnswer }: Pick<ConversationDeps, 'isAfterAnswer'>,
  turn: MessageTurn,
  { detection }: HeardConcern,
): Promise<boolean> =>
  turn.place.kind === 'personal' &&
  turn.attachments.length === 0 &&
  mayStandBelow(detection) &&
  isNarrowing(Typed.open(turn.text)) &&
  (await isAfterAnswer(turn));

interface HeardHarmless {
  readonly school: School | undefined;
  readonly heard: HeardMessage;
  /** Only the rules have checked it, and nothing else that costs time is done with it. */
  readonly isTooMuch: boolean;
}

async function takeHarmless(
  deps: ConversationDeps,
  turn: MessageTurn,
  { school, heard, isTooMuch }: HeardHarmless,
): Promise<void> {
  if (!school && turn.place.kind !== 'personal') return void (await turn.reply({ text: UNKNOWN_TEXT }));
  // Compared with what we know, and nothing else is done with it.
  const words = Typed.open(turn.text);
  const command = deps.routes.findCommand(words);
  // What the rules alone take for harmless may be a report: the way to one is in the refusal.
  if (isTooMuch && !(command && isAboutReports(words))) return void (await turn.replyPrivately(TOO_MUCH));

  if (turn.attachments.length > 0) return takeFiles(deps, turn, school);
  if (command) return school ? runCommand(deps.talk, turn, { school, command, words }) : command(turn);
  if (!school) return void (await turn.replyPrivately({ text: UNKNOWN_TEXT }));
  if (await takePointed(deps, turn, { school, heard, words })) return;
  const sounded = await deps.talk.read(words, heard);
  // What goes on with a fact that was told is nothing without it; a line of ours, from end to end, needs none.
  if (!sounded?.isWhole && (await deps.talk.after(turn, school, words, heard))) return;
  // What is plainly asked of the last answer is never taken for what only sounds alike.
  const wished = sounded && (sounded.isWhole || !isAboutAnswer(words)) ? sounded : undefined;
  // What is theirs by a role comes before the fixed words that everyone else gets.
  if (wished && deps.talk.mayHave(turn.sender.userId, wished.wish)) return deps.talk.answer(turn, school, wished);
  if (turn.place.kind === 'personal' && isOfName(words, lettersOf(deps.talk, turn)))
    return deps.talk.aboutName(turn, school);
  const notDone = wished?.isWhole ? undefined : readNotDone(words);
  if (notDone) return deps.talk.notDone(turn, school, notDone);
  const about = deps.readAboutReports(words);
  if (about) return deps.onAboutReports(turn, about, school);
  // A rota of theirs is another one than that of the DSL's team: only its own words say which.
  if (wished && (wished.isWhole || wished.wish !== 'rota' || /\brotas?\b/i.test(words)))
    return deps.talk.answer(turn, school, wished);
  if (words === '' || deps.isSmallTalk(words)) return greet(deps, turn, school, words);
  if (turn.place.kind === 'personal' && !isEveryday(heard) && deps.tellsOfContact(words))
    return deps.onConcern(turn, { ...heard, detection: CONTACT }, school, { isContact: true, isOfPictures: true });
  await answerPolicies(deps, turn, { school, heard, words });
}

/**
 * "Who do I go to with it" is of what was asked before, and not of computers, however alike the two are written. Where nothing is
 * remembered, because it may have been a report, everyone is named it may be for.
 */
async function takePointed(deps: ConversationDeps, turn: MessageTurn, asking: ToPolicies): Promise<boolean> {
  const asked = turn.place.kind === 'personal' ? asksForWhom(asking.words) : undefined;
  const isAfter = asked !== undefined && (await deps.isAfterAnswer(turn));
  if (isAfter) await answerPolicies(deps, turn, asking);
  else if (asked === 'surely') await deps.talk.notDone(turn, asking.school, 'for-whom');
  return isAfter || asked === 'surely';
}

interface ToPolicies {
  readonly school: School;
  readonly heard: HeardMessage;
  readonly words: string;
}

/** What is left is for the policies. */
async function answerPolicies(
  deps: ConversationDeps,
  turn: MessageTurn,
  { school, heard, words }: ToPolicies,
): Promise<void> {
  const several = turn.place.kind === 'personal' ? severalQuestions(words) : [];
  if (several.length > 0) return answerEach(deps, turn, { school, heard, several });
  if (turn.place.kind === 'personal' && isPasted(words)) return void (await turn.reply({ text: PASTED_TEXT }));
  await deps.onQuestion(turn, school, heard, { perhaps: deps.talk.perhaps(turn, words, heard) });
  // The policy's words come first, and below them the way to what they ask to be looked at.
  if (turn.place.kind === 'personal' && asksToPost(words)) await deps.onPosting(turn, school);
}

/** What a pupil wrote may be harmless, and is recorded all the same: the rule stands first, and below it the form. */
const CONTACT: Caught = { kind: 'unclear', route: 'dsl', likelier: 'question', reasons: ['contact'] };

const isEveryday = ({ detection }: HeardMessage): boolean => detection.kind === 'none' && detection.isEveryday === true;

/** Several questions in one message, each on its own and in their order. All of them together were heard already. */
async function answerEach(
  deps: ConversationDeps,
  turn: MessageTurn,
  {
    school,
    heard,
    several,
  }: { readonly school: School; readonly heard: HeardMessage; readonly several: readonly string[] },
): Promise<void> {
  for (const [at, question] of several.entries()) {
    const one = { ...turn, text: new Typed(question) };
    const wished = await deps.talk.read(question, { readings: undefined });
    if (wished) await deps.talk.answer(one, school, wished);
    // What the encoder made of all of them together says nothing about one, and what may leave was all of them.
    else
      await deps.onQuestion(
        one,
        school,
        { ...heard, readings: undefined, mayLeave: undefined },
        { label: several.length > 1 ? `Question ${at + 1} of ${several.length}` : undefined },
      );
  }
}

async function greet(
  { schools, figuresFor }: Pick<ConversationDeps, 'schools' | 'figuresFor'>,
  turn: MessageTurn,
  school: School,
  words: string,
): Promise<void> {
  const kind = words === '' ? 'help' : answerToSmallTalk(words);
  if (kind !== 'help') return void (await turn.reply({ text: MANNERS[kind] }));
  const isPersonal = turn.place.kind === 'personal';
  const person = isPersonal ? { user: turn.sender.userId, figures: await figuresFor(turn) } : undefined;
  await turn.reply({
    card: helpCard(school, person, { dialog: REPORT_DIALOG }, schools),
    summary: 'What Lanyard does',
  });
}
