import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Caution, CautionError, parseCautions } from '../../ask/quoting/cautions.ts';
import { ConfigError } from '../../school/file/problems.ts';
import type { Trust } from '../../school/school.ts';

const SHIPPED = new URL('../../ask/quoting/cautions.yml', import.meta.url);

/** The cautions that Lanyard ships, with others added or put in their place. @throws CautionError */
export const readCautions = (files: readonly string[] = []): readonly Caution[] =>
  parseCautions(readFileSync(SHIPPED, 'utf8'), ...files.map((file) => readFileSync(file, 'utf8')));

/**
 * Those that Lanyard and the school have.
 * @param folder what the school's files are relative to
 * @throws ConfigError naming every problem in them
 */
export function loadCautions(trust: Pick<Trust, 'cautions'>, folder: string): readonly Caution[] {
  const place = 'lanyard.yml trust.cautions';
  try {
    return readCautions(trust.cautions.map((file) => resolve(folder, file)));
  } catch (error) {
    if (error instanceof CautionError) throw new ConfigError(error.problems.map((message) => ({ place, message })));
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') {
      const message = 'names a file that cannot be found. Write its path relative to lanyard.yml.';
      throw new ConfigError([{ place, message }]);
    }
    throw error;
  }
}
