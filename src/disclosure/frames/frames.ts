import { GENERAL } from './general.ts';
import type { FrameRule } from './rule.ts';
import { TOLD } from './told.ts';

export const FRAMES: readonly FrameRule[] = [...TOLD, ...GENERAL];
