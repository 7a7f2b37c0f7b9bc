import { Fault } from '../../kernel/calls/fault.ts';
import type { CampaignId, UserId } from '../../kernel/ids.ts';
import type { Log } from '../../kernel/log.ts';
import type { Delivery, MessageRef, Permit } from '../../kernel/messages.ts';
import type { Clock } from '../../kernel/time.ts';
import type { School } from '../../school/school.ts';
import type { Campaign } from '../campaign/campaign.ts';
import type { Host } from '../host.ts';
import type { Courier } from '../ports.ts';
import type { Step } from '../register/person.ts';
import { type RequestView, requestView } from '../request/request-view.ts';
import type { CampaignStore, Claim, PushStore, WorkTurn } from '../store-ports.ts';
import { type Attempt, settle } from './attempt.ts';

interface PushDeps {
  readonly campaigns: CampaignStore;
  readonly pushes: PushStore;
  readonly courier: Courier;
  readonly host: Host;
  readonly schoolOf: (campaign: Campaign) => School;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
  readonly log: Log;
  /** Told now and then while people of these campaigns are being asked. */
  readonly onProgress: (campaigns: readonly CampaignId[]) => Promise<void>;
}

export interface Push {
  /**
   * Works until nobody is due, or due soon. Any number of these may run at once, here and on other instances: one works,
   * and the next takes over within a second when its process ends, and within half a minute when it stands still.
   */
  run(): Promise<void>;
  /** Lets calls in progress finish and starts no more. */
  stop(): void;
}

/** Calls under way at once: enough to keep the published rate at 600 ms a call. Each rate is kept by the adapter's Pace. */
const WIDTH: Readonly<Record<Step, number>> = { install: 24, send: 32 };
/** Someone due within this time is waited for; later ones are found by the next sweep. */
const LINGER_MS = 30_000;
const LOOK_MS = 100;
/** How soon someone takes over from a process that ended. */
const TURN_MS = 1_000;
/** A result that is not written after so many tries is told of, and tried again. */
const TRIES_UNTOLD = 5;
const LONGEST_WRITE_PAUSE_MS = 5_000;
/** How often dead workers are looked for, and progress is told. */
const TEND_EVERY_MS = 5_000;

/** Installs and sends, side by side: one person's trouble is put off to their own next time and holds up nobody. */
export function createPush(deps: PushDeps): Push {
  const { pushes, clock, wait } = deps;
  let isStopping = false;

  async function lanes({ number: worker, isLost }: WorkTurn): Promise<void> {
    const isOver = () => isStopping || isLost();
    const idle = new Set<Step>();
    // For all lanes: one that went by itself would leave those who come due meanwhile to a lane that is not theirs, for ever.
    let isDrained = false;
    const known = campaignCache(deps.campaigns);
    const touched = new Set<CampaignId>();
    const dropped: Claim[] = [];
    let tendedAt = clock().getTime();

    const lane = async (step: Step): Promise<void> => {
      const active = new Set<Promise<void>>();
      const width = WIDTH[step];
      while (!isOver() && !isDrained) {
        // Taken a quarter at a time, so that claiming costs a few queries a second at any rate.
        const free = width - active.size;
        const claims = free * 4 >= width ? await pushes.claim(worker, step, clock(), free) : [];
        for (const claim of claims) {
          touched.add(claim.person.campaign);
          carryAside(deps, known, claim, { active, dropped, isOver });
        }
        if (active.size > 0) {
          idle.delete(step);
          const hasRoom = claims.length === 0 && active.size * 4 <= width * 3;
          await Promise.race(hasRoom ? [wait(LOOK_MS), ...active] : active);
          continue;
        }
        idle.add(step);
        if (idle.size === Object.keys(WIDTH).length && (await isDone(deps))) isDrained = true;
        else await wait(LOOK_MS);
      }
      await Promise.all(active);
    };

    const tend = async (): Promise<void> => {
      tendedAt = clock().getTime();
      await recover(deps, dropped.splice(0));
      await deps.onProgress([...touched]);
      touched.clear();
    };
    const tending = async (): Promise<void> => {
      while (!isOver() && !isDrained) {
        // By the distance: a clock that is set back must not put it off.
        if (Math.abs(clock().getTime() - tendedAt) >= TEND_EVERY_MS) await tend();
        await wait(LOOK_MS);
      }
    };

    await recover(deps);
    try {
      do {
        isDrained = false;
        await Promise.all([lane('install'), lane('send'), tending()]);
        await tend();
        // Someone may have been claimed, or tried again by hand, while we checked whether all are done.
      } while (!isOver() && !(await isDone(deps)));
    } finally {
      await pushes.release(worker);
    }
  }

  async function run(): Promise<void> {
    while (!isStopping) {
      if ((await pushes.asWorker(lanes)) || ((await isDone(deps)) && (await pushes.underWay()) === 0)) return;
      // The process at work may stall, holding people nobody else is waiting for.
      await wait(TURN_MS);
    }
  }

  return {
    run,
    stop() {
      isStopping = true;
    },
  };
}

interface Hands {
  readonly active: Set<Promise<void>>;
  /** Claims that no call is under way for and that the database was not told of: this worker's, and in nobody's hands. */
  readonly dropped: Claim[];
  readonly isOver: () => boolean;
}

/** One of several under way: its trouble is logged, and it counts among the active until it is over. */
function carryAside(
  deps: PushDeps,
  known: (claim: Claim) => Promise<Campaign | undefined>,
  claim: Claim,
  { active, dropped, isOver }: Hands,
): void {
  const carried = carry(deps, known, claim, isOver)
    .catch((error: unknown) => {
      dropped.push(claim);
      deps.log.error('push.failed', { step: claim.person.step }, error);
    })
    .finally(() => active.delete(carried));
  active.add(carried);
}

/** Whether nobody is due, or due soon. */
async function isDone({ pushes, clock }: PushDeps): Promise<boolean> {
  const due = await pushes.nextDue();
  return due === undefined || due.getTime() - clock().getTime() > LINGER_MS;
}

/** Frees those a worker that ended had in its hands, and those that a living one has dropped. */
async function recover({ pushes, clock, log }: PushDeps, dropped: readonly Claim[] = []): Promise<void> {
  const { freed, doubtful } = await pushes.recover(clock(), dropped);
  if (freed > 0) log.warn('push.recovered', { freed, doubtful });
}

/** One person's one call, from mark to result. A crash in between leaves the mark, and `recover` finds it. */
async function carry(
  deps: PushDeps,
  known: (claim: Claim) => Promise<Campaign | undefined>,
  claim: Claim,
  isOver: () => boolean,
): Promise<void> {
  const { pushes, courier, schoolOf, host, clock, wait, random, log } = deps;
  const campaign = await known(claim);
  const { person } = claim;
  if (!campaign || !person.user) throw new Error('a person without a campaign or without an account was claimed');
  if (!(await pushes.begin(claim, clock()))) return;

  let attempt: Attempt;
  try {
    if (person.step === 'install') {
      attempt = { kind: 'install', result: await courier.install(person.user) };
    } else {
      const view = requestView(campaign, person, schoolOf(campaign), { now: clock(), opened: new Map(), host });
      attempt = {
        kind: 'send',
        delivery: await deliver(courier, person.user, person.message, view, () => pushes.mayCall(claim)),
      };
    }
  } catch (error) {
    // A bug in building or sending one card must not hold up the others: it is logged, and the person named.
    if (!(error instanceof Fault)) log.error('push.call-failed', { step: person.step }, error);
    attempt = {
      kind: 'fault',
      fault: error instanceof Fault ? error : new Fault('rejected', 'the call failed', { mayBeDone: true }),
    };
  }
  const settlement = settle(person, attempt, clock(), random());
  const onTrouble = (error: unknown) => log.error('push.failed', { step: person.step }, error);
  const isOurs = await persist(() => pushes.settle(claim, settlement), { wait, isOver, onTrouble });
  if (!isOurs && settlement.message) await putRight(deps, claim, settlement.message);
}

/** This process stalled while the card was on its way, and another has taken over: of two cards this one goes. */
async function putRight(
  { campaigns, pushes, courier, clock, log }: PushDeps,
  claim: Claim,
  card: MessageRef,
): Promise<void> {
  const { campaign, id } = claim.person;
  if ((await pushes.keepOrSecond(claim, card, clock())) === 'kept') return;
  try {
    await courier.remove(card);
    await campaigns.note(campaign, { kind: 'second-card-removed', at: clock(), person: id });
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    // The campaign's events say already that they may have two, and the first answer counts on either.
    log.warn('push.second-card-stays', { campaign, fault: error.code });
  }
}

/** Someone who blocked the app, or lost it, for a while may have their card still: then it is drawn again, never sent twice. */
async function deliver(
  courier: Courier,
  user: UserId,
  had: MessageRef | undefined,
  view: RequestView,
  permit: Permit,
): Promise<Delivery> {
  const kept = had && (await courier.redraw(had, view));
  return kept && kept.kind !== 'gone' ? kept : courier.ask(user, view, permit);
}

interface Persisting {
  readonly wait: (ms: number) => Promise<void>;
  readonly isOver: () => boolean;
  /** Told once, of a result that has not been written after some tries. */
  readonly onTrouble: (error: unknown) => void;
}

/**
 * A result that is not written would make a card that arrived a card in doubt: it is tried for as long as the turn is ours.
 * @throws the database's error once the turn is over; the next worker finds the mark
 */
async function persist<T>(write: () => Promise<T>, { wait, isOver, onTrouble }: Persisting): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (isOver()) throw error;
      if (tries === TRIES_UNTOLD) onTrouble(error);
      await wait(Math.min(LOOK_MS * 2 ** tries, LONGEST_WRITE_PAUSE_MS));
    }
  }
}

/** The campaign of a claim, read again when it was corrected meanwhile. */
function campaignCache(campaigns: CampaignStore): (claim: Claim) => Promise<Campaign | undefined> {
  const cache = new Map<string, Promise<Campaign | undefined>>();
  return ({ person, revision }) => {
    const key = `${person.campaign satisfies CampaignId} ${revision}`;
    const found = cache.get(key) ?? campaigns.find(person.campaign);
    cache.set(key, found);
    // A read that failed is not kept: the next person asks again.
    found.catch(() => cache.delete(key));
    return found;
  };
}
