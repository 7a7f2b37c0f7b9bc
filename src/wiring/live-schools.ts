import { nameOf } from '../kernel/calls/fault.ts';
import type { Log } from '../kernel/log.ts';
import type { Clock } from '../kernel/time.ts';
import { type RoleWord, voices } from '../more/role-changes/proposal.ts';
import type { RoleBook } from '../more/role-changes/role-book.ts';
import { sqlRoleStore } from '../more/role-changes/roles.store.ts';
import { sqlCoverStore } from '../more/trust-lead/cover.store.ts';
import type { CoverBook } from '../more/trust-lead/cover-book.ts';
import type { Db } from '../platform/postgres/database.ts';
import { sqlNumberStore } from '../report/phones/phones.store.ts';
import type { NumberBook } from '../report/ports.ts';
import { fileEvents, fileSays, isNothingNew, type RoleEvent, rolesNow } from '../school/live-roles.ts';
import { createLiveSchools, fileNumber } from '../school/live-schools.ts';
import type { School, Trust } from '../school/school.ts';

/** What was changed on another instance counts here within this. */
export const READ_EVERY_MS = 20_000;

export interface LiveSchools {
  /** With the role-holders and numbers of now. */
  readonly trust: Trust;
  readonly numbers: NumberBook;
  readonly roles: RoleBook;
  readonly covers: CoverBook;
  /** Reads them, and again every so often until `stop`. A database that does not answer leaves them as they are. */
  start(): Promise<void>;
  stop(): void;
  /** Reads them once. */
  read(): Promise<void>;
}

/** The role-holders and numbers of lanyard.yml, with what was changed in Teams. */
export function wireLiveSchools(configured: Trust, db: Db, log: Log, clock: Clock): LiveSchools {
  const live = createLiveSchools(configured, clock);
  const numbers = sqlNumberStore(db);
  const roles = sqlRoleStore(db);
  const covers = sqlCoverStore(db);
  let timer: NodeJS.Timeout | undefined;
  let isFileCompared = false;
  const apply = async () => live.apply(await numbers.changes(), await roles.events(), await covers.all());
  const read = async () => {
    if (!isFileCompared) {
      await roles.append((events) => foundInFile(configured, events, clock(), log));
      isFileCompared = true;
    }
    await apply();
  };
  const patiently = () => read().catch((error: unknown) => log.warn('schools.unread', { reason: nameOf(error) }));
  const schoolOf = (id: School['id']): School => {
    const school = configured.schools.find((one) => one.id === id);
    if (!school) throw new Error(`lanyard.yml does not know the school ${id}`);
    return school;
  };
  return {
    trust: live.trust,
    numbers: {
      changes: numbers.changes,
      async correct(change) {
        const fileSaid = fileNumber(configured, change.of);
        if (fileSaid === undefined) return;
        await numbers.add({ ...change, fileSaid });
        log.info('numbers.corrected', { of: change.of.kind });
        await apply();
      },
    },
    roles: {
      proposals: roles.proposals,
      untold: roles.untold,
      noteTold: roles.noteTold,
      async decide(id, decide) {
        const school = schoolOf(id);
        const decision = await roles.decide(id, ({ events, open }) => {
          const found = decide({ roles: rolesNow(configured, school, events), open });
          return {
            decision: found,
            fileSaid: found.kind === 'write' ? fileSays(school, found.writes.proposal.role) : [],
          };
        });
        if (decision.kind === 'write' && decision.writes.event) await apply();
        return decision;
      },
    },
    covers: {
      all: covers.all,
      async give(cover, words) {
        const isNew = await covers.give(cover, words);
        await apply();
        return isNew;
      },
      async end(...ending) {
        const isEnded = await covers.end(...ending);
        await apply();
        return isEnded;
      },
    },
    async start() {
      await patiently();
      timer = setInterval(patiently, READ_EVERY_MS);
      timer.unref();
    },
    stop: () => clearInterval(timer),
    read,
  };
}

/**
 * lanyard.yml was edited since roles were changed in Teams, and decides. Everyone whose word counts is told where that puts others
 * in place of those two of them chose: it may be an old copy.
 */
function foundInFile(configured: Trust, before: readonly RoleEvent[], at: Date, log: Log) {
  const events: RoleEvent[] = [];
  const words: RoleWord[] = [];
  for (const school of configured.schools) {
    const held = rolesNow(configured, school, before);
    const found = fileEvents(school, before, at);
    const after = rolesNow(configured, school, [...before, ...found]);
    events.push(...found);
    for (const event of found) {
      const { role, holders } = event;
      if (isNothingNew(event, held[role])) continue;
      log.warn('schools.file-decides', { school: school.id, role });
      const newcomers = holders.filter(({ id }) => !held[role].some((one) => one.id === id));
      const outgoing = held[role].filter(({ id }) => !holders.some((one) => one.id === id));
      for (const { id: person } of voices(after))
        words.push({
          person,
          news: 'changed',
          school: school.id,
          role,
          newcomer: newcomers.map(({ name }) => name).join(', ') || undefined,
          outgoing: outgoing.map(({ name }) => name),
          by: [],
        });
    }
  }
  return { events, words };
}
