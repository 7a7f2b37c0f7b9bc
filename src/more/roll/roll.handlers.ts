import { nameOf } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import { csvSent, type FetchText } from '../../platform/teams/csv-file.ts';
import { type DialogAnswer, dialog, type MessageTurn, message } from '../../platform/teams/turn.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../../report/handlers/refusals.cards.ts';
import type { Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { PUPILS, ROLL, ROLL_REMOVE } from '../../report/verbs.cards.ts';
import type { Standing } from '../../school/people.ts';
import type { Trust } from '../../school/school.ts';
import { loadedCard, rollCard, rollInvitation } from './roll.cards.ts';
import type { RollAnswer, Rolls } from './rolls.ts';

export interface RollDeps {
  readonly rolls: Rolls;
  readonly trust: Trust;
  standingOf(user: UserId): Promise<Standing>;
  readonly log: Log;
}

/** The roll: looked through by the school's staff as they type in the form, given and removed by those who answer for children. */
export function registerRolls(routes: Routes, { rolls, trust, standingOf, log }: RollDeps): void {
  const page = (roll: RollAnswer, said?: string): DialogAnswer =>
    roll.kind === 'roll' ? dialog('The roll', rollCard(roll, said), 'medium') : message(NOT_AVAILABLE);

  routes.command(['roll', 'pupil roll', 'the roll', 'pupil list'], async (turn) => {
    const roll = await rolls.look(actorOf(turn));
    if (roll.kind !== 'roll') return void (await turn.replyPrivately(NOT_THEIRS));
    await turn.replyPrivately({ card: rollInvitation(), summary: 'The roll' });
  });
  routes.dialog(ROLL, async (turn) => page(await rolls.look(actorOf(turn))));
  routes.submit(ROLL_REMOVE, async (turn) => {
    const roll = await rolls.remove(actorOf(turn));
    return page(roll, roll.kind === 'roll' && roll.mayGive ? 'The roll is removed.' : undefined);
  });

  // Staff of the school itself and nobody else: a name on a roll is a child's. What is typed is compared and kept nowhere.
  routes.typeahead(PUPILS, async ({ sender, typed }) => {
    try {
      const standing = sender.tenantId === trust.tenantId ? await standingOf(sender.userId) : undefined;
      const school = trust.schools.find(({ id }) => standing?.kind === 'staff' && standing.school === id);
      if (!school) return [];
      return (await rolls.find(school, typed)).map(({ id, title }) => ({ title, value: id }));
    } catch (error) {
      log.warn('concern.roll-unread', { reason: nameOf(error) });
      return [];
    }
  });
}

/** Takes a roll from those who may give one, in their own chat. Answers false, and has touched nothing, for everyone and everything else. */
export const createRollReceipt =
  (rolls: Rolls, fetchText: FetchText) =>
  async (turn: MessageTurn): Promise<boolean> => {
    const url = csvSent(turn);
    if (url === undefined || !(await rolls.mayGive(actorOf(turn)))) return false;
    const fetched = await fetchText(url);
    if ('why' in fetched) {
      await turn.replyPrivately({ text: `I could not read that file. ${fetched.why} The roll has not changed.` });
      return true;
    }
    const loaded = await rolls.give(actorOf(turn), fetched.text);
    if (loaded.kind === 'not-available') return false;
    await turn.replyPrivately({ card: loadedCard(loaded), summary: 'The roll' });
    return true;
  };
