import type { CampaignId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { addDays, type Clock, dayOf, type IsoDay, parseDay } from '../../kernel/time.ts';
import type { CampaignStore } from '../store-ports.ts';

interface EndDeps {
  readonly campaigns: CampaignStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** The day before the next yearly campaign proposes itself, at least a month after it is due; a year after that without one. */
export function endOf(proposeOn: string | undefined, dueDay: IsoDay): IsoDay {
  const earliest = addDays(dueDay, 30);
  if (proposeOn === undefined) return addDays(dueDay, 365);
  const year = Number(earliest.slice(0, 4));
  const next = [year, year + 1].map((each) => `${each}-${proposeOn}` as IsoDay).find((day) => day > earliest);
  return next ? addDays(next, -1) : addDays(dueDay, 365);
}

/** The first day of the year in which everyone is asked once: that of the yearly campaign, or the first of September without one. */
export function yearBegan(proposeOn: string | undefined, today: IsoDay): IsoDay {
  const year = Number(today.slice(0, 4));
  const beginOf = (each: number): IsoDay => parseDay(`${each}-${proposeOn ?? ''}`) ?? (`${each}-09-01` as IsoDay);
  return beginOf(year) <= today ? beginOf(year) : beginOf(year - 1);
}

/** Ends what has lasted its year. @returns those that ended */
export async function endDue({ campaigns, clock, log }: EndDeps) {
  const now = clock();
  const ended: CampaignId[] = [];
  for (const id of await campaigns.dueToEnd(dayOf(now))) {
    const event = { kind: 'finished', at: now, facts: { by: 'end-of-year' } } as const;
    if (await campaigns.changeStatus(id, ['running', 'paused'], 'finished', event)) ended.push(id);
  }
  if (ended.length > 0) log.info('campaign.ended', { count: ended.length });
  return ended;
}
