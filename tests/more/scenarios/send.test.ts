import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sqlChaseStore } from '../../../src/acknowledge/delivery/chase.store.ts';
import { Fault } from '../../../src/kernel/calls/fault.ts';
import type { PolicyId, UserId } from '../../../src/kernel/ids.ts';
import { type IsoDay, instantOf } from '../../../src/kernel/time.ts';
import { sqlQuizStore } from '../../../src/more/quiz/quiz.store.ts';
import { sectionHash } from '../../../src/more/quiz/quiz.ts';
import { scenarios } from '../../../src/more/scenarios/index.ts';
import { createLeases } from '../../../src/platform/postgres/lease.ts';
import { given } from '../../acknowledge/given.ts';
import { HR, OAKFIELD, STAFF, socialMedia, userId } from '../../acknowledge/school.ts';

const PEOPLE = 12;
const HALF_TERM = '2026-10-31' as IsoDay;
const at = (day: string, time = '12:31') => instantOf(day as IsoDay, time);

let world: Awaited<ReturnType<typeof given>>;
beforeEach(async () => {
  world = await given({ staff: PEOPLE });
});
afterEach(() => world.close());

/** The owner's bank of questions. */
async function bank(count = 1, words = socialMedia('5.0')) {
  const part = words.parts[1] ?? { id: '', number: '', heading: '', depth: 0, paragraphs: [] };
  await sqlQuizStore(world.db).save({
    school: OAKFIELD,
    policy: 'social-media' as PolicyId,
    questions: Array.from({ length: count }, (_, n) => ({
      id: `q${n + 1}`,
      scenario: `A pupil asks to follow you (${n + 1}). What do you do?`,
      answers: ['Accept', 'Decline, and tell someone'],
      right: 1,
      sectionHash: sectionHash(part),
      section: '2 Friends',
    })),
    by: userId(3),
    at: world.now(),
  });
}

/** Everyone but the last two has signed; it is the first Monday after half-term. */
async function signed(most = PEOPLE - 2) {
  const id = await world.started();
  for (let n = 1; n <= most; n += 1) await world.answers(userId(n), id);
  await world.settle();
  world.at(at('2026-11-02', '09:00'));
  return id;
}
const toWhom = () => world.scenarios.map(({ user }) => user).sort();
const firstTen = Array.from({ length: PEOPLE - 2 }, (_, n) => userId(n + 1));
const states = async () =>
  (
    await world.db.selectFrom('scenario_person').select(['user_id', 'state', 'answered']).orderBy('user_id').execute()
  ).map(({ state, answered }) => (answered ? `${state}, answered` : state));

test('HR hears about it at the start of a half-term, and at its moment those who have signed get it once', async () => {
  await bank();
  await signed();
  await world.sweep();
  expect(world.proposals).toMatchObject([
    {
      user: HR,
      proposal: {
        people: PEOPLE - 2,
        halfTerm: 'Autumn, second half',
        scenario: { sendAt: at('2026-11-11', '12:30') },
      },
    },
  ]);
  world.at(at('2026-11-11', '12:29'));
  await world.sweep();
  expect(world.scenarios).toEqual([]);
  world.at(at('2026-11-11'));
  await world.sweep();
  expect(toWhom()).toEqual(firstTen);
  for (const day of ['2026-11-11', '2026-11-12', '2026-12-01']) {
    world.at(at(day, '14:00'));
    await world.sweep();
  }
  expect(toWhom()).toEqual(firstTen);
  expect(world.proposals).toHaveLength(1);
  // The next half-term has its own.
  world.at(at('2027-01-04', '09:00'));
  await world.sweep();
  expect(world.proposals).toHaveLength(2);
});

test('it goes to nobody who is away, has left, or said that they want none, and not out of school hours', async () => {
  await bank();
  const id = await signed();
  await world.sweep();
  await world.halfTerm.markAway(HR, OAKFIELD, userId(1), true);
  // A second campaign in which someone is paused, and one who has left the staff group.
  const both = [socialMedia('5.0'), { ...socialMedia('1'), policyId: 'conduct' as PolicyId }];
  world.library.inForce = both.slice(1);
  const other = await world.drafted('2026-12-01' as IsoDay);
  world.library.inForce = both;
  expect((await world.acknowledgements.command(HR, other, 'start')).kind).toBe('done');
  await world.settle();
  await world.enters(other, userId(2) as never, 'away');
  world.groups.set(
    STAFF,
    (world.groups.get(STAFF) ?? []).filter(({ id: user }) => user !== userId(3)),
  );
  world.at(at('2026-11-11', '18:00'));
  await world.sweep();
  expect(world.scenarios).toEqual([]);
  world.at(at('2026-11-12', '08:01'));
  await world.sweep();
  expect(toWhom()).toEqual(firstTen.slice(3));

  // For the rest of the year: not in spring, even for people who are back.
  const place = { school: OAKFIELD, halfTerm: HALF_TERM };
  expect(await world.halfTerm.declineScenarios(userId(5), place, true)).toBeDefined();
  expect(await world.halfTerm.declineScenarios(userId(1), place, true)).toBeUndefined();
  await world.halfTerm.markAway(HR, OAKFIELD, userId(1), false);
  world.scenarios.length = 0;
  world.at(at('2027-01-04', '09:00'));
  await world.sweep();
  world.at(at('2027-01-13'));
  await world.sweep();
  expect(toWhom()).toContain(userId(1));
  expect(toWhom()).not.toContain(userId(5));
  expect((await world.campaigns.people(id)).find((person) => person.user === userId(5))?.state).toBe('acknowledged');
});

test('one press is kept as having answered, and only by who was sent it; the register is as it was', async () => {
  await bank();
  const id = await signed();
  await world.sweep();
  world.at(at('2026-11-11'));
  await world.sweep();
  const before = [await world.campaigns.signatures(id), await world.campaigns.people(id)];
  const place = { school: OAKFIELD, halfTerm: HALF_TERM };
  const wrong = await world.halfTerm.answerScenario(userId(4), place, 0);
  expect(wrong).toMatchObject({
    kind: 'answered',
    isRight: false,
    scenario: { question: { section: '2 Friends', paragraphs: ['Do not befriend pupils.'], version: '5.0' } },
  });
  expect(await world.halfTerm.answerScenario(userId(4), place, 1)).toMatchObject({ isRight: true });
  for (const user of [userId(PEOPLE), userId(900)])
    expect(await world.halfTerm.answerScenario(user, place, 1)).toEqual({ kind: 'not-theirs' });
  expect((await states()).filter((state) => state === 'sent, answered')).toHaveLength(1);
  expect([await world.campaigns.signatures(id), await world.campaigns.people(id)]).toEqual(before);
  // HR sees how many, and nothing where that would tell of someone.
  const [view] = await world.halfTerm.scenarios(HR);
  expect(view?.last?.figures.total).toBeUndefined();
  for (const user of firstTen) await world.halfTerm.answerScenario(user, place, 1);
  const [after] = await world.halfTerm.scenarios(HR);
  expect(after?.last?.figures.total).toMatchObject({ expected: 10, acknowledged: 10 });
  expect(await world.halfTerm.scenarios(userId(4))).toEqual([]);
});

test('HR chooses another, writes one, leaves one out, and switches them off', async () => {
  await bank(2);
  await signed();
  await world.sweep();
  const { halfTerm } = world;
  const now = async () => (await halfTerm.scenarios(HR))[0];
  expect((await now())?.scenario?.question.id).toBe('q1');
  expect(await halfTerm.chooseScenario(HR, OAKFIELD, 'q2')).toMatchObject({ kind: 'done' });
  expect((await now())?.scenario?.question.id).toBe('q2');
  const write = await halfTerm.scenarioToWrite(HR, OAKFIELD, 'social-media' as PolicyId);
  // The other section was asked about already.
  expect(write?.proposed).toBe('s1');
  for (const by of [userId(4), userId(2)]) {
    expect(await halfTerm.chooseScenario(by, OAKFIELD, 'q1')).toEqual({ kind: 'not-allowed' });
    expect(await halfTerm.leaveScenarioOut(by, OAKFIELD)).toEqual({ kind: 'not-allowed' });
    expect(await halfTerm.switchScenarios(by, OAKFIELD, true)).toEqual({ kind: 'not-allowed' });
    expect(await halfTerm.markAway(by, OAKFIELD, userId(5), true)).toBe(false);
  }
  expect(await halfTerm.leaveScenarioOut(HR, OAKFIELD)).toMatchObject({ kind: 'done' });
  world.at(at('2026-11-11'));
  await world.sweep();
  expect(world.scenarios).toEqual([]);
  await halfTerm.chooseScenario(HR, OAKFIELD, 'q2');
  await halfTerm.switchScenarios(HR, OAKFIELD, true);
  world.at(at('2026-11-13'));
  await world.sweep();
  expect(world.scenarios).toEqual([]);
  await halfTerm.switchScenarios(HR, OAKFIELD, false);
  await world.sweep();
  expect(toWhom()).toEqual(firstTen);
  // What is out stays as it is.
  expect(await halfTerm.chooseScenario(HR, OAKFIELD, 'q1')).toEqual({ kind: 'not-now' });
  expect(await halfTerm.leaveScenarioOut(HR, OAKFIELD)).toEqual({ kind: 'not-now' });
});

test('where the words have changed since it was proposed another is proposed, and none where there is none', async () => {
  await bank();
  await signed();
  await world.sweep();
  world.library.inForce = [socialMedia('6.0', ' Never.')];
  world.at(at('2026-11-11'));
  await world.sweep();
  await world.sweep();
  expect(world.scenarios).toEqual([]);
  expect(await world.db.selectFrom('scenario').selectAll().execute()).toEqual([]);
  await bank(1, socialMedia('6.0', ' Never.'));
  await world.sweep();
  expect(world.proposals.at(-1)?.proposal.scenario.question.paragraphs).toEqual(['Do not befriend pupils. Never.']);
});

test('who was sent a question is forgotten after 400 days, also where a school has left them out', async () => {
  await bank();
  await signed();
  await world.sweep();
  world.at(at('2026-11-11'));
  await world.sweep();
  const handled: ((key: string) => Promise<void>)[] = [];
  const jobs = { handle: (_name: string, work: (key: string) => Promise<void>) => handled.push(work), every() {} };
  const context = { db: world.db, clock: world.now, jobs };
  scenarios.leftOut?.({ context } as unknown as Parameters<typeof scenarios.start>[0]);
  const forget = () => Promise.all(handled.map((work) => work('all')));
  world.at(at('2027-12-05'));
  await forget();
  expect(await states()).toHaveLength(PEOPLE - 2);
  world.at(at('2027-12-06'));
  await forget();
  expect(await states()).toEqual([]);
});

/** Trouble on the way: nobody gets it twice, and nobody whose card certainly did not leave goes without. */
test('Teams is busy, or does not answer: those it certainly did not reach are tried again, the others are not', async () => {
  await bank();
  await signed();
  await world.sweep();
  let calls = 0;
  world.decide.scenario = () => {
    calls += 1;
    return calls % 3 === 0 ? new Fault('throttled', 'slow down', { mayBeDone: false, retryAfterMs: 1_000 }) : undefined;
  };
  // For two it arrived, and nobody heard about it.
  world.decide.afterwards = (user: UserId) =>
    [userId(1), userId(2)].includes(user) ? new Fault('unavailable', 'cut off', { mayBeDone: true }) : undefined;
  world.at(at('2026-11-11'));
  for (let sweep = 0; sweep < 8; sweep += 1) await world.sweep();
  expect(toWhom()).toEqual(firstTen);
  expect(await states()).toEqual([...Array(2).fill('sending'), ...Array(PEOPLE - 4).fill('sent')]);
  expect((await world.db.selectFrom('scenario').select('state').execute())[0]?.state).toBe('sent');
});

test.each([1, 4, 9])(
  'a process that dies while it sends the card number %i: another goes on, and nobody gets two',
  async (nth) => {
    await bank();
    await signed();
    await world.sweep();
    world.at(at('2026-11-11'));
    let calls = 0;
    class Killed extends Error {}
    world.decide.scenario = () => {
      calls += 1;
      // Half of them had left when it died.
      if (calls === nth) {
        if (nth % 2 === 0) return undefined;
        throw new Killed();
      }
      if (calls > nth && calls <= nth + 3) throw new Killed();
      return undefined;
    };
    await world.sweep().catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error;
    });
    world.decide.scenario = () => undefined;
    const dead = world.instance();
    await dead.work.sweep();
    await world.sweep();
    const got = toWhom();
    expect(new Set(got).size).toBe(got.length);
    // At most those who were on their way at once are without one.
    expect(got.length).toBeGreaterThanOrEqual(firstTen.length - 8);
    expect((await world.db.selectFrom('scenario').select('state').execute())[0]?.state).toBe('sent');
  },
);

test('a process that stands still is taken over, and sends nothing when it wakes up', async () => {
  await bank();
  await signed();
  await world.sweep();
  world.at(at('2026-11-11'));
  let stoodStillMs = 0;
  const woken = Promise.withResolvers<void>();
  let begun = 0;
  const frozen = world.instance({
    chases: sqlChaseStore(
      world.db,
      createLeases(
        world.db,
        () => stoodStillMs,
        () => () => undefined,
      ),
    ),
    courier: {
      ...world.courier,
      async sendScenario(user, scenario, permit) {
        begun += 1;
        await woken.promise;
        if (!(await permit())) throw new Fault('unavailable', 'not ours', { mayBeDone: false });
        return world.courier.sendScenario(user, scenario, permit);
      },
    },
  });
  const working = frozen.work.sweep();
  while (begun === 0) await setImmediate();
  // Fifteen seconds on, another takes over.
  let waitedMs = 0;
  const other = world.instance({
    chases: sqlChaseStore(
      world.db,
      createLeases(
        world.db,
        () => waitedMs,
        () => () => undefined,
      ),
    ),
  });
  while ((await world.db.selectFrom('scenario').select('state').execute())[0]?.state !== 'sent') {
    await other.work.sweep();
    waitedMs += 2_000;
    expect(waitedMs).toBeLessThan(60_000);
    await setImmediate();
  }
  const before = toWhom();
  stoodStillMs = 90_000;
  woken.resolve();
  await working;
  expect(toWhom()).toEqual(before);
  expect(new Set(before).size).toBe(before.length);
});
