import { codesOf } from '../../kernel/codes.ts';
import { dayOf, formatDay, formatInstant, type IsoDay } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  heading,
  openUrl,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { input } from '../../platform/teams/input.ts';
import { factsWords, textsOf } from '../../report/entry-wording.ts';
import { RECORD_PAGE, shortfalls } from '../../report/opening/list.cards.ts';
import type { OpenRecord } from '../../report/opening/open.ts';
import { block, pagesOf } from '../../report/opening/story-pages.cards.ts';
import {
  ACCESS_DECIDE,
  ACCESS_PRINT,
  ACCESS_REPORT,
  ACCESS_REQUEST,
  ACCESS_REQUESTS,
} from '../../report/verbs.cards.ts';
import { ACCESS_DECISION_WORDING, ACCESS_GROUND_WORDING, capital } from '../../report/wording.ts';
import { isUndecided, type NamedReport, type NamedReports, type ReportForRequest } from './reports.ts';
import { endOf } from './request.ts';
import { endButtons, requestFacts } from './requests.cards.ts';
import type { TheirRequest } from './requests.ts';
import { AUTHOR_WORDING } from './third-parties.ts';
import type { Naming } from './who-is-named.ts';

const HOW_WORDING: Readonly<Record<Naming, string>> = {
  about: 'is about them',
  sent: 'was sent by them',
  named: 'names them',
  added: 'was added by its reference',
  perhaps: 'may name them: it has a part of the name, or one like it',
};

const MOST = 12;

/** One request: what someone has that names the person, and what is decided of it. */
export function requestCard(
  found: NamedReports,
  today: IsoDay,
  options: { readonly said?: string; readonly complaint?: string; readonly from?: number; readonly skip?: number } = {},
): Card {
  const { request, reports, next } = found;
  const at = { request: request.id };
  const { said, complaint, from = 0, skip = 0 } = options;
  const waits = reports.some(isUndecided);
  return card(
    heading('Subject access request'),
    said ? section({ style: 'good' }, text(said, { bold: true })) : undefined,
    complaint ? section({ style: 'warning' }, text(complaint, { bold: true })) : undefined,
    ...requestFacts(found, today),
    heading('Your reports that name them', { small: true }),
    ...shortfalls(found),
    found.destroyed > 0 && !endOf(request)
      ? section(
          { style: 'attention' },
          text(
            `Decided on for this request, and destroyed since: ${found.destroyed}. What is destroyed is not in what is given: tell the person who answers the request.`,
            { bold: true },
          ),
        )
      : undefined,
    // Its reporter added to one, or another came.
    waits && found.open.length === 0 && !endOf(request)
      ? section({ style: 'warning' }, text('You said that yours are all decided on. Look again: not all are now.'))
      : undefined,
    reports.length === 0
      ? next === undefined
        ? 'None of the reports that you may open names them.'
        : 'None of the newest names them.'
      : undefined,
    ...reports.slice(skip, skip + MOST).map((one) => reportSection(request.id, one)),
    reports.length > MOST
      ? text(`${skip + 1} to ${Math.min(skip + MOST, reports.length)} of ${reports.length}.`)
      : undefined,
    text(
      'Found by name. Someone who is called by a job, a nickname or “his mum” is not found: search for what else you know, and add it below. What only other people may open is not here.',
      { subtle: true, small: true },
    ),
    endOf(request)
      ? undefined
      : input.text('accessReference', 'Reference of another report to decide on', { maxLength: 20 }),
    actions([
      endOf(request) ? undefined : submitDialog('Decide on another report', ACCESS_REPORT, at),
      reports.length > skip + MOST
        ? submitDialog('Show more of these', ACCESS_REQUEST, { ...at, from, skip: skip + MOST })
        : undefined,
      next === undefined ? undefined : submitDialog('Look through older ones', ACCESS_REQUEST, { ...at, from: next }),
      reports.some(({ decided }) => decided?.facts?.decision === 'give')
        ? submitDialog('What is given, as a PDF', ACCESS_PRINT, at)
        : undefined,
      !endOf(request) && (found.open.length > 0 || waits)
        ? submitDialog('Mine are all decided on', ACCESS_REQUEST, { ...at, act: 'done' })
        : undefined,
      submitDialog('All requests', ACCESS_REQUESTS, {}, { withInputs: false }),
    ]),
    ...endButtons(found, today),
  );
}

const decidedWords = ({ decided }: Pick<NamedReport, 'decided'>): string =>
  decided
    ? `${capital(ACCESS_DECISION_WORDING[decided.facts?.decision as keyof typeof ACCESS_DECISION_WORDING])}, ${formatDay(dayOf(decided.at))}`
    : 'Nothing is decided yet';

const reportSection = (request: string, one: NamedReport): Element =>
  section(
    { apart: true },
    plain(`Report ${one.concern.reference}, ${formatDay(dayOf(one.concern.raisedAt))}, ${HOW_WORDING[one.how]}`, {
      bold: true,
    }),
    plain(decidedWords(one), { small: true }),
    actions([
      submitDialog(
        `Decide on ${one.concern.reference}`,
        ACCESS_REPORT,
        { request, concern: one.concern.id },
        { withInputs: false },
      ),
    ]),
  );

/** What of one report is the person's data, who else is named in it, and what is decided. */
export function reportCard(
  { request, school }: TheirRequest,
  { concern }: Pick<OpenRecord, 'concern'>,
  { given, names, list, decided, decisions }: ReportForRequest,
  options: { readonly page?: number; readonly complaint?: string | undefined } = {},
): Card {
  const pages = pagesOf([
    ...given.flatMap(({ at, by, texts }) =>
      texts.map(({ label, text: words }) => ({
        ...block(section({}, plain(`${label} (${AUTHOR_WORDING[by]})`, { small: true, bold: true }), plain(words))),
        day: formatDay(dayOf(at)),
      })),
    ),
    ...decisions.map((one) => ({
      ...block(
        section(
          {},
          plain(`Decided for this request${factsWords(school, one)}`, { small: true, bold: true }),
          ...textsOf(one).map(({ label, text: words }) => plain(`${label}: ${words}`)),
        ),
      ),
      day: formatDay(dayOf(one.at)),
    })),
  ]);
  const page = Math.min(options.page ?? 0, pages.length - 1);
  const at = { request: request.id, concern: concern.id };
  const isLast = page === pages.length - 1;
  return card(
    heading(`Report ${concern.reference}: what is given?`),
    options.complaint ? section({ style: 'warning' }, text(options.complaint, { bold: true })) : undefined,
    plain(`For: ${request.subject.name}. Asked by: ${request.asker}.`),
    plain(decidedWords({ decided }), { small: true }),
    ...(pages[page] ?? []),
    isLast
      ? undefined
      : actions([submitDialog(`Next part (${page + 2} of ${pages.length})`, ACCESS_REPORT, { ...at, page: page + 1 })]),
    ...(isLast ? decideBoxes(names) : []),
    actions([
      isLast
        ? submitDialog('Record the decision', ACCESS_DECIDE, { ...at, list, seen: concern.version }, { primary: true })
        : undefined,
      submitDialog('The whole report', RECORD_PAGE, { concern: concern.id, page: 0 }, { withInputs: false }),
      submitDialog('Back', ACCESS_REQUEST, { request: request.id }, { withInputs: false }),
    ]),
  );
}

const decideBoxes = (names: readonly string[]): readonly Element[] => [
  heading('What is decided?', { small: true }),
  input.choice('decision', 'Of this report (required)', {
    choices: codesOf(ACCESS_DECISION_WORDING).map((value) => ({
      title: capital(ACCESS_DECISION_WORDING[value]),
      value,
    })),
    expanded: true,
  }),
  ...(names.length > 0
    ? [
        input.choice('leaveOut', 'Other people named in it. Untick whose name may be given', {
          choices: names.map((name, at) => ({ title: name, value: String(at) })),
          many: true,
          expanded: true,
          value: names.map((_name, at) => at).join(','),
        }),
      ]
    : []),
  input.text('accessAlso', 'Other words to take out, one on each line: nicknames, a job, an address', {
    multiline: true,
    maxLength: 1_000,
  }),
  input.choice('ground', 'If it is withheld: the exemption in the Data Protection Act 2018', {
    choices: codesOf(ACCESS_GROUND_WORDING).map((value) => ({ title: capital(ACCESS_GROUND_WORDING[value]), value })),
  }),
  input.text('reason', 'Why (required where it is withheld)', { multiline: true, maxLength: 6_000 }),
  text(
    'With each entry stands what its writer was in it, and never who: not the reporter, not a member of staff. If taking a name out is not enough to hide who it is, take out more, or withhold it. Ask the data protection officer where you are not sure.',
    { subtle: true, small: true },
  ),
];

export const printCard = (request: string, url: string, until: Date): Card =>
  card(
    heading('What is given'),
    'Read every page before it leaves the school: I find names by their capitals, and a story can tell who someone is without a name. Only what you decided to give is in it. Give it to the person who answers the request, or send it yourself: Lanyard sends it to nobody.',
    plain(`The link works until ${formatInstant(until)}. It is for you alone: do not pass it on.`),
    actions([
      openUrl('Download the PDF', url),
      submitDialog('Back', ACCESS_REQUEST, { request }, { withInputs: false }),
    ]),
  );
