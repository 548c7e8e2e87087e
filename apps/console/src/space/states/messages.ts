import type { Bracket } from './bracket.ts'

/** What the page asks of the worker that propagates. */
export type StatesRequest =
  | { readonly kind: 'load'; readonly url: string }
  | {
      readonly kind: 'bracket'
      readonly fromMs: number
      readonly spacingS: number
      /** A buffer of a bracket that is used no more, to be filled again. */
      readonly spent?: ArrayBuffer
    }
  | { readonly kind: 'orbit'; readonly id: number; readonly atMs: number }

/** How states are computed: the same bits, at a different pace. */
export type StatesEngine = 'wasm' | 'typescript'

/** What the worker answers. */
export type StatesAnswer =
  | { readonly kind: 'loaded'; readonly ids: Int32Array<ArrayBuffer>; readonly engine: StatesEngine }
  | { readonly kind: 'bracket'; readonly bracket: Bracket; readonly tookMs: number }
  | {
      readonly kind: 'orbit'
      readonly id: number
      readonly atMs: number
      readonly positionsTemeKm: Float32Array<ArrayBuffer>
    }
  | { readonly kind: 'failed'; readonly what: StatesRequest['kind']; readonly message: string }
