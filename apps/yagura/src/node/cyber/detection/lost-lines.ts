import type { LogDraft } from '@yagura/core'
import { isoOfUnixMs } from '../../unix-time.ts'
import type { StoredInput } from './stored-input.ts'
import type { LostDatagrams } from './syslog-listener.ts'

/** Datagrams of an input that were lost and not yet told of. */
export type LossBook = {
  readonly add: (lost: LostDatagrams) => void
  /** What is to be told now, as a line of the log; undefined where there is nothing, or where the last line is too recent. */
  readonly due: () => { readonly count: number; readonly line: LogDraft } | undefined
  /** What was due is in the log. */
  readonly told: () => void
}

const toldEveryMs = 60_000

/** Makes an empty book; a lasting flood becomes one line a minute. */
export function createLossBook({ id, name }: Pick<StoredInput, 'id' | 'name'>, nowMs: () => number): LossBook {
  let lost: LostDatagrams | undefined
  let toldMs = Number.NEGATIVE_INFINITY
  return {
    add: ({ count, fromMs, toMs }) => {
      lost = { count: count + (lost?.count ?? 0), fromMs: lost?.fromMs ?? fromMs, toMs }
    },
    due: () => {
      if (lost === undefined || nowMs() - toldMs < toldEveryMs) return undefined
      const { count, fromMs, toMs } = lost
      const [fromUtc, toUtc] = [isoOfUnixMs(fromMs), isoOfUnixMs(toMs)]
      const text = `${name}: ${count} datagrams were lost from ${fromUtc} to ${toUtc}: they came faster than they could be taken in`
      const body = { name, count, fromUtc, toUtc }
      return { count, line: { atMs: nowMs(), kind: 'cyber/datagrams-lost', subject: id, by: '', text, body } }
    },
    told: () => {
      lost = undefined
      toldMs = nowMs()
    },
  }
}
