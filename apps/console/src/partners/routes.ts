import { dressedIn } from '../routing/dressed.ts'
import type { Route } from '../routing/route.ts'

const PARTNERS = '/partner'
const RELEASES = '/release'

const partner = { needsIdentity: true, up: PARTNERS } as const

const dressed = dressedIn('partners')

/** Pages of partners: who they are, what they see, what they sent, and what leaves for them. */
export const partnerRoutes: readonly Route[] = [
  {
    id: 'partners',
    path: PARTNERS,
    title: { en: 'Partners', ja: '相手国' },
    load: () => dressed(() => import('./list/partners-page.tsx')),
    up: '/watch',
    needsIdentity: true,
    rail: {
      icon: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM16 11a3 3 0 1 0 0-6M3 19c0-4 10-4 10 0M15 15c3-1 6 1 6 4',
      key: 'p',
    },
  },
  {
    ...partner,
    id: 'partner-state',
    path: '/partner/:code/state',
    title: { en: 'Partner', ja: '相手国' },
    load: () => dressed(() => import('./detail/state-page.tsx')),
  },
  {
    ...partner,
    id: 'partner-view',
    path: '/partner/:code/view',
    title: { en: 'View as partner', ja: '相手国としての表示' },
    load: () => dressed(() => import('./detail/view-page.tsx')),
  },
  {
    ...partner,
    id: 'partner-records',
    path: '/partner/:code/records',
    title: { en: 'Received records', ja: '受領した記録' },
    load: () => dressed(() => import('./detail/records-page.tsx')),
  },
  {
    ...partner,
    id: 'partner-evidence',
    path: '/partner/:code/evidence',
    title: { en: 'Evidence', ja: '証拠' },
    load: () => dressed(() => import('./detail/evidence-page.tsx')),
  },
  {
    ...partner,
    id: 'releases',
    path: RELEASES,
    title: { en: 'Releases', ja: '提供' },
    load: () => dressed(() => import('./release/releases-page.tsx')),
  },
  {
    id: 'release-draft',
    path: '/release/new',
    title: { en: 'Release to partners', ja: '相手国へ提供' },
    load: () => dressed(() => import('./release/draft-page.tsx')),
    needsIdentity: true,
    up: RELEASES,
  },
  {
    id: 'release',
    path: '/release/:id',
    title: { en: 'Release', ja: '提供' },
    load: () => dressed(() => import('./release/release-page.tsx')),
    needsIdentity: true,
    up: RELEASES,
  },
  {
    id: 'release-change',
    path: '/release/:id/change',
    title: { en: 'Change the release', ja: '提供を変更' },
    load: () => dressed(() => import('./release/change-page.tsx')),
    needsIdentity: true,
    up: RELEASES,
  },
  {
    id: 'record',
    path: '/r/:sha',
    title: { en: 'Record', ja: '記録' },
    load: () => dressed(() => import('./record/record-page.tsx')),
    needsIdentity: true,
    up: PARTNERS,
  },
  {
    id: 'key',
    path: '/settings/key',
    title: { en: 'My key', ja: '自分の鍵' },
    up: '/settings',
    needsIdentity: true,
    load: () => dressed(() => import('./key/key-page.tsx')),
  },
]
