import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Concerns } from '../../../src/report/concerns.ts';
import type { ConcernDeps } from '../../../src/report/deps.ts';
import { concernsOf, featuresOf, given, JOANNA, MIRIAM, PRIYA, type World, type WorldDeps } from '../support.ts';

/**
 * The process ends at each question to the database on the way of a report, once before it is put and once before its answer is
 * heard. Another process goes on, and the person presses once more.
 */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

type Moment = 'before' | 'after';

/** The same product, which ends at its `at`th question. @returns how many it put */
function mortal(at: number, moment: Moment): { readonly parts: Parts; readonly asked: () => number } {
  let asked = 0;
  const ended = (): never => {
    throw new Error('the process has ended');
  };
  const ending = <Store extends object>(store: Store): Store =>
    new Proxy(store, {
      get(target, name) {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...sent: unknown[]) => {
          asked += 1;
          if (asked > at || (asked === at && moment === 'before')) ended();
          const answer: unknown = await Reflect.apply(method, target, sent);
          return asked === at ? ended() : answer;
        };
      },
    });
  const { deps } = world;
  const dying = { ...deps, store: ending(deps.store), drafts: ending(deps.drafts), log: silent } satisfies WorldDeps;
  const concerns = concernsOf(dying);
  return { parts: { ...concerns, ...featuresOf(dying, concerns) }, asked: () => asked };
}
const silent: ConcernDeps['log'] = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

type Parts = Concerns & ReturnType<typeof featuresOf>;

/** Runs it with an end at each question in turn, until it gets through without one. `press` may be made again by anyone. */
async function atEachStep(
  way: (marked: string) => Promise<(concerns: Parts) => Promise<unknown>>,
  check: (marked: string) => Promise<void>,
): Promise<number> {
  for (let at = 1; ; at += 1) {
    let isThrough = false;
    for (const moment of ['before', 'after'] as const) {
      const marked = `MARK-${at}-${moment}-${world.now().getTime()}`;
      const press = await way(marked);
      const dying = mortal(at, moment);
      await press(dying.parts).catch(() => undefined);
      isThrough = dying.asked() < at;
      await press({ ...world.concerns, ...world.more });
      await world.after(1);
      await check(marked);
    }
    if (isThrough) return at - 1;
  }
}

/** Every record in which these words stand, for the person who reads it, and what was told about it. */
async function recordsWith(marked: string, reader = MIRIAM) {
  const { concerns } = await world.deps.store.list({ newest: { most: 6, from: 0 } });
  const found = [];
  for (const concern of concerns) {
    const entries = await world.deps.store.entries(concern);
    if (JSON.stringify(entries.map(({ words }) => words)).includes(marked)) found.push({ concern, entries });
  }
  expect(found).toHaveLength(1);
  const [one] = found;
  if (!one) throw new Error('lost');
  expect((await world.concerns.record.open(one.concern.id, world.as(reader))).kind).toBe('open');
  return one;
}
const toldOf = (reference: string): readonly string[] =>
  world.teams.told.filter(({ notice }) => JSON.stringify(notice).includes(reference)).map(({ notice }) => notice.kind);

const begun = async (marked: string, urgent: 'yes' | 'no' = 'no') => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, {
    subject: { kind: 'child', people: [] },
    words: { named: '', who: 'Amy, 4B', seen: marked },
  });
  return { id: draft.id, last: { urgent, words: { whereNow: `at home ${marked}` } } };
};

test('sent: one report, with every word, and those it is for and its reporter are told', async () => {
  const steps = await atEachStep(
    async (marked) => {
      const { id, last } = await begun(marked);
      return (concerns) => concerns.form.send(id, PRIYA, last);
    },
    async (marked) => {
      const { concern, entries } = await recordsWith(marked);
      expect(entries.find(({ kind }) => kind === 'raised')?.words).toMatchObject({
        seen: marked,
        whereNow: `at home ${marked}`,
      });
      expect(entries.filter(({ kind }) => kind === 'added')).toEqual([]);
      expect(toldOf(concern.reference)).toEqual(expect.arrayContaining(['alert', 'receipt']));
    },
  );
  expect(steps).toBeGreaterThan(2);
});

test('by the shared address: one report, and the same code for anyone who presses again', async () => {
  const codes = new Map<string, Set<string>>();
  await atEachStep(
    async (marked) => {
      const key = marked.replace(/\W/g, '').padEnd(28, 'B').slice(0, 28);
      codes.set(marked, new Set());
      return async (concerns) => {
        const sent = { about: 'child', who: 'Amy, 4B', seen: marked, urgent: 'no' };
        const became = await concerns.sharedDoor.report(world.school, key, sent, 0);
        if (became.kind === 'received') codes.get(marked)?.add(became.code);
      };
    },
    async (marked) => {
      const { concern } = await recordsWith(marked);
      expect(toldOf(concern.reference)).toContain('alert');
      expect(codes.get(marked)?.size).toBe(1);
    },
  );
});

test('a second child in the same matter: both reports are there, and the second names the first', async () => {
  await atEachStep(
    async (marked) => {
      const first = await world.report('child', { words: { seen: 'The first.' } });
      const draft = await world.concerns.form.beginBeside(first.id, world.as(PRIYA));
      const id = draft?.id ?? '';
      await world.concerns.form.keep(id, PRIYA, { words: { who: 'Ben, 4B', seen: marked } });
      return (concerns) => concerns.form.send(id, PRIYA, { urgent: 'no', words: {} });
    },
    async (marked) => {
      const { concern, entries } = await recordsWith(marked);
      expect(entries.map(({ kind }) => kind)).toContain('linked');
      expect(toldOf(concern.reference)).toContain('alert');
    },
  );
});

test('passed on as about an adult: it is with the one or with the other, whole, and who has it is told', async () => {
  await atEachStep(
    async (marked) => {
      const { id } = await world.report('child', { words: { seen: marked } });
      await world.after(0);
      return (concerns) =>
        concerns.record.act(id, world.as(MIRIAM), undefined, {
          kind: 'reroute',
          to: 'headteacher',
          about: { kind: 'staff', people: [], name: 'Someone Else' },
          words: { reason: 'It is about an adult.' },
        });
    },
    async (marked) => {
      const { concern } = await recordsWith(marked, JOANNA);
      expect(concern).toMatchObject({ kind: 'staff', holder: 'headteacher' });
      expect((await world.concerns.record.open(concern.id, world.as(MIRIAM))).kind).toBe('not-available');
      const told = world.teams.to(JOANNA).filter(({ notice }) => JSON.stringify(notice).includes(concern.reference));
      expect(told.map(({ notice }) => notice.kind)).toContain('alert');
    },
  );
});

test('begun again at the other school of the trust: what was written comes along, or is still where it was', async () => {
  const [, other] = world.trust.schools;
  if (!other) throw new Error('the sample trust has two schools');
  await atEachStep(
    async (marked) => {
      const { id } = await begun(marked);
      return (concerns) => concerns.form.beginElsewhere(PRIYA, other, { from: id });
    },
    async (marked) => {
      expect((await world.concerns.form.unsent(PRIYA))?.words.seen ?? '').toContain(marked);
    },
  );
});

test('a drill that is moved to the other school of the trust stays a drill', async () => {
  const [, other] = world.trust.schools;
  if (!other) throw new Error('the sample trust has two schools');
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.deps.drafts.save({ ...draft, isDrill: true }, world.now());
  expect((await world.concerns.form.beginElsewhere(PRIYA, other, { from: draft.id })).isDrill).toBe(true);
});
