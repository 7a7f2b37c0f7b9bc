import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { Fault } from '../kernel/calls/fault.ts';

/**
 * The variables of an environment, as Microsoft 365 Agents Toolkit reads them: `env/.env.<name>`, then the secrets in
 * `env/.env.<name>.user`, which is never committed; what the process already has wins.
 * @throws Fault('not-found') when there is no such environment
 */
export function readEnvFiles(
  folder: string,
  name: string,
  already: NodeJS.ProcessEnv = {},
): Record<string, string | undefined> {
  if (!/^[a-z][a-z0-9-]*$/i.test(name)) throw new Fault('not-found', `"${name}" is not the name of an environment.`);
  const shared = read(join(folder, `.env.${name}`));
  if (shared === undefined)
    throw new Fault('not-found', `There is no environment "${name}": ${folder}/.env.${name} is missing.`);
  return { ...shared, ...read(join(folder, `.env.${name}.user`)), ...already };
}

const read = (file: string): Record<string, string | undefined> | undefined =>
  existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : undefined;
