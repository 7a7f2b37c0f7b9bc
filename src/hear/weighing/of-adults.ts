import type { HeadRoute } from '../message-head.ts';
import type { Weighed } from './heard-as.ts';

/** To whom a worry goes that is about an adult who works with children here. */
const OF_ADULTS: readonly HeadRoute[] = ['headteacher', 'chair-of-governors'];

/**
 * So likely a report about an adult of the school, its writer is asked whether one is involved. On writers that nothing has learnt from it
 * is asked in few of the reports about a child by anyone else, and in nearly all that are about an adult (decision 0099).
 */
const ASKED_FROM = 0.15;

export const mayMeanAnAdult = ({ chances, routes }: Pick<Weighed, 'chances' | 'routes'>): boolean =>
  chances.report * routes.reduce((sum, [route, share]) => sum + (OF_ADULTS.includes(route) ? share : 0), 0) >=
  ASKED_FROM;
