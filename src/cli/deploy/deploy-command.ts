import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readTrust } from '../../platform/environment/config.ts';
import { ConfigError, type Problem } from '../../school/file/problems.ts';
import type { Trust } from '../../school/school.ts';
import { buildProduct, describeArchive, writeArchive } from '../archive/archive.ts';
import { makePackage } from '../package/package.ts';
import { Failure } from './azure/failure.ts';
import { createService, type Service } from './azure/service.ts';
import { azSession, type Session } from './azure/session.ts';
import { type DeployOptions, deploy } from './deploy.ts';
import { openEnvFile } from './env-writer.ts';
import { needed, type Run } from './run.ts';
import { type Archivist, inside } from './steps/program.ts';

interface Asked {
  readonly env: string;
  readonly with: readonly string[];
  say(line: string): void;
}

export const ARM = 'https://management.azure.com';
export const GRAPH = 'https://graph.microsoft.com';

/** `lanyard deploy`. @returns whether all went well */
export async function runDeploy(asked: Asked, options: DeployOptions): Promise<boolean> {
  return deploy(openRun(process.cwd(), asked), archivistOf(process.cwd()), options);
}

/** `lanyard inside`: a command, run in the web app with its identity. @returns its exit code */
export async function runInside(asked: Asked, args: readonly string[]): Promise<number> {
  try {
    const { code, output } = await inside(openRun(process.cwd(), asked), args);
    asked.say(output.trimEnd());
    return code;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    asked.say(`✗ ${error.message}`);
    for (const todo of error.todo) asked.say(`    → ${todo}`);
    return 1;
  }
}

/** @throws ConfigError for a lanyard.yml that cannot be read */
function openRun(root: string, asked: Asked): Run {
  const env = openEnvFile(root, asked.env, process.env);
  const session = azSession(env.get('AZURE_SUBSCRIPTION_ID'), () => new Date());
  const { arm, graph, kuduOf } = servicesOf(session);
  const run: Run = {
    name: asked.env,
    root,
    env,
    trust: trustOf(join(root, 'lanyard.yml')),
    session,
    arm,
    graph,
    // `app-x.azurewebsites.net`, and its side door `app-x.scm.azurewebsites.net`.
    kudu: () => kuduOf(`https://${needed(run, 'BOT_DOMAIN').replace('.', '.scm.')}`),
    look: (url) =>
      fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).then(
        async (response) => ({ status: response.status, text: await response.text() }),
        () => undefined,
      ),
    with: asked.with,
    say: asked.say,
    pause: (ms) => pause(ms),
    uuid: randomUUID,
  };
  return run;
}

/** Microsoft's services with the administrator's own session. */
export function servicesOf(session: Session): {
  readonly arm: Service;
  readonly graph: Service;
  kuduOf(url: string): Service;
} {
  const wait = (ms: number) => pause(ms);
  const serviceAt = (url: string, token: () => Promise<string>) => createService({ url, token, pause: wait });
  return {
    arm: serviceAt(ARM, () => session.token(ARM)),
    graph: serviceAt(`${GRAPH}/v1.0`, () => session.token(GRAPH)),
    kuduOf: (url) => serviceAt(url, () => session.token(ARM)),
  };
}

function trustOf(file: string): Trust {
  const problems: Problem[] = [];
  const trust = readTrust(file, problems, 'Run this in the folder of Lanyard, where lanyard.yml is.');
  if (!trust) throw new ConfigError(problems);
  return trust;
}

function archivistOf(root: string): Archivist {
  return {
    async describe() {
      buildProduct(root);
      return describeArchive(root);
    },
    write: () => writeArchive(root),
    pack: makePackage,
  };
}
