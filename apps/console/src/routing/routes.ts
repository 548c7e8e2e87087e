import { caseRoutes } from '../cases/routes.ts'
import { cyberRoutes } from '../cyber/routes.ts'
import { partnerRoutes } from '../partners/routes.ts'
import { spaceRoutes } from '../space/routes.ts'
import type { Route } from './route.ts'

const WATCH = '/watch'
const SETTINGS = '/settings'

const watchRoom: readonly Route[] = [
  {
    id: 'watch',
    path: WATCH,
    title: { en: 'Watch', ja: '当直' },
    load: () => import('../pages/watch/watch-page.tsx'),
    rail: { icon: 'M3 11 12 4l9 7M6 10v10h12V10M10 20v-6h4v6', key: 'w', watchId: 'node' },
  },
  {
    id: 'alerts',
    path: '/alerts',
    title: { en: 'Alerts', ja: '警報' },
    up: WATCH,
    load: () => import('../pages/alerts/alerts-page.tsx'),
  },
  {
    id: 'alert',
    path: '/a/:id',
    title: { en: 'Alert', ja: '警報' },
    up: WATCH,
    load: () => import('../pages/alerts/alert-page.tsx'),
  },
]

const belowTheLine: readonly Route[] = [
  {
    id: 'jobs',
    path: '/jobs',
    title: { en: 'Jobs', ja: 'ジョブ' },
    load: () => import('../pages/jobs/jobs-page.tsx'),
    rail: { icon: 'M4 6h16M4 12h10M4 18h6M18 14v6l4-3z', key: 'j', below: true },
  },
  {
    id: 'sources',
    path: '/sources',
    title: { en: 'Sources', ja: '情報源' },
    load: () => import('../pages/sources/sources-page.tsx'),
    rail: { icon: 'M12 3v10m0 0 4-4m-4 4L8 9M4 15v5h16v-5', key: 'o', below: true },
  },
  {
    id: 'log',
    path: '/log',
    title: { en: 'Log', ja: '記録' },
    load: () => import('../pages/log/log-page.tsx'),
    rail: { icon: 'M6 3h12v18H6zM9 8h6M9 12h6M9 16h4', key: 'l', below: true },
  },
  {
    id: 'handover',
    path: '/handover',
    title: { en: 'Handover', ja: '引継ぎ' },
    load: () => import('../pages/handover/handover-page.tsx'),
    rail: { icon: 'M4 9h12l-4-4m8 10H8l4 4', key: 'h', below: true },
  },
  {
    id: 'audit',
    path: '/audit',
    title: { en: 'Audit', ja: '監査' },
    load: () => import('../pages/audit/audit-page.tsx'),
    needsIdentity: true,
    forAdministrators: true,
    rail: {
      icon: 'M2 12c4-7 16-7 20 0-4 7-16 7-20 0zM12 12m-3 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0',
      key: 'u',
      below: true,
    },
  },
  {
    id: 'settings',
    path: SETTINGS,
    title: { en: 'Settings', ja: '設定' },
    load: () => import('../pages/settings/settings-page.tsx'),
    rail: { icon: 'M4 7h10m4 0h2M4 17h2m4 0h10M16 4v6M8 14v6', key: 't', below: true },
  },
  {
    id: 'rules',
    path: '/settings/rules',
    title: { en: 'Alert rules', ja: '警報規則' },
    up: SETTINGS,
    load: () => import('../pages/rules/rules-page.tsx'),
  },
  {
    id: 'health',
    path: '/settings/alert-health',
    title: { en: 'Alert health', ja: '警報の健全性' },
    up: SETTINGS,
    load: () => import('../pages/health/health-page.tsx'),
  },
]

/** Every page of the console. A page that does not exist is not listed, and so not shown. */
export const routes: readonly Route[] = [
  ...watchRoom,
  ...spaceRoutes,
  ...cyberRoutes,
  ...caseRoutes,
  ...partnerRoutes,
  ...belowTheLine,
]
