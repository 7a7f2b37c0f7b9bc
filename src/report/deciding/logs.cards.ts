import { dayOf, formatDay, formatInstant } from '../../kernel/time.ts';
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
import type { School } from '../../school/school.ts';
import { statusWords } from '../concern.ts';
import { factsWords } from '../entry-wording.ts';
import type { Outline } from '../notice.ts';
import { RECORD_PAGE, shortfalls } from '../opening/list.cards.ts';
import { onPage, PAGE } from '../opening/morning.ts';
import { LIST_PAGE } from '../verbs.cards.ts';
import type { LOGS, Logs } from './logs.ts';

const opens = ({ id, reference }: Outline) =>
  submitDialog(`Open ${reference}`, RECORD_PAGE, { concern: id, page: 0 }, { withInputs: false });
/** From page to page of a log, as in the list, and back to that. */
const ways = (log: 'breaches' | 'low-level', page: number, count: number): Element =>
  actions([
    (page + 1) * PAGE < count ? submitDialog('More reports', LIST_PAGE, { page: page + 1, log }) : undefined,
    page > 0 ? submitDialog('Back to the first', LIST_PAGE, { page: 0, log }) : undefined,
    submitDialog('All open reports', LIST_PAGE, { page: 0 }),
  ]);

/** To one of the logs, in the chat of someone for whom they are. It says nothing of what is in it. */
export const logInvitation = (title: string, log: (typeof LOGS)[number]): Card =>
  card(heading(title), actions([openDialog(title, LIST_PAGE, { page: 0, log }, { primary: true })]));

/** Every breach, told or not, one page of it: what happened and what was done is in each, as long as its text is kept. */
export const breachLogCard = (logs: Logs, school: School, page = 0): Card =>
  card(
    heading('Breach log'),
    ...shortfalls(logs),
    logs.breaches.length === 0 ? 'There are no reports about personal data.' : undefined,
    ...onPage(logs.breaches, page).map(({ outline, known, isKnownSaid, ends, isStub, decided }) =>
      section(
        { apart: true },
        plain(`${outline.reference}: ${statusWords(outline.status, outline.actionsOpen ?? 0)}`, { bold: true }),
        facts([
          ...(isStub ? [['Text', 'No longer kept'] as const] : []),
          isKnownSaid
            ? ['First known', formatInstant(known)]
            : ['First known', `${formatInstant(known)}: by the report, nobody has said when`],
          ['72 hours end', isKnownSaid ? formatInstant(ends) : `${formatInstant(ends)} at the latest`],
          ['Decided', decided ? `${formatDay(dayOf(decided.at))}${factsWords(school, decided)}` : 'Nothing yet'],
        ]),
        actions([opens(outline)]),
      ),
    ),
    ways('breaches', page, logs.breaches.length),
  );

/** Low-level concerns by person, one page of them: several about one are looked at together. */
export const lowLevelCard = (logs: Logs, page = 0): Card =>
  card(
    heading('Low-level concerns'),
    'By person. Several about one adult may meet the threshold together: ask the LADO. Look at the list each term. Each is kept at least until the person has left: then write the day into it, under Export and keeping. What goes, once your policy’s time is over, is your decision.',
    ...shortfalls(logs),
    logs.lowLevel.length === 0 ? 'None is recorded.' : undefined,
    ...onPage(logs.lowLevel, page).map(({ name, reports, mayHaveLeft }) =>
      section(
        { apart: true },
        plain(`${name === '' ? 'One adult' : name}: ${reports.length}`, {
          bold: true,
          ...(reports.length > 1 && { tone: 'attention' as const }),
        }),
        plain(reports.map(({ raisedAt }) => formatDay(dayOf(new Date(raisedAt)))).join(', '), { small: true }),
        mayHaveLeft
          ? text('No account that is switched on. If they have left, write the day into each.', { tone: 'warning' })
          : undefined,
        actions(reports.slice(0, 5).map(opens)),
      ),
    ),
    ways('low-level', page, logs.lowLevel.length),
  );
