import type { ReadGuard } from '../../report/opening/read-guard.ts';
import type { PinStore } from './pin-ports.ts';

/** Lets someone in who has typed their PIN for this door, and has come back since before it closed. */
export const pinGuard = (pins: Pick<PinStore, 'setWith' | 'touch'>): ReadGuard => ({
  async missing(user, door, { excluded, now, since }) {
    const setWith = await pins.setWith(user);
    if (setWith === undefined) return 'no-pin';
    if (excluded.includes(setWith)) return 'not-for-this';
    return (await pins.touch(user, door, now, since)) ? undefined : 'pin';
  },
});
