import type { Store } from '@yagura/core'
import { type Static, Type } from 'typebox'
import { Check } from 'typebox/value'
import type { Suppression } from '../../../api/contract/detections.ts'
import { isoOfUnixMs } from '../../unix-time.ts'
import { detectionCollections } from './stored-input.ts'

const StoredSuppression = Type.Object({
  id: Type.String(),
  rule: Type.Optional(Type.String()),
  indicator: Type.Optional(Type.String()),
  asset: Type.Optional(Type.String()),
  reason: Type.String(),
  by: Type.String(),
  createdMs: Type.Number(),
  expiresMs: Type.Number(),
  hits: Type.Integer(),
})

/** A suppression as it is kept. */
export type StoredSuppression = Static<typeof StoredSuppression>

/** What a suppression is judged by. */
export type SuppressedThing = {
  readonly rule: string
  readonly indicator: string | undefined
  readonly asset: string
}

/** @returns Undefined where a document is no suppression. */
export function readStoredSuppression(body: unknown): StoredSuppression | undefined {
  return Check(StoredSuppression, body) ? body : undefined
}

/** Suppressions of a store, by their ids. */
export function loadSuppressions(store: Store): Map<string, StoredSuppression> {
  const stored = store.list(detectionCollections.suppressions).map(({ body }) => readStoredSuppression(body))
  return new Map(stored.flatMap((each) => (each === undefined ? [] : [[each.id, each]])))
}

/** The suppression that keeps something quiet at an instant (Unix time, ms): the one that lasts longest. */
export function suppressionOf(
  suppressions: Iterable<StoredSuppression>,
  thing: SuppressedThing,
  nowMs: number,
): StoredSuppression | undefined {
  const holding = [...suppressions].filter(
    (each) =>
      nowMs < each.expiresMs &&
      (each.rule ?? thing.rule) === thing.rule &&
      (each.indicator ?? thing.indicator) === thing.indicator &&
      (each.asset ?? thing.asset) === thing.asset,
  )
  return holding.toSorted((one, other) => other.expiresMs - one.expiresMs)[0]
}

/** A suppression as the API gives it. */
export function suppressionView(suppression: StoredSuppression, nowMs: number): Suppression {
  const { id, rule, indicator, asset, reason, by, createdMs, expiresMs, hits } = suppression
  return {
    id,
    rule: rule ?? null,
    indicator: indicator ?? null,
    asset: asset ?? null,
    reason,
    by,
    createdUtc: isoOfUnixMs(createdMs),
    expiresUtc: isoOfUnixMs(expiresMs),
    isActive: nowMs < expiresMs,
    hits,
  }
}
