import { MINUTE_MS } from '../../kernel/time.ts';

/** Why a PIN is not taken. */
export type PinFault = 'not-digits' | 'trivial';

const PIN = /^\d{6,12}$/;

/** A PIN as someone typed it: spaces are how people read digits. */
export const typedPin = (text: string): string => text.replaceAll(/[\s-]/g, '');

/** A code as someone heard it on the phone. */
export const typedCode = (text: string): string => typedPin(text).toUpperCase();

/** Whether it can be one at all: six to twelve digits. */
export const looksLikePin = (pin: string): boolean => PIN.test(pin);

/** What someone who looks over a shoulder, or guesses, tries first. */
export function pinFault(pin: string): PinFault | undefined {
  if (!looksLikePin(pin)) return 'not-digits';
  const digits = [...pin].map(Number);
  const steps = new Set(digits.slice(1).map((digit, at) => (digit - (digits[at] ?? 0) + 10) % 10));
  const isRepeated = [2, 3, 4, 5, 6].some(
    (length) => pin.length > length && pin === pin.slice(0, length).repeat(pin.length / length),
  );
  const isTrivial =
    // 111111, 123456, 864208.
    steps.size === 1 ||
    // 121212, 123123, 12341234.
    isRepeated ||
    new Set(digits).size < 3 ||
    // 112233, 443322.
    isInPairs(digits) ||
    ON_THE_PAD.some((line) => pin === line || pin === [...line].reverse().join(''));
  return isTrivial ? 'trivial' : undefined;
}

const isInPairs = (digits: readonly number[]): boolean => {
  const pairs = digits.filter((_, at) => at % 2 === 0);
  return (
    digits.every((digit, at) => digit === pairs[Math.floor(at / 2)]) &&
    new Set(pairs.slice(1).map((digit, at) => digit - (pairs[at] ?? 0))).size === 1
  );
};

/** Lines that a finger draws on the pad. */
const ON_THE_PAD = [
  '147258',
  '258369',
  '147369',
  '159357',
  '159753',
  '142536',
  '147852',
  '123654',
  '789456',
  '1478963',
];

/** How many wrong ones in a row cost nothing: fingers slip. */
export const FREE_MISSES = 4;
const LONGEST_PAUSE_MS = 60 * MINUTE_MS;

/** From the fifth wrong one in a row on: 1, 2, 4 … at most 60 minutes. Of a million PINs that leaves 24 tries a day. */
export const pauseAfterMs = (misses: number): number =>
  misses <= FREE_MISSES ? 0 : Math.min(MINUTE_MS * 2 ** Math.min(misses - FREE_MISSES - 1, 10), LONGEST_PAUSE_MS);
