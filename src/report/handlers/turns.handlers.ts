import type { ReportRoutes } from '../../platform/teams/routes.ts';
import type * as turns from '../../platform/teams/turn.ts';

/**
 * The report's own path. What is typed here is not heard by the gate: it is the report, and goes as it is into the sealed record
 * and nowhere else. So these turns carry what was sent, and no other capability has such turns.
 */
export type Routes = ReportRoutes;
export type ActionTurn = turns.Raw<turns.ActionTurn>;
export type DialogTurn = turns.Raw<turns.DialogTurn>;
