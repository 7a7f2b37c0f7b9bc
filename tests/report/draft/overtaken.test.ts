import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { keep, writeAccount } from '../../../src/report/draft/write.ts';
import { given, LEWIS, MIRIAM, PRIYA, type World } from '../support.ts';

/** A press that hung between what it read and what it wrote, while its writer went on: its process was frozen, or the network was. */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const SUBJECT = { kind: 'child', people: [] } as const;

/** The step of `press`, which reads the form and then waits until it is let go. */
function hanging() {
  const gate = Promise.withResolvers<void>();
  const read = Promise.withResolvers<void>();
  let isFirst = true;
  const deps = {
    ...world.deps,
    drafts: {
      ...world.deps.drafts,
      async find(...asked: Parameters<World['deps']['drafts']['find']>) {
        const found = await world.deps.drafts.find(...asked);
        if (!isFirst) return found;
        isFirst = false;
        read.resolve();
        await gate.promise;
        return found;
      },
    },
  };
  return { deps, hasRead: read.promise, letGo: gate.resolve };
}

test('an earlier page that arrives late takes away nothing that was written meanwhile', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  const { deps, hasRead, letGo } = hanging();
  const late = keep(deps, draft.id, PRIYA, { subject: SUBJECT, words: { who: 'Ada Holt 7B', named: '' } });
  await hasRead;
  await keep(world.deps, draft.id, PRIYA, { subject: SUBJECT, words: { who: 'Ada Holt 7B', named: '' } });
  await keep(world.deps, draft.id, PRIYA, { words: { seen: 'A mark on the arm.', said: '“He did it.”' } });
  letGo();
  await late;
  const sent = await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words: { opinion: 'Worried.' } });
  if (sent.kind !== 'raised') throw new Error(sent.kind);
  await world.after(0);
  const opened = await world.concerns.record.open(sent.receipt.id, world.as(MIRIAM));
  if (opened.kind !== 'open') throw new Error(opened.kind);
  expect(opened.entries.find(({ kind }) => kind === 'raised')?.words).toMatchObject({
    ...{ who: 'Ada Holt 7B', seen: 'A mark on the arm.', said: '“He did it.”', opinion: 'Worried.' },
  });
});

test('a page that arrives after the report was sent makes no draft of it again', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await keep(world.deps, draft.id, PRIYA, { subject: SUBJECT, words: { who: '', named: '', seen: 'A mark.' } });
  const { deps, hasRead, letGo } = hanging();
  const late = keep(deps, draft.id, PRIYA, { words: { seen: 'A mark.' } });
  await hasRead;
  expect((await world.concerns.form.send(draft.id, PRIYA, { urgent: 'no', words: {} })).kind).toBe('raised');
  letGo();
  expect(await late).toBeUndefined();
  expect(await world.db.selectFrom('concern_draft').select('id').execute()).toEqual([]);
});

test('two pages at once are both kept', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await Promise.all(
    (['seen', 'said', 'where', 'opinion'] as const).map((box) =>
      keep(world.deps, draft.id, PRIYA, { words: { [box]: `IN ${box}` } }),
    ),
  );
  expect((await world.deps.drafts.find(draft.id, PRIYA, world.now()))?.words).toEqual({
    ...{ seen: 'IN seen', said: 'IN said', where: 'IN where', opinion: 'IN opinion' },
  });
});

test('who must not see it, named while an account is still listened to, is not let in again when that ends', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await keep(world.deps, draft.id, PRIYA, { subject: SUBJECT, words: { who: 'Ada Holt 7B', named: '' } });
  const gate = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const deps = {
    ...world.deps,
    async hearsAdult() {
      asked.resolve();
      await gate.promise;
      return true;
    },
  };
  const account = writeAccount(deps, draft.id, PRIYA, { seen: 'Someone shouted at her.' });
  await asked.promise;
  await keep(world.deps, draft.id, PRIYA, { subject: { kind: 'child', people: [LEWIS] }, words: { named: 'Lewis' } });
  gate.resolve();
  expect((await account).kind).toBe('kept');
  expect((await world.deps.drafts.find(draft.id, PRIYA, world.now()))?.subject).toEqual({
    ...{ kind: 'child', people: [LEWIS], adult: 'asked' },
  });
});
