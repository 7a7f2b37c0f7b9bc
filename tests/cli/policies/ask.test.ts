import { readFileSync } from 'node:fs';
import { answerInTerminal } from '../../../src/cli/policies/ask.ts';
import { ConfigError } from '../../../src/config/problems.ts';

const ask = (question: string, options: { school?: string; explain?: boolean } = {}) =>
  answerInTerminal(question, { config: 'lanyard.yml', ...options });

test('an answer is the policy’s own words, with the place they stand in', async () => {
  const answer = await ask('Can I add a pupil on Instagram?');
  const quote = answer
    .split('\n')
    .filter((line) => line.startsWith('  │ '))
    .map((line) => line.slice(4))
    .join(' ');
  expect(readFileSync('policies/social-media.md', 'utf8').replace(/\s+/g, ' ')).toContain(quote.slice(0, 200));
  expect(quote.length).toBeGreaterThan(40);
  expect(answer).toContain('Social Media Policy for Staff · ');
});

test('each school answers from its own policies', async () => {
  expect(await ask('Can I add a pupil on Instagram?', { school: 'millbrook' })).not.toContain('Oakfield');
});

test('what no policy says is not guessed; the policy owner is named', async () => {
  expect(await ask('What is the pay scale for teachers?')).toContain('Ask Ruth Ellery');
});

test('a concern is not looked up, and one about the headteacher is not sent to the headteacher', async () => {
  const child = await ask('A child told me today that her uncle hits her');
  expect(child).toContain('Miriam Hale');
  expect(child).not.toContain('│');
  const head = await ask('The headteacher pushed a boy against the wall this morning');
  expect(head).toContain('Colin Marsh');
  expect(head).not.toMatch(/Okafor|Hale/);
  // By name too: the names are the school's, as in the bot.
  const named = 'Mrs Okafor pushed a boy against the wall this morning';
  expect(await ask(named)).toBe(head);
});

test('why an answer came out is shown only when asked for', async () => {
  expect(await ask('Can I add a pupil on Instagram?', { explain: true })).toContain('Sure: ');
  expect(await ask('Can I add a pupil on Instagram?')).not.toContain('Sure: ');
});

test('an unknown school and an unreadable file are told plainly', async () => {
  await expect(ask('x', { school: 'ashgrove' })).rejects.toThrow('Write one of: oakfield, millbrook.');
  await expect(answerInTerminal('x', { config: 'nowhere.yml' })).rejects.toThrow(ConfigError);
});
