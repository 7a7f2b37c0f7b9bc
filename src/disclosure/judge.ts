import type { ConcernRoute, Detection } from './detection.ts';
import type { HeadRoute, MessageThresholds, Told } from './message-head.ts';
import { AT_HOME } from './own-distress.ts';
import type { Named } from './reading/annotate.ts';
import { isBySoundAlone } from './sound.ts';

/**
 * A second-best route with this share of the reports is asked about. On writers left out it is asked of 9 reports in 100 that are no
 * emergency; of those the first is right in 54, the second in 38.
 */
const CLOSE = 0.25;

/**
 * Where the rules see danger, and the encoder something of a report and a trace of danger, it is one and is told: "Fitting 7 mins now,
 * I'm on my own with her". (On writers left out one emergency in 150 is an alarm by this alone, and of what is no report 0.3 in 100.)
 */
const BOTH_SEE_DANGER = { report: 0.1, danger: 0.03 };

/**
 * What a message seems to be, by two votes: what the encoder learnt, and the rules. The rules lower what the encoder needs,
 * by thresholds that were measured; they never veto it, and alone they raise no alarm: what they alone see is at most offered. Danger is told by itself: where it is
 * seen, what would have been nothing is an offer that begins with 999, and where a report is told with it too, what would have
 * been an offer is an alarm. (On writers left out: of 164 emergencies 91 in 100 are alarms; of other reports 6 in 100 are called one.)
 * @param named whose names of the school's stand in the message: that the rules know, the encoder cannot
 */
export function decideBetween(
  found: Detection,
  heard: Told,
  thresholds: MessageThresholds,
  named: Named | undefined = NOBODY,
): Detection {
  const told = found.kind === 'none' && found.isOfNobody ? ofNobody(heard, thresholds) : heard;
  const vote = VOTES[found.kind];
  // A story of someone in which the rules see no harm lowers what an offer needs, and not what an alarm does. (Of the alarms over what
  // is no report it is half; of found reports 5 in 100 are offered instead, and none is lost.)
  const alarmVote = isStory(found) ? 'no' : vote;
  const rulesSeeDanger = isEmergency(found);
  const bothSeeIt = rulesSeeDanger && told.report >= BOTH_SEE_DANGER.report && told.danger >= BOTH_SEE_DANGER.danger;
  const isDanger = bothSeeIt || told.danger >= thresholds.danger[rulesSeeDanger ? 'yes' : 'no'];
  const isUrgent = isDanger && (bothSeeIt || oddsOf(told.report) * oddsOf(told.danger) >= thresholds.danger.together);
  const reasons = 'reasons' in found ? found.reasons : [];
  if (isOwnHome(found, told, thresholds)) return { kind: 'own-distress', isCrisis: isDanger, reasons };
  const own = ownDistress(found, told, thresholds);
  if (isNothingElse(found) && !own && !(isDanger && told.report >= thresholds.report.no))
    return heardAsEveryday(told, thresholds, named);
  if (told.report >= thresholds[isUrgent ? 'offer' : 'report'][alarmVote])
    return {
      kind: 'concern',
      ...(isDanger ? inDanger(told, reasons) : routesOf(found, told, named)),
      emergency: isDanger,
      ...(isDanger && !rulesSeeDanger && told.danger < EVEN && { isFaint: true }),
      reasons: [...reasons, 'encoder'],
      ...alsoOwn(own),
    };
  // What the encoder takes for a report rather than for the writer's own distress is offered as one, with people to phone above it.
  const isRather =
    told.report >= thresholds.offer[vote] && told.report > told.distress && found.kind !== 'own-distress';
  if (own && !isRather)
    return { kind: 'own-distress', isCrisis: own === 'crisis', ...doubtsAbout(found, told), reasons };
  const likelier = isUrgent || isHardlyElse(found) ? 'report' : 'question';
  const besides = { likelier, ...alsoOwn(own) } as const;
  if (isDanger) return { kind: 'unclear', ...inDanger(told, reasons), ...besides, reasons: [...reasons, 'encoder'] };
  const offer = { kind: 'unclear', ...routesOf(found, told, named), ...besides } as const;
  if (told.report < thresholds.offer[vote]) return isHardlyElse(found) ? { ...offer, reasons } : { kind: 'none' };
  // Reports are rare among what is typed: what does not reach an alarm is more often a question.
  return {
    ...offer,
    ...quietly(own ? ['own'] : reasons, offer, told.report < QUIET[vote]),
    reasons: [...reasons, 'encoder'],
  };
}

/**
 * What the encoder hears in a message in which there is nobody, and no word that may mean more than it says: no danger that it rather
 * doubts, and no alarm. "There's a squirrel in the loft." (On writers left out it takes no report away.)
 */
const ofNobody = (heard: Told, { report }: MessageThresholds): Told => ({
  ...heard,
  report: Math.min(heard.report, BELOW_ALARM * report.no),
  danger: heard.danger < EVEN ? 0 : heard.danger,
});

const BELOW_ALARM = 0.98;

/**
 * Who is not safe at home is no report about anyone here, however much a threat to its writer sounds like one to the encoder, which
 * learnt of threats to staff by parents. Danger in it stands first among the people to phone. Where a child may be in it, or it is surely a
 * report too, as of an ex who rings the office, it is both.
 */
const isOwnHome = (found: Detection, told: Told, { report }: MessageThresholds): boolean =>
  found.kind === 'own-distress' &&
  found.reasons.includes(AT_HOME) &&
  told.report < Math.max(report.no, SURELY_TOO) &&
  isOfStaff(told.routes[0], told.routes[1]);

/** From here on what is told of a home is surely a report as well. */
const SURELY_TOO = 0.88;

type Share = Told['routes'][number] | undefined;

/** Nearly all of what the encoder hears is told of a member of staff who suffers, and of no child. */
const isOfStaff = (first: Share, next: Share): boolean =>
  first?.[0] === 'senior-manager' && (next?.[0] !== 'dsl' || next[1] < CLOSE);

/** "Kill me now" sounds like a threat to its writer, and may be what a child says. */
const OF_A_LIFE = /^(?:self-harm|sexual|danger\/(?:overdose|suicide-now|collapse|missing))/;

interface InDanger {
  readonly route: 'emergency';
  readonly isOfStaff?: true;
}

const inDanger = ({ routes: [first, next] }: Told, reasons: readonly string[]): InDanger => ({
  route: 'emergency',
  ...(isOfStaff(first, next) && !reasons.some((reason) => OF_A_LIFE.test(reason)) && { isOfStaff: true as const }),
});

const isEmergency = (found: Detection): boolean => found.kind === 'concern' && found.emergency;

const isNothingElse = (found: Detection): boolean => found.kind === 'none' && found.isEveryday === true;

function quietly(
  signs: readonly string[],
  { likelier }: { readonly likelier: 'report' | 'question' },
  isLittle: boolean,
): { readonly isQuiet?: true } {
  return signs.length === 0 && likelier === 'question' && isLittle ? { isQuiet: true } : {};
}

/**
 * What only sounds like a report, with no sign of harm that the rules know, is offered as one below the answer and not above it: "maya
 * brought me a cake". An uneasy word in it takes that away again. (On writers left out 3 of 100 reports are offered so, and none is lost;
 * of what is no report and was alarmed or offered first 23 of 100, of everyday statements by new writers 35, of questions 47.)
 */
const QUIET: Readonly<Record<'no' | 'perhaps' | 'yes', number>> = { no: 0.98, perhaps: 0.98, yes: 0.95 };

/**
 * What the encoder alone takes for a report, where its writer is at ease, is offered below the answer, unless danger is in it: "same lad in
 * every dinner time, grand company". (Without that ease it may not be so: of reports that the encoder is less sure of than `QUIET` it
 * would hide one in fifteen, "he shaves the younger boys" among them.)
 */
export function withoutAlarm(detection: Detection, isAtEase: boolean): Detection {
  if (detection.kind !== 'concern' || detection.emergency || detection.ownDistress || !isAtEase) return detection;
  if (!isBySoundAlone(detection)) return detection;
  const { route, second, reasons } = detection;
  return { kind: 'unclear', route, ...(second && { second }), likelier: 'question', isQuiet: true, reasons };
}

const VOTES = { concern: 'yes', unclear: 'perhaps', 'own-distress': 'no', none: 'no' } as const;

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
  'self-harm/said',
  'danger/overdose',
  'danger/missing-at-risk',
]);

const isHardlyElse = (found: Detection): boolean =>
  found.kind === 'concern' && found.reasons.some((reason) => HARDLY_EVER_ELSE.has(reason));

/** Below it danger is less likely than not: of the 148 emergencies told of writers left out 25 are so, of 59 false ones 36. */
const EVEN = 0.5;

/** For what the rules know to be ordinary, and offer all the same because of how it sounds. */
export const EVERYDAY = 'everyday';

/**
 * What the rules know for something ordinary, with no sign of harm in it, raises no alarm: a pupil who forgets his homework, a
 * reporter who rings. What sounds very much like a report all the same is offered as one, below the rule.
 */
function heardAsEveryday(told: Told, thresholds: MessageThresholds, named: Named): Detection {
  const nothing: Detection = { kind: 'none', isEveryday: true };
  if (told.report < thresholds.report.perhaps) return nothing;
  const reasons = [EVERYDAY, 'encoder'];
  return { kind: 'unclear', ...routesOf(nothing, told, named), likelier: 'question', isQuiet: true, reasons };
}

const isStory = (found: Detection): boolean => found.kind === 'concern' && found.reasons.length === 0;

const NOBODY: Named = new Set();

/** So many times likelier than not. */
export const oddsOf = (share: number): number => share / Math.max(1 - share, 1e-6);

/**
 * Below it what the encoder alone takes for distress is a moan: "three nights running I've dreamt of register codes". (On writers left out
 * 352 of 360 in distress are heard, rules and all, and 66 of 1,979 others; of distress that eighty more writers hid, most of it on purpose,
 * 542 of 678. At .1 nobody more is heard of the first, and "morning!" is.)
 */
const DISTRESS_ALONE = 0.13;

const doubtsAbout = (found: Detection, { distress }: Told): { readonly isDoubted?: true } =>
  found.kind === 'none' && distress < EVEN ? { isDoubted: true } : {};

const alsoOwn = (own: 'crisis' | 'strain' | undefined): { readonly ownDistress?: 'crisis' | 'strain' } =>
  own ? { ownDistress: own } : {};

/** Whether a life may be at stake is known to the rules, and to the head by danger. */
function ownDistress(found: Detection, told: Told, thresholds: MessageThresholds): 'crisis' | 'strain' | undefined {
  if (found.kind === 'own-distress') return found.isCrisis ? 'crisis' : 'strain';
  if (found.kind === 'concern' && found.ownDistress) return found.ownDistress;
  if (told.distress < Math.max(thresholds.distress, DISTRESS_ALONE)) return undefined;
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
    // "It's about Mrs Okafor, she had a boy by his blazer": a child comes into it, and so may she.
    if (first === route || first === 'dsl') return { route: first, second: above };
  }
  const share = told.routes[1]?.[1] ?? 0;
  const second = share >= CLOSE ? next : secondBySign(found, first);
  return { route: first, ...(second !== undefined && { second }) };
}

/**
 * What the rules saw, and who else it may be for: of an intimate image of a child the DSL hears unless an adult of the school comes
 * into it, and a picture that was published wrongly is a data breach unless a child may be at risk.
 */
const BY_SIGN = [
  ['sexual/images', 'headteacher', 'dsl'],
  ['account/breach', 'dsl', 'dpo'],
] as const;

const secondBySign = (found: Detection, first: HeadRoute): ConcernRoute | undefined =>
  'reasons' in found
    ? BY_SIGN.find(([reason, route]) => route === first && found.reasons.includes(reason))?.[2]
    : undefined;

/** What a long text seems to be that the rules read in stretches: the gravest, and the writer's own distress with a concern. */
export function gravest(found: readonly Detection[]): Detection {
  const rank = (one: Detection): number =>
    one.kind === 'concern' && one.emergency ? RANKS.length : RANKS.indexOf(one.kind);
  const most = found.reduce((best, one) => (rank(one) > rank(best) ? one : best), NOTHING);
  // A text of one stretch is what it is; something ordinary beside others is no more than nothing.
  if (most === NOTHING && found.length === 1 && found[0]) return found[0];
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
