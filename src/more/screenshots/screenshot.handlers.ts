import { z } from 'zod/v4';
import type { ConcernId } from '../../kernel/ids.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { formatTime } from '../../kernel/time.ts';
import { isAllowedService } from '../../platform/teams/inbound/activity.ts';
import { isAllowedFile } from '../../platform/teams/outbound/allowed-file.ts';
import { fetchAtMost } from '../../platform/teams/outbound/fetch-at-most.ts';
import { noFilesText } from '../../platform/teams/plain-answers.ts';
import { type Attachment, dialog, type MessageTurn, message } from '../../platform/teams/turn.ts';
import type { Concerns } from '../../report/concerns.ts';
import { notShown } from '../../report/handlers/closed.handlers.ts';
import { givenBack, hasWords, keepingSteps, wordsOnly } from '../../report/handlers/form-recovery.cards.ts';
import { NOT_AVAILABLE } from '../../report/handlers/refusals.cards.ts';
import type { Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { OWN_PICTURE } from '../../report/own-report/own-report.cards.ts';
import { type OwnDeps, ownReport, showAddition } from '../../report/own-report/own-report.handlers.ts';
import { PICTURE } from '../../report/verbs.cards.ts';
import {
  NO_PICTURE_HERE,
  OWN_PICTURE_ANSWER,
  pictureLinkCard,
  pictureQuestionCard,
  pictureStopCard,
} from './screenshot.cards.ts';
import { type Fetched, MOST_PICTURE_BYTES, MOST_PICTURES, type Screenshots } from './screenshot.ts';

export const PICTURE_DOWNLOAD = 'concern-screenshot';

const WORDS_FIRST =
  'What you wrote is not added yet. Please add it first. Then choose “Add something” again for the screenshot.';

const concernId = z.guid().transform((id) => id.toLowerCase() as ConcernId);
const inConcern = z.object({ concern: concernId });
const answer = z.enum(['yes', 'no', 'unsure']);
const answered = z.object({ concern: concernId, young: answer, intimate: answer });
const inRecord = z.object({ concern: concernId, screenshot: z.guid() });

interface PictureParts extends OwnDeps {
  readonly concerns: Pick<Concerns, 'own' | 'alsoTell' | 'cover' | 'record'>;
  readonly screenshots: Screenshots;
  readonly downloads: Pick<Downloads, 'offer'>;
}

/** The image question before a screenshot may be sent, and the way to one for those who may open its record. */
export function registerPictures(routes: Routes, deps: PictureParts): void {
  const { concerns, screenshots, downloads } = deps;
  // A picture has no words beside it: what is written goes first.
  keepingSteps(routes, deps.log)(
    OWN_PICTURE,
    async (turn) => {
      const report = await ownReport(deps, turn);
      if (report.kind !== 'receipt' || !(await screenshots.mayAdd(report.receipt.id, actorOf(turn))))
        return givenBack(turn.data, NO_PICTURE_HERE);
      if (hasWords(turn.data)) return showAddition(deps, turn, report, WORDS_FIRST);
      const card = pictureQuestionCard(report.receipt.id);
      return dialog('Add a screenshot', card, 'large');
    },
    wordsOnly(OWN_PICTURE),
  );

  routes.submit(OWN_PICTURE_ANSWER, async (turn) => {
    const { data } = answered.safeParse(turn.data);
    if (!data) {
      const again = inConcern.safeParse(turn.data).data;
      if (!again || !(await screenshots.mayAdd(again.concern, actorOf(turn)))) return message(NO_PICTURE_HERE);
      const card = pictureQuestionCard(again.concern, 'Please answer each question.');
      return dialog('Add a screenshot', card, 'large');
    }
    const awaited = await screenshots.await(data.concern, actorOf(turn), data);
    switch (awaited.kind) {
      case 'awaited':
        return message(
          `Now send the picture in this chat, on its own and with no words, until ${formatTime(awaited.until)}. Only the next one is taken.`,
        );
      case 'must-not-be-sent': {
        const own = await concerns.own.report(data.concern, actorOf(turn));
        if (own.kind !== 'receipt') return message(NOT_AVAILABLE);
        return dialog('Do not send it', pictureStopCard(own.receipt.phones), 'large');
      }
      case 'enough':
        return message(`This report has ${MOST_PICTURES} screenshots already. Please say the rest in words.`);
      case 'not-here':
        return message(NO_PICTURE_HERE);
      default:
        return awaited satisfies never;
    }
  });

  routes.submit(PICTURE, async (turn) => {
    const { data } = inRecord.safeParse(turn.data);
    if (!data) return message(NOT_AVAILABLE);
    const opened = await concerns.record.look(data.concern, actorOf(turn));
    if (opened.kind !== 'open') return notShown(deps, turn, PICTURE, opened);
    const subject = `${data.concern}/${data.screenshot}`;
    const { url, until } = await downloads.offer(PICTURE_DOWNLOAD, subject, turn.sender.userId);
    const { reference } = opened.concern;
    const card = pictureLinkCard(reference, url, formatTime(until));
    return dialog(`Report ${reference}`, card);
  });
}

/**
 * Takes a picture that is awaited from this person, and fetches no other.
 * @param fetch for one attachment whose address is still unchecked
 */
export const createPictureReceipt =
  (screenshots: Screenshots, fetch: (attachment: Attachment) => Promise<Fetched>) =>
  async (turn: MessageTurn): Promise<boolean> => {
    if (!(await screenshots.isAwaited(turn.sender.userId))) return false;
    const [only, ...others] = turn.attachments;
    if (!only || others.length > 0) {
      await turn.replyPrivately({ text: 'Please send one picture at a time. I haven’t opened any of these.' });
      return true;
    }
    const by = actorOf(turn);
    const outcome = await screenshots.take(by, () => fetch(only));
    switch (outcome.kind) {
      case 'not-awaited':
        return false;
      case 'taken':
        await turn.replyPrivately({
          text: `The screenshot is added to your report ${outcome.reference}, sealed. You can remove the picture from this chat yourself; I cannot. For another one, choose “Add something” on your report again.`,
        });
        return true;
      case 'refused':
        await turn.replyPrivately({ text: REFUSED[outcome.why] });
        return true;
      default:
        return outcome satisfies never;
    }
  };

const AGAIN = 'To try once more, choose “Add something” on your report again.';
const REFUSED = {
  unfetched: `I could not fetch the picture, so it is not added. ${AGAIN}`,
  size: `The picture is larger than ${MOST_PICTURE_BYTES / 1024 / 1024} MB, so it is not added. ${AGAIN}`,
  type: `This isn’t a PNG, JPEG or WebP picture, so it is not added. ${AGAIN}`,
  'not-here': noFilesText(),
} as const;

const TIMEOUT_MS = 30_000;
const FILE = 'application/vnd.microsoft.teams.file.download.info';

/**
 * Fetches one attachment. A pasted picture is with the Connector and needs the bot's token, which goes to hosts of the
 * Connector only; a file is in SharePoint, and its address says by itself that we may have it.
 */
export const createPictureFetch =
  (parts: {
    readonly connectorHosts: readonly string[];
    /** Beside SharePoint's; the sandbox, in development. */
    readonly fileHosts: readonly string[];
    /** The school's name there; without it any school's SharePoint will do. */
    readonly sharepoint: string | undefined;
    readonly token: () => Promise<string>;
  }) =>
  async ({ contentType, contentUrl, downloadUrl }: Attachment): Promise<Fetched> => {
    const limits = { most: MOST_PICTURE_BYTES, timeoutMs: TIMEOUT_MS };
    if (contentType.startsWith('image/') && contentUrl && isAllowedService(contentUrl, parts.connectorHosts)) {
      const headers = { authorization: `Bearer ${await parts.token()}` };
      return toFetched(await fetchAtMost(contentUrl, { ...limits, headers }));
    }
    if (contentType === FILE && downloadUrl && isAllowedFile(downloadUrl, parts.fileHosts, parts.sharepoint))
      return toFetched(await fetchAtMost(downloadUrl, limits));
    return { kind: 'unfetched' };
  };

const toFetched = (found: Awaited<ReturnType<typeof fetchAtMost>>): Fetched =>
  found.kind === 'too-large' ? { kind: 'size' } : found;
