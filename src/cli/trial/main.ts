import { join } from 'node:path';
import { openUnderstanding } from '../../platform/encoder/open.ts';
import { readCautions } from '../../wiring/policy/cautions.ts';
import { keptFilesIn } from './kept-files.ts';
import { createTrialServer } from './server.ts';

/** The page to try a policy on, as a process of its own beside `npm start`. Prints one line of JSON when it is ready. */
const server = createTrialServer({
  openHead: openUnderstanding,
  cautions: readCautions(),
  files: keptFilesIn(join(process.env.DATA_FOLDER || '.lanyard', 'tried')),
  home: process.env.TRIAL_HOME,
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  console.log(JSON.stringify({ trial: `http://127.0.0.1:${port}` }));
});
const end = () => {
  server.close();
  server.closeAllConnections();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, end);
// `npm start` holds a channel to it: without that it is gone.
if (process.connected) process.once('disconnect', end);
