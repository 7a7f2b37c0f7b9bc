import { type DialogAnswer, dialog, message } from '../../platform/teams/turn.ts';
import type { Actor } from '../../report/actor.ts';
import type { Concerns } from '../../report/concerns.ts';
import { askForStep, type Hosting } from '../../report/handlers/closed.handlers.ts';
import { NOT_AVAILABLE, NOT_THEIRS } from '../../report/handlers/refusals.cards.ts';
import type { DialogTurn, Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { PATTERNS } from '../../report/verbs.cards.ts';
import { patternsCard, patternsInvitation, stillLookingCard } from './patterns.cards.ts';
import type { PatternsAnswer } from './patterns.ts';

/** What keeps coming back, for those who take reports, each over what they may open. */
interface PatternsParts extends Hosting {
  readonly concerns: Pick<Concerns, 'lists'>;
  patterns(actor: Actor): Promise<PatternsAnswer>;
}

export function registerPatterns(routes: Routes, deps: PatternsParts): void {
  const { concerns, patterns } = deps;
  routes.command(['patterns', 'pattern'], async (turn) => {
    if (!(await concerns.lists.mayList(actorOf(turn)))) return void (await turn.replyPrivately(NOT_THEIRS));
    await turn.replyPrivately({ card: patternsInvitation(), summary: 'Patterns' });
  });
  const page = async (turn: DialogTurn): Promise<DialogAnswer> => {
    // In the own chat only: names are on it.
    if (turn.place.kind !== 'personal') return message(NOT_AVAILABLE);
    const found = await patterns(actorOf(turn));
    switch (found.kind) {
      case 'patterns':
        return dialog('Patterns', patternsCard(found), 'large');
      case 'still-looking':
        return dialog('Patterns', stillLookingCard(), 'large');
      case 'locked':
        return askForStep(deps, turn, PATTERNS, found);
      case 'not-available':
        return message(NOT_AVAILABLE);
      default:
        return found satisfies never;
    }
  };
  routes.dialog(PATTERNS, page);
  routes.submit(PATTERNS, page);
}
