import type { ConcernRoute, Detection } from './detect.ts';
import type { HeadRoute, MessageThresholds, Told } from './message-head.ts';

/** What a message seems to be, by two votes: what the encoder learnt, and the product's rules. */
export type Verdict =
  | { readonly kind: 'none' | 'own-distress' }
  | { readonly kind: 'concern' | 'unclear'; readonly route: ConcernRoute | HeadRoute };

/** The rules lower what the encoder needs, by thresholds that were measured; they never veto it, and alone they raise no alarm. */
export function decideBetween(found: Detection, told: Told, thresholds: MessageThresholds): Verdict {
  const vote = found.kind === 'concern' ? 'yes' : found.kind === 'unclear' ? 'perhaps' : 'no';
  if (told.report >= thresholds.report[vote]) {
    const isVoted = found.kind === 'concern' && found.emergency;
    const isDanger = told.danger >= thresholds.danger[isVoted ? 'yes' : 'no'];
    return { kind: 'concern', route: isDanger ? 'emergency' : routeOf(found, told) };
  }
  if (found.kind === 'own-distress' || told.distress >= thresholds.distress) return { kind: 'own-distress' };
  return told.report >= thresholds.offer[vote] ? { kind: 'unclear', route: routeOf(found, told) } : { kind: 'none' };
}

/** The encoder never learnt who answers for the chair of governors; the rules know. */
function routeOf(found: Detection, told: Told): ConcernRoute | HeadRoute {
  if ('route' in found && found.route === 'governance-officer') return found.route;
  return told.routes[0]?.[0] ?? 'dsl';
}

/** The encoder reaches some 90 words. A longer message is read in parts that overlap, so that no sentence falls between two. */
const WORDS_AT_ONCE = 70;
const STEP = 50;
const MOST_PARTS = 40;

export function partsOf(text: string): readonly string[] {
  const words = text.split(/\s+/).filter((word) => word !== '');
  if (words.length <= WORDS_AT_ONCE) return [text];
  const count = Math.ceil((words.length - WORDS_AT_ONCE) / STEP) + 1;
  return Array.from({ length: Math.min(count, MOST_PARTS) }, (_, at) =>
    words.slice(at * STEP, at * STEP + WORDS_AT_ONCE).join(' '),
  );
}
