import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ConfigError } from '../../config/problems.ts';
import type { Trust } from '../../core/school/school.ts';
import { type Caution, parseCautions } from '../../policy/ask/cautions.ts';
import { parseVocabulary, type Vocabulary, VocabularyError } from '../../policy/question/vocabulary.ts';

export interface KnownWords {
  readonly vocabulary: Vocabulary;
  readonly cautions: readonly Caution[];
}

const SHIPPED = new URL('../../policy/vocabulary/', import.meta.url);

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

/**
 * All that Lanyard and the school say of words and cautions.
 * @param folder what the school's files are relative to
 * @throws ConfigError naming every problem in them
 */
export function loadKnownWords(trust: Pick<Trust, 'words' | 'cautions'>, folder: string): KnownWords {
  const inFolder = (files: readonly string[]) => files.map((file) => resolve(folder, file));
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
