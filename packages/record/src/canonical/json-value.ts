/** What JSON can say. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue | undefined }

/** How large and how deep canonical JSON may be. */
export type CanonicalLimits = {
  /** Bytes; refused from this size on. */
  readonly sizeLimitBytes: number
  /** Nesting: a number is depth 0, `[]` depth 1, `[[]]` depth 2. */
  readonly maxDepth: number
}

/** Limits of a record. */
export const recordLimits: CanonicalLimits = { sizeLimitBytes: 65_536, maxDepth: 16 }
