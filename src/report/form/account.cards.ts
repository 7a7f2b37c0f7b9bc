import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  plain,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { Kind, Written } from '../concern.ts';
import type { About } from '../fields/field.ts';
import { dutySection } from '../notice/advice.cards.ts';
import { drillBanner } from '../notice/drill-mark.cards.ts';
import type { Who } from '../notice.ts';
import { BACK, SEND } from '../verbs.cards.ts';
import { beforeWriting } from './before.cards.ts';
import type { DutyNow } from './duties.ts';
import { aboutOf, boxesOn, type Complaint, complaintSection, routeLine, sendTitle } from './report.cards.ts';

/**
 * The second page, and the last that a report needs: what was seen or heard, and whether it can wait. The rest can be written
 * first, or added once this is sent. Without `kind` and `to` while the draft cannot be read.
 */
export function accountCard({
  kind,
  draft,
  words,
  to,
  next,
  shutOut,
  isDrill,
  child,
  whomKey,
  hasChat = false,
  duties = [],
  complaint,
}: {
  readonly kind?: Kind;
  readonly draft: string;
  readonly words: Written;
  readonly to?: Who;
  readonly next?: Who | undefined;
  readonly shutOut?: number;
  readonly isDrill?: boolean | undefined;
  /** Who of the roll it is taken to be about. */
  readonly child?: string | undefined;
  /** The question who the words mean, where it stood on the page before this. */
  readonly whomKey?: string | undefined;
  /** Their writer typed something in the chat before, and it is not in the box. */
  readonly hasChat?: boolean;
  readonly duties?: readonly DutyNow[];
  readonly complaint?: Complaint;
}): Card {
  const about = aboutOf(kind, words);
  return card(
    isDrill ? drillBanner() : undefined,
    routeLine(to, next),
    child === undefined
      ? undefined
      : plain(
          `${about.isChild ? 'About' : 'The child in it:'} ${child}, from the school’s roll. Not the child you mean? Press Back.`,
        ),
    ...duties.filter(({ isNear }) => isNear).map(dutySection),
    complaint ? complaintSection(complaint) : undefined,
    ...beforeWriting(),
    hasChat ? typedInChat(draft) : undefined,
    ...boxesOn('account', about, words, { safeTonight: [howUrgent(about, words.safeTonight)] }),
    ...accountEnd({ draft, to, shutOut, whomKey }),
  );
}

/** Puts what its writer typed in the chat into the box, where they see it before they send it. */
export const typedInChat = (draft: string): Element =>
  actions([submitDialog('Put in what I typed in our chat', BACK, { draft, to: 'chat' })]);

/** Where the second page is sent from, whichever it is: what travels with it is what the first page settled. */
export const accountEnd = ({
  draft,
  to,
  shutOut,
  whomKey,
}: {
  readonly draft: string;
  readonly to: Who | undefined;
  readonly shutOut: number | undefined;
  readonly whomKey: string | undefined;
}): readonly Element[] => [
  actions([
    submitDialog(
      sendTitle(to),
      SEND,
      {
        draft,
        ...(to && { to: to.recipient }),
        ...(shutOut !== undefined && { shutOut }),
        ...(whomKey !== undefined && { whomKey }),
      },
      { primary: true },
    ),
    submitDialog('Write more first', BACK, { draft, to: 'facts' }),
    submitDialog('Back', BACK, { draft, to: 'subject' }),
  ]),
  text('You can send now and add the rest later. Nobody sees it before you send it.', {
    subtle: true,
    small: true,
  }),
];

export const howUrgent = ({ isChild }: Pick<About, 'isChild'>, value: string | undefined): Element =>
  input.choice(
    'urgent',
    isChild
      ? 'Does anyone need to act today, for example before the child goes home? (required)'
      : 'Does anyone need to act today? (required)',
    {
      choices: [
        { title: 'Yes', value: 'yes' },
        { title: 'I am not sure', value: 'unsure' },
        { title: 'No', value: 'no' },
      ],
      expanded: true,
      ...(value && { value }),
    },
  );

const wasToldInPerson = (value: string | undefined): Element =>
  input.choice('toldInPerson', 'Have you told someone in person?', {
    choices: [
      { title: 'Yes', value: 'yes' },
      { title: 'Not yet', value: 'no' },
    ],
    expanded: true,
    ...(value && { value }),
  });

/** What was done and what is needed now; opinion apart from fact. Without `kind` and `to` while the draft cannot be read. */
export function sendCard({
  kind,
  draft,
  words,
  to,
  shutOut,
  complaint,
}: {
  readonly kind?: Kind;
  readonly draft: string;
  readonly words: Written;
  /** Who it goes to and how many may not see it, as shown here: the button says so to the handler that takes it in. */
  readonly to?: Who;
  readonly shutOut?: number;
  readonly complaint?: Complaint;
}): Card {
  const about = aboutOf(kind, words);
  return card(
    complaint ? complaintSection(complaint) : undefined,
    heading('What is needed now'),
    ...boxesOn('send', about, words, {
      safeTonight: [howUrgent(about, words.safeTonight)],
      toldInPerson: [wasToldInPerson(words.toldInPerson)],
    }),
    actions([
      submitDialog(
        sendTitle(to),
        SEND,
        { draft, ...(to && { to: to.recipient }), ...(shutOut !== undefined && { shutOut }) },
        { primary: true },
      ),
      submitDialog('Back', BACK, { draft, to: 'facts' }),
    ]),
  );
}
