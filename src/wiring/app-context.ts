import type { Config } from '../config/config.ts';
import type { Ids, UserId } from '../core/ids.ts';
import type { Jobs } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import { createDownloads, type Downloads } from '../core/pages/downloads.ts';
import type { Tickets } from '../core/pages/tickets.ts';
import type { Directory, Standing } from '../core/school/people.ts';
import type { School } from '../core/school/school.ts';
import { createStandings } from '../core/school/standing.ts';
import type { Telemetry } from '../core/telemetry.ts';
import type { Clock } from '../core/time.ts';
import type { Graph } from '../graph/client.ts';
import type { Db } from '../store/database/database.ts';
import { sqlStandingStore } from '../store/people/people-store.ts';
import { sqlTickets } from '../store/people/ticket-store.ts';
import type { Messenger } from '../teams/outbound/messenger.ts';
import type { RouteTable } from '../teams/routes.ts';
import type { Understanding } from '../understanding/open.ts';

/** What each capability is put together from. The composition root makes it; a wiring takes from it what it needs. */
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
  /** Where our own pages are; known once we listen. */
  address(): string;
  /** Who someone is to us now. */
  standingOf(user: UserId): Promise<Standing>;
  schoolOfStanding(standing: Standing): School | undefined;
  schoolOf(user: UserId): Promise<School | undefined>;
}

/** Adds what follows from the rest: who is who, and the tickets and links of our own pages. */
export function createAppContext(
  given: Omit<AppContext, 'tickets' | 'downloads' | 'standingOf' | 'schoolOfStanding' | 'schoolOf'>,
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
    standingOf,
    schoolOfStanding,
    schoolOf: async (user) => schoolOfStanding(await standingOf(user)),
  };
}
