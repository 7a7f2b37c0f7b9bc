import { holders, type School } from '../../school/school.ts';
import { noFilesText, notYourFileText } from './plain-answers.ts';
import type { Attachment, MessageTurn } from './turn.ts';

/** Who awaits a file that someone sends. */
export interface FileDeps {
  /** A picture that someone sent; answers false when none of theirs is awaited, and then nothing was fetched. */
  onPicture(turn: MessageTurn): Promise<boolean>;
  /** A picture or video that nobody asked for; answers whether the DSL's team is being told. */
  onStrayPicture(turn: MessageTurn, school: School): Promise<boolean>;
  /** A file that someone sent; answers false when it is none that is awaited. */
  onFile(turn: MessageTurn, school: School): Promise<boolean>;
}

/** A file goes to what awaits one: a report that takes pictures, or a policy owner's upload. */
export async function takeFiles(deps: FileDeps, turn: MessageTurn, school: School): Promise<void> {
  const isTaken = turn.place.kind === 'personal' && ((await deps.onPicture(turn)) || (await deps.onFile(turn, school)));
  if (!isTaken) await refuseFiles(deps, turn, school);
}

/** What nobody asked for stays unopened; of a picture the DSL's team hears, because it now lies in places it should not. */
async function refuseFiles(
  { onStrayPicture }: Pick<FileDeps, 'onStrayPicture'>,
  turn: MessageTurn,
  school: School,
): Promise<void> {
  if (turn.attachments.length > 0 && turn.attachments.every(isDocument)) {
    await turn.replyPrivately({ text: notYourFileText(holders(school, 'policy-owner')) });
    return;
  }
  const isTold = turn.attachments.some(mayBePicture) && (await onStrayPicture(turn, school));
  const dsl = [...holders(school, 'dsl'), ...holders(school, 'deputy-dsl')];
  const other = dsl.find(({ id }) => id !== turn.sender.userId);
  await turn.replyPrivately({ text: noFilesText(other, isTold) });
}

/** By what it says it is. Nothing is opened to find out. */
const mayBePicture = ({ contentType, ending }: Attachment): boolean =>
  /^(image|video)\//i.test(contentType) || PICTURES.test(ending);
const isDocument = ({ ending }: Attachment): boolean => /^(docx?|pdf|md|txt|odt|rtf|pptx?|xlsx?|pages)$/.test(ending);
const PICTURES = /^(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|mp4|m4v|mov|avi|mkv|webm|3gp)$/;
