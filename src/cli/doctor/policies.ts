import { dayOf, parseDay } from '../../kernel/time.ts';
import { readPolicyFile } from '../../platform/documents/policy-file.ts';
import type { School } from '../../school/school.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** Every policy file can be read, says something, and is not past the review date printed in it. */
export async function checkPolicies(school: School, folder: string, now: Date): Promise<Finding[]> {
  const findings: Finding[] = [];
  const titles: string[] = [];
  for (const file of school.policies.files) {
    const outcome = await readPolicyFile(folder, file);
    if (outcome.kind === 'closed') {
      findings.push(wrong(`${file} of ${school.id} ${outcome.what}`, outcome.todo));
      continue;
    }
    if (outcome.kind === 'unreadable') {
      findings.push(wrong(`${file} of ${school.id} cannot be read`, outcome.why));
      continue;
    }
    const { reviewOn, title } = outcome.document.stated;
    if (title !== undefined) titles.push(title);
    const review = reviewDay(reviewOn);
    if (review !== undefined && review < dayOf(now))
      findings.push(
        look(
          `${title ?? file} of ${school.id} says that its review was due by ${reviewOn}`,
          'Ask its owner for the new version. Lanyard goes on answering from this one.',
        ),
      );
  }
  // Where no file is here the policies are elsewhere, and so are their titles.
  if (titles.length > 0) findings.push(...trainingBesideNothing(school, titles));
  return findings.length > 0
    ? findings
    : [fine(`${school.id}: all ${school.policies.files.length} policies can be read`)];
}

/** Training that is beside a policy is found by the policy's title: one that no policy has is shown beside none. */
function trainingBesideNothing(
  { id, acknowledgement: { training = [] } }: School,
  titles: readonly string[],
): Finding[] {
  const plain = (title: string): string => title.trim().toLowerCase();
  const known = new Set(titles.map(plain));
  return training.flatMap(({ name, beside = [] }) =>
    beside
      .filter((title) => !known.has(plain(title)))
      .map((title) =>
        look(
          `the training “${name}” of ${id} belongs to “${title}”, but no policy file has that title`,
          'Write the title as the policy has it, in lanyard.yml under training. Leave it if that policy came in Teams or from SharePoint.',
        ),
      ),
  );
}

/** `September 2026` or `1 September 2026` as its last possible day; anything else is not judged. */
function reviewDay(printed: string | undefined) {
  if (printed === undefined) return undefined;
  const exact = parseDay(printed);
  if (exact) return exact;
  const month = /^(?:(\d{1,2})(?:st|nd|rd|th)? )?([A-Z][a-z]+) (\d{4})$/.exec(printed.trim());
  const number = MONTHS.indexOf(month?.[2] ?? '') + 1;
  if (!month || number === 0) return undefined;
  const last = new Date(Date.UTC(Number(month[3]), number, 0)).getUTCDate();
  const day = month[1] === undefined ? last : Number(month[1]);
  return parseDay(`${month[3]}-${String(number).padStart(2, '0')}-${String(day).padStart(2, '0')}`);
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
