import type { ConcernRoute, Detection } from './detection.ts';
import type { Manner } from './frames/moods.ts';
import type { Tagged } from './reading/pattern.ts';
import type { Roles } from './reading/roles.ts';
import type { Sign, Signs } from './signs.ts';

/** How far the words must speak of an event, by the weight of the sign: in a message that asks for a ruling, and in one that only tells. */
const NEED_WHEN_ASKING: Record<1 | 2 | 3, number> = { 1: 5, 2: 2.5, 3: 1 };
const NEED_WHEN_TELLING: Record<1 | 2 | 3, number> = { 1: 1.5, 2: 0.5, 3: -0.5 };
/** Someone tells of a child or a colleague, names no harm and asks for nothing: nobody types that to a policy bot for fun. */
const NEED_FOR_STORY = 1;
/** The same, told after a question about the rules. */
const NEED_FOR_AFTERTHOUGHT = 2.5;
/** Something done to the sender, a colleague or a school account, told without asking for a ruling. */
const NEED_FOR_ORDEAL = 1.5;
/** This far below what is needed the message is unclear, and one neutral question is asked. */
const UNCLEAR = 1.5;
const NEVER = -99;

export function decide(words: readonly Tagged[], roles: Roles, manner: Manner, signs: Signs): Detection {
  const has = (...tags: string[]) => words.some((word) => tags.some((tag) => word.tags.has(tag)));
  const adultActs = roles.staffActs || roles.headActs || roles.chairActs || roles.unnamedAdultActs || roles.nothingDone;
  const staffSuffers = roles.staffSuffers || roles.accountSuffers;
  const childHere =
    has('child', 'name', 'ex-pupil', 'pron', 'relative') || (!manner.asksRuling && has('parent', 'stranger'));
  const story = manner.harmless
    ? NEVER
    : tell(words, manner, ['child', 'staff', 'pron', 'name', 'ex-pupil', 'relative']) -
      (manner.asksRuling ? NEED_FOR_AFTERTHOUGHT : NEED_FOR_STORY);
  const ordeal =
    manner.asksRuling || manner.harmless
      ? NEVER
      : tell(words, manner, ['me', 'staff', 'parent', 'pron', 'stranger']) - NEED_FOR_ORDEAL;

  const cries = childHere && strength(signs.child, manner) >= 1;
  const danger = Math.max(
    NEVER,
    ...signs.danger
      .filter((sign) => cries || sign.rule.id !== 'danger/cry')
      .map((sign) => sign.net + (manner.telling.has(sign.clause) ? 1 : -0.5)),
  );
  // Names we do not know are pupils too: grave harm that is told, and befalls nobody else, is taken to be a child's.
  const grave = signs.child.filter((sign) => sign.rule.weight === 3 && manner.telling.has(sign.clause));
  const child = childHere
    ? Math.max(strength(signs.child, manner), story)
    : staffSuffers
      ? NEVER
      : strength(grave, manner);
  const told = Math.max(strength(signs.conduct, manner), strength(signs.child, manner));
  const adult = adultActs ? Math.max(told, child) : roles.selfReport ? told : NEVER;
  const signsOfHarm = strength(signs.child, manner);
  const targeted = staffSuffers ? strength(signs.victim, manner) : NEVER;
  // Without a word of abuse it is only about staff when no pupil comes into it.
  const victim = Math.max(
    targeted,
    staffSuffers && signsOfHarm < 0 && !has('child', 'name', 'relative') ? ordeal : NEVER,
  );

  const top = Math.max(danger, child, adult, victim);
  if (top < -UNCLEAR)
    return {
      kind: 'none',
      ...(manner.isEveryday && { isEveryday: true }),
      ...(manner.isOfNobody && { isOfNobody: true }),
    };

  const reasons = [
    ...new Set(
      Object.values(signs)
        .flat()
        .filter((sign: Sign) => sign.net > 0)
        .map((sign: Sign) => sign.rule.id),
    ),
  ].sort();
  const route = routeOf();
  if (top < 0) return { kind: 'unclear', route, likelier: 'report', reasons };
  return { kind: 'concern', route, emergency: route === 'emergency', reasons };

  function routeOf(): ConcernRoute {
    if (danger >= 0) return 'emergency';
    if (adult >= 0 || (adult === top && top < 0)) {
      if (roles.chairActs) return 'governance-officer';
      if (roles.headActs) return 'chair-of-governors';
      const moreHurtThanHurting =
        roles.staffSuffers && !roles.staffActs && !roles.selfReport && targeted >= strength(signs.conduct, manner);
      if (moreHurtThanHurting && targeted >= 0) return 'senior-manager';
      const onlyStaffHurt = roles.staffSuffers && victim >= 0 && !has('child', 'ex-pupil');
      if (!onlyStaffHurt) return 'headteacher';
    }
    if (victim >= 0 && !roles.childSuffers) return 'senior-manager';
    return 'dsl';
  }
}

/** How far the best sign is above what its weight needs; several kinds of sign support each other. */
function strength(signs: readonly Sign[], manner: Manner): number {
  const ids = new Set(signs.filter((sign) => sign.net > -1).map((sign) => sign.rule.id));
  const support = Math.min(1.5, 0.5 * Math.max(0, ids.size - 1));
  const need = (sign: Sign) =>
    (manner.telling.has(sign.clause) ? NEED_WHEN_TELLING : NEED_WHEN_ASKING)[sign.rule.weight];
  return Math.max(NEVER, ...signs.map((sign) => sign.net + support - need(sign)));
}

/** How strongly some clause that asks for nothing tells of people of these kinds. */
function tell(words: readonly Tagged[], manner: Manner, tags: readonly string[]): number {
  const nets = words
    .filter((word) => manner.telling.has(word.clause) && tags.some((tag) => word.tags.has(tag)))
    .map((word) => manner.moods[word.clause])
    .map((mood) => (mood ? mood.event - mood.general : NEVER));
  return Math.max(NEVER, ...nets);
}
