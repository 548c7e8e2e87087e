import type { Route } from '../routing/route.ts'

/** Pages of the space watch. */
export const spaceRoutes: readonly Route[] = [
  {
    id: 'space',
    path: '/space',
    title: { en: 'Space', ja: '宇宙' },
    load: () => import('./picture/space-page.tsx'),
    up: '/watch',
    rail: {
      icon: 'M4 20a12 12 0 0 0 8-3M20 4a12 12 0 0 1-3 8M9.5 14.5l5-5M7 12l5 5 2-2-5-5zM12 7l5 5 2-2-5-5z',
      key: 's',
      watchId: 'space',
    },
  },
  {
    id: 'approaches',
    path: '/space/ca',
    title: { en: 'Approaches', ja: '接近' },
    load: () => import('./approaches/approaches-page.tsx'),
    up: '/space',
    rail: { icon: 'M3 5l18 14M21 5 3 19M12 12m-2.5 0a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0', key: 'a' },
  },
  {
    id: 'encounter',
    path: '/space/ca/:id',
    title: { en: 'Encounter', ja: '遭遇' },
    load: () => import('./encounter/encounter-page.tsx'),
    up: '/space/ca',
  },
]
