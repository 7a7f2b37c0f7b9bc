/** Routes as they are learnt, in the order of the weights; danger is told by itself, whatever the route. */
export const HEAD_ROUTES = ['dsl', 'senior-manager', 'headteacher', 'chair-of-governors', 'dpo'] as const;
export type HeadRoute = (typeof HEAD_ROUTES)[number];
