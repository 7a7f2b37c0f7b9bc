import type { TokenCredential } from '@azure/identity';
import type { Pace } from '../../kernel/messages.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Config } from '../../platform/environment/config.ts';
import { createGraph } from '../../platform/graph/client.ts';
import { graphDirectory } from '../../platform/graph/directory.ts';
import { graphInstalls } from '../../platform/graph/installs.ts';
import type { Db } from '../../platform/postgres/database.ts';
import type { KeyWrap } from '../../report/ports.ts';
import {
  checkCatalogue,
  checkClock,
  checkPermissions,
  checkPublicAddress,
  checkSigningKeys,
  checkToken,
  lacksPublicAddress,
  MICROSOFT_OPENID_URL,
} from './connections.ts';
import { checkDates } from './dates.ts';
import { checkDestination } from './destination.ts';
import type { Finding } from './finding.ts';
import { checkPins, checkTelling } from './in-teams.ts';
import { checkModel } from './model.ts';
import { checkGroups, checkReach, checkRoleHolders } from './people.ts';
import { checkPolicies } from './policies.ts';
import { permissionProbes } from './probes.ts';
import { checkStorage } from './storage.ts';

export interface Examined {
  readonly config: Config;
  /** Of Azure's own services. */
  readonly credential: TokenCredential;
  /** Of the registration that calls Graph. */
  readonly appCredential: TokenCredential;
  readonly clock: Clock;
  readonly db: Db;
  recordKey(): Promise<KeyWrap>;
}

/** Nobody else is calling: the doctor asks a few dozen times at most. */
export const unpaced: Pace = { pause: async () => undefined, run: (_bucket, _perSecond, call) => call() };

/**
 * Looks at everything Lanyard depends on and changes nothing. Yields each finding as soon as it is known.
 * Faults of the outside become findings; anything else is a bug and is thrown.
 */
export async function* examine(examined: Examined): AsyncGenerator<Finding> {
  const { config, credential, appCredential, clock, db, recordKey } = examined;
  const { trust, graph: address } = config;
  const graph = createGraph(address.url, appCredential);
  const directory = graphDirectory(graph, trust);
  const installs = graphInstalls({ graph, pace: unpaced, app: address, graphUrl: address.url });

  const token = await checkToken(appCredential);
  yield token;
  yield await checkClock(address.url, clock);
  yield await checkSigningKeys(config.openIdUrl ?? MICROSOFT_OPENID_URL);
  yield* await checkStorage(db, recordKey, config.isProduction, clock);
  yield* await checkPins(trust.schools, db);
  yield* await checkTelling(trust.schools, db, clock);
  yield* await checkReach(trust.schools, db, clock());
  if (config.model) yield await checkModel(config.model, credential, clock);
  if (config.publicUrl !== undefined) yield await checkPublicAddress(config.publicUrl);
  else yield* lacksPublicAddress(trust.schools);
  for (const school of trust.schools) {
    yield* checkDates(school, trust, clock());
    yield* await checkPolicies(school, config.configFolder, clock());
  }
  // Without a token each of the following would say the same once more.
  if (token.level === 'wrong') return;

  yield* await checkPermissions(permissionProbes({ config, graph, directory, catalogueId: installs.catalogueId }));
  yield await checkCatalogue(installs.catalogueId);
  for (const school of trust.schools) {
    yield* await checkGroups(school, directory);
    yield* await checkRoleHolders(school, directory);
    yield* await checkDestination(school, trust.tenantId, directory);
  }
}
