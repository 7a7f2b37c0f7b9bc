import type { TokenCredential } from '@azure/identity';
import type { KeyWrap } from '../../concern/ports.ts';
import type { Config } from '../../config/config.ts';
import type { Pace } from '../../core/messages.ts';
import type { Clock } from '../../core/time.ts';
import { createGraph } from '../../graph/client.ts';
import { graphDirectory } from '../../graph/directory.ts';
import { graphInstalls } from '../../graph/installs.ts';
import type { Db } from '../../store/database/database.ts';
import {
  checkCatalogue,
  checkClock,
  checkPermissions,
  checkPublicAddress,
  checkSigningKeys,
  checkToken,
  MICROSOFT_OPENID_URL,
  type Probe,
} from './connections.ts';
import { checkDates } from './dates.ts';
import { checkDestination } from './destination.ts';
import type { Finding } from './finding.ts';
import { checkModel } from './model.ts';
import { checkGroups, checkRoleHolders } from './people.ts';
import { checkPins } from './pins.ts';
import { checkPolicies } from './policies.ts';
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
  const directory = graphDirectory(graph);
  const installs = graphInstalls({ graph, pace: unpaced, app: address, graphUrl: address.url });

  const token = await checkToken(appCredential);
  yield token;
  yield await checkClock(address.url, clock);
  yield await checkSigningKeys(config.openIdUrl ?? MICROSOFT_OPENID_URL);
  yield* await checkStorage(db, recordKey, config.isProduction);
  yield* await checkPins(trust.schools, db);
  if (config.model) yield await checkModel(config.model, credential, clock);
  if (config.publicUrl !== undefined) yield await checkPublicAddress(config.publicUrl);
  for (const school of trust.schools) {
    yield* checkDates(school, trust, clock());
    yield* await checkPolicies(school, config.configFolder, clock());
  }
  // Without a token each of the following would say the same once more.
  if (token.level === 'wrong') return;

  yield* await checkPermissions(probes());
  yield await checkCatalogue(installs.catalogueId);
  for (const school of trust.schools) {
    yield* await checkGroups(school, directory);
    yield* await checkRoleHolders(school, directory);
    yield* await checkDestination(school, trust.tenantId, directory);
  }

  function probes(): Probe[] {
    const [school] = trust.schools;
    const [someone] = school?.roles.dsl ?? [];
    if (!school || !someone) return [];
    const asked: Probe[] = [
      {
        permission: 'User.Read.All',
        whatFor: 'who someone is',
        call: () => graph.get(`/users/${someone.id}?$select=id,accountEnabled`),
      },
      {
        permission: 'GroupMember.Read.All',
        whatFor: 'who is staff and who is a pupil',
        call: () => directory.memberOf(someone.id, school.staffGroups),
      },
      {
        permission: 'TeamsAppInstallation.ReadWriteSelfForUser.All',
        whatFor: 'reaching staff who never used Lanyard',
        call: () => graph.get(`/users/${someone.id}/teamwork/installedApps?$expand=teamsApp`),
      },
    ];
    if (config.graph.catalogAppId === undefined)
      asked.push({
        permission: 'AppCatalog.Read.All',
        whatFor: 'finding Lanyard in the catalogue',
        call: installs.catalogueId,
      });
    for (const { dslDestination: place, policies } of trust.schools) {
      const { library } = policies;
      if (library)
        asked.push({
          permission: 'Sites.Selected',
          whatFor: 'reading the library of policies',
          call: () => graph.get(`/drives/${encodeURIComponent(library.driveId)}/root/delta?token=latest`),
        });
      if (place.kind === 'chat')
        asked.push({
          permission: 'Chat.ReadBasic.All',
          whatFor: 'who is in the DSL chat',
          call: () => graph.get(`/chats/${encodeURIComponent(place.chatId)}/members`),
        });
      if (place.kind !== 'channel') continue;
      const channel = `/teams/${place.teamId}/channels/${encodeURIComponent(place.channelId)}`;
      asked.push(
        {
          permission: 'ChannelMember.Read.All',
          whatFor: 'who can open the DSL channel',
          call: () => graph.get(`${channel}/allMembers`),
        },
        {
          permission: 'Channel.ReadBasic.All',
          whatFor: 'whether the DSL channel is private',
          call: () => graph.get(`${channel}?$select=id,membershipType`),
        },
        {
          permission: 'Team.ReadBasic.All',
          whatFor: 'whether the DSL team is closed',
          call: () => graph.get(`/teams/${place.teamId}?$select=id,visibility`),
        },
      );
    }
    // Two schools need the same permission once.
    return [...new Map(asked.map((probe) => [probe.permission, probe])).values()];
  }
}
