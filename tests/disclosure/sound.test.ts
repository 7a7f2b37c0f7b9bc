import type { Detection } from '../../src/disclosure/detect.ts';
import { mayStandBelow } from '../../src/disclosure/sound.ts';

type Caught = Exclude<Detection, { kind: 'none' }>;
const sounds: Caught & { kind: 'concern' } = { kind: 'concern', route: 'dsl', emergency: false, reasons: ['encoder'] };
const strain: Caught = { kind: 'own-distress', isCrisis: false, reasons: [] };
const faint: Caught = { ...sounds, route: 'emergency', emergency: true, isFaint: true };

test.each<[what: string, detection: Caught]>([
  ['a report that is only heard', sounds],
  ['an offer that is only heard', { kind: 'unclear', route: 'dpo', likelier: 'question', reasons: ['encoder'] }],
  ['strain that is only heard', strain],
  ['danger that is only heard, and doubted', faint],
])('%s stands below what is surely asked', (_what, detection) => expect(mayStandBelow(detection)).toBe(true));

test.each<[what: string, detection: Caught]>([
  ['what a rule sees', { ...sounds, reasons: ['encoder', 'neglect'] }],
  ['danger', { ...sounds, route: 'emergency', emergency: true }],
  ['danger that is offered', { kind: 'unclear', route: 'emergency', likelier: 'question', reasons: ['encoder'] }],
  ['faint danger in which a rule sees something', { ...faint, reasons: ['encoder', 'danger/cry'] } as Caught],
  ['a crisis', { kind: 'own-distress', isCrisis: true, reasons: [] }],
  ['strain that a rule sees', { ...strain, reasons: ['own/strain'] } as Caught],
  ['a report with the distress of its writer', { ...sounds, ownDistress: 'strain' }],
  ['another language', { ...sounds, language: 'pl' }],
  ['what could not be heard', { ...sounds, reasons: ['fault'] }],
])('%s never does', (_what, detection) => expect(mayStandBelow(detection)).toBe(false));
