import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { whoHasPin } from '../../more/pin/pin.store.ts';
import type { Db } from '../../platform/postgres/database.ts';
import { schemaState } from '../../platform/postgres/health.ts';
import { RECIPIENTS } from '../../report/concern.ts';
import { readersOf } from '../../report/routing/routing.ts';
import type { School } from '../../school/school.ts';
import { type Finding, fine, look } from './finding.ts';

/** Where schools ask for a PIN before a record opens: who can acknowledge reports by now, and open none. */
export async function checkPins(schools: readonly School[], db: Db): Promise<readonly Finding[]> {
  const asking = schools.filter(({ concerns }) => concerns.records.secondStep === 'pin');
  if (asking.length === 0) return [];
  try {
    // Said by the findings about the database.
    if ((await schemaState(db)).pending.length > 0) return [];
    const withPin = await whoHasPin(db);
    return asking.map((school) => checkSchool(school, withPin));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [];
  }
}

function checkSchool(school: School, withPin: ReadonlySet<UserId>): Finding {
  const readers = new Map(RECIPIENTS.flatMap((recipient) => readersOf(school, recipient)).map((one) => [one.id, one]));
  const without = [...readers.values()].filter(({ id }) => !withPin.has(id)).map(({ name }) => name);
  if (without.length === 0) return fine(`${school.id}: everyone who takes reports has a PIN`);
  return look(
    `${school.id} asks for a PIN, and ${without.join(', ')} ${without.length === 1 ? 'has' : 'have'} none: they can acknowledge a report and open none`,
    'Let each of them sit down with a colleague who takes reports too: the colleague types pin in the chat with Lanyard and makes a code, and they set their PIN with it.',
  );
}
