import { rememberBriefly } from '../concern/brief-memory.ts';
import { createConcerns } from '../concern/concerns.ts';
import { EXPORT_FORMATS } from '../concern/export.ts';
import type { ConcernParts } from '../concern/parts.ts';
import type { KeyWrap } from '../concern/ports.ts';
import { createPump } from '../concern/pump.ts';
import { createScreenshots } from '../concern/screenshot.ts';
import { strayKey, strayPictureIn } from '../concern/stray-picture.ts';
import { Fault } from '../core/fault.ts';
import type { School } from '../core/school.ts';
import { within } from '../core/within.ts';
import { sqlDraftStore, sqlSummaryStore } from '../store/concern/drafts.ts';
import { sqlScreenshotStore } from '../store/concern/screenshot-store.ts';
import { sqlConcernStore } from '../store/concern/store.ts';
import { sqlWatchStore } from '../store/concern/watch.ts';
import { registerConcerns } from '../teams/concern/handlers.ts';
import { createConcernNotifier } from '../teams/concern/notifier.ts';
import { PICTURE_DOWNLOAD } from '../teams/concern/picture-handlers.ts';
import { EXPORT_DOWNLOADS } from '../teams/concern/record-handlers.ts';
import type { Turn } from '../teams/turn.ts';
import { concernDownload, screenshotDownload } from './concern-downloads.ts';
import type { Ground } from './ground.ts';

const SWEEP = 'concern-sweep';
const SWEEP_MS = 5_000;
/** The same without the queue, whose own connections may hang: a report must not wait for them. */
const PUMP_MS = 5_000;
const PLACES = 'concern-places';
const PLACES_MS = 5 * 60_000;
const STRAY_PICTURE = 'concern-stray-picture';
/** Whoever sent it must be told whom to phone, whether or not it can be noted. */
const NOTED_MS = 2_000;

/** Puts the concerns together: records, delivery, the DSL's cards, downloads. `start` begins to deliver; `stop` lets it end. */
export function wireConcerns(ground: Ground, keys: KeyWrap) {
  const { config, db, clock, ids, log, jobs, routes, directory, reaching, downloads, standingOf } = ground;
  const { trust } = config;
  const parts: ConcernParts = {
    trust,
    store: sqlConcernStore(db, keys),
    drafts: sqlDraftStore(db, keys),
    summaries: sqlSummaryStore(db),
    watch: sqlWatchStore(db),
    directory: rememberBriefly(directory, clock),
    notifier: createConcernNotifier({ messenger: reaching, clock }),
    clock,
    ids,
    log,
    // In this process and at once; the regular job is for what a crash left behind, and for clocks.
    wake: async () => wake(),
  };
  const concerns = createConcerns(parts);
  const screenshots = createScreenshots(parts, sqlScreenshotStore(db, keys));
  const failed = (error: unknown) => log.error('concern.sweep-failed', {}, error);
  // Two: what is on its way to a DSL never waits until a sweep is through with everything else.
  const deliveries = createPump(() => concerns.deliver(), failed);
  const pump = createPump(() => concerns.sweep(), failed);
  const wake = (): void => {
    deliveries.wake();
    pump.wake();
  };
  let pumping: NodeJS.Timeout | undefined;

  registerConcerns(routes, { concerns, screenshots, downloads, trust, directory, standingOf, log });
  for (const format of EXPORT_FORMATS)
    downloads.handle(EXPORT_DOWNLOADS[format], concernDownload({ concerns, screenshots }, trust.tenantId, format));
  downloads.handle(PICTURE_DOWNLOAD, screenshotDownload(screenshots, trust.tenantId));

  jobs.handle(SWEEP, () => concerns.sweep());
  jobs.every(SWEEP, SWEEP_MS);
  // Apart from the sweep: a directory that hangs must not hold up a delivery.
  jobs.handle(PLACES, async () => void (await concerns.destinations()));
  jobs.every(PLACES, PLACES_MS);

  jobs.handle(STRAY_PICTURE, async (key) => {
    const stray = strayPictureIn(trust.schools, key);
    if (stray) await concerns.tellOfStrayPicture(stray);
  });

  return {
    concerns,
    screenshots,
    /** Has the DSL's team told of a picture that nobody asked for. False when that could not even be noted. */
    async onStrayPicture({ sender, now }: Pick<Turn, 'sender' | 'now'>, school: School): Promise<boolean> {
      try {
        const key = strayKey(school, sender.userId, now);
        await within(
          NOTED_MS,
          () => jobs.wake(STRAY_PICTURE, key),
          () => new Fault('unavailable', 'not noted in time'),
        );
        return true;
      } catch (error) {
        log.error('concern.stray-picture-untold', { school: school.id }, error);
        return false;
      }
    },
    start() {
      pumping = setInterval(wake, PUMP_MS);
    },
    async stop() {
      clearInterval(pumping);
      await Promise.all([deliveries.idle(), pump.idle()]);
    },
  };
}
