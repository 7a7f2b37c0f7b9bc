/**
 * Writes what was handed in while the last write was under way with one statement. A promise is kept when the row is
 * written: nobody is told about a row that is not there.
 */
export function inBatches<Row>(
  most: number,
  write: (rows: readonly Row[]) => Promise<void>,
): (row: Row) => Promise<void> {
  const waiting: { readonly row: Row; done(): void; failed(error: unknown): void }[] = [];
  let isWriting = false;
  async function writeAll(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, most);
      await write(batch.map(({ row }) => row)).then(
        () => {
          for (const { done } of batch) done();
        },
        (error: unknown) => {
          for (const { failed } of batch) failed(error);
        },
      );
    }
    isWriting = false;
  }
  return (row) =>
    new Promise((done, failed) => {
      waiting.push({ row, done, failed });
      if (!isWriting) void writeAll();
    });
}
