import { createRequire } from 'node:module';
import { relative } from 'node:path';

const require = createRequire(import.meta.url);
const { default: Sequencer } = require('@jest/test-sequencer');

/**
 * The longest first, so that no worker is left with one at the end. Jest knows how long a file took once it has run here; a
 * fresh clone and a machine that keeps nothing go by these, in seconds. Only the order hangs on them.
 */
const SECONDS = Object.entries({
  'access-matrix': 70,
  'access-standing': 40,
  'acknowledge-year': 30,
  'acknowledge-outages': 30,
  start: 30,
  built: 30,
  'dsl-day': 30,
  'acknowledge-': 15,
  'browser/': 15,
  page: 15,
  doctor: 12,
  'journeys/': 8,
  quality: 8,
  stop: 8,
  http: 8,
  'never-lost': 8,
  detect: 6,
  'routing-': 5,
});

export default class LongestFirst extends Sequencer {
  sort(tests) {
    const size = ({ path, context }) => context.hasteFS.getSize(path) ?? 0;
    const seconds = (test) =>
      test.duration !== undefined
        ? test.duration / 1_000
        : Math.max(
            ...SECONDS.filter(([part]) => where(test).includes(part)).map(([, most]) => most),
            size(test) / 5_000,
          );
    const where = ({ path, context }) => relative(context.config.rootDir, path).slice('tests'.length);
    // The cache of earlier runs is read by the sequencer that jest brings.
    return super.sort(tests).toSorted((one, other) => seconds(other) - seconds(one));
  }
}
