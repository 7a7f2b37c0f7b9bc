import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

/** The sample trust with one short policy at each school: the encoder reads all of it in a tenth of the time. */
export interface ShortTrust {
  /** Path of its lanyard.yml. */
  readonly config: string;
  /** Folder of its policy. */
  readonly policies: string;
}

const FIRST = 'social-media';
const SECTIONS = 4;

/** For tests of starting, of processes and of commands: what the policies say is none of their business. */
export function shortTrust(): ShortTrust {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-short-'));
  const policies = join(folder, 'policies');
  mkdirSync(policies);
  const file = join(policies, `${FIRST}.md`);
  const whole = readFileSync(resolve(`policies/${FIRST}.md`), 'utf8');
  writeFileSync(
    file,
    whole
      .split(/^(?=## )/m)
      .slice(0, SECTIONS + 1)
      .join(''),
  );
  const trust = parse(readFileSync('lanyard.yml', 'utf8')) as { schools: { policies: { files: string[] } }[] };
  for (const school of trust.schools) school.policies.files = [file];
  const config = join(folder, 'lanyard.yml');
  writeFileSync(config, stringify(trust, { aliasDuplicateObjects: false }));
  return { config, policies };
}
