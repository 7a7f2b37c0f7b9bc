/**
 * `npm run infra:costs`: what each size costs a month, from every resource of its snapshot and the prices in prices.json, written
 * into docs/costs.md between its marks.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Prices {
  readonly poundsPerDollar: Known;
  readonly hoursPerMonth: Known;
  readonly prices: Readonly<Record<string, Price>>;
}
interface Known {
  readonly price: number;
  readonly source: string;
  readonly day: string;
}
export interface Price {
  readonly unit: string;
  readonly dollars: number;
  readonly known: 'second hand' | 'recalled';
  readonly source: string;
  /** When it was read or recalled. */
  readonly day: string;
}

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly sku?: { readonly name: string; readonly capacity?: number };
  readonly properties: Readonly<Record<string, unknown>>;
}

/** How much of one thing a month. */
interface Line {
  readonly part: Part;
  readonly price: string;
  readonly quantity: number;
}

const PARTS = ['Web app', 'Database', 'Private network', 'Watching and alerts', 'Key vault'] as const;
type Part = (typeof PARTS)[number];
export type Costs = Readonly<Record<Part, number>> & { readonly total: number };

/** What is used and is in no template. Assumed: prices.json and the guide say so. */
const USED = {
  small: { logGB: 1, operations: 10_000 },
  medium: { logGB: 4, operations: 50_000 },
  large: { logGB: 30, operations: 500_000 },
} as const;
type Size = keyof typeof USED;

const STAFF: readonly (readonly [staff: number, size: Size])[] = [
  [60, 'small'],
  [200, 'small'],
  [1_500, 'medium'],
  [36_000, 'large'],
];

/** What Azure asks nothing for, and what is paid for with something else. */
const FREE: Readonly<Record<string, string>> = {
  'Microsoft.ManagedIdentity/userAssignedIdentities': 'free',
  'Microsoft.Network/virtualNetworks': 'free',
  'Microsoft.Network/privateDnsZones/virtualNetworkLinks': 'with the zone',
  'Microsoft.Network/privateEndpoints/privateDnsZoneGroups': 'with the endpoint',
  'Microsoft.OperationalInsights/workspaces': 'by what is logged',
  'Microsoft.Insights/components': 'by what is logged',
  'Microsoft.Insights/workbooks': 'free',
  'Microsoft.Insights/diagnosticSettings': 'by what is logged',
  'Microsoft.Insights/actionGroups': 'a thousand mails a month are free',
  'Microsoft.KeyVault/vaults': 'by operations',
  'Microsoft.Authorization/roleAssignments': 'free',
  'Microsoft.Web/sites': 'with the plan',
  'Microsoft.Web/sites/config': 'with the plan',
  'Microsoft.Web/sites/basicPublishingCredentialsPolicies': 'with the plan',
  'Microsoft.BotService/botServices': 'F0, and Teams is a free channel',
  'Microsoft.BotService/botServices/channels': 'F0, and Teams is a free channel',
  'Microsoft.DBforPostgreSQL/flexibleServers/administrators': 'free',
};

/** @param hours in a month */
function linesOf(size: Size, resources: readonly Resource[], hours: number): Line[] {
  const { logGB, operations } = USED[size];
  const metricRules = resources.filter(({ type }) => type === 'Microsoft.Insights/metricAlerts').length;
  return [
    ...resources.flatMap((resource) => linesFor(resource, hours)),
    { part: 'Watching and alerts', price: 'watch.metricRule', quantity: Math.max(0, metricRules - 10) },
    { part: 'Watching and alerts', price: 'watch.logGB', quantity: Math.max(0, logGB - 5) },
    // 90 days are kept: two months more than the first.
    { part: 'Watching and alerts', price: 'watch.keptGB', quantity: logGB * 2 },
    { part: 'Key vault', price: 'vault.operations', quantity: operations / 10_000 },
  ];
}

/** @throws Error for a resource that nobody has thought about the price of */
function linesFor({ type, name, sku, properties }: Resource, hours: number): Line[] {
  switch (type) {
    case 'Microsoft.Web/serverfarms':
      return [{ part: 'Web app', price: `web.${sku?.name}`, quantity: hours * (sku?.capacity ?? 1) }];
    case 'Microsoft.DBforPostgreSQL/flexibleServers': {
      const { storage, highAvailability } = properties as {
        storage: { storageSizeGB: string };
        highAvailability: { mode: string };
      };
      const servers = highAvailability.mode === 'Disabled' ? 1 : 2;
      // Of the expression that reads the present size, the size of a new one.
      const gigabytes = Number(/^\[max\((\d+),/.exec(storage.storageSizeGB)?.[1]);
      return [
        { part: 'Database', price: `database.${sku?.name}`, quantity: hours * servers },
        { part: 'Database', price: 'database.storage', quantity: gigabytes * servers },
      ];
    }
    case 'Microsoft.Network/privateEndpoints':
      return [{ part: 'Private network', price: 'network.privateEndpoint', quantity: hours }];
    case 'Microsoft.Network/privateDnsZones':
      return [{ part: 'Private network', price: 'network.zone', quantity: 1 }];
    case 'Microsoft.Insights/scheduledQueryRules':
      return [{ part: 'Watching and alerts', price: `watch.logRule.${properties.evaluationFrequency}`, quantity: 1 }];
    case 'Microsoft.Insights/webtests': {
      const { Frequency, Locations } = properties as { Frequency: number; Locations: unknown[] };
      const looks = ((hours * 3_600) / Frequency) * Locations.length;
      return [{ part: 'Watching and alerts', price: 'watch.webTest', quantity: looks }];
    }
    case 'Microsoft.KeyVault/vaults/keys':
    case 'Microsoft.Insights/metricAlerts':
      return [];
    default:
      if (type in FREE) return [];
      throw new Error(
        `${type} (${name}) has no price. Give it one in costs.ts and prices.json, or say there why it is free.`,
      );
  }
}

/** Pounds a month, from every resource. @param without a price that is left out, to see what it comes to */
export function costsOf(size: Size, resources: readonly Resource[], prices: Prices, without?: string): Costs {
  const parts: Record<Part, number> = Object.assign({}, ...PARTS.map((part) => ({ [part]: 0 })));
  for (const { part, price, quantity } of linesOf(size, resources, prices.hoursPerMonth.price)) {
    const known = prices.prices[price];
    if (!known || !Number.isFinite(quantity))
      throw new Error(`prices.json has no price ${price}, or there is no amount.`);
    if (price !== without) parts[part] += quantity * known.dollars * prices.poundsPerDollar.price;
  }
  return { ...parts, total: PARTS.reduce((sum, part) => sum + parts[part], 0) };
}

const pounds = (amount: number): string => `£${Math.round(amount).toLocaleString('en-GB')}`;

/** The part of docs/costs.md between its marks. @param folder infra */
export function costsTable(folder: string): string {
  const prices: Prices = JSON.parse(readFileSync(join(folder, 'prices.json'), 'utf8'));
  const resourcesOf = (size: Size): Resource[] =>
    JSON.parse(readFileSync(join(folder, `sizes/${size}.json`), 'utf8')).predictedResources;
  const rows = STAFF.map(([staff, size]) => {
    const costs = costsOf(size, resourcesOf(size), prices);
    const parts = PARTS.map((part) => pounds(costs[part]));
    return `| ${staff.toLocaleString('en-GB')} | ${size} | ${parts.join(' | ')} | **${pounds(costs.total)}** |`;
  });
  const small = costsOf('small', resourcesOf('small'), prices);
  const lowest = costsOf('small', resourcesOf('small'), prices, 'watch.webTest');
  const priced = Object.values(prices.prices);
  const secondHand = priced.filter(({ known }) => known === 'second hand').length;
  return [
    `| Staff | \`SIZE\` | ${PARTS.join(' | ')} | A month |`,
    `|${'---|'.repeat(PARTS.length + 3)}`,
    ...rows,
    '',
    `A school of 200 pays about ${pounds(small.total)}. Back-ups, vault, private network and the alerts about reports are never saved on; if even the`,
    `look from outside were left out it would be ${pounds(lowest.total)}. That is the lowest sum, and more than £30: web app and database, the smallest that can do`,
    `it, come to ${pounds(small['Web app'] + small.Database)}, and the private network to ${pounds(small['Private network'])}. The look from outside stays, because it alone sees a name or certificate that is gone.`,
    '',
    `Of ${priced.length} prices ${secondHand} were read second hand and ${priced.length - secondHand} are recalled; the sums may be off by a sixth.`,
  ].join('\n');
}

const BEGIN = '<!-- Written by npm run infra:costs -->';
const END = '<!-- The end of what it wrote -->';

/** A page with the part between its marks made again. */
export function withCosts(page: string, table: string): string {
  const [before, rest = ''] = page.split(BEGIN);
  const [, after] = rest.split(END);
  if (before === undefined || after === undefined) throw new Error('docs/costs.md has lost its marks.');
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}

if (import.meta.main) {
  const file = join(import.meta.dirname, '../docs/costs.md');
  const table = costsTable(import.meta.dirname);
  writeFileSync(file, withCosts(readFileSync(file, 'utf8'), table));
  console.log(table);
}
