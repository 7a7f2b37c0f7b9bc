import type { UserId } from '../../kernel/ids.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { Actor } from '../../report/actor.ts';
import { RECIPIENTS } from '../../report/concern.ts';
import { type Access, access } from '../../report/opening/access.ts';
import { mayList, searchDoor } from '../../report/opening/lists.ts';
import type { Door, Locked } from '../../report/opening/read-guard.ts';
import { noteRefusal } from '../../report/record/refusal.ts';
import { readersOf } from '../../report/routing/routing.ts';
import type { RoleHolder, School } from '../../school/school.ts';
import type { PinDeps, PinEvent } from './pin-ports.ts';
import { FREE_MISSES, looksLikePin, type PinFault, pauseAfterMs, pinFault, typedCode, typedPin } from './pin-rules.ts';
import { pinWordKey } from './pin-told.ts';

/** Long enough to read it out to someone on the phone, twice. */
const CODE_MINUTES = 30;
const CODE_LENGTH = 8;
const EVENTS_SHOWN = 8;

/** What kept a PIN from being accepted. Nothing of what was typed is in it. */
export type PinRefused =
  | { readonly kind: 'not-digits' | 'trivial' | 'not-twice' | 'wrong-code' }
  | { readonly kind: 'wrong'; readonly until: Date | undefined }
  | { readonly kind: 'wait'; readonly until: Date };

export type Entered =
  | { readonly kind: 'open' }
  /** `closed`: what stays so. */
  | { readonly kind: 'not-entered'; readonly why: PinRefused; readonly closed: Locked }
  | Exclude<Access, { kind: 'granted' }>;

export interface AboutPin {
  readonly kind: 'about';
  /** Whether one of their schools asks for a PIN. */
  readonly isAsked: boolean;
  readonly hasPin: boolean;
  /** People they may make a code for. */
  readonly colleagues: readonly RoleHolder[];
  readonly events: readonly PinEvent[];
}

export type CodeMade =
  | { readonly kind: 'code'; readonly code: string; readonly name: string; readonly until: Date }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'not-made'; readonly why: PinRefused }
  | { readonly kind: 'not-available' };

/** What opens a record at schools that ask for more than being signed in. No PIN leaves these methods, in or with anything. */
export interface SecondStep {
  /** How it stands with their own PIN; for those who answer for reports. */
  about(actor: Actor): Promise<AboutPin | { readonly kind: 'not-available' }>;
  /** The step itself. Where none is asked for, or it is open already: `open`. */
  enter(door: Door, actor: Actor, pin: string): Promise<Entered>;
  /**
   * Sets their PIN with a code that someone else made for them, the first one and every later one.
   * @param door what it opens at the same time, where they came from there
   */
  set(
    door: Door | undefined,
    actor: Actor,
    typed: { readonly code: string; readonly pin: string; readonly again: string },
  ): Promise<Entered | { readonly kind: 'not-set'; readonly why: PinRefused }>;
  /**
   * Makes a code with which a colleague sets a PIN. The maker learns no PIN, and an old one opens until then: nobody is
   * shut out by it.
   * @param pin their own, where they have one
   */
  makeCode(actor: Actor, person: UserId | undefined, pin: string): Promise<CodeMade>;
}

export const createSecondStep = (deps: PinDeps): SecondStep => ({
  about: (actor) => about(deps, actor),
  enter: (door, actor, pin) => enter(deps, door, actor, typedPin(pin)),
  set: (door, actor, typed) => set(deps, door, actor, typed),
  makeCode: (actor, person, pin) => makeCode(deps, actor, person, typedPin(pin)),
});

/** How it stands with a door for someone, before they type anything. */
const standingOf = (deps: PinDeps, door: Door, actor: Actor): Promise<Access | { readonly kind: 'open' }> =>
  door === 'search' ? searchDoor(deps, actor) : access(deps, door, actor, 'open');

async function enter(deps: PinDeps, door: Door, actor: Actor, pin: string): Promise<Entered> {
  const found = await standingOf(deps, door, actor);
  if (found.kind === 'granted' || found.kind === 'open') return { kind: 'open' };
  if (found.kind !== 'locked' || found.has !== 'pin') return found;
  const why = await tried(deps, actor, pin, door);
  if (why) return { kind: 'not-entered', why, closed: found };
  await deps.pins.unlock(actor.user, door, deps.clock());
  return { kind: 'open' };
}

/** Compares what was typed with someone's PIN. `undefined`: it is the right one. */
async function tried(deps: PinDeps, actor: Actor, pin: string, door?: Door): Promise<PinRefused | undefined> {
  // No PIN looks like this, so it is a slip and not a guess.
  if (!looksLikePin(pin)) return { kind: 'not-digits' };
  const at = deps.clock();
  const outcome = await deps.pins.attempt(actor.user, pin, at, pauseAfterMs);
  switch (outcome.kind) {
    case 'right':
      return undefined;
    case 'none':
      return { kind: 'wrong', until: undefined };
    case 'wait':
      return outcome;
    case 'wrong': {
      const { user } = actor;
      const isPaused = outcome.misses > FREE_MISSES;
      await deps.pins.note({ at, person: user, actor: user, kind: isPaused ? 'paused' : 'wrong' });
      deps.log.warn('concern.pin-wrong', { user, misses: outcome.misses });
      if (door !== undefined && door !== 'search') await noteRefusal(deps, actor, 'pin', door);
      if (outcome.misses === FREE_MISSES + 1) await tell(deps, { what: 'paused', to: user, other: user, at });
      return { kind: 'wrong', until: outcome.until };
    }
    default:
      return outcome satisfies never;
  }
}

async function set(
  deps: PinDeps,
  door: Door | undefined,
  actor: Actor,
  typed: { readonly code: string; readonly pin: string; readonly again: string },
): ReturnType<SecondStep['set']> {
  const found = door === undefined ? await ofReaders(deps, actor) : await standingOf(deps, door, actor);
  if (!['granted', 'open', 'locked'].includes(found.kind)) return found as Exclude<Access, { kind: 'granted' }>;
  // A record that is open, or asks for nothing, is not in the way of a PIN; nor is its PIN changed from there.
  if (door !== undefined && found.kind !== 'locked') return { kind: 'open' };
  const refused = (why: PinRefused) =>
    found.kind === 'locked'
      ? ({ kind: 'not-entered', why, closed: found } as const)
      : ({ kind: 'not-set', why } as const);

  const pin = typedPin(typed.pin);
  const fault: PinFault | 'not-twice' | undefined =
    pinFault(pin) ?? (pin === typedPin(typed.again) ? undefined : 'not-twice');
  if (fault) return refused({ kind: fault });
  const now = deps.clock();
  const outcome = await deps.pins.setPin({ user: actor.user, code: typedCode(typed.code), pin, now });
  if (outcome.kind === 'wrong-code') return refused({ kind: 'wrong-code' });
  deps.log.info('concern.pin-set', { user: actor.user, with: outcome.with });
  await tell(deps, { what: 'set', to: actor.user, other: outcome.with, at: now });
  await tell(deps, { what: 'set-with-yours', to: outcome.with, other: actor.user, at: now });
  if (door === undefined) return { kind: 'open' };
  await deps.pins.unlock(actor.user, door, now);
  const after = await standingOf(deps, door, actor);
  return after.kind === 'granted' ? { kind: 'open' } : after;
}

const ofReaders = async (deps: PinDeps, actor: Actor) =>
  (await mayList(deps, actor)) ? ({ kind: 'open' } as const) : ({ kind: 'not-available' } as const);

async function about(deps: PinDeps, actor: Actor): ReturnType<SecondStep['about']> {
  if (!(await mayList(deps, actor))) return { kind: 'not-available' };
  const { user } = actor;
  return {
    kind: 'about',
    isAsked: schoolsOf(deps, user).some(({ concerns }) => concerns.records.secondStep === 'pin'),
    hasPin: (await deps.pins.setWith(user)) !== undefined,
    colleagues: colleaguesOf(deps, user),
    events: await deps.pins.events(user, EVENTS_SHOWN),
  };
}

async function makeCode(deps: PinDeps, actor: Actor, person: UserId | undefined, pin: string): Promise<CodeMade> {
  if (!(await mayList(deps, actor))) return { kind: 'not-available' };
  const colleague = colleaguesOf(deps, actor.user).find(({ id }) => id === person);
  if (!colleague) return { kind: 'nobody' };
  // Two phones left lying open must not make a way round each other.
  if ((await deps.pins.setWith(actor.user)) !== undefined) {
    const why = await tried(deps, actor, pin);
    if (why) return { kind: 'not-made', why };
  }
  const at = deps.clock();
  const until = new Date(at.getTime() + CODE_MINUTES * MINUTE_MS);
  const code = typedCode(deps.ids.reference(CODE_LENGTH));
  await deps.pins.keepCode({ code, person: colleague.id, by: actor.user, until });
  await deps.pins.note({ at, person: colleague.id, actor: actor.user, kind: 'code' });
  deps.log.info('concern.pin-code', { for: colleague.id, by: actor.user });
  await tell(deps, { what: 'code', to: colleague.id, other: actor.user, at });
  return { kind: 'code', code, name: colleague.name, until };
}

/** At which schools someone answers for reports. */
const schoolsOf = ({ trust }: Pick<PinDeps, 'trust'>, user: UserId): readonly School[] =>
  trust.schools.filter((school) => readersAt(school).some(({ id }) => id === user));

const readersAt = (school: School): readonly RoleHolder[] => [
  ...RECIPIENTS.flatMap((recipient) => readersOf(school, recipient)),
  ...school.roles['trust-lead'],
];

/** Others who answer for reports at the same school, each once. */
const colleaguesOf = (deps: Pick<PinDeps, 'trust'>, user: UserId): readonly RoleHolder[] => [
  ...new Map(
    schoolsOf(deps, user)
      .flatMap(readersAt)
      .filter(({ id }) => id !== user)
      .map((holder) => [holder.id, holder]),
  ).values(),
];

/** It is in the trail either way, so a queue that is away does not undo what was done. */
async function tell(deps: Pick<PinDeps, 'tellOfPin' | 'log'>, word: Parameters<typeof pinWordKey>[0]): Promise<void> {
  try {
    await deps.tellOfPin(pinWordKey(word));
  } catch (error) {
    deps.log.error('concern.pin-untold', { what: word.what, to: word.to }, error);
  }
}
