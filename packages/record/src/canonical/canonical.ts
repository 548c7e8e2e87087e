import { utf8Bytes, utf8Text } from '../encoding/utf8.ts'
import { type Faulty, faulty } from '../fault.ts'
import { canonicalText } from './canonical-text.ts'
import { checkJson } from './check-json.ts'
import { type CanonicalLimits, type JsonValue, recordLimits } from './json-value.ts'

/** A value that was canonical, or why it was not. */
export type CanonicalAnswer = { readonly ok: true; readonly value: JsonValue } | Faulty

/**
 * Reads canonical JSON (RFC 8785): canonical or rejected. What is taken has no second form, so that a hash of it is a hash of what
 * it says: no white space, BOM, other order of members, member said twice, other escape, other form of a number, -0, integer beyond
 * ±(2^53 − 1), lone surrogate; and no member `__proto__`, `constructor` or `prototype`.
 *
 * @param limits - Of a record where not given.
 * @returns Codes `record/size`, `record/utf8`, `record/no-json`, `record/depth`, `record/number`, `record/text`, `record/member`,
 * `record/not-canonical`.
 */
export function parseCanonical(bytes: Uint8Array, limits: CanonicalLimits = recordLimits): CanonicalAnswer {
  if (bytes.length >= limits.sizeLimitBytes) {
    return faulty('record/size', `${bytes.length} bytes; the limit is ${limits.sizeLimitBytes - 1}`)
  }
  const text = utf8Text(bytes)
  if (text === undefined) return faulty('record/utf8', 'the bytes are not UTF-8')
  const value = jsonOf(text)
  if (value === undefined) return faulty('record/no-json', 'the text is not JSON')
  const fault = checkJson(value, limits.maxDepth)
  if (fault !== undefined) return fault
  if (canonicalText(value) !== text)
    return faulty('record/not-canonical', 'the text is not in the canonical form of RFC 8785')
  return { ok: true, value }
}

/**
 * Writes canonical JSON (RFC 8785). Members that are `undefined` are left out.
 *
 * @param value - What a program made; what comes from outside goes through `checkJson` first.
 * @returns UTF-8.
 * @throws TypeError for what JSON cannot say: a defect of the caller.
 */
export function canonicalBytes(value: unknown): Uint8Array {
  return utf8Bytes(canonicalText(value))
}

function jsonOf(text: string): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
