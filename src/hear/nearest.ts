import { type Encoder, nearnessOf } from '../kernel/understanding.ts';

/** The group that one of these lines stands in, and how near the line is, 0 to 1. */
interface Nearest<Group extends string> {
  readonly group: Group;
  readonly near: number;
}

/** Of lines in groups the nearest in meaning; `undefined` where there are none. @param vector what the encoder makes of a text */
type FindNearest<Group extends string> = (vector: Float32Array) => Promise<Nearest<Group> | undefined>;

/** What is compared is read once, when it is first needed: some 15 ms a line, and others have their turn between. */
export function createNearest<Group extends string>(
  { read }: Pick<Encoder, 'read'>,
  said: Readonly<Record<Group, readonly string[]>>,
): FindNearest<Group> {
  const lines = (Object.keys(said) as Group[]).flatMap((group) => said[group].map((line) => ({ group, line })));
  let kept: Promise<readonly Float32Array[]> | undefined;
  const known = () => {
    kept ??= read(lines.map(({ line }) => line)).then((readings) => readings.map(({ vector }) => vector));
    kept.catch(() => {
      kept = undefined;
    });
    return kept;
  };
  return async (vector) => {
    const vectors = await known();
    return lines
      .map(({ group }, at) => ({ group, near: nearnessOf(vector, vectors[at] ?? NOWHERE) }))
      .reduce<Nearest<Group> | undefined>((best, one) => (best && best.near >= one.near ? best : one), undefined);
  };
}

const NOWHERE = new Float32Array();
