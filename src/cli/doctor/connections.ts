import type { TokenCredential } from '@azure/identity';
import { z } from 'zod/v4';
import { Fault, nameOf } from '../../kernel/calls/fault.ts';
import type { Clock } from '../../kernel/time.ts';
import { type PermissionName, permissions } from '../../platform/graph/permissions.ts';
import type { School } from '../../school/school.ts';
import { type Finding, fine, look, wrong } from './finding.ts';

/** A token is refused when the clocks are five minutes apart; long before that someone should know. */
const SKEW_LOOK_MS = 30_000;
const SKEW_WRONG_MS = 240_000;

export async function checkToken(credential: TokenCredential): Promise<Finding> {
  try {
    const token = await credential.getToken('https://graph.microsoft.com/.default');
    if (token) return fine('Entra gives us a token for Graph');
  } catch {
    // What the identity library says names tenants and addresses; what to do is the same for all of it.
  }
  return wrong(
    'Entra gives us no token for Graph',
    'Check BOT_ID, GRAPH_APP_ID, BOT_TENANT_ID and BOT_TYPE. In Azure: run this inside the web app, where its identity is, and check whether GRAPH_APP_ID has that identity as a federated credential. With a client secret: it may have expired.',
  );
}

/** The time of day by Graph's own clock, which every answer carries, even a refusal. */
export async function checkClock(graphUrl: string, clock: Clock): Promise<Finding> {
  const date = await fetch(graphUrl, { method: 'GET', signal: AbortSignal.timeout(10_000) }).then(
    (response) => response.headers.get('date'),
    () => null,
  );
  if (date === null)
    return wrong('Graph does not answer', 'Check the connection to the internet: firewall, proxy, DNS.');
  const skewMs = Math.abs(clock().getTime() - new Date(date).getTime());
  const said = `This computer's clock is ${Math.round(skewMs / 1_000)} seconds away from Microsoft's`;
  if (skewMs > SKEW_WRONG_MS)
    return wrong(said, 'Switch on time synchronisation: tokens are refused, and times in the register are wrong.');
  return skewMs > SKEW_LOOK_MS
    ? look(said, 'Switch on time synchronisation before tokens are refused.')
    : fine('The clock is right');
}

/** Where the keys are published that sign what Teams sends. Source: Microsoft Learn, Bot Connector authentication. */
export const MICROSOFT_OPENID_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

const openIdShape = z.object({ jwks_uri: z.url() });
const keysShape = z.object({ keys: z.array(z.object({ kid: z.string(), n: z.string(), e: z.string() })).min(1) });

/** The two steps in which the bot gets the keys. Without them every message to it is refused, and nobody is told why. */
export async function checkSigningKeys(openIdUrl: string): Promise<Finding> {
  let asked = openIdUrl;
  const read = async (): Promise<unknown> => {
    const answer = await fetch(asked, { signal: AbortSignal.timeout(10_000) });
    if (!answer.ok) throw new Fault('unavailable', `it answers ${answer.status}`);
    return answer.json().catch(() => undefined);
  };
  try {
    const config = openIdShape.safeParse(await read());
    if (!config.success) throw new Fault('malformed', NOT_THEIRS);
    asked = config.data.jwks_uri;
    if (!keysShape.safeParse(await read()).success) throw new Fault('malformed', NOT_THEIRS);
    return fine('The keys that sign messages from Teams can be fetched');
  } catch (error) {
    const why = error instanceof Fault ? error.message : `no connection (${reason(error)})`;
    return wrong(
      `The keys that sign messages from Teams cannot be fetched from ${new URL(asked).host}: ${why}`,
      `Allow this computer to reach ${new URL(asked).host}, port 443, through any firewall or proxy, with no certificate of your own in between. Until then Lanyard refuses every message, and staff get no answer.`,
    );
  }
}

const NOT_THEIRS = 'the answer is not Microsoft’s list; a web filter may have put its own page in its place';

const systemError = z.object({ cause: z.object({ code: z.string() }) });

/** What the system says, as ECONNREFUSED or SELF_SIGNED_CERT_IN_CHAIN; fetch hides it one level down. */
function reason(error: unknown): string {
  const known = systemError.safeParse(error).data;
  return known?.cause.code ?? nameOf(error);
}

/** Whether what is on links and sheets leads back here, from where the doctor is run. */
export async function checkPublicAddress(publicUrl: string): Promise<Finding> {
  const answer = await fetch(`${publicUrl}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(10_000) }).then(
    (response) => response.text(),
    () => '',
  );
  return answer.includes('"alive"')
    ? fine(`Links and sheets lead to ${publicUrl}, and Lanyard answers there`)
    : look(
        `Links and sheets lead to ${publicUrl}, where Lanyard does not answer`,
        'Start Lanyard first. If it runs: check PUBLIC_URL, the name’s DNS entry and its certificate. People without Teams have no other way to answer.',
      );
}

/** Schools whose shared address is on while nothing says what a sheet's code leads to: it would be this computer alone. Production does not start so. */
export function lacksPublicAddress(schools: readonly School[]): Finding[] {
  const open = schools.filter(({ concerns }) => (concerns.sharedAddress?.use ?? 'none') !== 'none');
  if (open.length === 0) return [];
  return [
    look(
      `PUBLIC_URL is not set, and people without Teams can report at ${open.map(({ name }) => name).join(', ')}: the code on a sheet would lead nowhere`,
      'Set PUBLIC_URL to the https address of this service and restart Lanyard. Then print the sheets again: those printed before lead to another computer. Or switch it off in lanyard.yml: sharedAddress.use: none.',
    ),
  ];
}

/** A call to Graph for each permission, made for its answer alone. */
export interface Probe {
  readonly permission: PermissionName;
  call(): Promise<unknown>;
}

export async function checkPermissions(probes: readonly Probe[]): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { permission, call } of probes) {
    try {
      await call();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      if (error.code === 'forbidden')
        findings.push(
          wrong(
            `The permission ${permission} is missing: ${permissions.find(({ name }) => name === permission)?.whatFor}`,
            'Have an administrator run: npm run deploy -- --env prod --only consent. Where that finds nothing to grant, see Permissions in docs/deploy.md.',
          ),
        );
      else if (error.isPassing)
        findings.push(look(`Graph did not answer for ${permission}`, 'Try again in a few minutes.'));
      // Anything else was answered: we were let in, and another check says what is not there.
    }
  }
  return findings.length > 0
    ? findings
    : [fine('Every permission that can be tested is granted (TeamsActivity.Send cannot be tested without sending)')];
}

export async function checkCatalogue(catalogueId: () => Promise<string>): Promise<Finding> {
  try {
    await catalogueId();
    return fine('Lanyard is in the organisation’s app catalogue');
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    if (error.code === 'not-found')
      return wrong(
        'Lanyard is not in the organisation’s app catalogue',
        'Publish the package (atk publish) and approve it in the Teams admin centre, or check TEAMS_APP_ID.',
      );
    return look('The app catalogue could not be read', 'See the other findings; or set TEAMS_APP_CATALOG_ID.');
  }
}
