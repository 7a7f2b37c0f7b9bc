import type { BotDoor } from '../inbound/delivery.ts';
import type { Sandbox } from '../running-sandbox.ts';

/** What the routes of the sandbox's own interface work on. */
export interface ApiContext {
  sandbox: Sandbox;
  door: BotDoor;
}
