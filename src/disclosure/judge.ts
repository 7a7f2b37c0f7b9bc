import type { ConcernRoute, Detection } from './detection.ts';
import type { MessageThresholds, Told } from './message-head.ts';
import type { Named } from './reading/annotate.ts';

/**
 * A second-best route with this share of the reports is asked about. On writers left out it is asked of 9 reports in 100, and
 * the right route is then among the two in 95, not 91.
 */
const CLOSE = 0.25;

/**
 * What a message seems to be, by two votes: what the encoder learnt, and the rules. The rules lower what the encoder needs,
 * by thresholds that were measured; they never veto it, and alone they raise no alarm: what they alone see is at most offered. Danger is told by itself: where it is
 * seen, what would have been nothing is an offer that begins with 999, and where a report is told with it too, what would have
 * been an offer is an alarm. (On writers left out: of 148 emergencies 85 in 100 are alarms; of the rest 2.2 in 100, and 3 if
 * danger alone were enough.)
 * @param named whose names of the school's stand in the message: that the rules know, the encoder cannot
 */
export function decideBetween(
  found: Detection,
  told: Told,
  thresholds: MessageThresholds,
  named: Named | undefined = NOBODY,
): Detection {
  const vote = found.kind === 'concern' ? 'yes' : found.kind === 'unclear' ? 'perhaps' : 'no';
  const isDanger = told.danger >= thresholds.danger[found.kind === 'concern' && found.emergency ? 'yes' : 'no'];
  const isUrgent = isDanger && oddsOf(told.report) * oddsOf(told.danger) >= thresholds.danger.together;
  const reasons = 'reasons' in found ? found.reasons : [];
  const own = ownDistress(found, told, thresholds);
  if (told.report >= thresholds[isUrgent ? 'offer' : 'report'][vote])
    return {
      kind: 'concern',
      ...(isDanger ? { route: 'emergency' } : routesOf(found, told, named)),
      emergency: isDanger,
      reasons: [...reasons, 'encoder'],
      ...(own && { ownDistress: own }),
    };
  // What the encoder takes for a report rather than for the writer's own distress is offered as one.
  const isRather =
    told.report >= thresholds.offer[vote] && told.report > told.distress && found.kind !== 'own-distress';
  if (own && !isRather) return { kind: 'own-distress', isCrisis: own === 'crisis', reasons };
  const likelier = isUrgent ? 'report' : 'question';
  if (isDanger) return { kind: 'unclear', route: 'emergency', likelier, reasons: [...reasons, 'encoder'] };
  if (told.report < thresholds.offer[vote])
    return found.kind === 'concern' && found.reasons.some((reason) => HARDLY_EVER_ELSE.has(reason))
      ? { kind: 'unclear', ...routesOf(found, told, named), likelier: 'question', reasons }
      : { kind: 'none' };
  // Reports are rare among what is typed: what does not reach an alarm is more often a question.
  return { kind: 'unclear', ...routesOf(found, told, named), likelier: 'question', reasons: [...reasons, 'encoder'] };
}

/**
 * Rules that see hardly anything but a report: of 8,204 questions they took fewer than 40 for one that the encoder did not. What
 * it never heard before, as "she disclosed that she was raped", is offered a report by them.
 */
const HARDLY_EVER_ELSE: ReadonlySet<string> = new Set([
  'sexual/contact',
  'sexual/images',
  'physical/fear-of-home',
  'physical/injury',
  'harmful-practice',
  'danger/overdose',
  'danger/missing-at-risk',
]);

const NOBODY: Named = new Set();

/** So many times likelier than not. */
export const oddsOf = (share: number): number => share / Math.max(1 - share, 1e-6);

/** Whether a life may be at stake is known to the rules, and to the head by danger. */
function ownDistress(found: Detection, told: Told, thresholds: MessageThresholds): 'crisis' | 'strain' | undefined {
  if (found.kind === 'own-distress') return found.isCrisis ? 'crisis' : 'strain';
  if (found.kind === 'concern' && found.ownDistress) return found.ownDistress;
  if (told.distress < thresholds.distress) return undefined;
  return told.danger >= thresholds.danger.no ? 'crisis' : 'strain';
}

interface Routes {
  readonly route: ConcernRoute;
  readonly second?: ConcernRoute;
}

/** About whom it would have to be for a message that names them to go elsewhere. */
const ABOVE = [
  ['chair', 'chair-of-governors', 'governance-officer'],
  ['head', 'headteacher', 'chair-of-governors'],
  ['lead', 'dsl', 'headteacher'],
] as const;

/**
 * The encoder never learnt who holds a role here, nor who answers for the chair of governors. Where the rules saw one of them
 * act, they decide; where someone is only named who would get the report, it is asked whether it is about them.
 */
function routesOf(found: Detection, told: Told, named: Named): Routes {
  const [first = 'dsl', next] = told.routes.map(([route]) => route);
  const byRules = 'route' in found ? found.route : undefined;
  if (byRules === 'governance-officer') return { route: byRules };
  for (const [who, route, above] of ABOVE) {
    if (!named.has(who)) continue;
    if (byRules === above) return { route: above };
    if (first === route) return { route, second: above };
  }
  const share = told.routes[1]?.[1] ?? 0;
  return { route: first, ...(next !== undefined && share >= CLOSE && { second: next }) };
}

/** What a long text seems to be that the rules read in stretches: the gravest, and the writer's own distress with a concern. */
export function gravest(found: readonly Detection[]): Detection {
  const rank = (one: Detection): number =>
    one.kind === 'concern' && one.emergency ? RANKS.length : RANKS.indexOf(one.kind);
  const most = found.reduce((best, one) => (rank(one) > rank(best) ? one : best), NOTHING);
  if (most.kind !== 'concern') return most;
  const owns = found.flatMap((one) => {
    if (one.kind === 'own-distress') return [one.isCrisis ? 'crisis' : 'strain'];
    return one.kind === 'concern' && one.ownDistress ? [one.ownDistress] : [];
  });
  const own = owns.includes('crisis') ? 'crisis' : owns.length > 0 ? 'strain' : undefined;
  return { ...most, ...(own && { ownDistress: own }) };
}

const NOTHING: Detection = { kind: 'none' };
const RANKS: readonly Detection['kind'][] = ['none', 'unclear', 'own-distress', 'concern'];
