import { createHash } from 'node:crypto'
import type { Change, Store, StoredDocument } from '@yagura/core'
import { type HeldGroup, isMembers } from '@yagura/cyber'
import { detectionCollections } from './stored-input.ts'

/** What rules about several events hold, as the store keeps it over a restart. */
export type RememberedGroups = {
  /** All that is kept, for an engine that begins. */
  readonly kept: () => readonly HeldGroup[]
  /** What is to be committed together with how far a log was read, so that both agree after a kill. */
  readonly changeFor: (groups: readonly HeldGroup[]) => Required<Pick<Change, 'put' | 'remove'>>
  /** Groups of all other rules go with the next change. */
  readonly keepOnly: (rules: readonly string[]) => void
  /** What is not kept, for a person. */
  readonly problem: () => string | undefined
}

/** How much is kept, bytes of JSON: of all groups, and of one, which is written whole whenever it changes. */
export type RememberedLimits = { readonly mostBytes: number; readonly mostGroupBytes: number }

const usualLimits: RememberedLimits = { mostBytes: 32 << 20, mostGroupBytes: 1 << 20 }

/** Opens what a store holds. What does not fit is forgotten at a restart, and said. */
export function openRememberedGroups(
  store: Pick<Store, 'list'>,
  { mostBytes, mostGroupBytes }: RememberedLimits = usualLimits,
): RememberedGroups {
  const kept = new Map<string, { readonly rule: string; readonly bytes: number }>()
  const unkept = new Set<string>()
  let bytes = 0
  let unwanted: string[] = []
  const stored = (): readonly (HeldGroup & { readonly id: string })[] =>
    store.list(detectionCollections.remembered).flatMap(({ id, body }) => {
      const read = readGroup(body)
      return read === undefined ? [] : [{ id, ...read }]
    })
  const drop = (id: string): boolean => {
    const known = kept.get(id)
    bytes -= known?.bytes ?? 0
    unkept.delete(id)
    return kept.delete(id)
  }
  for (const { id, ...each } of stored()) {
    const size = JSON.stringify(each).length
    kept.set(id, { rule: each.rule, bytes: size })
    bytes += size
  }
  return {
    kept: stored,
    changeFor: (groups) => {
      const put: StoredDocument[] = []
      const remove = unwanted
      unwanted = []
      for (const each of groups) {
        const id = idOf(each)
        const wasKept = drop(id)
        const size = each.held === undefined ? 0 : JSON.stringify(each).length
        if (size > 0 && size <= mostGroupBytes && bytes + size <= mostBytes) {
          kept.set(id, { rule: each.rule, bytes: size })
          bytes += size
          put.push({ collection: detectionCollections.remembered, id, body: each })
        } else if (wasKept) remove.push(id)
        if (size > 0 && !kept.has(id)) unkept.add(id)
      }
      return { put, remove: remove.map((id) => ({ collection: detectionCollections.remembered, id })) }
    },
    keepOnly: (rules) => {
      const there = new Set(rules)
      for (const [id, { rule }] of kept) if (!there.has(rule) && drop(id)) unwanted.push(id)
    },
    problem: () =>
      unkept.size === 0
        ? undefined
        : `of rules about several events ${unkept.size} groups of events would be forgotten at a restart: more than ${mostBytes} bytes in all, or ${mostGroupBytes} of one group, are not kept`,
  }
}

function idOf({ rule, group }: HeldGroup): string {
  return createHash('sha256')
    .update(JSON.stringify([rule, group]))
    .digest('hex')
    .slice(0, 40)
}

function readGroup(body: unknown): HeldGroup | undefined {
  if (!isMembers(body)) return undefined
  const { rule, group, held } = body
  return typeof rule === 'string' && typeof group === 'string' ? { rule, group, held } : undefined
}
