import { expect, test } from '@jest/globals';
import { checkDatabaseClock } from '../../../../src/cli/doctor/storage.ts';
import { Fault } from '../../../../src/kernel/calls/fault.ts';
import type { Log } from '../../../../src/kernel/log.ts';
import { DAY_MS, MINUTE_MS } from '../../../../src/kernel/time.ts';
import type { Db } from '../../../../src/platform/postgres/database.ts';
import { openSharedClock } from '../../../../src/platform/postgres/jobs/shared-clock.ts';
import { testDatabase } from '../../../support/database.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');
const none = undefined as unknown as Db;

/** Three clocks that are moved by hand. */
async function given(ownAheadMs: number) {
  let real = NOON;
  let ahead = ownAheadMs;
  let isSilent = false;
  const said: string[] = [];
  const note = (event: string) => void said.push(event);
  const log: Log = { debug: note, info: note, warn: note, error: note };
  const ask = async () => {
    if (isSilent) throw new Fault('unavailable', 'no answer');
    return new Date(real);
  };
  const hands = { ask, own: () => new Date(real + ahead), elapsed: () => real - NOON };
  const clock = await openSharedClock(none, log, hands);
  clock.stop();
  return {
    clock,
    said,
    pass: (ms: number) => {
      real += ms;
    },
    setOwn: (ms: number) => {
      ahead = ms;
    },
    silence: () => {
      isSilent = true;
    },
  };
}

test.each([2 * DAY_MS, -2 * DAY_MS, 3 * MINUTE_MS])(
  'an instance whose clock is off by %s ms goes by the database’s, and says so',
  async (ahead) => {
    const { clock, said, pass, silence } = await given(ahead);
    expect(clock.now()).toEqual(new Date(NOON));
    expect(clock.isOff()).toBe(true);
    expect(said).toEqual(['clock.off']);
    silence();
    pass(MINUTE_MS);
    expect(clock.now()).toEqual(new Date(NOON + MINUTE_MS));
  },
);

test('seconds of difference are nobody’s business', async () => {
  const { clock, said } = await given(30_000);
  expect(clock.now()).toEqual(new Date(NOON + 30_000));
  expect(clock.isOff()).toBe(false);
  expect(said).toEqual([]);
});

test('a clock that jumps between two looks counts for nothing from that moment, and again once it is right', async () => {
  const { clock, setOwn } = await given(0);
  setOwn(2 * DAY_MS);
  expect(clock.now()).toEqual(new Date(NOON));
  expect(clock.isOff()).toBe(true);
  setOwn(1_000);
  expect(clock.now()).toEqual(new Date(NOON + 1_000));
});

test('a real database is asked, and the clock of this machine goes with it', async () => {
  const database = await testDatabase();
  const clock = await openSharedClock(database.db, { debug() {}, info() {}, warn() {}, error() {} } as Log);
  expect(clock.isOff()).toBe(false);
  clock.stop();
  await database.close();
});

test('the doctor names a clock that is off', () => {
  expect(checkDatabaseClock(new Date(NOON), new Date(NOON + 30_000))).toEqual([]);
  expect(checkDatabaseClock(new Date(NOON), new Date(NOON + 2 * DAY_MS))).toMatchObject([{ level: 'wrong' }]);
});
