import { Failure } from '../deploy/azure/failure.ts';
import { azSession } from '../deploy/azure/session.ts';
import { servicesOf } from '../deploy/deploy-command.ts';
import { openEnvFile } from '../deploy/env-writer.ts';
import { terminalAsker } from './asker.ts';
import { setUp } from './setup.ts';
import { graphTenant } from './tenant.ts';

/** `lanyard setup`. @returns whether it came to its end */
export async function runSetup(name: string): Promise<boolean> {
  const root = process.cwd();
  const env = openEnvFile(root, name, {});
  const { arm, graph } = servicesOf(azSession(env.get('AZURE_SUBSCRIPTION_ID'), () => new Date()));
  const asker = terminalAsker();
  try {
    await setUp({ root, env, asker, tenant: graphTenant(graph), arm, today: new Date().toISOString().slice(0, 10) });
    return true;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    asker.say(`✗ ${error.message}`);
    for (const todo of error.todo) asker.say(`    → ${todo}`);
    return false;
  } finally {
    asker.close();
  }
}
