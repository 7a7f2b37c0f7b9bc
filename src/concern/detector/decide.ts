import type { ConcernRoute, Detection } from '../detect.ts';
import type { Manner } from './moods.ts';
import type { Tagged } from './pattern.ts';
import type { Roles } from './roles.ts';
import type { Sign, Signs } from './signs.ts';

/** How far the words must speak of an event, by the weight of the sign: in a message that asks for a ruling, and in one that only tells. */
const NEED_WHEN_ASKING: Record<1 | 2 | 3, number> = { 1: 5, 2: 2.5, 3: 1 };
const NEED_WHEN_TELLING: Record<1 | 2 | 3, number> = { 1: 2, 2: 1, 3: 0 };
/** Somebody tells of a child or a colleague, names no harm and asks for nothing: nobody types that to a policy bot for fun. */
const NEED_FOR_STORY = 1;
/** This far below what is needed the message is unclear, and one neutral question is asked. */
const UNCLEAR = 1.5;
const NEVER = -99;

export function decide(words: readonly Tagged[], roles: Roles, manner: Manner, signs: Signs): Detection {
  const has = (...tags: string[]) => words.some((word) => tags.some((tag) => word.tags.has(tag)));
  const childHere = has('child', 'name', 'ex-pupil', 'pron', 'relative');
  const adultActs = roles.staffActs || roles.headActs || roles.unnamedAdultActs || roles.nothingDone;
  const staffSuffers = roles.staffSuffers || roles.accountSuffers;
  const telling = !manner.asksRuling;
  const story = telling ? tell(words, manner) - NEED_FOR_STORY : NEVER;

  const danger = Math.max(NEVER, ...signs.danger.map((sign) => sign.net + 0.5));
  const child = childHere ? Math.max(strength(signs.child, telling), story) : NEVER;
  const adult = adultActs || roles.selfReport ? Math.max(strength(signs.conduct, telling), child) : NEVER;
  const victim = staffSuffers ? strength(signs.victim, telling) : NEVER;

  const top = Math.max(danger, child, adult, victim);
  if (top < -UNCLEAR) return { kind: 'none' };

  const reasons = [
    ...new Set(
      Object.values(signs)
        .flat()
        .filter((sign: Sign) => sign.net > 0)
        .map((sign: Sign) => sign.rule.id),
    ),
  ].sort();
  const route = routeOf();
  if (top < 0) return { kind: 'unclear', route, reasons };
  return { kind: 'concern', route, emergency: route === 'emergency', reasons };

  function routeOf(): ConcernRoute {
    if (danger >= 0) return 'emergency';
    if (adult >= 0 || (adult === top && top < 0)) {
      if (roles.headActs) return 'chair-of-governors';
      const onlyStaffHurt = roles.staffSuffers && victim >= 0 && !has('child', 'ex-pupil');
      if (!onlyStaffHurt) return 'headteacher';
    }
    if (victim >= 0 && !roles.childSuffers) return 'senior-manager';
    return 'dsl';
  }
}

/** How far the best sign stands above what its weight needs; several kinds of sign support each other. */
function strength(signs: readonly Sign[], telling: boolean): number {
  const need = telling ? NEED_WHEN_TELLING : NEED_WHEN_ASKING;
  const ids = new Set(signs.filter((sign) => sign.net > -1).map((sign) => sign.rule.id));
  const support = Math.min(1.5, 0.5 * Math.max(0, ids.size - 1));
  return Math.max(NEVER, ...signs.map((sign) => sign.net + support - need[sign.rule.weight]));
}

/** How strongly some clause tells of a particular third person. */
function tell(words: readonly Tagged[], manner: Manner): number {
  const nets = words
    .filter((word) => word.tags.has('specific') || word.tags.has('pron') || word.tags.has('indefinite'))
    .filter((word) => ['child', 'staff', 'pron', 'name', 'ex-pupil', 'relative'].some((tag) => word.tags.has(tag)))
    .map((word) => manner.moods[word.clause])
    .map((mood) => (mood ? mood.event - mood.general : NEVER));
  return Math.max(NEVER, ...nets);
}
