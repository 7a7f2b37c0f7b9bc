import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Pace } from '../../kernel/messages.ts';
import type { Graph } from './client.ts';

/** Activity notifications of one app in one tenant share this. Source: Microsoft Graph throttling limits for Teams. */
const NUDGE_BUCKET = 'graph-nudge';
const NUDGES_PER_SECOND = 5;
/** The feed shows no more. */
const PREVIEW_CHARACTERS = 150;

export interface Nudges {
  /**
   * A line in the person's activity feed. `not-possible` where the app is not installed for them, may not, or is in
   * doubt about which app it is: the caller has another way. Throws a Fault for trouble that passes.
   */
  nudge(user: UserId, activityType: string, preview: string): Promise<'nudged' | 'not-possible'>;
}

/**
 * Sent one by one: the bulk call answers before anything is delivered and names nobody it did not reach.
 * @param catalogueId the app's id in the organisation's catalogue: what the notification opens
 */
export function graphNudges(deps: {
  readonly graph: Graph;
  readonly pace: Pace;
  readonly graphUrl: string;
  readonly catalogueId: () => Promise<string>;
}): Nudges {
  const { graph, pace, graphUrl, catalogueId } = deps;
  return {
    async nudge(user, activityType, preview) {
      const id = await catalogueId();
      try {
        const body = {
          topic: { source: 'entityUrl', value: `${graphUrl}/appCatalogs/teamsApps/${id}` },
          activityType,
          previewText: { content: preview.slice(0, PREVIEW_CHARACTERS) },
          templateParameters: [],
        };
        await pace.run(NUDGE_BUCKET, NUDGES_PER_SECOND, () =>
          graph.postOnce(`/users/${user}/teamwork/sendActivityNotification`, body),
        );
        return 'nudged';
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.code === 'throttled') await pace.pause(NUDGE_BUCKET, error.retryAfterMs ?? 1_000);
        if (error.isPassing) throw error;
        return 'not-possible';
      }
    },
  };
}
