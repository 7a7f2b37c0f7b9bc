import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConcernId, UserId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import { caseAct } from '../../../src/more/online-abuse/case-plan.ts';
import type { CaseAct } from '../../../src/more/online-abuse/steps.ts';
import { verifyTrails } from '../../../src/report/trail/verify.store.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { DANIEL, given, JOANNA, LEWIS, MIRIAM, PRIYA, TOM, type World } from '../../report/support.ts';

let world: World;
let id: ConcernId;
beforeEach(async () => {
  world = await given();
  id = (await world.report('online-abuse')).id;
  await world.after(0);
  await does({ kind: 'acknowledge' });
});
afterEach(() => world.close());

type Wanted = Parameters<World['concerns']['record']['act']>[3];
const does = async (wanted: Wanted, by: UserId = DANIEL) =>
  world.concerns.record.act(id, world.as(by), (await world.find(id)).version, wanted);
const step = (one: { step: CaseAct['step'] } & Record<string, unknown>, by = DANIEL) =>
  does(caseAct({ words: {}, ...one } as CaseAct), by);
const asked = (at = world.now()) =>
  step({ step: 'asked-host', platform: 'instagram', at, words: { who: 'THE MANAGER, BY THE FORM', ref: 'REF-88' } });
const mine = async (by: UserId = PRIYA) => world.more.ownCases.look(id, world.as(by));
const state = async (by: UserId = PRIYA) => {
  const own = await mine(by);
  return own.kind === 'case' ? own.state : own.kind;
};
const chased = () =>
  world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'chase' && notice.why === 'action-due' ? [to] : []));
const heard = (who: UserId) => world.teams.to(who).filter(({ notice }) => notice.kind === 'case').length;
const hours = async (many: number) => {
  for (let left = many; left > 0; left -= 4) await world.after(Math.min(4, left) * 60);
};

describe('a fake account, from the report to gone', () => {
  test('a day is counted from the asking; the person who asked is reminded to look after 1, 3 and 7 days, to the minute at first', async () => {
    await step({ step: 'evidence', words: { address: 'THE ADDRESS', seenAt: '23 November, 10:20' } });
    expect((await asked()).kind).toBe('done');
    expect(await state()).toMatchObject({
      evidence: 1,
      asked: { platform: 'instagram', at: new Date('2026-11-23T10:31:00Z'), aim: new Date('2026-11-24T10:31:00Z') },
    });
    await world.after(24 * 60 - 1);
    expect(chased()).toEqual([]);
    await world.after(1);
    expect(chased()).toEqual([DANIEL]);

    // Still there: on the third day again, and the internet provider meanwhile.
    expect((await step({ step: 'looked', found: 'there' })).kind).toBe('done');
    await step({ step: 'asked-provider', words: { who: 'THE MANAGER' } });
    await hours(44);
    const atThree = chased().length;
    await hours(4);
    expect(chased().length).toBe(atThree + 1);
    // Gone; and looked at once more on the seventh day, because it comes back.
    await step({ step: 'looked', found: 'gone' });
    expect((await world.find(id)).actions).toMatchObject([{ of: 'look', owner: DANIEL, due: '2026-11-30' }]);
    await hours(24 * 4);
    expect(chased().length).toBe(atThree + 2);
    await step({ step: 'looked', found: 'gone' });
    expect((await world.find(id)).actions).toEqual([]);
    await hours(72);
    expect(chased().length).toBe(atThree + 2);

    const decided = await does({
      kind: 'decide',
      decision: 'no-further-action',
      reviewOn: undefined,
      words: { reason: 'Gone.' },
    });
    expect(decided.kind).toBe('done');
    expect((await does({ kind: 'close', outcome: 'removed', left: 'done', words: { reason: 'Gone.' } })).kind).toBe(
      'done',
    );
    expect((await verifyTrails(world.db)).flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('as long as it is still there, someone is asked to look every seventh day', async () => {
    await asked();
    await world.after(8 * 24 * 60);
    await step({ step: 'looked', found: 'there' });
    expect((await world.find(id)).actions).toMatchObject([{ of: 'look', due: '2026-12-08' }]);
  });

  test('asked yesterday afternoon: the day is counted from then', async () => {
    await asked(new Date('2026-11-22T15:00:00Z'));
    await world.after(4 * 60 + 28);
    expect(chased()).toEqual([]);
    await world.after(1);
    expect(chased()).toEqual([DANIEL]);
  });
});

describe('what cannot be written down', () => {
  test.each([
    ['evidence without its address', { step: 'evidence', words: { seenAt: 'today' } }, 'no-evidence'],
    ['a host asked by nobody', { step: 'asked-host', platform: 'x', at: new Date(0) }, 'no-evidence'],
    ['a time that is none', { step: 'asked-host', platform: 'x', at: undefined, words: { who: 'Me' } }, 'no-time'],
    ['looking for what nobody was asked to remove', { step: 'looked', found: 'gone' }, 'not-asked'],
    ['telling the police without consent', { step: 'police', ground: 'consent', words: { who: 'Me' } }, 'no-consent'],
    ['that it is about someone who has the case', { step: 'affected', person: DANIEL }, 'cannot-be-affected'],
  ] as const)('%s', async (_what, one, why) => {
    expect(await step(one)).toMatchObject({ kind: 'not-now', why });
  });

  test('a case of a report about a child', async () => {
    id = (await world.report('child')).id;
    await world.after(0);
    expect(await step({ step: 'support', answer: 'offered' }, MIRIAM)).toMatchObject({
      kind: 'not-now',
      why: 'no-case',
    });
  });

  test('nothing by anyone who does not have it', async () => {
    for (const by of [PRIYA, MIRIAM, TOM, JOANNA, LEWIS])
      expect((await step({ step: 'support', answer: 'offered' }, by)).kind).toBe('not-available');
  });
});

describe('consent is theirs', () => {
  test('the police are told with their consent, which they give themselves and take back', async () => {
    await step({ step: 'affected', person: 'reporter' });
    await world.more.ownCases.answer(id, world.as(PRIYA), { about: 'police', given: true });
    expect(await state()).toMatchObject({ consent: true });
    await world.more.ownCases.answer(id, world.as(PRIYA), { about: 'police', given: false });
    expect(await step({ step: 'police', ground: 'consent', words: { who: 'Me' } })).toMatchObject({
      why: 'no-consent',
    });
    await world.more.ownCases.answer(id, world.as(PRIYA), { about: 'police', given: true });
    expect((await step({ step: 'police', ground: 'consent', words: { who: 'Me, 101' } })).kind).toBe('done');
    // Those who have it hear that there is an answer.
    await world.after(0);
    const news = world.teams
      .to(DANIEL)
      .filter(({ notice }) => notice.kind === 'news' && notice.why === 'case-answered');
    expect(news.length).toBe(3);
  });

  test.each(['child', 'danger'])('no consent is waited for where it is a matter of %s', async (ground) => {
    expect((await step({ step: 'police', ground, words: { who: 'Me, 999' } })).kind).toBe('done');
  });

  test('a colleague who reported it gives no consent for them, and sees no more once it is known to be theirs', async () => {
    await world.more.ownCases.answer(id, world.as(PRIYA), { about: 'police', given: true });
    expect(await state()).toMatchObject({ consent: undefined });
    await step({ step: 'affected', person: LEWIS });
    expect(await state(PRIYA)).toBe('no-case');
    expect(await state(LEWIS)).toMatchObject({ affected: LEWIS });
    await world.more.ownCases.answer(id, world.as(LEWIS), { about: 'support', answer: 'accepted' });
    expect(await state(LEWIS)).toMatchObject({ support: { answer: 'accepted' } });
    // They see how far it is, and still cannot open the report.
    expect((await world.concerns.record.open(id, world.as(LEWIS))).kind).toBe('not-available');
    for (const other of [MIRIAM, JOANNA, TOM, DANIEL]) expect(await state(other)).toBe('not-available');
  });

  test('a pupil, a guest or someone whose account is off is never the member of staff', async () => {
    world.directory.people.set(LEWIS, { isGuest: true });
    expect(await step({ step: 'affected', person: LEWIS })).toMatchObject({ why: 'cannot-be-affected' });
    world.directory.people.set(LEWIS, { isEnabled: false });
    expect(await step({ step: 'affected', person: LEWIS })).toMatchObject({ why: 'cannot-be-affected' });
  });

  test('nor is anyone who must not see it', async () => {
    id = (await world.report('online-abuse', { about: [LEWIS] })).id;
    await world.after(0);
    await does({ kind: 'acknowledge' });
    expect(await step({ step: 'affected', person: LEWIS })).toMatchObject({ why: 'cannot-be-affected' });
    expect(await state(LEWIS)).toBe('not-available');
  });
});

describe('the member of staff sees how far it is', () => {
  test('hears that there is something new, and never what; nothing anyone wrote is in any card', async () => {
    await step({ step: 'affected', person: LEWIS });
    await step({
      step: 'evidence',
      words: { address: 'SECRET ADDRESS', seenAt: 'SECRET TIME', userName: 'SECRET NAME' },
    });
    await asked();
    await step({ step: 'author', author: 'pupil', words: { text: 'SECRET PUPIL' } });
    await step({ step: 'own-complaint', platform: 'youtube' });
    await world.after(0);
    expect(heard(LEWIS)).toBe(3);
    expect(heard(PRIYA)).toBe(0);
    const cards = JSON.stringify([world.teams.told, world.logged]);
    for (const secret of ['SECRET', 'REF-88', 'THE MANAGER, BY THE FORM']) expect(cards).not.toContain(secret);
    expect(await mine(LEWIS)).toMatchObject({ kind: 'case', isAsked: true, address: 'SECRET ADDRESS' });
    const rows = await world.db.withSchema('concerns_adult').selectFrom('concern_trail').selectAll().execute();
    // Who it is about is not among the readable facts either.
    expect(JSON.stringify(rows.map(({ facts }) => facts))).not.toContain(LEWIS);
    expect(JSON.stringify(rows)).not.toContain('SECRET');
  });

  test('who is shut out after that hears no more, and sees nothing', async () => {
    await step({ step: 'affected', person: LEWIS });
    await does({
      kind: 'reroute',
      to: 'headteacher',
      about: { kind: 'staff', people: [LEWIS] },
      words: { reason: 'It was them.' },
    });
    await world.after(0);
    const before = heard(LEWIS);
    expect(await state(LEWIS)).toBe('not-available');
    expect((await step({ step: 'support', answer: 'offered' }, JOANNA)).kind).toBe('not-now');
    await world.after(60);
    expect(heard(LEWIS)).toBe(before);
  });
});

describe('what is decided fits the matter, and never rests without a date', () => {
  const decide = (decision: string, reviewOn?: string) =>
    does({ kind: 'decide', decision, reviewOn: reviewOn as IsoDay | undefined, words: { reason: 'So.' } } as Wanted);

  test('not the DSL’s decisions', async () => {
    for (const decision of ['child-protection', 'early-help', 'lado', 'prevent'])
      expect(await decide(decision, '2026-12-01')).toMatchObject({ kind: 'not-now', why: 'no-such-decision' });
    for (const decision of ['behaviour-policy', 'parent-meeting', 'complaints-procedure', 'staff-procedure'])
      expect((await decide(decision, '2026-12-01')).kind).toBe('done');
  });

  test('with a day to look at it again, or something that is to be done by a day', async () => {
    expect(await decide('parent-meeting')).toMatchObject({ kind: 'not-now', why: 'no-review-date' });
    expect((await decide('parent-meeting', '2026-12-01')).kind).toBe('done');
    await asked();
    expect((await decide('platform-report')).kind).toBe('done');
  });
});

const SUNITA = PEOPLE.sunitaRao as UserId;
const talks = () =>
  world.teams.told.flatMap(({ to, notice }) => (notice.kind === 'talk' ? [[to, notice.from] as const] : []));

test('a colleague posted it: HR hears once who would like to talk, and nothing of the case', async () => {
  const author = { step: 'author', author: 'colleague', words: { text: 'SECRET: the account is theirs' } } as const;
  await step(author);
  await world.after(1);
  expect(talks()).toEqual([[SUNITA, 'Person 04']]);
  await step(author);
  await world.after(1);
  expect(talks()).toHaveLength(1);
  expect(JSON.stringify(world.teams.to(SUNITA))).not.toContain('SECRET');
});

test('where the colleague may be HR, HR hears nothing', async () => {
  await step({ step: 'author', author: 'colleague', words: { text: 'Posted from Mrs Rao’s own page' } });
  await world.after(1);
  expect(talks()).toEqual([]);
});

test('a pupil or a parent who posted it is nothing for HR', async () => {
  await step({ step: 'author', author: 'parent', words: { text: 'A father' } });
  await world.after(1);
  expect(talks()).toEqual([]);
});
