import { readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { earOf, openShipped } from './understanding/left-out.ts';

/** Someone who asks: an activity as the sandbox signed and sent it, the real thing, to be sent again with other words. */
export interface Asker {
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What staff ask of policies like ours, in their own words; what is heard as a concern is another bench's matter. */
const QUESTIONS = await heardAsQuestions(
  ['oakfield', 'sample-policies', 'conduct-phones-it']
    .flatMap((set) => readFileSync(new URL(`../fixtures/questions/${set}.jsonl`, import.meta.url), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => (JSON.parse(line) as { question: string }).question),
);

async function heardAsQuestions(asked: readonly string[]): Promise<readonly string[]> {
  const { readExact, hear } = earOf(await openShipped());
  const questions: string[] = [];
  for (const text of asked)
    if (readExact(text) === undefined && (await hear(text, undefined)).detection.kind === 'none') questions.push(text);
  return questions;
}

/** Generated staff of the sandbox, all of them in a staff group of Oakfield. */
const staff = (number: number): string => `b0000000-0000-4000-8000-${String(1_001 + number).padStart(12, '0')}`;

/** Lets the sandbox deliver a message of each of `people` members of staff to us in place of the bot. */
export async function captureAskers(sandboxUrl: string, people: number): Promise<readonly Asker[]> {
  const caught = new Map<string, Asker>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString());
      if (body.type === 'message')
        caught.set(body.from.aadObjectId, { authorization: request.headers.authorization ?? '', body });
      response.end('{}');
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const call = async (method: string, path: string, body: object): Promise<unknown> =>
    (
      await fetch(`${sandboxUrl}/sandbox/api${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    ).text();
  await call('PUT', '/bot', { endpoint: `http://127.0.0.1:${port}/api/messages` });
  for (let number = 0; number < people; number += 1)
    await call('POST', `/people/${staff(number)}/say`, { text: 'hello' });
  server.closeAllConnections();
  server.close();
  if (caught.size !== people) throw new Error(`${caught.size} of ${people} askers were heard`);
  return [...caught.values()];
}

export type Outcome = number | 'cut' | 'late';

/** Connections are kept, as the Bot Connector keeps them: making one costs more than asking. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/**
 * Sends question `number`, by the asker whose turn it is. The id that the activity carries is `questionId(number)`.
 * @returns the status of the answer; `cut` when the connection ended without one, `late` when none came in `patienceMs`
 */
export function send(url: string, askers: readonly Asker[], number: number, patienceMs: number): Promise<Outcome> {
  const asker = askers[number % askers.length];
  if (!asker) throw new Error('nobody asks');
  const text = questionOf(number);
  const body = JSON.stringify({ ...asker.body, id: questionId(number), text, attachments: [] });
  return new Promise((done) => {
    const asked = request(`${url}/api/messages`, {
      method: 'POST',
      agent,
      headers: {
        authorization: asker.authorization,
        'content-type': 'application/json; charset=utf-8',
        'content-length': Buffer.byteLength(body),
      },
    });
    const end = (outcome: Outcome) => {
      clearTimeout(patience);
      done(outcome);
    };
    const patience = setTimeout(() => {
      end('late');
      asked.destroy();
    }, patienceMs);
    asked.on('error', () => end('cut'));
    asked.on('response', (response) => {
      response.on('error', () => end('cut'));
      response.on('close', () => end(response.complete ? (response.statusCode ?? 'cut') : 'cut'));
      response.resume();
    });
    asked.end(body);
  });
}

/** What question `number` asks: they come round. */
export const questionOf = (number: number): string => QUESTIONS[number % QUESTIONS.length] ?? '';

/** The id of a question's activity: what the sandbox finds the answer by. */
export const questionId = (number: number): string => `question-${number}`;
