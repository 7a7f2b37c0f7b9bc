import pMap from 'p-map';
import { Fault } from '../../kernel/calls/fault.ts';
import type { Log } from '../../kernel/log.ts';
import type { MessageRef } from '../../kernel/messages.ts';
import { type Clock, dayOf } from '../../kernel/time.ts';
import { isOpen } from '../../school/hours.ts';
import type { School } from '../../school/school.ts';
import { isFree, isOver, nextPlanned } from '../by-hand/by-hand.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Host } from '../host.ts';
import type { Courier } from '../ports.ts';
import type { Person } from '../register/person.ts';
import type { ReminderWord } from '../request/request-view.ts';
import { requestView } from '../request/request-view.ts';
import type { ChaseStore, HandReminder, WorkTurn } from '../store-ports.ts';
import { calendarOf } from './reminder-days.ts';

interface RemindDeps {
  readonly chases: ChaseStore;
  readonly courier: Courier;
  readonly host: Host;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly clock: Clock;
  readonly log: Log;
}

/** What happened to those who were due. */
export interface Reminded {
  readonly sent: number;
  /** Trouble that passes, or another who took over: they are still due, and found by the next look. */
  readonly putOff: number;
}

/** Reminders on their way at once; the rate is the courier's. */
const WIDTH = 16;

/**
 * Reminds anyone who is due, in school hours only; to be called by one at a time, see `ChaseStore.alone`. A reminder is marked
 * before it is sent: what is cut off in between goes out again and says that it may have come before. Several days missed,
 * by a closed school or a server that was down, are one reminder.
 */
export async function remindDue(deps: RemindDeps, turn: WorkTurn): Promise<Reminded> {
  const { chases, schoolOf, clock, log } = deps;
  const all = { sent: 0, putOff: 0 };
  for (const campaign of await chases.running()) {
    const school = schoolOf(campaign);
    if (!isOpen(school.hours, clock())) continue;
    await pMap(
      await dueIn(deps, campaign, school),
      async (due) => {
        try {
          const outcome = turn.isLost() ? 'putOff' : await remind(deps, turn, { campaign, school }, due);
          if (outcome !== 'none') all[outcome] += 1;
        } catch (error) {
          all.putOff += 1;
          log.error('reminder.failed', { campaign: campaign.id }, error);
        }
      },
      { concurrency: WIDTH },
    );
  }
  return all;
}

/** Someone who is reminded now, by hand or because a day has come. */
interface Due {
  readonly person: Person;
  readonly hand: (HandReminder & { readonly isAlone: boolean }) | undefined;
}

async function dueIn({ chases, clock }: RemindDeps, campaign: Campaign, school: School): Promise<readonly Due[]> {
  const now = clock();
  const people = await chases.unanswered(campaign.id);
  const byHand = await chases.byHand(campaign.id);
  const over = new Set([...byHand].flatMap(([id, hand]) => (isOver(school, hand, now) ? [id] : [])));
  if (byHand.size > 0) await chases.endByHand(campaign.id, [...over]);
  const calendar = calendarOf(school);
  return people.flatMap((person): readonly Due[] => {
    const hand = byHand.get(person.id);
    const planned = nextPlanned(school, person, hand, calendar);
    const isPlanned = planned !== undefined && planned <= now;
    // What HR wants goes with a planned one, so that nobody hears less, or on a day of its own.
    const waits = hand !== undefined && !hand.sentAt && !over.has(person.id);
    const isWanted = waits && (isPlanned || isFree(school, person, now));
    if (!isPlanned && !isWanted) return [];
    return [{ person, hand: isWanted ? { ...hand, isAlone: !isPlanned } : undefined }];
  });
}

async function remind(
  deps: RemindDeps,
  turn: WorkTurn,
  { campaign, school }: { readonly campaign: Campaign; readonly school: School },
  { person, hand }: Due,
): Promise<keyof Reminded | 'none'> {
  const { chases, courier, host, clock } = deps;
  const now = clock();
  if (!person.user || !(await chases.beginReminder(person, turn, hand !== undefined))) return 'none';
  const again = person.reminderOpen;
  const view = requestView(campaign, person, school, { now, opened: new Map(), host });
  const noted = (by: string, ref?: MessageRef): Promise<void> =>
    chases.noteReminder(
      person,
      ref,
      {
        ...{ kind: 'reminded', at: now, person: person.id },
        ...(hand && { by: hand.by }),
        facts: { by, ...(hand && { hand: true }), ...(again && { again }) },
      },
      hand,
    );
  try {
    // One or the other, never both for one reminder: a message is also a notification.
    // A feed has no room for a word of HR's.
    if (!hand && dayOf(now) > person.dueDay && (await courier.nudge(person.user, view, again)) === 'nudged') {
      await noted('activity feed');
      return 'sent';
    }
    if (person.reminder) await courier.remove(person.reminder);
    const delivery = await courier.remind(person.user, view, again, () => chases.isTurnOf(turn), wordOf(school, hand));
    switch (delivery.kind) {
      case 'sent':
        await noted('message', delivery.ref);
        return 'sent';
      case 'blocked':
      case 'not-installed':
      case 'gone':
        await chases.closeReminder(person);
        await chases.askAgain(person, delivery.kind === 'blocked' ? 'blocked-the-app' : undefined, now);
        return 'none';
      default:
        return delivery satisfies never;
    }
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // Trouble that passes: the next sweep finds them still due, and says so if this one may have arrived.
    if (!error.mayBeDone && !again) await chases.closeReminder(person);
    return 'putOff';
  }
}

/** HR's word with their name, where they wrote one. */
const wordOf = ({ roles }: School, hand: HandReminder | undefined): ReminderWord | undefined =>
  hand?.words === undefined
    ? undefined
    : { words: hand.words, from: roles.hr.find(({ id }) => id === hand.by)?.name ?? 'HR' };
