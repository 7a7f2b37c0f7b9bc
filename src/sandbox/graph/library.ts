import { type Call, type Reply, type Route, route } from '../http.ts';
import type { Json } from '../json.ts';
import type { LibraryItem, World } from '../tenant/world.ts';
import { type GraphContext, graphError } from './context.ts';

function itemResource(world: World, item: LibraryItem): Json {
  if (item.deleted) return { id: item.id, deleted: { state: 'deleted' } };
  return {
    id: item.id,
    name: item.name,
    size: Buffer.byteLength(item.content),
    lastModifiedDateTime: item.modifiedAt,
    cTag: `"c:{${item.id}},${item.revision}"`,
    file: { mimeType: item.name.endsWith('.md') ? 'text/markdown' : 'application/octet-stream' },
    ...(item.isInfected && { malware: { description: 'Eicar test file' } }),
    parentReference: { driveId: world.library.driveId, path: `/drives/${world.library.driveId}/root:` },
  };
}

/** Everything the first time; after that, what changed since the link that the last answer gave. */
function delta(call: Call, { world, root }: GraphContext): Reply {
  const token = call.query.get('token');
  const since = token === null ? 0 : token === 'latest' ? world.library.revision : Number(token);
  if (!Number.isInteger(since) || since > world.library.revision) {
    return graphError(410, 'resyncRequired', 'The delta token is too old or unknown.');
  }
  const changed = [...world.library.items.values()].filter(
    (item) => item.revision > since && !(since === 0 && item.deleted),
  );
  return {
    status: 200,
    body: {
      '@odata.deltaLink': `${root}/drives/${world.library.driveId}/root/delta?token=${world.library.revision}`,
      value: changed.map((item) => itemResource(world, item)),
    },
  };
}

function withItem(call: Call, world: World, work: (item: LibraryItem) => Reply): Reply {
  const item = world.library.items.get(call.params.item ?? '');
  return item && !item.deleted ? work(item) : graphError(404, 'itemNotFound', 'The resource could not be found.');
}

const onDrive =
  (work: (call: Call, context: GraphContext) => Reply) =>
  (call: Call, context: GraphContext): Reply => {
    const { driveId, siteId } = context.world.library;
    const isOurs = call.params.drive === driveId || call.params.site === siteId;
    return isOurs ? work(call, context) : graphError(404, 'itemNotFound', 'The resource could not be found.');
  };

const children = (_call: Call, { world }: GraphContext): Reply => {
  const items = [...world.library.items.values()].filter((item) => !item.deleted);
  return { status: 200, body: { value: items.map((item) => itemResource(world, item)) } };
};

export const libraryRoutes: Route<GraphContext>[] = [
  route(
    'GET',
    '/sites/{site}/drive',
    'readLibrary',
    onDrive((_call, { world }) => ({ status: 200, body: { id: world.library.driveId, driveType: 'documentLibrary' } })),
  ),
  route('GET', '/sites/{site}/drive/root/delta', 'readLibrary', onDrive(delta)),
  route('GET', '/sites/{site}/drive/root/children', 'readLibrary', onDrive(children)),
  route('GET', '/drives/{drive}/root/delta', 'readLibrary', onDrive(delta)),
  route('GET', '/drives/{drive}/root/children', 'readLibrary', onDrive(children)),
  route(
    'GET',
    '/drives/{drive}/items/{item}',
    'readLibrary',
    onDrive((call, { world }) => withItem(call, world, (item) => ({ status: 200, body: itemResource(world, item) }))),
  ),
  // Graph answers with the way to a short-lived address that needs no token.
  route(
    'GET',
    '/drives/{drive}/items/{item}/content',
    'readLibrary',
    onDrive((call, { world, root }) =>
      withItem(call, world, (item) => {
        if (item.isInfected) return graphError(403, 'malwareDetected', 'Malware was found in this file.');
        const location = `${root.replace('/graph/v1.0', '')}/library/${encodeURIComponent(item.id)}`;
        return { status: 302, headers: { location } };
      }),
    ),
  ),
];
