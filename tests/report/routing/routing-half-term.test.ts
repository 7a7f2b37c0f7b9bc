import { tellsWhomTheTableSays, WHEN_CLOSED } from './routing-cases.ts';

tellsWhomTheTableSays('half-term', WHEN_CLOSED);
