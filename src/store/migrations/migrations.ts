import type { Migration } from 'kysely/migration';
import * as core from './001-baseline-core.ts';
import * as policy from './002-baseline-policy.ts';
import * as acknowledgement from './003-baseline-acknowledgement.ts';
import * as concern from './004-baseline-concern.ts';
import * as clocks from './006-clocks-and-leases.ts';
import * as vectors from './007-passage-vectors.ts';
import * as secondStep from './009-second-step.ts';
import * as urgentAndCover from './010-urgent-and-cover.ts';
import * as drills from './011-drills.ts';
import * as rosterClock from './011-roster-clock.ts';
import * as places from './012-places.ts';
import * as actions from './013-actions.ts';
import * as numbers from './014-numbers.ts';
import * as schoolAccounts from './accounts/078-school-accounts.ts';
import * as commentsAndPosts from './accounts/079-comments-and-posts.ts';
import * as signedElsewhere from './accounts/080-signed-elsewhere.ts';
import * as rolls from './children/030-rolls.ts';
import * as match from './children/031-match.ts';
import * as locks from './children/061-locks.ts';
import * as schoolLinks from './children/062-school-links.ts';
import * as declarations from './declaration/074-declarations.ts';
import * as policyNames from './policy/040-policy-names.ts';
import * as passageWords from './policy/060-passage-words.ts';
import * as adoption from './policy/073-adoption.ts';
import * as chosenSentences from './policy/090-chosen-sentences.ts';
import * as roleHolders from './roles/050-role-holders.ts';
import * as trustLead from './trust/065-trust-lead.ts';
import * as sharedAddress from './without-teams/083-shared-address.ts';
import * as plannedSending from './year/020-planned-sending.ts';
import * as audienceAndReading from './year/021-audience-and-reading.ts';
import * as trainingDates from './year/069-training-dates.ts';
import * as scenarios from './year/070-scenarios.ts';

/** The schema of the first release. Every later migration adds to it. */
export const baseline: Record<string, Migration> = {
  '001-baseline-core': core,
  '002-baseline-policy': policy,
  '003-baseline-acknowledgement': acknowledgement,
  '004-baseline-concern': concern,
};

/**
 * Ordered and append-only: a migration that has run somewhere is never changed. Each keeps working beside the version of
 * the code before it (add first, remove a release later), because two versions run at once during a rolling update.
 */
export const migrations: Record<string, Migration> = {
  ...baseline,
  '006-clocks-and-leases': clocks,
  '007-passage-vectors': vectors,
  '009-second-step': secondStep,
  '010-urgent-and-cover': urgentAndCover,
  '011-drills': drills,
  '011-roster-clock': rosterClock,
  '012-places': places,
  '013-actions': actions,
  '014-numbers': numbers,
  '020-planned-sending': plannedSending,
  '021-audience-and-reading': audienceAndReading,
  '030-rolls': rolls,
  '031-match': match,
  '040-policy-names': policyNames,
  '050-role-holders': roleHolders,
  '060-passage-words': passageWords,
  '061-locks': locks,
  '062-school-links': schoolLinks,
  '065-trust-lead': trustLead,
  '069-training-dates': trainingDates,
  '070-scenarios': scenarios,
  '073-adoption': adoption,
  '074-declarations': declarations,
  '078-school-accounts': schoolAccounts,
  '079-comments-and-posts': commentsAndPosts,
  '080-signed-elsewhere': signedElsewhere,
  '083-shared-address': sharedAddress,
  '090-chosen-sentences': chosenSentences,
};
