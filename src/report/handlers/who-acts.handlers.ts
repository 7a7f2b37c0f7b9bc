import type { Turn } from '../../platform/teams/turn.ts';
import type { Actor } from '../actor.ts';

/** Who acts, as the slice wants it: from the validated activity, never from a card. */
export const actorOf = ({ sender }: Pick<Turn, 'sender'>): Actor => ({ user: sender.userId, tenant: sender.tenantId });
