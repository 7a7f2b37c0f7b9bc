import type { MESSAGE_CLASSES } from '../core/understanding.ts';

/** A route as the encoder's message head knows it; danger is told by itself, whatever the route. */
export type HeadRoute = Exclude<(typeof MESSAGE_CLASSES)[number], 'none' | 'distress'>;
