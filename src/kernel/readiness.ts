/** `degraded`: it serves, and something that it needs is in trouble. */
export type Readiness = 'ready' | 'degraded' | 'not ready';
