import { z } from 'zod/v4';
import { Fault } from '../core/fault.ts';
import { LIMITS } from './outcome.ts';

/** What happened to a file of a SharePoint or OneDrive library since it was last asked. */
export type LibraryChange =
  | { readonly kind: 'changed'; readonly id: string; readonly name: string; readonly contentTag: string }
  /** Deleted, moved out of the folder, or renamed to a kind that holds no policy. */
  | { readonly kind: 'gone'; readonly id: string }
  /** It changed and cannot be taken in; `why` is for whoever looks after the library. */
  | { readonly kind: 'unfit'; readonly id: string; readonly name: string; readonly why: string };

export interface LibraryChanges {
  /** In the order in which they were told, the last word on each file only. */
  readonly changes: readonly LibraryChange[];
  /** Where to ask the next time. */
  readonly deltaLink: string;
  /** The folder and all folders in it; to be handed in the next time. */
  readonly folders: ReadonlySet<string>;
}

const Item = z.object({
  id: z.string().min(1).max(400),
  name: z.string().max(400).optional(),
  size: z.number().optional(),
  cTag: z.string().max(400).optional(),
  parentReference: z.object({ id: z.string().optional() }).optional(),
  root: z.unknown().optional(),
  folder: z.unknown().optional(),
  file: z.unknown().optional(),
  deleted: z.unknown().optional(),
  malware: z.unknown().optional(),
});
type Item = z.infer<typeof Item>;

const Page = z.object({ value: z.array(Item), '@odata.deltaLink': z.string().optional() });

const POLICY = /\.(?:docx|docm|pdf|md|markdown|txt)$/i;
/** What Word keeps beside a document that is open. */
const TEMPORARY = /^(?:~\$|\.)/;

/**
 * Reads the pages of one delta answer of Microsoft Graph, first to last. Delta names no paths, so whether a file is in
 * the folder is told from its parents. (Source: Microsoft Learn, driveItem: delta.)
 * @param folders the ids of the folder and of the folders in it as known; `undefined` for the whole library
 * @throws Fault `malformed` when it is not a delta answer, or its last page is missing
 */
export function readLibraryChanges(pages: readonly unknown[], folders?: ReadonlySet<string>): LibraryChanges {
  const read = pages.map((page) => {
    const parsed = Page.safeParse(page);
    if (!parsed.success) throw new Fault('malformed', 'a page of changes of the policy library cannot be read');
    return parsed.data;
  });
  const deltaLink = read.at(-1)?.['@odata.deltaLink'];
  if (deltaLink === undefined) throw new Fault('malformed', 'the changes of the policy library have no end');
  const items = read.flatMap(({ value }) => value);
  const within = folders && foldersWithin(items, folders);
  const changes = new Map<string, LibraryChange>();
  for (const item of items) {
    const change = changeOf(item, within);
    if (!change) continue;
    // Graph may tell of an item more than once, and the last time counts: also for its place in the order.
    changes.delete(item.id);
    changes.set(item.id, change);
  }
  return { changes: [...changes.values()], deltaLink, folders: within ?? new Set() };
}

/** Folders may come before the folder they are in, and move in or out. */
function foldersWithin(items: readonly Item[], known: ReadonlySet<string>): ReadonlySet<string> {
  const within = new Set(known);
  const [top] = known;
  const parents = new Map(
    items
      .filter(({ folder }) => folder !== undefined)
      .map(({ id, parentReference }) => [id, parentReference?.id ?? '']),
  );
  // A folder is as deep as there are folders, at most; an answer that runs in circles ends too.
  let hasChanged = true;
  for (let pass = 0; hasChanged && pass <= parents.size; pass += 1) {
    hasChanged = false;
    for (const [id, parent] of parents) {
      const belongs = id === top || within.has(parent);
      if (belongs === within.has(id)) continue;
      if (belongs) within.add(id);
      else within.delete(id);
      hasChanged = true;
    }
  }
  for (const { id, deleted } of items) if (deleted !== undefined && id !== top) within.delete(id);
  return within;
}

function changeOf(item: Item, within: ReadonlySet<string> | undefined): LibraryChange | undefined {
  const { id, name = '', size = 0, cTag = '' } = item;
  if (item.root !== undefined || item.folder !== undefined) return undefined;
  if (item.deleted !== undefined) return { kind: 'gone', id };
  if (item.file === undefined || TEMPORARY.test(name)) return undefined;
  const isOutside = within !== undefined && !within.has(item.parentReference?.id ?? '');
  // Whoever knows the file drops it; for whoever does not, nothing is gone.
  if (isOutside || !POLICY.test(name)) return { kind: 'gone', id };
  if (item.malware !== undefined) {
    return {
      kind: 'unfit',
      id,
      name,
      why: 'Microsoft 365 found malware in this file, so it was not opened. Ask your IT support.',
    };
  }
  if (size > LIMITS.fileBytes) {
    return {
      kind: 'unfit',
      id,
      name,
      why: 'This file is larger than 20 MB. Take the pictures out or save it as a smaller PDF.',
    };
  }
  return { kind: 'changed', id, name, contentTag: cTag };
}
