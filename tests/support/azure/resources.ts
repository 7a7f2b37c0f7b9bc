import { evaluate, idOf, type Surroundings, type Value } from './expression.ts';
import { SUBSCRIPTION, TENANT } from './state.ts';

/** The identity that the template makes. */
export const IDENTITY = {
  principalId: '7d000000-0000-4000-8000-000000000001',
  clientId: '7d000000-0000-4000-8000-000000000002',
};

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly properties: Record<string, Value>;
}
interface Declared {
  readonly type: string;
  readonly name: string;
  readonly existing?: boolean;
  readonly condition?: Value;
  readonly scope?: string;
  readonly copy?: { readonly count: Value };
  readonly properties?: Value;
  readonly dependsOn?: readonly string[];
  readonly '@options'?: {
    readonly onlyIfNotExists?: unknown;
    readonly nullIfNotFound?: unknown;
    readonly retryOn?: readonly unknown[];
  };
}
export interface Template {
  readonly parameters?: Record<string, { readonly defaultValue?: Value }>;
  readonly variables?: Record<string, Value>;
  readonly resources: Record<string, Declared> | readonly Declared[];
  readonly outputs?: Record<string, { readonly type: string; readonly value: Value }>;
}

/** What Azure says when it does not take a resource. */
export class Refused extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const subscription = { id: `/subscriptions/${SUBSCRIPTION}`, tenantId: TENANT };
const group = `${subscription.id}/resourceGroups/lanyard`;
const SERVER = 'microsoft.dbforpostgresql/flexibleservers';
/** After a change a server takes no administrator until so many other resources were made. */
const BUSY_FOR = 25;

/**
 * A resource group that carries out whatever template it is given, as Azure does: modules, conditions, what is there already,
 * settings that are replaced as a whole, a disk that only grows, a server that is busy after each change.
 */
export function createResources(taken: (type: string, name: string) => Refused | undefined) {
  const all = new Map<string, Resource>();
  let tick = 0;
  let busyUntil = 0;
  const keyOf = (type: string, name: string): string =>
    `${group}/providers/${idOf(type, name.split('/'))}`.toLowerCase();
  const find = (type: string, name: string): Resource | undefined => all.get(keyOf(type, name));

  function put(key: string, declared: Declared, name: string, properties: Record<string, Value>): void {
    tick += 1;
    const type = declared.type.toLowerCase();
    const there = all.get(key);
    if (there && declared['@options']?.onlyIfNotExists) return;
    const refused = taken(type, name);
    if (refused) throw refused;
    if (type === SERVER) {
      const size = (one: Record<string, Value> | undefined) =>
        Number((one?.storage as { storageSizeGB?: number })?.storageSizeGB ?? 0);
      if (size(properties) < size(there?.properties))
        throw new Refused('InvalidParameterValue', 'The storage size cannot be reduced.');
      busyUntil = tick + BUSY_FOR;
    }
    if (type === `${SERVER}/administrators`) {
      const [, tries = 0] = (declared['@options']?.retryOn ?? []) as [unknown, number?];
      tick = Math.min(busyUntil, tick + tries);
      if (tick < busyUntil)
        throw new Refused(
          'AadAuthOperationCannotBePerformedWhenServerIsNotAccessible',
          'The server is not accessible.',
        );
    }
    all.set(key, { type, name, properties });
  }

  /** What only Azure knows about a resource. */
  function known({ type, name, properties }: Resource): Record<string, Value> {
    const facts: Record<string, Record<string, Value>> = {
      'microsoft.managedidentity/userassignedidentities': { ...IDENTITY, tenantId: TENANT },
      'microsoft.web/sites': { defaultHostName: `${name}.azurewebsites.net` },
      [SERVER]: { fullyQualifiedDomainName: `${name}.postgres.database.azure.com` },
      'microsoft.keyvault/vaults/keys': { keyUri: `https://${name.split('/')[0]}.vault.azure.net/keys/records` },
      'microsoft.insights/components': { ConnectionString: 'InstrumentationKey=x' },
    };
    return { ...properties, ...facts[type] };
  }

  /** @returns its outputs */
  function deploy(
    template: Template,
    given: Readonly<Record<string, { value?: Value }>>,
  ): Record<string, { type: string; value: Value }> {
    const modules = new Map<string, Value>();
    const declared = Array.isArray(template.resources)
      ? (template.resources as Declared[]).map((one): [string, Declared] => ['', one])
      : Object.entries(template.resources as Record<string, Declared>);
    const bySymbol = new Map(declared.filter(([symbol]) => symbol !== ''));
    const variables: Record<string, Value> = {};
    const around: Surroundings = {
      parameters: {},
      variables,
      group,
      subscription,
      reference(name, isFull) {
        if (modules.has(name)) return modules.get(name);
        const symbol = bySymbol.get(name);
        const key = symbol ? keyOf(symbol.type, String(evaluate(symbol.name, around))) : name.toLowerCase();
        const found = all.get(key);
        if (!found) {
          if (symbol?.['@options']?.nullIfNotFound) return null;
          throw new Refused('ResourceNotFound', `The resource ${key} was not found.`);
        }
        return isFull ? { properties: known(found) } : known(found);
      },
      list(id) {
        const site = id.replace(/\/config\/appsettings$/, '').toLowerCase();
        if (!all.has(site)) throw new Refused('ResourceNotFound', `The resource ${site} was not found.`);
        return { properties: all.get(id.toLowerCase())?.properties ?? {} };
      },
    };
    const parameters = around.parameters as Record<string, Value>;
    for (const [name, { defaultValue }] of Object.entries(template.parameters ?? {})) {
      const value = given[name]?.value;
      if (value === undefined && defaultValue === undefined)
        throw new Refused('InvalidTemplate', `The value for the template parameter '${name}' is not provided.`);
      parameters[name] = value === undefined ? evaluate(defaultValue, around) : value;
    }
    for (const [name, value] of Object.entries(template.variables ?? {})) variables[name] = evaluate(value, around);

    const keyed = declared.map(([symbol, one]) => ({
      symbol,
      one,
      key: one.copy || one.existing ? '' : keyOf(one.type, String(evaluate(one.name, around))),
    }));
    const done = new Set<string>();
    const isDone = (needed: string): boolean => {
      if (bySymbol.has(needed)) return bySymbol.get(needed)?.existing === true || done.has(needed);
      const key = String(evaluate(needed, around)).toLowerCase();
      return !keyed.some((one) => one.key === key) || done.has(key);
    };
    let left = keyed.filter(({ one }) => !one.existing);
    while (left.length > 0) {
      const next = left.filter(({ one }) => (one.dependsOn ?? []).every(isDone));
      if (next.length === 0) throw new Refused('InvalidTemplate', 'Circular dependency detected.');
      for (const { symbol, one, key } of next) {
        make(symbol, one);
        done.add(symbol).add(key);
      }
      left = left.filter((one) => !next.includes(one));
    }
    return Object.fromEntries(
      Object.entries(template.outputs ?? {}).map(([name, { type, value }]) => [
        name,
        { type, value: evaluate(value, around) },
      ]),
    );

    function make(symbol: string, one: Declared): void {
      if (one.condition !== undefined && evaluate(one.condition, around) !== true) return;
      const times = one.copy ? Number(evaluate(one.copy.count, around)) : 1;
      for (let copyIndex = 0; copyIndex < times; copyIndex += 1) {
        const here = { ...around, copyIndex };
        const name = String(evaluate(one.name, here));
        if (one.type.toLowerCase() === 'microsoft.resources/deployments') {
          tick += 1;
          const { template: inner, parameters: sent = {} } = one.properties as {
            template: Template;
            parameters?: Record<string, Value>;
          };
          modules.set(symbol, { outputs: deploy(inner, evaluate(sent, here) as Record<string, { value?: Value }>) });
          continue;
        }
        const scope = one.scope === undefined ? undefined : String(evaluate(one.scope, here));
        const key =
          scope === undefined ? keyOf(one.type, name) : `${scope}/providers/${idOf(one.type, [name])}`.toLowerCase();
        put(key, one, name, (evaluate(one.properties ?? {}, here) ?? {}) as Record<string, Value>);
      }
    }
  }

  return {
    deploy,
    find,
    /** What happens to a server by itself. */
    grow(name: string, storageSizeGB: number) {
      const server = find(SERVER, name);
      if (!server) throw new Error(`there is no server ${name}`);
      server.properties.storage = { ...(server.properties.storage as object), storageSizeGB };
    },
    /** The web app's settings, as the school sees them in the portal. */
    settingsOf: (app: string): Record<string, string> =>
      (find('microsoft.web/sites/config', `${app}/appsettings`)?.properties ?? {}) as Record<string, string>,
    ofType: (type: string): readonly Resource[] => [...all.values()].filter((one) => one.type === type),
  };
}
export type Resources = ReturnType<typeof createResources>;
