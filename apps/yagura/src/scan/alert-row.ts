import type { Hit } from '@yagura/cyber'
import { displayName } from '../cli/read-file.ts'

/** A hit as a line of JSON: `{"time","rule","indicator","log","line","matched"}`. */
export function alertRow({ timeMs, rule, title, indicator, matched }: Hit): string {
  const last = matched.at(-1)
  const row = {
    time: timeMs === undefined ? null : new Date(timeMs).toISOString(),
    rule,
    indicator: indicator ?? null,
    log: last === undefined ? null : displayName(last.log),
    line: last?.line ?? null,
    matched: {
      title,
      events: matched.map(({ log, line, fields, raw }) => ({ log: displayName(log), line, fields, raw: raw ?? null })),
    },
  }
  return `${JSON.stringify(row)}\n`
}
