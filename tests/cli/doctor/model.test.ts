import { checkModel } from '../../../src/cli/doctor/model.ts';
import type { ModelEndpoint } from '../../../src/platform/environment/environment.ts';
import {
  answering,
  type Behaviour,
  FAULTS,
  type ModelServer,
  modelServer,
  pointingAt,
  replying,
} from '../../support/model-server.ts';

let server: ModelServer;
beforeAll(async () => {
  server = await modelServer();
});
afterAll(() => server.close());

const noIdentity = { getToken: () => Promise.reject(new Error('no identity here')) };
const check = (auth: ModelEndpoint['auth'] = { kind: 'none' }) =>
  checkModel({ url: server.url, name: 'small', auth, words: 1_000 }, noIdentity, () => new Date());

test('a model that points at the right sentence is fine', async () => {
  server.does(pointingAt('two weeks'));
  expect(await check()).toMatchObject({ level: 'fine' });
});

const TROUBLES: readonly (readonly [name: string, behaviour: Behaviour, said: RegExp])[] = [
  ['the wrong sentence', pointingAt('lost book'), /wrong sentence/],
  ['none', answering('{"sentences":[]}'), /wrong sentence/],
  ...FAULTS.filter(([name]) => name !== 'silence').map(
    ([name, behaviour]) => [name, behaviour, /model|filter|answers at/] as const,
  ),
];

test.each(TROUBLES)('after %s it says what and what to do', async (_name, behaviour, said) => {
  server.does(behaviour);
  const { level, what, todo } = await check();
  expect(level).not.toBe('fine');
  expect(what).toMatch(said);
  expect(todo?.length).toBeGreaterThan(10);
});

test('who is not let in is told what is missing: the role, the right key, or a key at all', async () => {
  server.does(replying(401));
  expect((await check({ kind: 'key', key: 'k' })).todo).toContain('Check MODEL_KEY');
  expect((await check({ kind: 'none' })).todo).toContain('set MODEL_KEY');
  expect((await check({ kind: 'identity' })).todo).toContain('Cognitive Services OpenAI User');
});
