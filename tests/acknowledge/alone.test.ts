import { afterEach, expect, test } from '@jest/globals';
import { campaignCard } from '../../src/acknowledge/campaign/campaign.cards.ts';
import { campaignList, newCampaignCard } from '../../src/acknowledge/campaign/form.cards.ts';
import { hostOf } from '../../src/acknowledge/host.ts';
import { peopleCard } from '../../src/acknowledge/register/people.cards.ts';
import { requestCard } from '../../src/acknowledge/request/request.cards.ts';
import type { CampaignId, PolicyId } from '../../src/kernel/ids.ts';
import type { IsoDay } from '../../src/kernel/time.ts';
import { harmless } from '../support/harmless.ts';
import { given } from './given.ts';
import { HR, OAKFIELD, school, userId } from './school.ts';

let world: Awaited<ReturnType<typeof given>>;
afterEach(() => world.close());

/** The words of a card, and what its buttons are called and do. */
const shown = (card: unknown): string => JSON.stringify(card);
/** What quiz, training, scenarios and calendar say and do wherever they are. */
const THEIRS =
  /questions|understanding check|\bchecks\b|take-check|training|half-term|scenario|the year ahead|campaign\.year/i;

async function signedBy(one: number): Promise<CampaignId> {
  const id = await world.started();
  expect((await world.answers(userId(one), id)).kind).toBe('recorded');
  await world.settle();
  return id;
}

const SUGGESTED = { dueDay: '2026-09-28' as IsoDay, policies: [], checks: true, pages: false };

test('without quiz, training, scenarios and calendar acknowledgement works, and nothing of them is anywhere', async () => {
  world = await given({ isAlone: true });
  const { acknowledgements } = world;
  const choices = await acknowledgements.choices(HR);
  const hasQuestions = acknowledgements.hasQuestions();
  const form = newCampaignCard(choices, SUGGESTED, { hasQuestions });
  const draft = await world.drafted();
  const preflight = await acknowledgements.campaign(HR, draft);
  await acknowledgements.command(HR, draft, 'discard');
  const id = await signedBy(2);
  await world.sweep();
  const [view, asked, signed, register] = await Promise.all([
    acknowledgements.campaign(HR, id),
    acknowledgements.request(userId(3), id),
    acknowledgements.request(userId(2), id),
    acknowledgements.register(HR, id),
  ]);
  if (!preflight || !view || !asked || !signed || !register) throw new Error('not all of it is there');
  const cards = [
    form,
    campaignList(await acknowledgements.list(HR), acknowledgements.buttons(), await acknowledgements.tellingOf(HR)),
    campaignCard(preflight),
    campaignCard(view),
    requestCard(asked),
    requestCard(signed),
    peopleCard(register.campaign, register.people, 'all', { page: 0 }, register.columns),
    peopleCard(register.campaign, register.people, 'outstanding', { page: 0 }, register.columns),
    await acknowledgements.csv(HR, id),
  ].map(shown);
  // “I have a question” is everyone's.
  expect(cards.map((card) => card.match(THEIRS)?.[0])).toEqual(cards.map(() => undefined));
  expect(cards.every((card) => /Social Media|Person 00/.test(card))).toBe(true);
  expect(await acknowledgements.goesWith(school, userId(2))).toBeUndefined();
  expect([world.prompts, world.proposals, world.scenarios]).toEqual([[], [], []]);
  expect(world.errors).toEqual([]);
});

test('with them each is where it belongs', async () => {
  world = await given();
  const { acknowledgements } = world;
  expect(acknowledgements.buttons().map(({ title }) => title)).toEqual([
    'The year ahead',
    'Half-term question',
    'Training',
  ]);
  const hasQuestions = acknowledgements.hasQuestions();
  const form = newCampaignCard(await acknowledgements.choices(HR), SUGGESTED, { hasQuestions });
  expect(shown(form)).toMatch(/Understanding check/);
  const id = await signedBy(2);
  expect(await acknowledgements.csv(HR, id)).toMatch(/"Questions"/);
});

test('a school that gives up its questions is not stopped by those that a campaign has, and who answered them is kept', async () => {
  world = await given();
  for (let n = 1; n <= 3; n += 1)
    await world.quizzes.saveQuestion(
      userId(3),
      { school: OAKFIELD, policy: 'social-media' as PolicyId },
      {
        scenario: harmless(`Situation ${n}: what now?`),
        answers: [harmless('Accept'), harmless('Decline')],
        right: 1,
        section: 's2',
      },
    );
  const id = await world.started();
  expect(await world.answers(userId(2), id)).toMatchObject({ kind: 'check-first' });
  const asked = await world.quizzes.takeQuiz(userId(2), id, 0);
  for (let question = asked?.question; question; ) {
    const given = { index: 0, question: question.id, answer: 1 };
    question = (await world.quizzes.answerQuestion(userId(2), id, given))?.question;
  }
  expect(await world.answers(userId(2), id)).toMatchObject({ signature: { policies: [{ check: 'answered' }] } });

  const without = world.instance({ host: hostOf(() => []) });
  const view = await without.request(userId(4), id);
  expect(view && shown(requestCard(view))).not.toMatch(THEIRS);
  await without.read(userId(4), id, 0, 'text');
  expect(await without.acknowledge(userId(4), id)).toMatchObject({
    kind: 'recorded',
    signature: { policies: [{ check: 'none' }] },
  });
  const csv = await without.csv(HR, id);
  expect(csv?.split('\r\n')[0]).toMatch(/"Questions"/);
  expect(csv).toMatch(/"Person 002".*"answered"/);
  expect(csv).toMatch(/"Person 004".*"none to answer"/);
});
