import { dayOf, formatDay } from '../../kernel/time.ts';
import { type Element, facts, section, text } from '../../platform/teams/card.ts';
import { isDecidedOn } from '../concern.ts';
import { matterOf, STEP_OF_CONDUCT_WORDING, STEPS_OF_CONDUCT } from '../deciding/decision.ts';
import { breachClock } from '../notice/advice.cards.ts';
import { breachEnds, knownSince } from '../record/breach-clock.ts';
import type { OpenRecord } from './open.ts';

/** What a matter of this kind asks of those who have it: the clock of a breach, the steps of a matter about an adult. */
export function matterElements({ concern, entries }: Pick<OpenRecord, 'concern' | 'entries'>): readonly Element[] {
  if (concern.isStub || concern.drillBegunAt !== undefined) return [];
  const matter = matterOf(concern.kind);
  if (matter === 'data' && !isDecidedOn(concern)) {
    const known = knownSince(concern, entries);
    return [breachClock(breachEnds(known), known < concern.raisedAt ? known : undefined)];
  }
  const isBegun = entries.some(({ kind, facts: codes }) => kind === 'step' || codes?.decision === 'lado');
  if (matter !== 'adult' || !isBegun || concern.status === 'closed') return [];
  return [
    section(
      { style: 'emphasis' },
      text('Steps', { bold: true }),
      facts(
        STEPS_OF_CONDUCT.map((step) => {
          const last = entries.findLast(({ kind, facts: codes }) => kind === 'step' && codes?.step === step);
          return [STEP_OF_CONDUCT_WORDING[step], last ? formatDay(dayOf(last.at)) : 'Not recorded yet'];
        }),
      ),
    ),
  ];
}
