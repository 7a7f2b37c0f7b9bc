import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { ConfigError } from '../config/problems.ts';
import type { PolicyId } from '../core/ids.ts';
import type { Trust } from '../core/school.ts';
import { readDocument } from '../documents/read-document.ts';
import { type Caution, parseCautions } from '../policy/cautions.ts';
import type { Policy } from '../policy/policy.ts';
import { readText } from '../policy/read-text.ts';
import { toSections } from '../policy/sections.ts';
import { parseVocabulary, type Vocabulary, VocabularyError } from '../policy/vocabulary.ts';

const SHIPPED = new URL('../policy/vocabulary/', import.meta.url);

/** The vocabulary that Lanyard ships, with a school's own files added. Throws VocabularyError where one cannot be used. */
export function loadVocabulary(schoolFiles: readonly string[] = []): Vocabulary {
  const shipped = readdirSync(SHIPPED)
    .filter((name) => name.endsWith('.yml') && name !== 'cautions.yml')
    .sort();
  const texts = [
    ...shipped.map((name) => readFileSync(new URL(name, SHIPPED), 'utf8')),
    ...schoolFiles.map((file) => readFileSync(file, 'utf8')),
  ];
  return parseVocabulary(...texts);
}

/** The cautions that Lanyard ships, with a school's own added or put in their place. */
export function loadCautions(schoolFiles: readonly string[] = []): readonly Caution[] {
  return parseCautions(
    readFileSync(new URL('cautions.yml', SHIPPED), 'utf8'),
    ...schoolFiles.map((file) => readFileSync(file, 'utf8')),
  );
}

/** Reads a policy kept as a plain text file; its id is the file's base name. */
export function loadTextPolicy(file: string): Policy {
  const name = basename(file, extname(file));
  return toSections(readText(readFileSync(file, 'utf8')), { id: name as PolicyId, fallbackTitle: name });
}

const KINDS = ['.txt', '.md', '.docx', '.pdf'];

/** The policy called `name` in a folder, as text, Markdown, Word or PDF. Throws an Error that says why it cannot be read. */
export async function loadPolicyByName(folder: string, name: string): Promise<Policy> {
  const file = KINDS.map((kind) => join(folder, `${name}${kind}`)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${folder} holds no policy called ${name} (${KINDS.join(', ')})`);
  if (file.endsWith('.txt')) return loadTextPolicy(file);
  const outcome = await readDocument(readFileSync(file), basename(file));
  if (outcome.kind === 'unreadable') throw new Error(`${file}: ${outcome.why}`);
  return toSections(outcome.document, { id: name as PolicyId, fallbackTitle: name });
}

/**
 * All that Lanyard and the school say of words and cautions.
 * @param folder what the school's files are relative to
 * @throws ConfigError naming every problem in them
 */
export function loadWording(
  trust: Pick<Trust, 'words' | 'cautions'>,
  folder: string,
): { vocabulary: Vocabulary; cautions: readonly Caution[] } {
  const inFolder = (files: readonly string[] = []) => files.map((file) => resolve(folder, file));
  try {
    return { vocabulary: loadVocabulary(inFolder(trust.words)), cautions: loadCautions(inFolder(trust.cautions)) };
  } catch (error) {
    if (error instanceof VocabularyError) {
      throw new ConfigError(
        error.problems.map((message) => ({ place: 'lanyard.yml trust.words or trust.cautions', message })),
      );
    }
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') {
      throw new ConfigError([
        {
          place: 'lanyard.yml trust.words or trust.cautions',
          message: 'names a file that cannot be found. Write its path relative to lanyard.yml.',
        },
      ]);
    }
    throw error;
  }
}
