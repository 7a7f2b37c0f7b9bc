import type { Shelf } from '../concern.ts';

export const SHELVES: readonly Shelf[] = ['child', 'adult'];
/** The database schema of each shelf. */
export const SCHEMA = { child: 'concerns_child', adult: 'concerns_adult' } as const;
