import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import { generateSchool } from './tenant/generated-school.ts';
import { BOT_ID, createSampleSchool, TENANT_ID } from './tenant/sample-school.ts';
import type { SandboxSchool } from './tenant/school.ts';
import { readSchool } from './tenant/school-file.ts';

const USUAL_PORT = 4300;

/** The sandbox as a process of its own. Prints one line of JSON when it is ready; everything else goes to stderr. */
async function main(env: NodeJS.ProcessEnv): Promise<void> {
  const options: SandboxOptions = {
    school: await schoolFrom(env),
    port: Number(env.SANDBOX_PORT ?? USUAL_PORT),
    botId: env.BOT_ID ?? BOT_ID,
    tenantId: env.TENANT_ID ?? TENANT_ID,
    manifest: await manifestFrom(env.SANDBOX_MANIFEST ?? 'appPackage/manifest.json'),
    limits: env.SANDBOX_LIMITS !== 'off',
    ...(env.BOT_ENDPOINT ? { botEndpoint: env.BOT_ENDPOINT } : {}),
  };
  const sandbox = await createSandbox(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    console.error(`Port ${options.port} is taken; the sandbox takes another.`);
    return createSandbox({ ...options, port: 0 });
  });
  if (env.SANDBOX_LIBRARY) await fillLibrary(sandbox, env.SANDBOX_LIBRARY);
  console.log(JSON.stringify({ sandbox: sandbox.url }));
  const end = () => void sandbox.close().then(() => process.exit(0));
  // `npm start` holds a channel to it, and without that it is gone. A terminal sends Ctrl+C to each of its processes, but the bot may
  // still be asking something here: then `npm start` says when it is this one's turn.
  const byItself = process.connected ? () => undefined : end;
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, byItself);
  process.once('SIGTERM', end);
  if (process.connected) process.once('disconnect', end);
}

async function schoolFrom(env: NodeJS.ProcessEnv): Promise<SandboxSchool> {
  if (env.SANDBOX_PEOPLE) return readSchool(parse(await readFile(env.SANDBOX_PEOPLE, 'utf8')));
  if (env.SANDBOX_GENERATE) return generateSchool({ staff: Number(env.SANDBOX_GENERATE) });
  return createSampleSchool();
}

/** The files of a folder, as if someone had put them into the SharePoint library. */
async function fillLibrary(sandbox: Sandbox, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    sandbox.tenant.putFile({ id: entry.name, name: entry.name, content: await readFile(join(folder, entry.name)) });
  }
}

/** Without a readable manifest there are no prompt starters; the rest of the sandbox does not need it. */
async function manifestFrom(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

await main(process.env);
