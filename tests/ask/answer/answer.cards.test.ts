import { readFileSync } from 'node:fs';
import { answerCard } from '../../../src/ask/answer/answer.cards.ts';
import type { Answer, Nearest } from '../../../src/ask/answer/answer.ts';
import type { PassageId, SectionId } from '../../../src/ask/policy.ts';
import type { Quoted } from '../../../src/ask/quoting/quotes.ts';
import type { PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import { Typed } from '../../../src/kernel/typed.ts';
import type { Element } from '../../../src/platform/teams/card.ts';
import { readSchoolFile } from '../../../src/school/file/school-file.ts';
import { holders } from '../../../src/school/school.ts';

const school = readSchoolFile(readFileSync('lanyard.yml', 'utf8'), 'lanyard.yml', [])?.schools[0];
const TICKET = '00000000-0000-4000-8000-000000000001';

const place = (number: string, words: string): Quoted => ({
  policyId: 'media' as PolicyId,
  versionId: 'media-v1' as PolicyVersionId,
  contentHash: 'media',
  policyTitle: 'Media policy',
  sectionId: `s${number}` as SectionId,
  section: number,
  heading: `Media policy › Rules of ${number}`,
  passageIds: [`p${number}` as PassageId],
  parts: [{ kind: 'words', text: words }],
  quote: words,
});

/** What a reader sees before any button is pressed, in order; `[…]` for a button. */
function seen(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(seen);
  if (!node || typeof node !== 'object' || (node as Element).isVisible === false) return [];
  const { text, title, inlines, ...rest } = node as Element & { text?: string; title?: string; inlines?: unknown[] };
  const words = [text, ...(inlines ?? []).map((one) => (one as { text: string }).text)].filter(
    (one) => one !== undefined,
  );
  const parts = [rest.body, rest.items, rest.columns, rest.actions].flatMap((one) => seen(one));
  return [...words, ...(title === undefined ? [] : [`[${title}]`]), ...parts];
}

function drawn(lead: Nearest['lead'], ask: Nearest['ask'] = 'policy-owner'): string {
  if (!school) throw new Error('no school');
  const nearest = [place('1', 'Nobody runs.'), place('2', 'Nobody shouts.'), place('3', 'Nobody sings.')];
  const answer: Nearest = { kind: 'nearest', chosenBy: 'index', explain: { ranked: [] }, nearest, lead, ask };
  return seen(answerCard({ answer, school, ticket: TICKET, question: undefined })).join('\n');
}

test.each([
  ['clear', '✓\nThis looks like the rule'],
  ['open', '≈\nPerhaps one of these'],
] as const)(
  'the first is quoted right below its heading, without a denial, and the others have a line each: %s',
  (lead, heading) => {
    const card = drawn(lead);
    expect(card).toContain(`${heading}\nMedia policy, 1 Rules of 1\nNobody runs.\n`);
    expect(card).toMatch(/Also 2: “Nobody shouts\.”\nAlso 3: “Nobody sings\.”/);
    expect(card).not.toMatch(/not certain|may not/i);
    expect(card).toContain('ask Ruth Ellery.');
  },
);

test('what was found by words alone says so above everything, and nothing else does', () => {
  if (!school) throw new Error('no school');
  const nearest = [place('1', 'Nobody runs.')];
  const found = { kind: 'nearest', chosenBy: 'index', explain: { ranked: [] }, nearest, lead: 'open' } as const;
  const answer: Nearest = { ...found, ask: 'policy-owner' };
  const first = (one: Nearest) =>
    seen(answerCard({ answer: one, school, ticket: TICKET, question: undefined }))[0] ?? '';
  expect(first({ ...answer, isByWords: true })).toMatch(/^I can only match words just now/);
  expect(first(answer)).toBe('≈');
});

test('a card has three buttons at most besides the report, and one line that asks whether it helped', () => {
  if (!school) throw new Error('no school');
  const nearest = [place('1', 'Nobody runs.'), place('2', 'Nobody shouts.'), place('3', 'Nobody sings.')];
  const found = { chosenBy: 'index', explain: { ranked: [] } } as const;
  const question = new Typed('who runs');
  const best = place('1', 'Nobody runs.');
  const shown: readonly Answer[] = [
    { kind: 'answered', ...found, isPlain: true, best, together: [], others: nearest, conflicts: [] },
    ...(['clear', 'open', 'faint'] as const).map(
      (lead) => ({ kind: 'nearest', ...found, nearest, lead, ask: 'policy-owner' }) as const,
    ),
  ];
  for (const answer of shown) {
    const buttons = seen(answerCard({ answer, school, ticket: TICKET, question })).filter((one) => one.startsWith('['));
    const others = buttons.filter((one) => !['[Yes]', '[No]', '[Report a concern]'].includes(one));
    expect(others.length).toBeLessThanOrEqual(3);
    expect(buttons).toContain('[Report a concern]');
  }
});

test('what decides stands out, and what is left out behind it is marked', () => {
  if (!school) throw new Error('no school');
  const words = 'Nobody runs. Walk on the left.';
  const best: Quoted = { ...place('1', words), short: [{ kind: 'words', text: words, decides: [0, 12], isCut: true }] };
  const found = { chosenBy: 'index', explain: { ranked: [] } } as const;
  const answer: Answer = { kind: 'answered', ...found, isPlain: true, best, together: [], others: [], conflicts: [] };
  const card = JSON.stringify(answerCard({ answer, school, ticket: TICKET, question: undefined }));
  expect(card).toContain('Your policy says');
  expect(card).toContain('"text":"Nobody runs.","weight":"Bolder"');
  expect(card).toContain('"text":" Walk on the left."},{"type":"TextRun","text":" […]"');
});

const ruled = (words: string, view: { readonly away?: readonly UserId[]; readonly isOffered?: true } = {}): string => {
  if (!school) throw new Error('no school');
  const found = { chosenBy: 'index', explain: { ranked: [] } } as const;
  const best = place('1', words);
  const answer: Answer = { kind: 'answered', ...found, best, together: [], others: [], conflicts: [] };
  return seen(answerCard({ answer, school, ticket: TICKET, question: undefined, ...view })).join('\n');
};

test('beside a title that the rule names stands who that is, with a number only where it is for every colleague', () => {
  expect(ruled('Sledging needs the agreement of the headteacher.')).toContain(
    'Headteacher: Joanna Okafor, 01632 960 203',
  );
  expect(ruled('Tell a senior manager.')).toContain(
    'Senior manager: Daniel Prior, through the school office, 01632 960 200',
  );
  expect(ruled('Sledges belong to the line manager.')).not.toContain('Line manager:');
  expect(ruled('Headteachers sledge.')).not.toContain('Joanna Okafor');
});

test('who is away is passed over for the deputy, and beside what may be a report nobody is named', () => {
  const away = school ? holders(school, 'dsl').map(({ id }) => id) : [];
  expect(ruled('Tell the DSL.')).toContain('DSL: Miriam Hale, 01632 960 201');
  expect(ruled('Tell the DSL.', { away })).toContain('DSL: Tom Ashworth (Miriam Hale is away), 01632 960 202');
  expect(ruled('Tell the DSL.', { isOffered: true })).not.toContain('Miriam Hale');
});

const asking = (asker: string | undefined, ask: Nearest['ask']): string => {
  if (!school) throw new Error('no school');
  const answer: Nearest = {
    kind: 'nearest',
    chosenBy: 'index',
    explain: { ranked: [] },
    nearest: [],
    lead: 'faint',
    ask,
  };
  const question = new Typed('whats the drill with the login');
  return seen(answerCard({ answer, school, asker: asker as UserId | undefined, ticket: TICKET, question })).join('\n');
};

test('nobody is sent to themselves, and a second person is named with the reason', () => {
  const idOf = (role: 'it-lead' | 'policy-owner') => school && holders(school, role)[0]?.id;
  expect(asking(undefined, 'it-lead')).toMatch(
    /Ask Gareth Bevan[\s\S]* Or send it to Ruth Ellery, who looks after the policies\./,
  );
  expect(asking(idOf('it-lead'), 'it-lead')).toMatch(/Ask Ruth Ellery\n/);
});

test('what no policy answers goes to no one who is away, nor to who asks: the deputy is asked for the DSL', () => {
  if (!school) throw new Error('no school');
  const answer: Nearest = {
    kind: 'nearest',
    chosenBy: 'index',
    explain: { ranked: [] },
    nearest: [],
    lead: 'faint',
    ask: 'dsl',
  };
  const [dsl] = holders(school, 'dsl');
  const shown = (view: object) =>
    seen(answerCard({ answer, school, ticket: TICKET, question: undefined, ...view })).join('\n');
  expect(shown({})).toContain('Ask Miriam Hale');
  expect(shown({ away: [dsl?.id] })).toContain('Ask Tom Ashworth, 01632 960 202 (deputy DSL)');
  expect(shown({ asker: dsl?.id })).toContain('Ask Tom Ashworth');
});

test.each(['faint', 'open'] as const)(
  'who looks after the policies is told that it is theirs, and no button is empty: %s',
  (lead) => {
    if (!school) throw new Error('no school');
    const asker = holders(school, 'policy-owner')[0]?.id;
    const answer: Nearest = {
      kind: 'nearest',
      chosenBy: 'index',
      explain: { ranked: [] },
      nearest: [],
      lead,
      ask: 'policy-owner',
    };
    const question = new Typed('whats the drill with the login');
    const card = answerCard({ answer, school, asker, ticket: TICKET, question });
    const words = seen(card).join('\n');
    expect(words).toMatch(/yours to answer/);
    expect(words).toMatch(/What you cannot settle is for [^\n]+\(headteacher\)\./);
    expect(words).not.toContain('Ruth Ellery');
    expect(JSON.stringify(card)).not.toContain('"actions":[]');
  },
);

test('where hardly any is about it, who to ask stands first and no rule is quoted', () => {
  const card = drawn('faint');
  expect(card).toMatch(/^\?\nYour policies don’t seem to say\n[^\n]+\nAsk Ruth Ellery\n/);
  expect(card).toContain('Media policy, 1 Rules of 1');
  for (const words of ['Nobody runs.', 'Nobody shouts.', 'Nobody sings.']) expect(card).not.toContain(words);
});

test.each([
  ['hr', 'Ask Sunita Rao (HR)'],
  ['it-lead', 'Ask Gareth Bevan, 01632 960 209 (IT)'],
  ['office', 'Ask the school office (01632 960 200)'],
  ['dpo', 'Ask Anil Kapoor, 01632 960 208 (data protection officer)'],
  ['dsl', 'Ask Miriam Hale, 01632 960 201 (DSL)'],
  ['trust-lead', 'Ask Ruth Ellery'],
] as const)('whom the school names for %s is named', (ask, words) => expect(drawn('faint', ask)).toContain(words));

test('what is grave and far off is not named as what comes closest', () => {
  if (!school) throw new Error('no school');
  const nearest = [{ ...place('1', 'Phone the police.'), isUnnamed: true }, place('2', 'Nobody shouts.')];
  const found = { chosenBy: 'index', explain: { ranked: [] }, nearest, ask: 'policy-owner' } as const;
  const faint = answerCard({
    answer: { kind: 'nearest', lead: 'faint', ...found },
    school,
    ticket: TICKET,
    question: undefined,
  });
  const silent = answerCard({ answer: { kind: 'not-covered', ...found }, school, ticket: TICKET, question: undefined });
  for (const card of [faint, silent]) {
    expect(JSON.stringify(card)).toContain('Nobody shouts.');
    expect(JSON.stringify(card)).not.toContain('Phone the police.');
  }
});

test('what came closest is named in a line, and what it says waits behind a button', () => {
  if (!school) throw new Error('no school');
  const nearest = [place('1', 'Nobody runs.')];
  const found = { chosenBy: 'index', explain: { ranked: [] }, nearest, ask: 'policy-owner' } as const;
  const card = answerCard({ answer: { kind: 'not-covered', ...found }, school, ticket: TICKET, question: undefined });
  expect(seen(card).join('\n')).toMatch(
    /may be about something else: Media policy, 1 Rules of 1[\s\S]*\[Show what came closest\]/,
  );
  expect(seen(card).join('\n')).not.toContain('Nobody runs');
});

test('what else was perhaps meant is one button, right below what is said first, and none where the rule is certain', () => {
  if (!school) throw new Error('no school');
  const perhaps = { type: 'Action.Execute', title: 'Did you mean: the INSET days?', verb: 'talk.do' } as never;
  const nearest = [place('1', 'Nobody runs.')];
  const found = { chosenBy: 'index', explain: { ranked: [] }, ask: 'policy-owner' } as const;
  const shownFor = (answer: Answer) =>
    seen(answerCard({ answer, school, ticket: TICKET, question: undefined, perhaps })).join('\n');
  for (const lead of ['clear', 'open', 'faint'] as const)
    expect(shownFor({ kind: 'nearest', ...found, nearest, lead })).toMatch(
      /^[✓≈?]\n[^\n]+\n[^[]*\[Did you mean: the INSET days\?\]/,
    );
  expect(shownFor({ kind: 'not-covered', ...found, nearest })).toContain('[Did you mean: the INSET days?]');
  const rule = { ...place('1', 'Nobody runs.') };
  expect(shownFor({ kind: 'answered', ...found, best: rule, together: [], others: [], conflicts: [] })).not.toContain(
    'Did you mean',
  );
});

test('where nothing comes near, other words are asked for and nothing is shown', () => {
  if (!school) throw new Error('no school');
  const found = { chosenBy: 'index', explain: { ranked: [] }, nearest: [], ask: 'policy-owner' } as const;
  for (const answer of [
    { kind: 'not-covered', ...found } as const,
    { kind: 'nearest', lead: 'faint', ...found } as const,
  ])
    expect(seen(answerCard({ answer, school, ticket: TICKET, question: undefined })).join('\n')).toMatch(
      /^\?\nYour policies don’t seem to say\n[^\n]*Try other words\.\n/,
    );
});
