import type { Route } from '../routing/route.ts'

const PARTNERS = '/partner'

/** Pages of partners: who they are, what they see, what they sent, and what leaves for them. */
export const partnerRoutes: readonly Route[] = [
  {
    id: 'partners',
    path: PARTNERS,
    title: { en: 'Partners', ja: '相手国' },
    load: () => import('./list/partners-page.tsx'),
    up: '/watch',
    needsIdentity: true,
    rail: {
      icon: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a3 3 0 1 0 0-6M3 19c0-4 10-4 10 0M15 15c3-1 6 1 6 4',
      key: 'p',
    },
  },
]
