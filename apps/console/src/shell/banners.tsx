import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { NodeText } from '../components/node-text.tsx'
import { useUtc } from '../components/use-utc.ts'
import { useConsole, useText } from '../state/console.ts'
import { shellMessages } from './messages.ts'

/**
 * The marking of what is on screen, the same at the top and at the bottom of every page and of every print: the node's own, and
 * beside it the highest of the records that are shown.
 */
export function MarkingBanner(props: { readonly edge: 'top' | 'bottom' }): JSX.Element {
  const { status, language, marks } = useConsole()
  const text = useText(shellMessages)
  const element = useRef<HTMLElement>(null)
  const marking = status.value?.marking
  useEffect(() => {
    element.current?.style.setProperty('--marking-background', marking?.background ?? '')
    element.current?.style.setProperty('--marking-colour', marking?.colour ?? '')
  }, [marking?.background, marking?.colour])
  return (
    <section ref={element} class={`marking ${props.edge}`} aria-label={text(props.edge)}>
      <span>{marking?.[language.value] ?? ' '}</span>
      {marks.banners.value.map((one) => (
        <span
          key={one.en}
          class="of-records"
          style={{ '--marking-background': one.background, '--marking-colour': one.colour }}
        >
          {one[language.value]}
        </span>
      ))}
    </section>
  )
}

/** The mode, where what is on screen is not real: a hatched strip that is also in the page's title and in every print. */
export function ModeStrip(): JSX.Element | null {
  const { status, language } = useConsole()
  const text = useText(shellMessages)
  const mode = status.value?.mode
  if (mode === undefined || mode === 'REAL') return null
  const explained = status.value?.modeText?.[language.value]
  return (
    <section class={`mode-strip ${mode.toLowerCase()}`} aria-label={text('mode')}>
      <strong>{text(mode)}</strong>
      {explained === undefined ? null : <span>{explained}</span>}
    </section>
  )
}

/** One line above the page, never two: the lost link, else a node that cannot write, else Criticals nobody owns. */
export function UrgentBanner(): JSX.Element | null {
  const { status, link, lastChangeMs, alerts, browserOffsetMs } = useConsole()
  const text = useText(shellMessages)
  const utc = useUtc()
  if (link.value.state === 'lost') {
    const asOfMs = Math.max(lastChangeMs.value ?? 0, link.value.sinceMs) - (browserOffsetMs.value ?? 0)
    return <div class="urgent lost">{text('lostBanner', { utc: utc(asOfMs) })}</div>
  }
  const store = status.value?.store
  if (store?.state === 'failing')
    return <div class="urgent">{text('storeFailing', { message: store.message ?? '' })}</div>
  const critical = (alerts.value ?? []).filter((alert) => alert.priority === 'critical' && alert.state === 'new')
  const [first] = critical
  if (first === undefined) return null
  return (
    <div class="urgent critical-banner">
      <strong>{text('criticalBanner', { count: critical.length })}</strong>
      <a href={`/a/${first.id}`}>
        <NodeText text={first.title} />
      </a>
    </div>
  )
}
