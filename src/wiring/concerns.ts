import { sqlPolicyNames } from '../ask/named/names.store.ts';
import type { AppContext } from '../context.ts';
import { Fault } from '../kernel/calls/fault.ts';
import { withTimeout } from '../kernel/calls/with-timeout.ts';
import { drillNotices } from '../more/drills/drill.cards.ts';
import { sqlDrillStore } from '../more/drills/drill.store.ts';
import { tellDueDrills } from '../more/drills/drill.ts';
import { sqlSchoolLinkStore } from '../more/next-school/link.store.ts';
import { caseNotices } from '../more/online-abuse/own-case.cards.ts';
import { pinNotices } from '../more/pin/pin.cards.ts';
import { sqlPinStore } from '../more/pin/pin.store.ts';
import { tellPinWord } from '../more/pin/pin-told.ts';
import type { RoleBook } from '../more/role-changes/role-book.ts';
import { roleNotices } from '../more/role-changes/roles.cards.ts';
import { tellOfRoles } from '../more/role-changes/tell-roles.ts';
import { sqlRollStore } from '../more/roll/roll.store.ts';
import type { Rolls } from '../more/roll/rolls.ts';
import { pictureNotices } from '../more/screenshots/screenshot.cards.ts';
import { PICTURE_DOWNLOAD } from '../more/screenshots/screenshot.handlers.ts';
import { sqlScreenshotStore } from '../more/screenshots/screenshot.store.ts';
import { createScreenshots } from '../more/screenshots/screenshot.ts';
import { strayKey, strayPictureIn, tellOfStrayPicture } from '../more/screenshots/stray-picture.ts';
import { sqlAddressStore } from '../more/shared-address/address.store.ts';
import type { CoverBook } from '../more/trust-lead/cover-book.ts';
import type { Nudges } from '../platform/graph/nudge.ts';
import type { Turn } from '../platform/teams/turn.ts';
import { registerConcerns } from '../report/concerns.handlers.ts';
import { createConcerns } from '../report/concerns.ts';
import { createDeliveryEngine } from '../report/delivery/engine.ts';
import { createUntrackedNotice, type SendUntracked } from '../report/delivery/untracked-notice.ts';
import type { ConcernDeps } from '../report/deps.ts';
import { sqlDraftStore, sqlSummaryStore } from '../report/draft/drafts.store.ts';
import { EXPORT_FORMATS } from '../report/keeping/export.ts';
import { createLiveTrust } from '../report/naming/live-trust.ts';
import { resolvingNames } from '../report/naming/resolved-names.ts';
import { createConcernNotifier } from '../report/notice/notifier.messages.ts';
import { EXPORT_DOWNLOADS } from '../report/opening/record.handlers.ts';
import type { KeyWrap, NumberBook } from '../report/ports.ts';
import { createChatKeeper } from '../report/reach/keep-chats.ts';
import { sqlReachStore } from '../report/reach/reach.store.ts';
import type { ChatOpener } from '../report/reach/reach.ts';
import { sqlRotaStore } from '../report/rota/rota.store.ts';
import { rememberBriefly } from '../report/routing/channel-members.ts';
import { createDestinationWatch } from '../report/routing/destination.ts';
import { sqlConcernStore } from '../report/shelves/concerns.store.ts';
import { sqlWatchStore } from '../report/shelves/watch.store.ts';
import type { School } from '../school/school.ts';
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
    notifier: createConcernNotifier({
      ...{ messenger: reaching, clock, nudge: nudges.nudge },
      cards: { ...caseNotices, ...drillNotices, ...pictureNotices, ...pinNotices, ...roleNotices },
    }),
    clock,
    ids,
    log,
    wake: async () => engine.wake(),
    tellOfPin: (key) => jobs.wake(PIN_WORD, key),
    tellOfRoles: () => jobs.wake(ROLE_WORDS),
    openChats: () => jobs.wake(CHATS),
  };
  const sendUntracked = createUntrackedNotice(deps);
  const engine = createDeliveryEngine(deps, sendUntracked, [() => tellDueDrills(deps, sendUntracked)]);
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
