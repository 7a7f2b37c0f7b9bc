/** How many things one lane of the delivery does at the same time. */
export const AT_ONCE = 4;

/**
 * A send that has not been settled after this is taken to be cut off, and done again as a named repeat. Twice as long as
 * the Connector is waited for, because a card may first have to wait for its turn. It begins again when the card leaves.
 */
export const LEASE_MS = 20_000;

/**
 * So many hands at most; each takes one thing after another and rests when there is none left. A hand begins when the one before it
 * has found something: where nothing is to be done, that is asked once.
 * @param takeOne undefined when there was nothing to take
 */
export async function byHands<T extends object>(
  most: number,
  takeOne: () => Promise<T | undefined>,
  carryOut: (taken: T) => Promise<void>,
): Promise<void> {
  const first = await takeOne();
  if (first === undefined) return;
  const hand = async (): Promise<void> => {
    for (let taken: T | undefined = first; taken !== undefined; taken = await takeOne()) await carryOut(taken);
  };
  await Promise.all([hand(), most > 1 ? byHands(most - 1, takeOne, carryOut) : undefined]);
}
