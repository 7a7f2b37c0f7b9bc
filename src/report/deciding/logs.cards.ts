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
import { LIST_PAGE } from '../verbs.cards.ts';
import type { LOGS, Logs } from './logs.ts';

/** Teams shows no card above 28 KB; the newest come first. */
const MOST = 20;

const opens = ({ id, reference }: Outline) =>
  submitDialog(`Open ${reference}`, RECORD_PAGE, { concern: id, page: 0 }, { withInputs: false });
const back = actions([submitDialog('All open reports', LIST_PAGE, { page: 0 })]);
const more = (count: number): Element | undefined =>
  count > MOST ? text(`The newest ${MOST} are shown. Search finds the others.`, { subtle: true }) : undefined;

/** To one of the logs, in the chat of someone for whom they are. It says nothing of what is in it. */
export const logInvitation = (title: string, log: (typeof LOGS)[number]): Card =>
  card(heading(title), actions([openDialog(title, LIST_PAGE, { page: 0, log }, { primary: true })]));

/** Every breach, told or not: what happened and what was done stands in each. */
export const breachLogCard = (logs: Logs, school: School): Card =>
  card(
    heading('Breach log'),
    ...shortfalls(logs),
    logs.breaches.length === 0 ? 'There are no reports about personal data.' : undefined,
    ...logs.breaches
      .slice(0, MOST)
      .map(({ outline, known, isKnownSaid, ends, decided }) =>
        section(
          { apart: true },
          plain(`${outline.reference}: ${statusWords(outline.status, outline.actionsOpen ?? 0)}`, { bold: true }),
          facts([
            isKnownSaid
              ? ['First known', formatInstant(known)]
              : ['First known', `${formatInstant(known)}: by the report, nobody has said when`],
            ['72 hours end', isKnownSaid ? formatInstant(ends) : `${formatInstant(ends)} at the latest`],
            ['Decided', decided ? `${formatDay(dayOf(decided.at))}${factsWords(school, decided)}` : 'Nothing yet'],
          ]),
          actions([opens(outline)]),
        ),
      ),
    more(logs.breaches.length),
    back,
  );

/** Low-level concerns by person: several about one are looked at together. */
export const lowLevelCard = (logs: Logs): Card =>
  card(
    heading('Low-level concerns'),
    'By person. Several about one adult may meet the threshold together: ask the LADO. Look at the list each term. Each is kept at least until the person has left: then write the day into it, under Export and keeping. What goes, once your policy’s time is over, is your decision.',
    ...shortfalls(logs),
    logs.lowLevel.length === 0 ? 'None is recorded.' : undefined,
    ...logs.lowLevel.slice(0, MOST).map(({ name, reports, mayHaveLeft }) =>
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
    more(logs.lowLevel.length),
    back,
  );
