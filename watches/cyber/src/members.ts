/** A JSON object. */
export type Members = { readonly [name: string]: unknown }

/** @returns Whether it is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
