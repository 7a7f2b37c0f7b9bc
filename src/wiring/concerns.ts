import { createConcerns } from '../concern/concerns.ts';
import { createDeliveryEngine } from '../concern/delivery/engine.ts';
import { createUntrackedNotice, type SendUntracked } from '../concern/delivery/untracked-notice.ts';
import type { ConcernDeps } from '../concern/deps.ts';
import { createLiveTrust } from '../concern/naming/live-trust.ts';
import { resolvingNames } from '../concern/naming/resolving-store.ts';
import type { KeyWrap, NumberBook } from '../concern/ports.ts';
import { createChatKeeper } from '../concern/reach/keep-chats.ts';
import type { ChatOpener } from '../concern/reach/reach.ts';
import { createScreenshots } from '../concern/report/picture/screenshot.ts';
import { strayKey, strayPictureIn, tellOfStrayPicture } from '../concern/report/picture/stray-picture.ts';
import { EXPORT_FORMATS } from '../concern/retention/export.ts';
import type { RoleBook } from '../concern/roles/role-book.ts';
import { tellOfRoles } from '../concern/roles/tell-roles.ts';
import type { Rolls } from '../concern/roll/rolls.ts';
import { rememberBriefly } from '../concern/routing/channel-members.ts';
import { createDestinationWatch } from '../concern/routing/destination.ts';
import { tellPinWord } from '../concern/second-step/told.ts';
import type { CoverBook } from '../concern/trust/cover-book.ts';
import { Fault } from '../core/calls/fault.ts';
import { withTimeout } from '../core/calls/with-timeout.ts';
import type { School } from '../core/school/school.ts';
import type { Nudges } from '../graph/nudge.ts';
import { sqlDraftStore, sqlSummaryStore } from '../store/concern/drafts.ts';
import { sqlDrillStore } from '../store/concern/drills.ts';
import { sqlSchoolLinkStore } from '../store/concern/next-school/school-link-store.ts';
import { sqlAddressStore } from '../store/concern/people/address-store.ts';
import { sqlRollStore } from '../store/concern/roll/roll-store.ts';
import { sqlRotaStore } from '../store/concern/rota.ts';
import { sqlScreenshotStore } from '../store/concern/screenshot-store.ts';
import { sqlPinStore } from '../store/concern/second-step/pin-store.ts';
import { sqlConcernStore } from '../store/concern/store.ts';
import { sqlWatchStore } from '../store/concern/watch.ts';
import { sqlReachStore } from '../store/people/reach-store.ts';
import { sqlPolicyNames } from '../store/policy/names-store.ts';
import { registerConcerns } from '../teams/concern/handlers.ts';
import { createConcernNotifier } from '../teams/concern/notice/notifier.ts';
import { PICTURE_DOWNLOAD } from '../teams/concern/picture/picture-handlers.ts';
import { EXPORT_DOWNLOADS } from '../teams/concern/record/record-handlers.ts';
import type { Turn } from '../teams/turn.ts';
import type { AppContext } from './app-context.ts';
import { chronologyDownload, concernDownload, screenshotDownload } from './concern/concern-downloads.ts';
import { wireStories } from './concern/stories.ts';

const PLACES = 'concern-places';
const PLACES_MS = 5 * 60_000;
const CHATS = 'concern-chats';
const CHATS_MS = 60_000;
const ROLLS = 'concern-rolls';
const ROLLS_MS = 12 * 60 * 60_000;
const PIN_WORD = 'concern-pin-word';
const ROLE_WORDS = 'concern-role-words';
const STRAY_PICTURE = 'concern-stray-picture';
/** The person who sent it must be told who to phone, whether or not it can be noted. */
const NOTED_MS = 2_000;

/** Puts the concerns together: records, delivery, the DSL's cards, downloads. The engine is started and stopped by the caller. */
export function wireConcerns(
  context: AppContext,
  keys: KeyWrap,
  {
    nudges,
    numbers,
    roles,
    covers,
    chats,
    read,
  }: {
    readonly nudges: Pick<Nudges, 'nudge'>;
    readonly numbers: NumberBook;
    readonly roles: RoleBook;
    readonly covers: CoverBook;
    readonly chats: ChatOpener;
    /** Reads role-holders as others have changed them. */
    readonly read: () => Promise<void>;
  },
) {
  const { config, db, clock, ids, log, jobs, routes, directory, reaching, downloads, standingOf } = context;
  const { trust, listening } = createLiveTrust(config.trust);
  const reach = sqlReachStore(db);
  const deps: ConcernDeps = {
    trust,
    store: resolvingNames(sqlConcernStore(db, keys), trust),
    drafts: sqlDraftStore(db, keys),
    summaries: sqlSummaryStore(db),
    watch: sqlWatchStore(db),
    directory: rememberBriefly(listening(directory), clock),
    pins: sqlPinStore(db, keys),
    rota: sqlRotaStore(db),
    drills: sqlDrillStore(db),
    rolls: sqlRollStore(db, keys),
    addresses: sqlAddressStore(db),
    schoolLinks: sqlSchoolLinkStore(db, keys),
    numbers,
    roles,
    covers,
    reach,
    policyNames: sqlPolicyNames(db),
    notifier: createConcernNotifier({ messenger: reaching, clock, nudge: nudges.nudge }),
    clock,
    ids,
    log,
    wake: async () => engine.wake(),
    tellOfPin: (key) => jobs.wake(PIN_WORD, key),
    tellOfRoles: () => jobs.wake(ROLE_WORDS),
    openChats: () => jobs.wake(CHATS),
  };
  const sendUntracked = createUntrackedNotice(deps);
  const engine = createDeliveryEngine(deps, sendUntracked);
  const destinations = createDestinationWatch(deps, sendUntracked);
  const concerns = createConcerns(deps);
  const screenshots = createScreenshots(deps, sqlScreenshotStore(db, keys));

  const nextSchool = wireStories(context, deps, concerns.rolls);
  const parts = { concerns, screenshots, nextSchool, downloads };
  registerConcerns(routes.report, { ...parts, trust, directory, standingOf, log, ids });
  for (const format of EXPORT_FORMATS)
    downloads.handle(EXPORT_DOWNLOADS[format], concernDownload({ concerns, screenshots }, trust.tenantId, format));
  downloads.handle(EXPORT_DOWNLOADS.chronology, chronologyDownload(concerns, trust, clock));
  downloads.handle(PICTURE_DOWNLOAD, screenshotDownload(screenshots, trust.tenantId));

  const keepChats = createChatKeeper({ ...deps, reach, chats });
  handleJobs(jobs, deps, { sendUntracked, destinations, rolls: concerns.rolls, keepChats, read });

  return {
    concerns,
    screenshots,
    nextSchool,
    /** What each school's destination is and whether it is safe; read again when the last look is an hour old. */
    destinations,
    engine,
    onStrayPicture: (turn: Pick<Turn, 'sender' | 'now'>, school: School) => noteStrayPicture(context, turn, school),
  };
}

/** What goes on apart from the delivery: a directory that hangs must hold up none of it. */
function handleJobs(
  jobs: AppContext['jobs'],
  deps: ConcernDeps,
  {
    sendUntracked,
    destinations,
    rolls,
    keepChats,
    read,
  }: {
    readonly sendUntracked: SendUntracked;
    readonly destinations: ReturnType<typeof createDestinationWatch>;
    readonly rolls: Rolls;
    readonly keepChats: () => Promise<void>;
    readonly read: () => Promise<void>;
  },
): void {
  jobs.handle(PLACES, async () => void (await destinations()));
  jobs.every(PLACES, PLACES_MS);
  jobs.handle(CHATS, async () => {
    // Someone may have taken a role on another instance a moment ago.
    await read();
    await keepChats();
  });
  jobs.every(CHATS, CHATS_MS);
  jobs.handle(ROLE_WORDS, () => tellOfRoles(deps, sendUntracked));
  jobs.every(ROLE_WORDS, PLACES_MS);
  jobs.handle(ROLLS, () => rolls.keepUp());
  jobs.every(ROLLS, ROLLS_MS);

  jobs.handle(PIN_WORD, (key) => tellPinWord(deps, sendUntracked, key));
  jobs.handle(STRAY_PICTURE, async (key) => {
    const stray = strayPictureIn(deps.trust.schools, key);
    if (stray) await tellOfStrayPicture(deps, sendUntracked, stray);
  });
}

/** Has the DSL's team told about a picture that nobody asked for. False when that could not even be noted. */
async function noteStrayPicture(
  { jobs, log }: Pick<AppContext, 'jobs' | 'log'>,
  { sender, now }: Pick<Turn, 'sender' | 'now'>,
  school: School,
): Promise<boolean> {
  try {
    const key = strayKey(school, sender.userId, now);
    await withTimeout(
      NOTED_MS,
      () => jobs.wake(STRAY_PICTURE, key),
      () => new Fault('unavailable', 'not noted in time'),
    );
    return true;
  } catch (error) {
    log.error('concern.stray-picture-untold', { school: school.id }, error);
    return false;
  }
}
