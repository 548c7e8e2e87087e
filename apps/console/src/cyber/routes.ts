import { dressedIn } from '../routing/dressed.ts'
import type { Route } from '../routing/route.ts'

const QUEUE = '/cyber/queue'
const up = QUEUE
const dressed = dressedIn('cyber')
const inCase = [dressedIn('partners'), dressedIn('cases')] as const

/** Pages of the cyber watch. */
export const cyberRoutes: readonly Route[] = [
  {
    id: 'queue',
    path: QUEUE,
    title: { en: 'Cyber', ja: 'サイバー' },
    load: () => dressed(() => import('./queue/queue-page.tsx')),
    up: '/watch',
    rail: { icon: 'M12 3 4 6v6c0 5 4 8 8 9 4-1 8-4 8-9V6zM9 12l2 2 4-5', key: 'c', watchId: 'cyber' },
  },
  {
    id: 'stix-search',
    path: '/cyber/search',
    title: { en: 'Objects of STIX', ja: 'STIXオブジェクト' },
    load: () => dressed(() => import('./search/search-page.tsx')),
    up,
  },
  {
    id: 'stix-object',
    path: '/cyber/object/:id',
    title: { en: 'Object of STIX', ja: 'STIXオブジェクト' },
    load: () => dressed(() => import('./object/object-page.tsx')),
    up,
  },
  {
    id: 'attack',
    path: '/cyber/attack',
    title: { en: 'ATT&CK', ja: 'ATT&CK' },
    load: () => dressed(() => import('./attack/attack-page.tsx')),
    up,
  },
  {
    id: 'feeds',
    path: '/cyber/feeds',
    title: { en: 'Feeds and logs', ja: 'フィードとログ' },
    load: () => dressed(() => import('./feeds/feeds-page.tsx')),
    up,
  },
  {
    id: 'case-attack',
    path: '/case/:id/attack',
    title: { en: 'ATT&CK of a case', ja: '事案のATT&CK' },
    load: () => inCase[0](() => inCase[1](() => dressed(() => import('./case/case-attack-page.tsx')))),
    up: '/case',
  },
]
