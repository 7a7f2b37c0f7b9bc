import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { PolicyId } from '../core/ids.ts';
import { type Caution, parseCautions } from '../policy/cautions.ts';
import type { Policy } from '../policy/policy.ts';
import { readText } from '../policy/read-text.ts';
import { toSections } from '../policy/sections.ts';
import { parseVocabulary, type Vocabulary } from '../policy/vocabulary.ts';

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

/** Every plain text policy of a folder, by name. */
export const loadTextPolicies = (folder: string): Policy[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => loadTextPolicy(join(folder, name)));
