import type { Understood } from '../question/query-parser.ts';
import type { Slot } from '../question/slots.ts';
import { type Ranked, signsOf } from './order.ts';
import { type PassageIndex, plainnessOf } from './passage-index.ts';
import type { Tuning } from './tuning.ts';
import { weighted } from './weighted.ts';

export interface Search {
  readonly ranked: readonly Ranked[];
  /** What each slot counts in this collection: its importance, more where few passages speak of it. */
  readonly weights: readonly number[];
  /** For each slot, the plainest mention anywhere; 0 when no policy speaks of it. */
  readonly reach: readonly number[];
}

/** What a passage must speak of to answer; the rest helps to choose between passages. */
const tells: ReadonlySet<Slot['importance']> = new Set(['topic', 'aside', 'setting', 'word', 'whole']);

/** A half-hearted mention covers less than half: being near a matter is not speaking of it. */
const PLAINNESS = 2;
/** So much weight is a whole question, about three matters: a longer message tells more than it asks. */
const ENOUGH = 3;
/** From here on a passage is about a thing, and a question mentions it. */
const SUBJECT = 0.7;
const MENTIONED = 0.3;
/** So many passages are looked at sentence by sentence. */
const CLOSE = 24;
/** So many of them are put into order once more. */
export const AGAIN = 12;

/**
 * Ranks passages: by the share of the question that each of them speaks of, and those that speak of most of it once more by
 * what was learned to tell the best of them (see `Signs`). Same input, same order.
 */
export function search(index: PassageIndex, understood: Understood, tuning: Tuning): Search {
  const { slots } = understood;
  const count = index.entries.length;
  const score = new Float32Array(count);
  const best = new Float32Array(count);
  const weights: number[] = [];
  const reach: number[] = [];
  for (const slot of slots) {
    const touched = findMentions(index, slot, best);
    let mentions = 0;
    let top = 0;
    for (const at of touched) {
      const value = best[at] ?? 0;
      mentions += value;
      if (value > top) top = value;
    }
    const weight = weigh(slot, mentions, top, count, tuning);
    for (const at of touched) {
      score[at] = (score[at] ?? 0) + weight * (best[at] ?? 0);
      best[at] = 0;
    }
    weights.push(weight);
    reach.push(top);
  }
  const close = topOf(score, CLOSE).map((at) => lookClosely(index, at, slots, weights, tuning));
  close.sort((a, b) => b.score - a.score || a.at - b.at);
  const most = close[0]?.score ?? 0;
  const worth = new Map(
    close
      .slice(0, AGAIN)
      .map((one) => [one, weighted(signsOf(index, one, most, understood, weights), tuning.order)] as const),
  );
  const again = [...worth.keys()].sort((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0));
  return { ranked: [...again, ...close.slice(AGAIN)], weights, reach };
}

/** Writes into `best` how plainly each entry speaks of the slot, by its best term: synonyms do not add up. */
function findMentions(index: PassageIndex, slot: Slot, best: Float32Array): number[] {
  const touched: number[] = [];
  for (const [term, strength] of slot.terms) {
    const postings = index.postings(term);
    if (!postings) continue;
    const { at, weight } = postings;
    for (let place = 0; place < at.length; place += 1) {
      const entry = at[place] ?? 0;
      const value = strength * (weight[place] ?? 0);
      const before = best[entry] ?? 0;
      if (before === 0) touched.push(entry);
      if (value > before) best[entry] = value;
    }
  }
  return touched;
}

function weigh(slot: Slot, mentions: number, top: number, count: number, tuning: Tuning): number {
  if (slot.importance === 'word' && mentions === 0) return tuning.unknownWord;
  const rarity = Math.log(1 + (count + 0.5) / (mentions + 0.5)) / Math.log(2 + 2 * count);
  // What is mentioned in passing elsewhere is a matter of its own where a policy speaks of it.
  const importance = slot.importance === 'aside' && top > 0.6 ? 'topic' : slot.importance;
  const trust = slot.isGuess && slot.importance !== 'word' && top < tuning.reach ? tuning.guess : 1;
  return trust * tuning.importance[importance] * (tuning.steady + (1 - tuning.steady) * rarity);
}

/** A passage whose one sentence speaks of everything answers better than one that mentions each thing somewhere. */
function lookClosely(
  index: PassageIndex,
  at: number,
  slots: readonly Slot[],
  weights: readonly number[],
  tuning: Tuning,
): Ranked & { at: number } {
  const entry = index.entries[at];
  if (!entry) throw new RangeError(`no entry ${at}`);
  const { sentences } = index.closeUp(entry);
  const each = sentences.map((terms) => slots.map((slot) => hitOf(slot, terms, tuning)));
  const whole = slots.map((_, slot) => Math.max(0, ...each.map((hits) => hits[slot] ?? 0)));
  const sum = (hits: readonly number[]) => hits.reduce((total, hit, slot) => total + hit * (weights[slot] ?? 0), 0);
  const focused = each.map((hits) => hits.map((hit, slot) => Math.max(hit, tuning.beside * (whole[slot] ?? 0))));
  const hits = focused.reduce((one, other) => (sum(other) > sum(one) ? other : one), focused[0] ?? whole);
  const sharpest = sentences[focused.indexOf(hits)];
  const kept = index.narrowing.map(([term, keeps]) => {
    const isForeign =
      (sharpest?.get(term) ?? 0) >= SUBJECT && !slots.some((slot) => (slot.terms.get(term) ?? 0) >= MENTIONED);
    return isForeign ? keeps : 1;
  });
  let covered = 0;
  let asked = 0;
  slots.forEach((slot, place) => {
    if (!tells.has(slot.importance)) return;
    asked += weights[place] ?? 0;
    covered += (weights[place] ?? 0) * Math.min(1, hits[place] ?? 0) ** PLAINNESS;
  });
  return {
    at,
    entry,
    score: sum(hits) * Math.min(1, ...kept),
    coverage: asked > 0 ? Math.min(1, covered / Math.min(asked, ENOUGH)) : 0,
    hits,
  };
}

/** Indexes of the `keep` highest scores, highest first; of equals the earlier in the document. */
function topOf(score: Float32Array, keep: number): number[] {
  const best: number[] = [];
  let floor = 0;
  for (let at = 0; at < score.length; at += 1) {
    const value = score[at] ?? 0;
    if (value <= floor) continue;
    let place = best.length;
    while (place > 0 && (score[best[place - 1] ?? 0] ?? 0) < value) place -= 1;
    best.splice(place, 0, at);
    if (best.length > keep) best.pop();
    if (best.length === keep) floor = score[best[keep - 1] ?? 0] ?? 0;
  }
  return best;
}

/** How plainly a sentence speaks of a slot; of what may mean two things, better where it speaks of both. */
function hitOf({ concepts, terms }: Slot, sentence: ReadonlyMap<string, number>, tuning: Tuning): number {
  const hit = plainnessOf(terms, sentence);
  const meant = concepts.filter((concept) => (sentence.get(`#${concept}`) ?? 0) >= MENTIONED);
  return meant.length > 1 ? hit * (1 + tuning.both) : hit;
}
