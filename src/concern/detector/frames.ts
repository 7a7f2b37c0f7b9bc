import type { FrameRule } from './frame-rule.ts';
import { GENERAL } from './frames-general.ts';
import { TOLD } from './frames-told.ts';

export const FRAMES: readonly FrameRule[] = [...TOLD, ...GENERAL];
