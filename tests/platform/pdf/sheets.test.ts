import { expect, test } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import qrcode from 'qrcode-generator';
import { extractText } from 'unpdf';
import type { Campaign } from '../../../src/acknowledge/campaign/campaign.ts';
import type { Person, PersonId } from '../../../src/acknowledge/register/person.ts';
import { policyTextPdf } from '../../../src/acknowledge/text/policy-text.pdf.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { Letter } from '../../../src/more/paper/links.ts';
import { personalLinksPdf } from '../../../src/more/paper/personal-links.pdf.ts';
import { signatureListPdf } from '../../../src/more/paper/signature-list.pdf.ts';
import { drawQrCode } from '../../../src/platform/pdf/qr-code.ts';
import { OAKFIELD, school } from '../../acknowledge/school.ts';

const NOW = new Date('2026-09-08T09:00:00Z');
const campaign: Campaign = {
  id: 'c' as CampaignId,
  school: OAKFIELD,
  title: 'Social Media Policy',
  status: 'running',
  dueDay: '2026-09-30' as IsoDay,
  sendAt: undefined,
  spreadMinutes: 0,
  endsOn: undefined,
  wanted: {},
  choices: {},
  message: undefined,
  reading: 'opened',
  policies: [
    {
      policyId: 'p' as PolicyId,
      versionId: 'v' as PolicyVersionId,
      title: 'Social Media Policy',
      version: '5.0',
      date: '2026-09-01',
      contentHash: 'c',
      textHash: 't',
      words: 9,
      parts: [{ id: 'a', number: '1', heading: 'Purpose', depth: 0, paragraphs: ['Think before you post.'] }],
      changes: {},
    },
  ],
  wording: ['I have read the Social Media Policy.'],
  language: 'en-GB',
  note: undefined,
  revision: 1,
  createdBy: 'u' as UserId,
  createdAt: NOW,
  startedAt: NOW,
  endedAt: undefined,
  problem: undefined,
  held: { leavers: 0, joiners: 0 },
  usesQuizzes: false,
};

const person = (name: string): Person => ({
  campaign: campaign.id,
  id: `paper:${name}` as PersonId,
  user: undefined,
  name,
  jobTitle: 'Kitchen assistant',
  staffGroup: 'Without an account',
  site: 'Not stated',
  state: 'paper',
  reason: 'no-account',
  stateAt: NOW,
  dueDay: '2026-09-30' as IsoDay,
  step: 'install',
  attempts: 0,
  nextAttemptAt: undefined,
  askedAt: undefined,
  message: undefined,
  acknowledgedAt: undefined,
  possibleDuplicates: 0,
  reminders: 0,
  lastRemindedAt: undefined,
  reminder: undefined,
  reminderOpen: false,
  stateBefore: undefined,
  signedBefore: {},
});

const textOf = async (bytes: Uint8Array): Promise<string[]> =>
  (await extractText(new Uint8Array(bytes), { mergePages: false })).text;

test('one page for each person, with the whole address, their own date and nobody else’s name', async () => {
  const people = ['Jean Cook', 'Agnieszka Łukasik', 'X'.repeat(200)];
  const letters: Letter[] = people.map((name, at) => ({
    person: person(name),
    secret: `BCDF${at + 2}`,
    until: '2026-10-30' as IsoDay,
  }));
  const bytes = await personalLinksPdf({ campaign, school, letters }, (secret) => `https://x.example/a/${secret}`, NOW);
  const pages = await textOf(bytes);
  expect(pages).toHaveLength(3);
  expect(pages[0]).toMatch(
    /Jean Cook[\s\S]*30 September 2026[\s\S]*https:\/\/x\.example\/a\/\s*BCDF2[\s\S]*30 October 2026/,
  );
  expect(pages[0]).not.toContain('Agnieszka');
  expect(pages[1]).toContain('Agnieszka Łukasik');
});

test('printed after the due date, neither a link nor the list asks for an answer by a day that has passed', async () => {
  const late = new Date('2026-10-12T09:00:00Z');
  const letters: Letter[] = [{ person: person('Jean Cook'), secret: 'BCDF2', until: '2026-11-11' as IsoDay }];
  const link = (await textOf(await personalLinksPdf({ campaign, school, letters }, (secret) => secret, late))).join(
    ' ',
  );
  const list = (await textOf(await signatureListPdf({ campaign, school, people: [] }, late))).join(' ');
  for (const words of [link, list]) {
    expect(words).not.toMatch(/answer by/);
    expect(words.replace(/\s+/g, ' ')).toMatch(/Please answer now\. The date was \d+ \w+ 2026; it is not too late\./);
  }
});

test('the code stands the right way up, with its three corners and white around it', async () => {
  const page = (await PDFDocument.create()).addPage();
  const drawn: string[] = [];
  page.pushOperators = (...operators) => void drawn.push(...operators.map(String));
  const address = 'https://lanyard.school.example/a/BCDF-GHJK-MNPQ-RSTV-WXZ2-3456-789B';
  drawQrCode(page, address, { x: 50, y: 100, width: 450 });
  const bars = drawn.flatMap((line) => {
    const [, ...numbers] = /^(\S+) (\S+) (\S+) (\S+) re$/.exec(line) ?? [];
    return numbers.length === 4 ? [numbers.map(Number)] : [];
  });
  const side = bars[0]?.[3] ?? 0;
  // Row and column of each dark square, from the upper left corner of the box.
  const dark = new Set(
    bars.flatMap(([x = 0, y = 0, width = 0]) =>
      Array.from({ length: Math.round(width / side) }, (_, n) =>
        [Math.round((550 - y) / side) - 1, Math.round((x - 50) / side) + n].join(),
      ),
    ),
  );
  const count = Math.round(450 / side);
  const corner = (row: number, column: number): boolean =>
    Array.from({ length: 7 }, (_, n) => dark.has(`${row},${column + n}`) && dark.has(`${row + n},${column}`)).every(
      Boolean,
    );
  expect([corner(4, 4), corner(4, count - 11), corner(count - 11, 4), corner(count - 11, count - 11)]).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect([...dark].some((at) => at.split(',').some((n) => Number(n) < 4 || Number(n) >= count - 4))).toBe(false);
  // Square by square what the standard's encoder says: neither mirrored nor turned.
  const code = qrcode(0, 'M');
  code.addData(address);
  code.make();
  for (let row = 0; row < code.getModuleCount(); row += 1)
    for (let column = 0; column < code.getModuleCount(); column += 1)
      expect(dark.has(`${row + 4},${column + 4}`)).toBe(code.isDark(row, column));
});

test('a list to sign goes over as many pages as it takes, with room for someone it does not know', async () => {
  const people = Array.from({ length: 40 }, (_, n) => person(`Person ${n + 1}`));
  const pages = await textOf(await signatureListPdf({ campaign, school, people }, NOW));
  expect(pages.length).toBeGreaterThan(2);
  for (const words of pages) expect(words).toMatch(/Signature[\s\S]*Witnessed by/);
  expect(pages.join(' ')).toContain('Person 40');
  expect(pages.at(-1)).toContain(`Page ${pages.length} of ${pages.length}`);
});

test('the text to print is the text that people are shown', async () => {
  const words = (await textOf(await policyTextPdf(campaign, school, NOW))).join(' ');
  expect(words).toContain('Social Media Policy (version 5.0, 1 September 2026)');
  expect(words).toContain('Think before you post.');
});
