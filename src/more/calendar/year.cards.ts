import type { HostButton } from '../../acknowledge/host.ts';
import { formatDayShort, formatMonth, formatTime } from '../../kernel/time.ts';
import {
  actions,
  type Card,
  card,
  type Element,
  execute,
  heading,
  openDialog,
  plain,
  section,
  text,
} from '../../platform/teams/card.ts';
import type { YearEntry, YearKind } from './year.ts';
import type { Year } from './year-desk.ts';

export const CALENDAR_FILE = 'campaign.calendar-file';

/** Letters of every typeface, beside the words that say the same. */
const SIGN: Readonly<Record<YearKind, string>> = {
  send: '▶',
  remind: '•',
  due: '■',
  end: '■',
  joiner: '•',
  proposal: '▶',
  review: '○',
  'goes-out': '▶',
  'to-do': '○',
  guidance: '○',
  governors: '○',
};
/** Lines of one month. Where there are more, reminders go first: the file has them. */
const LINES = 9;

/** The coming twelve months, month by month. @param buttons of what there is beside it */
export function yearCard(years: readonly Year[], buttons: readonly HostButton[]): Card {
  return card(
    heading('The year ahead'),
    'Everything to send and do in the next twelve months. Nothing goes out at weekends or in the holidays.',
    ...years.flatMap((year) => [
      years.length > 1 ? plain(year.school.name, { bold: true, apart: true }) : undefined,
      ...monthsOf(year.entries),
      actions([
        openDialog('Calendar file (.ics)', CALENDAR_FILE, { school: year.school.id }),
        ...buttons.map(({ title, verb }) => execute(title, verb)),
      ]),
    ]),
    text('Type **campaigns** to see the campaigns.', { small: true, subtle: true }),
  );
}

function monthsOf(entries: readonly YearEntry[]): Element[] {
  if (entries.length === 0) return [text('Nothing is planned for the next twelve months.')];
  const months = Map.groupBy(entries, ({ day }) => day.slice(0, 7));
  return [...months.values()].map((all) => {
    const [first] = all;
    const shown = (all.length <= LINES ? all : all.filter(({ kind }) => kind !== 'remind')).slice(0, LINES);
    return section(
      { apart: true },
      text(first ? formatMonth(first.day) : '', { bold: true }),
      ...shown.map(({ kind, day, at, title }) =>
        plain(`${SIGN[kind]} ${formatDayShort(day)}${at ? `, ${formatTime(at)}` : ''}: ${title}`, {
          small: true,
          subtle: kind === 'remind',
        }),
      ),
      all.length > shown.length
        ? text(`and ${all.length - shown.length} more`, { small: true, subtle: true })
        : undefined,
    );
  });
}
