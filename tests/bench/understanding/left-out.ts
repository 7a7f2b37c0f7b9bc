import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createListener, type Hear } from '../../../src/disclosure/listen.ts';
import type { MessageThresholds } from '../../../src/disclosure/message-head.ts';
import { hashesIn, openEncoder } from '../../../src/understanding/encoder.ts';
import { foldsOf, type Message, messagesIn } from '../../../training/data.ts';

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
  const count = existsSync(join(folder, 'folds')) ? Number(readFileSync(join(folder, 'folds'), 'utf8')) : 0;
  const messages = messagesIn(data);
  const ofWriter = foldsOf(
    messages.map(({ writer }) => writer),
    count,
  );
  const folds: Fold[] = [];
  for (let number = 0; number < count; number += 1) {
    const place = pathToFileURL(`${join(folder, `fold-${number}`)}/`);
    const weights = new URL('encoder.onnx', place);
    if (!existsSync(weights)) continue;
    const encoder = await openEncoder(place, await hashesIn(place));
    const hear = createListener({
      schools: [],
      head: { encoder, thresholds },
      log: { warn: throwing, error: throwing },
    });
    folds.push({ number, hear, messages: messages.filter(({ writer }) => ofWriter.get(writer) === number) });
  }
  if (folds.length === 0) throw new Error(`No fold's encoder in ${folder}: run \`npm run train\` first.`);
  return folds;
}

/** In a bench a fault is no figure. */
export const throwing = (event: string, _fields?: unknown, error?: unknown): never => {
  throw new Error(event, { cause: error });
};
