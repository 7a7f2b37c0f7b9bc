import { openWording } from '../../../src/platform/encoder/wording.ts';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { type Running, running, WITHOUT } from '../../support/running.ts';

/** What someone types who tries Lanyard for the first time, with its encoder and where that cannot run. */
const MODEL = new URL('../../../src/platform/encoder/model/', import.meta.url);

const OPENINGS = {
  'with its encoder': async () => ({}),
  'without its encoder, by words': async () => {
    const wording = await openWording(MODEL);
    return { replace: { understanding: { ...WITHOUT, toldByWords: (text: string) => wording.toldAlone(text) } } };
  },
  'without its encoder, and not even words': async () => ({ replace: { understanding: WITHOUT } }),
};

describe.each(Object.entries(OPENINGS))('%s', (how, open) => {
  let world: Running;
  beforeAll(async () => {
    world = await running(await open());
  });
  afterAll(() => world.close());
  // Nobody types more than thirty messages a minute.
  beforeEach(() => world.sandbox.clock.pass(60_000));

  /** All that came to a message. */
  async function said(words: string): Promise<string> {
    const user = PEOPLE.priyaNair;
    const before = world.sandbox.messages(user).length;
    expect((await world.sandbox.say(user, words)).status).toBe(200);
    return JSON.stringify(
      world.sandbox
        .messages(user)
        .slice(before)
        .filter(({ from }) => from.kind === 'bot'),
    );
  }
  const ALARMS = /Samaritans|116 123|report it here|Or has this happened|phone someone now/;

  test.each(['help', 'Help!', 'HELP', 'help me', 'hello', 'hi there', 'what can you do', '?', 'menu', 'good morning'])(
    'who types %j is told what Lanyard does, and nobody is worried about them',
    async (words) => {
      const card = await said(words);
      expect(card).toContain('Hello, I am Lanyard');
      expect(card).not.toMatch(ALARMS);
    },
  );

  test.each<[words: string, answer: RegExp]>([
    ['thanks', /You’re welcome/],
    ['ok', /👍/],
    ['bye', /Goodbye/],
    ['who is the dsl', /Miriam Hale, 01632 960 201/],
    ['report a concern', /"title":"Report a concern"/],
  ])('%j is answered, and nobody is worried about its writer', async (words, answer) => {
    const card = await said(words);
    expect(card).toMatch(answer);
    expect(card).not.toMatch(ALARMS);
  });

  test('what is told is offered as a report, and who is not well is shown people to phone', async () => {
    expect(await said('a boy in my class told me his dad hits him with a belt')).toContain('"dialog":"concern.report"');
    expect(await said('i want to end my life')).toMatch(/Samaritans.*116 123/);
  });

  test('a question is answered from the policies: surely by its meaning alone', async () => {
    const card = await said('May staff accept friend requests from parents?');
    expect(card).toContain('Social Media Policy');
    expect(card.includes('Did this help?')).toBe(how === 'with its encoder');
    expect(/Or has this happened/.test(card)).toBe(how.endsWith('not even words'));
  });

  test('that it runs without is told to the log once, with what to do', () => {
    const told = world.logged.filter((line) => line.includes('understanding.without'));
    expect(told).toHaveLength(how === 'with its encoder' ? 0 : 1);
  });
});
