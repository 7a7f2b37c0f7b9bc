import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { CHANNELS, PEOPLE } from '../../src/sandbox/tenant/sample-school.ts';
import { createRig } from './rig.ts';

interface Shown {
  readonly id: string;
  readonly cards: readonly unknown[];
}
interface Answer {
  readonly dialog?: { readonly card: unknown };
}

/** What is done with the product, by the name under which its files are counted. */
const JOBS = ['question', 'sent', 'opened'] as const;

/**
 * `npm run bench -- files [--list]`: how many files of `src` run for a question, for a report that is sent by form, and for a record that the DSL opens,
 * from the press of a button until its answer and what follows from it at once. What also runs while nobody does anything is taken away.
 * Each is done once before it is counted, so that what is read or made only once is not among them. `--list` names the files.
 */
export default async function files(args: readonly string[]): Promise<void> {
  const rig = await createRig({ people: 20, limits: false });
  const port = await freePort();
  const ran = async (): Promise<readonly string[]> =>
    (await fetch(`http://127.0.0.1:${port}`)).json() as Promise<readonly string[]>;
  const call = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
    const response = await fetch(`${rig.sandboxUrl}/sandbox/api${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}: ${text}`);
    return JSON.parse(text || 'null');
  };
  const { priyaNair: teacher, miriamHale: dsl } = PEOPLE;
  const press = async (card: unknown, action: string, inputs: object): Promise<unknown> => {
    const { dialog } = await call<Answer>('POST', `/people/${teacher}/submit-dialog`, { card, action, inputs });
    if (!dialog) throw new Error(`“${action}” was answered with no form`);
    return dialog.card;
  };
  const jobs: Readonly<Record<(typeof JOBS)[number], () => Promise<void>>> = {
    async question() {
      const before = (await call<Shown[]>('GET', `/people/${teacher}/messages`)).length;
      await call('POST', `/people/${teacher}/say`, { text: 'may I add a pupil on Instagram?' });
      const after = await call<Shown[]>('GET', `/people/${teacher}/messages`);
      if (after.length <= before) throw new Error('the question was not answered');
    },
    async sent() {
      const { dialog } = await call<Answer>('POST', `/people/${teacher}/dialog`, {
        data: { dialog: 'concern.report' },
      });
      let card = dialog?.card;
      const typed = { who: 'Nobody Atall', seen: 'A bruise on the left arm.', said: 'That it was the stairs.' };
      card = await press(card, 'Next', { about: 'child', who: typed.who, people: '' });
      card = await press(card, 'Write more first', {});
      card = await press(card, 'Next', typed);
      const button = /"title":"(Send to [^"]+)"/.exec(JSON.stringify(card))?.[1];
      if (button === undefined) throw new Error('the form has no button to send it');
      card = await press(card, button, { urgent: 'no' });
      if (!JSON.stringify(card).includes('Your reference is')) throw new Error('the report has no receipt');
      await pause(DELIVERED_MS);
    },
    async opened() {
      const threads = await call<{ messages: Shown[] }[]>('GET', `/channels/${CHANNELS.dsl}?as=${dsl}`);
      const card = threads.flatMap(({ messages }) => messages).findLast(({ cards }) => openOf(cards) !== undefined);
      const body = { messageId: card?.id, data: openOf(card?.cards) };
      const { dialog } = await call<Answer>('POST', `/people/${dsl}/dialog`, body);
      if (!JSON.stringify(dialog ?? '').includes('A bruise on the left arm'))
        throw new Error('the record did not open');
    },
  };
  try {
    const instance = await rig.instance('./counted.ts', { COUNTS_PORT: String(port) });
    await rig.deliverTo(instance);
    for (const user of [teacher, dsl]) await call('POST', `/people/${user}/say`, { text: 'hello' });
    for (const job of JOBS) await jobs[job]();
    await pause(SETTLED_MS);
    await ran();
    await pause(IDLE_MS);
    const idle = new Set(await ran());
    const found: Record<string, readonly string[]> = {};
    for (const job of JOBS) {
      await jobs[job]();
      found[job] = (await ran()).filter((file) => !idle.has(file)).sort();
    }
    const counts = Object.fromEntries(Object.entries(found).map(([job, list]) => [job, list.length]));
    console.log(JSON.stringify({ bench: 'files', ...counts, idle: idle.size }));
    if (args.includes('--list'))
      for (const [job, list] of Object.entries(found)) console.log(`\n${job}\n${list.join('\n')}`);
  } finally {
    await rig.end();
  }
}

/** By then a card that was due at once is in its channel. */
const DELIVERED_MS = 3_000;
const SETTLED_MS = 5_000;
const IDLE_MS = 20_000;

/** What pressing "Open" sends. */
const openOf = (cards: readonly unknown[] | undefined): unknown => {
  const found = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return undefined;
    if ('title' in value && value.title === 'Open' && 'data' in value) return value.data;
    return Object.values(value)
      .map(found)
      .find((one) => one !== undefined);
  };
  return found(cards);
};

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
