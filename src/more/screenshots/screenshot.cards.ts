import { actions, type Card, card, heading, openUrl, plain, submitDialog, text } from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { imageRule } from '../../report/form/before.cards.ts';
import type { FeatureNotice } from '../../report/host.ts';
import type { NoticeCards } from '../../report/notice/notice.cards.ts';
import type { Phone } from '../../report/notice.ts';
import { phoneFacts } from '../../report/own-report/receipt.cards.ts';

export const OWN_PICTURE_ANSWER = 'concern.own-picture-answer';

/** What has to be known of a picture before anyone looks at it. Not being sure counts as yes. */
export const PICTURE_QUESTIONS = [
  ['young', 'Is anyone in it under 18, or might they be?'],
  ['intimate', 'Is anyone in it nude or partly nude, or is it sexual, including AI-generated?'],
] as const;

export const NO_PICTURE_HERE =
  'A screenshot cannot be added to this report. Please say in words what it shows and where it can be seen.';

export const pictureQuestionCard = (concern: string, complaint?: string): Card =>
  card(
    heading('Before you send a screenshot'),
    complaint ? text(complaint, { bold: true, tone: 'attention' }) : undefined,
    imageRule(),
    ...PICTURE_QUESTIONS.map(([id, label]) =>
      input.choice(id, label, {
        choices: [
          { title: 'No', value: 'no' },
          { title: 'Yes', value: 'yes' },
          { title: 'I am not sure', value: 'unsure' },
        ],
        expanded: true,
        required: true,
      }),
    ),
    actions([submitDialog('Go on', OWN_PICTURE_ANSWER, { concern }, { primary: true })]),
  );

/** The answer was yes, or not sure. */
export const pictureStopCard = (phones: readonly Phone[]): Card =>
  card(
    heading('Do not send it'),
    imageRule(),
    text('Say in words what it is and where it can be seen: the app, the address, who told you. Please phone now:', {
      bold: true,
    }),
    phoneFacts(phones),
  );

/** For the DSL and deputies: who needs to be spoken to, and what not to do about it. */
const strayPictureCard = ({ school, from }: FeatureNotice<'stray-picture'>): Card =>
  card(
    heading('An unexpected picture arrived'),
    plain(`${from}, ${school}, has sent me a picture or a video today. I do not know what it shows.`, { bold: true }),
    'I have not opened, fetched or passed on anything. They were told to phone the DSL. **Please speak to them now: ask what it is, in words.**',
    'If someone under 18 may be nude, partly nude or shown in a sexual way in it: nobody should look at it, send it on or delete it. Copies may be in the chat, in OneDrive and in mailboxes; IT should restrict them, not delete them, and the police decide what happens to them.',
  );

export const pictureLinkCard = (reference: string, url: string, until: string): Card =>
  card(
    heading(`A screenshot of report ${reference}`),
    plain(
      `The reporter has said that nobody under 18 is in it, and nothing sexual. If that is wrong: close it, and do not look again, copy, delete or pass it on. Phone the police. The link works once, until ${until}.`,
    ),
    actions([openUrl('Download the screenshot', url)]),
  );

export const pictureNotices: NoticeCards = {
  'stray-picture': (notice) => ({ card: strayPictureCard(notice), summary: 'A note for the DSL’s team' }),
};
