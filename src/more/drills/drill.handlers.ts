import { z } from 'zod/v4';
import type { Ids } from '../../kernel/ids.ts';
import { instantOf, parseDay } from '../../kernel/time.ts';
import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { ReportPages } from '../../report/form/report-pages.handlers.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../../report/handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { DRILL, DRILL_BEGIN, DRILL_PLAN } from '../../report/verbs.cards.ts';
import { drillInvitation, drillsCard } from './drill.cards.ts';
import type { Drills, DrillsAnswer } from './drill.ts';

const sent = z.object({
  id: z.guid(),
  day: z.string().max(10),
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});

/** Marked test reports, for those who take reports. */
export function registerDrills(
  routes: Routes,
  { drills, ids }: { readonly drills: Drills; readonly ids: Pick<Ids, 'uuid'> },
  pages: Pick<ReportPages, 'showBefore'>,
): void {
  const page = (turn: DialogTurn, looked: DrillsAnswer, complaint?: string): DialogAnswer =>
    looked.kind === 'drills'
      ? dialog('Drills', drillsCard(looked, ids.uuid(), turn.now, complaint), 'large')
      : message(NOT_AVAILABLE);
  const begin = async (turn: DialogTurn): Promise<DialogAnswer> => {
    const draft = await drills.begin(actorOf(turn));
    return draft ? pages.showBefore(draft, turn.now) : message(NOT_AVAILABLE);
  };

  routes.command(['drill', 'drills'], async (turn) => {
    const looked = await drills.look(actorOf(turn));
    if (looked.kind !== 'drills') return void (await turn.replyPrivately(NOT_THEIRS));
    await turn.replyPrivately({ card: drillInvitation(), summary: 'Drills' });
  });
  routes.dialog(DRILL, async (turn) => page(turn, await drills.look(actorOf(turn))));
  routes.dialog(DRILL_BEGIN, begin);
  routes.submit(DRILL_BEGIN, begin);
  routes.submit(DRILL_PLAN, async (turn) => {
    const { data } = sent.safeParse(turn.data);
    const day = parseDay(data?.day);
    const look = () => drills.look(actorOf(turn));
    if (!data || !day) return page(turn, await look(), 'Please give a day and a time.');
    const planned = await drills.plan(actorOf(turn), data.id, instantOf(day, data.time));
    return planned.kind === 'past'
      ? page(turn, await look(), 'Please choose a time within a year from now.')
      : page(turn, planned);
  });
}
