import { z } from 'zod/v4';
import type { InstallResult } from '../../acknowledge/delivery/attempt.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import type { Pace } from '../../kernel/messages.ts';
import type { Graph } from './client.ts';

/** Installations of one app in one tenant share this. Source: Microsoft Graph throttling limits for Teams, POST installedApps. */
const INSTALL_BUCKET = 'graph-install';
const INSTALLS_PER_SECOND = 30;

/** Teams answers in Graph often do not say when to come back; the person refused waits longer than this by themselves. */
const UNTOLD_PAUSE_MS = 250;

export interface Installs {
  /** Puts the app into the person's personal scope. Repeating it is harmless. Throws a Fault for trouble that passes. */
  install(user: UserId): Promise<InstallResult>;
  /** The app's id in the organisation's catalogue. @throws Fault('not-found') when nobody has published it there */
  catalogueId(): Promise<string>;
}

interface InstallParts {
  readonly graph: Graph;
  readonly pace: Pace;
  readonly app: { readonly catalogAppId: string | undefined; readonly manifestId: string };
  /** Graph's address, for the binding in the request's body. */
  readonly graphUrl: string;
}

const catalogue = z.object({ value: z.array(z.object({ id: z.string() })) });

/** Installing through Graph: the only way to reach someone who never wrote to the bot. */
export function graphInstalls({ graph, pace, app, graphUrl }: InstallParts): Installs {
  let found: Promise<string> | undefined;

  async function lookUp(): Promise<string> {
    const filter = encodeURIComponent(`externalId eq '${app.manifestId}'`);
    const answer = catalogue.safeParse(await graph.get(`/appCatalogs/teamsApps?$filter=${filter}`)).data;
    const id = answer?.value[0]?.id;
    if (id === undefined) throw new Fault('not-found', 'the app is not in the organisation’s Teams catalogue');
    return id;
  }

  async function catalogueId(): Promise<string> {
    if (app.catalogAppId !== undefined) return app.catalogAppId;
    found ??= lookUp();
    // A look-up that failed is tried again next time.
    found.catch(() => {
      found = undefined;
    });
    return found;
  }

  return {
    catalogueId,
    async install(user) {
      const id = await catalogueId();
      try {
        const body = { 'teamsApp@odata.bind': `${graphUrl}/appCatalogs/teamsApps/${id}` };
        await pace.run(INSTALL_BUCKET, INSTALLS_PER_SECOND, () =>
          graph.postOnce(`/users/${user}/teamwork/installedApps`, body),
        );
        return 'installed';
      } catch (error) {
        if (!(error instanceof Fault)) throw error;
        if (error.code === 'not-found') return 'no-teams';
        if (error.code === 'throttled') await pace.pause(INSTALL_BUCKET, error.retryAfterMs ?? UNTOLD_PAUSE_MS);
        // Already installed answers 409, which no reference mentions: whether it is there is asked instead of assumed.
        if (error.code === 'rejected' && (await isInstalled(user, id))) return 'already';
        // A policy that blocks the app and a permission that we lack are both 403. The same permission lets us look: where
        // we may look, it is the policy.
        if (error.code === 'forbidden') return (await isInstalled(user, id)) ? 'already' : 'blocked-by-policy';
        throw error;
      }
    },
  };

  /** @throws Fault('forbidden') when we lack the permission */
  async function isInstalled(user: UserId, id: string): Promise<boolean> {
    const filter = encodeURIComponent(`teamsApp/id eq '${id}'`);
    const answer = await graph.get(`/users/${user}/teamwork/installedApps?$expand=teamsApp&$filter=${filter}`);
    return (catalogue.safeParse(answer).data?.value.length ?? 0) > 0;
  }
}
