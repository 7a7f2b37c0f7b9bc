import type { UserId } from '../core/ids.ts';
import type { Standing } from '../core/school/people.ts';
import { holders, type School } from '../core/school/school.ts';
import type { Hear, Heard } from '../disclosure/listen.ts';
import type { AboutReports } from '../disclosure/report-requests.ts';
import { REPORT_DIALOG } from './dialogs.ts';
import { helpCard, noFilesText, OUTSIDER_TEXT, PUPIL_TEXT, UNKNOWN_TEXT } from './help-cards.ts';
import { createRateLimit } from './inbound/rate.ts';
import type { RouteTable } from './routes.ts';
import type { Attachment, MessageTurn, Turn } from './turn.ts';

/** A message that is, or may be, itself a concern, or tells of the writer's own distress. */
interface HeardConcern extends Heard {
  readonly detection: Exclude<Heard['detection'], { kind: 'none' }>;
}

const isConcern = (heard: Heard): heard is HeardConcern => heard.detection.kind !== 'none';

interface ConversationDeps {
  readonly routes: Pick<RouteTable, 'findCommand'>;
  standingOf(user: UserId): Promise<Standing>;
  schoolOfStanding(standing: Standing): School | undefined;
  readonly hear: Hear;
  /** A message that is, or may be, itself a concern. `school` is undefined when the directory does not answer. */
  onConcern(turn: MessageTurn, heard: HeardConcern, school: School | undefined): Promise<void>;
  /** What is wanted of reports that no policy answers. */
  readAboutReports(text: string): AboutReports | undefined;
  onAboutReports(turn: MessageTurn, about: AboutReports, school: School): Promise<void>;
  isSmallTalk(text: string): boolean;
  onQuestion(turn: MessageTurn, school: School, heard: Heard): Promise<void>;
  /** A picture that somebody sent; answers false when none of theirs is awaited, and then nothing was fetched. */
  onPicture(turn: MessageTurn): Promise<boolean>;
  /** A picture or video that nobody asked for; answers whether the DSL's team is being told. */
  onStrayPicture(turn: MessageTurn, school: School): Promise<boolean>;
  /** A file that somebody sent; answers false when it is none that is awaited. */
  onFile(turn: MessageTurn, school: School): Promise<boolean>;
}

/** More than anybody types; a script does. */
const MESSAGES_PER_MINUTE = 30;
const TOO_FAST_TEXT =
  'You are writing faster than I can answer. Please wait a minute and try again. Reporting a concern always works: type report. In danger now: phone 999.';

/** `report` and `my reports` are never made to wait. */
const isAboutReports = (text: string): boolean => /^\s*(my\s+)?report/i.test(text);

/**
 * What happens to something typed. The order matters: a pupil gets nothing of the school's; a concern is caught before
 * anything else is done with the words; only then is it a command, a wish about reports, small talk or a question.
 */
export const createConversation = (deps: ConversationDeps, mayAsk = createRateLimit(MESSAGES_PER_MINUTE)) => ({
  async message(turn: MessageTurn): Promise<void> {
    const standing = await deps.standingOf(turn.sender.userId);
    // Whoever is not known to be staff may be a pupil: they are answered where they wrote, never written to.
    if (standing.kind === 'pupil') return void (await turn.reply({ text: PUPIL_TEXT }));
    const school = deps.schoolOfStanding(standing);

    const heard = await deps.hear(turn.text, school);
    if (isConcern(heard) && standing.kind !== 'outsider') {
      if (turn.attachments.length > 0 && (school || turn.place.kind === 'personal'))
        await refuseFiles(deps, turn, school);
      return deps.onConcern(turn, heard, school);
    }
    if (standing.kind === 'outsider') return void (await turn.reply({ text: OUTSIDER_TEXT }));
    if (!school && turn.place.kind !== 'personal') return void (await turn.reply({ text: UNKNOWN_TEXT }));
    if (!isAboutReports(turn.text) && !mayAsk(turn.sender.userId, turn.now))
      return void (await turn.reply({ text: TOO_FAST_TEXT }));

    if (turn.attachments.length > 0) return takeFiles(deps, turn, school);
    const command = deps.routes.findCommand(turn.text);
    if (command) return command(turn);
    if (!school) return void (await turn.replyPrivately({ text: UNKNOWN_TEXT }));
    const about = deps.readAboutReports(turn.text);
    if (about) return deps.onAboutReports(turn, about, school);
    if (turn.text === '' || deps.isSmallTalk(turn.text)) return greet(turn, school);
    return deps.onQuestion(turn, school, heard);
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
