import { type Context, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { LEVELS, type Level, type Measured, sendable, type Telemetry } from '../../kernel/telemetry.ts';
import type { Destination } from './destinations.ts';

export interface TelemetryDeps {
  readonly destinations: readonly Destination[];
  /** Which process this is: a collector would take the sums of several for one that keeps falling back. */
  readonly instance: string;
  /** Levels as they are now; a level that is absent is not sent. */
  levels(): Promise<Readonly<Partial<Record<Level, number>>>>;
  /** Milliseconds, only ever used for how long something took. */
  now(): number;
  /** Told when levels cannot be read: figures must never stop the product. */
  onTrouble(error: unknown): void;
}

const EVERY_MS = 60_000;

/**
 * Traces and figures by OpenTelemetry. Every span is made here by hand and carries only what `sendable` lets through:
 * nothing instruments by itself, so that no address, statement or body of a request can get into a span.
 */
export function openTelemetry({ destinations, instance, levels, now, onTrouble }: TelemetryDeps): Telemetry {
  const resource = resourceFromAttributes({ 'service.name': 'lanyard', 'service.instance.id': instance });
  const tracers = new BasicTracerProvider({
    resource,
    spanProcessors: destinations.map(({ spans }) => new BatchSpanProcessor(spans)),
  });
  const meters = new MeterProvider({
    resource,
    readers: destinations.map(
      ({ metrics }) => new PeriodicExportingMetricReader({ exporter: metrics, exportIntervalMillis: EVERY_MS }),
    ),
  });
  const tracer = tracers.getTracer('lanyard');
  const meter = meters.getMeter('lanyard');
  // Our own, not the process's: nothing else may hang its spans into ours.
  const contexts = new AsyncLocalStorageContextManager().enable();
  const under = (): Context => contexts.active() ?? ROOT_CONTEXT;

  const durations = new Map<Measured, ReturnType<typeof meter.createHistogram>>();
  const durationOf = (name: Measured) => {
    const known = durations.get(name) ?? meter.createHistogram(`lanyard.${name}`, { unit: 'ms' });
    durations.set(name, known);
    return known;
  };

  const gauges = new Map(LEVELS.map((level) => [level, meter.createObservableGauge(`lanyard.${level}`)]));
  meter.addBatchObservableCallback(
    async (found) => {
      try {
        const current = await levels();
        for (const [level, gauge] of gauges) {
          const value = current[level];
          if (value !== undefined) found.observe(gauge, value);
        }
      } catch (error) {
        onTrouble(error);
      }
    },
    [...gauges.values()],
  );

  return {
    async during(name, facts, work, outcome) {
      const span = tracer.startSpan(`lanyard.${name}`, {}, under());
      const begun = now();
      const end = (result: string): void => {
        const told = sendable({ ...facts, outcome: result });
        span.setAttributes(told);
        span.end();
        durationOf(name).record(now() - begun, told);
      };
      return contexts.with(trace.setSpan(under(), span), async () => {
        try {
          const done = await work();
          end(outcome?.(done) ?? 'done');
          return done;
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          end(nameOf(error));
          throw error;
        }
      });
    },
    trace() {
      const at = trace.getSpanContext(under());
      return at && `${at.traceId}-${at.spanId}`;
    },
    async stop() {
      contexts.disable();
      // A destination that does not answer must not hold up a stop.
      await Promise.allSettled([tracers.shutdown(), meters.shutdown()]);
    },
  };
}

/** The code of a fault, else the class of the error; never its message. */
function nameOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'failed';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.constructor.name;
}
