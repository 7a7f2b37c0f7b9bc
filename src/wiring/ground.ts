import type { Config } from '../config/config.ts';
import type { Downloads } from '../core/downloads.ts';
import type { Ids, UserId } from '../core/ids.ts';
import type { Jobs } from '../core/jobs.ts';
import type { Log } from '../core/log.ts';
import type { Directory, Standing } from '../core/people.ts';
import type { School } from '../core/school.ts';
import type { Telemetry } from '../core/telemetry.ts';
import type { Tickets } from '../core/tickets.ts';
import type { Clock } from '../core/time.ts';
import type { Graph } from '../graph/client.ts';
import type { Db } from '../store/database.ts';
import type { Messenger } from '../teams/messenger.ts';
import type { Routes } from '../teams/routes.ts';

/** What each capability is put together from. The composition root makes it; a wiring takes from it what it needs. */
export interface Ground {
  readonly config: Config;
  readonly db: Db;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly telemetry: Telemetry;
  readonly jobs: Jobs;
  readonly routes: Routes;
  readonly graph: Graph;
  readonly directory: Directory;
  readonly messenger: Messenger;
  /** The same for people who may never have used the bot: policy owners, the head, the chair. It installs the app first. */
  readonly reaching: Messenger;
  readonly tickets: Tickets;
  readonly downloads: Downloads;
  /** Where our own pages are; known once we listen. */
  address(): string;
  standingOf(user: UserId): Promise<Standing>;
  schoolOf(user: UserId): Promise<School | undefined>;
}
