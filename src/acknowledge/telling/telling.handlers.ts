import { z } from 'zod/v4';
import type { SchoolId, UserId } from '../../kernel/ids.ts';
import { dayOf, formatDay, type IsoDay } from '../../kernel/time.ts';
import type { Card } from '../../platform/teams/card.ts';
import { form, id, someDay } from '../../platform/teams/entrances.ts';
import type { Routes } from '../../platform/teams/routes.ts';
import { type DialogAnswer, dialog, message, type Turn } from '../../platform/teams/turn.ts';
import type { Acknowledgements } from '../acknowledgements.ts';
import { NOT_YOURS } from '../register/people.handlers.ts';
import {
  CONSULTED,
  consultedCard,
  type DayWritten,
  STOP_TELLING,
  standsWords,
  stopTellingCard,
  tellingCard,
} from './telling.cards.ts';
import type { SchoolTelling, TellingEntered } from './telling.ts';

export type TellingDesk = Pick<Acknowledgements, 'tellingOf' | 'consulted' | 'stopTelling'>;

const ofSchool = z.object({ school: id<SchoolId>(40), day: someDay('The day') });

/** One of the two days: what its window is called, how it is asked for, and what enters it. */
interface Asked {
  readonly verb: string;
  readonly title: string;
  readonly card: (
    row: SchoolTelling,
    asking: { readonly day: IsoDay | undefined; readonly complaint?: string },
  ) => Card;
  readonly enter: (by: UserId, school: SchoolId, day: IsoDay) => Promise<TellingEntered>;
  /** What stands in the box before anyone has chosen. */
  readonly suggested?: (now: Date) => IsoDay;
}

/** Whether line managers are told, and since when. Whether someone may is asked at every press. */
export function registerTelling(routes: Routes, acknowledgements: TellingDesk): void {
  const asked: readonly Asked[] = [
    {
      ...{ verb: CONSULTED, title: 'Line managers', card: consultedCard },
      enter: acknowledgements.consulted,
    },
    {
      ...{ verb: STOP_TELLING, title: 'Stop telling managers', card: stopTellingCard },
      ...{ enter: acknowledgements.stopTelling, suggested: dayOf },
    },
  ];
  for (const { verb, title, card, enter, suggested } of asked) {
    const open = form(ofSchool, async ({ school, day }, { sender, now }): Promise<DialogAnswer> => {
      const row = (await acknowledgements.tellingOf(sender.userId)).find((one) => one.school.id === school);
      return row ? dialog(title, card(row, { day: day ?? suggested?.(now) })) : message(NOT_YOURS);
    });
    routes.dialog(verb, open);
    const send = form(ofSchool, async ({ school, day }, { sender }): Promise<DialogAnswer> => {
      const row = (await acknowledgements.tellingOf(sender.userId)).find((one) => one.school.id === school);
      if (!row) return message(NOT_YOURS);
      if (!day) return dialog(title, card(row, { day, complaint: 'Please choose a date.' }));
      const done = await enter(sender.userId, school, day);
      switch (done.kind) {
        case 'entered':
          return message(standsWords(done.now));
        case 'not-allowed':
          return message(NOT_YOURS);
        case 'bad-day':
          return dialog(
            title,
            card(done.now, {
              day,
              complaint: `The date must be between ${formatDay(done.earliest)} and ${formatDay(done.latest)}.`,
            }),
          );
        default:
          return done satisfies never;
      }
    });
    routes.submit(verb, send);
  }
}

/** "Unions were consulted on 3 November", "tell managers": how it stands. For those who run campaigns. @param written in the message */
export async function showTelling(acknowledgements: TellingDesk, turn: Turn, written?: DayWritten): Promise<void> {
  const rows = await acknowledgements.tellingOf(turn.sender.userId);
  await turn.replyPrivately({ card: tellingCard(rows, written), summary: 'Whether line managers are told' });
}
