/**
 * Weighs the signs of a text: for each output a sum over them, with weights that were learnt and are kept in whole steps of 1/127
 * of the largest. The smallest mechanism that learns, for what the encoder is not trained on.
 */
export class LinearHead {
  readonly #outputs: number;
  readonly #scales: Float32Array;
  readonly #biases: Float32Array;
  readonly #weights: Int8Array;

  /** @param file as `written` makes it @throws RangeError for a file of another size */
  constructor(file: Uint8Array, signs: number, outputs: number) {
    const head = 2 * 4 * outputs;
    if (file.length !== head + signs * outputs) throw new RangeError('these are not the weights that belong here');
    // Copied: what is read from a file may stand anywhere in a block of memory.
    const { buffer } = new Uint8Array(file);
    this.#outputs = outputs;
    this.#scales = new Float32Array(buffer, 0, outputs);
    this.#biases = new Float32Array(buffer, 4 * outputs, outputs);
    this.#weights = new Int8Array(buffer, head);
  }

  /** One number for each output. @param signs where among all signs, and how much of it is there */
  of(signs: Iterable<Sign>): Float32Array {
    const sums = new Float32Array(this.#outputs);
    for (const [sign, much] of signs)
      for (let at = 0; at < this.#outputs; at += 1)
        sums[at] = (sums[at] as number) + much * (this.#weights[sign * this.#outputs + at] as number);
    return sums.map((sum, at) => sum * (this.#scales[at] as number) + (this.#biases[at] as number));
  }
}

export type Sign = readonly [at: number, much: number];

/** The file of weights: one number for each output, sign after sign. */
export function written(weights: Float32Array, biases: Float32Array): Uint8Array {
  const outputs = biases.length;
  const scales = new Float32Array(outputs);
  weights.forEach((weight, at) => {
    scales[at % outputs] = Math.max(scales[at % outputs] as number, Math.abs(weight) / 127);
  });
  const rounded = Int8Array.from(weights, (weight, at) => Math.round(weight / (scales[at % outputs] || 1)));
  return Buffer.concat([scales, biases, rounded].map((one) => new Uint8Array(one.buffer)));
}
