import { type AlertTold, clipped } from '@yagura/record'
import type { Alert } from '../../api/contract/alerts.ts'
import { isoOfUnixMs, unixMsOfIso } from '../unix-time.ts'
import type { SharedSubject } from './shared-subject.ts'

const longest = { title: 300, reason: 2000, consequence: 1000, action: 1000 } as const

/** An alert of a watch that has no kind of record for its alerts: told by its words. Texts that are too long end in `…`. */
export function tellAlert({ watchId, priority, title, firstUtc, actByUtc, ...texts }: Alert): SharedSubject {
  const cut = (name: keyof typeof longest, text: string): Partial<AlertTold> =>
    text === '' ? {} : { [name]: clipped(text, longest[name]) }
  const data: AlertTold = {
    ...{ watch: watchId, priority },
    ...cut('title', title),
    ...cut('reason', texts.reason),
    ...cut('consequence', texts.consequence),
    ...cut('action', texts.action),
    firstUtc: isoOfUnixMs(unixMsOfIso(firstUtc) ?? 0),
    ...(actByUtc === null ? {} : { actByUtc: isoOfUnixMs(unixMsOfIso(actByUtc) ?? 0) }),
  }
  return { kind: 'alert.told', title, data }
}
