import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError, type Problem } from '../../school/file/problems.ts';
import { readSchoolFile } from '../../school/file/school-file.ts';
import type { Trust } from '../../school/school.ts';
import { type Environment, readEnvironment } from './environment.ts';

/** Everything Lanyard is told from outside: the environment, and what lanyard.yml says about the schools. */
export interface Config extends Environment {
  readonly trust: Trust;
  /** The folder that policy files are relative to. */
  readonly configFolder: string;
}

/**
 * Reads and checks all configuration.
 * @throws ConfigError listing every problem, each with its place and what to write instead
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: Problem[] = [];
  const environment = readEnvironment(env, problems);
  const trust = readTrust(environment.configFile, problems);

  if (
    trust !== undefined &&
    environment.bot.tenantId !== trust.tenantId &&
    !problems.some(({ place }) => place === 'BOT_TENANT_ID')
  ) {
    problems.push({
      place: 'BOT_TENANT_ID',
      message: `differs from trust.tenantId in ${environment.configFile}; the two must be the same tenant.`,
    });
  }
  if (problems.length > 0 || trust === undefined) throw new ConfigError(problems);
  return { ...environment, trust, configFolder: dirname(resolve(environment.configFile)) };
}

/**
 * Reads lanyard.yml alone. Problems are added; the result is `undefined` when there is any.
 * @param advice what to do where the file cannot be read
 */
export function readTrust(
  file: string,
  problems: Problem[],
  advice = 'Set LANYARD_CONFIG to the path of your lanyard.yml.',
): Trust | undefined {
  let source: string;
  try {
    source = readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    problems.push({
      place: file,
      message: `cannot be read (${code}). ${advice}`,
    });
    return undefined;
  }
  return readSchoolFile(source, file, problems);
}
