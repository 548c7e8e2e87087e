const form = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:)(\d{2})(?:\.(\d+))?Z$/

/** A time as a pattern compares it. */
export type Timestamp = {
  /** Texts of this form sort as the times do, however many digits of a second they have. */
  readonly sortable: string
  /** Unix time, ms, with what is below a millisecond as a fraction. */
  readonly ms: number
}

/**
 * A timestamp of STIX: RFC 3339, UTC, upper case; any number of digits of a second.
 *
 * @returns Undefined for another text, and for a day or an hour that does not exist.
 */
export function readTimestamp(text: string): Timestamp | undefined {
  const [, minute, second = '', fraction = ''] = form.exec(text) ?? []
  if (minute === undefined) return undefined
  // A leap second is the 61st of its minute; counted as Unix time counts, it is the first of the next one.
  const wholeMs = Date.parse(`${minute}${second === '60' ? '59' : second}Z`)
  if (Number.isNaN(wholeMs) || new Date(wholeMs).toISOString().slice(0, minute.length) !== minute) return undefined
  const digits = fraction.replace(/0+$/, '')
  const ms = wholeMs + (second === '60' ? 1000 : 0) + Number(`0.${digits || '0'}`) * 1000
  return { sortable: `${minute}${second}.${digits}`, ms }
}
