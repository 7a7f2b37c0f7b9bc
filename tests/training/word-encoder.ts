import { createHash } from 'node:crypto';
import { type Encoder, MESSAGE_CLASSES } from '../../src/core/understanding.ts';
import { stems } from '../../training/runtime/bm25.ts';

const SIZE = 64;

/** Stands in for the encoder: two texts are as near as they share words. Reports nothing. */
export const wordEncoder: Encoder = {
  model: 'words',
  read: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(SIZE);
      for (const word of stems(text)) {
        const place = createHash('md5').update(word).digest().readUInt16BE() % SIZE;
        vector[place] = (vector[place] ?? 0) + 1;
      }
      const length = Math.hypot(...vector) || 1;
      const logits = new Float32Array(MESSAGE_CLASSES.length + 1).fill(-9);
      logits[0] = 9;
      return { vector: vector.map((value) => value / length), logits };
    }),
};
