import type { UtcInstant } from '@yagura/formats'
import type { PackedSets } from './packed-sets.ts'

/** Doubles of one approach in a block: both ids, seconds after the start, miss km, speed km/s, max Pc, dilution km, ages at TCA. */
export const ROW_LENGTH = 9

/** A screening as its thread is told it. */
export type ThreadStart = {
  readonly sets: PackedSets
  readonly request: {
    readonly startUtc: UtcInstant
    readonly durationS: number
    readonly thresholdKm: number
    readonly primaries: readonly number[] | undefined
    readonly maxAgeDays: number
  }
  readonly threadCount: number
  /** Slices that are done, of the plan of that identity. */
  readonly finished: readonly number[]
  readonly identity: string | undefined
}

/** What a thread says, in this order: planned, then slices in any order, then done; or why it cannot be planned. */
export type ThreadMessage =
  | {
      readonly kind: 'planned'
      readonly identity: string
      readonly objectCount: number
      readonly leftOutCount: number
      readonly sliceCount: number
      /** Whether the slices that were done count. */
      readonly goesOn: boolean
    }
  | { readonly kind: 'slice'; readonly slice: number; readonly block: Float64Array<ArrayBuffer> }
  | { readonly kind: 'done'; readonly failedIds: readonly number[] }
  | { readonly kind: 'unknown-primaries'; readonly ids: readonly number[] }
