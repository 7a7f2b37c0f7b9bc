import { z } from 'zod/v4';
import type { Unsent } from '../../acknowledge/audience/audience-desk.ts';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import type { Downloads } from '../../kernel/pages/downloads.ts';
import { dayOf, formatTime } from '../../kernel/time.ts';
import { actions, type Card, card, openUrl, plain } from '../../platform/teams/card.ts';
import { action, form, id } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { dialog, message } from '../../platform/teams/turn.ts';
import type { Actor } from '../../report/actor.ts';
import { GOVERNORS_PAGE, overviewCard, SHOW_OVERVIEW } from './overview.cards.ts';
import type { SchoolOverview } from './school-overview.ts';
import { changesSince, type Looks, seenOf } from './since.ts';

/** The kind of download that the governors' page is. */
export const GOVERNORS_DOWNLOAD = 'governors-page';

const ofSchool = z.object({ school: id<SchoolId>(40) });
const NOT_YOURS = 'This is for the headteacher and the chair of governors.';

interface OverviewParts {
  /** Of every school of which this person is headteacher or chair of governors; empty for anyone else. */
  overviews(by: Actor): Promise<readonly SchoolOverview[]>;
  /** Campaigns of this school that are not out and to which this person may add a message; none for anyone else. */
  unsent(by: UserId, school: SchoolId): Promise<readonly Unsent[]>;
  readonly looks: Looks;
  mayHavePage(by: UserId, school: SchoolId): boolean;
  readonly downloads: Pick<Downloads, 'offer'>;
}

/** A school at a glance, for its head and its governors. Whether someone may is asked each time. */
export function registerOverview(routes: Routes, parts: OverviewParts): void {
  const { overviews, unsent, looks, mayHavePage, downloads } = parts;
  /** The card as it is now; that they looked is kept for the next time. */
  const look = async (user: UserId, overview: SchoolOverview): Promise<Card> => {
    const { id } = overview.school;
    const today = dayOf(overview.madeAt);
    const last = await looks.before(user, id, today);
    const since = last && { day: last.day, lines: changesSince(last.seen, overview) };
    const drawn = overviewCard(overview, await unsent(user, id), since);
    await looks.keep(user, id, today, seenOf(overview));
    return drawn;
  };

  routes.command(['overview', 'at a glance', 'governors', 'dashboard'], async (turn) => {
    const { userId: user, tenantId: tenant } = turn.sender;
    const mine = await overviews({ user, tenant });
    if (mine.length === 0)
      return void (await turn.replyPrivately({ text: NOT_YOURS, whose: ['headteacher', 'chair-of-governors'] }));
    for (const overview of mine)
      await turn.replyPrivately({
        card: await look(user, overview),
        summary: `${overview.school.name} at a glance`,
      });
  });

  const show = action(ofSchool, async ({ school }, { sender: { userId: user, tenantId: tenant } }) => {
    const overview = (await overviews({ user, tenant })).find((one) => one.school.id === school);
    return overview
      ? { kind: 'card', card: await look(user, overview) }
      : { kind: 'refused', code: 403, text: NOT_YOURS };
  });
  routes.action(SHOW_OVERVIEW, show);

  const page = form(ofSchool, async ({ school }, { sender }) => {
    if (!mayHavePage(sender.userId, school)) return message(NOT_YOURS);
    const { url, until } = await downloads.offer(GOVERNORS_DOWNLOAD, school, sender.userId);
    return dialog(
      'One page for the governors',
      card(
        'One page for the meeting: numbers only, no names. Numbers under five are shown as fewer than five.',
        actions([openUrl('Open the download page', url)]),
        plain(`The link works until ${formatTime(until)}.`, { small: true, subtle: true }),
      ),
    );
  });
  routes.dialog(GOVERNORS_PAGE, page);
}
