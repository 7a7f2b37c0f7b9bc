import type { Detection } from '../detection.ts';
import type { HeadRoute } from '../message-head.ts';
import type { ByRules } from './rules.ts';
import { BY_ENCODER, offerBecause } from './to-detection.ts';

/** What the words and letters of a text tell by themselves: log-odds of a report and of danger, and its likeliest route. */
export type ToldByWords = (text: string) => {
  readonly report: number;
  readonly danger: number;
  readonly route: HeadRoute;
};

/**
 * Where the encoder cannot run words alone are the worse reader, so that they raise no alarm: from here on (log-odds) a report is
 * offered, beside the answer.
 */
const OFFERED_FROM = -1.5;
const DANGER_FROM = 0;

/** What a message is taken for where the encoder cannot run: by rules, and by what its words alone tell. */
export function byWordsAlone(text: string, rules: ByRules, told: ToldByWords | undefined): Detection {
  const { own, dangers } = rules;
  const heard = told?.(text);
  const isReport = heard !== undefined && heard.report >= OFFERED_FROM;
  if (own && dangers.length === 0 && !isReport)
    return { kind: 'own-distress', isCrisis: own.isCrisis, reasons: own.reasons };
  if (dangers.length > 0 || own) return offerBecause('rules', rules);
  // Where not even words can be weighed, everything that is typed may be a report.
  if (!heard) return { kind: 'unclear', route: 'dsl', likelier: 'question', isQuiet: true, reasons: ['not-heard'] };
  if (!isReport) return { kind: 'none' };
  const route = heard.danger >= DANGER_FROM ? 'emergency' : heard.route;
  return { kind: 'unclear', route, likelier: route === 'emergency' ? 'report' : 'question', reasons: [BY_ENCODER] };
}
