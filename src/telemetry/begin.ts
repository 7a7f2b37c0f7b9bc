import type { TelemetryAddresses } from '../config/environment.ts';
import { noTelemetry, type Telemetry } from '../core/telemetry.ts';
import type { TelemetryDeps } from './open-telemetry.ts';

/** Telemetry to where the school wants it. Where that is nowhere, none of it is even read from disk. */
export async function beginTelemetry(
  addresses: TelemetryAddresses,
  deps: Omit<TelemetryDeps, 'destinations'>,
): Promise<Telemetry> {
  if (addresses.otlp === undefined && addresses.azure === undefined) return noTelemetry;
  const [{ openTelemetry }, { destinationsOf }] = await Promise.all([
    import('./open-telemetry.ts'),
    import('./destinations.ts'),
  ]);
  return openTelemetry({ ...deps, destinations: destinationsOf(addresses) });
}
