import { formatDay, formatInstant, parseDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  facts,
  heading,
  input,
  openDialog,
  openUrl,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import type { School } from '../../school/school.ts';
import type { Concern } from '../concern.ts';
import { type DueListing, holdsOn, keptUntil, ruleFor } from '../keeping/retention.ts';
import { type Ground, SYSTEMS } from '../keeping/stub.ts';
import { DUE, KEEPING } from '../verbs.cards.ts';
import { KIND_WORDING, SYSTEM_WORDING } from '../wording.ts';
import { RECORD_PAGE, shortfalls } from './list.cards.ts';

export const EXPORT = 'concern.export';
export const KEEPING_FORM = 'concern.keeping-form';
export const KEEPING_ACT = 'concern.keeping-act';
/** The first of the two steps before a text is destroyed. */
export const REDUCE_CHECK = 'concern.reduce-check';

export const KEEPING_FORMS = ['transfer', 'retain', 'hold', 'release', 'reduce'] as const;
export type KeepingForm = (typeof KEEPING_FORMS)[number];

const KEEPING_TITLES: Readonly<Record<KeepingForm, string>> = {
  transfer: 'Received elsewhere',
  retain: 'Keep it longer',
  hold: 'Put on hold',
  release: 'End the hold',
  reduce: 'Reduce to a stub',
};

/** What can be done with a record as a record: take it away, write down where it went, decide how long it stays. */
export function keepingCard(options: {
  readonly concern: Concern;
  readonly school: School;
  readonly now: Date;
  readonly said?: string;
}): Card {
  const { concern, school, now, said } = options;
  const { id } = concern;
  const until = keptUntil(school, concern);
  const rule = ruleFor(school.concerns.retention, concern.kind);
  const holds = holdsOn(school, concern, now);
  const form = (name: KeepingForm) => submitDialog(KEEPING_TITLES[name], KEEPING_FORM, { concern: id, form: name });
  const isClosed = concern.status === 'closed';
  return card({
    body: [
      heading(`Export and keeping: report ${concern.reference}`),
      said ? section([plain(said, { bold: true })], { style: 'good' }) : undefined,
      facts([
        [
          'Text',
          concern.isStub ? 'Removed: only what happened, and when, is kept here' : 'The whole text is kept here',
        ],
        [
          'Next review',
          until
            ? formatDay(until)
            : isClosed
              ? 'No date is set: your school has no rule for this kind of report'
              : 'Counted from the day it is closed',
        ],
        rule ? ['Rule', rule.source] : undefined,
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
    ],
  });
}

/** The link to a file that is made when it is fetched. */
export const exportCard = (options: {
  readonly concern: Concern;
  readonly title: string;
  /** What to look for in it, before all else. */
  readonly caution?: string;
  readonly button?: string;
  readonly url: string;
  readonly until: Date;
}): Card =>
  card({
    body: [
      heading(options.title),
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
        submitDialog('Back', KEEPING, { concern: options.concern.id }),
      ]),
    ],
  });

/** Asked for by the handler that takes it in: a box that Teams insists on would stand in the way of going back. */
const reason = (label: string): Element =>
  input.text({ id: 'reason', label: `${label} (required)`, multiline: true, maxLength: 6_000 });

/** One form for each thing that is written down. `ground` is for the first step of a reduction. */
export function keepingFormCard(options: {
  readonly form: KeepingForm;
  readonly concern: Concern;
  readonly school: School;
  readonly ground?: Ground | undefined;
  readonly complaint?: string | undefined;
  /** They want to go back, and something is written: it is left only when they say so. */
  readonly isLeaving?: boolean;
}): Card {
  const { form, concern, complaint, isLeaving = false } = options;
  const { id, version, reference } = concern;
  const send =
    form === 'reduce'
      ? submitDialog('Go on', REDUCE_CHECK, { concern: id, seen: version }, { primary: true })
      : submitDialog(KEEPING_TITLES[form], KEEPING_ACT, { concern: id, seen: version, act: form }, { primary: true });
  return card({
    body: [
      heading(`${KEEPING_TITLES[form]}: report ${reference}`),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      ...fieldsOf(options),
      actions([
        send,
        isLeaving
          ? submitDialog('Leave without saving', KEEPING, { concern: id }, { withInputs: false })
          : submitDialog('Back', KEEPING, { concern: id, leaving: form }),
      ]),
    ],
  });
}

function fieldsOf({
  form,
  concern,
  school,
  ground,
}: Parameters<typeof keepingFormCard>[0]): readonly (Element | undefined)[] {
  switch (form) {
    case 'transfer':
      return [
        text('Use this once someone there has confirmed receipt.'),
        input.choice({
          id: 'to',
          label: 'Where is it now? (required)',
          choices: SYSTEMS.map((system) => ({ title: capital(SYSTEM_WORDING[system]), value: system })),
        }),
        input.text({ id: 'receiver', label: 'Which school, file or system exactly', maxLength: 300 }),
        input.text({ id: 'reference', label: 'Their reference for it (required)', maxLength: 200 }),
        input.text({ id: 'receivedBy', label: 'Who confirmed that it arrived (required)', maxLength: 200 }),
        input.date({ id: 'receivedOn', label: 'Received on (required)' }),
      ];
    case 'retain': {
      const rule = ruleFor(school.concerns.retention, concern.kind);
      return [
        text('Choose a day for someone to review it again. Until then I will not suggest removing it.'),
        input.date({ id: 'until', label: 'Keep it until' }),
        rule?.untilAge === undefined
          ? undefined
          : input.date({
              id: 'born',
              label: `Or the date of birth of the person it is about: kept until the end of the school year in which they are ${rule.untilAge}`,
            }),
        reason('Why'),
      ];
    }
    case 'hold':
      return [
        text('For an inquiry, a court, a complaint: none of this record can be removed until someone ends the hold.'),
        reason('Who asked for it, when, and where that is written'),
      ];
    case 'release':
      return [reason('Why the hold ends, and who agreed to it')];
    case 'reduce':
      return [
        section(
          [
            text(
              '**This cannot be undone.** All text of this report is destroyed here, and so is the key that opens it.',
            ),
            text(
              'What stays: the reference, who did what and when, and what you write now. Backups hold the text until they are replaced.',
            ),
          ],
          { style: 'attention' },
        ),
        ground ? plain(groundWords(ground)) : undefined,
        reason('Why is the text no longer needed here?'),
        ground?.kind === 'retention'
          ? input.text({
              id: 'agreed',
              label: 'Agreed with (the data protection officer): name and date (required)',
              maxLength: 300,
            })
          : undefined,
      ];
    default:
      return form satisfies never;
  }
}

function groundWords(ground: Ground): string {
  if (ground.kind === 'retention') return 'It has been kept until the date set by your school’s rule, or by a person.';
  const { words = {}, facts: codes = {} } = ground.transfer;
  const system = SYSTEMS.find((one) => one === codes.to);
  const where = [system ? SYSTEM_WORDING[system] : undefined, words.receiver].filter((part) => part).join(', ');
  const day = parseDay(words.receivedOn);
  return `It is in ${where} as ${words.reference ?? '?'}, confirmed by ${words.receivedBy ?? '?'}${day ? ` on ${formatDay(day)}` : ''}.`;
}

/** The second step: by now they have written why, and write out which one. */
export const reduceCard = (options: {
  readonly concern: Concern;
  readonly ground: Ground;
  readonly words: { readonly reason: string; readonly agreed: string };
  readonly complaint?: string;
}): Card => {
  const { concern, ground, words, complaint } = options;
  return card({
    body: [
      heading('Destroy the text of this report?'),
      complaint ? section([text(complaint, { bold: true })], { style: 'warning' }) : undefined,
      plain(groundWords(ground)),
      plain(`Your reason: ${words.reason}`),
      words.agreed === '' ? undefined : plain(`Agreed with: ${words.agreed}`),
      input.text({
        id: 'typed',
        label: `Type the reference ${concern.reference} to confirm`,
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
    ],
  });
};

const PAGE = 8;

/** Records whose time has come, by reference and date. For one person's own chat. */
export function dueCard(listing: DueListing, dialog?: { readonly page: number }): Card {
  const page = dialog?.page ?? 0;
  const { records } = listing;
  const next = { page: page + 1 };
  return card({
    body: [
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
        .map(({ outline, until, source, holds }) =>
          section(
            [
              facts([
                ['Report', outline.reference],
                ['About', KIND_WORDING[outline.kind]],
                ['Due since', formatDay(until)],
                source ? ['Rule', source] : undefined,
                ...holds.map((hold): readonly [string, string] => ['On hold', hold]),
              ]),
              actions([
                dialog
                  ? submitDialog(`Decide on ${outline.reference}`, KEEPING, { concern: outline.id })
                  : openDialog(`Decide on ${outline.reference}`, KEEPING, { concern: outline.id }),
              ]),
            ],
            { apart: true },
          ),
        ),
      (page + 1) * PAGE < records.length
        ? actions([dialog ? submitDialog('More', DUE, next) : openDialog('More', DUE, next)])
        : undefined,
    ],
  });
}

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
