import { isOfDanger } from './danger.ts';
import type { Detection } from './detection.ts';

type Caught = Exclude<Detection, { kind: 'none' }>;

const BY_ENCODER = 'encoder';

/** Whether the encoder alone hears something: no rule sees harm in it, or danger, or that its writer is not well. */
export const isBySoundAlone = (detection: Detection): boolean =>
  detection.kind !== 'none' && detection.reasons.every((reason) => reason === BY_ENCODER);

/**
 * Whether what is surely asked of Lanyard itself may be answered first, and the offer stand below it: "put Tom on Wednesday". Never
 * where a rule sees anything, where someone may be in danger, in a crisis, or where the words were not understood.
 */
export const mayStandBelow = (detection: Caught): boolean => {
  if (!isBySoundAlone(detection)) return false;
  if (detection.kind === 'own-distress') return !detection.isCrisis;
  if (detection.language !== undefined) return false;
  const isFaint = detection.kind === 'concern' && detection.isFaint === true;
  return (!isOfDanger(detection) || isFaint) && detection.ownDistress === undefined;
};
