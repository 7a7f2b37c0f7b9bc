import { dayOf, type IsoDay } from '../../kernel/time.ts';
import { holdsVisible } from '../../kernel/visible.ts';
import type { Concern, Facts, Written } from '../concern.ts';
import { standingReferral } from '../keeping/handled.ts';
import { breachEnds, firstKnown } from '../record/breach-clock.ts';
import type { Plan } from '../record/change.ts';
import { type Happened, happenedInstant } from '../record/happened.ts';
import type { Acting, NotNow } from '../triage/act.ts';
import { reviewTask } from '../triage/hand-on.ts';
import {
  type AFFECTED_WORDING,
  type AskedFor,
  type Decision,
  decisionAsks,
  decisionsFor,
  type ICO_WORDING,
  lookedAtAgainOn,
  needsReview,
  type RISK_WORDING,
  type THRESHOLD_WORDING,
} from './decision.ts';
import { meetsThreshold } from './low-level.ts';

/** When it was; `no-time` where what was said about it is no time in the past. */
export type When = Happened | 'no-time' | undefined;

/** What is decided, with what its kind asks for. */
export interface Deciding {
  readonly decision: Decision;
  readonly reviewOn: IsoDay | undefined;
  readonly words: Written;
  /** When the LADO was asked. */
  readonly asked?: When;
  readonly threshold?: keyof typeof THRESHOLD_WORDING | undefined;
  readonly risk?: keyof typeof RISK_WORDING | undefined;
  readonly ico?: keyof typeof ICO_WORDING | undefined;
  /** When the ICO was told. */
  readonly icoTold?: When;
  readonly affected?: keyof typeof AFFECTED_WORDING | undefined;
}

/** What is decided about it, and the day on which someone looks at it again. */
export async function decidePlan(acting: Acting, wanted: Deciding): Promise<Plan | NotNow> {
  const { school, concern, entry, now } = acting;
  const { decision, reviewOn: chosen, words } = wanted;
  if (!decisionsFor(concern.kind).includes(decision)) return 'no-such-decision';
  if (decision === 'low-level' && (await isOverThreshold(acting))) return 'meets-threshold';
  if (needsReview(decision, concern) && chosen === undefined) return 'no-review-date';
  const lacks = lackedBy(concern, wanted) ?? (await lateWithout(acting, wanted));
  if (lacks !== undefined) return lacks;
  const reviewOn = chosen ?? lookedAtAgainOn(decision, concern, dayOf(now));
  return {
    entries: [entry('decided', { words, facts: { decision, ...factsOf(wanted), ...(reviewOn && { reviewOn }) } })],
    tasks: reviewOn === undefined ? [] : [reviewTask(school, reviewOn, concern.holder)],
  };
}

/** By what the LADO advised last: such a report is not called a low-level concern. */
const isOverThreshold = async ({ deps, concern }: Acting): Promise<boolean> =>
  meetsThreshold(await deps.store.entries(concern));

/** Whether someone outside was asked to act, and nothing says yet what became of it. */
export const isReferralStanding = async ({ deps, concern }: Acting): Promise<boolean> =>
  standingReferral(await deps.store.entries(concern)) !== undefined;

/** What its kind asks for and is not there. */
function lackedBy({ kind }: Concern, said: Deciding): NotNow | undefined {
  const asks = (asked: AskedFor): boolean => decisionAsks(said.decision, asked, kind);
  const isWritten = (...ids: readonly (keyof Written)[]): boolean =>
    ids.every((id) => holdsVisible(said.words[id] ?? ''));
  if (said.asked === 'no-time' || said.icoTold === 'no-time') return 'no-time';
  if (asks('lado')) {
    if (!isWritten('who') || !said.asked || !said.threshold) return 'no-lado';
    // They may have to think about it; what they have not said nobody writes down for them.
    if (said.threshold !== 'awaited' && !isWritten('advice')) return 'no-lado';
  }
  if (asks('low-level') && !isWritten('context', 'taken', 'sharedBy')) return 'no-low-level';
  if (asks('policy') && !isWritten('policy')) return 'no-policy';
  if (!asks('breach')) return undefined;
  if (!said.risk || !said.ico || !said.affected || !isWritten('contained')) return 'no-risk';
  if (said.ico === 'told' && !said.icoTold) return 'no-risk';
  const isUnsaid =
    (said.ico === 'not-told' && !isWritten('icoWhy')) || (said.affected === 'not-told' && !isWritten('peopleWhy'));
  return isUnsaid ? 'not-told-why' : undefined;
}

/** The ICO was told after the 72 hours, and nobody says why. */
async function lateWithout({ deps, concern }: Acting, { icoTold, words }: Deciding): Promise<NotNow | undefined> {
  if (typeof icoTold !== 'object' || holdsVisible(words.late ?? '')) return undefined;
  const ends = breachEnds(firstKnown(concern, await deps.store.entries(concern)).known);
  return happenedInstant(icoTold) > ends ? 'late-why' : undefined;
}

const WITHOUT_WORDS = ['threshold', 'risk', 'ico', 'affected'] as const;

function factsOf(said: Deciding): Facts {
  const codes = WITHOUT_WORDS.flatMap((name) => (said[name] === undefined ? [] : [[name, said[name]] as const]));
  return { ...Object.fromEntries(codes), ...timed('asked', said.asked), ...timed('icoTold', said.icoTold) };
}

const timed = (name: string, when: When): Facts =>
  typeof when === 'object' ? { [`${name}On`]: when.on, ...(when.at !== undefined && { [`${name}At`]: when.at }) } : {};
