import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { outcomeOf } from '../../../../src/platform/documents/read-bytes.ts';
import { SHARED } from '../../../support/shared.ts';
import { type RightReading, rightReading } from './right-reading.form.ts';
import { type Judged, judge } from './right-reading.ts';

const FOLDER = join(import.meta.dirname, '../corpus');

/** A file with its right reading. */
export interface Specimen {
  /** `word/struck-words.docx` */
  readonly name: string;
  readonly path: string;
  readonly right: RightReading;
}

const parse = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** The files of our own making, by name: each stands beside a `.json` with its right reading. */
export function ownSpecimens(): readonly Specimen[] {
  const files = globSync('*/*', { cwd: FOLDER }).filter((file) => !/^make\/|\.json$/.test(file));
  return files.sort().map((name) => ({
    name,
    path: join(FOLDER, name),
    right: rightReading.parse(parse(join(FOLDER, name.replace(/\.[^./]+$/, '.json')))),
  }));
}

/** Files that are not ours to publish, with what they should read as, which is. */
export const sharedSpecimens = (folder = join(SHARED, 'cases/documents')): readonly Specimen[] =>
  Object.entries(parse(join(FOLDER, 'shared.json')) as Record<string, unknown>).map(([name, right]) => ({
    name,
    path: join(folder, name),
    right: rightReading.parse(right),
  }));

/** Reads the file, and says what became of everything its right reading expects. */
export async function examine({ path, name, right }: Specimen): Promise<readonly Judged[]> {
  return judge(right, await outcomeOf(new Uint8Array(readFileSync(path)), name));
}
