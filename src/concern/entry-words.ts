import type { School } from '../core/school.ts';
import { formatDay, parseDay } from '../core/time.ts';
import { type Entry, KINDS, RECIPIENTS } from './concern.ts';
import { DECISIONS, OUTCOMES } from './decision.ts';
import { SYSTEMS } from './stub.ts';
import { DECISION_WORDS, KIND_WORDS, OUTCOME_WORDS, RECIPIENT_WORDS, SYSTEM_WORDS } from './words.ts';

/** What the codes of an event say, as the end of a sentence about it; empty when they add nothing. */
export function factsWords(school: School, { kind, facts: codes = {} }: Entry): string {
  const to = RECIPIENTS.find((recipient) => recipient === codes.to);
  switch (kind) {
    case 'decided': {
      const decision = DECISIONS.find((one) => one === codes.decision);
      const review = parseDay(codes.reviewOn);
      return `: ${decision ? DECISION_WORDS[decision] : ''}${review ? `, review on ${formatDay(review)}` : ''}`;
    }
    case 'review-set': {
      const review = parseDay(codes.reviewOn);
      return review ? `: ${formatDay(review)}` : '';
    }
    case 'closed': {
      const outcome = OUTCOMES.find((one) => one === codes.outcome);
      return outcome ? `: ${OUTCOME_WORDS[outcome]}` : '';
    }
    case 'linked':
      return typeof codes.reference === 'string' ? `: ${codes.reference}` : '';
    case 'handed-over': {
      const name = Object.values(school.roles)
        .flat()
        .find(({ id }) => id === codes.to)?.name;
      return name ? ` to ${name}` : '';
    }
    case 'delivered':
    case 'redelivered':
    case 'not-delivered':
    case 'redirected':
    case 'rerouted':
    case 'escalated':
      return to ? ` (${RECIPIENT_WORDS[to]})` : '';
    case 'exported':
      if (codes.format === 'screenshot') return ': one screenshot';
      return codes.format === 'pdf' || codes.format === 'json' ? ` as ${codes.format.toUpperCase()}` : '';
    case 'transferred':
    case 'reduced': {
      const system = SYSTEMS.find((one) => one === codes.to);
      return system ? `: ${SYSTEM_WORDS[system]}` : '';
    }
    case 'reclassified': {
      const about = KINDS.find((one) => one === codes.to);
      return about ? `: ${KIND_WORDS[about]}` : '';
    }
    case 'retention-set': {
      const until = parseDay(codes.until);
      return until ? `: until ${formatDay(until)}` : '';
    }
    case 'raised':
    case 'opened':
    case 'found':
    case 'acknowledged':
    case 'taken':
    case 'noted':
    case 'asked':
    case 'answered':
    case 'added':
    case 'review-due':
    case 'reopened':
    case 'pictured':
    case 'held':
    case 'released':
    case 'refused':
      return '';
    default:
      return kind satisfies never;
  }
}
