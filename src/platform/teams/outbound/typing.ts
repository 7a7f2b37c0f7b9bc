/** What is answered sooner needs no sign. */
const SIGN_AFTER_MS = 1_000;

/** Does `work`; where that takes longer, the person sees meanwhile that an answer is being written. Nothing depends on this sign. */
export async function whileTyping(
  sign: () => Promise<unknown>,
  work: () => Promise<void>,
  afterMs = SIGN_AFTER_MS,
): Promise<void> {
  const timer = setTimeout(() => {
    sign().catch(() => undefined);
  }, afterMs);
  try {
    await work();
  } finally {
    clearTimeout(timer);
  }
}
