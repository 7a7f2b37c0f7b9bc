import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type LocalServer, startLocalServer } from '../../src/platform/postgres/embedded/embedded.ts';
import { BOT_ID, MANIFEST_ID, PEOPLE, TENANT_ID } from '../../src/sandbox/tenant/sample-school.ts';
import { endedChildrenTime, processorTime, withChildren } from './cost.ts';
import type { Answers, Ask, Testimony } from './outside.ts';

const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

export interface Instance {
  readonly process: ChildProcess;
  readonly url: string;
  /** Resident memory in MB: now, and the most it ever was. */
  memory(): { readonly now: number; readonly peak: number };
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** The signal that it was sent, if any. */
  stoppedBy(): NodeJS.Signals | undefined;
}

/** A campaign that HR has set up. Product and sandbox follow one clock, and it is a morning in term. */
export interface BenchCampaign {
  readonly campaign: string;
  /** Sends it now. Answers the moment at which HR pressed the button that sends, in ms since 1970. */
  start(): Promise<number>;
  /** Plans it for ten o'clock. */
  plan(): Promise<void>;
  /** Ten o'clock comes. */
  arrive(): Promise<void>;
}

export interface Rig {
  readonly sandboxUrl: string;
  readonly databaseUrl: string;
  /** @param more variables beside those that every instance gets */
  instance(entry?: string, more?: Readonly<Record<string, string>>): Promise<Instance>;
  /** Where the sandbox delivers what people do. */
  deliverTo(instance: Instance): Promise<void>;
  witness(campaign: string): Promise<Testimony>;
  /** How often each question that someone asked was answered in their chat, by the id of its activity. */
  answers(): Promise<Answers>;
  /** The processes that are not the product: the bench itself, the sandbox, and the database with its children. */
  beside(): readonly number[];
  /** Processor time since now, in ms, by who used it. */
  cost(): () => Cost;
  /** Plans a campaign as HR does, by form; returns its id when the card shows who would be asked. */
  draft(policyNumber: number): Promise<BenchCampaign>;
  end(): Promise<void>;
}

/** Processor time in ms. */
export interface Cost {
  readonly product: number;
  readonly sandbox: number;
  readonly database: number;
  /** The bench itself: who asks. */
  readonly asker: number;
}

/** A database with its usual durability, a sandbox in a process of its own, and product processes to order. */
export async function createRig(options: { people: number; limits?: boolean; compiled?: boolean }): Promise<Rig> {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-bench-'));
  chmodSync(folder, 0o711);
  const database: LocalServer = await startLocalServer(folder);
  const outside = fork(here('./outside.ts'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = async (message: Ask): Promise<unknown> => {
    outside.send(message);
    const [answer] = await once(outside, 'message');
    return answer;
  };
  const { url: sandboxUrl } = (await ask({
    kind: 'begin',
    people: options.people,
    limits: options.limits ?? true,
  })) as { url: string };
  const instances = new Set<Instance>();

  const env = {
    ...process.env,
    BOT_ID,
    BOT_TENANT_ID: TENANT_ID,
    BOT_TYPE: 'UserAssignedMSI',
    TEAMS_APP_ID: MANIFEST_ID,
    PORT: '0',
    DATABASE_URL: database.url,
    GRAPH_URL: `${sandboxUrl}/graph/v1.0`,
    CONNECTOR_URL: `${sandboxUrl}/connector/`,
    CONNECTOR_HOSTS: new URL(sandboxUrl).host,
    CLOCK_URL: `${sandboxUrl}/clock`,
    CONNECTOR_OPENID_URL: `${sandboxUrl}/openid/.well-known/openidconfiguration`,
    IDENTITY_ENDPOINT: `${sandboxUrl}/identity/token`,
    IDENTITY_HEADER: 'sandbox-identity',
    DATA_FOLDER: folder,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    // As in production.
    MALLOC_TRIM_THRESHOLD_: '131072',
    // Types are stripped from the sources at every start, which the built product has no need of: kept between starts.
    ...(options.compiled && { NODE_COMPILE_CACHE: join(folder, 'compiled') }),
  };

  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${sandboxUrl}/sandbox/api${path}`, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}: ${await response.text()}`);
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  };
  const clockTo = async (now: string): Promise<void> => {
    const { ok } = await fetch(`${sandboxUrl}/clock`, { method: 'PUT', body: JSON.stringify({ now }) });
    if (!ok) throw new Error('the clock cannot be set');
  };
  const hr = PEOPLE.sunitaRao;
  const messages = async () => (await call('GET', `/people/${hr}/messages`)) as { id: string; cards: unknown[] }[];

  const databasePid = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  const used = (): Cost => ({
    product: endedChildrenTime() + sum([...instances].map(({ process: { pid } }) => processorTime(pid ?? 0, 'own'))),
    sandbox: processorTime(outside.pid ?? 0, 'own'),
    database: processorTime(databasePid, 'with-children'),
    asker: processorTime(process.pid, 'own'),
  });

  return {
    sandboxUrl,
    databaseUrl: database.url,
    beside: () => [process.pid, outside.pid ?? 0, ...withChildren(databasePid)],

    cost() {
      const before = used();
      return () => {
        const now = used();
        return {
          product: now.product - before.product,
          sandbox: now.sandbox - before.sandbox,
          database: now.database - before.database,
          asker: now.asker - before.asker,
        };
      };
    },

    async instance(entry = '../../src/index.ts', more = {}) {
      // The same limit as in production.
      const command = ['--max-semi-space-size=16', here(entry)];
      const child = spawn(process.execPath, command, {
        env: { ...env, ...more },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ready = Promise.withResolvers<string>();
      child.once('exit', (code) => ready.reject(new Error(`the product ended with code ${code}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const told = line.startsWith('{') ? (JSON.parse(line) as { lanyard?: string }) : {};
        if (told.lanyard) ready.resolve(told.lanyard);
      });
      const url = await ready.promise;
      let stoppedBy: NodeJS.Signals | undefined;
      const instance: Instance = {
        process: child,
        url,
        stoppedBy: () => stoppedBy,
        memory() {
          const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
          const mb = (name: string) =>
            Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
          return { now: mb('VmRSS'), peak: mb('VmHWM') };
        },
        async stop(signal = 'SIGTERM') {
          instances.delete(instance);
          stoppedBy ??= signal;
          if (child.exitCode !== null || child.signalCode !== null) return;
          const gone = once(child, 'exit');
          child.kill(signal);
          await gone;
        },
      };
      instances.add(instance);
      return instance;
    },

    async deliverTo(instance) {
      await call('PUT', '/bot', { endpoint: `${instance.url}/api/messages` });
    },

    witness: async (campaign) => (await ask({ kind: 'witness', campaign })) as Testimony,
    answers: async () => (await ask({ kind: 'answers' })) as Answers,

    async draft(policyNumber) {
      await clockTo(`${SCHOOL_DAY}T09:30:00Z`);
      await call('POST', `/people/${hr}/say`, { text: 'campaigns' });
      const list = (await messages()).at(-1);
      const form = (await call('POST', `/people/${hr}/click`, { messageId: list?.id, action: 'New campaign' })) as {
        dialog: { card: unknown };
      };
      const values = [...JSON.stringify(form.dialog.card).matchAll(/"value":"(oakfield\/[0-9a-f]+)"/g)].map(
        (match) => match[1],
      );
      const before = new Set((await messages()).map(({ id }) => id));
      await call('POST', `/people/${hr}/submit-dialog`, {
        card: form.dialog.card,
        messageId: list?.id,
        action: 'See who would be asked',
        inputs: { policies: values[policyNumber], due: DUE, pages: 'false' },
      });
      for (let tries = 0; tries < 600; tries += 1) {
        const card = (await messages()).find(
          ({ id, cards }) => !before.has(id) && JSON.stringify(cards).includes('campaign.start-anyway'),
        );
        const campaign = /"campaign":"([0-9a-f-]{36})"/.exec(JSON.stringify(card?.cards ?? []))?.[1];
        if (card && campaign) {
          return {
            campaign,
            async start() {
              const titled = (shown: unknown, title: string) =>
                new RegExp(`"title":"(${title}[^"]*)"`).exec(JSON.stringify(shown))?.[1] ?? title;
              const asked = (await call('POST', `/people/${hr}/click`, {
                messageId: card.id,
                action: titled(card.cards, 'Send now'),
              })) as { dialog: { card: unknown } };
              const pressedAt = Date.now();
              await call('POST', `/people/${hr}/submit-dialog`, {
                card: asked.dialog.card,
                messageId: card.id,
                action: titled(asked.dialog.card, 'Send to'),
              });
              return pressedAt;
            },
            async plan() {
              const opened = (await call('POST', `/people/${hr}/click`, {
                messageId: card.id,
                action: 'Choose another time',
              })) as { dialog: { card: unknown } };
              await call('POST', `/people/${hr}/submit-dialog`, {
                card: opened.dialog.card,
                messageId: card.id,
                action: 'Plan it',
                inputs: { day: SCHOOL_DAY, time: '10:00', spread: '0' },
              });
            },
            arrive: () => clockTo(`${SCHOOL_DAY}T10:00:01Z`),
          };
        }
        await new Promise((done) => setTimeout(done, 100));
      }
      throw new Error('no card to confirm a campaign appeared within a minute');
    },

    async end() {
      await Promise.all([...instances].map((instance) => instance.stop()));
      outside.send({ kind: 'end' } satisfies Ask);
      await once(outside, 'exit');
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Monday in term, and a day three weeks after it. */
const SCHOOL_DAY = '2026-11-23';
const DUE = '2026-12-14';

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
