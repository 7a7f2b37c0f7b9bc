import { readFile } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { Config } from './config/config.ts';
import { ConfigError, type Problem } from './config/problems.ts';
import type { PolicyId } from './core/ids.ts';
import type { Log } from './core/log.ts';
import { readDocument } from './documents/read-document.ts';
import type { Library } from './policy/library.ts';

/**
 * Reads every policy file that lanyard.yml names and hands new words to the library.
 * @throws ConfigError when a file cannot be read: a school must not run on half its policies without knowing
 */
export async function readPolicyFiles(config: Config, library: Library, log: Log): Promise<void> {
  const problems: Problem[] = [];
  for (const school of config.trust.schools) {
    for (const file of school.policies.files) {
      const place = `${config.configFile} ${school.id} policies.files ${file}`;
      const bytes = await readFile(resolve(config.configFolder, file)).catch(() => undefined);
      if (bytes === undefined) {
        problems.push({ place, message: 'cannot be found. Write the path relative to lanyard.yml.' });
        continue;
      }
      const outcome = await readDocument(bytes, file);
      if (outcome.kind === 'unreadable') {
        problems.push({ place, message: outcome.why });
        continue;
      }
      const name = basename(file, extname(file));
      const became = await library.submit(
        school.id,
        { id: name as PolicyId, fallbackTitle: titleFrom(name) },
        outcome.document,
      );
      if (became !== 'known') log.info('policy.read', { school: school.id, policy: name, state: became });
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
}

const titleFrom = (name: string): string => {
  const words = name.replace(/[-_]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
