/** The bytes of a stream, none for `null`; `undefined` once there are more than `most`, and the rest is not fetched. */
export async function readAtMost(stream: AsyncIterable<Uint8Array> | null, most: number): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of stream ?? []) {
    size += part.byteLength;
    if (size > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts);
}
