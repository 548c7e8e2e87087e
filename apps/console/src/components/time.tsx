import type { JSX } from 'preact'
import { type AgeLimitsS, duration, freshnessOf } from '../format/format.ts'
import { useConsole, useText } from '../state/console.ts'
import { componentMessages } from './messages.ts'
import { useUtc } from './use-utc.ts'

/** An instant of UTC as tables show it; the whole of it is its title. @param props.utc - ISO 8601; absent is "unknown". */
export function UtcTime(props: { readonly utc: string | null | undefined }): JSX.Element {
  const utc = useUtc()
  const text = useText(componentMessages)
  if (props.utc === null || props.utc === undefined) return <span class="unknown">{text('unknown')}</span>
  return (
    <time dateTime={props.utc} title={props.utc}>
      {utc(props.utc)}
    </time>
  )
}

/** How long until or since an instant by the node's clock: `in 9 h 37 m`, `6 min ago`. */
export function Distance(props: { readonly utc: string | null | undefined }): JSX.Element {
  const { language, nowMs } = useConsole()
  const text = useText(componentMessages)
  if (props.utc === null || props.utc === undefined) return <span class="unknown">{text('unknown')}</span>
  const s = (Date.parse(props.utc) - nowMs.value) / 1000
  const span = duration(s, language.value)
  return (
    <time dateTime={props.utc} title={props.utc}>
      {text(s > 0 ? 'ahead' : 'ago', { span })}
    </time>
  )
}

/**
 * The age of a datum. Fresh and old are words alone; stale and expired carry a mark and say so.
 * @param props.sinceUtc - Since when, ISO 8601 or Unix ms; absent is "unknown".
 * @param props.limitsS - Up to which age it is fresh, old and stale.
 */
export function Age(props: {
  readonly sinceUtc: string | number | null | undefined
  readonly limitsS: AgeLimitsS
}): JSX.Element {
  const { language, nowMs } = useConsole()
  const text = useText(componentMessages)
  if (props.sinceUtc === null || props.sinceUtc === undefined) return <span class="unknown">{text('unknown')}</span>
  const ageS = (nowMs.value - new Date(props.sinceUtc).getTime()) / 1000
  const freshness = freshnessOf(ageS, props.limitsS)
  const age = duration(ageS, language.value)
  if (freshness === 'fresh' || freshness === 'old') return <span class={`age ${freshness}`}>{age}</span>
  return (
    <span class={`age ${freshness}`}>
      <svg viewBox="0 0 16 16" class="icon" aria-hidden="true">
        <path d="M8 2 15 14H1zM8 6v4M8 11.5v1" />
      </svg>
      {text(freshness, { age })}
    </span>
  )
}
