/**
 * `npm run infra:checkov`: checkov (PyPI; CHECKOV, or on the PATH) over the compiled template and over the resources of each size. Each
 * finding is mended, or answered in checkov.json; an answer that nothing asks for any more is a finding too.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Resource {
  readonly existing?: boolean;
  readonly properties?: { readonly template?: Template };
}
interface Template {
  readonly resources: Record<string, Resource> | readonly Resource[];
}

/** checkov reads the older form alone, with resources in a list, and takes what is only looked up for something that is made. */
export function asList(template: Template): object {
  const { languageVersion: _version, definitions: _types, ...rest } = template as Template & Record<string, unknown>;
  const resources = Object.values(template.resources)
    .filter(({ existing }) => !existing)
    .map((resource) =>
      resource.properties?.template
        ? { ...resource, properties: { ...resource.properties, template: asList(resource.properties.template) } }
        : resource,
    );
  return { ...rest, resources };
}

interface Finding {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}
interface Report {
  readonly summary?: { readonly passed: number; readonly failed: number; readonly resource_count: number };
  readonly results?: { readonly failed_checks: readonly Finding[] };
}

function main(): number {
  const folder = import.meta.dirname;
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const answers: Record<string, string> = read('checkov.json');
  const scratch = mkdtempSync(join(tmpdir(), 'lanyard-checkov-'));
  const asked = new Set<string>();
  let unanswered = 0;
  try {
    const { $schema, contentVersion } = read('azure.json');
    for (const name of ['azure', 'sizes/small', 'sizes/medium', 'sizes/large', 'sizes/choices']) {
      const made = read(`${name}.json`);
      const template =
        name === 'azure' ? asList(made) : { $schema, contentVersion, resources: made.predictedResources };
      const file = join(scratch, 'template.json');
      writeFileSync(file, JSON.stringify(template, undefined, 2));
      const args = ['--file', file, '--framework', 'arm', '--output', 'json', '--quiet'];
      const ran = spawnSync(process.env.CHECKOV || 'checkov', args, { encoding: 'utf8', maxBuffer: 64 << 20 });
      if (ran.error) {
        console.error('There is no checkov. Install it (pip install checkov) and set CHECKOV to its path.');
        return 2;
      }
      const { summary, results }: Report = JSON.parse(ran.stdout);
      // Without a summary it has understood nothing, and found nothing.
      if (!summary || !results || summary.resource_count < 20) throw new Error(`checkov cannot read ${name}.json`);
      const open = results.failed_checks.filter(({ check_id }) => !(check_id in answers));
      for (const { check_id, check_name, resource } of open)
        console.error(`${name}: ${check_id} ${check_name}: ${resource}`);
      for (const { check_id } of results.failed_checks) asked.add(check_id);
      unanswered += open.length;
      const { passed, failed, resource_count } = summary;
      console.log(
        `${name}: ${resource_count} resources, ${passed} passed, ${failed - open.length} answered, ${open.length} open`,
      );
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
  const idle = Object.keys(answers).filter((check) => !asked.has(check));
  if (idle.length > 0) console.error(`Answers that nothing asks for: ${idle.join(', ')}`);
  return unanswered + idle.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main();
