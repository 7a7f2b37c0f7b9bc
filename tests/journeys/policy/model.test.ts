import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PEOPLE } from '../../../src/sandbox/tenant/sample-school.ts';
import { answering, FAULTS, type ModelServer, modelServer, pointingAt } from '../../support/model-server.ts';
import { MONDAY_MORNING, type Running, running } from '../../support/running.ts';

let model: ModelServer;
let collector: Server;
let world: Running;
/** Everything that telemetry sent. */
let told = '';

beforeAll(async () => {
  model = await modelServer();
  collector = createServer(async (request, response) => {
    for await (const part of request) told += String(part);
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done));
  const { port } = collector.address() as AddressInfo;
  world = await running({
    env: {
      MODEL_URL: model.url,
      MODEL_NAME: 'a-model',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
    },
  });
});
afterAll(async () => {
  await model.close();
  await new Promise((done) => collector.close(done));
});
beforeEach(() => {
  model.asked.length = 0;
});

const MARK = 'MARKEDWORD';
const POINTED = 'A language model (AI) chose this passage';
const { priyaNair: teacher } = PEOPLE;

async function ask(question: string): Promise<string> {
  await world.sandbox.say(teacher, question);
  return JSON.stringify(world.sandbox.messages(teacher).at(-1)?.cards ?? []);
}

test('a model points at the policy’s own words, and the card says so', async () => {
  model.does(pointingAt('ex-pupil who is under 18'));
  const card = await ask('can i add a former pupil on instagram');
  expect(card).toContain(POINTED);
  expect(card).toContain('ex-pupil who is under 18');
});

test('its none is believed, and said', async () => {
  model.does(answering('{"sentences":[]}'));
  const card = await ask('can i add a former pupil on instagram');
  expect(card).toContain('Your policies don’t seem to say');
  expect(card).toContain('language model');
});

test('a report never gets there', async () => {
  model.does(answering('{"sentences":[1]}'));
  await ask('a boy in my class told me his dad hits him');
  expect(model.asked).toEqual([]);
});

// Of these the last waits for as long as anyone would: it is tried where less is waited.
const SPOILT = FAULTS.filter(([name]) => name !== 'silence');

test('whatever it does wrong, the answer is our own', async () => {
  const { sandbox } = world;
  for (const [at, [name, behaviour]] of SPOILT.entries()) {
    // Each time after it may have been left alone for a while.
    sandbox.clock.set(new Date(MONDAY_MORNING.getTime() + at * 11 * 60_000));
    model.asked.length = 0;
    model.does(behaviour);
    const card = await ask(`can i add an ex-pupil called ${MARK} on instagram, through a personal account`);
    expect({
      name,
      asked: model.asked.length,
      own: !card.includes(POINTED),
      told: card.includes('Social Media Policy'),
    }).toEqual({
      name,
      asked: 1,
      own: true,
      told: true,
    });
    expect(model.asked[0]?.text).not.toContain(MARK);
  }
});

test('each is counted by its code; nothing of a question is in any log line or in what telemetry sends', async () => {
  await world.close();
  for (const why of new Set(SPOILT.map(([, , code]) => code))) {
    expect(world.logged.join('\n')).toContain(`"event":"model.not-used","why":"${why}"`);
    expect(told).toContain(why);
  }
  for (const sent of [world.logged.join('\n'), told]) {
    expect(sent).not.toMatch(new RegExp(MARK, 'i'));
    expect(sent).not.toContain('former pupil');
    expect(sent).not.toContain('held-back');
  }
});
