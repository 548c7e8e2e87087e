import type { Alert } from '@yagura/core'
import type { Policies } from '@yagura/record'
import type { Rule } from '../api/contract/alerts.ts'
import type { Job } from '../api/contract/jobs.ts'
import type { SearchHit, Settings } from '../api/contract/node.ts'
import type { Source } from '../api/contract/sources.ts'
import type { ApproachRow } from '../api/contract/space-views.ts'
import type { ObjectRecords } from './catalogue/merge-sets.ts'
import { createSearch, type SearchProvider, searchList } from './catalogue/search.ts'
import { searchObjects } from './catalogue/search-objects.ts'
import type { Handlers, NodeMode } from './context.ts'
import { jointMark } from './joint-mark.ts'
import { saidMarking } from './marking-words.ts'

/** What the search looks through. */
export type SearchParts = {
  readonly objects: () => ObjectRecords
  readonly findApproaches: (words: readonly string[], limit: number) => readonly ApproachRow[]
  readonly alerts: () => readonly Alert[]
  readonly jobs: () => readonly Job[]
  readonly sources: () => readonly Source[]
  readonly rules: () => readonly { readonly id: string; readonly priority: Rule['priority'] }[]
  readonly places: () => Settings['places']
  /** What else knows something, in the order in which its hits are listed. */
  readonly others: readonly SearchProvider[]
  /** By whose words markings are said, and of what a node. */
  readonly policies: Policies
  readonly mode: NodeMode
}

/** The search over everything a node knows: objects first, then what is about them. */
export function createSearchOverall(parts: SearchParts): Handlers<'search'> {
  const { policies, mode } = parts
  return createSearch(
    [searchObjects(parts.objects), ...searchApproaches(parts), ...parts.others, ...searchLists(parts)],
    (marks) => saidMarking(marks.length === 0 ? undefined : jointMark(marks, mode, policies), policies),
  )
}

/** The same search: of hits of some kinds is written down who is shown them, before it answers. */
export function notedSearch(
  handlers: Handlers<'search'>,
  noted: Partial<Record<SearchHit['kind'], (officer: string, ids: Iterable<string>) => Promise<void>>>,
): Handlers<'search'> {
  return {
    search: async (asked, caller) => {
      const answer = await handlers.search(asked, caller)
      for (const kind of new Set(answer.items.map((hit) => hit.kind))) {
        const ids = answer.items.flatMap((hit) => (hit.kind === kind ? [hit.id] : []))
        await noted[kind]?.(caller.officer, ids)
      }
      return answer
    },
  }
}

function searchApproaches({ findApproaches }: SearchParts): readonly SearchProvider[] {
  const nameOf = ({ name, id }: ApproachRow['primary']): string => name ?? String(id)
  return [
    {
      prefix: 'c',
      find: (words, limit) =>
        findApproaches(words, limit).map((row) => ({
          kind: 'approach',
          id: row.id,
          title: `${nameOf(row.primary)} – ${nameOf(row.secondary)}`,
          detail: `${row.tcaUtc.slice(0, 19)}Z · ${row.missKm.toFixed(3)} km`,
          link: `/space/ca/${row.id}`,
          marks: row.restsOn.map(({ mark }) => mark),
        })),
    },
  ]
}

function searchLists({ alerts, jobs, sources, rules, places }: SearchParts): readonly SearchProvider[] {
  return [
    searchList('a', alerts, ({ id, title, priority, ruleId, mark }) => {
      const marks = mark === undefined ? [] : [mark]
      return { kind: 'alert', id, title, detail: `${priority} · ${ruleId}`, link: `/a/${id}`, marks }
    }),
    searchList('j', jobs, ({ id, title, state }) => ({ kind: 'job', id, title, detail: state, link: '/jobs' })),
    searchList('s', sources, ({ id, name, kind, state }) => {
      return { kind: 'source', id, title: name, detail: `${kind} · ${state}`, link: '/sources' }
    }),
    searchList('r', rules, ({ id, priority }) => {
      return { kind: 'rule', id, title: id, detail: priority, link: '/settings/rules' }
    }),
    searchList('p', places, ({ name: { en, ja }, latDeg, lonDeg }) => {
      const detail = `${latDeg.toFixed(2)}°, ${lonDeg.toFixed(2)}°`
      return { kind: 'place', id: en, title: `${en} ${ja}`, detail, link: '/settings' }
    }),
  ]
}
