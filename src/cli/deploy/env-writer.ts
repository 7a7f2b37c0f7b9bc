import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEnvFiles } from '../env-files.ts';

/** The variables of an environment, and the file in which they stand. */
export interface EnvFile {
  readonly file: string;
  /** `undefined` for one that is empty. */
  get(name: string): string | undefined;
  all(): Readonly<Record<string, string | undefined>>;
  /** Writes values into their lines, and leaves comments and everything else as they are. */
  write(values: Readonly<Record<string, string>>): void;
}

/** @throws Fault('not-found') when there is no such environment */
export function openEnvFile(root: string, name: string, already: NodeJS.ProcessEnv): EnvFile {
  const folder = join(root, 'env');
  const file = join(folder, `.env.${name}`);
  let values = readEnvFiles(folder, name, already);
  return {
    file,
    get: (key) => values[key]?.trim() || undefined,
    all: () => values,
    write(given) {
      let text = readFileSync(file, 'utf8');
      for (const [key, value] of Object.entries(given)) {
        const line = `${key}=${quoted(value)}`;
        const place = new RegExp(`^${key}=.*$`, 'm');
        text = place.test(text) ? text.replace(place, () => line) : `${text.trimEnd()}\n${line}\n`;
      }
      writeFileSync(file, text);
      values = { ...readEnvFiles(folder, name, already), ...given };
    },
  };
}

const quoted = (value: string): string => (/^[\w@%+=:,./-]*$/.test(value) ? value : `"${value.replaceAll('"', "'")}"`);
