import { sqlTellingStore } from '../../acknowledge/telling/telling.store.ts';
import { tellsManagers } from '../../acknowledge/telling/telling.ts';
import { Fault } from '../../kernel/calls/fault.ts';
import type { UserId } from '../../kernel/ids.ts';
import { type Clock, formatDay } from '../../kernel/time.ts';
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
  return whereItAnswers(db, async () => {
    const withPin = await whoHasPin(db);
    return asking.map((school) => checkSchool(school, withPin));
  });
}

/** Whether line managers are told who of their own people has not answered: HR enters it in Teams, and lanyard.yml no longer says it. */
export const checkTelling = (schools: readonly School[], db: Db, clock: Clock): Promise<readonly Finding[]> =>
  whereItAnswers(db, () =>
    Promise.all(
      schools.map(async ({ id, acknowledgement }) => {
        const telling = await tellsManagers({ telling: sqlTellingStore(db), clock }, id);
        const stands = telling
          ? `${id}: line managers are told who of their people has not answered; unions were consulted on ${formatDay(telling.consulted.day)}`
          : `${id}: line managers are not told who of their people has not answered; HR can type “tell managers” once unions were consulted`;
        if (acknowledgement.tellManagers === undefined) return fine(stands);
        return look(
          stands,
          `Delete tellManagers from lanyard.yml: it counts for nothing any more.${telling ? '' : ' Tell HR that they enter in Teams on which day unions were consulted.'}`,
        );
      }),
    ),
  );

/** What the database says; nothing where it cannot be asked, which the findings about the database say. */
async function whereItAnswers(db: Db, read: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return (await schemaState(db)).pending.length > 0 ? [] : await read();
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
