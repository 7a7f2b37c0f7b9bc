import type { Migration } from 'kysely/migration';
import * as reach from './010-reach.ts';
import * as withWhomItLies from './011-with-whom-it-lies.ts';
import * as rehearsal from './012-rehearsal.ts';
import * as takenBack from './013-taken-back.ts';
import * as safePlaces from './014-safe-places.ts';
import * as byHand from './015-by-hand.ts';
import * as whatWasAsked from './016-what-was-asked.ts';
import * as talkFirst from './017-talk-first.ts';
import * as whoIsInTheRegister from './018-who-is-in-the-register.ts';
import * as looks from './019-looks.ts';
import * as askedFor from './020-029/020-asked-for.ts';
import * as claim from './020-029/021-claim.ts';
import * as toBeTold from './020-029/022-to-be-told.ts';
import * as plannedList from './020-029/023-planned-list.ts';
import * as tellingManagers from './020-029/024-telling-managers.ts';
import * as subjectAccess from './020-029/026-subject-access.ts';
import * as alone from './020-029/028-alone.ts';
import * as leftOver from './020-029/029-left-over.ts';
import * as leftTo from './030-039/030-left-to.ts';
import * as wholeWait from './030-039/031-whole-wait.ts';
import * as core from './baseline/001-core.ts';
import * as policy from './baseline/002-policy.ts';
import * as acknowledgement from './baseline/003-acknowledgement.ts';
import * as trainingAndScenarios from './baseline/004-training-and-scenarios.ts';
import * as concern from './baseline/005-concern.ts';
import * as besideConcerns from './baseline/006-beside-concerns.ts';
import * as whoHandlesConcerns from './baseline/007-who-handles-concerns.ts';
import * as accounts from './baseline/008-accounts.ts';
import * as declaration from './baseline/009-declaration.ts';

/** The schema of the first release. Every later migration adds to it. */
export const baseline: Record<string, Migration> = {
  '001-core': core,
  '002-policy': policy,
  '003-acknowledgement': acknowledgement,
  '004-training-and-scenarios': trainingAndScenarios,
  '005-concern': concern,
  '006-beside-concerns': besideConcerns,
  '007-who-handles-concerns': whoHandlesConcerns,
  '008-accounts': accounts,
  '009-declaration': declaration,
};

/**
 * Ordered and append-only: a migration that has run somewhere is never changed. Each keeps working beside the version of
 * the code before it (add first, remove a release later), because two versions run at once during a rolling update.
 */
export const migrations: Record<string, Migration> = {
  ...baseline,
  '010-reach': reach,
  '011-with-whom-it-lies': withWhomItLies,
  '012-rehearsal': rehearsal,
  '013-taken-back': takenBack,
  '014-safe-places': safePlaces,
  '015-by-hand': byHand,
  '016-what-was-asked': whatWasAsked,
  '017-talk-first': talkFirst,
  '018-who-is-in-the-register': whoIsInTheRegister,
  '019-looks': looks,
  '020-asked-for': askedFor,
  '021-claim': claim,
  '022-to-be-told': toBeTold,
  '023-planned-list': plannedList,
  '024-telling-managers': tellingManagers,
  '026-subject-access': subjectAccess,
  '028-alone': alone,
  '029-left-over': leftOver,
  '030-left-to': leftTo,
  '031-whole-wait': wholeWait,
};
