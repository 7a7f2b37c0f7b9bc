import { formatRecent } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  execute,
  facts,
  heading,
  plain,
  quote,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import { FIELD_CHARACTERS } from '../fields/field.ts';
import { watched } from '../form/before.cards.ts';
import { whomAsked } from '../form/whom.cards.ts';
import type { Question } from '../naming/question.ts';
import type { Receipt } from '../notice.ts';
import { OWN_STATUS } from '../verbs.cards.ts';
import { ROLE_WORDING, whoWording } from '../wording.ts';
import type { Added, SaidWhom } from './own-report.ts';
import { phoneFacts, receiptBody } from './receipt.cards.ts';

export const OWN_SEND = 'concern.own-send';

/** Asked for by the handler that takes it in: what Teams insists on would stand in the way of the other buttons. */
const box = (label: string, value = '') =>
  input.text('text', label, { multiline: true, maxLength: FIELD_CHARACTERS, value });

const complaintSection = (complaint: string | undefined) =>
  complaint === undefined ? undefined : section({ style: 'warning' }, text(complaint, { bold: true }));

/** Asks whether a screenshot may be sent. */
export const OWN_PICTURE = 'concern.own-picture';

/** Decides how soon someone is reminded, and at which hours. */
const howUrgent = (value?: string) =>
  input.choice('urgent', 'Does anyone need to act today because of this? (required)', {
    choices: [
      { title: 'Yes', value: 'yes' },
      { title: 'I am not sure', value: 'unsure' },
      { title: 'No', value: 'no' },
    ],
    expanded: true,
    ...(value !== undefined && { value }),
  });

interface OwnForm {
  readonly receipt: Receipt;
  readonly school: School;
  readonly now: Date;
  /** Who of the DSL's team is on duty now, where it is with them. */
  readonly onDuty?: readonly RoleHolder[];
  readonly complaint?: string | undefined;
  /** Who the report may mean, as far as they have not said. */
  readonly whom?: Question | undefined;
}

export const addCard = ({ receipt, school, now, onDuty, complaint, whom }: OwnForm, mayAddPicture = false): Card =>
  card(
    watched(school, now, onDuty),
    text('In danger now: phone **999**.', { bold: true, tone: 'attention' }),
    ...(whom ? whomAsked(receipt.id, whom) : []),
    complaintSection(complaint),
    plain(`What you add goes to ${whoWording(receipt.to)}. What you wrote before does not change.`),
    text(
      'Did you name the wrong child? Write which one it is: they can put that right. The wrong adult? Write that, and who it was. The one you named first stays shut out until they decide.',
    ),
    box('What do you want to add? Words only, no pictures'),
    howUrgent(),
    actions([
      submitDialog('Add it', OWN_SEND, { concern: receipt.id, kind: 'added' }, { primary: true }),
      mayAddPicture ? submitDialog('Add a screenshot of a post', OWN_PICTURE, { concern: receipt.id }) : undefined,
    ]),
  );

/** Nothing was written: what was typed is given back, with whom to tell instead. */
export const tooMuchCard = (receipt: Receipt, again: Date, typed: { text: string; urgent: string }, now: Date): Card =>
  card(
    section(
      { style: 'attention' },
      text('This was NOT added.', { bold: true }),
      plain(
        `A lot has been added to this report in a short time, and more would bury it. What was added before has been kept. You can add more after ${formatRecent(again, now)}, all in one go. If it cannot wait, phone now:`,
      ),
      phoneFacts(receipt.phones),
      text('In danger now: phone **999**.', { bold: true }),
    ),
    box('What you wrote', typed.text),
    howUrgent(typed.urgent),
    actions([submitDialog('Add it', OWN_SEND, { concern: receipt.id, kind: 'added' })]),
  );

export const answerCard = ({ receipt, school, now, onDuty, complaint }: OwnForm, question: string): Card =>
  card(
    watched(school, now, onDuty),
    complaintSection(complaint),
    heading('The question', { small: true }),
    quote(question),
    box('Your answer'),
    howUrgent(),
    actions([submitDialog('Send the answer', OWN_SEND, { concern: receipt.id, kind: 'answered' }, { primary: true })]),
  );

const MOST_LISTED = 10;

/** A person's own reports, by reference and state. */
export const ownListCard = (receipts: readonly Receipt[], now: Date, unreadable = 0): Card =>
  card(
    heading('Your reports'),
    receipts.length + unreadable === 0 ? 'You haven’t sent any reports.' : undefined,
    unreadable > 0
      ? section(
          { style: 'attention' },
          text(
            `${unreadable} of your reports cannot be shown just now: the key that opens them is missing. They are not lost. Please tell the IT lead today, and phone if it cannot wait.`,
          ),
        )
      : undefined,
    ...receipts.slice(0, MOST_LISTED).map((receipt) =>
      section(
        { apart: true },
        facts([
          ['Report', receipt.reference],
          ['Saved', formatRecent(new Date(receipt.raisedAt), now)],
          ['It is with', whoWording(receipt.to)],
          ['Status', stateWords(receipt, now)],
        ]),
        actions([execute('Show', OWN_STATUS, { concern: receipt.id })]),
      ),
    ),
    receipts.length > MOST_LISTED
      ? text(
          `The newest ${MOST_LISTED} of ${receipts.length} are shown. For an older one, please ask the person it is with.`,
          { subtle: true },
        )
      : undefined,
  );

function stateWords(receipt: Receipt, now: Date): string {
  if (receipt.isDecided) return 'Someone has decided what to do. I cannot share details.';
  if (receipt.readAt) {
    const by = receipt.readBy ? ROLE_WORDING[receipt.readBy] : 'them';
    return `Read by ${by} at ${formatRecent(new Date(receipt.readAt), now)}`;
  }
  return receipt.deliveredAt ? 'Delivered. Nobody has read it yet.' : 'Saved, not delivered yet';
}

/** What was added names someone who might get it: it is saved, and then asked. */
export const addedWhomCard = ({ receipt, whom, waitsUntil }: Extract<Added, { kind: 'added' }>): Card =>
  card(
    section({ style: 'good' }, text('It is added to your report.', { bold: true })),
    ...(whom ? whomAsked(receipt.id, whom, waitsUntil) : []),
    text('In danger now: phone **999**.', { bold: true }),
  );

/** Its writer has answered, or who has read it. */
const NOTHING_ASKED =
  'There is nothing left to ask. If someone who works here is involved, and you have not said so, please write who under “Add something”.';

/** Only the question, from a card that says it is open. */
export const whomCard = (receipt: Receipt, whom: Question | undefined, now: Date): Card =>
  card(
    ...(whom ? whomAsked(receipt.id, whom) : [text(NOTHING_ASKED, { bold: true })]),
    ...receiptBody({ ...receipt, asksWhom: false, asksAdult: false }, now),
  );

/** It is closed, or what was asked is another by now. */
const NOT_ASKED =
  'This answer was not taken: the question is no longer asked. If someone who works here is involved, please write who under “Add something”.';

/** Where it is after the reporter has said who they mean, or the question once more. */
export const saidWhomCard = (
  { kind, receipt, whom }: Pick<Extract<SaidWhom, { kind: 'said' | 'not-said' }>, 'kind' | 'receipt' | 'whom'>,
  now: Date,
): Card =>
  card(
    kind === 'said'
      ? section({ style: 'good' }, text('Thank you. That has been recorded.', { bold: true }))
      : text(whom ? 'You have not answered yet. You can still do so, here or under “Add something”.' : NOT_ASKED, {
          bold: true,
        }),
    ...(whom ? whomAsked(receipt.id, whom) : []),
    ...receiptBody({ ...receipt, asksWhom: false, asksAdult: false }, now),
  );
