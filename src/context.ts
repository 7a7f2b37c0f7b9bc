import type { Ids, UserId } from './kernel/ids.ts';
import type { Jobs } from './kernel/jobs.ts';
import type { Log } from './kernel/log.ts';
import { createDownloads, type Downloads } from './kernel/pages/downloads.ts';
import type { Tickets } from './kernel/pages/tickets.ts';
import type { Telemetry } from './kernel/telemetry.ts';
import type { Clock } from './kernel/time.ts';
import type { Understanding } from './platform/encoder/open.ts';
import type { Config } from './platform/environment/config.ts';
import type { Graph } from './platform/graph/client.ts';
import type { Db } from './platform/postgres/database.ts';
import { sqlStandingStore } from './platform/postgres/people/people.store.ts';
import { sqlTickets } from './platform/postgres/people/tickets.store.ts';
import type { Messenger } from './platform/teams/outbound/messenger.ts';
import type { RouteTable } from './platform/teams/routes.ts';
import type { MessageTurn } from './platform/teams/turn.ts';
import type { Directory, Standing } from './school/people.ts';
import type { School } from './school/school.ts';
import { createStandings } from './school/standing.ts';

/** What each feature is put together from. The composition root makes it; a feature takes from it what it needs. */
export interface AppContext {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly jobs: Jobs;
  readonly routes: RouteTable;
  readonly graph: Graph;
  readonly directory: Directory;
  readonly messenger: Messenger;
  /** The same for people who may never have used the bot: policy owners, the head, the chair. It installs the app first. */
  readonly reaching: Messenger;
  /** The encoder that runs inside; absent where it is missing or cannot run here. */
  readonly understanding: Understanding | undefined;
  readonly tickets: Tickets;
  readonly downloads: Downloads;
  /** Milliseconds that never go back. */
  elapsed(): number;
  /** Does what typing a command does. */
  command(name: string): (turn: MessageTurn) => Promise<void>;
  /** Where our own pages are; known once we listen. */
  address(): string;
  /** Who someone is to us now. */
  standingOf(user: UserId): Promise<Standing>;
  schoolOfStanding(standing: Standing): School | undefined;
  schoolOf(user: UserId): Promise<School | undefined>;
}

/** Adds what follows from the rest: who is who, and the tickets and links of our own pages. */
export function createAppContext(
  given: Omit<AppContext, 'tickets' | 'downloads' | 'standingOf' | 'schoolOfStanding' | 'schoolOf' | 'command'>,
): AppContext {
  const { config, db, directory, clock, ids, log, address } = given;
  const { trust } = config;
  const standingOf = createStandings({ trust, directory, standings: sqlStandingStore(db), clock });
  const schools = new Map(trust.schools.map((school) => [school.id, school]));
  const schoolOfStanding = (standing: Standing): School | undefined =>
    standing.kind === 'staff' ? schools.get(standing.school) : undefined;
  const tickets = sqlTickets(db, ids);
  return {
    ...given,
    tickets,
    downloads: createDownloads({ tickets, clock, log, address }),
    command: (name) => async (turn) => {
      const handler = given.routes.findCommand(name);
      if (!handler) throw new Error(`no command is called ${name}`);
      await handler(turn);
    },
    standingOf,
    schoolOfStanding,
    schoolOf: async (user) => schoolOfStanding(await standingOf(user)),
  };
}
