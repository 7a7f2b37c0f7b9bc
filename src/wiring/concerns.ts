import { sqlPolicyNames } from '../ask/named/names.store.ts';
import type { AppContext } from '../context.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { sqlSchoolLinkStore } from '../more/next-school/link.store.ts';
import { sqlPinStore } from '../more/pin/pin.store.ts';
import { tellPinWord } from '../more/pin/pin-told.ts';
import { sqlRollStore } from '../more/roll/roll.store.ts';
import { createRolls } from '../more/roll/rolls.ts';
import { pictureNotices } from '../more/screenshots/screenshot.cards.ts';
import { sqlScreenshotStore } from '../more/screenshots/screenshot.store.ts';
import { createScreenshots } from '../more/screenshots/screenshot.ts';
import type { Nudges } from '../platform/graph/nudge.ts';
import { createBriefSeal } from '../platform/postgres/brief-seal.ts';
import { registerConcerns } from '../report/concerns.handlers.ts';
import { createConcerns } from '../report/concerns.ts';
import { SAFEGUARDING_DOWNLOAD } from '../report/deciding/governors.ts';
import { createDeliveryEngine } from '../report/delivery/engine.ts';
import { createUntrackedNotice, type SendUntracked } from '../report/delivery/untracked-notice.ts';
import type { ConcernDeps } from '../report/deps.ts';
import { sealedChatWords } from '../report/draft/chat-words.store.ts';
import { sqlDraftStore, sqlSummaryStore } from '../report/draft/drafts.store.ts';
import { createReportPages } from '../report/form/report-pages.handlers.ts';
import { type Hosted, together } from '../report/host.handlers.ts';
import { EXPORT_FORMATS } from '../report/keeping/export.ts';
import { createLiveTrust } from '../report/naming/live-trust.ts';
import { resolvingNames } from '../report/naming/resolved-names.ts';
import type { NoticeCards } from '../report/notice/notice.cards.ts';
import { createConcernNotifier } from '../report/notice/notifier.messages.ts';
import { EXPORT_DOWNLOADS } from '../report/opening/record.handlers.ts';
import type { KeyWrap, NumberBook } from '../report/ports.ts';
import { createChatKeeper } from '../report/reach/keep-chats.ts';
import { sqlReachStore } from '../report/reach/reach.store.ts';
import type { ChatOpener } from '../report/reach/reach.ts';
import { createRehearsal } from '../report/rehearsal/hold.ts';
import { sqlRehearsalStore } from '../report/rehearsal/rehearsal.store.ts';
import { watchLeft } from '../report/roles/left-watch.ts';
import { sqlRotaStore } from '../report/rota/rota.store.ts';
import { rememberBriefly } from '../report/routing/channel-members.ts';
import { createDestinationWatch } from '../report/routing/destination.ts';
import { sqlConcernStore } from '../report/shelves/concerns.store.ts';
import { sqlWatchStore } from '../report/shelves/watch.store.ts';
import { concernDownload, safeguardingDownload } from './concern/concern-downloads.ts';

const PLACES = 'concern-places';
const PLACES_MS = 5 * 60_000;
const CHATS = 'concern-chats';
const CHATS_MS = 60_000;
const LEFT = 'concern-left';
const PIN_WORD = 'concern-pin-word';

/** What a feature that is about reports is given of them. */
export type ReportHost = ReturnType<typeof wireConcerns>;

/** What reports need of others. */
interface Around {
  readonly nudges: Pick<Nudges, 'nudge'>;
  readonly numbers: NumberBook;
  readonly hearsAdult: ConcernDeps['hearsAdult'];
  readonly chats: ChatOpener;
  /** Reads role-holders as others have changed them. */
  readonly read: () => Promise<void>;
  /** Those that are on, once they have begun. */
  readonly features: () => readonly {
    readonly notices?: NoticeCards;
    readonly inReports?: Hosted;
    tellDue?(): Promise<void>;
  }[];
}

/** Puts the concerns together: records, delivery, the DSL's cards, downloads. The engine is started and stopped by the caller. */
export function wireConcerns(context: AppContext, keys: KeyWrap, around: Around) {
  const { nudges, numbers, hearsAdult, chats, read, features } = around;
  const { config, db, clock, ids, log, jobs, routes, directory, messenger, reaching, downloads, standingOf } = context;
  const { trust, listening } = createLiveTrust(config.trust);
  const reach = sqlReachStore(db);
  const hosted = () => together(features().flatMap(({ inReports }) => inReports ?? []));
  const cards = () => Object.assign({ ...pictureNotices }, ...features().map(({ notices }) => notices));
  const deps: ConcernDeps = {
    trust,
    store: resolvingNames(sqlConcernStore(db, keys), trust),
    drafts: sqlDraftStore(db, keys),
    summaries: sqlSummaryStore(db),
    rehearsals: sqlRehearsalStore(db),
    watch: sqlWatchStore(db),
    directory: rememberBriefly(listening(directory), clock),
    pins: sqlPinStore(db, keys),
    readGuard: () => hosted().readGuard,
    isStillNeeded: async (trail) => (await hosted().isStillNeeded?.(trail)) ?? false,
    rota: sqlRotaStore(db),
    schoolLinks: sqlSchoolLinkStore(db, keys),
    numbers,
    reach,
    policyNames: sqlPolicyNames(db),
    notifier: createConcernNotifier({ messenger: reaching, clock, nudge: nudges.nudge, cards }),
    withoutGraph: createConcernNotifier({ messenger, clock, nudge: async () => 'not-possible', cards }),
    clock,
    ids,
    log,
    hearsAdult,
    wake: async () => engine.wake(),
    tellOfPin: (key) => jobs.wake(PIN_WORD, key),
  };
  const sendUntracked = createUntrackedNotice(deps);
  const rehearse = createRehearsal(deps, () => hosted().drillByAddress);
  const tellDue = () => [rehearse, ...features().flatMap((one) => one.tellDue ?? [])];
  const engine = createDeliveryEngine(deps, sendUntracked, tellDue);
  const destinations = createDestinationWatch(deps, sendUntracked);
  const rolls = createRolls({ ...deps, rolls: sqlRollStore(db, keys) });
  const hasRoll = trust.schools.some((school) => school.features.includes('roll'));
  const concerns = createConcerns(deps, hasRoll ? rolls : undefined);
  const screenshots = createScreenshots(deps, sqlScreenshotStore(db, keys));

  const brief = createBriefSeal(keys, () => clock().getTime(), HOUR_MS);
  const chatWords = sealedChatWords(brief, keys, clock, log);
  const parts = { concerns, chatWords, downloads, trust, directory, standingOf, log, ids, hosted };
  const steps = registerConcerns(routes.report, parts);
  for (const format of EXPORT_FORMATS)
    downloads.handle(EXPORT_DOWNLOADS[format], concernDownload({ concerns, hosted }, trust.tenantId, format));

  downloads.handle(SAFEGUARDING_DOWNLOAD, safeguardingDownload(concerns, trust.tenantId, clock));

  const keepChats = createChatKeeper({ ...deps, reach, chats });
  handleJobs(jobs, deps, { sendUntracked, destinations, keepChats, read });

  return {
    deps,
    concerns,
    chatWords,
    rolls,
    screenshots,
    hosted,
    /** The form's pages, and what can be gone on with once a second step is taken. */
    pages: createReportPages(parts),
    steps,
    sendUntracked,
    /** Has the chats of those who hold a role now opened, soon: before anyone has to be told anything. */
    openChats: () => jobs.wake(CHATS),
    /** What each school's destination is and whether it is safe; read again when the last look is an hour old. */
    destinations,
    engine,
  };
}

/** What goes on apart from the delivery: a directory that hangs must hold up none of it. */
function handleJobs(
  jobs: AppContext['jobs'],
  deps: ConcernDeps,
  {
    sendUntracked,
    destinations,
    keepChats,
    read,
  }: {
    readonly sendUntracked: SendUntracked;
    readonly destinations: ReturnType<typeof createDestinationWatch>;
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
  jobs.handle(LEFT, () => watchLeft(deps));
  jobs.every(LEFT, PLACES_MS);
  jobs.handle(PIN_WORD, (key) => tellPinWord(deps, sendUntracked, key));
}
