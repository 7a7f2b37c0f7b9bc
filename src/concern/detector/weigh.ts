import type { ConcernRoute, Detection } from '../detect.ts';
import type { Annotated } from './annotate.ts';
import { DANGERS } from './danger.ts';
import { FRAMES, IDIOMS } from './frames.ts';
import { CONDUCT, STAFF_VICTIM } from './harms-adult.ts';
import { CHILD_HARMS } from './harms-child.ts';
import { createScanner, type Found, type Tagged } from './pattern.ts';
import { findRoles, type Roles } from './roles.ts';
import type { HarmRule } from './rule.ts';

const scanIdioms = createScanner([{ id: 'idiom', patterns: IDIOMS }]);
const scanFrames = createScanner(FRAMES);
const scanDangers = createScanner(DANGERS);
const scanChild = createScanner(CHILD_HARMS);
const scanConduct = createScanner(CONDUCT);
const scanVictim = createScanner(STAFF_VICTIM);

interface Mood {
  readonly event: number;
  readonly general: number;
}

interface Sign {
  readonly rule: HarmRule;
  readonly at: number;
  readonly net: number;
  readonly mood: Mood;
}

export function weigh({ words, asked }: Annotated): Detection {
  const idle = new Set<number>();
  for (const hit of scanIdioms(words)) for (let at = hit.start; at < hit.end; at += 1) idle.add(at);

  const moods = readMoods(words, asked);
  const signs = (hits: readonly Found<HarmRule>[]): Sign[] =>
    hits
      .filter((hit) => !covered(hit, idle))
      .map((hit) => {
        const mood = moods[words[hit.start]?.clause ?? 0] ?? { event: 0, general: 0 };
        return {
          rule: hit.rule,
          at: hit.start,
          mood,
          net: mood.event - mood.general - (denied(words, hit.start) ? 3 : 0),
        };
      });

  const roles = findRoles(words);
  const danger = signs(scanDangers(words));
  const child = signs(scanChild(words));
  const conduct = signs(scanConduct(words));
  const victim = signs(scanVictim(words));
  return decide(words, roles, { danger, child, conduct, victim });
}

const covered = (hit: Found<HarmRule>, idle: ReadonlySet<number>) => {
  for (let at = hit.start; at < hit.end; at += 1) if (idle.has(at)) return true;
  return false;
};

function denied(words: readonly Tagged[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - 3); back -= 1) {
    const word = words[back];
    if (!word || word.clause !== words[at]?.clause) return false;
    if (/^(?:nobody|noone|never)$/.test(word.text)) return true;
    if (word.text === 'not') return !/^(?:sure|only|just|know|telling|want|think)$/.test(words[back + 1]?.text ?? '');
  }
  return false;
}

/** How far each clause speaks of something that happened, and how far of a rule or a possibility. */
function readMoods(words: readonly Tagged[], asked: ReadonlySet<number>): Mood[] {
  const clauses = (words.at(-1)?.clause ?? 0) + 1;
  const sentenceOf: number[] = new Array(clauses).fill(0);
  for (const word of words) sentenceOf[word.clause] = word.sentence;

  const hits = scanFrames(words);
  const unreal = new Set<number>();
  for (const hit of hits)
    if (hit.rule.id === 'general/if' || hit.rule.id === 'general/would') {
      const from = words[hit.start]?.clause ?? 0;
      for (let clause = from; clause < clauses && sentenceOf[clause] === sentenceOf[from]; clause += 1)
        unreal.add(clause);
    }

  const perClause = (read: (rule: (typeof FRAMES)[number]) => number, real: boolean): number[] => {
    const best: Map<string, number>[] = Array.from({ length: clauses }, () => new Map());
    const everywhere = new Map<string, number>();
    for (const { rule, start } of hits) {
      const weight = read(rule);
      if (weight === 0) continue;
      const from = words[start]?.clause ?? 0;
      if (rule.reach === 'clause') best[from]?.set(rule.id, weight);
      else
        for (
          let clause = real ? firstOf(sentenceOf, from) : from;
          clause < clauses && sentenceOf[clause] === sentenceOf[from];
          clause += 1
        )
          best[clause]?.set(rule.id, weight);
      if (rule.reach === 'message' && !(real && unreal.has(from)))
        everywhere.set(rule.id, real ? weight * 0.7 : weight);
    }
    return best.map((own) => {
      let sum = 0;
      for (const id of new Set([...own.keys(), ...everywhere.keys()]))
        sum += Math.max(own.get(id) ?? 0, everywhere.get(id) ?? 0);
      return sum;
    });
  };

  const event = perClause((rule) => rule.event ?? 0, true);
  const general = perClause((rule) => rule.general ?? 0, false);
  return event.map((value, clause) => ({
    event: Math.min(value, 7),
    general:
      (general[clause] ?? 0) +
      (asked.has(sentenceOf[clause] ?? 0) && (general[clause] ?? 0) > 0 ? 0.5 : 0) +
      (generic(words, clause) ? 1 : 0),
  }));
}

const firstOf = (sentenceOf: readonly number[], clause: number) => sentenceOf.indexOf(sentenceOf[clause] ?? 0);

function generic(words: readonly Tagged[], clause: number): boolean {
  let any = false;
  for (const word of words) {
    if (word.clause !== clause) continue;
    if (word.tags.has('specific') || word.tags.has('pron')) return false;
    if (word.tags.has('generic') || word.tags.has('indefinite')) any = true;
  }
  return any;
}

interface Signs {
  readonly danger: readonly Sign[];
  readonly child: readonly Sign[];
  readonly conduct: readonly Sign[];
  readonly victim: readonly Sign[];
}

const NEED: Record<1 | 2 | 3, number> = { 1: 4, 2: 2.5, 3: 1 };

/** How far the best sign stands above what its weight needs; several kinds of sign support each other. */
function strength(signs: readonly Sign[]): number {
  const ids = new Set(signs.filter((sign) => sign.net > -1).map((sign) => sign.rule.id));
  const support = Math.min(1.5, 0.5 * Math.max(0, ids.size - 1));
  return Math.max(-99, ...signs.map((sign) => sign.net + support - NEED[sign.rule.weight]));
}

function decide(words: readonly Tagged[], roles: Roles, signs: Signs): Detection {
  const has = (tag: string) => words.some((word) => word.tags.has(tag));
  const childHere = has('child') || has('name') || has('ex-pupil') || has('pron') || has('relative');
  const adultActs = roles.staffActs.length + roles.headActs.length + roles.leadActs.length > 0;
  const suffers = roles.staffSuffers.length > 0;

  const danger = Math.max(-99, ...signs.danger.map((sign) => sign.net + 0.5));
  const child = childHere ? strength(signs.child) : -99;
  const adult = adultActs || roles.selfReport.length > 0 ? Math.max(strength(signs.conduct), child) : -99;
  const victim = suffers || roles.accountSuffers.length > 0 ? strength(signs.victim) : -99;

  const top = Math.max(danger, child, adult, victim);
  const reasons = [
    ...new Set(
      [...signs.danger, ...signs.child, ...signs.conduct, ...signs.victim]
        .filter((sign) => sign.net > 0)
        .map((sign) => sign.rule.id),
    ),
  ].sort();
  if (top < -1.5) return { kind: 'none' };

  const route = routeOf();
  if (top < 0) return { kind: 'unclear', route, reasons };
  return { kind: 'concern', route, emergency: route === 'emergency', reasons };

  function routeOf(): ConcernRoute {
    if (danger >= 0) return 'emergency';
    if (adult >= 0 || (adult === top && top < 0)) {
      if (roles.headActs.length > 0) return 'chair-of-governors';
      const onlyStaffHurt = suffers && victim >= 0 && !has('child') && !has('ex-pupil');
      if (!onlyStaffHurt) return 'headteacher';
    }
    if (victim >= 0 && !(roles.childSuffers.length > 0)) return 'senior-manager';
    return 'dsl';
  }
}
