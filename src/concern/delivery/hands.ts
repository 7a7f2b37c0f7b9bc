/** So many things one lane of the delivery does at the same time. */
export const AT_ONCE = 4;

/**
 * A send that has not been settled after this is taken to be cut off, and done again as a named repeat. Twice as long as
 * the Connector is waited for, because a card may first have to wait for its turn. It begins anew when the card leaves.
 */
export const LEASE_MS = 20_000;

/**
 * So many hands at once; each takes one thing after another and rests when there is none left.
 * @param takeOne false when there was nothing to take
 */
export async function byHands(count: number, takeOne: () => Promise<boolean>): Promise<void> {
  const hand = async (): Promise<void> => {
    while (await takeOne());
  };
  await Promise.all(Array.from({ length: count }, hand));
}
