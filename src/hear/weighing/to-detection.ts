import type { ConcernRoute, Detection } from '../detection.ts';
import { AT_HOME } from '../own-distress.ts';
import { OF_A_LIFE } from '../words/dangers.ts';
import { type Decision, isToldAsDanger } from './costs.ts';
import type { Weighed } from './heard-as.ts';
import { mayMeanAnAdult } from './of-adults.ts';
import type { ByRules } from './rules.ts';

/** What the encoder heard and no rule: names of rules stand beside it, never a word of the message. */
export const BY_ENCODER = 'encoder';

/** Below it something is less likely than not: of danger, 999 is said and not cried. */
const EVEN = 0.5;

/** What is less of a report than this may be about nobody. */
const HEARD_AT_ALL = 0.3;

/** From here on its writer's own distress is told beside something else. */
const TOLD_TOO = 0.5;

/** What is to be offered for what was decided, and where it would go. */
export function detectionFor({ raised }: Decision, weighed: Weighed, rules: ByRules): Detection {
  const { danger, chances } = weighed;
  // Someone who says that they want to die may be in danger now, no matter how calmly it is told.
  const isOfALife = rules.dangers.includes(OF_A_LIFE) && chances.report >= HEARD_AT_ALL;
  const isInDanger = isOfALife || isToldAsDanger(danger);
  const reasons = [...(rules.own?.reasons ?? []), ...rules.dangers, BY_ENCODER];
  const own = rules.own?.isCrisis || (chances.distress >= TOLD_TOO && isInDanger) ? 'crisis' : 'strain';
  const isOwnToo = raised === 'both' || chances.distress >= TOLD_TOO || (raised !== 'below' && rules.own?.isCrisis);
  const besides = {
    ...inLanguage(rules),
    ...(isOwnToo && ({ ownDistress: own } as const)),
    ...(mayMeanAnAdult(weighed) && { isOfAdult: true as const }),
    reasons,
  };
  const routed = isInDanger ? inDanger(weighed) : routesOf(weighed.routes, rules);
  switch (raised) {
    case 'alarm':
      return {
        kind: 'concern',
        ...routed,
        emergency: isInDanger,
        ...(isInDanger && danger < EVEN && rules.dangers.length === 0 && { isFaint: true as const }),
        ...besides,
      };
    case 'offer':
    case 'both': {
      // What is told beside distress may be as sure as what is alarmed for; what is only offered is not.
      const isReport = isInDanger || (raised === 'both' && chances.report > EVEN);
      return { kind: 'unclear', ...routed, likelier: isReport ? 'report' : 'question', ...besides };
    }
    case 'below':
      return {
        kind: 'unclear',
        ...routesOf(weighed.routes, rules),
        likelier: 'question',
        isQuiet: true,
        ...besides,
      };
    case 'people':
      return {
        kind: 'own-distress',
        isCrisis: own === 'crisis',
        ...(rules.own?.reasons.includes(AT_HOME) && { isAtHome: true as const }),
        reasons,
      };
    case 'line':
      return { kind: 'none', mayBeDistress: true };
    case 'none':
      return { kind: 'none' };
    default:
      return raised satisfies never;
  }
}

type Reportable = Exclude<Detection, { kind: 'none' | 'own-distress' }>;

/** What was not heard to the end may be a report, and a bug of ours must not lose one: it is offered. */
export const offerBecause = (reason: string, rules?: ByRules): Reportable => ({
  kind: 'unclear',
  route: rules && rules.dangers.length > 0 ? 'emergency' : 'dsl',
  likelier: 'report',
  ...(rules && inLanguage(rules)),
  ...(rules?.own && { ownDistress: rules.own.isCrisis ? 'crisis' : 'strain' }),
  reasons: [reason, ...(rules?.dangers ?? []), ...(rules?.own?.reasons ?? [])],
});

const inLanguage = ({ language }: ByRules) => (language === undefined ? {} : { language });

/**
 * A second-best route with this share of the reports is asked about. On writers left out it is asked of 9 reports in 100 that are no
 * emergency; of those the first is right in 54, the second in 38.
 */
const CLOSE = 0.25;

/** About whom it would have to be for a message that names them to go elsewhere. */
const ABOVE = [
  ['chair', 'chair-of-governors', 'governance-officer'],
  ['head', 'headteacher', 'chair-of-governors'],
  ['lead', 'dsl', 'headteacher'],
] as const;

/** What nobody with children in their care decides: that a child may come into it is asked about from this share on. */
const MAY_BE_CHILDS = 0.05;
const WITHOUT_CHILDREN: ReadonlySet<ConcernRoute | undefined> = new Set(['senior-manager', 'dpo']);

/**
 * The encoder never learnt who holds a role here, nor who answers for the chair of governors. Where the rules saw one of them
 * act, they decide; where someone is only named who would get the report, it is asked whether it is about them; and where another is
 * named, it is asked before it passes over the head.
 */
export function routesOf(
  heard: Weighed['routes'],
  { about, named, isAnother }: Pick<ByRules, 'about' | 'named' | 'isAnother'>,
): { readonly route: ConcernRoute; readonly second?: ConcernRoute } {
  const routes = isAnother ? withoutHead(heard) : heard;
  const [first = 'dsl', next] = routes.map(([route]) => route);
  if (about === 'governance-officer') return { route: about };
  for (const [who, route, above] of ABOVE) {
    if (!named.has(who)) continue;
    if (about === above) return { route: above };
    // "It's about Mrs Okafor, she had a boy by his blazer": a child comes into it, and so may she.
    if (first === route || first === 'dsl') return { route: first, second: above };
  }
  if (isAnother && first === 'headteacher' && shareOf(heard, 'chair-of-governors') > shareOf(heard, 'headteacher'))
    return { route: first, second: 'chair-of-governors' };
  const least = next === 'dsl' && WITHOUT_CHILDREN.has(first) ? MAY_BE_CHILDS : CLOSE;
  return { route: first, ...((routes[1]?.[1] ?? 0) >= least && next !== undefined && { second: next }) };
}

const shareOf = (routes: Weighed['routes'], of: ConcernRoute): number =>
  routes.find(([route]) => route === of)?.[1] ?? 0;

/** What was heard as about the head is about a colleague, as likely as both together. */
const withoutHead = (routes: Weighed['routes']): Weighed['routes'] =>
  routes
    .filter(([route]) => route !== 'chair-of-governors')
    .map(([route, share]): (typeof routes)[number] =>
      route === 'headteacher' ? [route, share + shareOf(routes, 'chair-of-governors')] : [route, share],
    )
    .toSorted(([, one], [, other]) => other - one);

interface InDanger {
  readonly route: 'emergency';
  readonly isOfStaff?: true;
}

/** Nearly all of what is heard is told of a member of staff who suffers, and of no child. */
function inDanger({ routes: [first, next] }: Weighed): InDanger {
  const isOfStaff = first?.[0] === 'senior-manager' && (next?.[0] !== 'dsl' || next[1] < CLOSE);
  return { route: 'emergency', ...(isOfStaff && { isOfStaff: true as const }) };
}
