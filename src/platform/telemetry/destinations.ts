import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { TelemetryAddresses } from '../environment/environment.ts';

/** One place that spans and figures are sent to. */
export interface Destination {
  readonly spans: SpanExporter;
  readonly metrics: PushMetricExporter;
}

/** A stop waits for the last figures, though not for longer than this. */
const TIMEOUT_MS = 5_000;

/** Azure Monitor, a collector that speaks OTLP over HTTP, or both. */
export function destinationsOf({ otlp, azure }: TelemetryAddresses): Destination[] {
  const found: Destination[] = [];
  if (otlp !== undefined) {
    found.push({
      spans: new OTLPTraceExporter({ url: `${otlp}/v1/traces`, timeoutMillis: TIMEOUT_MS }),
      metrics: new OTLPMetricExporter({ url: `${otlp}/v1/metrics`, timeoutMillis: TIMEOUT_MS }),
    });
  }
  if (azure !== undefined) {
    // Nothing waits on disk: the container's is read-only.
    const options = { connectionString: azure, disableOfflineStorage: true };
    found.push({
      spans: new AzureMonitorTraceExporter(options),
      metrics: new AzureMonitorMetricExporter(options),
    });
  }
  return found;
}
