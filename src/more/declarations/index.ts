import { sqlAdviserChoice } from '../../ask/named/names.store.ts';
import type { Feature } from '../../feature.ts';
import { nameOf } from '../../kernel/calls/fault.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { registerDeclarations } from './declaration.handlers.ts';
import { createDeclarationMessages } from './declaration.messages.ts';
import { sqlDeclarationStore } from './declaration.store.ts';
import type { DeclarantId } from './declaration.ts';
import { createDeclarations, removeEnded } from './declarations.ts';

/** Looks at rows, so that a lost or repeated run is harmless. */
const JOB = 'declarations.work';

/** What staff declare of their ties to pupils and parents. It is handed nothing of reports. */
export const declarations: Feature = {
  start({ context, recordKey }) {
    const { config, db, clock, ids, log, jobs, routes, reaching, directory, standingOf, schoolOf, command } = context;
    const { trust } = config;
    const declared = createDeclarations({
      store: sqlDeclarationStore(db, recordKey),
      advisers: sqlAdviserChoice(db),
      messages: createDeclarationMessages(reaching, trust.tenantId),
      schools: trust.schools,
      ids,
      clock,
      standingOf,
      managerOf: (user) => directory.managerOf(user),
      nameOf: async (user) => (await directory.person(user))?.name,
      wake: () => jobs.wake(JOB),
      onTrouble: (error) => log.warn('declaration.not-told', { reason: nameOf(error) }),
    });
    registerDeclarations(routes, { declarations: declared, ids, schoolOf });
    jobs.handle(JOB, declared.work);
    jobs.every(JOB, HOUR_MS);
    return {
      wishes: { 'own.declare': command('declare'), declarations: command('declarations') },
      // Someone who signs by a personal link ticks a box and writes nothing.
      async declareTie({ school, person, name }) {
        const said = { tie: 'unsaid', whom: 'unsaid', words: undefined, method: 'link' } as const;
        await declared.declare(school, { ...said, person: person as DeclarantId, name });
      },
    };
  },

  leftOut({ context: { db, clock, jobs }, recordKey }) {
    const store = sqlDeclarationStore(db, recordKey);
    jobs.handle(JOB, () => removeEnded(store, clock()));
    jobs.every(JOB, HOUR_MS);
    return {};
  },
};
