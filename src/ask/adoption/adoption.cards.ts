import { addDays, formatDay, formatInstant } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  openDialog,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { pageCard } from '../../platform/teams/pages.ts';
import type { School } from '../../school/school.ts';
import type { Answer } from '../answer/answer.ts';
import { lastDayOf, reviewWords } from '../library/review.ts';
import { missedPart } from '../owner/as-read.cards.ts';
import { adoptionLines, decisionWording, ofVersion } from '../owner/version-wording.ts';
import type { Policy } from '../policy.ts';
import { quoted } from '../quoting/quote.cards.ts';
import { POLICY } from '../verbs.cards.ts';
import type { AdoptionView } from './adoptions.ts';

/** Boxes of the form with which a version is put in force. */
const FORM = { most: { adoptedBy: 150, minute: 80, consulted: 500 } } as const;
export const ADOPTION_LIMITS = FORM.most;

/** Ready to be put in force, or already adopted: what is missing first, then one form. `problem` says why it was not taken. */
export function adoptCard(school: School, view: AdoptionView, problem?: string): Card {
  const { comparison, today } = view;
  const { stored, after } = comparison;
  const { adoption } = stored;
  return card(
    plain(after.title, { bold: true }),
    problem === undefined ? undefined : section({ style: 'attention' }, text(problem, { bold: true })),
    adoption ? adoptedPart(school, view) : undefined,
    gapsForm(view),
    missedPart(stored.document),
    demandPart(view),
    input.text('adoptedBy', 'Who adopted it?', {
      placeholder: 'The full governing body',
      required: true,
      error: 'Please say who adopted it',
      maxLength: FORM.most.adoptedBy,
      value: adoption?.adoptedBy ?? '',
    }),
    input.date('adoptedOn', `On what date?${statedLine(after.adoptedOn)}`, {
      required: true,
      error: 'Please choose the day',
      value: adoption?.adoptedOn ?? exactDay(after.adoptedOn) ?? '',
    }),
    input.text('minute', 'Minute number or reference, if any', {
      maxLength: FORM.most.minute,
      value: adoption?.minute ?? '',
    }),
    input.text(
      'consulted',
      needsWords(view)
        ? 'Who was consulted, and when? If nobody was, say why'
        : `Who ${view.consulted.length > 0 ? 'else ' : ''}was consulted, and when? Leave empty if nobody was`,
      {
        multiline: true,
        required: needsWords(view),
        error: 'Please say who was consulted, or why nobody was',
        maxLength: FORM.most.consulted,
        value: adoption?.consulted ?? '',
      },
    ),
    input.date('from', 'In force from', { value: adoption?.from ?? today }),
    input.date('review', `Next review${statedLine(after.reviewOn && reviewWords(after.reviewOn))}`, {
      value: adoption?.review ?? (after.reviewOn && lastDayOf(after.reviewOn)) ?? '',
    }),
    text('If you choose a later day, I answer from the current version until then. The change is automatic.', {
      subtle: true,
      small: true,
    }),
    actions([
      submitDialog(adoption ? 'Save the changes' : 'Put in force', POLICY.putInForce, ofVersion(school, after), {
        primary: true,
      }),
      adoption
        ? submitDialog('Take back', POLICY.takeBack, ofVersion(school, after), { withInputs: false })
        : undefined,
    ]),
  );
}

const needsWords = ({ demand, consulted }: AdoptionView): boolean => demand !== undefined && consulted.length === 0;

const statedLine = (stated: string | undefined): string => (stated === undefined ? '' : ` (the file says ${stated})`);

/** Only where a file prints a whole date: nothing was adopted on a month. */
const exactDay = (stated: string | undefined): string | undefined =>
  stated !== undefined && /\b\d{1,2}(?:st|nd|rd|th)?\b(?!\d)/.test(stated.replace(/\b20\d\d\b/, ''))
    ? lastDayOf(stated)
    : undefined;

const adoptedPart = (school: School, { comparison: { stored } }: AdoptionView): Element | undefined =>
  stored.adoption &&
  section(
    { style: 'accent' },
    plain(decisionWording(school, stored), { bold: true }),
    ...adoptionLines(school, stored.adoption).map((line) => plain(line, { small: true })),
  );

function gapsForm({ gaps }: AdoptionView): Element | undefined {
  if (gaps.length === 0) return undefined;
  return section(
    { style: 'attention' },
    text(gaps.length === 1 ? '1 gap is still to be filled in' : `${gaps.length} gaps are still to be filled in`, {
      bold: true,
    }),
    'Fill in the gaps in the file and send it to me again. Tick only what is meant to stay as it is.',
    input.choice('meant', 'Meant to stay as it is', {
      many: true,
      expanded: true,
      choices: gaps.slice(0, MOST_GAPS).map(({ text: gap, around, times }, at) => ({
        title: `${gap}${times > 1 ? ` (${times} times)` : ''}: “${around}”`,
        value: String(at),
      })),
    }),
    gaps.length > MOST_GAPS
      ? text(`… and ${gaps.length - MOST_GAPS} more. A file with this many is a template: fill it in first.`, {
          small: true,
        })
      : undefined,
  );
}

/** Nobody ticks more than this one by one. */
const MOST_GAPS = 40;

function demandPart({ demand, consulted, comments, comparison, today }: AdoptionView): Element | undefined {
  const { consultation } = comparison.stored;
  const isOpen = consultation !== undefined && today <= consultation.until;
  if (demand === undefined && consultation === undefined) return undefined;
  return section(
    { style: isOpen ? 'warning' : 'emphasis' },
    demand === undefined ? undefined : 'Your policy asks for people to be consulted before it changes:',
    demand === undefined ? undefined : plain(`“${demand}”`, { italic: true }),
    consultation
      ? plain(
          `${consulted.length} consulted here, until ${formatDay(consultation.until)}; ${comments.length === 1 ? '1 comment' : `${comments.length} comments`}.`,
        )
      : undefined,
    isOpen
      ? text('They can still comment. Please wait, unless the governors have decided otherwise.', {
          bold: true,
          small: true,
        })
      : undefined,
  );
}

/** Who to ask what they think of a version, and until when. */
export function consultCard(school: School, view: AdoptionView, problem?: string): Card {
  const { comparison, consulted, comments, today } = view;
  const { after, stored } = comparison;
  return card(
    plain(after.title, { bold: true }),
    problem === undefined ? undefined : section({ style: 'attention' }, text(problem, { bold: true })),
    'Each person gets a card that shows the changes. They can read the whole draft and send a comment. You see who said what. Nobody else does.',
    stored.consultation
      ? plain(
          `${consulted.length} asked so far, until ${formatDay(stored.consultation.until)}. Anyone you add gets the card too.`,
          { bold: true },
        )
      : undefined,
    input.people('people', 'People, such as the union representatives', { many: true }),
    input.toggle('allStaff', 'Everyone', { title: `All staff of ${school.name}`, value: 'false' }),
    input.date('until', 'Comments until', {
      required: true,
      error: 'Please choose the last day',
      value: stored.consultation?.until ?? addDays(today, 14),
    }),
    text('Someone without Teams? Ask them by letter, and write it down when you put the policy in force.', {
      subtle: true,
      small: true,
    }),
    actions([
      submitDialog('Ask them', POLICY.beginConsultation, ofVersion(school, after), { primary: true }),
      comments.length > 0
        ? submitDialog('Read the comments', POLICY.commentsPage, ofVersion(school, after), { withInputs: false })
        : undefined,
    ]),
  );
}

/** Every comment, with its writer; for the owner. */
export const commentsCard = (school: School, { comparison, consulted, comments }: AdoptionView, page: number): Card =>
  pageCard({
    head: [
      plain(comparison.after.title, { bold: true }),
      plain(`${consulted.length} asked · ${comments.length === 1 ? '1 comment' : `${comments.length} comments`}`, {
        subtle: true,
        small: true,
      }),
    ],
    elements:
      comments.length === 0
        ? [text('Nobody has sent a comment yet.', { subtle: true })]
        : comments.map(({ name, words, at }) =>
            section(
              {
                apart: true,
              },
              plain(`${name}, ${formatInstant(at)}`, { bold: true, small: true }),
              plain(words),
            ),
          ),
    page,
    verb: POLICY.commentsPage,
    data: ofVersion(school, comparison.after),
  });

/** To each owner once, on the day after the last. */
export const endedCard = (school: School, { comparison, consulted, comments }: AdoptionView): Card =>
  card(
    plain('The consultation has ended', { bold: true }),
    plain(`${comparison.after.title}, ${school.name}`),
    plain(
      `${consulted.length === 1 ? '1 person was' : `${consulted.length} people were`} asked. ${comments.length === 1 ? '1 comment came' : `${comments.length} comments came`} in.`,
    ),
    actions([
      openDialog('Read the comments', POLICY.comments, ofVersion(school, comparison.after), { primary: true }),
      openDialog('Put in force', POLICY.adopt, ofVersion(school, comparison.after)),
    ]),
  );

/** A question to a version that nobody else is answered from yet, with what it says. */
export const draftCard = (school: School, policy: Policy, answer?: Answer): Card =>
  card(
    plain(policy.title, { bold: true }),
    text(
      'This is a draft. Only people who look after the policies can try questions on it. Nobody else gets an answer from it.',
      {
        subtle: true,
        small: true,
      },
    ),
    ...(answer ? answerElements(answer) : []),
    input.text('question', 'Your question', { required: true, multiline: true, maxLength: 500 }),
    actions([submitDialog('Ask', POLICY.askedDraft, ofVersion(school, policy), { primary: true })]),
  );

function answerElements(answer: Answer): readonly Element[] {
  switch (answer.kind) {
    case 'answered':
      return [text('✓ The rule', { bold: true, tone: 'good' }), ...quoted(answer.best)];
    case 'nearest':
      return [
        text(
          answer.nearest.length > 0
            ? '≈ Not certain. The nearest rules:'
            : '≈ Not certain. The draft does not mention it in these words.',
          { bold: true, tone: 'warning' },
        ),
        ...answer.nearest.flatMap(quoted),
      ];
    case 'not-covered':
      return [text('? I found no rule about this in the draft.', { bold: true, tone: 'accent' })];
    default:
      return answer satisfies never;
  }
}
