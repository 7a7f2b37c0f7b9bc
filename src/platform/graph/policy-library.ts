import { z } from 'zod/v4';
import type { SharedFile, SharedFolder } from '../../ask/library/shared-library.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { PolicyFolder } from '../../school/school.ts';
import type { Graph } from './client.ts';

const item = z.object({
  id: z.string(),
  name: z.string().optional(),
  size: z.number().default(0),
  file: z.unknown().optional(),
  deleted: z.unknown().optional(),
  // There and not null: Microsoft 365 found malware in it. Source: Microsoft Graph, resource type malware.
  malware: z.unknown().optional(),
});
const page = z.object({
  value: z.array(item),
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
});

/** More pages than any folder of policies has: a service that always gives a next link must not keep us for ever. */
const MOST_PAGES = 200;
const MOST_BYTES = 20 * 1024 * 1024;

/**
 * A SharePoint document library as policies' source, by delta query: what changed since the last time, and a link for the
 * next. Source: Microsoft Graph, driveItem: delta. Needs Sites.Selected for that site, or Files.Read.All.
 */
export const graphPolicyLibrary = (graph: Graph): SharedFolder => ({
  async changes(folder, link) {
    try {
      return await follow(graph, link ?? startOf(folder));
    } catch (error) {
      // A link that Graph no longer knows (410) begins again: files that did not change are recognised by their bytes.
      if (link === undefined || !(error instanceof Fault) || error.code !== 'rejected') throw error;
      return follow(graph, startOf(folder));
    }
  },

  content: ({ driveId }, id) =>
    graph.download(`/drives/${encodeURIComponent(driveId)}/items/${encodeURIComponent(id)}/content`, MOST_BYTES),
});

function startOf({ driveId, folder }: PolicyFolder): string {
  const path = (folder ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(encodeURIComponent)
    .join('/');
  const root = `/drives/${encodeURIComponent(driveId)}/root`;
  return path === '' ? `${root}/delta` : `${root}:/${path}:/delta`;
}

async function follow(graph: Graph, from: string): Promise<{ files: readonly SharedFile[]; link: string }> {
  // The last word on an item counts: one that changed twice is told twice.
  const files = new Map<string, SharedFile>();
  let next = from;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const read = page.safeParse(await graph.get(next));
    if (!read.success) throw new Fault('malformed', 'Graph’s list of changed files cannot be read');
    for (const { id, name, size, file, deleted, malware } of read.data.value) {
      if (deleted !== undefined || file === undefined || name === undefined) files.delete(id);
      else files.set(id, { id, name, size, isInfected: malware !== undefined && malware !== null });
    }
    const { '@odata.nextLink': further, '@odata.deltaLink': link } = read.data;
    if (further === undefined && link !== undefined) return { files: [...files.values()], link };
    if (further === undefined) break;
    next = further;
  }
  throw new Fault('malformed', 'Graph’s list of changed files has no end');
}
