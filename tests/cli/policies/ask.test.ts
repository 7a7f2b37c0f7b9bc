import { readFileSync } from 'node:fs';
import { answerInTerminal } from '../../../src/cli/policies/ask.ts';
import { ConfigError } from '../../../src/school/file/problems.ts';
import { WITHOUT } from '../../support/running.ts';
import { shippedUnderstanding } from '../../support/shipped.ts';

const ask = async (question: string | readonly string[], options: { school?: string; explain?: boolean } = {}) =>
  answerInTerminal(question, { config: 'lanyard.yml', opening: await shippedUnderstanding(), ...options });

test('an answer is the policy’s own words, with the place they stand in', async () => {
  const answer = await ask('Can I add a pupil on Instagram?');
  const quote = /^ {2}│ (.{40,})$/m.exec(answer)?.[1] ?? '';
  expect(readFileSync('policies/social-media.md', 'utf8').replace(/\s+/g, ' ')).toContain(quote);
  expect(quote).not.toBe('');
  expect(answer).toContain('Social Media Policy for Staff · ');
});

test('each school answers from its own policies', async () => {
  expect(await ask('Can I add a pupil on Instagram?', { school: 'millbrook' })).not.toContain('Oakfield');
});

test('what no policy says is not guessed; the policy owner is named', async () => {
  expect(await ask('What is the pay scale for teachers?')).toMatch(/ask Ruth Ellery/i);
});

test('a person stands before any rule where something is told, and one about the headteacher is not sent to the headteacher', async () => {
  const child = await ask('A child told me today that her uncle hits her');
  expect(child.split('│')[0]).toContain('Miriam Hale');
  const head = await ask('The headteacher pushed a boy against the wall this morning');
  expect(head).toContain('Colin Marsh');
  expect(head).not.toMatch(/Okafor|Hale/);
  // By name too: the names are the school's, as in the bot.
  const named = 'Mrs Okafor pushed a boy against the wall this morning';
  expect((await ask(named)).split('│')[0]).toBe(head.split('│')[0]);
});

test('why an answer came out is shown only when asked for', async () => {
  const asked = 'Can I add a pupil on Instagram?';
  expect(await ask(asked, { explain: true })).toMatch(/The first answers with a chance of \d+ %/);
  expect(await ask(asked)).not.toContain('with a chance of');
  const without = answerInTerminal(asked, { config: 'lanyard.yml', opening: WITHOUT, explain: true });
  expect(await without).toContain('Found by words alone');
});

test('without an encoder that is said first, nothing is certain, and a report is offered beside everything', async () => {
  const said = await answerInTerminal('Can I add a pupil on Instagram?', { config: 'lanyard.yml', opening: WITHOUT });
  expect(said).toMatch(/^No encoder in this test: this is by words alone, and never certain\./);
  expect(said).toContain("I'm not certain");
});

test('an unknown school and an unreadable file are told plainly', async () => {
  await expect(ask('x', { school: 'ashgrove' })).rejects.toThrow('Write one of: oakfield, millbrook.');
  await expect(answerInTerminal('x', { config: 'nowhere.yml' })).rejects.toThrow(ConfigError);
});

test('several questions are one conversation, and what lanyard.yml says is answered as in Teams', async () => {
  const talk = await ask([
    'what do I do if a parent sends me a friend request',
    'what about ex-pupils',
    'which page',
    'who is the dsl',
    'have I signed',
  ]);
  const [, request, exPupils, page, dsl, signed] = talk.split(/^> /m);
  expect(request).toContain('parents');
  expect(exPupils).toContain('Still about: Social Media Policy');
  expect(page).toContain('ex-pupil');
  expect(dsl).toContain('Miriam Hale, 01632 960 201');
  expect(signed).toContain('In Teams');
});

test('what only the bot can show never stands in place of what a policy says', async () => {
  const talk = await ask([
    'Can we share a photo of my class?',
    'can i put a picture of a pupil on my own page',
    'Should I post a picture of my class?',
    // A line of ours, which is the bot's.
    'what do I have to check before posting',
  ]);
  const [, share, trip, should, checks] = talk.split(/^> /m);
  for (const answer of [share, trip, should]) {
    expect(answer).toContain('Social Media Policy for Staff · ');
    expect(answer).not.toContain('In Teams, Lanyard answers');
  }
  expect(checks).toContain('In Teams, Lanyard answers');
});

test('several questions in one message are answered one by one, as in Teams', async () => {
  const answer = await ask('Can I vape on site? Can I add a pupil on Instagram? How soon do I answer a parent?');
  expect(answer.match(/^> .*$/gm)).toEqual([
    '> Can I vape on site?',
    '> Can I add a pupil on Instagram?',
    '> How soon do I answer a parent?',
  ]);
  expect(answer).toContain('Smoking and vaping are not permitted on site');
});

test('where no rule was found none is shown, unless what came closest is asked for', async () => {
  const talk = (explain: boolean) => ask('who feeds the school hamster', { explain });
  expect(await talk(false)).toMatch(/^\? I found no rule[\s\S]*--explain\.$/);
  expect(await talk(false)).not.toContain('│');
  expect(await talk(true)).toMatch(/What came closest \(not an answer\):[\s\S]*│/);
});

test('where Teams asks who it is about, the terminal names nobody', async () => {
  const holds = 'Who gets it depends on who it is about';
  // A first name that one of the people with a role bears, and others may.
  const named = await ask('a boy says miriam pushed him at break');
  expect(named).toContain(holds);
  expect(named.split('│')[0]).not.toMatch(/Speak to/);
  const plainly = await ask('a girl in my class has bruises all over her arms');
  expect(plainly).toMatch(/Speak to the DSL[^\n]*Miriam Hale/);
});

test('what is asked after a fact is answered from it, as in Teams', async () => {
  const talk = await ask([
    'who is the dsl',
    'and if shes off?',
    'got a phone for him?',
    'when is half term',
    'and the one after?',
  ]);
  const [, dsl, off, phone, , after] = talk.split(/^> /m);
  expect(dsl).toContain('Miriam Hale');
  expect(off).toMatch(/Deputy DSL: Tom Ashworth/);
  expect(phone).toMatch(/How to reach them\n {2}Tom Ashworth: 01632 960 202/);
  expect(after).toContain('The half-term after that');
});

test('the example of our own help is answered with the rule for it first', async () => {
  const example = /own words: \*([^*]+)\*/.exec(readFileSync('src/hear/help.cards.ts', 'utf8'))?.[1] ?? '';
  expect(example).toMatch(/\?$/);
  const answer = await ask(example);
  expect(/^Social Media Policy for Staff · ([\d.]+)/m.exec(answer)?.[1]).toBe('6.1');
});
