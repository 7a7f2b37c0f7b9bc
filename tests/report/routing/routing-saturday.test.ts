import { tellsWhomTheTableSays, WHEN_CLOSED } from './routing-cases.ts';

tellsWhomTheTableSays('Saturday night', WHEN_CLOSED);
