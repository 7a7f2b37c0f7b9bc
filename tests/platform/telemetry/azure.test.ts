import { readFileSync } from 'node:fs';
import { AzureMonitorMetricExporter } from '@azure/monitor-opentelemetry-exporter';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Level, Measured } from '../../../src/kernel/telemetry.ts';
import { openTelemetry } from '../../../src/platform/telemetry/open-telemetry.ts';

/** What Microsoft's exporter sends of one figure, in the columns of the table AppMetrics that it ends up in. */
interface Sent {
  readonly columns: readonly string[];
  readonly properties: readonly string[];
  readonly isLevel: boolean;
}

/** With the facts that `src/wiring/observed.ts` and the answers give. */
const MEASURED: Readonly<Record<Measured, Record<string, string>>> = {
  turn: { type: 'message' },
  handler: { action: 'x' },
  answer: {},
  model: {},
  job: { job: 'push' },
  graph: { method: 'get' },
  connector: { method: 'post' },
};
const LEVELS: Readonly<Record<Level, number>> = {
  'concern.undelivered': 1,
  'concern.oldest_undelivered_seconds': 901,
  'concern.oldest_unread_seconds': 0,
  'campaign.outstanding': 12,
  'jobs.oldest_waiting_seconds': 3,
};

const sent = new Map<string, Sent>();

beforeAll(async () => {
  const bodies: string[] = [];
  process.env.APPLICATION_INSIGHTS_NO_STATSBEAT = 'true';
  const metrics = new AzureMonitorMetricExporter({
    connectionString: 'InstrumentationKey=f0000000-0000-4000-8000-000000000009',
    disableOfflineStorage: true,
    httpClient: {
      async sendRequest(request) {
        bodies.push(String(request.body));
        const count = (JSON.parse(String(request.body)) as unknown[]).length;
        const bodyAsText = JSON.stringify({ itemsReceived: count, itemsAccepted: count, errors: [] });
        return { request, status: 200, headers: request.headers, bodyAsText };
      },
    },
  });
  const telemetry = openTelemetry({
    destinations: [{ spans: new InMemorySpanExporter(), metrics }],
    instance: 'one',
    levels: async () => LEVELS,
    now: () => performance.now(),
    onTrouble: () => undefined,
  });
  for (const name of Object.keys(MEASURED) as Measured[])
    await telemetry.during(name, MEASURED[name], async () => 'done');
  await telemetry.stop();
  for (const envelope of bodies.flatMap((body) => JSON.parse(body) as Envelope[])) {
    const { metrics: points, properties } = envelope.data.baseData;
    for (const point of points)
      sent.set(point.name, {
        columns: [
          'Name',
          'TimeGenerated',
          'AppRoleInstance',
          ...Object.entries(COLUMNS).flatMap(([field, column]) => (field in point ? [column] : [])),
        ],
        properties: Object.keys(properties),
        isLevel: point.name.slice('lanyard.'.length) in LEVELS,
      });
    expect(envelope.tags['ai.cloud.roleInstance']).toBe('one');
  }
});

interface Envelope {
  readonly tags: Readonly<Record<string, string>>;
  readonly data: {
    readonly baseData: { readonly metrics: { readonly name: string }[]; readonly properties: Record<string, string> };
  };
}

/** Where a field of a metric goes: learn.microsoft.com, table AppMetrics. */
const COLUMNS = { value: 'Sum', count: 'ItemCount', max: 'Max', min: 'Min' } as const;

test('Azure is sent the value of a level as Sum alone, and of a duration count, sum, least and most', () => {
  for (const level of Object.keys(LEVELS))
    expect(sent.get(`lanyard.${level}`)?.columns.slice(3)).toEqual(['Sum', 'ItemCount']);
  for (const name of Object.keys(MEASURED))
    expect(sent.get(`lanyard.${name}`)?.columns.slice(3)).toEqual(['Sum', 'ItemCount', 'Max', 'Min']);
});

interface Resource {
  readonly type: string;
  readonly name: string;
  readonly properties: { readonly criteria: { readonly allOf: readonly { readonly query: string }[] } };
}

/** Every query on figures: those of the workbook, and of the alert as Azure gets it. */
const queries: { name: string; query: string }[] = [
  ...(
    JSON.parse(readFileSync('infra/dashboard.json', 'utf8')) as {
      items: { name: string; content: { query?: string } }[];
    }
  ).items.map(({ name, content }) => ({ name, query: content.query ?? '' })),
  ...(
    JSON.parse(readFileSync('infra/sizes/small.json', 'utf8')) as { predictedResources: Resource[] }
  ).predictedResources
    .filter(({ type }) => type === 'Microsoft.Insights/scheduledQueryRules')
    .map(({ name, properties }) => ({ name, query: properties.criteria.allOf[0]?.query ?? '' })),
].filter(({ query }) => query.includes('AppMetrics'));

test('queries on figures are found', () => {
  expect(queries.length).toBeGreaterThan(7);
});

describe.each(queries)('the query $name', ({ query }) => {
  const figures = [...query.matchAll(/["'](lanyard\.[a-z_.]+)["']/g)].map(([, figure = '']) => figure);

  test('reads only columns and properties that each of its figures has', () => {
    expect(figures.length).toBeGreaterThan(0);
    const bare = query.replaceAll(/["'][^"']*["']/g, '');
    const columns = [...bare.matchAll(/(?<![.\w])(Sum|ItemCount|Max|Min|AppRoleInstance)(?!\w)/g)].map(
      ([, one]) => one,
    );
    const properties = [...bare.matchAll(/Properties\.(\w+)/g)].map(([, one]) => one);
    for (const figure of figures) {
      expect({ figure, sent: sent.get(figure)?.columns }).toEqual({
        figure,
        sent: expect.arrayContaining([...new Set(columns)]),
      });
      expect({ figure, sent: sent.get(figure)?.properties }).toEqual({
        figure,
        sent: expect.arrayContaining([...new Set(properties)]),
      });
    }
  });

  test('never adds up a level, which every instance tells each minute, and mixes no level with a duration', () => {
    const kinds = new Set(figures.map((figure) => sent.get(figure)?.isLevel));
    expect(kinds.size).toBe(1);
    if (kinds.has(true)) expect(query).not.toMatch(/\b(sum|avg)\(/);
  });
});
