import { execFile } from 'node:child_process';
import { z } from 'zod/v4';
import { Failure } from './failure.ts';

/** Who a token is for. */
export type Audience = 'https://management.azure.com' | 'https://graph.microsoft.com';

/** The administrator as they are signed in on this computer. */
export interface Session {
  /** @throws Failure where nobody is signed in */
  token(audience: Audience): Promise<string>;
  /** The tenant they are signed in to. */
  tenant(): Promise<string>;
}

/** Runs a program and gives what it says. */
export type Program = (file: string, args: readonly string[]) => Promise<string>;

const answer = z.object({ accessToken: z.string(), expires_on: z.number(), tenant: z.string() });
/** A token that ends sooner than this is fetched again. */
const SPARE_S = 300;

/**
 * The Azure CLI's own session: no sign-in of ours, no device code, no password. What its token may do in Graph is fixed by
 * Microsoft: applications, app roles, groups and people; no app catalogue of Teams.
 * @param subscription whose tenant counts; that of the CLI's own choice without one
 */
export function azSession(subscription: string | undefined, clock: () => Date, program: Program = run): Session {
  const kept = new Map<Audience, Promise<z.infer<typeof answer>>>();
  const fetchToken = async (audience: Audience) => {
    const args = ['account', 'get-access-token', '--resource', audience, '--output', 'json'];
    const said = await program('az', subscription ? [...args, '--subscription', subscription] : args).catch(explain);
    try {
      return answer.parse(JSON.parse(said));
    } catch {
      throw new Failure('The Azure CLI gave a token that cannot be read', ['Update it: az upgrade']);
    }
  };
  const current = async (audience: Audience) => {
    const before = await kept.get(audience)?.catch(() => undefined);
    if (before && before.expires_on - clock().getTime() / 1_000 > SPARE_S) return before;
    const fetched = fetchToken(audience);
    kept.set(audience, fetched);
    return fetched;
  };
  return {
    token: async (audience) => (await current(audience)).accessToken,
    tenant: async () => (await current('https://management.azure.com')).tenant,
  };

  function explain(error: unknown): never {
    const { code, stderr = '' } = (error ?? {}) as { code?: unknown; stderr?: string };
    if (code === 'ENOENT')
      throw new Failure('The Azure CLI is not installed on this computer', [
        'Install it: https://aka.ms/azure-cli. Or work in Azure Cloud Shell, which has it: https://shell.azure.com',
      ]);
    if (/subscription .*(?:not found|doesn't exist)|SubscriptionNotFound/i.test(stderr))
      throw new Failure(`The account that is signed in cannot see the subscription ${subscription ?? ''}`, [
        'Run az login with an account that can; and check AZURE_SUBSCRIPTION_ID',
      ]);
    if (/AADSTS(50076|50079|53000|53003|500011|65001)|interaction_required|conditional access/i.test(stderr))
      throw new Failure('Entra asks you to sign in again before it issues a token', [
        'Run az logout, then az login --scope https://graph.microsoft.com/.default',
        'If a conditional access policy stops the Azure CLI, use Azure Cloud Shell: https://shell.azure.com',
      ]);
    throw new Failure('Nobody is signed in to the Azure CLI', ['az login']);
  }
}

/** On Windows `az` is a batch file, which only a shell starts; no argument of ours has anything for a shell in it. */
const run: Program = (file, args) =>
  new Promise((done, failed) => {
    execFile(file, [...args], { shell: process.platform === 'win32', maxBuffer: 2 ** 24 }, (error, said, complained) =>
      error ? failed(Object.assign(error, { stderr: complained })) : done(said),
    );
  });
