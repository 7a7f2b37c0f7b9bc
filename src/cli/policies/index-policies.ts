import { basename, dirname, extname, resolve } from 'node:path';
import { toSections } from '../../ask/parsing/sections.ts';
import { type Policy, type Section, sectionsOf } from '../../ask/policy.ts';
import type { PolicyId } from '../../kernel/ids.ts';
import { readPolicyFile } from '../../platform/documents/policy-file.ts';
import { readTrust } from '../../platform/environment/config.ts';
import { ConfigError, type Problem } from '../../school/file/problems.ts';

interface IndexOptions {
  readonly config: string;
  /** Show every section, not only the counts. */
  readonly sections?: boolean;
}

/** Called while a long file is read: its name and the share done, 0 to 1. */
type OnProgress = (file: string, share: number) => void;

/**
 * Reads every policy of lanyard.yml as the bot would and tells what it found: what a school checks before it puts a
 * document in force. No database, no network. Files that cannot be read are told with why, and the rest is still shown.
 * @returns the lines to print, and whether every file could be read
 * @throws ConfigError when lanyard.yml cannot be used
 */
export async function indexPolicies(
  options: IndexOptions,
  onProgress: OnProgress = () => undefined,
): Promise<{ lines: readonly string[]; isWhole: boolean }> {
  const problems: Problem[] = [];
  const trust = readTrust(options.config, problems, 'Name yours with --config.');
  if (!trust) throw new ConfigError(problems);
  const folder = dirname(resolve(options.config));

  const lines: string[] = [];
  let isWhole = true;
  for (const school of trust.schools) {
    lines.push(school.name);
    for (const file of school.policies.files) {
      const outcome = await readPolicyFile(folder, file, {
        onProgress: ({ done, of }) => onProgress(file, done / of),
      });
      if (outcome.kind !== 'read') {
        isWhole = false;
        lines.push(`  ✗ ${file}: ${outcome.kind === 'closed' ? `${outcome.what}. ${outcome.todo}` : outcome.why}`);
        continue;
      }
      const name = basename(file, extname(file));
      const policy = toSections(outcome.document, { id: name as PolicyId, fallbackTitle: name });
      lines.push(...described(file, policy), ...(options.sections ? outline(policy) : []));
    }
  }
  return { lines, isWhole };
}

function described(file: string, policy: Policy): string[] {
  const stated = [
    policy.version ? `version ${policy.version}` : 'no version stated',
    policy.adoptedOn ? `adopted ${policy.adoptedOn}` : 'no date of adoption stated',
    policy.reviewOn ? `next review ${policy.reviewOn}` : 'no review date stated',
    policy.owner ? `owner ${policy.owner}` : 'no owner stated',
  ];
  const sections = [...sectionsOf(policy)].length;
  const passages = policy.passages.filter(({ kind }) => kind !== 'heading').length;
  return [
    `  ${policy.title}  (${file})`,
    `    ${stated.join(' · ')}`,
    `    ${sections} sections · ${passages} passages · fingerprint ${policy.contentHash.slice(0, 12)}`,
  ];
}

const outline = (policy: Policy): string[] => policy.sections.flatMap((section) => outlineOf(section, 0));

const outlineOf = (section: Section, depth: number): string[] => [
  `    ${'  '.repeat(depth)}${[section.number, section.heading].filter(Boolean).join(' ') || '(before the first heading)'}  ${section.passages.length}`,
  ...section.children.flatMap((child) => outlineOf(child, depth + 1)),
];
