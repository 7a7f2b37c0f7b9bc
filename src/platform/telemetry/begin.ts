import { noTelemetry, type Telemetry } from '../../kernel/telemetry.ts';
import type { TelemetryAddresses } from '../environment/environment.ts';
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
