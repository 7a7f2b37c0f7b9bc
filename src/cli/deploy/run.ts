import type { Trust } from '../../school/school.ts';
import type { Service } from './azure/service.ts';
import type { Session } from './azure/session.ts';
import type { EnvFile } from './env-writer.ts';

/** Everything one `lanyard deploy` works with. Time, ids and the outside are parameters. */
export interface Run {
  /** `prod` for env/.env.prod. */
  readonly name: string;
  /** Where package.json, lanyard.yml, env/ and infra/ are. */
  readonly root: string;
  readonly env: EnvFile;
  readonly trust: Trust;
  readonly session: Session;
  /** Azure Resource Manager. */
  readonly arm: Service;
  /** Microsoft Graph, v1.0. */
  readonly graph: Service;
  /** The web app's own side door, which takes files and programs. */
  kudu(): Service;
  /** Asks an address as anyone could; `undefined` without an answer. */
  look(url: string): Promise<{ readonly status: number; readonly text: string } | undefined>;
  /** Graph permissions that nothing in lanyard.yml asks for. */
  readonly with: readonly string[];
  say(line: string): void;
  pause(ms: number): Promise<void>;
  uuid(): string;
}

/** One thing to be done, by which a step comes to be as it should be. */
export interface Change {
  /** In words that follow "would": `make the resource group …`. */
  readonly what: readonly string[];
  make(): Promise<void>;
}

/** A step looks first and changes afterwards, so that a second run finds nothing to do. */
export interface Step {
  readonly name: string;
  /** What is so once it is done. */
  readonly title: string;
  /**
   * @returns what is not as it should be; `undefined` where all is; `later` where that depends on a step before it
   * @throws Failure, Refusal
   */
  look(run: Run): Promise<Change | 'later' | undefined>;
}

const API = {
  groups: '2025-04-01',
  deployments: '2025-04-01',
  providers: '2025-04-01',
  permissions: '2022-04-01',
  subscriptions: '2022-12-01',
  web: '2024-11-01',
  keyVault: '2024-11-01',
  postgres: '2024-08-01',
  bot: '2022-09-15',
  identity: '2023-01-31',
} as const;

/** A value of the environment that an earlier step or the administrator has filled in. */
export function needed(run: Run, name: string): string {
  const value = run.env.get(name);
  if (value === undefined) throw new Error(`${name} is empty, which the check before lets nobody reach`);
  return value;
}

/** `?api-version=…` of an interface. */
export const version = (of: keyof typeof API): string => `?api-version=${API[of]}`;

export const subscriptionOf = (run: Run): string => `/subscriptions/${needed(run, 'AZURE_SUBSCRIPTION_ID')}`;
export const groupOf = (run: Run): string =>
  `${subscriptionOf(run)}/resourceGroups/${encodeURIComponent(needed(run, 'AZURE_RESOURCE_GROUP_NAME'))}`;

/** Where the template puts everything, unless the group is elsewhere already. */
export const USUAL_LOCATION = 'uksouth';

/** What the template calls each resource whose name is the whole world's. */
export const namesOf = (suffix: string) => ({
  web: `app-${suffix}`,
  vault: `kv-${suffix}`,
  database: `psql-${suffix}`,
  bot: `bot-${suffix}`,
  identity: `id-${suffix}`,
});
