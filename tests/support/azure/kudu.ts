import { type Answered, type Route, refuse } from './http.ts';
import { IDENTITY } from './resources.ts';
import type { CloudState, Misfortune } from './state.ts';

/** What the program finds at its start in what the template made for it; empty: it starts. Of Lanyard's own start, see src/app.ts. */
function whyNot({ resources, applications, vouching, files }: CloudState, settings: Record<string, string>): string {
  const { DATABASE_URL = '', LANYARD_CONFIG = '', GRAPH_APP_ID, BOT_TYPE, BOT_ID } = settings;
  const { hostname, pathname } = URL.parse(DATABASE_URL) ?? { hostname: '', pathname: '' };
  const server = hostname.split('.')[0] ?? '';
  const SERVER = 'microsoft.dbforpostgresql/flexibleservers';
  if (!resources.find(SERVER, server)) return `no server answers at ${hostname}`;
  if (!resources.find(`${SERVER}/administrators`, `${server}/${IDENTITY.principalId}`))
    return 'no role of this name exists';
  // Made by Azure it belongs to a role of Azure's; the identity makes its own only where there is none.
  if (resources.find(`${SERVER}/databases`, `${server}${pathname}`)) return 'permission denied for database lanyard';
  if (!files.has(LANYARD_CONFIG.replace('/home/', ''))) return `${LANYARD_CONFIG} is not there`;
  if (!applications.some(({ appId }) => appId === GRAPH_APP_ID)) return 'GRAPH_APP_ID is no app registration';
  if (!vouching.some(({ subject }) => subject === IDENTITY.principalId)) return 'no identity vouches for it';
  return BOT_ID === (BOT_TYPE === 'UserAssignedMSI' ? IDENTITY.clientId : GRAPH_APP_ID)
    ? ''
    : 'BOT_ID is someone else’s';
}

/** The web app's side door. Source: KuduLite, VfsController and PushDeploymentController. */
export function kuduRoutes(state: CloudState, bad: ReadonlySet<Misfortune>): Route[] {
  const pathOf = (match: RegExpExecArray): string => decodeURIComponent(match[1] ?? '');
  let last: { complete: boolean; status: number; status_text: string } | undefined;
  const FILE = /^\/api\/vfs\/(.+[^/])$/;

  /** The web app carries out an errand that is left for it, as src/wiring/errands.ts does. */
  function errand(path: string, bytes: Buffer): void {
    const place = /^(lanyard\/errands\/[0-9a-f-]{36})\.ask\.json$/.exec(path)?.[1];
    if (place === undefined || !state.isReady) return;
    state.errands.push((JSON.parse(bytes.toString()) as { args: string[] }).args);
    state.files.delete(path);
    state.files.set(`${place}.answer.json`, Buffer.from(JSON.stringify({ code: 0, output: '✓ The clock is right\n' })));
  }

  return [
    {
      method: 'GET',
      path: /^\/api\/vfs\/LogFiles\/a_default_docker\.log$/,
      answer: () => ({ status: 200, bytes: Buffer.from(`Lanyard cannot start:\n${state.said}\n`) }),
    },
    {
      method: 'GET',
      path: FILE,
      answer: (_asked, match): Answered => {
        const bytes = state.files.get(pathOf(match));
        return bytes ? { status: 200, bytes } : { status: 404 };
      },
    },
    {
      method: 'PUT',
      path: FILE,
      answer: ({ bytes, headers }, match) => {
        const path = pathOf(match);
        const isThere = state.files.has(path);
        // What is there is replaced only by who says what they replace.
        if (isThere && headers['if-match'] === undefined) return { status: 412 };
        state.files.set(path, bytes);
        errand(path, bytes);
        return { status: isThere ? 204 : 201 };
      },
    },
    {
      method: 'DELETE',
      path: FILE,
      answer: ({ headers }, match) => {
        if (headers['if-match'] === undefined) return { status: 412 };
        return { status: state.files.delete(pathOf(match)) ? 200 : 404 };
      },
    },
    {
      method: 'POST',
      path: /^\/api\/publish$/,
      answer: ({ query, bytes }) => {
        if (query.get('type') !== 'zip' || bytes.subarray(0, 2).toString() !== 'PK')
          return refuse(400, 'BadRequest', 'no zip');
        // Longer than that in one request, and the door in front gives up: 230 seconds.
        if (query.get('async') !== 'true') return refuse(504, 'GatewayTimeout', 'too long');
        state.published += 1;
        const [app] = state.resources.ofType('microsoft.web/sites');
        const settings = app ? state.resources.settingsOf(app.name) : {};
        // What is built there takes longer than the door in front waits: 951 MB on the smallest plan.
        const isBuilt =
          settings.SCM_DO_BUILD_DURING_DEPLOYMENT !== 'false' || settings.WEBSITE_RUN_FROM_PACKAGE !== '1';
        const failed =
          (bad.has('unpacking-fails') && 'No space left on device') || (isBuilt && 'The build took too long');
        last = { complete: true, status: failed ? 3 : 4, status_text: failed || '' };
        state.said =
          bad.has('program-does-not-start') || bad.has('program-is-silent')
            ? 'a fault of its own'
            : whyNot(state, settings);
        state.isReady = !failed && state.said === '';
        return { status: 202, headers: { location: '/api/deployments/latest' } };
      },
    },
    {
      method: 'GET',
      path: /^\/api\/deployments\/latest$/,
      answer: () => (last ? { status: 200, body: last } : { status: 404 }),
    },
    {
      method: 'GET',
      path: /^\/api\/logs\/docker$/,
      answer: () => ({
        status: 200,
        // Killed before its first line, or not yet listed.
        body: bad.has('program-is-silent')
          ? []
          : [
              {
                lastUpdated: '2026-11-22T10:00:00Z',
                size: 10,
                href: 'https://x.example/api/vfs/LogFiles/a_default_docker.log',
              },
            ],
      }),
    },
  ];
}
