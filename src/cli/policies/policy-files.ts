import { existsSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { readText } from '../../ask/parsing/read-text.ts';
import { toSections } from '../../ask/parsing/sections.ts';
import type { Policy } from '../../ask/policy.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { PolicyId } from '../../kernel/ids.ts';
import { readDocument } from '../../platform/documents/read-document.ts';

/** Reads a policy kept as a plain text file; its id is the file's base name. */
export function loadTextPolicy(file: string): Policy {
  const name = basename(file, extname(file));
  return toSections(readText(readFileSync(file, 'utf8')), { id: name as PolicyId, fallbackTitle: name });
}

const KINDS = ['.txt', '.md', '.docx', '.pdf'];

/** The policy called `name` in a folder, as text, Markdown, Word or PDF. Throws a Fault that says why it cannot be read. */
export async function loadPolicyByName(folder: string, name: string): Promise<Policy> {
  const file = KINDS.map((kind) => join(folder, `${name}${kind}`)).find((path) => existsSync(path));
  if (file === undefined)
    throw new Fault('not-found', `${folder} holds no policy called ${name} (${KINDS.join(', ')})`);
  if (file.endsWith('.txt')) return loadTextPolicy(file);
  const outcome = await readDocument(readFileSync(file), basename(file));
  if (outcome.kind === 'unreadable') throw new Fault('malformed', `${file}: ${outcome.why}`);
  return toSections(outcome.document, { id: name as PolicyId, fallbackTitle: name });
}
