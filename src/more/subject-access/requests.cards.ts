import { dayOf, formatDay, type IsoDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { RECIPIENT_WORDING, type Recipient } from '../../report/concern.ts';
import type { NoticeCards } from '../../report/notice/notice.cards.ts';
import { ACCESS_NEW, ACCESS_REQUEST, ACCESS_REQUESTS, PUPILS } from '../../report/verbs.cards.ts';
import { everyHolder, type School } from '../../school/school.ts';
import type { Chase } from './chase.ts';
import {
  dueOf,
  type ENDS,
  endOf,
  isDone,
  mayExtend,
  partsLeftOut,
  partsOf,
  startOf,
  workingDaysLeft,
} from './request.ts';
import type { NotEntered, TheirRequest, TheirRequests } from './requests.ts';

export const accessInvitation = (): Card =>
  card(
    heading('Subject access requests'),
    'Someone asks what the school holds about a person: everything in your reports that names them, what of it is given, and the day by which they have the answer.',
    actions([openDialog('Open the requests', ACCESS_REQUESTS, {}, { primary: true })]),
  );

const said = (words: string | undefined, style: 'good' | 'warning'): Element | undefined =>
  words === undefined ? undefined : section({ style }, text(words, { bold: true }));

const daysWords = (left: number): string => `${left} working ${left === 1 ? 'day' : 'days'} left`;

const dueWords = (today: IsoDay, due: IsoDay | undefined): string => {
  if (due === undefined) return 'No day yet: the time runs once it is known who asks';
  if (today > due) return `${formatDay(due)}: this day is past`;
  return `${formatDay(due)}, ${daysWords(workingDaysLeft(today, due))}`;
};

const MOST = 12;

/** Requests for which someone looks through their reports, the newest first; those that have ended are below. */
export function requestsCard({ requests, schools }: TheirRequests, today: IsoDay, complaint?: string): Card {
  const running = requests.filter(({ request }) => !endOf(request));
  const ended = requests.filter(({ request }) => endOf(request));
  return card(
    heading('Subject access requests'),
    said(complaint, 'warning'),
    running.length === 0 ? 'None is waiting.' : undefined,
    ...[...running, ...ended].slice(0, MOST).map((one) => requestSection(one, today)),
    actions([schools.length > 0 ? submitDialog('Enter a request', ACCESS_NEW, {}, { withInputs: false }) : undefined]),
    text('Everyone who takes reports is asked each time, whether or not they have any about the person.', {
      subtle: true,
      small: true,
    }),
  );
}

function requestSection({ request, open }: TheirRequest, today: IsoDay): Element {
  const end = endOf(request);
  return section(
    { apart: true },
    plain(request.subject.name, { bold: true }),
    plain(
      end
        ? `${end.kind === 'answered' ? 'Answered' : 'Withdrawn'}${end.day ? ` on ${formatDay(end.day)}` : ''}`
        : `Answer by: ${dueWords(today, dueOf(request))}. ${open.length > 0 ? 'Your reports are not all decided on.' : 'You said that your reports are decided on.'}`,
      { small: true },
    ),
    actions([submitDialog('Open the request', ACCESS_REQUEST, { request: request.id }, { withInputs: false })]),
  );
}

const NOT_ENTERED: Readonly<Record<NotEntered, string>> = {
  'no-subject': 'Please say whose data it is: pick them, or type their name.',
  'two-subjects': 'Please pick one person: a pupil on the roll, or someone with an account here.',
  'no-asker': 'Please say who asks, and for whom.',
  'no-day': 'Please give the day on which it came. It cannot be a day to come.',
  'holds-a-role':
    'Someone who holds a role here is called that, or may be. If it is them, pick them under “someone with an account here”: then they see nothing about it. If it is someone else, say so below.',
  'asker-holds-a-role':
    'Someone who holds a role here is called like the person who asks, or may be. Please say below whether it is them: then they see nothing about it.',
  'about-you': 'This is about you, or may be. Please ask another of those who enter requests to enter it.',
  'not-on-the-list': 'I cannot find the person you picked just now. Please pick them again, or type their name.',
};

/** Who was picked before, as their box shows them. */
export interface PickedPupil {
  readonly title: string;
  readonly value: string;
}
interface Picked {
  readonly id: string;
  readonly name: string;
}

/** A new request: whose data, who asks, since when. */
export const newRequestCard = (
  schools: readonly School[],
  id: string,
  why?: NotEntered,
  picked: {
    readonly pupil?: PickedPupil | undefined;
    readonly people?: readonly Picked[];
    readonly mayAsk?: readonly Picked[] | undefined;
  } = {},
): Card =>
  card(
    heading('Enter a subject access request'),
    said(why && NOT_ENTERED[why], 'warning'),
    'A request can come in any form and to anyone at the school: by letter, by email or in conversation.',
    schools.length > 1
      ? input.choice('school', 'School', {
          choices: schools.map(({ id: value, name }) => ({ title: name, value })),
          value: schools[0]?.id ?? '',
        })
      : undefined,
    heading('Whose data is it?', { small: true }),
    input.typeahead('pupil', 'A pupil on the roll', { dataset: PUPILS, picked: picked.pupil }),
    input.people('person', 'Or someone with an account here', { picked: picked.people ?? [] }),
    input.text('accessName', 'Or their name', { maxLength: 120 }),
    input.text('accessCalled', 'Other names they have or had, one on each line', { multiline: true, maxLength: 400 }),
    input.toggle('nobodyHere', 'A name that someone with a role here has too', { title: 'It is someone else' }),
    heading('Who asks?', { small: true }),
    input.text('accessAsker', 'Who asks, and for whom, such as their mother (required)', { maxLength: 300 }),
    picked.mayAsk
      ? input.choice('asksHere', 'Is it one of these who asks?', {
          choices: [
            ...picked.mayAsk.map(({ id: value, name }) => ({ title: name, value })),
            { title: 'No, someone else', value: 'nobody' },
          ],
          expanded: true,
        })
      : undefined,
    input.date('received', 'The day on which it came (required)'),
    input.choice('proof', 'Do you know that they are who they say, and may ask?', {
      choices: [
        { title: 'Yes', value: 'known' },
        { title: 'Not yet: we have asked for proof', value: 'asked' },
      ],
      value: 'known',
      expanded: true,
    }),
    text(
      'The answer is due one month after it came, or after you knew who asks where you had to ask for proof. Ask for it at once, and only where you have reason to doubt.',
      { subtle: true, small: true },
    ),
    actions([
      submitDialog('Enter it', ACCESS_NEW, { id }, { primary: true }),
      submitDialog('Back', ACCESS_REQUESTS, {}, { withInputs: false }),
    ]),
  );

/** Who asks, until when, and who has decided on what they have. */
export function requestFacts({ request, school }: TheirRequest, today: IsoDay): readonly Element[] {
  const start = startOf(request);
  const parts = partsOf(school, request.subject);
  const end = endOf(request);
  const by = end && everyHolder(school).find(({ id }) => id === end.by);
  const leftOut = partsLeftOut(school, request.subject);
  const called = (those: readonly Recipient[]): string => those.map((part) => RECIPIENT_WORDING[part]).join(', ');
  const rolesThat = (isSaid: boolean): string =>
    called(parts.filter((part) => isDone(school, request, part) === isSaid)) || 'nobody';
  return [
    plain(request.subject.name, { bold: true }),
    facts([
      request.subject.alsoCalled.length > 0 ? ['Also called', request.subject.alsoCalled.join(', ')] : undefined,
      ['Asked by', request.asker],
      ['It came on', formatDay(request.received)],
      start === request.received
        ? undefined
        : ['Time runs from', start ? formatDay(start) : 'the day on which you know who asks'],
      ['Answer by', dueWords(today, dueOf(request))],
      end && [
        end.kind === 'answered' ? 'Answered' : 'Withdrawn',
        `${end.day ? `on ${formatDay(end.day)}; ` : ''}recorded on ${formatDay(dayOf(end.at))} by ${by?.name ?? 'someone who no longer has a role here'}`,
      ],
      leftOut.length > 0 ? ['Not asked, as it may be about them', called(leftOut)] : undefined,
      ['Have decided', rolesThat(true)],
      ['Have not yet', rolesThat(false)],
    ]),
  ];
}

/** Before it is over for everyone. */
export const endCard = (request: string, act: (typeof ENDS)[number], day: IsoDay | undefined): Card =>
  card(
    heading(act === 'answered' ? 'Record it as answered?' : 'Record it as withdrawn?'),
    'It ends for everyone who is asked: nobody decides any longer, and it does not begin again. The others who answer requests are told.',
    actions([
      submitDialog(
        'Yes, end it',
        ACCESS_REQUEST,
        { request, act, ...(day && { day }), sure: 'yes' },
        { primary: true },
      ),
      submitDialog('Back', ACCESS_REQUEST, { request }, { withInputs: false }),
    ]),
  );

/** What those who enter requests say of one. */
export function endButtons({ request, mayEnd }: TheirRequest, today: IsoDay): readonly Element[] {
  if (!mayEnd || endOf(request)) return [];
  const says = (title: string, act: string) => submitDialog(title, ACCESS_REQUEST, { request: request.id, act });
  return [
    heading('For those who answer it', { small: true }),
    text(
      'Reports can have stayed with someone who held a role before. They are not asked here: ask them. The answer also says what you use the data for, who gets it, how long it is kept and where to complain (the ICO). What is held outside of reports: the IT lead’s command lanyard held-about.',
      { small: true },
    ),
    input.date('day', 'On which day?'),
    actions([
      startOf(request) === undefined ? says('We know who asks since that day', 'confirmed') : undefined,
      says('Answered on that day', 'answered'),
      mayExtend(request, today) ? says('Two months longer', 'extended') : undefined,
      says('They withdrew it', 'withdrawn'),
    ]),
    mayExtend(request, today)
      ? text(
          'Two months longer only where it is complex or they ask for much: tell them so, and why, before the first month is over.',
          { subtle: true, small: true },
        )
      : undefined,
  ].filter((element) => element !== undefined);
}

const CHASE_WORDS: Readonly<Record<Chase, string>> = {
  new: 'Someone asks what the school holds about a person.',
  ten: 'Ten working days are left, or fewer.',
  five: 'Five working days are left, or fewer.',
  one: 'The answer is due today or on the next working day.',
  late: 'The day for the answer is past. Tell the data protection officer today.',
  answered: 'It was recorded as answered, and has ended for everyone who was asked.',
  withdrawn: 'It was recorded as withdrawn, and has ended for everyone who was asked.',
};

export const accessNotices: NoticeCards = {
  'access-request': ({ chase, due, hasPart }) => {
    const isOver = chase === 'answered' || chase === 'withdrawn';
    const title = isOver ? 'A subject access request has ended' : 'A subject access request waits';
    const waits = hasPart
      ? 'Look whether any report of yours names them, and decide what is given. Everyone who takes reports is asked this.'
      : 'You said that your reports are decided on; the answer has not been recorded.';
    return {
      card: card(
        heading(title),
        text(CHASE_WORDS[chase]),
        isOver
          ? 'Open it to see who recorded it. If that is wrong, speak to them, and enter the request again.'
          : waits,
        due && !isOver ? plain(`Answer by ${formatDay(due)}.`, { bold: true }) : undefined,
        actions([openDialog('Open the requests', ACCESS_REQUESTS, {}, { primary: true })]),
      ),
      summary: title,
    };
  },
};
