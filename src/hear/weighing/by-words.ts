import type { Detection } from '../detection.ts';
import type { HeadRoute } from '../message-head.ts';
import type { ByRules } from './rules.ts';
import { BY_ENCODER, offerBecause, routesOf } from './to-detection.ts';

/** What the words and letters of a text tell by themselves: log-odds of a report and of danger, and its likeliest route. */
export type ToldByWords = (text: string) => {
  readonly report: number;
  readonly danger: number;
  readonly route: HeadRoute;
};

/**
 * Where the encoder cannot run words alone are the worse reader: from here on (log-odds) a report is offered beside the answer, and from
 * where they are sure it comes first.
 */
const OFFERED_FROM = -1.5;
const FIRST_FROM = 2;
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
  const isDanger = heard.danger >= DANGER_FROM;
  const routed = isDanger ? ({ route: 'emergency' } as const) : routesOf([[heard.route, 1]], rules);
  if (heard.report >= FIRST_FROM) return { kind: 'concern', ...routed, emergency: isDanger, reasons: [BY_ENCODER] };
  return { kind: 'unclear', ...routed, likelier: isDanger ? 'report' : 'question', reasons: [BY_ENCODER] };
}
