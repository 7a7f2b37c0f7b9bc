import { setTimeout as pause } from 'node:timers/promises';

/** What is answered sooner needs no sign. */
const SIGN_AFTER_MS = 1_000;
/** An answer waits so long for a sign that is on its way, and no longer. */
const LONGEST_SIGN_MS = 3_000;

/** Called before anything goes to the person: from then on no sign is given, and one on its way has come. */
export type BeforeAnswer = () => Promise<void>;

/** Does `work`; where that takes longer, the person sees meanwhile that an answer is being written. Nothing depends on this sign. */
export async function whileTyping(
  sign: () => Promise<unknown>,
  work: (beforeAnswer: BeforeAnswer) => Promise<void>,
  afterMs = SIGN_AFTER_MS,
): Promise<void> {
  let signing: Promise<unknown> = Promise.resolve();
  const timer = setTimeout(() => {
    signing = sign().catch(() => undefined);
  }, afterMs);
  try {
    await work(async () => {
      clearTimeout(timer);
      await Promise.race([signing, pause(LONGEST_SIGN_MS, undefined, { ref: false })]);
    });
  } finally {
    clearTimeout(timer);
  }
}
