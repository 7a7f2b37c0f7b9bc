import { z } from 'zod/v4';
import type { Gate } from '../../hear/gate.ts';
import type { Ids, PolicyId, UserId } from '../../kernel/ids.ts';
import { Typed } from '../../kernel/typed.ts';
import { form, id, nameText, uuid } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, type MessageTurn, message } from '../../platform/teams/turn.ts';
import type { School } from '../../school/school.ts';
import type { Library } from '../library/library.ts';
import { NOT_OWNER } from '../owner/desk.handlers.ts';
import { NEW_POLICY, placeDialog, readingCard, UPLOAD } from './upload.cards.ts';
import { onShelf, shortened, type UploadStore, type Uploads } from './uploads.ts';

/** What Teams calls a file sent to a bot. A pasted picture is `image/…`, and is nobody's to open. */
const FILE = 'application/vnd.microsoft.teams.file.download.info';
const MOST_FILES = 5;

interface PolicyUploadDeps {
  readonly library: Library;
  readonly uploads: Uploads;
  readonly store: UploadStore;
  readonly ids: Ids;
  ownedBy(user: UserId): Promise<readonly School[]>;
  /** Begins to fetch and read; the turn does not wait for it. */
  readonly gate: Gate;
  begin(id: string): Promise<void>;
  /** Something waits for owners to be told. */
  tell(): Promise<void>;
}

/** Takes files from policy owners, in their own chat. Answers false, and has touched nothing, for everyone and everything else. */
export const createReceiving =
  ({ store, ids, ownedBy, gate, begin }: PolicyUploadDeps) =>
  async (turn: MessageTurn): Promise<boolean> => {
    if (turn.place.kind !== 'personal') return false;
    const schools = await ownedBy(turn.sender.userId);
    const files = turn.attachments.filter(({ contentType }) => contentType === FILE).slice(0, MOST_FILES);
    if (files.length === 0 || schools.length === 0) return false;
    for (const { name, downloadUrl } of files) {
      if (downloadUrl === undefined) continue;
      // Policies are named after what may happen: only what tells that it has is held.
      const called = name && !name.isEmpty ? name : new Typed('your file');
      const looked = await gate.look({ name: called }, schools[0], { isGeneral: true });
      if (looked.kind === 'held') {
        await turn.replyPrivately({ text: HELD_NAME });
        continue;
      }
      const harmless = looked.texts.name;
      const ref = await turn.reply({ card: readingCard(shortened(harmless.words)), summary: 'Reading your file' });
      const id = ids.uuid();
      await store.add({ id, owner: turn.sender.userId, name: harmless, url: downloadUrl, ref, sentAt: turn.now });
      await begin(id);
    }
    return true;
  };

const HELD_NAME =
  'I have not opened or kept that file: its name reads as if something has happened. If it has, please tell a person now, or type report. If it is a policy, give the file the name of the policy and send it again. In danger now: phone 999.';

const uploadData = z.object({ upload: uuid() });
const placedData = uploadData.extend({
  policy: id(200),
  title: nameText('Title', 150),
  version: nameText('Version', 40),
  adopted: nameText('Adopted', 60),
  review: nameText('Next review', 60),
});

const GONE: DialogAnswer = message('This file has already been dealt with. Please send it again.');

export function registerPolicyUploads(routes: Routes, { library, uploads, ownedBy, tell }: PolicyUploadDeps): void {
  const place = form(uploadData, async ({ upload: sent }, turn) => {
    const schools = await ownedBy(turn.sender.userId);
    if (schools.length === 0) return message(NOT_OWNER);
    const upload = await uploads.find(sent, turn.sender.userId);
    if (!upload?.document) return GONE;
    const shelves = await Promise.all(
      schools.map(async (school) => ({ school, policies: await onShelf(library, school.id) })),
    );
    return dialog('A new version', placeDialog(upload, shelves));
  });
  routes.dialog(UPLOAD.place, place);

  const placed = form(
    placedData,
    async (data, turn): Promise<DialogAnswer> => {
      const schools = await ownedBy(turn.sender.userId);
      if (schools.length === 0) return message(NOT_OWNER);
      const [schoolId, policy] = data.policy.split('/');
      const school = schools.find(({ id }) => id === schoolId);
      if (!policy || !school) return message('Please choose a policy.');
      // Without a title the boxes did not come, or were emptied by mistake: then all stands as it was read.
      const corrected =
        data.title.words === ''
          ? {}
          : {
              title: data.title.words,
              version: data.version.words,
              adoptedOn: data.adopted.words,
              reviewOn: data.review.words,
            };
      const placing = { school: school.id, corrected, ...(policy !== NEW_POLICY && { policy: policy as PolicyId }) };
      const outcome = await uploads.place(data.upload, turn.sender.userId, placing);
      switch (outcome.kind) {
        case 'gone':
          return GONE;
        case 'no-such-policy':
          return message('That policy is no longer in force. Please choose again.');
        case 'known':
          return message(
            outcome.state === 'in-force'
              ? 'This is word for word the version already in force. There is nothing to decide.'
              : 'This version is already waiting for a decision. Write “policies” to see it.',
          );
        case 'proposed':
        case 'in-force':
          await tell();
          return message('Received. A card will follow shortly, showing what changed.');
        default:
          return outcome satisfies never;
      }
    },
    'Please choose a policy.',
  );
  routes.submit(UPLOAD.placed, placed);
}
