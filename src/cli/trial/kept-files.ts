import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files that someone chose to keep beyond the end, in a folder of this machine. */
export interface KeptFiles {
  list(): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]>;
  /** Keeping one of the same name again replaces it. */
  keep(name: string, bytes: Uint8Array): Promise<void>;
  drop(name: string): Promise<void>;
}

/** A name from outside names no path: in the folder it is a hash, and is in a file beside. */
const placeOf = (name: string): string => createHash('sha256').update(name).digest('hex').slice(0, 32);

/** @param folder made when the first file is kept */
export const keptFilesIn = (folder: string): KeptFiles => ({
  async list() {
    const entries = await readdir(folder).catch(() => []);
    const places = entries.filter((entry) => entry.endsWith('.name')).map((entry) => entry.slice(0, -'.name'.length));
    return Promise.all(
      places.map(async (place) => ({
        name: await readFile(join(folder, `${place}.name`), 'utf8'),
        bytes: await readFile(join(folder, place)),
      })),
    );
  },
  async keep(name, bytes) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(join(folder, placeOf(name)), bytes);
    await writeFile(join(folder, `${placeOf(name)}.name`), name);
  },
  async drop(name) {
    await rm(join(folder, `${placeOf(name)}.name`), { force: true });
    await rm(join(folder, placeOf(name)), { force: true });
  },
});
