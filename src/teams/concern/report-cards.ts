import { KINDS, type Kind, type Words } from '../../concern/concern.ts';
import type { Draft } from '../../concern/draft.ts';
import type { DutyNow } from '../../concern/duties.ts';
import type { Phone, Receipt, Who } from '../../concern/notice.ts';
import { whoWords } from '../../concern/words.ts';
import { watchAt } from '../../core/hours.ts';
import { holders, type School } from '../../core/school.ts';
import { formatDay, formatRecent } from '../../core/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  input,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../card.ts';
import { REPORT_DIALOG } from '../dialogs.ts';
import { phoneFacts, receiptBody } from './cards.ts';

export const BEGIN = 'concern.begin';
export const SUBJECT = 'concern.subject';
export const NAMED = 'concern.named';
export const FACTS = 'concern.facts';
export const SEND = 'concern.send';
export const BACK = 'concern.back';

/** Longer texts are refused with a word, never cut. */
export const FIELD_CHARACTERS = 6_000;

const KIND_CHOICES: Readonly<Record<Kind, string>> = {
  child: 'A child',
  staff: 'An adult who works or volunteers here, supply staff included (or myself)',
  headteacher: 'The headteacher',
  dsl: 'The DSL or a deputy DSL',
  chair: 'The chair of governors',
  'online-abuse': 'Me or a colleague being abused online, a fake or hacked account, a parent’s post',
  data: 'Personal data that got out or went to the wrong person',
};

/** Emergency advice and who it is about, before a word is typed. */
export function beforeCard(options: {
  readonly school: School;
  readonly draft: string;
  readonly now: Date;
  /** One of several in the trust: a report goes to the people of one. */
  readonly isOneOfSeveral?: boolean;
  readonly complaint?: string | undefined;
}): Card {
  const { school, draft, now, isOneOfSeveral = false, complaint } = options;
  return card({
    body: [
      danger(school),
      watched(school, now),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      heading('Before you write', { small: true }),
      text('Please tell somebody in person or by phone as well. A written report does not replace it.'),
      text(
        'This is not anonymous: whoever it goes to sees your name. It cannot be promised to stay between you, because they may have to pass it on to keep somebody safe. Only people who need it may open it.',
      ),
      imageRule(),
      input.choice({
        id: 'toldInPerson',
        label: 'Have you told somebody in person?',
        choices: [
          { title: 'Yes', value: 'yes' },
          { title: 'Not yet', value: 'no' },
        ],
        expanded: true,
        required: true,
        error: 'Please say whether you have told somebody',
      }),
      input.choice({
        id: 'about',
        label: 'Who or what is it about? This decides who gets it.',
        choices: [
          ...KINDS.map((kind) => ({ title: KIND_CHOICES[kind], value: kind })),
          { title: 'I am not well or not safe myself', value: 'own-distress' },
        ],
        expanded: true,
        required: true,
        error: 'Please choose who or what it is about',
      }),
      isOneOfSeveral ? plain(`It goes to the people of ${school.name}.`, { bold: true }) : undefined,
      actions([
        submitDialog('Next', SUBJECT, { draft }, { primary: true }),
        isOneOfSeveral
          ? submitDialog('It is about another school', BEGIN, { draft, choice: 'school' }, { withInputs: false })
          : undefined,
      ]),
    ],
  });
}

/** The draft that a closed dialog left behind. */
export const unsentCard = (draft: Draft, now: Date): Card =>
  card({
    body: [
      heading('You have a report that was not sent'),
      plain(
        `You began it at ${formatRecent(draft.startedAt, now)}. Nobody has seen it. It is removed ${formatRecent(draft.expiresAt, now)}.`,
      ),
      actions([
        submitDialog('Go on with it', BEGIN, { draft: draft.id, choice: 'resume' }, { primary: true }),
        submitDialog('Remove it and begin again', BEGIN, { draft: draft.id, choice: 'again' }),
      ]),
      text('In danger now: **999**.', { bold: true }),
    ],
  });

/** Which school: for somebody the directory cannot place just now, or who works at several. */
export const whichSchoolCard = (schools: readonly School[], isAskedFor = false): Card =>
  card({
    body: [
      text('In danger now: phone **999** first.', { bold: true, tone: 'attention' }),
      isAskedFor
        ? undefined
        : text('I cannot look up which school you belong to just now. Your report can still be taken.'),
      input.choice({
        id: 'school',
        label: 'Which school is it about?',
        choices: schools.map(({ id, name }) => ({ title: name, value: id })),
        expanded: true,
        required: true,
      }),
      actions([submitDialog('Next', BEGIN, { choice: 'school' }, { primary: true })]),
    ],
  });

const danger = (school: School): Element =>
  section(
    [
      heading('In danger now: phone 999'),
      text('Stay with them if it is safe. Then tell the DSL in person or by phone. Do not wait for an answer here.'),
      facts([
        ...holders(school, 'dsl')
          .slice(0, 1)
          .map(({ name, phone }): readonly [string, string] => ['DSL', [name, phone].filter(Boolean).join(', ')]),
        ['School office', school.contacts.office],
        ['Children’s social care', school.contacts.childrensSocialCare],
        ['Out of hours', school.contacts.outOfHours],
      ]),
      plain(`Numbers checked ${formatDay(school.contacts.checkedOn)} by ${school.contacts.checkedBy}`, {
        subtle: true,
        small: true,
      }),
    ],
    { style: 'attention' },
  );

/** Whether anybody is watching, in term dates and bank holidays. */
function watched(school: School, now: Date): Element | undefined {
  const watch = watchAt(school.hours, () => now);
  if (watch.kind === 'open') return undefined;
  const until =
    watch.until === undefined ? 'This is not watched at the moment' : `This is not watched until ${watch.until}`;
  const [first] = school.contacts.others;
  return section(
    [
      plain(
        `It is ${watch.now}. ${until}. If somebody is at risk before then: 999, the out-of-hours team on ${school.contacts.outOfHours}${
          first ? `, or ${first.name} on ${first.number}` : ''
        }.`,
        { bold: true },
      ),
      text(
        'You can still report now: it is kept safe and delivered, but I cannot say that anybody reads it before then.',
      ),
    ],
    { style: 'warning' },
  );
}

/** What to do with an image that must not be looked at. */
export const imageRule = (): Element =>
  section(
    [
      heading('A picture or video of somebody under 18, undressed or sexual, AI-made ones too?', { small: true }),
      text(
        '**Do not look at it again, photograph or screenshot it, pass it on, print it or upload it. Leave it where it is; do not ask the child to send it on or get rid of it.** Put the device away, face down, and phone the DSL now. If you saw it by accident, just say so. Here, use words only: who told you, which app, who has it.',
      ),
    ],
    { style: 'warning' },
  );

/** Who must not see it, before any text about what happened. */
export function namedCard(options: {
  readonly kind: Kind;
  readonly draft: string;
  /** What was answered before: going back must not let anybody in again. */
  readonly picked?: readonly { readonly id: string; readonly name: string }[];
  readonly name?: string | undefined;
  readonly complaint?: string | undefined;
}): Card {
  const { kind, draft, picked = [], name, complaint } = options;
  const isAboutStaff = kind === 'staff';
  return card({
    body: [
      heading(isAboutStaff ? 'Who is it about?' : 'Should somebody here not see this?'),
      text(
        isAboutStaff
          ? 'I make sure that they do not get it. If it is about yourself, pick yourself.'
          : 'An adult at school whom it is about, or who is too close to it. I make sure that they do not get it. Leave it empty if there is nobody.',
      ),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      input.people({ id: 'people', label: 'Find them by name', many: true, picked }),
      input.text({ id: 'name', label: 'Not in the list? Write the name', maxLength: 200, value: name ?? '' }),
      actions([
        submitDialog('Next', NAMED, { draft }, { primary: true }),
        submitDialog('Back', BACK, { draft, to: 'subject' }, { withInputs: false }),
      ]),
    ],
  });
}

/** Everybody at the school who could take it is too close. */
export const nobodyCard = (phones: readonly Phone[]): Card =>
  card({
    body: [
      heading('Please phone somebody outside the school'),
      text(
        'Everybody at the school who could take this is too close to it, so I do not ask you to write it here. Nothing has been saved. You may tell the police or the local authority yourself at any time.',
      ),
      phoneFacts(phones),
      text('In danger now: **999**.', { bold: true }),
    ],
  });

/** For somebody's own distress: people, no record. */
export const supportCard = (school: School): Card =>
  card({
    body: [
      heading('Please talk to somebody'),
      text('Nothing of this has been saved and nobody has been told.'),
      facts([
        ['In danger now', '999'],
        ['Health', 'NHS 111'],
        ...school.contacts.others.map(({ name, number, note }): readonly [string, string] => [
          name,
          note === undefined ? number : `${number} (${note})`,
        ]),
        ...holders(school, 'hr')
          .slice(0, 1)
          .map(({ name, phone }): readonly [string, string] => ['HR', [name, phone].filter(Boolean).join(', ')]),
      ]),
      text('You can also talk to a colleague, your union or your GP. If a child is at risk too, please report that.'),
    ],
  });

interface FormOptions {
  readonly kind: Kind;
  readonly draft: Draft;
  readonly to: Who;
  readonly duties: readonly DutyNow[];
  readonly complaint?: string | undefined;
}

const required = (label: string) => ({ required: true, error: `Please fill in: ${label}` });

/** What happened: fact, their words and what was asked, each in a box of its own. */
export function factsCard({ kind, draft, to, duties, complaint }: FormOptions): Card {
  const { words } = draft;
  const isChild = kind === 'child';
  const box = (id: string, label: string, more: object = {}) =>
    input.text({ id, label, multiline: true, maxLength: FIELD_CHARACTERS, value: words[id] ?? '', ...more });
  return card({
    body: [
      plain(
        `This goes to ${whoWords(to)}${to.recipient === 'dsl' ? ', and the deputies' : ''}. Nobody else is sent it.`,
        { bold: true },
      ),
      ...duties.map(dutySection),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      heading('What happened', { small: true }),
      isChild
        ? text(
            'Each child has a report of their own. If it is about several, send this one: you can then go on with the next.',
            {
              subtle: true,
              small: true,
            },
          )
        : undefined,
      isChild
        ? input.text({
            id: 'who',
            label: 'Name and class of one child (write “not known” if you do not know)',
            maxLength: 200,
            value: words.who ?? '',
            ...required('name and class, or “not known”'),
          })
        : undefined,
      box('seen', 'What you saw or heard: facts only, no pictures', required('what you saw or heard')),
      box(
        'said',
        isChild ? 'What the child said, in the child’s own words' : 'What was said or written, word for word',
      ),
      isChild ? box('asked', 'What you asked, if anything') : undefined,
      input.text({
        id: 'happened',
        label: 'When did it happen? Day and time, as well as you know',
        maxLength: 200,
        value: words.happened ?? '',
      }),
      input.text({ id: 'learned', label: 'When did you learn of it?', maxLength: 200, value: words.learned ?? '' }),
      input.text({
        id: 'where',
        label: 'Where? A place, or the app and the address or user name',
        maxLength: 400,
        value: words.where ?? '',
      }),
      actions([
        submitDialog('Next', FACTS, { draft: draft.id }, { primary: true }),
        submitDialog('Back', BACK, { draft: draft.id, to: 'named' }, { withInputs: false }),
      ]),
      text('What you have written is kept when you press Next. Nobody sees it before you send it.', {
        subtle: true,
        small: true,
      }),
    ],
  });
}

/** A report discharges none of these: they are shown before it is written, and again once it is sent. */
const dutySection = ({ duty, isReviewDue }: DutyNow): Element =>
  section(
    [
      heading(duty.title, { small: true }),
      plain(duty.text),
      plain(
        isReviewDue
          ? `${duty.owner} was to check by ${formatDay(duty.reviewBy)} that this is still so, and has not. Ask before you rely on it.`
          : `Kept up to date by ${duty.owner}, next by ${formatDay(duty.reviewBy)}.`,
        { subtle: true, small: true },
      ),
    ],
    { style: 'warning' },
  );

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
  readonly words: Words;
  /** Who it goes to and how many may not see it, as shown here: the button says so to whoever takes it in. */
  readonly to?: Who;
  readonly shutOut?: number;
  readonly complaint?: { readonly text: string; readonly phones: readonly Phone[] };
}): Card {
  const isChild = kind === undefined ? words.whereNow !== undefined : kind === 'child';
  const box = (id: string, label: string) =>
    input.text({ id, label, multiline: true, maxLength: FIELD_CHARACTERS, value: words[id] ?? '' });
  return card({
    body: [
      complaint
        ? section(
            [
              text(complaint.text, { bold: true }),
              complaint.phones.length > 0 ? phoneFacts(complaint.phones) : undefined,
            ],
            { style: 'attention' },
          )
        : undefined,
      heading('What is needed now', { small: true }),
      isChild
        ? input.text({ id: 'whereNow', label: 'Where is the child now?', maxLength: 400, value: words.whereNow ?? '' })
        : undefined,
      input.choice({
        id: 'urgent',
        label: isChild
          ? 'Does somebody have to act today, for example before the child goes home?'
          : 'Does somebody have to act today?',
        choices: [
          { title: 'Yes', value: 'yes' },
          { title: 'I am not sure', value: 'unsure' },
          { title: 'No', value: 'no' },
        ],
        expanded: true,
        ...required('whether somebody has to act today'),
        ...(words.safeTonight && { value: words.safeTonight }),
      }),
      box('done', 'What have you done, and whom have you told (parents too)?'),
      box('alsoKnow', 'Who else was there or knows?'),
      box('opinion', 'What you think about it: your opinion, apart from the facts'),
      input.text({
        id: 'callback',
        label: 'A number on which you can be reached now',
        maxLength: 60,
        value: words.callback ?? '',
      }),
      actions([
        submitDialog(
          to ? `Send to ${whoWords(to)}` : 'Send',
          SEND,
          { draft, ...(to && { to: to.recipient }), ...(shutOut !== undefined && { shutOut }) },
          { primary: true },
        ),
        submitDialog('Back', BACK, { draft, to: 'facts' }, { withInputs: false }),
      ]),
    ],
  });
}

/** The last page of the dialog. */
export const sentCard = (
  receipt: Receipt,
  now: Date,
  { duties = [], isChild = false }: { readonly duties?: readonly DutyNow[]; readonly isChild?: boolean } = {},
): Card =>
  card({
    body: [
      section([heading(`Saved. Your reference is ${receipt.reference}`)], { style: 'good' }),
      ...receiptBody(receipt, now),
      duties.length > 0 ? text('Your report does not do this for you:', { bold: true }) : undefined,
      ...duties.map(dutySection),
      text('A card in our chat shows when a person has read it. You can close this.'),
      isChild
        ? actions([
            submitDialog('Report another child in the same matter', BEGIN, { choice: 'beside', of: receipt.id }),
          ])
        : undefined,
    ],
  });

/** The report could not be saved: the words stay in the form, and the numbers are there. */
export const NOT_SAVED =
  'Your report is NOT saved. Please phone now, and press Send again: what you wrote is still here.';

/** The form belongs to a draft that was sent, removed or never theirs. */
export const STALE_DRAFT =
  'This form is no longer open. If you sent it, its card is in our chat. If not, please start again. In danger now: 999.';

/** The way to the form, for somebody who typed that they want to report. */
export const invitationCard = (school: School | undefined): Card =>
  card({
    body: [
      heading('Report a concern'),
      school ? danger(school) : text('In danger now: phone **999**.', { bold: true, tone: 'attention' }),
      text('I ask first who it is about, because that decides who gets it. Then you can write.'),
      actions([openDialog('Report a concern', REPORT_DIALOG, {}, { primary: true })]),
    ],
  });
