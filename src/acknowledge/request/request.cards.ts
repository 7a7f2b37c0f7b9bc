import { formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  facts,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import { DECLARE_DIALOG, SETTINGS_DIALOG } from '../../platform/teams/dialogs.ts';
import { talkPart } from '../talk/talk.cards.ts';
import { named, PRIVACY } from '../text/confirmation.ts';
import { METHOD_WORDING } from '../wording.ts';
import { SHOW } from './request-verbs.ts';
import type { PolicyView, ReminderWord, RequestView } from './request-view.ts';
import type { Signature } from './signature.ts';

/** Whether it is used on the card with which someone is asked: whose card that is, each of its handlers looks up. */
export const isOwnRequest = (name: string): boolean => name.startsWith('acknowledgement.');

export const CONFIRM = 'acknowledgement.confirm';
export const QUESTION = 'acknowledgement.question';
export const FORMAT = 'acknowledgement.format';
export const READ = 'acknowledgement.read';
/** The questions that come before the answer; a feature asks them. */
export const TAKE_QUIZ = 'acknowledgement.take-check';

/**
 * A person's own request in every stage of its life; drawn again in place as it changes.
 * @param first what they have to do before they can answer, said beside the button that they pressed
 */
export function requestCard(view: RequestView, first?: string): Card {
  switch (view.standing.kind) {
    case 'acknowledged':
      return receipt(view, view.standing);
    case 'withdrawn':
      return closed(view, 'This request was withdrawn. You don’t need to do anything.');
    case 'left':
      return closed(view, 'You are no longer on the list for this. You don’t need to do anything.');
    case 'asked':
    case 'queried':
      return asking(view, view.standing, first);
    default:
      return view.standing satisfies never;
  }
}

/** What a notification and a screen reader say about the card. */
export function requestSummary(view: RequestView): string {
  const titles = view.policies.map(({ title }) => title).join(', ');
  if (view.standing.kind === 'acknowledged') return `Receipt: ${titles}`;
  const isOverdue = 'isOverdue' in view.standing && view.standing.isOverdue;
  return isOverdue
    ? `Still to confirm, due on ${formatDay(view.dueDay)}: ${titles}`
    : `Please read and confirm by ${formatDay(view.dueDay)}: ${titles}`;
}

const MAY_BE_SECOND =
  'You may have this card twice, because Teams did not tell me whether the first arrived. You only need to answer one of them.';

function asking(
  view: RequestView,
  standing: { kind: 'asked' | 'queried'; isOverdue: boolean },
  first: string | undefined,
): Card {
  const isOne = view.policies.length === 1;
  // Who tries it out may be asked in earnest later: what the trial's buttons send says that it was one.
  const data = { campaign: view.campaign, ...(view.isTrial && { trial: true }) };
  return card(
    view.isTrial
      ? text('Trial run. Only you see this, and no answer to it is recorded.', { tone: 'warning', bold: true })
      : undefined,
    heading(isOne ? `Please read: ${view.policies[0]?.title}` : `Please read these ${view.policies.length} policies`),
    text(
      standing.isOverdue
        ? `This was due on **${formatDay(view.dueDay)}**. It is not too late.`
        : `Please answer by **${formatDay(view.dueDay)}**.`,
      standing.isOverdue ? { tone: 'warning' } : {},
    ),
    view.mayBeSecond ? text(MAY_BE_SECOND, { small: true }) : undefined,
    view.note === undefined
      ? undefined
      : section({ style: 'accent' }, text('Note from HR', { bold: true }), plain(view.note)),
    view.message === undefined
      ? undefined
      : section({ style: 'accent' }, plain(`From ${view.message.from}`, { bold: true }), plain(view.message.words)),
    ...view.policies.map((policy, index) => policyPart(view, policy, index)),
    section(
      { apart: true },
      'When you choose **I have read and understood**, this is what you say:',
      ...view.wording.map((sentence) => plain(`•  ${sentence}`)),
    ),
    standing.kind === 'queried'
      ? section(
          { style: 'accent' },
          text('You have a question or need another format.', { bold: true }),
          plain(`${view.hr ?? 'HR'} can see that. You can still answer here when you are ready.`),
        )
      : undefined,
    first === undefined ? undefined : firstPart(view, first),
    actions([
      execute('I have read and understood', CONFIRM, { ...data, shown: view.shown }, { primary: true }),
      standing.kind === 'queried' ? undefined : execute('I have a question', QUESTION, data),
      standing.kind === 'queried' ? undefined : execute('I need another format', FORMAT, data),
    ]),
    talkPart(view),
    tiePart(view),
    text(PRIVACY, { small: true, subtle: true }),
    view.hr === undefined ? undefined : plain(`From ${view.hr}, ${view.school}`, { small: true, subtle: true }),
  );
}

/** Optional, and apart from the answer: it can be declared before it, after it, or at any other time. */
const tiePart = ({ asksOfTies, isTrial }: RequestView): Element | undefined =>
  asksOfTies && !isTrial
    ? section(
        { apart: true },
        text('Are you related to, or already friends with, a pupil or parent?', { small: true }),
        actions([openDialog('Declare it', DECLARE_DIALOG)]),
      )
    : undefined;

/** Where one looks: between what is said and the button, with the way to it. */
const firstPart = (view: RequestView, first: string): Element =>
  section(
    { style: 'attention' },
    plain(first, { bold: true }),
    actions(
      view.policies.flatMap((policy, index) => [
        policy.mustOpen
          ? openDialog(`Read: ${policy.title}`, READ, {
              campaign: view.campaign,
              index,
              part: policy.novelty.kind === 'material' ? 'changes' : 'text',
            })
          : undefined,
        !policy.mustOpen && policy.quiz && policy.quiz.left > 0
          ? openDialog(`Questions: ${policy.title}`, TAKE_QUIZ, { campaign: view.campaign, index })
          : undefined,
      ]),
    ),
  );

/** A tick, how far and how long: shown to this person alone. */
function readPart({ read, mustOpen, novelty }: PolicyView, rule: RequestView['reading']): Element | undefined {
  if (read === undefined) return undefined;
  const minutes = Math.round(read.seconds / 60);
  const time = minutes < 1 ? 'less than a minute' : minutes === 1 ? 'about 1 minute' : `about ${minutes} minutes`;
  const far = read.pages === 1 ? 'opened' : `${read.seen} of ${read.pages} pages seen`;
  const isDone = read.seen === read.pages;
  const todo =
    mustOpen && rule === 'all' && novelty.kind !== 'unchanged'
      ? ' Your school asks you to open every page before you answer.'
      : '';
  return plain(`${isDone ? '✓' : '○'} ${far}, ${time}.${todo}`, {
    small: true,
    ...(isDone && { tone: 'good' as const }),
  });
}

function policyPart(view: RequestView, policy: PolicyView, index: number): Element {
  const data = { campaign: view.campaign, index };
  const { novelty } = policy;
  return section(
    { style: 'emphasis', apart: true },
    plain(named(policy), { bold: true }),
    text(noveltyWording(policy), { subtle: true }),
    readPart(policy, view.reading),
    novelty.kind === 'material' || novelty.kind === 'minor'
      ? plain(novelty.sections.slice(0, 8).join(' · '), { small: true, subtle: true })
      : undefined,
    actions([
      novelty.kind === 'material' || novelty.kind === 'minor'
        ? openDialog('What changed', READ, { ...data, part: 'changes' })
        : undefined,
      openDialog(`Read it (${minutes(policy.minutes)})`, READ, { ...data, part: 'text' }),
      policy.quiz && policy.quiz.left > 0
        ? openDialog(`Answer ${questions(policy.quiz.left)}`, TAKE_QUIZ, data)
        : undefined,
    ]),
    policy.quiz === undefined
      ? undefined
      : text(
          policy.quiz.left > 0
            ? 'There are a few questions to answer before you confirm. Try as often as you like.'
            : 'You have answered the questions.',
          { small: true, subtle: true },
        ),
  );
}

const questions = (count: number): string => (count === 1 ? '1 question' : `${count} questions`);
const minutes = (count: number): string => (count === 1 ? 'about 1 minute' : `about ${count} minutes`);

/** How long it takes is on the button. */
function noveltyWording({ novelty, mustOpen }: PolicyView): string {
  switch (novelty.kind) {
    case 'first':
      return mustOpen ? 'New to you: please read it before you answer.' : 'You have opened it.';
    case 'unchanged':
      return 'Unchanged since you last confirmed it.';
    case 'minor':
      return 'Only small changes since you last confirmed it.';
    case 'material':
      return mustOpen
        ? 'Changed since you last confirmed it: please open what changed before you answer.'
        : 'Changed since you last confirmed it. You have opened the changes.';
    default:
      return novelty satisfies never;
  }
}

/** Policies of this name ask for a look at one's own settings. */
const ON_SOCIAL_MEDIA = /social (?:media|network)|online/i;

function receipt(view: RequestView, { at, method }: { at: Date; method: keyof typeof METHOD_WORDING }): Card {
  return card(
    section(
      { style: 'good' },
      heading('Thank you. Your answer is recorded.'),
      plain(`${formatInstant(at)}, ${METHOD_WORDING[method]}`),
    ),
    facts([
      ...view.policies.map((policy, index) => [index === 0 ? 'You confirmed' : '', named(policy)] as const),
      ['Asked by', view.hr === undefined ? view.school : `${view.hr}, ${view.school}`],
    ]),
    actions(
      view.policies.slice(0, 4).map((policy, index) =>
        openDialog(view.policies.length === 1 ? 'Read it again' : `Read again: ${policy.title}`, READ, {
          campaign: view.campaign,
          index,
          part: 'text',
        }),
      ),
    ),
    tiePart(view),
    view.policies.some(({ title }) => ON_SOCIAL_MEDIA.test(title))
      ? section(
          {},
          'Now is a good time to look at your own privacy settings. Only you see whether you did.',
          actions([openDialog('Look at my settings', SETTINGS_DIALOG)]),
        )
      : undefined,
    text(PRIVACY, { small: true, subtle: true }),
  );
}

const closed = (view: RequestView, words: string): Card =>
  card(heading(view.title, { small: true }), plain(words), view.note === undefined ? undefined : plain(view.note));

/** A short message on top of the chat; the card above stays the one to answer. @param word of HR, where they send it by hand */
export function reminderCard(view: RequestView, days: number, word?: ReminderWord): Card {
  const titles = view.policies.map((policy) => named(policy)).join('; ');
  const when =
    days > 1
      ? `It is due in ${days} days, on ${formatDay(view.dueDay)}.`
      : days === 1
        ? 'It is due tomorrow.'
        : days === 0
          ? 'It is due today.'
          : `It was due on ${formatDay(view.dueDay)}. It is not too late.`;
  return card(
    heading('A reminder', { small: true }),
    plain(`You have not answered yet: ${titles}.`),
    plain(when),
    word && section({ style: 'accent' }, plain(`From ${word.from}`, { bold: true }), plain(word.words)),
    actions([execute('Open the request', SHOW, { campaign: view.campaign }, { primary: true })]),
  );
}

/** Said when someone answers what they have answered before. */
export const alreadyWording = (signature: Signature): string =>
  `You answered on ${formatInstant(signature.at)}. Your first answer counts.`;
