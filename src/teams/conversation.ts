import type { UserId } from '../core/ids.ts';
import type { Standing } from '../core/school/people.ts';
import { holders, type School } from '../core/school/school.ts';
import { Typed } from '../core/typed.ts';
import type { Caught, Gate, HeardMessage } from '../disclosure/gate.ts';
import type { AboutReports } from '../disclosure/report-requests.ts';
import type { Outgoing } from './card.ts';
import { REPORT_DIALOG } from './dialogs.ts';
import { helpCard, noFilesText, OUTSIDER_TEXT, PUPIL_TEXT, tooFastCard, UNKNOWN_TEXT } from './help-cards.ts';
import { createRateLimit } from './inbound/rate.ts';
import type { RouteTable } from './routes.ts';
import type { Attachment, MessageTurn, Turn } from './turn.ts';

/** A message that is, or may be, itself a concern, or tells of the writer's own distress. */
interface HeardConcern extends HeardMessage {
  readonly detection: Caught;
}

const isConcern = (heard: HeardMessage): heard is HeardConcern => heard.detection.kind !== 'none';

interface ConversationDeps {
  readonly routes: Pick<RouteTable, 'findCommand'>;
  standingOf(user: UserId): Promise<Standing>;
  schoolOfStanding(standing: Standing): School | undefined;
  readonly hear: Gate['hear'];
  /** A message that is, or may be, itself a concern. `school` is undefined when the directory does not answer. */
  onConcern(turn: MessageTurn, heard: HeardConcern, school: School | undefined): Promise<void>;
  /** The offer to report, and nothing beside it. */
  onOffer(turn: MessageTurn, detection: Caught, school: School | undefined): Promise<void>;
  /** What is wanted of reports that no policy answers. */
  readAboutReports(text: string): AboutReports | undefined;
  onAboutReports(turn: MessageTurn, about: AboutReports, school: School): Promise<void>;
  isSmallTalk(text: string): boolean;
  onQuestion(turn: MessageTurn, school: School, heard: HeardMessage): Promise<void>;
  /** A picture that somebody sent; answers false when none of theirs is awaited, and then nothing was fetched. */
  onPicture(turn: MessageTurn): Promise<boolean>;
  /** A picture or video that nobody asked for; answers whether the DSL's team is being told. */
  onStrayPicture(turn: MessageTurn, school: School): Promise<boolean>;
  /** A file that somebody sent; answers false when it is none that is awaited. */
  onFile(turn: MessageTurn, school: School): Promise<boolean>;
}

/** More than anybody types; a script does. */
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
    // Whoever is not known to be staff may be a pupil: they are answered where they wrote, never written to.
    if (standing.kind === 'pupil') return void (await turn.reply({ text: PUPIL_TEXT }));
    if (standing.kind === 'outsider') return void (await turn.reply({ text: OUTSIDER_TEXT }));
    const school = deps.schoolOfStanding(standing);

    // Counted before the hearing, which costs most. Whoever writes too much is heard by the rules alone.
    const isTooMuch = !mayAsk(turn.sender.userId, turn.now);
    const heard = await deps.hear(turn.text, school, isTooMuch ? 'rules' : 'whole');
    if (!isConcern(heard)) return takeHarmless(deps, turn, { school, heard, isTooMuch });
    if (turn.attachments.length > 0 && (school || turn.place.kind === 'personal'))
      await refuseFiles(deps, turn, school);
    return isTooMuch ? deps.onOffer(turn, heard.detection, school) : deps.onConcern(turn, heard, school);
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

interface HeardHarmless {
  readonly school: School | undefined;
  readonly heard: HeardMessage;
  /** It was heard by the rules alone, and nothing else that costs is done with it. */
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
  if (command) return command(turn);
  if (!school) return void (await turn.replyPrivately({ text: UNKNOWN_TEXT }));
  const about = deps.readAboutReports(words);
  if (about) return deps.onAboutReports(turn, about, school);
  if (words === '' || deps.isSmallTalk(words)) return greet(turn, school);
  return deps.onQuestion(turn, school, heard);
}

/** A file goes to what awaits one: a report that takes pictures, or a policy owner's upload. */
async function takeFiles(deps: ConversationDeps, turn: MessageTurn, school: School | undefined): Promise<void> {
  const isTaken =
    school !== undefined &&
    turn.place.kind === 'personal' &&
    ((await deps.onPicture(turn)) || (await deps.onFile(turn, school)));
  if (!isTaken) await refuseFiles(deps, turn, school);
}

/** What nobody asked for stays unopened; of a picture the DSL's team hears, because it now lies in places it should not. */
async function refuseFiles(
  { onStrayPicture }: Pick<ConversationDeps, 'onStrayPicture'>,
  turn: MessageTurn,
  school: School | undefined,
): Promise<void> {
  const isTold = school !== undefined && turn.attachments.some(mayBePicture) && (await onStrayPicture(turn, school));
  const dsl = school && [...holders(school, 'dsl'), ...holders(school, 'deputy-dsl')];
  const other = dsl?.find(({ id }) => id !== turn.sender.userId);
  await turn.replyPrivately({ text: noFilesText(other, isTold) });
}

/** By what it says it is. Nothing is opened to find out. */
const mayBePicture = ({ contentType, ending }: Attachment): boolean =>
  /^(image|video)\//i.test(contentType) || PICTURES.test(ending);
const PICTURES = /^(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|mp4|m4v|mov|avi|mkv|webm|3gp)$/;

const greet = async (turn: MessageTurn, school: School): Promise<void> => {
  await turn.reply({ card: helpCard(school, { dialog: REPORT_DIALOG }), summary: 'What Lanyard does' });
};
