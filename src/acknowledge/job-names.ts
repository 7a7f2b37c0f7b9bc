/** Names of the jobs that wake this capability; app.ts registers them. */
export const JOBS = {
  prepare: 'acknowledgement.prepare',
  push: 'acknowledgement.push',
  redraw: 'acknowledgement.redraw',
  progress: 'acknowledgement.progress',
  sweep: 'acknowledgement.sweep',
  talks: 'acknowledgement.talks',
} as const;
