import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import { chronologyPdf } from '../../../src/more/children/chronology.pdf.ts';
import { caseAct } from '../../../src/more/online-abuse/case-plan.ts';
import type { CaseAct } from '../../../src/more/online-abuse/steps.ts';
import type { Kind } from '../../../src/report/concern.ts';
import { concernPdf } from '../../../src/report/keeping/concern.pdf.ts';
import type { Act } from '../../../src/report/triage/acts.ts';
import { FORMS } from '../../../src/report/triage/opened-acts.ts';
import { ANIL, DANIEL, given, JOANNA, LEWIS, MIRIAM, type World } from '../support.ts';

let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

/** A report, taken on by who has it. */
async function matter(kind: Kind, by: UserId): Promise<ConcernId> {
  const words = { seen: 'SEEN', ...(kind === 'child' && { who: 'Ada Holt 7B' }) };
  const { id } = await world.report(kind, { words, ...(kind === 'staff' && { about: [LEWIS] }) });
  await world.after(0);
  await act(id, by, { kind: 'take' });
  return id;
}
const act = async (id: ConcernId, by: UserId, wanted: Act) =>
  expect((await world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted)).kind).toBe('done');
/** As its form sends it. */
const sends = (id: ConcernId, by: UserId, form: keyof typeof FORMS, sent: Record<string, string>) =>
  act(id, by, { kind: form, ...FORMS[form].read(sent, world.now()) } as Act);
const wordsOf = async (pdf: Uint8Array): Promise<string> =>
  (await extractText(await getDocumentProxy(Uint8Array.from(pdf)), { mergePages: true })).text.replace(/\s+/g, ' ');
/** One report’s export, as the file for machines and on paper, and the chronology that the next school gets as well. */
async function leaving(id: ConcernId, by: UserId) {
  const out = await world.concerns.keeping.exportRecord(id, world.as(by), 'json');
  const story = await world.more.stories.chronologyToPrint(id, world.as(by));
  if (out.kind !== 'exported' || story.kind !== 'chronology') throw new Error(`${out.kind} ${story.kind}`);
  const papers = [await concernPdf(out.record), await chronologyPdf(story, 'A conference', world.now())];
  return { record: out.record, papers: await Promise.all(papers.map(wordsOf)) };
}

const asked = { reason: 'So.', who: 'Sam Lowe, county, L-7', askedOn: '2026-11-23', askedAt: '08:30' };
const breach = { decision: 'breach-assessed', reason: 'So.', risk: 'likely', contained: 'Link withdrawn.' };
const toldIco = { ...breach, ico: 'told', icoOn: '2026-11-23', icoAt: '10:00', icoWhy: 'Case 88' };
const step = (one: object): Act => caseAct({ words: {}, ...one } as CaseAct);

/** What is done through its form or button, and what then stands under whom was told. */
const ROWS: readonly (readonly [
  name: string,
  matter: readonly [Kind, UserId],
  done: (id: ConcernId, by: UserId) => Promise<void>,
  whom: 'agency' | 'parents' | 'several',
  text: string,
])[] = [
  [
    'the LADO, who and when',
    ['staff', JOANNA],
    (id, by) => sends(id, by, 'decide', { ...asked, decision: 'lado', threshold: 'met', advice: 'Refer.' }),
    'agency',
    'LADO asked on 23 November 2026, 08:30: Sam Lowe, county, L-7',
  ],
  [
    'the employer of supply staff or a contractor',
    ['staff', JOANNA],
    (id, by) => sends(id, by, 'step', { step: 'employer', reason: 'Bright Supply, Jo Ray, 09:15' }),
    'agency',
    'Employer or contractor: Bright Supply, Jo Ray, 09:15',
  ],
  [
    'the ICO, when and with what reference',
    ['data', ANIL],
    (id, by) => sends(id, by, 'decide', { ...toldIco, affected: 'told' }),
    'agency',
    'The ICO on 23 November 2026, 10:00: Case 88',
  ],
  [
    'the people whose data it is',
    ['data', ANIL],
    (id, by) => sends(id, by, 'decide', { ...toldIco, affected: 'told', peopleWhy: 'All 30 families by letter.' }),
    'several',
    'The people whose data it is: All 30 families by letter.',
  ],
  [
    'the police in a case online',
    ['online-abuse', DANIEL],
    (id, by) => act(id, by, step({ step: 'police', ground: 'danger', words: { who: 'Dan Prior, on 101, log 9' } })),
    'agency',
    'Police: Dan Prior, on 101, log 9',
  ],
  [
    'an agency to which a child was referred',
    ['child', MIRIAM],
    (id, by) => sends(id, by, 'decide', { decision: 'child-protection', reason: 'So.', agency: 'MASH, J. Peters' }),
    'agency',
    'Refer: child protection (significant harm): MASH, J. Peters',
  ],
  [
    'parents, or why not',
    ['child', MIRIAM],
    (id, by) => sends(id, by, 'decide', { decision: 'early-help', reason: 'So.', parents: 'Not yet: it adds a risk.' }),
    'parents',
    'Not yet: it adds a risk.',
  ],
  [
    'a referral that was confirmed in writing',
    ['child', MIRIAM],
    (id, by) =>
      sends(id, by, 'confirm', { agency: 'MASH, by form, 16:00', ref: 'M-12', reason: 'An answer tomorrow.' }),
    'agency',
    'Confirmed in writing: MASH, by form, 16:00, M-12',
  ],
  [
    'anyone else',
    ['child', MIRIAM],
    (id, by) => sends(id, by, 'told', { reason: 'His tutor, by me.' }),
    'several',
    'His tutor, by me.',
  ],
];

/** Those of one matter in one report: drawing what leaves is slow. */
const MATTERS = [...Map.groupBy(ROWS, ([, [kind]]) => kind)];

test.each(MATTERS)('who was told of a report about %s is in every copy', async (kind, rows) => {
  const by = rows[0]?.[1][1] ?? MIRIAM;
  const id = await matter(kind, by);
  for (const [, , done] of rows) await done(id, by);
  const { record, papers } = await leaving(id, by);
  const actor = expect.objectContaining({ id: by });
  const label = {
    agency: 'Agencies told',
    parents: 'Parents or carers: told, or why not',
    several: 'Who else was told',
  };
  const upToTheNext =
    '(.*?) (?:Parents or carers: |Who else was told: |Still to be done: |What happened and what was done|$)';
  for (const [name, , , whom, text] of rows) {
    expect(record.handled.told).toContainEqual({ whom, text, at: expect.anything(), by: actor });
    for (const paper of papers) {
      const [, told = ''] = new RegExp(`${label[whom]}: ${upToTheNext}`).exec(paper) ?? [];
      expect([name, told]).toEqual([name, expect.stringContaining(`${text} (recorded `)]);
    }
  }
});

test('an ICO that was not told is among nobody who was', async () => {
  const id = await matter('data', ANIL);
  const not = { ...breach, ico: 'not-told', icoWhy: 'No risk.', affected: 'not-told', peopleWhy: 'ZQWHY' };
  await sends(id, ANIL, 'decide', { ...not, risk: 'unlikely' });
  const { record } = await leaving(id, ANIL);
  expect(record.handled.told.filter(({ whom }) => whom === 'agency')).toEqual([]);
});

test('what is to be done because a report was about another child is counted and named in no copy; everything else is', async () => {
  const id = await matter('child', MIRIAM);
  await sends(id, MIRIAM, 'action', {
    to: MIRIAM,
    due: '2026-11-25',
    text: 'Ring the surgery.',
    reason: 'Ring the surgery.',
  });
  await leaving(id, MIRIAM);
  await sends(id, MIRIAM, 'correct', { who: 'Ben Cole 7B', reason: 'The office looked it up.' });
  expect((await world.find(id)).actions.length).toBeGreaterThan(1);
  const { record, papers } = await leaving(id, MIRIAM);
  expect(record.concern.status.words).toContain(', 1 action open');
  for (const paper of papers) {
    expect(paper).toContain('Ring the surgery.');
    expect(paper).not.toContain('Tell that the report was about another child');
  }
});
