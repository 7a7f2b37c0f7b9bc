import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createListener, type Hear } from '../../../src/disclosure/listen.ts';
import type { MessageThresholds } from '../../../src/disclosure/message-head.ts';
import { hashesIn, openEncoder } from '../../../src/understanding/encoder.ts';
import { leftOutIn, type Message, messagesIn } from '../../../training/data.ts';

/** Where `npm run train` leaves the encoders that some policies and writers were left out of. */
export const FOLDS = 'training/out';

/** One such encoder, with what was left out. */
export interface Fold {
  readonly number: number;
  readonly hear: Hear;
  readonly messages: readonly Message[];
}

/**
 * The folds that were trained, each with the thresholds of the product's weights.
 * @throws Error without any: what the product's own encoder knows by heart says nothing
 */
export async function foldsIn(folder: string, data: string, thresholds: MessageThresholds): Promise<readonly Fold[]> {
  const messages = messagesIn(data);
  const folds: Fold[] = [];
  for (const [number, left] of leftOutIn(folder).entries()) {
    const place = pathToFileURL(`${join(folder, `fold-${number}`)}/`);
    const weights = new URL('encoder.onnx', place);
    if (!existsSync(weights)) continue;
    const encoder = await openEncoder(place, await hashesIn(place));
    const hear = createListener({
      schools: [],
      head: { encoder, thresholds },
      log: { warn: throwing, error: throwing },
    });
    folds.push({ number, hear, messages: messages.filter(({ writer }) => left.writers.includes(writer)) });
  }
  if (folds.length === 0) throw new Error(`No fold's encoder in ${folder}: run \`npm run train\` first.`);
  return folds;
}

/** In a bench a fault is no figure. */
export const throwing = (event: string, _fields?: unknown, error?: unknown): never => {
  throw new Error(event, { cause: error });
};
