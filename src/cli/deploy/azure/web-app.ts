import { readFile } from 'node:fs/promises';
import { z } from 'zod/v4';
import { Failure, Refusal } from './failure.ts';
import { refusalOf, type Service } from './service.ts';

/** Files of the web app, from its side door (Kudu), which takes the administrator's own token. Paths begin below `/home`. */
export interface WebApp {
  /** `undefined` where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  write(path: string, bytes: Uint8Array): Promise<void>;
  remove(path: string): Promise<void>;
  /** Puts a program in place, and restarts. @throws Failure when it was not taken */
  publish(zip: string): Promise<void>;
  /** What the program said last, line by line; empty where nothing can be read. */
  said(): Promise<readonly string[]>;
}

const UPLOAD_MS = 30 * 60_000;
const LOOK_EVERY_MS = 5_000;
const MOST_LOOKS = 240;
/** Kudu numbers its states: 3 failed, 4 succeeded. */
const FAILED = 3;

const state = z.object({ complete: z.boolean(), status: z.number(), status_text: z.string().nullish() });
const logs = z.array(z.object({ lastUpdated: z.string(), href: z.string() }));

export function webAppOf(kudu: Service, pause: (ms: number) => Promise<void>): WebApp {
  const at = (path: string) => `/api/vfs/${path.split('/').map(encodeURIComponent).join('/')}`;
  const asked = async (
    method: string,
    path: string,
    options: Parameters<Service['raw']>[2],
    fine: readonly number[],
  ) => {
    const response = await kudu.raw(method, path, options);
    if (response.ok || fine.includes(response.status)) return response;
    throw explain(`${method} ${path}`, response.status, await response.text());
  };

  async function published(): Promise<void> {
    for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
      const answer = await kudu.raw('GET', '/api/deployments/latest');
      // Between the upload and the work on it there is a moment without one.
      const now = answer.ok ? state.safeParse(await answer.json()).data : undefined;
      if (now?.complete && now.status === FAILED)
        throw new Failure(`The web app did not accept the program: ${now.status_text ?? 'it gives no reason'}`, [
          'Run the same command again. If it repeats: https://portal.azure.com → the web app → Deployment Center → Logs',
        ]);
      if (now?.complete) return;
      await pause(LOOK_EVERY_MS);
    }
    throw new Failure('The web app is still unpacking', ['Run the same command again in a few minutes']);
  }

  return {
    async read(path) {
      const response = await asked('GET', at(path), {}, [404]);
      return response.status === 404 ? undefined : Buffer.from(await response.arrayBuffer());
    },
    async write(path, bytes) {
      await asked('PUT', at(path), { body: bytes, headers: ANY }, []);
    },
    async remove(path) {
      await asked('DELETE', at(path), { headers: ANY }, [404]);
    },
    async publish(zip) {
      const body = await readFile(zip);
      const headers = { 'content-type': 'application/octet-stream' };
      await asked(
        'POST',
        '/api/publish?type=zip&async=true&clean=true&restart=true',
        { body, headers, longestMs: UPLOAD_MS },
        [],
      );
      await published();
    },
    async said() {
      const answer = await kudu.raw('GET', '/api/logs/docker').catch(() => undefined);
      const listed = logs.safeParse(answer?.ok ? await answer.json() : undefined).data ?? [];
      const newest = listed.sort((left, right) => (left.lastUpdated < right.lastUpdated ? 1 : -1))[0];
      const text = newest && (await kudu.raw('GET', new URL(newest.href).pathname).catch(() => undefined));
      return text?.ok ? (await text.text()).split(/\r?\n/).filter((line) => line.trim() !== '') : [];
    },
  };
}

/** Whatever is there now: it is ours, and replaced as a whole. */
const ANY = { 'if-match': '*' };

function explain(asked: string, status: number, text: string): Error {
  if (status === 401 || status === 403)
    return new Failure('The web app refuses you access', [
      'You need Website Contributor, Contributor or Owner of the resource group: https://portal.azure.com → the group → Access control (IAM)',
    ]);
  if (status === 409)
    return new Failure('The web app is busy with another deployment', ['Wait a minute and run the same command again']);
  const refusal = refusalOf(asked, status, undefined);
  return new Refusal(asked, status, refusal.codes, text.slice(0, 300));
}
