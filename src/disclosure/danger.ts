import type { Detection } from './detection.ts';

type Reportable = Extract<Detection, { kind: 'concern' | 'unclear' }>;

/** Someone who hurts themselves, or says they will, may be in danger now, no matter where the report goes. */
export const isOfDanger = (detection: Reportable): boolean =>
  detection.route === 'emergency' ||
  (detection.kind === 'concern' && detection.emergency) ||
  detection.reasons.some((reason) => reason.startsWith('self-harm'));

/**
 * Whether the first thing to say is 999: what was told, or was not understood, may leave out that someone is in danger; a lost
 * stick with data, or a question that only sounds like a report, does not.
 */
export const mayBeDanger = (detection: Reportable): boolean =>
  (detection.kind === 'concern' && detection.route !== 'dpo' && detection.route !== 'senior-manager') ||
  isOfDanger(detection) ||
  detection.language !== undefined ||
  detection.reasons.some((reason) => NOT_HEARD.has(reason));

const NOT_HEARD: ReadonlySet<string> = new Set(['fault', 'too-long', 'not-heard']);
