import { BY_CHANNEL, tellsWhomTheTableSays } from './routing-cases.ts';

tellsWhomTheTableSays('Monday morning', BY_CHANNEL, 'Monday morning, whatever the channel is like');
