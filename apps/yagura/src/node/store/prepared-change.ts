import type { ArchiveRow, Change, LogDraft } from '@yagura/core'
import { MalformedChangeError } from './change-errors.ts'

/** A change that was looked at and whose bodies are text already: later changes to the caller's objects do not reach it. */
export type PreparedChange = {
  readonly append: readonly (Omit<LogDraft, 'body'> & { readonly bodyText: string })[]
  readonly put: readonly { readonly collection: string; readonly id: string; readonly bodyText: string }[]
  readonly remove: readonly { readonly collection: string; readonly id: string }[]
  readonly archive: readonly ArchiveRow[]
  /** `beforeMs` is infinite where all rows of the collection go. */
  readonly forget: readonly { readonly collection: string; readonly beforeMs: number }[]
  readonly forgetLogBeforeMs: number | undefined
  /** Documents that it writes, by `documentKey`. */
  readonly documents: ReadonlySet<string>
}

/** Control characters would make keys that no person can read or type; the rest of the pattern is what Unicode calls broken. */
const wellFormedKey = /^[^\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]{1,500}$/u

/** Whether a name of a collection, an id or a key can be kept: 1 to 500 characters, no control characters, whole Unicode. */
export function isWellFormedKey(text: string): boolean {
  return wellFormedKey.test(text)
}

/**
 * Looks at a change and turns its bodies into text.
 *
 * @throws MalformedChangeError that names the part at fault.
 */
export function prepareChange(change: Change): PreparedChange {
  const put = (change.put ?? []).map(({ collection, id, body }) => ({
    collection: checkedKey(collection),
    id: checkedKey(id),
    bodyText: bodyText(`${collection}/${id}`, body),
  }))
  const remove = (change.remove ?? []).map(({ collection, id }) => ({ collection, id }))
  return {
    append: (change.append ?? []).map((draft) => prepareLine(draft)),
    put,
    remove,
    archive: (change.archive ?? []).map((row) => prepareRow(row)),
    forget: (change.forget ?? []).map(({ collection, beforeMs = Number.POSITIVE_INFINITY }) => {
      if (Number.isNaN(beforeMs))
        throw new MalformedChangeError(`the instant before which ${collection} goes is no time`)
      return { collection, beforeMs }
    }),
    forgetLogBeforeMs: change.forgetLog?.beforeMs,
    documents: new Set([...put, ...remove].map(({ collection, id }) => `${collection}\n${id}`)),
  }
}

function prepareLine({ atMs, kind, subject, by, text, body }: LogDraft): PreparedChange['append'][number] {
  if (subject !== '') checkedKey(subject)
  return {
    atMs: checkedTime(kind, atMs),
    kind: checkedKey(kind),
    subject,
    by,
    text,
    bodyText: bodyText(`log ${kind}`, body),
  }
}

function prepareRow({ collection, key, atMs, body }: ArchiveRow): ArchiveRow {
  return { collection: checkedKey(collection), key: checkedKey(key), atMs: checkedTime(key, atMs), body }
}

function checkedKey(text: string): string {
  if (isWellFormedKey(text)) return text
  throw new MalformedChangeError(`${JSON.stringify(text.slice(0, 60))} is no key: 1 to 500 characters, none of control`)
}

function checkedTime(of: string, timeMs: number): number {
  if (Number.isFinite(timeMs)) return timeMs
  throw new MalformedChangeError(`the time of ${of} is ${timeMs}`)
}

function bodyText(of: string, body: unknown): string {
  try {
    const text: string | undefined = JSON.stringify(body)
    if (text !== undefined) return text
  } catch (error) {
    throw new MalformedChangeError(`the body of ${of} is not JSON`, error)
  }
  throw new MalformedChangeError(`the body of ${of} is ${typeof body}, which JSON does not have`)
}
