import type { IsoDay } from '../../kernel/time.ts';

/** The drills by which a school proves its reports to itself, one a route or condition, in the order of the page. */
export const DRILLS = [
  'child',
  'adult',
  'head',
  'chair',
  'dsl-named',
  'deputy-away',
  'data',
  'online-abuse',
  'no-teams',
  'saturday',
  'graph-blocked',
  'own-child',
] as const;
export type DrillId = (typeof DRILLS)[number];

/** That a school decided to do without a drill, or without all that have not passed; why, who decided, and when. */
export interface DrillDecision {
  readonly drill: DrillId | 'all';
  readonly why: string;
  readonly decidedBy: string;
  readonly on: IsoDay;
}

/** The decision that stands in place of a drill. */
export const decisionOn = (decisions: readonly DrillDecision[], drill: DrillId): DrillDecision | undefined =>
  decisions.find((one) => one.drill === drill) ?? decisions.find((one) => one.drill === 'all');
