import { ModuleMocker } from 'jest-mock';

/**
 * What jest wants of an environment, with nothing in it: test code runs in the worker's own realm, where `native-runner.mjs` puts it.
 * Jest writes a console and more onto `global`, which is a plain object here.
 */
export default class NativeEnvironment {
  global = {};
  fakeTimers = null;
  fakeTimersModern = null;
  moduleMocker = new ModuleMocker(globalThis);

  setup = async () => undefined;
  teardown = async () => undefined;
  getVmContext = () => null;
  exportConditions = () => ['node', 'node-addons'];

  /** A file is named with a query, so that each run of it is fresh; a person who reads a failure wants its path. */
  handleTestEvent(event) {
    if (event.name !== 'test_done') return;
    for (const error of event.test.errors.flat()) withPlainPaths(error);
  }
}

function withPlainPaths(error) {
  if (!(error instanceof Error)) return;
  error.stack = error.stack?.replaceAll(/file:\/\/(\/[^\s?]+)\?run=\d+/g, '$1');
  withPlainPaths(error.cause);
}
