import { expect, test } from '@jest/globals';
import type { BoundPolicy } from '../../../src/acknowledge/campaign/campaign.ts';
import { hostOf } from '../../../src/acknowledge/host.ts';
import type { PersonId } from '../../../src/acknowledge/register/person.ts';
import { requestView } from '../../../src/acknowledge/request/request-view.ts';
import type { Signature } from '../../../src/acknowledge/request/signature.ts';
import type { CampaignId, PolicyId, PolicyVersionId, UserId } from '../../../src/kernel/ids.ts';
import type { PageAnswer } from '../../../src/kernel/pages/page.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { acknowledgePage } from '../../../src/more/paper/acknowledge.page.ts';
import type { Linked, LinkQuestion } from '../../../src/more/paper/follow-link.ts';
import { OAKFIELD, school } from '../../acknowledge/school.ts';

const NASTY = `<script>alert(1)</script> "quoted" 'single' & \u202edesrever\u0000`;
const NOW = new Date('2026-09-08T09:00:00Z');

const policy: BoundPolicy = {
  policyId: 'p' as PolicyId,
  versionId: 'v2' as PolicyVersionId,
  title: `Title ${NASTY}`,
  version: '2',
  date: '2026-09-01',
  contentHash: 'c',
  textHash: 't',
  words: 900,
  parts: [{ id: 'a', number: '1', heading: NASTY, depth: 0, paragraphs: [NASTY, 'cell\tother cell'] }],
  changes: {
    ['v1' as PolicyVersionId]: {
      isMaterial: true,
      sections: [{ heading: 'Friends & followers', kind: 'changed', before: 'x', after: 'y' }],
    },
  },
};

function asked(
  over: { dueDay?: string; signed?: string; questions?: readonly LinkQuestion[] } = {},
): Extract<Linked, { kind: 'asked' }> {
  const campaign = {
    id: 'c' as CampaignId,
    school: OAKFIELD,
    title: NASTY,
    status: 'running',
    dueDay: '2026-09-30' as IsoDay,
    sendAt: undefined,
    spreadMinutes: 0,
    endsOn: undefined,
    wanted: {},
    choices: {},
    message: undefined,
    reading: 'opened',
    policies: [policy],
    wording: [NASTY],
    language: 'en-GB',
    note: NASTY,
    revision: 1,
    createdBy: 'u' as UserId,
    createdAt: NOW,
    startedAt: NOW,
    endedAt: undefined,
    problem: undefined,
    held: { leavers: 0, joiners: 0 },
    usesQuizzes: false,
  } as const;
  const view = requestView(
    campaign,
    {
      state: 'paper',
      dueDay: (over.dueDay ?? '2026-09-30') as IsoDay,
      signedBefore: over.signed ? { [policy.policyId]: over.signed as PolicyVersionId } : {},
      acknowledgedAt: undefined,
    },
    school,
    { now: NOW, opened: new Map(), host: hostOf(() => []) },
  );
  return {
    kind: 'asked',
    school,
    person: 'paper:1' as PersonId,
    name: NASTY,
    view,
    policies: [policy],
    questions: over.questions ?? [],
  };
}

/** Opens a link that leads to `linked`; a POST would make `after` of it. */
async function see(linked: Linked, form?: Record<string, string>, after: Linked = linked): Promise<PageAnswer> {
  const links = { open: async () => linked, answerQuiz: async () => after, answer: async () => after };
  const declareTie = async ({ person }: { person: string }) => void declared.push(person);
  return acknowledgePage(links, 'S', { method: form ? 'POST' : 'GET', form: form ?? {}, path: '/a/S' }, declareTie);
}
const declared: string[] = [];
const textOf = ({ body }: PageAnswer): string => String(body);

test('nothing that a school, a policy or a person wrote becomes markup', async () => {
  const page = textOf(await see(asked()));
  expect(page.match(/<script|alert\(1\)<\/script>/g)).toBeNull();
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;quoted&quot; &#39;single&#39; &amp; desrever');
  for (const hidden of ['\u0000', '\u202e']) expect(page).not.toContain(hidden);
  expect(page).toContain('cell; other cell');
});

test('the page works without scripts and loads nothing but our own style sheet', async () => {
  const answer = await see(asked());
  const loaded = [...textOf(answer).matchAll(/(?:src|href|action)="([^"]*)"/g)].map((match) => match[1]);
  expect(loaded.filter((address) => !address?.startsWith('#'))).toEqual(['/lanyard.css']);
  expect(answer.headers['Content-Security-Policy']).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
});

test('what changed since the last time is named, and a date that is past is no reproach', async () => {
  expect(textOf(await see(asked({ signed: 'v1' })))).toContain(
    'Changed since you last confirmed it: Friends &amp; followers',
  );
  expect(textOf(await see(asked({ signed: 'v2' })))).toContain('Unchanged since you last confirmed it.');
  expect(textOf(await see(asked({ dueDay: '2026-09-07' })))).toContain('it is not too late');
});

test('only a ticked box answers', async () => {
  const signature: Signature = {
    campaign: 'c' as CampaignId,
    school: OAKFIELD,
    person: 'p' as Signature['person'],
    name: NASTY,
    jobTitle: undefined,
    at: NOW,
    method: 'link',
    language: 'en-GB',
    wording: [],
    policies: [],
    witness: undefined,
    signedOn: undefined,
  };
  const answered: Linked = { kind: 'answered', school, signature };
  for (const form of [{}, { me: '' }, { me: 'no' }, { constructor: 'yes' }])
    expect(await see(asked(), form, answered)).toMatchObject({ status: 422 });
  expect(await see(asked(), { me: 'yes' }, answered)).toMatchObject({ status: 303, headers: { Location: '/a/S' } });
  expect(textOf(await see(answered))).toContain('Tuesday 8 September 2026, 10:00, through a personal link');
});

test('the owners’ questions stand where the answer will be; a wrong answer shows the policy’s words and no count', async () => {
  const question = (n: number, last?: LinkQuestion['last']): LinkQuestion => ({
    name: `0.q${n}`,
    policy: 'Social Media Policy',
    scenario: `Situation ${n} ${NASTY}`,
    answers: ['Accept', NASTY],
    last,
  });
  const open = asked({ questions: [question(1), question(2)] });
  const page = textOf(await see(open));
  expect(page.match(/<fieldset/g)).toHaveLength(2);
  expect(page.match(/<input type="radio"/g)).toHaveLength(4);
  expect(page).not.toMatch(/name="me"|<script/);

  const [part] = policy.parts;
  const wrong = asked({ questions: [question(1, { kind: 'wrong', part }), question(2, { kind: 'missing' })] });
  const again = await see(open, { step: 'questions', '0.q1': '0' }, wrong);
  expect(again.status).toBe(422);
  expect(textOf(again)).toContain('This is what the policy says:');
  expect(textOf(again)).toContain('cell; other cell');
  expect(textOf(again)).toContain('Choose an answer.');
  expect(textOf(again)).not.toMatch(/\d+ (?:of|out of) \d+ (?:right|correct)|attempt/i);

  expect(await see(open, { step: 'questions', '0.q1': '1', '0.q2': '1' }, asked())).toMatchObject({
    status: 303,
    headers: { Location: '/a/S#answer' },
  });
  // A form made by hand that leaves the questions out is shown them.
  const skipped = await see(open, { me: 'yes', shown: open.view.shown }, open);
  expect([skipped.status, textOf(skipped).includes('Please answer the questions first.')]).toEqual([422, true]);
});

test.each([
  [{ kind: 'unknown' }, 404, 'This link is not known'],
  [{ kind: 'expired' }, 410, 'This link has expired'],
  [{ kind: 'replaced' }, 410, 'A newer link has replaced'],
  [{ kind: 'withdrawn', school }, 410, 'This request was withdrawn'],
  [{ kind: 'left', school }, 410, 'You are no longer on the list'],
] as const)('a dead link says so plainly and nothing else: %j', async (linked, status, words) => {
  for (const form of [undefined, { me: 'yes' }]) {
    const answer = await see(linked, form);
    expect(answer.status).toBe(status);
    expect(textOf(answer)).toContain(words);
    expect(textOf(answer)).not.toMatch(/<form|Title|Doreen/);
  }
});

test('a tie is declared by its own tick, beside the answer and never without it, and only where a policy speaks of ties', async () => {
  const linked = asked();
  if (linked.kind !== 'asked') throw new Error(linked.kind);
  const speaking = { ...linked, view: { ...linked.view, asksOfTies: true } };
  expect(textOf(await see(speaking))).toContain('name="tie"');
  expect(textOf(await see(linked))).not.toContain('name="tie"');
  const { shown } = linked.view;
  await see(linked, { me: 'yes', tie: 'yes', shown });
  await see(speaking, { tie: 'yes' });
  await see(speaking, { me: 'yes', shown });
  // A page that showed something else is shown again, with its tick.
  await see(speaking, { me: 'yes', tie: 'yes', shown: 'other' });
  expect(declared).toEqual([]);
  await see(speaking, { me: 'yes', tie: 'yes', shown });
  expect(declared).toEqual(['paper:1']);
});
