import { afterEach, expect, test } from '@jest/globals';
import type { CampaignId, PolicyId, PolicyVersionId } from '../../../src/kernel/ids.ts';
import type { IsoDay } from '../../../src/kernel/time.ts';
import type { WrittenQuestion } from '../../../src/more/quiz/quiz.ts';
import type { Draft, QuizPlace } from '../../../src/more/quiz/write-quiz.ts';
import { given } from '../../acknowledge/given.ts';
import { HR, OAKFIELD, socialMedia, userId } from '../../acknowledge/school.ts';
import { harmless } from '../../support/harmless.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

const OWNER = userId(3);
const PLACE: QuizPlace = { school: OAKFIELD, policy: 'social-media' as PolicyId };
const draft = (n: number, over: Partial<Draft> = {}): Draft => ({
  scenario: harmless(`Situation number ${n}: a pupil asks to be your friend. What now?`),
  answers: [harmless('Accept'), harmless('Decline'), harmless(''), harmless('')],
  right: 1,
  section: 's2',
  ...over,
});

async function written(count: number): Promise<void> {
  for (let n = 1; n <= count; n += 1)
    expect((await world.quizzes.saveQuestion(OWNER, PLACE, draft(n))).kind).toBe('saved');
}
const questionsIn = async (): Promise<readonly WrittenQuestion[]> =>
  (await world.quizzes.quiz(OWNER, PLACE))?.questions ?? [];
const quizOf = async (id: CampaignId) => (await world.acknowledgements.campaign(HR, id))?.policies[0]?.quiz;
const give = async (n: number, id: CampaignId, question: string, answer: number) =>
  world.quizzes.answerQuestion(userId(n), id, { index: 0, question, answer });
const linesAbout = async (id: CampaignId, kind: string) =>
  ((await world.acknowledgements.evidence(HR, id)) ?? '')
    .split('\n')
    .filter((line) => line.includes(`"kind":"${kind}"`));

test('the questions come before “I have read and understood”; a wrong answer shows the words, and tries are unlimited', async () => {
  world = await given({ staff: 4 });
  await written(3);
  const id = await world.started();
  expect(await world.answers(userId(4), id)).toEqual({ kind: 'check-first', titles: ['Social Media Policy'] });

  let asking = await world.quizzes.takeQuiz(userId(4), id, 0);
  for (let tries = 0; tries < 7; tries += 1) {
    const wrong = await give(4, id, asking?.question?.id ?? '', 0);
    expect(wrong?.last).toMatchObject({ isRight: false, part: { heading: 'Friends' } });
    expect(wrong?.last).toMatchObject({ part: { paragraphs: ['Do not befriend pupils.'] } });
    expect(wrong?.question?.id).toBe(asking?.question?.id);
  }
  for (let n = 1; n <= 3; n += 1) {
    expect(asking?.number).toBe(n);
    asking = await give(4, id, asking?.question?.id ?? '', 1);
  }
  expect(asking).toMatchObject({ question: undefined, isJustPassed: true });
  expect(await world.acknowledgements.acknowledge(userId(4), id)).toMatchObject({ kind: 'recorded' });

  // Kept: that the questions were answered. Not kept, anywhere: how many tries it took.
  const [passed, ...more] = await linesAbout(id, 'check-passed');
  expect(more).toEqual([]);
  expect(passed).toContain('"questions":3');
  expect(passed).not.toMatch(/tr(y|ies)|attempt|wrong|score/i);
  const { rows } = await world.db
    .selectFrom('campaign_opened')
    .select('what')
    .where('person_id', '=', userId(4) as never)
    .execute()
    .then((found) => ({ rows: found.map(({ what }) => what.split(':')[0]) }));
  expect(rows.sort()).toEqual(['answered', 'answered', 'answered', 'page', 'passed', 'version-5.0']);
});

test('answers may be given in any order and from two windows at once; passing is one event', async () => {
  world = await given({ staff: 4 });
  await written(3);
  const id = await world.started();
  const questions = await questionsIn();
  await Promise.all([...questions, ...questions].map((question) => give(2, id, question.id, 1)));
  await world.acknowledgements.read(userId(2), id, 0, 'text');
  expect(await world.acknowledgements.acknowledge(userId(2), id)).toMatchObject({ kind: 'recorded' });
  expect(await linesAbout(id, 'check-passed')).toHaveLength(1);
});

test('made-up questions, places and policies answer nothing', async () => {
  world = await given({ staff: 4 });
  await written(3);
  const id = await world.started();
  const [question] = await questionsIn();
  expect(await give(2, id, 'another', 1)).toBeUndefined();
  expect(
    await world.quizzes.answerQuestion(userId(2), id, { index: 9, question: question?.id ?? '', answer: 1 }),
  ).toBeUndefined();
  expect(await give(77, id, question?.id ?? '', 1)).toBeUndefined();
  expect(await world.answers(userId(2), id)).toMatchObject({ kind: 'check-first' });
});

test('too few questions, or HR’s choice, leave the check out; the draft says so', async () => {
  world = await given({ staff: 4 });
  await written(2);
  const id = await world.drafted();
  expect(await quizOf(id)).toEqual({ kind: 'unfinished', have: 2 });
  await world.quizzes.saveQuestion(OWNER, PLACE, draft(3));
  await world.acknowledgements.prepareAgain(HR, id);
  await world.settle();
  expect(await quizOf(id)).toMatchObject({ kind: 'ready' });

  const planned = await world.acknowledgements.plan(HR, {
    school: OAKFIELD,
    versions: ['version-5.0' as PolicyVersionId],
    dueDay: '2026-09-28' as IsoDay,
    usesQuizzes: false,
  });
  await world.settle();
  expect(planned.kind === 'planned' && (await quizOf(planned.campaign))).toBeUndefined();
});

test('what a campaign asks is fixed when the list is read: later edits change nothing that is running', async () => {
  world = await given({ staff: 4 });
  await written(3);
  const id = await world.started();
  for (const { id: question } of await questionsIn()) await world.quizzes.removeQuestion(OWNER, PLACE, question);
  expect((await world.quizzes.takeQuiz(userId(2), id, 0))?.of).toBe(3);
});

test('questions about words that have changed wait for their owner, and a renumbered section does not disturb them', async () => {
  world = await given({ staff: 4 });
  await written(3);
  const [moved] = world.library.inForce;
  if (!moved) throw new Error('no policy');
  world.library.inForce = [
    { ...moved, parts: moved.parts.map((part) => ({ ...part, id: `x${part.id}`, number: `9.${part.number}` })) },
  ];
  const id = await world.drafted();
  expect(await quizOf(id)).toMatchObject({
    kind: 'ready',
    questions: [{ part: 'xs2' }, { part: 'xs2' }, { part: 'xs2' }],
  });

  world.library.inForce = [socialMedia('6.0', ' Nor parents.')];
  const next = await world.drafted();
  expect(await quizOf(next)).toEqual({ kind: 'outdated', sections: ['2 Friends', '2 Friends', '2 Friends'] });
  expect((await world.quizzes.quiz(OWNER, PLACE))?.state?.kind).toBe('outdated');
  // Looked at and saved again, they count again.
  for (const question of await questionsIn())
    await world.quizzes.saveQuestion(OWNER, PLACE, { ...draft(1), id: question.id });
  expect((await world.quizzes.quiz(OWNER, PLACE))?.state?.kind).toBe('ready');
});

test('an unchanged policy stays one tap, and one on paper needs no questions', async () => {
  world = await given({ staff: 4 });
  const first = await world.started();
  await world.answers(userId(2), first);
  await world.acknowledgements.command(HR, first, 'finish');
  await written(3);
  const id = await world.started();
  expect(await world.acknowledgements.acknowledge(userId(2), id)).toMatchObject({ kind: 'recorded' });
  const person = (await world.acknowledgements.register(HR, id))?.people.find(({ user }) => user === userId(4));
  if (!person) throw new Error('nobody');
  expect(await world.enters(id, person.id, 'witnessed')).toBe('entered');
});

test('only the owner of the policy at that school writes, and the form says what is wrong', async () => {
  world = await given({ staff: 4 });
  for (const other of [HR, userId(2), userId(4)]) {
    expect(await world.quizzes.quiz(other, PLACE)).toBeUndefined();
    expect(await world.quizzes.saveQuestion(other, PLACE, draft(1))).toEqual({ kind: 'not-owner' });
    expect(await world.quizzes.removeQuestion(other, PLACE, 'x')).toEqual({ kind: 'not-owner' });
  }
  const complaint = async (over: Partial<Draft>) => {
    const saved = await world.quizzes.saveQuestion(OWNER, PLACE, draft(1, over));
    return saved.kind === 'complaint' ? saved.complaint : saved.kind;
  };
  expect(await complaint({ scenario: harmless('Hm?') })).toMatch(/Describe the situation/);
  expect(
    await complaint({ answers: [harmless('Only one'), harmless(''), harmless(''), harmless('')], right: 0 }),
  ).toMatch(/two to 4 answers/);
  expect(await complaint({ answers: [harmless('Same'), harmless('same'), harmless(''), harmless('')] })).toMatch(
    /are the same/,
  );
  expect(await complaint({ right: 3 })).toMatch(/right answer empty/);
  expect(await complaint({ section: 's99' })).toMatch(/Choose the section/);
  expect(await questionsIn()).toEqual([]);
  await written(5);
  expect(await complaint({})).toMatch(/at most 5/);
  // Empty lines between answers do not move the right one.
  const [first] = await questionsIn();
  await world.quizzes.saveQuestion(OWNER, PLACE, {
    ...draft(1, { answers: [harmless(''), harmless('Accept'), harmless(''), harmless('Decline')], right: 3 }),
    ...(first && { id: first.id }),
  });
  expect((await questionsIn())[0]).toMatchObject({ answers: ['Accept', 'Decline'], right: 1 });
});

test('HR may try the questions before the start, and nothing of that is kept', async () => {
  world = await given({ staff: 4 });
  await written(3);
  const id = await world.drafted();
  const questions = await questionsIn();
  const asking = await world.quizzes.takeQuiz(HR, id, 0);
  expect(asking).toMatchObject({ number: 1, of: 3 });
  for (const question of questions) await give(1, id, question.id, 1);
  await world.acknowledgements.command(HR, id, 'start');
  await world.settle();
  expect((await world.quizzes.takeQuiz(HR, id, 0))?.number).toBe(1);
});
