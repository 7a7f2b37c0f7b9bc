import { z } from 'zod/v4';
import type { UserId } from '../../kernel/ids.ts';
import { dayOf, type IsoDay } from '../../kernel/time.ts';
import type { Graph } from './client.ts';

const leaving = z.object({ employeeLeaveDateTime: z.string().nullish() });

/**
 * Someone's last day, where Entra has it. Asked apart from everything else, because Graph refuses a whole answer to anyone without the
 * permission for this one field (User-LifeCycleInfo.Read.All), which a school need not give. @throws Fault without it
 */
export const graphLeaveDays =
  (graph: Pick<Graph, 'get'>) =>
  async (user: UserId): Promise<IsoDay | undefined> => {
    const got = leaving.safeParse(await graph.get(`/users/${user}?$select=employeeLeaveDateTime`)).data;
    const at = got?.employeeLeaveDateTime ? new Date(got.employeeLeaveDateTime) : undefined;
    return at === undefined || Number.isNaN(at.getTime()) ? undefined : dayOf(at);
  };
