import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReadOutcome } from './outcome.ts';
import { type ReadOptions, readDocument } from './read-document.ts';

/** A file that lanyard.yml names and that could not be opened, in words for the person who wrote its path. */
interface Closed {
  readonly kind: 'closed';
  readonly what: string;
  readonly todo: string;
}

/** @param folder that of lanyard.yml, which `file` is relative to */
export async function openPolicyFile(
  folder: string,
  file: string,
): Promise<{ readonly kind: 'open'; readonly bytes: Uint8Array } | Closed> {
  try {
    return { kind: 'open', bytes: await readFile(resolve(folder, file)) };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : 'unknown';
    return code === 'ENOENT'
      ? { kind: 'closed', what: 'cannot be found', todo: 'Write its path relative to lanyard.yml.' }
      : { kind: 'closed', what: `cannot be opened (${code})`, todo: 'Name a file that Lanyard may read.' };
  }
}

/** Opens a policy file that lanyard.yml names, and reads it. */
export async function readPolicyFile(
  folder: string,
  file: string,
  options: ReadOptions = {},
): Promise<ReadOutcome | Closed> {
  const opened = await openPolicyFile(folder, file);
  return opened.kind === 'open' ? readDocument(opened.bytes, file, options) : opened;
}
