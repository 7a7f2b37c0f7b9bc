import { expect, test } from '@jest/globals';
import { bodyInForm } from '../../src/more/body-map/body-form.cards.ts';
import { MOST_BUTTONS } from '../../src/platform/teams/card.ts';
import { RECIPIENT_WORDING, STATUSES } from '../../src/report/concern.ts';
import { sendCard } from '../../src/report/form/account.cards.ts';
import { factsCard, NOT_KEPT, NOT_SAVED } from '../../src/report/form/report.cards.ts';
import { filledIn } from '../../src/report/handlers/filled-in.cards.ts';
import { FORMS } from '../../src/report/triage/opened-acts.ts';
import { formCard } from '../../src/report/triage/triage.cards.ts';
import { everyHolder } from '../../src/school/school.ts';
import { CONCERN_CARDS, concern, NOTICES, outgoing, receipt, record, school } from './sample-concern-cards.ts';
import { MIRIAM, sampleTrust } from './support.ts';

/** Every set of buttons and every input, however deep. */
function parts(node: unknown, type: string): Record<string, unknown>[] {
  if (Array.isArray(node)) return node.flatMap((item) => parts(item, type));
  if (typeof node !== 'object' || node === null) return [];
  const here =
    'type' in node && typeof node.type === 'string' && node.type.startsWith(type)
      ? [node as Record<string, unknown>]
      : [];
  return [...here, ...Object.values(node).flatMap((value) => parts(value, type))];
}

const titles = (card: object): string[] => parts(card, 'Action.').map(({ title }) => String(title));

test.each(STATUSES)(
  '%s: no row has more buttons than clients show, and each form can be reached where it applies',
  (status) => {
    const card = record(status);
    for (const set of parts(card, 'ActionSet'))
      expect((set.actions as unknown[]).length).toBeLessThanOrEqual(MOST_BUTTONS);
    expect(titles(card)).toContain('Chronology');
    expect(titles(card).includes('Close the report')).toBe(status === 'decided');
    expect(titles(card).includes('Open it again')).toBe(status === 'closed');
  },
);

test.each(Object.entries(FORMS))('the form to %s labels every input', (form, act) => {
  const about = {
    concern: { ...concern, kind: form === 'step' ? 'staff' : concern.kind },
    school,
    user: MIRIAM,
  } as const;
  const [first] = act.first?.choices(about) ?? [];
  const card = formCard({ form, act, ...about, chosen: first?.value });
  const inputs = parts(card, 'Input.');
  expect(inputs.length).toBeGreaterThan(0);
  for (const { label } of inputs) expect(label).toMatch(/\w/);
});

test.each([
  [
    'what happened',
    factsCard({
      ...{ kind: 'child', draft: 'x', words: {}, parts: [bodyInForm] },
      complaint: { text: NOT_KEPT, phones: receipt.phones },
    }),
  ],
  [
    'what is needed now',
    sendCard({ kind: 'child', draft: 'x', words: {}, complaint: { text: NOT_SAVED, phones: receipt.phones } }),
  ],
  ...Object.entries(FORMS).map(
    ([form, act]) => [form, formCard({ form, act, concern, school, user: MIRIAM })] as const,
  ),
])('%s comes back with all that its boxes take, and Teams still shows it', (_, page) => {
  const boxes = parts(page, 'Input.Text');
  const all = Object.fromEntries(boxes.map(({ id, maxLength }) => [id, 'a'.repeat(Number(maxLength))]));
  const full = JSON.stringify(filledIn(page, all));
  for (const text of Object.values(all)) expect(full).toContain(`"value":"${text}"`);
  expect(full.length).toBeLessThan(26_000);
});

test.each(NOTICES)('what a lock screen shows of a notice ($kind) is a reference at most', (notice) => {
  const out = outgoing(notice);
  const { summary } = out;
  // Some are of no report in particular.
  const isOfSeveral = 'beside' in notice;
  expect(summary.includes('7K4TQ9')).toBe(
    !isOfSeveral &&
      ![
        'unsent',
        'summary',
        'unsafe-place',
        'not-in-place',
        'stayed',
        'one-waits',
        'stray-picture',
        'pin',
        'uncovered',
        'drill-due',
        'role',
        'talk',
      ].includes(notice.kind),
  );
  expect(summary).not.toMatch(/child|Priya|Hale|Okafor|bruise/i);
  expect(JSON.stringify(out).length).toBeLessThan(25_000);
});

test('nobody it is about is named on any card', () => {
  for (const notice of NOTICES) expect(JSON.stringify(outgoing(notice))).not.toContain('Okafor');
});

/** Every text that a reader sees, whatever it stands in. */
const textsIn = (node: unknown): readonly string[] =>
  typeof node === 'string'
    ? [node]
    : typeof node === 'object' && node !== null
      ? Object.values(node).flatMap(textsIn)
      : [];

test('a name beside its role has a comma before it, and one behind it where the sentence goes on', () => {
  const holders = new Set(sampleTrust().schools.flatMap((one) => everyHolder(one).map(({ name }) => name)));
  const role = `(?:${Object.values(RECIPIENT_WORDING).join('|')})`;
  const named = new RegExp(`\\b${role}(,? )(?:${[...holders].join('|')})(.?)`, 'gi');
  const found = textsIn(CONCERN_CARDS).flatMap((text) => [...text.matchAll(named)].map((one) => ({ text, one })));
  expect(found.length).toBeGreaterThan(5);
  const isRight = ([, before, behind = '']: RegExpExecArray): boolean => before === ', ' && /^[,.;:)”?]?$/.test(behind);
  expect(found.filter(({ one }) => !isRight(one)).map(({ text }) => text)).toEqual([]);
});
