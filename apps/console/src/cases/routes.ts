import { dressedIn } from '../routing/dressed.ts'
import type { Route } from '../routing/route.ts'

const CASES = '/case'
const up = CASES
const withMarks = dressedIn('partners')
const withCases = dressedIn('cases')

/** Pages of cases take their look, and that of markings, with the first of them. */
function dressed<Module>(page: () => Promise<Module>): Promise<Module> {
  return withMarks(() => withCases(page))
}

const title = { en: 'Case', ja: '事案' } as const

/** Pages of cases: what belongs to one matter, of whatever watch. */
export const caseRoutes: readonly Route[] = [
  {
    id: 'cases',
    path: CASES,
    title: { en: 'Cases', ja: '事案' },
    load: () => dressed(() => import('./list/cases-page.tsx')),
    up: '/watch',
    rail: { icon: 'M3 7h7l2 2h9v10H3zM3 7V5h6l2 2', key: 'k' },
  },
  { id: 'case', path: '/case/:id', title, load: () => dressed(() => import('./timeline/timeline-page.tsx')), up },
  {
    id: 'case-timeline',
    path: '/case/:id/timeline',
    title,
    load: () => dressed(() => import('./timeline/timeline-page.tsx')),
    up,
  },
  {
    id: 'case-evidence',
    path: '/case/:id/evidence',
    title: { en: 'Evidence of a case', ja: '事案の証拠' },
    load: () => dressed(() => import('./evidence/evidence-page.tsx')),
    up,
  },
  {
    id: 'case-ach',
    path: '/case/:id/ach',
    title: { en: 'Hypotheses of a case', ja: '事案の仮説' },
    load: () => dressed(() => import('./ach/ach-page.tsx')),
    up,
  },
  {
    id: 'case-tasks',
    path: '/case/:id/tasks',
    title: { en: 'Tasks of a case', ja: '事案の作業' },
    load: () => dressed(() => import('./tasks/tasks-page.tsx')),
    up,
  },
]
