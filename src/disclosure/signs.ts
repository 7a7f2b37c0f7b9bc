import type { Mood } from './frames/moods.ts';
import { CONDUCT, STAFF_VICTIM } from './harms/adult.ts';
import { CHILD_HARMS } from './harms/child.ts';
import { DANGERS, NOT_THIS_MINUTE } from './harms/danger.ts';
import type { HarmRule } from './harms/rule.ts';
import { IDIOMS } from './reading/idioms.ts';
import { isMendedInjury } from './reading/mended.ts';
import { createScanner, type Found, type Tagged } from './reading/pattern.ts';

/** One thing that may be wrong, where it stands, and how real the words around it make it. */
export interface Sign {
  readonly rule: HarmRule;
  readonly clause: number;
  readonly net: number;
}

export interface Signs {
  readonly danger: readonly Sign[];
  readonly child: readonly Sign[];
  readonly conduct: readonly Sign[];
  readonly victim: readonly Sign[];
}

const scanIdioms = createScanner([{ id: 'idiom', patterns: IDIOMS }]);
const scanDangers = createScanner(DANGERS);
const scanOtherDays = createScanner([NOT_THIS_MINUTE]);
const scanChild = createScanner(CHILD_HARMS);
const scanConduct = createScanner(CONDUCT);
const scanVictim = createScanner(STAFF_VICTIM);

export function findSigns(words: readonly Tagged[], moods: readonly Mood[]): Signs {
  const idle = new Set<number>();
  for (const hit of scanIdioms(words)) for (let at = hit.start; at < hit.end; at += 1) idle.add(at);

  const real = (hits: readonly Found<HarmRule>[]): Sign[] =>
    hits
      .filter((hit) => !covered(hit, idle))
      .map((hit) => {
        const mood = moods[words[hit.start]?.clause ?? 0] ?? { event: 0, general: 0 };
        return {
          rule: hit.rule,
          clause: words[hit.start]?.clause ?? 0,
          net: mood.event - mood.general - (denied(words, hit.start) ? 3 : 0),
        };
      });

  const isMended = isMendedInjury(words.map(({ text }) => text).join(' '));
  const otherDay = scanOtherDays(words).length > 0;
  return {
    danger: real(scanDangers(words)).filter(
      (sign) => !(otherDay && NOT_THIS_MINUTE.dangers.some((id) => id === sign.rule.id)),
    ),
    child: real(scanChild(words)).filter((sign) => sign.rule.id !== 'physical/injury' || !isMended),
    conduct: real(scanConduct(words)),
    victim: real(scanVictim(words)),
  };
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
