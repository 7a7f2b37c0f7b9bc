import { z } from 'zod/v4';
import { NOT_YOURS } from '../../acknowledge/register/people.handlers.ts';
import type { SchoolId } from '../../kernel/ids.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { formatTime } from '../../kernel/time.ts';
import { actions, card, openUrl, plain } from '../../platform/teams/card.ts';
import { action, form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { dialog, message } from '../../platform/teams/turn.ts';
import { CALENDAR_FILE, yearCard } from './year.cards.ts';
import { YEAR, type YearDesk } from './year-desk.ts';

/** The kind of download that a calendar is. */
export const CALENDAR_DOWNLOAD = 'campaign-calendar';

const ofSchool = z.object({ school: id<SchoolId>(40) });

interface YearParts {
  readonly desk: YearDesk;
  readonly downloads: Pick<Downloads, 'offer'>;
}

/** The coming twelve months, for those who run campaigns. */
export function registerCampaignYear(routes: Routes, { desk, downloads }: YearParts): void {
  routes.command(['year', 'the year ahead', 'calendar', 'year ahead'], async (turn) => {
    const years = await desk.years(turn.sender.userId);
    if (years.length === 0) return void (await turn.replyPrivately({ text: NOT_YOURS, whose: ['hr'] }));
    await turn.replyPrivately({ card: yearCard(years, desk.buttons()), summary: 'The year ahead' });
  });

  const show = action(z.object({}), async (_data, { sender }) => {
    const years = await desk.years(sender.userId);
    return years.length === 0 ? message(NOT_YOURS) : { kind: 'card', card: yearCard(years, desk.buttons()) };
  });
  routes.action(YEAR, show);

  const file = form(ofSchool, async ({ school }, { sender }) => {
    const mine = await desk.calendar(sender.userId, school);
    if (mine === undefined) return message(NOT_YOURS);
    const { url, until } = await downloads.offer(CALENDAR_DOWNLOAD, school, sender.userId);
    return dialog(
      'Calendar file',
      card(
        'You can open this file in Outlook and other calendars. Download it again later to update the dates.',
        actions([openUrl('Open the download page', url)]),
        plain(`The link works until ${formatTime(until)}.`, { small: true, subtle: true }),
      ),
    );
  });
  routes.dialog(CALENDAR_FILE, file);
}
