import type { Priority } from '@yagura/core'
import { formatUtc, type UtcInstant } from '@yagura/formats'
import type { SharedAlert, SharedCloseApproach } from './space-records.ts'

/** An alert of this watch as it is known here; texts may be empty. */
export type KnownAlert = {
  readonly priority: Priority
  readonly title: string
  readonly reason: string
  readonly consequence: string
  readonly action: string
  readonly actByUtc: UtcInstant | undefined
  /** The approach that it is about. */
  readonly approach: SharedCloseApproach | undefined
}

const longest = { title: 300, reason: 2000, consequence: 1000, action: 1000 } as const

/**
 * Writes an alert down as it is shared: empty texts are left out, longer ones than a record takes are cut and end in `…`.
 *
 * @returns Data of a record of kind `space.alert`.
 */
export function shareAlert({ priority, title, actByUtc, approach, ...texts }: KnownAlert): SharedAlert {
  return {
    priority,
    title: cut(title, longest.title),
    ...(texts.reason === '' ? {} : { reason: cut(texts.reason, longest.reason) }),
    ...(texts.consequence === '' ? {} : { consequence: cut(texts.consequence, longest.consequence) }),
    ...(texts.action === '' ? {} : { action: cut(texts.action, longest.action) }),
    ...(actByUtc === undefined ? {} : { actByUtc: formatUtc(actByUtc, 3) }),
    ...(approach === undefined ? {} : { approach }),
  }
}

/** Cuts between characters: half of a surrogate pair is no text that a record can hold. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text
  const end = /[\uD800-\uDBFF]/.test(text[most - 2] ?? '') ? most - 2 : most - 1
  return `${text.slice(0, end)}…`
}
