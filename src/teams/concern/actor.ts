import type { Actor } from '../../concern/actor.ts';
import type { Turn } from '../turn.ts';

/** Who acts, as the slice wants it: from the validated activity, never from a card. */
export const actorOf = ({ sender }: Pick<Turn, 'sender'>): Actor => ({ user: sender.userId, tenant: sender.tenantId });
