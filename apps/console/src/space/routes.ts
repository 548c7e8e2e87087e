import type { Route } from '../routing/route.ts'

/** Pages of the space watch. */
export const spaceRoutes: readonly Route[] = []
