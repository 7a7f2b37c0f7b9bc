import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { stringify } from 'yaml';
import { z } from 'zod/v4';

export interface PlaygroundPerson {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
}

/** A message as the playground's page would show it. */
export interface Shown {
  readonly id: string;
  readonly text: string;
  readonly cards: readonly unknown[];
}

export interface Playground {
  /** `localhost:port` of the Connector that it plays. */
  readonly host: string;
  readonly chatId: string;
  /** The first person of `people` types into their own chat with the bot. */
  say(text: string): Promise<void>;
  /** Presses an Action.Execute: what comes back is what this person's card becomes. */
  press(messageId: string, action: { verb: string; data: unknown }): Promise<{ type: string; value: unknown }>;
  /** Presses an Action.Submit, which has no answer of its own. */
  submit(messageId: string, data: object): Promise<void>;
  /** Sends an activity that the playground's page has no button for, such as opening a dialog. */
  custom(activity: object): Promise<void>;
  /** What the bot wrote, oldest first, each as it stands now. */
  messages(): readonly Shown[];
  /** Waits for something the bot does; fails after half a minute. */
  until<T>(look: () => T | undefined | false): Promise<T>;
  close(): Promise<void>;
}

/** The installed package's command, or `undefined` where it was not installed. */
export function findPlayground(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/package.json');
    return join(dirname(manifest), 'cli.js');
  } catch {
    return undefined;
  }
}

const CHAT_ID = 'a:playground-personal-chat';
const PATIENCE_MS = 30_000;

/** Starts Microsoft's Agents Playground without a browser, as six people of ours, and speaks to the HTTP its page uses. */
export async function startPlayground(
  command: string,
  {
    endpoint,
    tenantId,
    botId,
    people,
  }: { endpoint: string; tenantId: string; botId: string; people: readonly PlaygroundPerson[] },
): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), 'lanyard-playground-'));
  const config = join(folder, '.m365agentsplayground.yml');
  writeFileSync(config, stringify(configuration(tenantId, botId, people)));
  const child = spawn(
    process.execPath,
    [command, 'start', '-e', endpoint, '-c', 'msteams', '-p', '0', '--disable-telemetry'],
    {
      cwd: folder,
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        TEAMSAPPTESTER_BROWSER: 'none',
        M365_AGENTS_PLAYGROUND_CONFIG_PATH: config,
        M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'playground.log'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const gone = once(child, 'exit');
  const kill = () => child.kill('SIGKILL');
  // A test run that is broken off must leave nothing behind.
  process.once('exit', kill);

  const close = async () => {
    process.off('exit', kill);
    child.kill('SIGKILL');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const host = `localhost:${await portOf(child.stdout, gone)}`;
    const page = await openPage(host);
    return {
      ...page,
      host,
      async close() {
        page.leave();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Exactly six people, one of them at the screen; one chat of each kind and one team. */
const configuration = (tenantId: string, botId: string, people: readonly PlaygroundPerson[]) => {
  const [me, ...others] = people.map(({ id, name }) => ({
    id: `29:${id}`,
    name,
    // Spelt as the schema spells it.
    userPrincipleName: `${id}@oakfieldacademy.example`,
    aadObjectId: id,
    givenName: name.split(' ')[0],
    surname: name.split(' ').at(-1),
    email: `${id}@oakfieldacademy.example`,
  }));
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: `28:${botId}`, name: 'Lanyard' },
    currentUser: me,
    users: others,
    personalChat: { id: CHAT_ID },
    groupChat: { id: '19:playground-group@thread.v2', name: 'Group' },
    team: {
      id: '19:playground-team@thread.tacv2',
      name: 'Staff room',
      aadGroupId: 'e0000000-0000-4000-8000-000000000002',
      channels: [{ id: '19:playground-channel@thread.tacv2', name: 'Announcements' }],
    },
  };
};

/** It takes a free port and says which. */
async function portOf(output: Readable, gone: Promise<unknown>): Promise<string> {
  const said = (async () => {
    for await (const line of createInterface({ input: output })) {
      const port = /^Listening on (\d+)$/.exec(line)?.[1];
      if (port) return port;
    }
    throw new Error('the playground ended before it listened');
  })();
  const early = gone.then(() => {
    throw new Error('the playground ended before it listened');
  });
  return Promise.race([said, early]);
}

const streamed = z.object({
  action: z.string(),
  message: z
    .object({
      messageId: z.string(),
      from: z.object({ id: z.string() }),
      text: z.string().optional(),
      attachments: z.array(z.object({ content: z.unknown() })).optional(),
    })
    .optional(),
});

/** What the playground's page does: reads its configuration, listens to its stream, posts what a person does. */
async function openPage(host: string) {
  const { currentUser } = z
    .object({ config: z.object({ currentUser: z.object({ id: z.string() }) }) })
    .parse(await (await fetch(`http://${host}/_internal/v1/testConfig`)).json()).config;
  const shown = new Map<string, Shown>();
  const changes = new EventTarget();
  const socket = new WebSocket(`ws://${host}/_ws_conversation/v1/conversations/stream`);
  socket.addEventListener('message', ({ data }) => {
    const { message } = streamed.parse(JSON.parse(String(data)));
    if (!message || message.from.id === currentUser.id) return;
    const cards = (message.attachments ?? []).map(({ content }) => content);
    shown.set(message.messageId, { id: message.messageId, text: message.text ?? '', cards });
    changes.dispatchEvent(new Event('change'));
  });
  await once(socket, 'open');

  const post = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`http://${host}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the playground answered ${response.status}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  const acting = { from: { id: currentUser.id }, conversation: { id: CHAT_ID } };

  return {
    chatId: CHAT_ID,
    async say(text: string) {
      await post(`/_conversation/v1/conversations/${CHAT_ID}/messages`, {
        from: acting.from,
        text,
        textFormat: 'plain',
      });
    },
    async press(messageId: string, action: { verb: string; data: unknown }) {
      const value = { action: { type: 'Action.Execute', ...action }, trigger: 'manual' };
      const answer = await post('/_conversation/v1/invoke', {
        name: 'adaptiveCard/action',
        ...acting,
        replyToId: messageId,
        value,
      });
      return z.object({ type: z.string(), value: z.unknown() }).parse(answer);
    },
    async submit(messageId: string, data: object) {
      await post('/_conversation/v1/submit', { ...acting, replyToId: messageId, value: data });
    },
    async custom(activity: object) {
      await post('/_internal/v1/customActivities', activity);
    },
    messages: () => [...shown.values()],
    async until<T>(look: () => T | undefined | false): Promise<T> {
      const patience = AbortSignal.timeout(PATIENCE_MS);
      for (;;) {
        const found = look();
        if (found) return found;
        await once(changes, 'change', { signal: patience });
      }
    },
    leave: () => socket.close(),
  };
}
