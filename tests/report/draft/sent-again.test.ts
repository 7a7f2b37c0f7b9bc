import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Urgency, Written } from '../../../src/report/concern.ts';
import { send } from '../../../src/report/draft/write.ts';
import { given, MIRIAM, PRIYA, type World } from '../support.ts';

/** The first answer was lost, or called it not saved: it is written on, and "Send" is pressed again. */
let world: World;
beforeEach(async () => {
  world = await given();
});
afterEach(() => world.close());

const FIRST = { seen: 'A mark on the arm.' };
const again = (draft: string, words: Written, urgent: Urgency = 'no') =>
  world.concerns.form.send(draft, PRIYA, { urgent, words });
/** What its readers find added, in order. */
const added = async (id: Awaited<ReturnType<World['report']>>['id']) => {
  const opened = await world.concerns.record.open(id, world.as(MIRIAM));
  if (opened.kind !== 'open') throw new Error(opened.kind);
  return opened.entries
    .filter(({ kind }) => kind === 'added')
    .map(({ words, facts }) => [words?.text, facts?.isUrgent]);
};

test('the same once more is one report, and nothing is added', async () => {
  const { id, draft, receipt } = await world.report('child', { words: FIRST });
  for (let times = 0; times < 2; times += 1)
    expect(await again(draft, FIRST)).toMatchObject({
      kind: 'already-raised',
      receipt: { reference: receipt.reference },
    });
  expect(await added(id)).toEqual([]);
});

test('what was written since is added, and is urgent when it says so now: those who have it hear about it', async () => {
  const { id, draft } = await world.report('child', { words: FIRST });
  await world.after(0);
  const sent = await again(
    draft,
    { seen: 'A mark on the arm. He says his dad did it.', whereNow: 'On the bus' },
    'yes',
  );
  expect(sent).toMatchObject({ kind: 'already-raised', isMore: true });
  const [[text, isUrgent] = []] = await added(id);
  expect(text).toContain('He says his dad did it.');
  expect(text).toContain('Where they are now: On the bus');
  expect(text).toContain('Does anyone need to act today?: Yes');
  expect(isUrgent).toBe(true);
  await world.after(0);
  const news = world.teams.to(MIRIAM).map(({ notice }) => ('why' in notice ? notice.why : notice.kind));
  expect(news).toContain('added-urgent');
  // Once more the same: nothing new.
  await again(draft, { seen: 'A mark on the arm. He says his dad did it.', whereNow: 'On the bus' }, 'yes');
  expect(await added(id)).toHaveLength(1);
});

test('of two presses at once with different words both are kept, in one report', async () => {
  const draft = await world.concerns.form.begin(PRIYA, world.school);
  await world.concerns.form.keep(draft.id, PRIYA, {
    subject: { kind: 'child', people: [] },
    words: { named: '', who: 'Amy, 4B' },
  });
  const both = await Promise.all(['ONE', 'TWO'].map((seen) => again(draft.id, { seen })));
  expect(both.map(({ kind }) => kind).sort()).toEqual(['already-raised', 'raised']);
  const { receipts } = await world.concerns.own.all(world.as(PRIYA));
  expect(receipts).toHaveLength(1);
  const opened = receipts[0] && (await world.concerns.record.open(receipts[0].id, world.as(MIRIAM)));
  const all = opened?.kind === 'open' ? JSON.stringify(opened.entries.map(({ words }) => words)) : '';
  for (const word of ['ONE', 'TWO']) expect(all).toContain(word);
});

test('pressed between another’s two looks, when the report is not there yet and its draft no more: the words are kept', async () => {
  const { id, draft } = await world.report('child', { words: FIRST });
  let looks = 0;
  const store = {
    ...world.deps.store,
    // The first look is before the other press has sent it.
    findByDraft: async (...about: Parameters<typeof world.deps.store.findByDraft>) => {
      looks += 1;
      return looks === 1 ? undefined : world.deps.store.findByDraft(...about);
    },
  };
  const sent = await send({ ...world.deps, store }, undefined, draft, PRIYA, {
    urgent: 'no',
    words: { seen: 'A mark on the arm. LATER' },
  });
  expect(looks).toBe(2);
  expect(sent).toMatchObject({ kind: 'already-raised', isMore: true });
  expect(await added(id)).toEqual([[expect.stringContaining('LATER'), undefined]]);
});

test('something added that can wait, and the same words again because it cannot: that it is urgent is not lost', async () => {
  const { id } = await world.report('child', { words: FIRST });
  const words = { text: 'He has gone home with him.' };
  for (const isUrgent of [false, false, true, true])
    expect((await world.concerns.own.add(id, world.as(PRIYA), 'added', words, isUrgent)).kind).toBe('added');
  expect(await added(id)).toEqual([
    [words.text, undefined],
    [words.text, true],
  ]);
});

test('more than would bury the report is not called saved', async () => {
  const { draft } = await world.report('child', { words: FIRST });
  for (let at = 0; at < 20; at += 1) await again(draft, { seen: `No ${at}` });
  expect((await again(draft, { seen: 'One more' })).kind).toBe('too-much');
});
