import { isMembers } from '../members.ts'
import type { Observation } from '../patterns/observation.ts'
import type { MatchedEvent } from './hit.ts'
import { observationOf } from './observe-event.ts'

/** Events kept for each pattern at most: the oldest go first. */
export const mostKept = 256

/** An event that may be a part of a pattern, kept until its time is over. */
export type KeptEvent = { readonly matched: MatchedEvent; readonly observation: Observation }

/** A kept event as plain values, as JSON can carry them. */
export function storeEvent({ matched, observation }: KeptEvent): unknown {
  const { log, line, raw, fields } = matched
  return { log, line, raw, fields, objects: observation.objects, atMs: observation.firstMs }
}

/** @returns Kept events of what was stored; what is none is passed over. */
export function readStoredEvents(stored: unknown): readonly KeptEvent[] {
  return Array.isArray(stored) ? stored.map(readStoredEvent).filter((event) => event !== undefined) : []
}

function readStoredEvent(stored: unknown): KeptEvent | undefined {
  if (!isMembers(stored)) return undefined
  const { log, line, raw, fields, objects, atMs } = stored
  if (typeof log !== 'string' || typeof line !== 'number' || typeof atMs !== 'number') return undefined
  if (!isMembers(fields) || !Array.isArray(objects)) return undefined
  const texts = Object.entries(fields).map(([name, value]) => [name, String(value)] as const)
  return {
    matched: { log, line, raw: typeof raw === 'string' ? raw : undefined, fields: Object.fromEntries(texts) },
    observation: observationOf(objects.filter(isMembers), atMs),
  }
}
