import { formatDay, formatInstant } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  openDialog,
  openUrl,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import type { School } from '../../school/school.ts';
import { type Concern, isOfConduct } from '../concern.ts';
import { groundWords, KEEPING_ACTS } from '../keeping/keeping-acts.ts';
import { type DueListing, holdsOn, type Keeping } from '../keeping/retention.ts';
import type { Ground } from '../keeping/stub.ts';
import { DUE, KEEPING, KEEPING_ACT, KEEPING_FORM } from '../verbs.cards.ts';
import { KIND_WORDING } from '../wording.ts';
import { RECORD_PAGE, shortfalls } from './list.cards.ts';

export const EXPORT = 'concern.export';
/** The first of the two steps before a text is destroyed. */
export const REDUCE_CHECK = 'concern.reduce-check';

export type KeepingForm = keyof typeof KEEPING_ACTS;

/** What can be done with a record as a record: take it away, write down where it went, decide how long it stays. */
export function keepingCard(options: {
  readonly concern: Concern;
  readonly school: School;
  readonly keeping: Keeping;
  readonly now: Date;
  readonly said?: string;
}): Card {
  const { concern, school, keeping, now, said } = options;
  const { id } = concern;
  const holds = holdsOn(school, concern, now);
  const form = (name: KeepingForm) => submitDialog(KEEPING_ACTS[name].title, KEEPING_FORM, { concern: id, form: name });
  const isClosed = concern.status === 'closed';
  return card(
    heading(`Export and keeping: report ${concern.reference}`),
    said ? section({ style: 'good' }, plain(said, { bold: true })) : undefined,
    facts([
      ['Text', concern.isStub ? 'Removed: only what happened, and when, is kept here' : 'The whole text is kept here'],
      ['Next review', nextReview(concern, keeping)],
      keeping.source ? ['Rule', keeping.source] : undefined,
      ...holds.map((hold): readonly [string, string] => ['On hold', hold]),
    ]),
    text('Nothing is removed automatically. Each export, and each decision here, is recorded with your name.', {
      subtle: true,
      small: true,
    }),
    heading('A copy', { small: true }),
    actions([
      submitDialog('Export as PDF', EXPORT, { concern: id, format: 'pdf' }, { primary: true }),
      submitDialog('Export as data (JSON)', EXPORT, { concern: id, format: 'json' }),
    ]),
    heading('What is kept here', { small: true }),
    actions([
      form('transfer'),
      isClosed && !concern.isStub ? form('retain') : undefined,
      form(concern.isHeld ? 'release' : 'hold'),
      isClosed ? form('reduce') : undefined,
    ]),
    actions([submitDialog('Back to the report', RECORD_PAGE, { concern: id, page: 0 })]),
  );
}

function nextReview({ status, kind }: Concern, { until, awaitsLeaving, awaitsBirth }: Keeping): string {
  if (until) return `${formatDay(until)}${awaitsBirth ? `. ${AWAITS_BIRTH}` : ''}`;
  if (awaitsLeaving) return 'Not before the person has left: once they have, write the day under Keep it longer';
  if (status === 'closed') return 'No date is set: your school has no rule for this kind of report';
  return isOfConduct(kind) ? 'Counted from the report, once it is closed' : 'Counted from the day it is closed';
}

const AWAITS_BIRTH = 'The rule may keep it longer: write the date of birth under Keep it longer';

/**
 * What to know before a whole record is fetched. The card with the link holds none of the record, so that it names nobody of it.
 * @param mayBePrinted whether there is a copy from which names can be left out
 */
export const wholeCaution = (mayBePrinted: boolean): string =>
  `This is the whole record: no name is left out of it, and other children may be named. Read it before it leaves the school. Children’s social care and the police get what they need to protect a child. ${
    mayBePrinted
      ? 'For anyone else press Print it, and choose whose names to leave out.'
      : 'For anyone else, cover other children’s names first.'
  }`;

/** The link to a file that is made when it is fetched. */
export const exportCard = (options: {
  readonly concern: Concern;
  readonly title: string;
  /** What to look for in it, before all else. */
  readonly caution?: string;
  /** What is to be decided before it is made. */
  readonly before?: readonly Element[];
  readonly button?: string;
  /** Another copy that may be the one that is wanted. */
  readonly instead?: Action | undefined;
  /** To where it was asked for; without it, to what is kept of the report. */
  readonly back?: Action | undefined;
  readonly url: string;
  readonly until: Date;
}): Card =>
  card(
    heading(options.title),
    ...(options.before ?? []),
    options.caution === undefined ? undefined : text(options.caution),
    plain(
      `The file is made when you download it, and whether you may have it is checked again then. The link works once, until ${formatInstant(options.until)}.`,
    ),
    text(
      'Anyone with the link in that time can get the file: do not pass it on. Put the file where only those who need it can open it, and delete the file once they have confirmed receipt.',
      { bold: true },
    ),
    actions([
      openUrl(options.button ?? 'Download the PDF', options.url),
      options.instead,
      options.back ?? submitDialog('Back', KEEPING, { concern: options.concern.id }),
    ]),
  );

/** The first of two steps goes on to the second. */
export const goesOn = (form: string, { id, version }: Concern): Action | undefined =>
  form === 'reduce'
    ? submitDialog('Go on', REDUCE_CHECK, { concern: id, seen: version }, { primary: true })
    : undefined;

/** The second step: by now they have written why, and write out which one. */
export const reduceCard = (options: {
  readonly concern: Concern;
  readonly ground: Ground;
  readonly words: { readonly reason: string; readonly agreed: string };
  readonly complaint?: string;
}): Card => {
  const { concern, ground, words, complaint } = options;
  return card(
    heading('Destroy the text of this report?'),
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    plain(groundWords(ground)),
    plain(`Your reason: ${words.reason}`),
    words.agreed === '' ? undefined : plain(`Agreed with: ${words.agreed}`),
    input.text('typed', `Type the reference ${concern.reference} to confirm`, {
      maxLength: 20,
      required: true,
    }),
    actions([
      submitDialog('Destroy the text', KEEPING_ACT, {
        concern: concern.id,
        seen: concern.version,
        act: 'reduce',
        reason: words.reason,
        agreed: words.agreed,
      }),
      submitDialog('No, keep it', KEEPING, { concern: concern.id }, { withInputs: false, primary: true }),
    ]),
  );
};

const PAGE = 8;

/** Records whose time has come, by reference and date. For one person's own chat. */
export function dueCard(listing: DueListing, dialog?: { readonly page: number }): Card {
  const page = dialog?.page ?? 0;
  const { records } = listing;
  const next = { page: page + 1 };
  return card(
    heading('Records due for review'),
    text(
      records.length === 0
        ? 'No closed report that you may open is due for review.'
        : `${records.length} closed ${records.length === 1 ? 'report is' : 'reports are'} due. Nothing is removed automatically: decide for each whether it is kept, and why.`,
      { bold: true },
    ),
    ...shortfalls(listing),
    ...records
      .slice(page * PAGE, (page + 1) * PAGE)
      .map(({ outline, until, source, awaitsBirth, holds }) =>
        section(
          { apart: true },
          facts([
            ['Report', outline.reference],
            ['About', KIND_WORDING[outline.kind]],
            ['Due since', formatDay(until)],
            source ? ['Rule', source] : undefined,
            awaitsBirth ? ['First', AWAITS_BIRTH] : undefined,
            ...holds.map((hold): readonly [string, string] => ['On hold', hold]),
          ]),
          actions([
            dialog
              ? submitDialog(`Decide on ${outline.reference}`, KEEPING, { concern: outline.id })
              : openDialog(`Decide on ${outline.reference}`, KEEPING, { concern: outline.id }),
          ]),
        ),
      ),
    (page + 1) * PAGE < records.length
      ? actions([dialog ? submitDialog('More', DUE, next) : openDialog('More', DUE, next)])
      : undefined,
  );
}
