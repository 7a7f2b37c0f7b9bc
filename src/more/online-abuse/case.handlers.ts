import { message } from '../../platform/teams/turn.ts';
import { hasCase } from '../../report/concern.ts';
import { notShown, refused } from '../../report/handlers/closed.handlers.ts';
import { aboutReport, type Desk, type DeskDeps, registerDesk } from '../../report/handlers/desk.handlers.ts';
import type { Routes } from '../../report/handlers/turns.handlers.ts';
import { actorOf } from '../../report/handlers/who-acts.handlers.ts';
import { CASE, CASE_FORM } from '../../report/verbs.cards.ts';
import { caseCard } from './case.cards.ts';
import { CASE_ACTS, CASE_DESK } from './case-forms.cards.ts';
import { caseOf } from './case-state.ts';

/** The case of something online: for those who have the report, checked and recorded as every opening is. */
export const registerCases = (routes: Routes, deps: DeskDeps): void => {
  registerDesk(routes, deps, caseDesk(deps));
};

function caseDesk(deps: DeskDeps): Desk {
  const desk: Desk = {
    ...CASE_DESK,
    form: CASE_FORM,
    what: 'Case',
    isFormKept: true,
    acts: () => CASE_ACTS,
    async show(turn, { concern: id }, said) {
      const opened = await deps.concerns.record.open(id, actorOf(turn));
      if (opened.kind !== 'open') return notShown(deps, turn, CASE, opened);
      const { concern, entries } = opened;
      if (!hasCase(concern.kind)) return message(noCase(concern.reference));
      const card = caseCard(opened, caseOf(concern.reporter, entries), turn.now, { said });
      return aboutReport(concern.reference, card, 'Case');
    },
    async about(turn, id, _step, verb) {
      const opened = await deps.concerns.record.look(id, actorOf(turn));
      if (opened.kind !== 'open') return refused(deps, turn, opened, verb);
      return hasCase(opened.concern.kind) ? opened : message(noCase(opened.concern.reference));
    },
    // What is written down is never called not saved because the record cannot be shown.
    done: (turn, { id }) => desk.show(turn, { concern: id }, 'Recorded.').catch(() => message('Recorded.')),
    notNow: async (turn, id, _step, { why }) => (why === 'no-case' ? desk.show(turn, { concern: id }) : undefined),
  };
  return desk;
}

const noCase = (reference: string): string =>
  `Report ${reference} has no case: cases are for what is said about staff online. The report shows what is done about it.`;
