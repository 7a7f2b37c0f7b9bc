import type { UserId } from '../../kernel/ids.ts';
import { dayOf, formatDay } from '../../kernel/time.ts';
import {
  type Action,
  actions,
  type Element,
  facts,
  plain,
  section,
  submitDialog,
  text,
} from '../../platform/teams/card.ts';
import { type Concern, type Entry, isDecidedOn } from '../concern.ts';
import { matterOf, STEP_OF_CONDUCT_WORDING, STEPS_OF_CONDUCT } from '../deciding/decision.ts';
import { textsOf } from '../entry-wording.ts';
import { openIn } from '../naming/answer-own.ts';
import { questionOf } from '../naming/question.ts';
import { breachClock } from '../notice/advice.cards.ts';
import { breachEnds, firstKnown } from '../record/breach-clock.ts';
import { newcomersTo } from '../routing/lies-with.ts';
import { mayLetIn } from '../triage/let-in.ts';
import { ACT } from '../verbs.cards.ts';
import type { OpenRecord } from './open.ts';

/** Whether its record shows by when the ICO is told. */
export const isOnClock = (concern: Concern): boolean =>
  matterOf(concern.kind) === 'data' && !concern.isStub && concern.drillBegunAt === undefined && !isDecidedOn(concern);

/**
 * What a matter of this kind asks of those who have it: the clock of a breach, the steps of a matter about an adult.
 * @param beside what can be done about the clock
 */
export function matterElements(
  { concern, entries }: Pick<OpenRecord, 'concern' | 'entries'>,
  beside: readonly Action[],
): readonly Element[] {
  if (concern.isStub || concern.drillBegunAt !== undefined) return [];
  const matter = matterOf(concern.kind);
  if (isOnClock(concern)) {
    const { known, isKnownSaid } = firstKnown(concern, entries);
    return [
      breachClock(breachEnds(known), isKnownSaid ? known : 'report', [
        ...(isKnownSaid ? [] : timesWritten(entries)),
        beside.length > 0 ? actions(beside) : undefined,
      ]),
    ];
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

/** What its reporter answered when asked for times, in their own words: the clock may have to count from one of them. */
const timesWritten = (entries: readonly Entry[]): readonly Element[] =>
  textsOf(entries.find(({ kind }) => kind === 'raised'))
    .filter(({ isTime }) => isTime)
    .map(({ label, text: written }) => plain(`${label}: “${written}”`));

/** Of a report by the shared address nobody could ask who a name means: those who have it read that here, and can pass it on. */
export function mayMeanElements({ concern, school }: OpenRecord): readonly Element[] {
  const asked = concern.isByLink ? questionOf(school, openIn(school, concern), concern.id, false) : undefined;
  if (!asked) return [];
  const names = [...new Set([...asked.typed, ...asked.mentioned].map(({ name }) => name))].join(', ');
  return [
    section(
      { style: 'warning' },
      plain(`A name in it may mean: ${names}. They do not have it, and nobody could ask the sender.`, { bold: true }),
      'If it does not mean them and they should have it, pass it to their role. If a number was left, ring back first.',
    ),
  ];
}

/** Who came to its role and cannot open it: someone of those with whom it lies hands it on. */
export function newcomerElements({ concern, school }: OpenRecord, reader: UserId | undefined): readonly Element[] {
  if (reader === undefined || !mayLetIn(school, concern, reader)) return [];
  const { id, version } = concern;
  const names = newcomersTo(school, concern, [concern.holder]).map(({ name }) => name);
  return [
    section(
      { style: 'accent' },
      plain(`${names.join(' and ')} came to its role later and cannot open it.`, { bold: true }),
      actions([
        submitDialog(`Hand it on to ${names.join(' and ')}`, ACT, { concern: id, seen: version, act: 'let-in' }),
      ]),
    ),
  ];
}
