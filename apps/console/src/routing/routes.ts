import { spaceRoutes } from '../space/routes.ts'
import type { Route } from './route.ts'

/** Every page of the console. A page that does not exist is not listed, and so not shown. */
export const routes: readonly Route[] = [
  {
    id: 'watch',
    path: '/watch',
    title: { en: 'Watch', ja: '当直' },
    load: () => import('../pages/watch/watch-page.tsx'),
    rail: { icon: 'M3 11 12 4l9 7M6 10v10h12V10M10 20v-6h4v6', key: 'w', watchId: 'node' },
  },
  ...spaceRoutes,
]
