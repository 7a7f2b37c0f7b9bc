import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCautioner } from '../../../src/ask/quoting/cautions.ts';
import { loadCautions } from '../../../src/wiring/policy/cautions.ts';

const folder = mkdtempSync(join(tmpdir(), 'lanyard-cautions-'));
const cautionFor = (quote: string, files: readonly string[] = []) =>
  createCautioner(loadCautions({ cautions: files }, folder))(quote)?.id;

test.each([
  ['Staff who take a compromising picture by accident must delete it immediately.', 'delete-picture'],
  ['Any indecent images found on a device are removed by the IT lead.', 'delete-picture'],
  ['You may be asked to hand over your passwords.', 'passwords'],
  ['Staff provide login details for an investigation.', 'passwords'],
  ['It is reported to the police with the consent of the member of staff.', 'police-consent'],
  ['A deputy head phones the police once the employee’s consent is on file.', 'police-consent'],
  ['Keep screenshots with the date.', 'screenshots'],
  ['Heads should not look through social media to vet prospective employees.', 'vetting'],
  ['Candidates must not be searched for; leaders should not check them.', 'vetting'],
  ['This follows the Data Protection Act 1998.', 'stale-law'],
  ['See Keeping Children Safe in Education 2021.', 'stale-law'],
])('"%s" is not to be followed to the letter', (quote, caution) => {
  expect(cautionFor(quote)).toBe(caution);
});

test.each([
  'Delete the post at once.',
  'Pictures of pupils are taken with school cameras only.',
  'Passwords are changed every term.',
  'This follows the UK General Data Protection Regulation and the Data Protection Act 2018.',
  'The police are called.',
  // Each says on its own what the caution would, or is about something else.
  'If it may show a child nude, do not look at it again, take a screenshot of it, and do not delete it.',
  'A picture that may show a child in a sexual way: do not open it again, copy it, forward it or delete it.',
  'Never look at, copy, print, share, save, screenshot or forward such an image.',
  'Anyone may make a referral to the police. Do not wait for permission or for consent when a child is at risk.',
  'The senior manager asks for your agreement before calling the police, unless someone may be in immediate danger.',
  'An online search is carried out for shortlisted candidates, by someone who is not on the panel.',
  'Pictures need consent. The police are called where a crime was committed.',
  // One sentence each, and not together.
  'Nude images are an offence. Leavers are removed from the list.',
])('"%s" has no caution', (quote) => {
  expect(cautionFor(quote)).toBeUndefined();
});

test('where a list asks for two things that need one, both are said', () => {
  const both = createCautioner(loadCautions({ cautions: [] }, folder))(
    'This may mean: handing over passwords that matter;\ntaking a screenshot of the content.',
  );
  expect(both?.id).toBe('screenshots');
  expect(both?.text).toMatch(/never view, copy, screenshot[\s\S]*Before you hand over a password. Take advice/);
});

test('a school adds its own, and puts its own words in the place of ours', () => {
  writeFileSync(
    join(folder, 'ours.yml'),
    `cautions:
  boats: { title: Boats, text: Ask the bursar., when: [[boat | boats, river]], unless: [ferry] }
  screenshots: { title: Ours, text: Ours., when: [[pinhole]] }`,
  );
  expect(cautionFor('No boats on the river.', ['ours.yml'])).toBe('boats');
  expect(cautionFor('No boats on the river but the ferry.', ['ours.yml'])).toBeUndefined();
  expect(cautionFor('Keep screenshots.', ['ours.yml'])).toBeUndefined();
});

test('a file with a mistake, or none at all, is a problem of the configuration', () => {
  writeFileSync(join(folder, 'wrong.yml'), 'cautions:\n  x: { title: 7 }\n');
  expect(() => cautionFor('', ['wrong.yml'])).toThrow(/trust\.cautions: cautions › x/);
  expect(() => cautionFor('', ['missing.yml'])).toThrow(/cannot be found/);
});
