import { BY_MEMBERS, tellsWhomTheTableSays } from './routing-cases.ts';

tellsWhomTheTableSays('Monday morning', BY_MEMBERS, 'Monday morning, no matter who is in the channel');
